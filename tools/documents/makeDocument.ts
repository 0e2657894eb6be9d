import { truthOf } from './content.ts';
import { inventReport } from './inventReport.ts';
import type { Layout } from './layouts/layout.ts';
import { paintBlocks } from './paintBlocks.ts';
import { randomOf } from './random.ts';
import type { ReportData } from './reportData.ts';
import type { TrueReport } from './truth.ts';

/** An invented report as a PDF with a text layer, and what is printed in it. */
export interface InventedDocument {
	/** `<layout>-<seed>`. */
	readonly name: string;
	readonly pdf: Buffer;
	readonly pages: number;
	readonly truth: TrueReport;
	readonly data: ReportData;
	/** Pictures of it hold all pages, one below the other. */
	readonly isOneImage: boolean;
}

/** The same layout and seed always give the same bytes. */
export async function makeDocument(layout: Layout, seed: number): Promise<InventedDocument> {
	const name = `${layout.name}-${seed}`;
	const data = inventReport(randomOf(seed, `${layout.name} data`), layout.profile);
	const { blocks, format } = layout.compose(data, randomOf(seed, `${layout.name} print`));
	const { pdf, pages } = await paintBlocks(blocks, format, `Báo cáo tín dụng mẫu ${data.ticket}`);
	const isOneImage = layout.isOneImage === true;
	return { name, pdf, pages, truth: truthOf(blocks), data, isOneImage };
}
