import type { Ocr } from './ocr/createOcr.ts';
import { readPages } from './pages/readPages.ts';
import { Refusal } from './refusal.ts';
import { toReply } from './reply.ts';
import { readReports } from './report/readReport.ts';

/** How one document is to be read. */
export interface DocumentOptions {
	/** A document with more pages is refused. */
	readonly maxPages: number;
	/** Whether page and table images are part of the answer. */
	readonly withImages: boolean;
	readonly ocr: Ocr;
}

/**
 * The whole chain for one document: its pages, the reports on them, the documented reply.
 *
 * @returns the entries of `data.info`, at least one
 * @throws Refusal 1 for what is no image or PDF, 3 for a document without a CIC report, 6 for one
 * over a limit or behind a password
 */
export async function readDocument(
	bytes: Uint8Array,
	{ maxPages, withImages, ocr }: DocumentOptions,
): Promise<readonly object[]> {
	await using document = await readPages(bytes, { maxPages, ocr });
	const reports = readReports(document.pages);
	if (reports === null) throw new Refusal('3', 'there is no CIC report in it');
	const info: object[] = [];
	for (const report of reports) info.push(await toReply(report, withImages));
	return info;
}
