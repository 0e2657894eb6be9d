import { toNone, type Reading } from './reading';

/** Zero-width spaces and joiners, the soft hyphen, and marks of writing direction. */
const INVISIBLE = /\p{Cf}/gu;
/**
 * All blanks but a single space. `\s` holds NBSP, the thin spaces (U+2007, U+2009, U+202F) and the line
 * breaks of a wrapped cell. A control character parts what stands around it: without it, two numbers
 * would become one.
 */
const BLANKS = /[\s\p{Cc}]{2,}|(?! )[\s\p{Cc}]/gu;
/** Control characters that are no line break and no tab. */
const CONTROLS = /[^\P{Cc}\t\n\r]/gu;
const COMBINING_MARKS = /[\u0300-\u036f]/g;
/** Real reports were seen with different characters that all look like "đ". */
const D_WITH_STROKE = /[\u0111\u00f0\u0256]/g;

/** A text of several lines without the characters that nobody sees; its blanks stay as they are. */
export const removeInvisible = (text: string): string =>
	text.replace(INVISIBLE, '').replace(CONTROLS, ' ');

/** Marks that turn the order of the letters: what is seen is not what is stored, so it is no number. */
const OVERRIDES = '\u202d\u202e';
/** What a screen shows in the place of a character that it cannot show. */
const REPLACEMENT = '\ufffd';

/**
 * Cleans a printed text without changing what it says: Unicode NFC, every kind of blank and control
 * character to one space, invisible characters removed, trimmed. "" when nothing was printed.
 */
export function cleanText(text: string): string {
	const visible = text
		.normalize('NFC')
		.replace(INVISIBLE, (mark) => (OVERRIDES.includes(mark) ? REPLACEMENT : ''));
	return visible.replace(BLANKS, ' ').trim();
}

/** Full-width letters, digits and signs as the plain ones; not NFKC, which makes 5² a 52. */
export const toHalfWidth = (text: string): string =>
	text.replace(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0));

/**
 * A cleaned text reduced for comparing, never for output: lower case, without accents, every "đ" a "d".
 * `Dư nợ đủ tiêu chuẩn` becomes `du no du tieu chuan`.
 */
export function foldText(text: string): string {
	const lower = toHalfWidth(text).toLowerCase();
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
const STATED_NONE = new Set([
	'khong',
	'khong co',
	'khong co thong tin',
	'khong co du lieu',
	'khong co no xau hay no can chu y',
	'khong co no can chu y',
	'khong co no xau',
	'khong co bao dam tien vay bang tai san',
	'khong phat sinh no qua han',
	'trong 12 thang gan nhat khong co no qua han',
]);

/** Words by which a report says that it knows nothing: that is not the same as none. */
const STATED_UNKNOWN = /\bma cic, khong co thong tin|^khong co thong tin pcb/;
/** Sentences in the place of rows that say that there is none. */
const SENTENCE_OF_NONE =
	/^(?:(?:khach hang|kh|hien|tai|nay) )*khong (?:co|phat sinh)(?: |$)|\bhien khong co\b|^trong \d+ (?:thang|nam) gan nhat khong co /;

/** A cleaned text folded, without the marks around it: `(*) Tổng cộng:` becomes `tong cong`. */
export const foldWords = (text: string): string =>
	trimEnd(foldText(text).replace(/^[\s(*:-]+/, ''), ' :.)!');

/**
 * What a cleaned sentence states that stands in the place of rows: that there is none, that it is not known,
 * or (null) nothing of the kind.
 */
export function parseStatement(text: string): 'none' | 'unknown' | null {
	const folded = foldWords(text);
	if (STATED_UNKNOWN.test(folded)) return 'unknown';
	return SENTENCE_OF_NONE.test(folded) ? 'none' : null;
}

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
