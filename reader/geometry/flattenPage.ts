import { evenLight } from './evenLight.ts';
import { findPaper, layFlat } from './findPaper.ts';
import { shrink } from './grayImage.ts';
import type { GrayImage } from './grayImage.ts';
import { removeGrain } from './removeGrain.ts';
import { traceRulings } from './rulings.ts';
import { findLie } from './skew.ts';
import { straighten } from './straighten.ts';
import { chain, noWarp, warpImage } from './warp.ts';
import type { Point, Warp } from './warp.ts';

/** Inches of the shorter side of a page; A4 is what reports are printed on. */
const PAGE_WIDTH = 8.27;
const A4_RATIO = Math.SQRT2;

/** More dots per inch than this do not make letters more readable, only slower to read. */
export const FINEST_DPI = 250;

/** Resolution at which a page's lie and its bends are measured. */
const MEASURE_DPI = 130;

/** Share of a page's longer side that it may be bent so that all of its lines are seen at once. */
const NEARLY_LEVEL = 0.006;

/** Pixels that a page may be bent before it is worth laying it flat. */
const STRAIGHT_ENOUGH = 0.6;

/** A page as it lies upright and flat, though perhaps upside down. */
export interface FlatPage {
	readonly width: number;
	readonly height: number;
	/** Estimated from the page's width. */
	readonly dpi: number;
	/** Even light: paper is white. */
	readonly gray: GrayImage;
	/** Where each place of the flat page is in the picture. */
	readonly warp: Warp;
}

/** Lays a scan or a photo of one page upright and flat and makes its light even. */
export function flattenPage(image: GrayImage): FlatPage {
	const picture = removeGrain(image);
	const coarse = layUpright(picture);
	const factor = Math.max(1, Math.round(coarse.dpi / MEASURE_DPI));
	const sketch = evenLight(sketchOf(picture, coarse, factor));
	const bend = findBend(sketch, coarse.dpi / factor);
	const scale = Math.min(1, FINEST_DPI / coarse.dpi);
	const width = Math.round(coarse.width * scale);
	const height = Math.round(coarse.height * scale);
	const unbend: Warp = ([x, y]) => {
		const [fromX, fromY] = bend([x / scale / factor, y / scale / factor]);
		return [fromX * factor, fromY * factor];
	};
	const warp = chain(coarse.warp, unbend);
	const isStraight = scale === 1 && isNoWarp(warp, width, height, STRAIGHT_ENOUGH);
	const flat = isStraight ? picture : warpImage(soften(picture, scale), width, height, warp);
	return {
		width,
		height,
		dpi: coarse.dpi * scale,
		gray: evenLight(flat),
		warp: isStraight ? noWarp : warp,
	};
}

/** How a page is bent. Lines that lie too aslant to be seen at first are seen once others are straight. */
function findBend(sketch: GrayImage, dpi: number): Warp {
	const { width, height } = sketch;
	const bend = straighten(traceRulings(sketch, dpi), width, height);
	if (isNoWarp(bend, width, height, NEARLY_LEVEL * Math.max(width, height))) return bend;
	const seen = warpImage(sketch, width, height, bend);
	return chain(bend, straighten(traceRulings(seen, dpi), width, height));
}

/** Averages neighbours before pixels are left out. */
function soften(picture: GrayImage, scale: number): GrayImage {
	if (scale > 0.8) return picture;
	const { width, height, data } = picture;
	const soft = new Uint8Array(data.length);
	for (let y = 0; y < height; y += 1) {
		const below = y + 1 < height ? width : 0;
		for (let x = 0; x < width; x += 1) {
			const index = y * width + x;
			const right = x + 1 < width ? 1 : 0;
			soft[index] =
				(data[index]! +
					data[index + right]! +
					data[index + below]! +
					data[index + below + right]! +
					2) >>
				2;
		}
	}
	return { width, height, data: soft };
}

function sketchOf(picture: GrayImage, coarse: Upright, factor: number): GrayImage {
	const small = shrink(picture, factor);
	if (coarse.warp === noWarp) return small;
	const width = Math.round(coarse.width / factor);
	const height = Math.round(coarse.height / factor);
	return warpImage(small, width, height, ([x, y]) => {
		const [fromX, fromY] = coarse.warp([x * factor, y * factor]);
		return [fromX / factor, fromY / factor];
	});
}

interface Upright {
	readonly width: number;
	readonly height: number;
	readonly dpi: number;
	readonly warp: Warp;
}

/** Cuts the sheet out of a photo and turns the page so that its lines run nearly level. */
function layUpright(picture: GrayImage): Upright {
	const factor = Math.max(1, Math.round(Math.max(picture.width, picture.height) / 1100));
	const small = shrink(picture, factor);
	const corners = findPaper(small);
	const sheet = corners ? sizeOf(corners) : [small.width, small.height];
	const [sheetWidth = 1, sheetHeight = 1] = sheet;
	const flat = corners ? layFlat(corners, sheetWidth, sheetHeight) : noWarp;
	const { sideways, tilt } = findLie(
		evenLight(warpImage(small, Math.round(sheetWidth), Math.round(sheetHeight), flat)),
	);
	const angle = (tilt * Math.PI) / 180 + (sideways ? -Math.PI / 2 : 0);
	const turned = turnBy(angle, sheetWidth, sheetHeight, Math.abs(tilt) < 0.05);
	const shorter = corners
		? Math.min(sheetWidth, sheetHeight) * factor
		: Math.min(picture.width, picture.height);
	const wide = corners ? sheetWidth * factor : picture.width;
	// A strip of a page is as wide as the page, or as the page on its side.
	const dpi = Math.max(shorter / PAGE_WIDTH, wide / (PAGE_WIDTH * A4_RATIO));
	const isAsItWas = flat === noWarp && turned.warp === noWarp;
	return {
		width: isAsItWas ? picture.width : Math.round(turned.width * factor),
		height: isAsItWas ? picture.height : Math.round(turned.height * factor),
		dpi,
		warp: isAsItWas
			? noWarp
			: ([x, y]) => {
					const [fromX, fromY] = flat(turned.warp([x / factor, y / factor]));
					return [fromX * factor, fromY * factor];
				},
	};
}

function sizeOf(corners: readonly [Point, Point, Point, Point]): [number, number] {
	const distance = (one: Point, other: Point): number =>
		Math.hypot(one[0] - other[0], one[1] - other[1]);
	const width = Math.max(distance(corners[0], corners[1]), distance(corners[3], corners[2]));
	const height = Math.max(distance(corners[0], corners[3]), distance(corners[1], corners[2]));
	const ratio = Math.max(width, height) / Math.min(width, height);
	if (Math.abs(ratio - A4_RATIO) > 0.06) return [width, height];
	return height > width ? [width, width * A4_RATIO] : [height * A4_RATIO, height];
}

/** Turns a page about its middle; without a tilt, its corners stay in the corners. */
function turnBy(
	angle: number,
	width: number,
	height: number,
	isSquare: boolean,
): { readonly width: number; readonly height: number; readonly warp: Warp } {
	const cos = Math.cos(angle);
	const sin = Math.sin(angle);
	const turnedWidth = Math.abs(width * cos) + Math.abs(height * sin);
	const turnedHeight = Math.abs(width * sin) + Math.abs(height * cos);
	if (isSquare && Math.abs(sin) < 0.5) return { width, height, warp: noWarp };
	return {
		width: turnedWidth,
		height: turnedHeight,
		warp: ([x, y]) => {
			const fromX = x - turnedWidth / 2;
			const fromY = y - turnedHeight / 2;
			return [cos * fromX - sin * fromY + width / 2, sin * fromX + cos * fromY + height / 2];
		},
	};
}

/** Whether no place of a page is further than `limit` pixels from where it was. */
function isNoWarp(warp: Warp, width: number, height: number, limit: number): boolean {
	for (let row = 0; row <= 8; row += 1) {
		for (let column = 0; column <= 8; column += 1) {
			const place: Point = [(width * column) / 8, (height * row) / 8];
			const [x, y] = warp(place);
			if (Math.hypot(x - place[0], y - place[1]) > limit) return false;
		}
	}
	return true;
}
