import { toJsonText } from './nesting';
import { none, type Reading } from './reading';

/** What needs no folding once it is lower case: printable ASCII without blanks (numbers, codes, dates). */
const PLAIN = /^[\x21-\x7e]*$/;
/**
 * Words of letters that are composed already, one space between them: texts that cleaning would leave
 * as they are. Nearly all are; this look at them takes a third of the time of cleaning. Below U+0300
 * nothing can be composed, and from U+1EA0 to U+1EF9 stand the composed letters of Vietnamese.
 */
const CLEAN =
	/^[\x21-\x7e\u00a1-\u00ac\u00ae-\u02ff\u1ea0-\u1ef9]+(?: [\x21-\x7e\u00a1-\u00ac\u00ae-\u02ff\u1ea0-\u1ef9]+)*$/;
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
	if (text === '' || CLEAN.test(text)) return text;
	return text.normalize('NFC').replace(ZERO_WIDTH, '').replace(BLANKS, ' ').trim();
}

/**
 * A text reduced for comparing, never for output: lower case, without accents, every "đ" a "d".
 * `Dư nợ đủ tiêu chuẩn` becomes `du no du tieu chuan`.
 */
export function foldText(text: string): string {
	const lower = cleanText(text).toLowerCase();
	if (PLAIN.test(lower)) return lower;
	return lower.normalize('NFD').replace(COMBINING_MARKS, '').replace(D_WITH_STROKE, 'd');
}

/** Anything the API may send in place of a text, as a text: objects and lists as JSON. */
export function toText(value: unknown): string {
	if (typeof value === 'string') return cleanText(value);
	if (typeof value === 'number' || typeof value === 'boolean') return String(value);
	return value === null || value === undefined ? '' : toJsonText(value);
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

const STATED_NONE = new Set(['khong', 'khong co', 'khong co thong tin', 'khong co du lieu']);

/** Whether a text says in words that there is none (`Không có`, `Không có thông tin`). */
const isStatedNone = (text: string): boolean =>
	/^k/i.test(text) && STATED_NONE.has(trimEnd(foldText(text), '.!'));

/** The hyphen, dashes of every length and the minus sign, to stand in a character class. */
export const DASHES = '-\\u2010-\\u2015\\u2212';
const ONLY_DASHES = new RegExp(`^[${DASHES}]+$`);

/** Dashes as printed for "not reported yet", of whatever length they were set. */
export const isDash = (text: string): boolean => ONLY_DASHES.test(text);

/** What stands in a value's place when none is printed: nothing, a dash, or words that say so. */
export function readNone(text: string): Reading<never> | null {
	if (text === '') return none('blank');
	if (isDash(text)) return none('not_reported');
	return isStatedNone(text) ? none('stated_none') : null;
}
