import { findInk } from '../../../../reader/geometry/findInk.ts';
import type { PageInk } from '../../../../reader/geometry/findInk.ts';
import { flattenPage } from '../../../../reader/geometry/flattenPage.ts';
import { toGray } from '../../../../reader/geometry/grayImage.ts';
import { readMark } from '../../../../reader/ocr/readMark.ts';
import { readSigns } from '../../../../reader/ocr/readSigns.ts';
import { loadNet } from '../../../../reader/ocr/signNet.ts';
import { FONTS } from '../../../../tools/documents/fonts.ts';
import { changed, drawPage, drawTable } from '../drawnPage.ts';

const FIGURES = [
	['79358001', '1.234.567', '46,5', '3'],
	['48203T01', '31/12/2021', '1.050', '1'],
	['0001508764', '08:11', '15.923,8', '-'],
];

const net = loadNet();

/** Each run of the page, by the shapes of its signs; null for words. */
function signsOf({ runs, gray, usual }: PageInk): (string | null)[] {
	return runs.map(
		(run) => readMark(run, usual)?.text ?? readSigns(gray, run, usual, net)?.text ?? null,
	);
}

async function inkOf(font: string, blur: number): Promise<PageInk> {
	const page = await drawPage(
		(pen) => {
			pen.font(font);
			drawTable(pen, { left: 20, top: 20, widths: [85, 90, 90, 60] }, FIGURES);
		},
		200,
		[400, 100],
	);
	const soft = blur === 0 ? page : await changed(page, (image) => image.blur(blur));
	return findInk({ ...flattenPage(toGray(soft)), dpi: 200 });
}

describe('figures are read by their shapes', () => {
	it.each([
		['times', 0],
		['times', 1],
		['arial', 0.8],
		['roboto', 0.8],
		['dejavu', 0],
	] as const)('%s, blurred by %d', async (font, blur) => {
		const read = signsOf(await inkOf(FONTS[font].regular, blur)).map((text) =>
			text?.replace(/\s/g, ''),
		);
		expect(read.toSorted()).toEqual(FIGURES.flat().toSorted());
	});

	it('takes words for none', async () => {
		const page = await drawPage(
			(pen) => {
				pen.text('Ngân hàng TMCP Mẫu Một', 20, 20);
				pen.text('Dư nợ đủ tiêu chuẩn', 20, 40);
			},
			200,
			[400, 100],
		);
		expect(signsOf(findInk({ ...flattenPage(toGray(page)), dpi: 200 }))).toEqual([null, null]);
	});
});
