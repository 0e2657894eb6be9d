import { PDFDocument } from 'pdf-lib';
import type { Ocr } from '../../../../reader/ocr/createOcr.ts';
import { readPages } from '../../../../reader/pages/readPages.ts';
import { toSharp } from '../../../../reader/pages/rawImage.ts';
import { drawPage } from '../drawnPage.ts';

const SLOW_MS = 120_000;

/** A PDF of scanned A4 pages, each with one word on it. */
async function makeScan(words: readonly string[]): Promise<Uint8Array> {
	const pdf = await PDFDocument.create();
	for (const word of words) {
		const drawn = await drawPage((pen) => pen.text(word, 60, 60), 150, [595, 842]);
		const picture = await pdf.embedPng(await toSharp(drawn).png().toBuffer());
		pdf.addPage([595, 842]).drawImage(picture, { x: 0, y: 0, width: 595, height: 842 });
	}
	return await pdf.save();
}

const answer: Ocr['read'] = async (crops) =>
	await Promise.resolve(crops.map(() => ({ text: 'Thử', certainty: 1 })));

describe('the pages of a scan', () => {
	it(
		'are laid flat while letters of another are read, and stay in their order',
		async () => {
			const { promise: second, resolve: letGo } = Promise.withResolvers<void>();
			let calls = 0;
			const ocr: Ocr = {
				read: async (crops) => {
					calls += 1;
					if (calls === 1) await second;
					else letGo();
					return await answer(crops);
				},
				close: async () => await Promise.resolve(),
			};
			const { pages } = await readPages(await makeScan(['Một', 'Hai']), { maxPages: 2, ocr });
			expect(pages.map(({ index, source }) => [index, source])).toEqual([
				[0, 'ocr'],
				[1, 'ocr'],
			]);
			expect(calls).toBeGreaterThan(1);
		},
		SLOW_MS,
	);

	it(
		'fail together where one cannot be read',
		async () => {
			let calls = 0;
			const ocr: Ocr = {
				read: async (crops) => {
					calls += 1;
					return calls === 2 ? await Promise.reject(new Error('broken')) : await answer(crops);
				},
				close: async () => await Promise.resolve(),
			};
			const reading = readPages(await makeScan(['Một', 'Hai', 'Ba']), { maxPages: 3, ocr });
			await expect(reading).rejects.toThrow('broken');
		},
		SLOW_MS,
	);
});
