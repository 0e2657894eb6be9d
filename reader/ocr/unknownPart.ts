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

/** Words that are known need not be read again: what is left of a run from the first to the last other. */
export function unknownPart(run: InkRun, text: string): UnknownPart {
	const whole = { run, before: '', after: '' };
	const { unknown } = repairWords(text);
	const places = unknown && placeLetters(signBoxes(run.shapes), text);
	if (!unknown || !places) return whole;
	const [from, to] = unknown.map(
		(at) => [...text.slice(0, at)].filter((sign) => sign !== ' ').length,
	);
	const [first, last] = [places.at(from ?? 0), places[(to ?? 0) - 1]];
	const shapes = run.shapes.filter(({ box: [left, , right] }) => {
		const middle = (left + right) / 2;
		return first && last && middle >= first.left && middle <= last.right;
	});
	if (shapes.length === 0) return whole;
	return {
		run: { shapes, box: around(shapes.map(({ box }) => box)) },
		before: text.slice(0, unknown[0]),
		after: text.slice(unknown[1]),
	};
}
