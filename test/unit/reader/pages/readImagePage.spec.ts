import { toGray } from '../../../../reader/geometry/grayImage.ts';
import { createOcr } from '../../../../reader/ocr/createOcr.ts';
import type { Ocr } from '../../../../reader/ocr/createOcr.ts';
import type { Grid, Page } from '../../../../reader/page.ts';
import type { RawImage } from '../../../../reader/pages/rawImage.ts';
import { readImagePage } from '../../../../reader/pages/readImagePage.ts';
import { splitTallImage } from '../../../../reader/pages/splitTallImage.ts';
import { changed, drawPage, drawTable } from '../drawnPage.ts';
import type { Pen } from '../drawnPage.ts';

const ROWS = [
	['STT', 'Mã TCTD', 'Tên tổ chức tín dụng', 'Tổng cộng'],
	['1', '79358001', 'Ngân hàng TMCP', '1.234'],
	['2', '01309001', '', '46,5'],
	['3', '48203T01', 'Công ty Tài chính', '-'],
];

/** A4 with little on it: a heading, a table, a heading. */
function paint(pen: Pen): void {
	pen.text('Thông tin chung về khách hàng', 50, 60);
	drawTable(pen, {}, ROWS);
	pen.text('Danh sách TCTD tra cứu', 50, 200);
}

function textsOf(grid: Grid | undefined): string[][] {
	return Array.from({ length: grid?.rows ?? 0 }, (_, row) =>
		(grid?.cells ?? [])
			.filter((cell) => cell.row === row)
			.map(({ lines }) => lines.flatMap(({ words }) => words.map(({ text }) => text)).join(' ')),
	);
}

function linesOf({ lines }: Page): string[] {
	return lines.map(({ words }) => words.map(({ text }) => text).join(' '));
}

/** A page takes a second or two of a processor, which other tests may be using. */
const SLOW_MS = 240_000;

describe('a page of pixels', () => {
	let ocr: Ocr;
	let page: RawImage;
	beforeAll(async () => {
		ocr = createOcr(1);
		page = await drawPage(paint, 200);
	});
	afterAll(async () => {
		await ocr.close();
	});

	const read = async (image: RawImage): Promise<Page> =>
		await readImagePage(() => Promise.resolve(image), 0, ocr);

	it(
		'is read cell by cell, and line by line beside its tables',
		async () => {
			const { grids, lines, source, index } = await read(page);
			expect([source, index, grids.length]).toEqual(['ocr', 0, 1]);
			expect(textsOf(grids[0])).toEqual(ROWS);
			expect(lines.map(({ words }) => words[0]?.text)).toEqual([
				'Thông tin chung về khách hàng',
				'Danh sách TCTD tra cứu',
			]);
			const cells = grids[0]?.cells ?? [];
			expect(cells.filter(({ hasInk }) => !hasInk).map(({ row, column }) => [row, column])).toEqual(
				[[2, 2]],
			);
			const confidences = cells.flatMap((cell) =>
				cell.lines.flatMap(({ words }) => words.map(({ confidence }) => confidence)),
			);
			expect(confidences.filter((confidence) => confidence >= 0.85).length).toBeGreaterThanOrEqual(
				14,
			);
		},
		SLOW_MS,
	);

	it(
		'is turned when it lies upside down',
		async () => {
			const turned = await read(await changed(page, (image) => image.rotate(180)));
			expect(textsOf(turned.grids[0])).toEqual(ROWS);
			expect(linesOf(turned)[0]).toBe('Thông tin chung về khách hàng');
		},
		SLOW_MS,
	);

	it(
		'marks ink that cannot be read',
		async () => {
			const scribbled = await drawPage((pen) => {
				drawTable(pen, {}, [['STT', 'Mã TCTD', '', '']]);
				pen.lineWidth(1).moveTo(215, 112).bezierCurveTo(225, 95, 240, 125, 250, 110).stroke();
			}, 150);
			const cell = (await read(scribbled)).grids[0]?.cells.find(({ column }) => column === 2);
			expect(cell?.hasInk).toBe(true);
			for (const { words } of cell?.lines ?? []) {
				for (const { confidence } of words) expect(confidence).toBeLessThan(0.85);
			}
		},
		SLOW_MS,
	);

	it(
		'stops when it is told to',
		async () => {
			const stop = AbortSignal.abort(new Error('nobody waits'));
			const reading = readImagePage(() => Promise.resolve(page), 0, ocr, stop);
			await expect(reading).rejects.toThrow('nobody waits');
		},
		SLOW_MS,
	);
});

describe('a picture of several pages', () => {
	it('is cut at the blank rows between them', async () => {
		const page = await drawPage(paint, 60);
		const row = page.width * page.channels;
		const twice = {
			...page,
			height: page.height * 2,
			data: Buffer.concat([page.data, page.data]),
		};
		expect(splitTallImage(toGray(page))).toEqual([[0, page.height]]);
		const [first, second] = splitTallImage(toGray(twice));
		expect(twice.data).toHaveLength(row * twice.height);
		expect(first?.[0]).toBe(0);
		expect(Math.abs((first?.[1] ?? 0) - page.height)).toBeLessThan(page.height * 0.07);
		expect(second).toEqual([first?.[1], twice.height]);
	});
});
