/** What a reader can take without any work: printable ASCII without blanks (numbers, codes, dates). */
const PLAIN = /^[\x21-\x7e]*$/;
const ZERO_WIDTH = /[\u200b-\u200d\u2060\ufeff]/g;
/** `\s` holds NBSP, the thin spaces (U+2007, U+2009, U+202F) and the line breaks of a wrapped cell. */
const BLANKS = /\s+/g;
/** Whether there is anything to clean; most texts are clean, and replacing is what costs. */
const UNCLEAN = /[\u200b-\u200d\u2060\ufeff]|[^\S ]| {2}|^ | $/;
const COMBINING_MARKS = /[\u0300-\u036f]/g;
/** Real reports were seen with different characters that all look like "đ". */
const D_WITH_STROKE = /[\u0111\u00f0\u0256]/g;

/**
 * Cleans a printed text without changing what it says: Unicode NFC, every kind of blank to one
 * space, zero-width characters removed, trimmed. "" when nothing was printed.
 */
export function cleanText(text: string): string {
	if (PLAIN.test(text)) return text;
	const composed = text.normalize('NFC');
	if (!UNCLEAN.test(composed)) return composed;
	return composed.replace(ZERO_WIDTH, '').replace(BLANKS, ' ').trim();
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
	if (value === null || value === undefined) return '';
	if (typeof value === 'string') return cleanText(value);
	return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

const STATED_NONE = new Set(['khong', 'khong co', 'khong co thong tin', 'khong co du lieu']);

/** Whether a text says in words that there is none (`Không có`, `Không có thông tin`). */
export const isStatedNone = (folded: string): boolean =>
	STATED_NONE.has(folded.replace(/[.!]+$/, ''));

/** Dashes as printed for "not reported yet". */
export const isDash = (text: string): boolean => /^[-\u2013\u2014\u2212]+$/.test(text);
