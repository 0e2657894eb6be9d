import type { Block } from '../content.ts';
import type { Profile } from '../inventReport.ts';
import type { PageFormat } from '../paper.ts';
import type { Random } from '../random.ts';
import type { ReportData } from '../reportData.ts';

/** One way in which reports are printed. */
export interface Layout {
	readonly name: string;
	/** For people: what is special about it. */
	readonly says: string;
	/** Whom it is about. */
	readonly profile: Profile;
	/** The report on paper. `random` decides what differs from print to print. */
	/** Pictures of it hold all pages, one below the other. */
	readonly isOneImage?: boolean;
	readonly compose: (data: ReportData, random: Random) => { blocks: Block[]; format: PageFormat };
}

/** Portrait A4 in the letters of Times; what most layouts start from. */
export const A4: Omit<PageFormat, 'fonts'> = {
	width: 595.28,
	height: 841.89,
	margins: { top: 32, right: 36, bottom: 44, left: 36 },
	size: 9.6,
	leading: 1.3,
	padding: { x: 4, y: 2.2 },
	cut: 'rows',
	ruling: { width: 0.6, color: '#444' },
	headingFill: '#eef2f8',
	watermark: null,
	header: null,
	footer: null,
};
