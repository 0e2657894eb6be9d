import type { SourceBytes } from './sourceDocument';

/** Characters decoded at a time: a multiple of 4, so that every slice is whole base64. */
const SLICE = 64 * 1024;

/** Standard and URL-safe letters; padding is outside. */
const OUTSIDE = /[^A-Za-z0-9+/_\s-]/;
const DATA_URL = /^\s*data:[^,]{0,200},/i;
const SPACE = /\s+/g;
const URL_SAFE = /[-_]/g;
const STANDARD: Readonly<Record<string, string>> = { '-': '+', _: '/' };

/** A base64 text as two sources that are produced slice by slice; the text itself is never copied. */
export interface Base64Sources {
	readonly kind: 'base64';
	/** The decoded bytes. */
	readonly bytes: SourceBytes;
	/** Clean, padded base64 of the standard alphabet, without line breaks or prefix, as ASCII. */
	readonly encoded: SourceBytes;
}

/** Why a text is no base64; `position` is a place, never a part of the text. */
export type Base64Problem =
	| { readonly kind: 'empty' }
	| { readonly kind: 'notBase64DataUrl' }
	| { readonly kind: 'badCharacter'; readonly position: number }
	| { readonly kind: 'badLength' };

/** The text from `start` on in slices, without white space and in the standard alphabet. */
function* cleanSlices(text: string, start: number): Generator<string> {
	for (let at = start; at < text.length; at += SLICE) {
		const slice = text.slice(at, at + SLICE).replace(SPACE, '');
		yield slice.replace(URL_SAFE, (letter) => STANDARD[letter] ?? letter);
	}
}

/** The same as slices whose length is a multiple of 4, the last one padded. */
function* wholeSlices(text: string, start: number, letters: number): Generator<string> {
	let carry = '';
	let left = letters;
	for (const slice of cleanSlices(text, start)) {
		const joined = carry + slice.slice(0, left);
		left -= Math.min(slice.length, left);
		const whole = joined.length - (joined.length % 4);
		if (whole > 0) yield joined.slice(0, whole);
		carry = joined.slice(whole);
	}
	if (carry !== '') yield carry.padEnd(4, '=');
}

async function* toBytes(slices: Iterable<string>, encoding: 'latin1' | 'base64') {
	for (const slice of slices) yield Buffer.from(slice, encoding);
}

/** Where the letters end (at the first character outside both alphabets) and how many they are. */
function findEnd(text: string, start: number): { end: number; letters: number } {
	let letters = 0;
	for (let at = start; at < text.length; at += SLICE) {
		const slice = text.slice(at, at + SLICE);
		const stop = slice.search(OUTSIDE);
		letters += (stop === -1 ? slice : slice.slice(0, stop)).replace(SPACE, '').length;
		if (stop !== -1) return { end: at + stop, letters };
	}
	return { end: text.length, letters };
}

/** The first place after the letters that is neither padding nor white space, or -1. */
function findJunk(text: string, end: number): number {
	const rest = text.slice(end, end + SLICE);
	const junk = rest.search(/[^=\s]/);
	if (junk !== -1) return end + junk;
	return text.length > end + SLICE ? end + SLICE : -1;
}

/**
 * Takes base64 as users have it: plain or as a `data:` URL, wrapped or not, of the standard or the
 * URL-safe alphabet (`-_`), padded or not. What is sent is always plain, unwrapped, padded and of
 * the standard alphabet. Anything else is a stated problem, never repaired: a letter lost in
 * between would make another document of it.
 */
export function readBase64(text: string): Base64Sources | Base64Problem {
	const prefix = DATA_URL.exec(text)?.[0] ?? '';
	if (prefix !== '' && !/;base64,$/i.test(prefix)) return { kind: 'notBase64DataUrl' };
	const start = prefix.length;
	const { end, letters } = findEnd(text, start);
	const junk = findJunk(text, end);
	if (junk !== -1) return { kind: 'badCharacter', position: junk };
	if (letters === 0) return { kind: 'empty' };
	if (letters % 4 === 1) return { kind: 'badLength' };
	return toSources(text, start, letters);
}

function toSources(text: string, start: number, letters: number): Base64Sources {
	const toSource = (size: number, encoding: 'latin1' | 'base64') => ({
		size,
		open: () => toBytes(wholeSlices(text, start, letters), encoding),
	});
	return {
		kind: 'base64',
		bytes: toSource(Math.floor((letters * 3) / 4), 'base64'),
		encoded: toSource(Math.ceil(letters / 4) * 4, 'latin1'),
	};
}
