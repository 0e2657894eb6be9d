import type { InkRun } from '../geometry/inkLines.ts';
import { median } from '../geometry/textRows.ts';

/** Sizes in heights of a letter: of a dot, and of what letters have at least. */
const DOT = 0.36;
const LETTER = 0.5;

/** Dots that stand below the letters of a run; those that touch their letter are not seen. */
export function countDotsBelow({ shapes }: InkRun, usual: number): number {
	const letters = shapes.filter(({ box }) => box[3] - box[1] >= LETTER * usual);
	const base = median(letters.map(({ box }) => box[3]));
	return shapes.filter(({ box: [left, top, right, bottom] }) => {
		const isSmall = bottom - top <= DOT * usual && right - left <= DOT * usual;
		return isSmall && letters.length > 0 && top >= base - 1 && bottom > base + 0.1 * usual;
	}).length;
}

/** Letters of a text that have a dot below. */
export function lettersWithDot(text: string): number {
	return text.normalize('NFD').split('\u0323').length - 1;
}
