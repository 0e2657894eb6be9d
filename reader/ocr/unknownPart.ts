import type { InkRun } from '../geometry/inkLines.ts';
import { around } from '../geometry/textRows.ts';
import { placeLetters } from './placeLetters.ts';
import { repairWords } from './repairWords.ts';
import { signBoxes } from './signWindow.ts';

/** The part of a run that has to be read again, and what was read before and after it. */
export interface UnknownPart {
	readonly run: InkRun;
	readonly before: string;
	readonly after: string;
}

/** A run that has to be read as a whole. */
export function wholeRun(run: InkRun): UnknownPart {
	return { run, before: '', after: '' };
}

/** Words that are known need not be read again: what is left of a run from the first to the last other. */
export function unknownPart(run: InkRun, text: string): UnknownPart {
	const { unknown } = repairWords(text);
	const [from, to] = unknown ?? [0, 0];
	// A number alone is so short that its mark is lost, and it is no run of figures.
	const hasLetters = /\p{L}/u.test(text.slice(from, to));
	const places = hasLetters ? placeLetters(signBoxes(run.shapes), text) : null;
	if (!places) return wholeRun(run);
	const first = places[lettersIn(text.slice(0, from))];
	const last = places[lettersIn(text.slice(0, to)) - 1];
	if (!first || !last) return wholeRun(run);
	const shapes = run.shapes.filter(({ box: [left, , right] }) => {
		const middle = (left + right) / 2;
		return middle >= first.left && middle <= last.right;
	});
	if (shapes.length === 0) return wholeRun(run);
	return {
		run: { shapes, box: around(shapes.map(({ box }) => box)) },
		before: text.slice(0, from),
		after: text.slice(to),
	};
}

/** Signs of a text that have a place among the shapes: all but spaces. */
function lettersIn(text: string): number {
	return [...text].filter((sign) => sign !== ' ').length;
}
