import { toNone, type Reading } from './reading';

/** Zero-width spaces and joiners, the soft hyphen, and marks of writing direction. */
const ZERO_WIDTH = /[\u00ad\u200b-\u200f\u2060\ufeff]/g;
/** `\s` holds NBSP, the thin spaces (U+2007, U+2009, U+202F) and the line breaks of a wrapped cell. */
const BLANKS = /\s+/g;
const COMBINING_MARKS = /[\u0300-\u036f]/g;
/** Real reports were seen with different characters that all look like "đ". */
const D_WITH_STROKE = /[\u0111\u00f0\u0256]/g;

/**
 * Cleans a printed text without changing what it says: Unicode NFC, every kind of blank to one
 * space, zero-width characters removed, trimmed. "" when nothing was printed.
 */
export function cleanText(text: string): string {
	return text.normalize('NFC').replace(ZERO_WIDTH, '').replace(BLANKS, ' ').trim();
}

/**
 * A text reduced for comparing, never for output: lower case, without accents, every "đ" a "d".
 * `Dư nợ đủ tiêu chuẩn` becomes `du no du tieu chuan`.
 */
export function foldText(text: string): string {
	const lower = cleanText(text).toLowerCase();
	return lower.normalize('NFD').replace(COMBINING_MARKS, '').replace(D_WITH_STROKE, 'd');
}

/**
 * Cuts every trailing character that is in `characters`. A loop, because a pattern that ends in
 * `[.]+$` takes quadratic time over a long run of dots in the middle of a text.
 */
export function trimEnd(text: string, characters: string): string {
	let end = text.length;
	while (end > 0 && characters.includes(text.charAt(end - 1))) end--;
	return text.slice(0, end);
}

/** Words that say that there is none, folded. */
const STATED_NONE = new Set(['khong', 'khong co', 'khong co thong tin', 'khong co du lieu']);

/** The hyphen, dashes of every length and the minus sign, to stand in a character class. */
export const DASHES = '-\\u2010-\\u2015\\u2212';
const ONLY_DASHES = new RegExp(`^[${DASHES}]+$`);

/** Dashes as printed for "not reported yet", of whatever length they were set. */
export const isDash = (text: string): boolean => ONLY_DASHES.test(text);

/** What stands in a value's place when none is printed: nothing, a dash, or words that say so. */
export function parseNone(text: string): Reading<never> | null {
	if (text === '') return toNone('blank');
	if (isDash(text)) return toNone('not_reported');
	return STATED_NONE.has(trimEnd(foldText(text), '.!')) ? toNone('stated_none') : null;
}
