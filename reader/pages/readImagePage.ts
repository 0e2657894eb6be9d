import { findInk } from '../geometry/findInk.ts';
import type { PageInk } from '../geometry/findInk.ts';
import { flattenPage } from '../geometry/flattenPage.ts';
import type { FlatPage } from '../geometry/flattenPage.ts';
import type { Ruling, TableFrame } from '../geometry/ruledGrid.ts';
import { toGray, turn } from '../geometry/grayImage.ts';
import type { GrayImage } from '../geometry/grayImage.ts';
import { warpImage } from '../geometry/warp.ts';
import type { Ocr } from '../ocr/createOcr.ts';
import { isUpsideDown } from '../ocr/isUpsideDown.ts';
import { readRuns } from '../ocr/readRuns.ts';
import type { Box, Page, PageImage, Word } from '../page.ts';
import { fillGrids } from './fillGrids.ts';
import { toPageImage } from './pageImage.ts';
import { cutRows } from './rawImage.ts';
import type { RawImage } from './rawImage.ts';
import { splitTallImage } from './splitTallImage.ts';

/** A page of the picture, flat, with what is printed on it. */
interface Part {
	/** Its rows of the picture. */
	readonly from: number;
	readonly to: number;
	readonly flat: FlatPage;
	readonly ink: PageInk;
	readonly words: readonly Word[];
}

/**
 * Reads a scanned or photographed page. A picture of several pages, one below the other, is one
 * page whose parts are laid flat one by one.
 *
 * @param load gives the pixels; called again when the page's image is wanted
 * @param index from 0, in the document's order
 */
export async function readImagePage(
	load: () => Promise<RawImage>,
	index: number,
	ocr: Ocr,
	signal?: AbortSignal,
): Promise<Page> {
	// Its colours, which take most of the memory, are not needed beyond here.
	const picture = toGray(await load());
	const parts: Part[] = [];
	for (const [from, to] of splitTallImage(picture)) {
		signal?.throwIfAborted();
		parts.push(await readPart(picture, from, to, ocr, signal));
	}
	const tops = parts.map((_, part) =>
		parts.slice(0, part).reduce((sum, { flat }) => sum + flat.height, 0),
	);
	const moved = parts.map((part, place) => movePart(part, tops[place] ?? 0));
	const { grids, lines } = fillGrids(
		moved.flatMap(({ tables }) => tables),
		moved.flatMap(({ words }) => words).filter(({ text }) => text !== ''),
	);
	const unread = moved.flatMap(({ words }) => words).filter(({ text }) => text === '');
	return {
		index,
		width: Math.max(...parts.map(({ flat }) => flat.width)),
		height: parts.reduce((sum, { flat }) => sum + flat.height, 0),
		source: 'ocr',
		lines,
		grids: grids.map((grid) => ({
			...grid,
			cells: grid.cells.map((cell) => ({
				...cell,
				hasInk: cell.hasInk || unread.some(({ box }) => isWithin(box, cell.box)),
			})),
		})),
		rulings: moved.flatMap(({ loose }) => loose),
		image: drawLater(load, parts),
	};
}

async function readPart(
	picture: GrayImage,
	from: number,
	to: number,
	ocr: Ocr,
	signal?: AbortSignal,
): Promise<Part> {
	let flat = flattenPage(cutRows(picture, from, to));
	let ink = findInk(flat);
	if (await isUpsideDown(ink, ocr, signal)) {
		flat = upsideUp(flat);
		ink = findInk(flat);
	}
	return { from, to, flat, ink, words: await readRuns(ink, ocr, signal) };
}

function upsideUp(flat: FlatPage): FlatPage {
	const { width, height, warp } = flat;
	return {
		...flat,
		gray: turn(flat.gray, 2),
		warp: ([x, y]) => warp([width - x, height - y]),
	};
}

interface MovedPart {
	readonly tables: readonly TableFrame[];
	readonly loose: readonly Ruling[];
	readonly words: readonly Word[];
}

function movePart({ ink, words }: Part, top: number): MovedPart {
	const move = ([left, upper, right, lower]: Box): Box => [left, upper + top, right, lower + top];
	return {
		tables: ink.tables.map((table) => ({
			...table,
			box: move(table.box),
			cells: table.cells.map((cell) => ({ ...cell, box: move(cell.box) })),
		})),
		loose: ink.loose.map((ruling) => ({ ...ruling, at: ruling.at + top })),
		words: words.map((word) => ({ ...word, box: move(word.box) })),
	};
}

function isWithin(inner: Box, outer: Box): boolean {
	const x = (inner[0] + inner[2]) / 2;
	const y = (inner[1] + inner[3]) / 2;
	return x >= outer[0] && x < outer[2] && y >= outer[1] && y < outer[3];
}

/** How a part of the picture is laid flat, without any pixels. */
type Sheet = Pick<Part, 'from' | 'to'> & Pick<FlatPage, 'width' | 'height' | 'warp'>;

/** Draws the page when it is asked for. What was read is not kept for it: a page has 100 MB of pixels. */
function drawLater(
	load: () => Promise<RawImage>,
	parts: readonly Part[],
): () => Promise<PageImage> {
	const sheets = parts.map(({ from, to, flat }): Sheet => {
		return { from, to, width: flat.width, height: flat.height, warp: flat.warp };
	});
	return async () => drawImage(await load(), sheets);
}

/** The picture in colour, flat, its parts below each other. */
function drawImage(picture: RawImage, sheets: readonly Sheet[]): PageImage {
	const width = Math.max(...sheets.map((sheet) => sheet.width));
	const height = sheets.reduce((sum, sheet) => sum + sheet.height, 0);
	const data = new Uint8Array(width * height * picture.channels).fill(255);
	let top = 0;
	for (const sheet of sheets) {
		const rows = cutRows(picture, sheet.from, sheet.to);
		const part = warpImage(rows, sheet.width, sheet.height, sheet.warp);
		const row = sheet.width * picture.channels;
		for (let y = 0; y < sheet.height; y += 1) {
			data.set(part.data.subarray(y * row, (y + 1) * row), (top + y) * width * picture.channels);
		}
		top += sheet.height;
	}
	return toPageImage({ width, height, channels: picture.channels, data });
}
