import { bankPrint } from './bankPrint.ts';
import { borderless } from './borderless.ts';
import { browserPrint } from './browserPrint.ts';
import { clean } from './clean.ts';
import { dense } from './dense.ts';
import type { Layout } from './layout.ts';
import { oldHeadings } from './oldHeadings.ts';
import { oneColumn } from './oneColumn.ts';
import { short } from './short.ts';
import { tallImage } from './tallImage.ts';
import { today } from './today.ts';
import { vamcTable } from './vamcTable.ts';

/** Every way in which the invented reports are printed. */
export const LAYOUTS: readonly Layout[] = [
	today,
	oldHeadings,
	browserPrint,
	bankPrint,
	oneColumn,
	borderless,
	dense,
	clean,
	vamcTable,
	tallImage,
	short,
];

/** The layout of that name; throws where there is none. */
export function layoutNamed(name: string): Layout {
	const layout = LAYOUTS.find((candidate) => candidate.name === name);
	if (!layout)
		throw new Error(`No layout ${name}; there are ${LAYOUTS.map((each) => each.name).join(', ')}`);
	return layout;
}
