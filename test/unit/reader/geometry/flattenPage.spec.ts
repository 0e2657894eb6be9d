import { flattenPage } from '../../../../reader/geometry/flattenPage.ts';
import { toGray } from '../../../../reader/geometry/grayImage.ts';
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

interface Look {
	readonly width: number;
	readonly height: number;
	readonly tables: readonly string[];
	/** How far the long rulings bend or tilt, in pixels. */
	readonly unevenness: number;
}

function look(image: RawImage): Look {
	const flat = flattenPage(toGray(image));
	const bends = traceRulings(flat.gray, flat.dpi).flatMap(({ direction, points }) => {
		const [along, across] = direction === 'across' ? ([0, 1] as const) : ([1, 0] as const);
		const length = (points.at(-1)?.[along] ?? 0) - (points[0]?.[along] ?? 0);
		const places = points.map((point) => point[across]);
		return length > flat.dpi ? [Math.max(...places) - Math.min(...places)] : [];
	});
	return {
		width: flat.width,
		height: flat.height,
		tables: findInk(flat).tables.map(({ rows, columns }) => `${rows}x${columns}`),
		unevenness: Math.max(...bends),
	};
}

const TABLES = ['4x4', '4x4', '4x4'];

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
		page = await drawPage(paint, 120);
	});

	it('leaves a straight scan as it is', () => {
		const flat = flattenPage(toGray(page));
		expect([flat.width, flat.height]).toEqual([page.width, page.height]);
		expect(flat.warp([100, 200])).toEqual([100, 200]);
		expect(Math.round(flat.dpi)).toBe(120);
	});

	it.each([-9, 4])('straightens a tilt of %d degrees', async (degrees) => {
		const tilted = look(
			await changed(page, (image) => image.rotate(degrees, { background: '#fff' })),
		);
		expect(tilted.tables).toEqual(TABLES);
		expect(tilted.unevenness).toBeLessThan(2);
	});

	it.each([90, 270])('turns a page by %d degrees', async (degrees) => {
		const { width, height, tables } = look(await changed(page, (image) => image.rotate(degrees)));
		expect(height).toBeGreaterThan(width);
		expect(tables).toEqual(TABLES);
	});

	it('is not taken for one on its side where it holds nothing but dates and slim figures', async () => {
		const dates = (pen: Pen): void => {
			const rows = Array.from({ length: 12 }, (_, row) => [
				`${row + 1}`,
				'11/11/2011',
				'1.111',
				'111',
			]);
			drawTable(pen, {}, rows);
		};
		const { width, height, tables } = look(await drawPage(dates, 120));
		expect(height).toBeGreaterThan(width);
		expect(tables).toEqual(['12x4']);
	});

	it('keeps a shaded heading row apart from the row below it', async () => {
		const shaded = (pen: Pen): void => {
			pen.rect(50, 100, 480, 15).fill('#dddddd').fillColor('#000000');
			pen.lineWidth(0.6).rect(50, 100, 480, 15).stroke().rect(50, 115, 480, 15).stroke();
			pen.moveTo(250, 100).lineTo(250, 130).stroke();
			pen.text('Số lượng tài sản bảo đảm', 60, 103).text('Số TCTD', 300, 103);
			pen.text('17', 60, 118).text('1', 300, 118);
		};
		expect(look(await drawPage(shaded, 200)).tables).toEqual(['2x2']);
	});

	it('straightens lines that lie too aslant to be seen at first', async () => {
		const aslant = look(
			warpImage(page, page.width, page.height, ([x, y]) => [
				x,
				y + 0.06 * (x - page.width / 2) * (1 - y / page.height),
			]),
		);
		expect(aslant.unevenness).toBeLessThan(2.5);
	});

	it('repairs perspective, shadow and the table around a photo', () => {
		const photo = look(photographed(page, (x, y) => 0.95 - 0.4 * x - 0.15 * y));
		expect(photo.tables).toEqual(TABLES);
		expect(photo.unevenness).toBeLessThan(2.5);
	});

	it('straightens a sheet that is bent a little', () => {
		const bent = look(
			warpImage(page, page.width, page.height, ([x, y]) => [
				x,
				y + 8 * Math.sin((Math.PI * x) / page.width),
			]),
		);
		expect(bent.tables).toEqual(TABLES);
		expect(bent.unevenness).toBeLessThan(2.5);
	});

	it('does not fail on an empty or a black page', () => {
		for (const light of [255, 0]) {
			const data = new Uint8Array(200 * 280).fill(light);
			const flat = flattenPage({ width: 200, height: 280, data });
			expect(findInk(flat)).toMatchObject({ tables: [], runs: [] });
		}
	});
});
