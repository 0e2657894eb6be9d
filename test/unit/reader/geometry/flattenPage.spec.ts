import { flattenPage } from '../../../../reader/geometry/flattenPage.ts';
import { findInk } from '../../../../reader/geometry/findInk.ts';
import { traceRulings } from '../../../../reader/geometry/rulings.ts';
import type { RawImage } from '../../../../reader/pages/rawImage.ts';
import { warpImage } from '../../../../reader/geometry/warp.ts';
import { changed, drawPage, drawTable } from '../drawnPage.ts';
import type { Pen } from '../drawnPage.ts';

const ROWS = [
	['STT', 'Mã TCTD', 'Tên tổ chức tín dụng', 'Tổng cộng'],
	['1', '79358001', 'Ngân hàng TMCP Mẫu Một', '1.234'],
	['2', '01309001', 'Công ty Tài chính Mẫu Hai', '46,5'],
	['3', '48203T01', 'Ngân hàng TMCP Mẫu Ba', '340'],
];

function paint(pen: Pen): void {
	pen.text('1. Thông tin chung về khách hàng', 50, 40);
	drawTable(pen, {}, ROWS);
	pen.text('Danh sách tổ chức tín dụng tra cứu thông tin trong một năm gần nhất', 50, 220);
	drawTable(pen, { top: 250 }, ROWS);
	drawTable(pen, { top: 600, left: 120 }, ROWS);
}

/** How far the rulings of a page bend or tilt, in pixels. */
function unevenness(image: RawImage): number {
	const flat = flattenPage(image);
	return Math.max(
		...traceRulings(flat.gray, flat.dpi).map(({ direction, points }) => {
			const places = points.map((point) => point[direction === 'across' ? 1 : 0]);
			return Math.max(...places) - Math.min(...places);
		}),
	);
}

function tablesOf(image: RawImage): string[] {
	return findInk(flattenPage(image)).tables.map(({ rows, columns }) => `${rows}x${columns}`);
}

/** The page as a camera sees it that is held askew, on a dark table. */
function photographed(page: RawImage, shade: (x: number, y: number) => number): RawImage {
	const [width, height] = [Math.round(page.width * 1.15), Math.round(page.height * 1.15)];
	const framed = warpImage(page, width, height, ([x, y]) => {
		const depth = 1 + 0.06 * (y / height - 0.5) + 0.03 * (x / width - 0.5);
		return [
			(x - width * 0.07) * depth - 0.02 * y + 20,
			(y - height * 0.07) * depth + 0.02 * x - 10,
		];
	});
	const data = framed.data.slice();
	const inside = warpImage(
		{ ...page, data: new Uint8Array(page.data.length).fill(0) },
		width,
		height,
		([x, y]) => {
			const depth = 1 + 0.06 * (y / height - 0.5) + 0.03 * (x / width - 0.5);
			return [
				(x - width * 0.07) * depth - 0.02 * y + 20,
				(y - height * 0.07) * depth + 0.02 * x - 10,
			];
		},
	);
	for (let index = 0; index < data.length; index += 1) {
		const pixel = Math.floor(index / page.channels);
		const light = shade((pixel % width) / width, Math.floor(pixel / width) / height);
		data[index] = (inside.data[index] ?? 0) > 128 ? 60 : (data[index] ?? 0) * light;
	}
	return { ...framed, data };
}

describe('a page is laid upright and flat', () => {
	let page: RawImage;
	beforeAll(async () => {
		page = await drawPage(paint, 150);
	});

	it('leaves a straight scan as it is', () => {
		const flat = flattenPage(page);
		expect([flat.width, flat.height]).toEqual([page.width, page.height]);
		expect(flat.warp([100, 200])).toEqual([100, 200]);
		expect(Math.round(flat.dpi)).toBe(150);
		expect(tablesOf(page)).toEqual(['4x4', '4x4', '4x4']);
	});

	it.each([-9, -2.5, 0.7, 4, 12])('straightens a tilt of %d degrees', async (degrees) => {
		const tilted = await changed(page, (image) => image.rotate(degrees, { background: '#fff' }));
		expect(tablesOf(tilted)).toEqual(['4x4', '4x4', '4x4']);
		expect(unevenness(tilted)).toBeLessThan(2);
	});

	it.each([90, 270])('turns a page by %d degrees', async (degrees) => {
		const turned = await changed(page, (image) => image.rotate(degrees));
		const flat = flattenPage(turned);
		expect(flat.height).toBeGreaterThan(flat.width);
		expect(tablesOf(turned)).toEqual(['4x4', '4x4', '4x4']);
	});

	it('repairs perspective, shadow and the table around a photo', () => {
		const photo = photographed(page, (x, y) => 0.95 - 0.4 * x - 0.15 * y);
		expect(tablesOf(photo)).toEqual(['4x4', '4x4', '4x4']);
		expect(unevenness(photo)).toBeLessThan(2.5);
	});

	it('straightens a sheet that is bent a little', () => {
		const bent = warpImage(page, page.width, page.height, ([x, y]) => [
			x,
			y + 8 * Math.sin((Math.PI * x) / page.width),
		]);
		expect(tablesOf(bent)).toEqual(['4x4', '4x4', '4x4']);
		expect(unevenness(bent)).toBeLessThan(2.5);
	});

	it('does not fail on an empty or a black page', () => {
		for (const light of [255, 0]) {
			const empty = { ...page, data: new Uint8Array(page.data.length).fill(light) };
			expect(tablesOf(empty)).toEqual([]);
		}
	});
});
