import { brightnessAt } from '../geometry/grayImage.ts';
import type { GrayImage } from '../geometry/grayImage.ts';
import type { InkRun } from '../geometry/inkLines.ts';
import type { InkShape } from '../geometry/inkShapes.ts';
import { around, median } from '../geometry/textRows.ts';
import type { Box } from '../page.ts';

/** Upper and lower end of the figures of a line, in pixels, and how dark they are (0..255). */
export interface LineFrame {
	readonly top: number;
	readonly bottom: number;
	readonly darkness: number;
}

/** Width of a window, in its own pixels. */
export const WINDOW_WIDTH = 16;
/** Height of a window, in its own pixels. */
export const WINDOW_HEIGHT = 24;
/** The rows that figures fill of it, and those above; the rest shows what hangs or floats. */
const FIGURE_ROWS = 15;
const ROWS_ABOVE = 4.5;

/** Values that describe a sign: its window, then its width and where it begins and ends. */
export const SIGN_VALUES = WINDOW_WIDTH * WINDOW_HEIGHT + 3;

/** Shapes lower than this, against the tallest of the run, do not tell where figures stand. */
const TALL = 0.7;

/** The frame of a run of figures or capitals; null where all its shapes are tiny. */
export function frameOf(page: GrayImage, { shapes, box }: InkRun, usual: number): LineFrame | null {
	const heights = shapes.map((shape) => shape.box[3] - shape.box[1]);
	const tallest =
		heights.toSorted((one, other) => one - other)[Math.floor(heights.length * 0.8)] ?? 0;
	if (tallest < 0.5 * usual) return null;
	const tall = shapes.filter((_, index) => (heights[index] ?? 0) >= TALL * tallest);
	return {
		top: median(tall.map((shape) => shape.box[1])),
		bottom: median(tall.map((shape) => shape.box[3])),
		darkness: darknessOf(page, box),
	};
}

/** Shapes of a run as signs: what stands above each other belongs together. */
export function signBoxes(shapes: readonly InkShape[]): Box[] {
	const signs: Box[] = [];
	for (const { box } of shapes.toSorted((one, other) => one.box[0] - other.box[0])) {
		const last = signs.at(-1);
		const common = last ? Math.min(last[2], box[2]) - Math.max(last[0], box[0]) : 0;
		const narrower = last ? Math.min(last[2] - last[0], box[2] - box[0]) : 1;
		if (last && common >= 0.5 * narrower) signs.splice(-1, 1, around([last, box]));
		else signs.push(box);
	}
	return signs;
}

/** What the classifier is shown of a sign: darkness 0..1 of its window and its measures. */
export function describeSign(
	page: GrayImage,
	[left, top, right, bottom]: Box,
	frame: LineFrame,
): Float32Array {
	const values = new Float32Array(SIGN_VALUES);
	const height = frame.bottom - frame.top;
	const step = height / FIGURE_ROWS;
	const startX = (left + right) / 2 - (WINDOW_WIDTH / 2) * step;
	const startY = frame.top - ROWS_ABOVE * step;
	let at = 0;
	for (let row = 0; row < WINDOW_HEIGHT; row += 1) {
		for (let column = 0; column < WINDOW_WIDTH; column += 1) {
			let sum = 0;
			for (const down of [0.25, 0.75]) {
				for (const across of [0.25, 0.75]) {
					const x = startX + (column + across) * step;
					if (x < left - 1 || x > right + 1) continue;
					sum += darknessAt(page, x, startY + (row + down) * step);
				}
			}
			values[at++] = Math.min(1, sum / 4 / frame.darkness);
		}
	}
	values[at++] = (right - left) / height;
	values[at++] = (top - frame.top) / height;
	values[at] = (bottom - frame.bottom) / height;
	return values;
}

/** Darkness 0..255 between pixels; 0 beyond the page. */
export function darknessAt({ width, height, data }: GrayImage, x: number, y: number): number {
	const left = Math.floor(x - 0.5);
	const top = Math.floor(y - 0.5);
	if (left < 0 || top < 0 || left + 1 >= width || top + 1 >= height) return 0;
	const across = x - 0.5 - left;
	const index = top * width + left;
	const upper = data[index]! + (data[index + 1]! - data[index]!) * across;
	const start = data[index + width]!;
	const lower = start + (data[index + width + 1]! - start) * across;
	return 255 - (upper + (lower - upper) * (y - 0.5 - top));
}

/** Darkness that a twelfth of the pixels reach. */
export function darknessOf({ width, data }: GrayImage, [left, top, right, bottom]: Box): number {
	const histogram = new Uint32Array(256);
	for (let y = top; y < bottom; y += 1) {
		for (let x = left; x < right; x += 1) histogram[data[y * width + x] ?? 255]! += 1;
	}
	const rank = Math.floor(((bottom - top) * (right - left)) / 12);
	return Math.max(60, 255 - brightnessAt(histogram, rank));
}
