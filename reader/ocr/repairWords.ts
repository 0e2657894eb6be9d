import { ACRONYMS, KNOWN_NAMES, KNOWN_PHRASES } from './knownPhrases.ts';

/** A text with known words put right. */
export interface RepairedText {
	readonly text: string;
	/** Share (0..1) of its letters that belong to known words. */
	readonly known: number;
	/** From where to where the text that was given has words that are not known; null: nowhere. */
	readonly unknown: readonly [from: number, to: number] | null;
	/** Whether words are only known with an a in place of an o, so that others may need one, too. */
	readonly hasRoundA: boolean;
}

/** Lower case without accents, for comparing only. */
export function fold(text: string): string {
	return text.normalize('NFD').replace(/\p{M}/gu, '').replace(/[đĐ]/g, 'd').toLowerCase();
}

/** Folded, an a as an o: some fonts print a round one, which the letter engine does not know. */
function foldRound(text: string): string {
	return fold(text).replaceAll('a', 'o');
}

/** A known phrase by its folded words; of the same folded words the first one counts. */
const PHRASES = new Map<string, readonly string[]>();
/** Those of several words, which stay apart, with each a as an o. */
const ROUND_PHRASES = new Map<string, readonly string[]>();
for (const phrase of KNOWN_PHRASES) {
	const words = phrase.split(/[\s,:/]+/);
	const key = words.map(fold).join(' ');
	if (!PHRASES.has(key)) PHRASES.set(key, words);
	const round = words.map(foldRound).join(' ');
	if (words.length > 1 && !ROUND_PHRASES.has(round)) ROUND_PHRASES.set(round, words);
}
/** Words of a phrase from which on its beginning and its end are known, too: a heading wraps anywhere. */
const WRAPPED = 3;
/** Beginnings and ends of known phrases, by their folded words. */
const PARTS = new Map<string, readonly string[]>();
for (const words of PHRASES.values()) {
	for (let count = WRAPPED; count < words.length; count += 1) {
		for (const part of [words.slice(0, count), words.slice(-count)]) {
			const key = part.map(fold).join(' ');
			if (!PARTS.has(key)) PARTS.set(key, part);
		}
	}
}
/** What is only known as it is written. */
const NAMES = new Set([...KNOWN_NAMES, ...KNOWN_PHRASES.filter((phrase) => !phrase.includes(' '))]);
const LONGEST_PHRASE = Math.max(...[...PHRASES.values()].map((words) => words.length));
const FOLDED_ACRONYMS = new Map(ACRONYMS.map((acronym) => [fold(acronym), acronym]));

/** Known phrases without spaces, for texts whose words run together or are misspelt. */
const RUN_TOGETHER = [...PHRASES.values()]
	.filter((words) => words.length >= 2 && !words.some((word) => /\d/.test(word)))
	.map((words) => ({ words, key: words.map(foldRound).join('') }));

/** Letters of a text, in folded letters of the phrase, that may be wrong. */
const MISSPELT_SHARE = 0.13;

/** Words and what stands between them, in turn. */
function splitWords(text: string): { readonly word: string; readonly before: string }[] {
	return [...text.matchAll(/([^\p{L}\p{N}]*)([\p{L}\p{N}]+)/gu)].map(
		([, before = '', word = '']) => ({
			before,
			word,
		}),
	);
}

/** Puts the words of a line right where they are known; names and figures stay as they were read. */
export function repairWords(text: string): RepairedText {
	const whole = repairWhole(text);
	if (whole) return whole;
	const words = splitWords(text);
	const tail = text.slice(
		words.reduce((sum, { before, word }) => sum + before.length + word.length, 0),
	);
	const folded = words.map(({ word }) => fold(word));
	const repaired: string[] = [];
	let known = 0;
	let letters = 0;
	let hasRoundA = false;
	let unknown: RepairedText['unknown'] = null;
	let end = 0;
	for (let at = 0; at < words.length;) {
		const { phrase, isRound } = phraseAt(words, folded, at);
		hasRoundA ||= isRound;
		const count = phrase?.length ?? 1;
		const read = words.slice(at, at + count).map(({ word }) => word);
		const size = read.join('').length;
		letters += size;
		const start = end;
		end += words.slice(at, at + count).reduce((sum, { before }) => sum + before.length, size);
		if (phrase || FOLDED_ACRONYMS.has(folded[at] ?? '')) known += size;
		else unknown = [unknown?.[0] ?? start, end];
		const right = phrase
			? withCapitals(phrase, read)
			: read.map((word) => nearAcronym(word) ?? evenCapitals(word, words));
		right.forEach((word, index) => repaired.push((words[at + index]?.before ?? '') + word));
		at += count;
	}
	return {
		text: repaired.join('') + tail,
		known: letters === 0 ? 0 : known / letters,
		unknown: unknown && toWholeWords(text, unknown),
		hasRoundA,
	};
}

/** A part of a text without what belongs to the word before it, to the next space. */
function toWholeWords(text: string, [from, to]: readonly [number, number]): [number, number] {
	const [between = ''] = /^[^\p{L}\p{N}]*/u.exec(text.slice(from)) ?? [];
	return [from + between.search(/\s/) + 1, to + text.slice(to).search(/\s|$/)];
}

interface FoundPhrase {
	readonly phrase: readonly string[] | null;
	/** It stands there with an o in place of an a. */
	readonly isRound: boolean;
}

function phraseAt(
	words: readonly { readonly word: string }[],
	folded: readonly string[],
	at: number,
): FoundPhrase {
	const [only] = words;
	// A word that stands alone may be the end of a name, but no name is in capitals.
	if (only && words.length === 1) return { phrase: capitalsAlone(only.word), isRound: false };
	for (let count = Math.min(LONGEST_PHRASE, folded.length - at); count >= 1; count -= 1) {
		const read = words.slice(at, at + count).map(({ word }) => word.toLowerCase());
		if (NAMES.has(read.join(' '))) return { phrase: read, isRound: false };
		if (count === 1) break;
		const key = folded.slice(at, at + count).join(' ');
		const mayBeCut = at === 0 || at + count === words.length;
		const plain = PHRASES.get(key) ?? (mayBeCut ? PARTS.get(key) : undefined);
		const phrase = plain ?? ROUND_PHRASES.get(foldRound(key));
		if (phrase) return { phrase, isRound: !plain };
	}
	return { phrase: null, isRound: false };
}

/** A known word that stands alone, all of it in capitals: "TỔNG". */
function capitalsAlone(word: string): readonly string[] | null {
	const isLong = word.length >= 4 && word === word.toUpperCase();
	return isLong ? (PHRASES.get(fold(word)) ?? null) : null;
}

/** A text that is one known phrase but for a few letters or spaces; an amount may follow it. */
function repairWhole(text: string): RepairedText | null {
	const [, lead = '', body = '', tail = ''] =
		/^([^\p{L}]*)(.*?)((?::[\s\d.,]+)?[^\p{L}\p{N}]*)$/u.exec(text) ?? [];
	const key = foldRound(body).replace(/[^\p{L}\p{N}]/gu, '');
	if (key.length < 7 || /\(|\)|\//.test(body)) return null;
	const near = RUN_TOGETHER.map(({ words, key: other }) => ({
		words,
		key: other,
		distance: editDistance(key, other),
	}))
		.filter(
			({ distance, key: other }) =>
				Math.abs(other.length - key.length) <= 1 && distance <= MISSPELT_SHARE * key.length,
		)
		.toSorted((one, other) => one.distance - other.distance);
	const [first, second] = near;
	if (!first || second?.distance === first.distance) return null;
	const read = body.split(/\s+/);
	const isSame = read.length === first.words.length;
	const words = isSame
		? withCapitals(first.words, read)
		: withCapitals(
				first.words,
				body === body.toUpperCase()
					? first.words.map((word) => word.toUpperCase())
					: [body.slice(0, 2)],
			);
	// Figures before or after it are not known.
	const unknown = /\d/.test(text) ? ([0, text.length] as const) : null;
	return { text: lead + words.join(' ') + tail, known: 1, unknown, hasRoundA: false };
}

/** Known words in capitals where the words that were read have them. */
function withCapitals(phrase: readonly string[], read: readonly string[]): string[] {
	const isUpper = (word: string): boolean =>
		word === word.toUpperCase() && word !== word.toLowerCase();
	const long = read.filter((word) => word.length > 1 && !FOLDED_ACRONYMS.has(fold(word)));
	const allUpper = long.length > 0 && long.filter(isUpper).length * 2 > long.length;
	return phrase.map((word, index) => {
		const acronym = FOLDED_ACRONYMS.get(word);
		if (acronym) return acronym;
		if (allUpper) return word.toUpperCase();
		const first = read[index]?.charAt(0) ?? '';
		const capital = first !== first.toLowerCase();
		return capital ? word.charAt(0).toUpperCase() + word.slice(1) : word;
	});
}

/** Letters from which on an acronym is known although one of them was misread. */
const LONG_ACRONYM = 4;

/** The acronym that a word in capitals is but for one letter; null where it is none or several. */
function nearAcronym(word: string): string | null {
	if (word.length < LONG_ACRONYM || word !== word.toUpperCase() || /\d/.test(word)) return null;
	if (FOLDED_ACRONYMS.has(fold(word)) || /\p{M}/u.test(word.normalize('NFD'))) return null;
	const near = [...FOLDED_ACRONYMS].filter(
		([folded]) => folded.length >= LONG_ACRONYM && editDistance(folded, fold(word)) === 1,
	);
	return near.length === 1 ? (near[0]?.[1] ?? null) : null;
}

/** Capitals within a word were misread, unless all of it and of its neighbours are capitals. */
function evenCapitals(word: string, words: readonly { readonly word: string }[]): string {
	if (/\d/.test(word) || word.length < 2) return word;
	const inner = word.slice(1);
	if (inner === inner.toLowerCase()) return word;
	if (word === word.toUpperCase()) {
		const hasAccents = fold(word) !== word.toLowerCase().replace(/đ/g, 'd');
		const others = words.filter((other) => other.word !== word && other.word.length > 1);
		const upper = others.filter((other) => other.word === other.word.toUpperCase()).length;
		if (!hasAccents || upper * 2 >= others.length) return word;
	}
	return word.charAt(0) + inner.toLowerCase();
}

function editDistance(one: string, other: string): number {
	if (Math.abs(one.length - other.length) > 5) return Infinity;
	let previous = Array.from({ length: other.length + 1 }, (_, index) => index);
	for (let row = 1; row <= one.length; row += 1) {
		const current = [row];
		for (let column = 1; column <= other.length; column += 1) {
			const change = one[row - 1] === other[column - 1] ? 0 : 1;
			current.push(
				Math.min(
					(previous[column] ?? 0) + 1,
					(current[column - 1] ?? 0) + 1,
					(previous[column - 1] ?? 0) + change,
				),
			);
		}
		previous = current;
	}
	return previous[other.length] ?? 0;
}
