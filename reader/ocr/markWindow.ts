import type { GrayImage } from '../geometry/grayImage.ts';
import type { InkRun } from '../geometry/inkLines.ts';
import { median } from '../geometry/textRows.ts';
import type { LetterPlace } from './placeLetters.ts';
import { darknessAt, darknessOf } from './signWindow.ts';
import { HORN } from './vowelMarks.ts';

/** What all windows of a run have in common, in pixels of the page. */
export interface MarkFrame {
	/** Height of most of its letters. */
	readonly unit: number;
	/** Where most letters end. */
	readonly base: number;
	readonly top: number;
	/** 0..255 */
	readonly darkness: number;
}

/** Cells across a window, which begins at the top of the letter's ink. */
export const MARK_COLUMNS = 18;
/** Cells down a window. */
export const MARK_ROWS = 16;
const CELLS_IN_LETTER = 14;

/** What the letter below a mark may be. */
const BASES = 'aeiouy';

/** Values that describe what stands above a letter: its window, its measures, the letter itself. */
export const MARK_VALUES = MARK_COLUMNS * MARK_ROWS + 2 + BASES.length + 2;

/** Height of a shape that counts as a letter, against the page's usual one. */
const LETTER_FROM = 0.6;

/** Share of the run's darkness that ink has at least. */
const INK = 0.45;

/** The frame of a run; null where it has no letters. */
export function markFrame(
	page: GrayImage,
	{ shapes, box }: InkRun,
	usual: number,
): MarkFrame | null {
	const letters = shapes.filter((shape) => shape.box[3] - shape.box[1] >= LETTER_FROM * usual);
	if (letters.length === 0) return null;
	return {
		unit: median(letters.map((shape) => shape.box[3] - shape.box[1])),
		base: lowerThird(letters.map((shape) => shape.box[3])),
		top: box[1],
		darkness: darknessOf(page, box),
	};
}

/** Below the base line, parentheses and letters end that may be half of a run. */
function lowerThird(values: readonly number[]): number {
	return values.toSorted((one, other) => one - other)[Math.floor(values.length / 3)] ?? 0;
}

/** What the classifier is shown of a letter's upper part. */
export function describeMark(
	page: GrayImage,
	{ letter, left, right }: LetterPlace,
	frame: MarkFrame,
): Float32Array {
	const values = new Float32Array(MARK_VALUES);
	const step = frame.unit / CELLS_IN_LETTER;
	const top = topOfInk(page, left, right, frame);
	const startX = (left + right - MARK_COLUMNS * step) / 2;
	const startY = top - step;
	let at = 0;
	for (let row = 0; row < MARK_ROWS; row += 1) {
		for (let column = 0; column < MARK_COLUMNS; column += 1) {
			let sum = 0;
			for (const down of [0.25, 0.75]) {
				for (const across of [0.25, 0.75]) {
					sum += darknessAt(page, startX + (column + across) * step, startY + (row + down) * step);
				}
			}
			values[at++] = Math.min(1, sum / 4 / frame.darkness);
		}
	}
	values[at++] = (frame.base - top) / frame.unit;
	values[at++] = (right - left) / frame.unit;
	const [base = '', ...marks] = letter.normalize('NFD');
	for (const other of BASES) values[at++] = Number(other === base.toLowerCase());
	values[at++] = Number(base !== base.toLowerCase());
	values[at] = Number(marks.includes(HORN));
	return values;
}

/** Where a dot below a letter is, in heights of a letter under the line. */
const DOT_FROM = 0.1;
const DOT_TO = 0.4;

/** Whether there is ink under a letter, as that of a dot. */
export function hasInkBelow(
	{ width, height, data }: GrayImage,
	{ left, right }: LetterPlace,
	{ base, unit, darkness }: MarkFrame,
): boolean {
	const level = 255 - INK * darkness;
	const end = Math.min(height, base + DOT_TO * unit);
	for (let y = Math.round(base + DOT_FROM * unit); y < end; y += 1) {
		for (let x = Math.round(left); x < right; x += 1) {
			if ((data[y * width + x] ?? 255) < level) return true;
		}
	}
	return false;
}

function topOfInk(
	{ width, data }: GrayImage,
	left: number,
	right: number,
	{ top, base, darkness }: MarkFrame,
): number {
	const inset = 0.1 * (right - left);
	const level = 255 - INK * darkness;
	for (let y = Math.max(0, top); y < base; y += 1) {
		for (let x = Math.round(left + inset); x < right - inset; x += 1) {
			if ((data[y * width + x] ?? 255) < level) return y;
		}
	}
	return base;
}
