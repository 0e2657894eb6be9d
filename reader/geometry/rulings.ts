import { transpose } from './grayImage.ts';
import type { GrayImage } from './grayImage.ts';
import { findInkShapes } from './inkShapes.ts';
import type { InkMask } from './inkShapes.ts';
import type { Point } from './warp.ts';

/** A printed line, as a row of points along it, from left to right or from top to bottom. */
export interface TracedRuling {
	readonly direction: 'across' | 'down';
	readonly points: readonly Point[];
	/** Mean thickness in pixels. */
	readonly thickness: number;
}

/**
 * Darkness beyond the first does not count, so that a few dark letters do not make a line; the mean
 * along a stretch must reach the second.
 */
const DARK_ENOUGH = 36;
const FAINTEST = 26;

/** As bright as this is paper, whatever is beside it. */
const PAPER = 250;

/** How dark, against a line, its sides are at most. */
const PALER = 0.7;

/** Share of its length in which a line is about as dark as usual; letters in a row are not. */
const UNBROKEN = 0.8;

/** Lengths in inches. */
const STRETCH = 0.16;
const SHORTEST = 0.08;
const SHORTEST_DRAWN = 0.13;
const THICKEST = 0.035;
const STEP = 0.1;

/**
 * Finds the printed lines of a page whose light is even and which is nearly upright (2 degrees).
 * Broken and faint lines count: a stretch of the page is averaged along the line's direction, so
 * what is thin and long stands out from letters and from noise.
 */
export function traceRulings(page: GrayImage, dpi: number): TracedRuling[] {
	const across = traceAcross(page, dpi);
	const down = traceAcross(transpose(page), dpi).map(({ points, thickness }): TracedRuling => ({
		direction: 'down',
		thickness,
		points: points.map(([x, y]) => [y, x]),
	}));
	return across.concat(down);
}

function traceAcross(page: GrayImage, dpi: number): TracedRuling[] {
	const thickest = Math.max(3, Math.round(THICKEST * dpi));
	const dark = darknessAlongRows(page, Math.round(STRETCH * dpi), thickest);
	const mask = thinRidges(page, dark, thickest);
	const shapes = findInkShapes(mask);
	const rulings: TracedRuling[] = [];
	for (const { box, area } of shapes) {
		const length = box[2] - box[0];
		if (length < SHORTEST * dpi || area / length > thickest * 1.2) continue;
		const whole = tracePoints(mask, dark, box, Math.max(4, Math.round(STEP * dpi)));
		const points = trimEnds(page, whole, Math.round(STRETCH * dpi));
		const drawn = (points.at(-1)?.[0] ?? 0) - (points[0]?.[0] ?? 0);
		if (drawn < SHORTEST_DRAWN * dpi) continue;
		rulings.push({ direction: 'across', points, thickness: area / length });
	}
	return rulings;
}

/**
 * For each pixel the mean darkness of the stretch of its row that it is the middle of, against the
 * darker one of its sides: a line may be the edge of a shaded row.
 */
function darknessAlongRows(
	{ width, height, data }: GrayImage,
	stretch: number,
	thickest: number,
): Uint8Array {
	const mean = new Uint8Array(data.length);
	const half = stretch >> 1;
	const length = 2 * half + 1;
	const [near, far] = [(thickest + 1) >> 1, thickest + 1];
	const white = new Uint8Array(width).fill(255);
	const rowAt = (y: number): Uint8Array =>
		y < 0 || y >= height ? white : data.subarray(y * width, (y + 1) * width);
	// The row's darkness, a stretch ahead.
	const dark = new Uint8Array(width + length);
	for (let y = 0; y < height; y += 1) {
		const here = rowAt(y);
		const [above, farAbove] = [rowAt(y - near), rowAt(y - far)];
		const [below, farBelow] = [rowAt(y + near), rowAt(y + far)];
		const means = mean.subarray(y * width, (y + 1) * width);
		let sum = 0;
		for (let x = 0; x < width + half; x += 1) {
			let darkness = 0;
			if (x < width && here[x]! < PAPER) {
				const upper = brighter(above[x]!, farAbove[x]!);
				const lower = brighter(below[x]!, farBelow[x]!);
				const more = (upper < lower ? upper : lower) - here[x]!;
				darkness = more > DARK_ENOUGH ? DARK_ENOUGH : more > 0 ? more : 0;
			}
			dark[x + length] = darkness;
			sum += darkness - dark[x]!;
			if (x >= half) means[x - half] = sum / length;
		}
	}
	return mean;
}

function brighter(one: number, other: number): number {
	return one > other ? one : other;
}

/** Marks what is darker than some row above and some row below it, both within a thickness. */
function thinRidges({ width, height }: GrayImage, dark: Uint8Array, thickest: number): InkMask {
	const data = new Uint8Array(dark.length);
	const isPaler = (index: number, step: number, limit: number): boolean => {
		let place = index + 2 * step;
		for (let row = 2; row <= thickest + 1; row += 1, place += step) {
			if ((dark[place] ?? 0) < limit) return true;
		}
		return false;
	};
	for (let index = 0; index < data.length; index += 1) {
		const here = dark[index]!;
		if (here < FAINTEST) continue;
		const limit = here * PALER;
		if (isPaler(index, -width, limit) && isPaler(index, width, limit)) data[index] = 1;
	}
	return { width, height, data };
}

/**
 * Averaging blurs where a line ends: goes on to where it is dark no longer. No points where it turns
 * out to be no line.
 */
function trimEnds(page: GrayImage, points: readonly Point[], stretch: number): Point[] {
	const darkness = (x: number): number => {
		const y = heightAt(points, x);
		let dark = 0;
		for (let row = Math.floor(y) - 1; row <= Math.floor(y) + 1; row += 1) {
			const light = page.data[row * page.width + Math.floor(x)] ?? 255;
			dark = Math.max(dark, 255 - light);
		}
		return dark;
	};
	const start = Math.max(0, (points[0]?.[0] ?? 0) - stretch);
	const end = Math.min(page.width, (points.at(-1)?.[0] ?? 0) + stretch);
	const along: number[] = [];
	for (let x = start + 0.5; x < end; x += 1) along.push(darkness(x));
	const inner = along.slice(stretch, along.length - stretch);
	const usual = inner.toSorted((one, other) => one - other)[inner.length >> 1] ?? 0;
	const drawn = inner.filter((dark) => dark >= usual * 0.4).length;
	if (drawn < UNBROKEN * inner.length) return [];
	const isLine = (at: number): boolean =>
		(along[at] ?? 0) + (along[at + 1] ?? 0) + (along[at - 1] ?? 0) >= usual * 1.5;
	let from = Math.min(stretch * 2, along.length >> 1);
	while (from > 0 && isLine(from - 1)) from -= 1;
	while (from < along.length - 1 && !isLine(from)) from += 1;
	let to = Math.max(along.length - 1 - stretch * 2, along.length >> 1);
	while (to < along.length - 1 && isLine(to + 1)) to += 1;
	while (to > from && !isLine(to)) to -= 1;
	const kept = points.filter(([x]) => x > start + from && x < start + to + 1);
	const endPoint = (x: number): Point => [x, heightAt(points, x)];
	return [endPoint(start + from), ...kept, endPoint(start + to + 1)];
}

function heightAt(points: readonly Point[], x: number): number {
	const next = points.findIndex(([place]) => place >= x);
	const after = points[next] ?? points.at(-1);
	const before = points[next - 1] ?? after;
	if (!before || !after) return 0;
	const width = after[0] - before[0];
	return width <= 0 ? after[1] : before[1] + ((after[1] - before[1]) * (x - before[0])) / width;
}

function tracePoints(
	mask: InkMask,
	dark: Uint8Array,
	[left, top, right, bottom]: readonly [number, number, number, number],
	step: number,
): Point[] {
	const points: Point[] = [];
	for (let from = left; from < right; from += step) {
		const to = Math.min(right, from + step);
		let weight = 0;
		let moment = 0;
		for (let y = top; y < bottom; y += 1) {
			for (let index = y * mask.width + from; index < y * mask.width + to; index += 1) {
				if (mask.data[index] === 0) continue;
				weight += dark[index]!;
				moment += dark[index]! * (y + 0.5);
			}
		}
		if (weight > 0) points.push([(from + to) / 2, moment / weight]);
	}
	const first = points[0];
	const last = points.at(-1);
	if (!first || !last) return [];
	return [[left, first[1]], ...points, [right, last[1]]];
}
