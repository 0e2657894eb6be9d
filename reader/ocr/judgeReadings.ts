import { lettersWithDot } from './dotsBelow.ts';
import type { CropReading } from './letterEngine.ts';
import type { MarkedText } from './readMarks.ts';
import type { SignReading } from './readSigns.ts';
import { repairWords } from './repairWords.ts';

/** What a run was read as, all witnesses heard. */
export interface Verdict {
	readonly text: string;
	/** Below 0.85: not to be relied on. */
	readonly confidence: number;
	/** Other readings, likelier ones first. */
	readonly candidates: readonly string[];
}

/** Likelihood of the least sure sign from which on the shapes are a good witness, or a sure one. */
const GOOD_SHAPES = 0.5;
const SURE_SHAPES = 0.9;
const PLAIN_SHAPES = 0.96;

/** Confidence of what witnesses do not agree on, of what two of three say, of what all say. */
const DISPUTED = 0.5;
const MAJORITY = 0.8;
const OVERRULED = 0.87;
const AGREED = 0.9;
const KNOWN_WORDS = 0.94;

/** Likelihood of the least sure mark above a vowel below which a text is not relied on. */
const SURE_MARKS = 0.4;

/** The number of a heading, a mark behind it: "1.25 triệu đồng" has none, and is an amount. */
const NUMBERING = /^\d{1,2}(?:\.\d{1,2})*[.)] /;

/** Signs that no text of a report has, or not there: what a stamp or a stroke over a text is read as. */
const ODD_SIGN = /[^\p{L}\p{N}\s.,:;()/'&+-]|\p{L}-$/u;

/** Groups of figures with a space in place of a mark. */
const LOST_MARK = /^\d+([.,\s]\d+)*\s\d+([.,\s]\d+)*$/;

/** Signs that the engine writes in another way than they are printed on a keyboard. */
const KEYBOARD = new Map([
	['⁄', '/'],
	['∕', '/'],
	['–', '-'],
	['—', '-'],
	['−', '-'],
	['‚', ','],
	['’', "'"],
	['“', '"'],
	['”', '"'],
]);

function onKeyboard(text: string): string {
	return text.replace(/[⁄∕–—−‚’“”]/gu, (sign) => KEYBOARD.get(sign) ?? sign);
}

/**
 * Judges a run of figures: the shapes of its signs against the engine's readings.
 *
 * @returns null where the witnesses differ and more can be heard (not `final`)
 */
export function judgeFigures(
	signs: SignReading,
	readings: readonly CropReading[],
	final: boolean,
): Verdict | null {
	const verdict = hearFigures(signs, readings, final);
	if (!verdict || !LOST_MARK.test(verdict.text)) return verdict;
	// Between figures that are no date, a space may be a dot that was lost.
	return final ? { ...verdict, confidence: Math.min(verdict.confidence, MAJORITY) } : null;
}

function hearFigures(
	signs: SignReading,
	readings: readonly CropReading[],
	final: boolean,
): Verdict | null {
	const withoutSpaces = (text: string): string => text.replace(/\s/g, '');
	const texts = readings.map(({ text }) => onKeyboard(text));
	const key = withoutSpaces(signs.text);
	const supporting = texts.filter((text) => withoutSpaces(text) === key);
	const supporters = supporting.length;
	const text =
		supporting.find((other) => spacesOf(other).isSubsetOf(spacesOf(signs.text))) ?? signs.text;
	const others = mostFrequent(texts.filter((text) => text !== '' && withoutSpaces(text) !== key));
	const candidates = others.concat(signs.second ?? []).filter((text) => text !== signs.text);
	if (!final) {
		if (supporters === 0 || signs.weakest < GOOD_SHAPES) return null;
		return { text, confidence: AGREED + 0.09 * signs.weakest, candidates: [] };
	}
	const withoutMarks = (other: string): string => other.replace(/[\s.,]/g, '');
	const sameFigures = texts.filter((other) => withoutMarks(other) === withoutMarks(key));
	// A mark may be too faint for a shape; the engine loses marks, but hardly invents any.
	const lacksMark = sameFigures.some((other) => withoutSpaces(other).length > key.length);
	const overruled = lacksMark ? MAJORITY : OVERRULED;
	if (supporters > 0) {
		const isSure = signs.weakest >= SURE_SHAPES || supporters === texts.length;
		return { text, confidence: isSure ? overruled : MAJORITY, candidates };
	}
	if (signs.weakest < SURE_SHAPES && texts.filter(isWords).length * 2 > texts.length) {
		return judgeWordsAmongFigures(readings, signs);
	}
	// The engine loses and confuses commas and dots; their shapes are plain.
	if (sameFigures.length * 2 > texts.length && signs.weakest >= PLAIN_SHAPES) {
		return { text: signs.text, confidence: overruled, candidates };
	}
	const [first = ''] = others;
	const isCommon = texts.filter((text) => text === first).length >= 2;
	if (isCommon && signs.weakest < SURE_SHAPES) {
		return {
			text: first,
			confidence: DISPUTED + 0.1,
			candidates: [signs.text, ...candidates.filter((text) => text !== first)],
		};
	}
	return { text: signs.text, confidence: DISPUTED, candidates };
}

function isWords(text: string): boolean {
	return text.replace(/[^\p{L}]/gu, '').length * 2 > text.length;
}

/** A run whose shapes could be figures, but the engine reads words. */
function judgeWordsAmongFigures(readings: readonly CropReading[], signs: SignReading): Verdict {
	const texts = readings.map(({ text }) => repairWords(onKeyboard(text)));
	// English letters have no accents, so of equally known texts the one with more accents is right.
	const accents = (text: string): number => text.normalize('NFD').length;
	const best = texts.toSorted(
		(one, other) => other.known - one.known || accents(other.text) - accents(one.text),
	)[0];
	const text = best?.text ?? '';
	return {
		text,
		confidence: best && best.known > 0.98 ? AGREED : DISPUTED,
		candidates: mostFrequent([...texts.map((other) => other.text), signs.text]).filter(
			(other) => other !== text && other !== '',
		),
	};
}

/**
 * Judges a run of words.
 *
 * @param dots dots that stand below its letters: as many letters must have one
 * @returns null where it is not sure and more can be heard (not `final`)
 */
export function judgeText(
	dots: number,
	readings: readonly MarkedText[],
	final: boolean,
): Verdict | null {
	const verdict = hearText(readings, final);
	if (!verdict || lettersWithDot(verdict.text) >= dots) return verdict;
	return final ? { ...verdict, confidence: Math.min(verdict.confidence, MAJORITY) } : null;
}

function hearText(readings: readonly MarkedText[], final: boolean): Verdict | null {
	const repaired = readings.map(({ text, weakest }) => ({
		...repairWords(onKeyboard(text)),
		weakest,
	}));
	const [first] = repaired;
	const [reading] = readings;
	if (!first || !reading) return null;
	if (readings.length === 1 && isKnown(onKeyboard(reading.text))) {
		return { text: first.text, confidence: KNOWN_WORDS, candidates: [] };
	}
	const order = mostFrequent(repaired.map(({ text }) => text));
	const [text = '', ...candidates] = order;
	if (text === '') return final ? { text, confidence: 0, candidates } : null;
	const supporters = repaired.filter((other) => other.text === text);
	const isMarked = supporters.some(({ weakest }) => weakest !== null && weakest >= SURE_MARKS);
	const hasDoubt = ODD_SIGN.test(text) || supporters.some(({ hasRoundA }) => hasRoundA);
	const agreed =
		readings.length > 1 && supporters.length === readings.length && isMarked && !hasDoubt;
	if (!agreed && !final) return null;
	const confidence = agreed ? AGREED + 0.03 : supporters.length > 1 ? MAJORITY : DISPUTED;
	return { text, confidence, candidates };
}

/** Known words alone, as they were read; a heading's number and the figures of a known phrase may be among them. */
function isKnown(text: string): boolean {
	const words = text.replace(NUMBERING, '');
	const { known, unknown } = repairWords(words);
	return known > 0.98 && (unknown === null || !/\d/.test(words)) && !ODD_SIGN.test(words);
}

/** The places of a text's spaces, counted in its other letters. */
function spacesOf(text: string): Set<number> {
	const places = new Set<number>();
	let letters = 0;
	for (const letter of text) {
		if (letter === ' ') places.add(letters);
		else letters += 1;
	}
	return places;
}

/** Each text once, those that stand there more often first, then those that stand first. */
function mostFrequent(texts: readonly string[]): string[] {
	const counts = new Map<string, number>();
	for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
	return [...counts].toSorted((one, other) => other[1] - one[1]).map(([text]) => text);
}
