import type { GrayImage } from '../geometry/grayImage.ts';
import type { InkRun } from '../geometry/inkLines.ts';
import { HIDDEN, SCALES, WEIGHTS } from './markWeights.ts';
import { describeMark, hasInkBelow, MARK_VALUES, markFrame } from './markWindow.ts';
import type { MarkFrame } from './markWindow.ts';
import { classify, unpackNet } from './net.ts';
import type { Net } from './net.ts';
import { placeLetters } from './placeLetters.ts';
import type { LetterPlace } from './placeLetters.ts';
import { signBoxes } from './signWindow.ts';
import {
	hasDotBelow,
	hasTone,
	markOf,
	MARKS,
	possibleMarks,
	withMark,
	withoutDot,
} from './vowelMarks.ts';

/** A text whose vowels have the marks that stand above them on the page. */
export interface MarkedText {
	readonly text: string;
	/** Likelihood (0..1) of its least sure mark; null where the letters were not found. */
	readonly weakest: number | null;
}

/** Likelihood from which on a mark is believed to its shape against the letter engine. */
const PLAIN = 0.85;

/**
 * The same where the engine is known to err: it takes a hook above a circumflex for an acute, and a
 * mark that it does not know for a dot below.
 */
const PLAIN_ENOUGH = 0.6;

/** How far a letter's place is varied, in heights of a letter: it is not known better. */
const SHIFTS = [-0.06, 0, 0.06];

/** The net that was trained on printed and damaged vowels of many fonts. */
export function loadMarkNet(): Net {
	return unpackNet({ units: HIDDEN, scales: SCALES, weights: WEIGHTS }, MARK_VALUES);
}

/** Looks at the marks above the vowels of a text as it was read. */
export function readMarks(
	page: GrayImage,
	run: InkRun,
	usual: number,
	text: string,
	net: Net,
): MarkedText {
	const frame = markFrame(page, run, usual);
	const places = frame && placeLetters(signBoxes(run.shapes), text);
	if (!frame || !places) return { text, weakest: null };
	let weakest = 1;
	const letters = places.map((place) => {
		const looked = lookAt(page, place, frame, net);
		weakest = Math.min(weakest, looked.likelihood);
		return looked.letter;
	});
	return { text: withSpacesOf(text, letters), weakest };
}

/** The letter as its marks say, and how likely that is. */
function lookAt(
	page: GrayImage,
	place: LetterPlace,
	frame: MarkFrame,
	net: Net,
): { readonly letter: string; readonly likelihood: number } {
	const { letter } = place;
	const possible = possibleMarks(letter);
	if (possible.length === 0) return { letter, likelihood: 1 };
	const read = markOf(letter);
	const { mark, likelihood, own } = likeliest(lookAround(page, place, frame, net), possible, read);
	const hasDot = hasDotBelow(letter) && hasInkBelow(page, place, frame);
	const isDotWrong = hasDot !== hasDotBelow(letter);
	const isHook = MARKS[read] === '\u0302\u0301' && MARKS[mark] === '\u0302\u0309';
	const needed = isHook || isDotWrong ? PLAIN_ENOUGH : PLAIN;
	if ((mark === read && !isDotWrong) || likelihood < needed || (hasDot && hasTone(mark))) {
		return { letter, likelihood: isDotWrong ? 0 : own };
	}
	return { letter: withMark(hasDot ? letter : withoutDot(letter), mark), likelihood };
}

/** Likelihoods of the marks, as a mean over a few places. */
function lookAround(page: GrayImage, place: LetterPlace, frame: MarkFrame, net: Net): Float32Array {
	const sum = new Float32Array(MARKS.length);
	for (const shift of SHIFTS) {
		const by = shift * frame.unit;
		const moved = { ...place, left: place.left + by, right: place.right + by };
		const seen = classify(net, describeMark(page, moved, frame));
		for (let mark = 0; mark < sum.length; mark += 1) sum[mark]! += seen[mark]! / SHIFTS.length;
	}
	return sum;
}

/** The likeliest of the possible marks, and how likely the one is that was read. */
function likeliest(
	likelihoods: Float32Array,
	possible: readonly number[],
	read: number,
): { readonly mark: number; readonly likelihood: number; readonly own: number } {
	const total = possible.reduce((sum, place) => sum + likelihoods[place]!, 1e-9);
	const [mark = 0] = possible.toSorted((one, other) => likelihoods[other]! - likelihoods[one]!);
	return {
		mark,
		likelihood: likelihoods[mark]! / total,
		own: possible.includes(read) ? likelihoods[read]! / total : 0,
	};
}

function withSpacesOf(text: string, letters: readonly string[]): string {
	const rest = letters.values();
	return [...text].map((letter) => (letter === ' ' ? ' ' : (rest.next().value ?? ''))).join('');
}
