import { refuse, toNone, toValue, type Reading } from './reading';
import { foldText, isDash, parseNone } from './text';

/** CIC's individual score; a number outside is kept and pointed out. */
const SCORE_RANGE = { lowest: 150, highest: 750 } as const;

/** Parses a count of at most four digits, with or without its noun (`12 ngày`, `3 lần`, `2 thẻ`). */
export function parseCount(text: string): Reading<number> {
	const nothing = parseNone(text);
	if (nothing) return nothing;
	const match = /^(\d{1,4})(?: ?(?:ngay|lan|the))?$/.exec(foldText(text));
	return match ? toValue(Number(match[1])) : refuse('not_a_count');
}

const FLAGS: ReadonlyMap<string, boolean> = new Map([
	['y', true],
	['yes', true],
	['co', true],
	['c', true],
	['true', true],
	['n', false],
	['no', false],
	['khong', false],
	['k', false],
	['false', false],
]);

/**
 * Parses yes or no from a closed list (`Y`, `Yes`, `Có`, `C`; `N`, `No`, `Không`, `K`; and
 * `True`/`False`, which sibling endpoints send). Anything else is refused.
 */
export function parseFlag(text: string): Reading<boolean> {
	const flag = FLAGS.get(foldText(text));
	if (flag !== undefined) return toValue(flag);
	if (text === '') return toNone('blank');
	return isDash(text) ? toNone('not_reported') : refuse('not_a_flag');
}

/** Parses CIC's score, 2 to 4 digits; one outside 150 to 750 comes with a caution. */
export function parseScore(text: string): Reading<number> {
	const nothing = parseNone(text);
	if (nothing) return nothing;
	if (!/^\d{2,4}$/.test(text)) return refuse('not_a_score');
	const value = Number(text);
	const isUsual = value >= SCORE_RANGE.lowest && value <= SCORE_RANGE.highest;
	return isUsual ? toValue(value) : { ...toValue(value), caution: 'score_out_of_range' };
}

/**
 * The number in a rank (`03`, `Hạng 3`): 1 to 10, or null. Which end is better is not published, so
 * the number carries no meaning beyond being the printed one.
 */
export function rankNumber(text: string | null): number | null {
	const match = /^(?:hang )?0?(10|[1-9])$/.exec(foldText(text ?? ''));
	return match ? Number(match[1]) : null;
}

/** Parses any text; blank, a dash and "Không có" are no value. */
export function parseText(text: string): Reading<string> {
	return parseNone(text) ?? toValue(text);
}

/** A digit in the place of a letter: what OCR makes of `Tín`, `MTV` and `TD` (`7ín`, `M7V`, `7D`), not of `F88`. */
const DIGIT_IN_WORD =
	/\d\p{L}{2,}|\p{Ll}\d|\p{Lu}\d\p{Lu}|(?:^|\s)\d\p{Lu}(?:\s|$)|\d[^\P{L}a-zA-Z]/u;

/** Parses a name of an institution or product; one with a digit inside a word comes with a caution. */
export function parseName(text: string): Reading<string> {
	const reading = parseText(text);
	const isOdd = reading.kind === 'value' && DIGIT_IN_WORD.test(reading.value);
	return isOdd ? { ...reading, caution: 'digit_in_word' } : reading;
}

/** Parses a code that has no published form, such as CIC's customer code. Always text. */
export function parseCode(text: string): Reading<string> {
	const nothing = parseNone(text);
	if (nothing) return nothing;
	const code = text.replace(/[ .]/g, '');
	return /[\p{L}\p{N}]/u.test(code) ? toValue(code) : refuse('not_a_code');
}

/**
 * Parses an identity document number: 9 digits (CMND), 12 (CCCD), or a letter and 7 digits
 * (passport). Another form is kept, with a caution: a wrong digit is another person.
 */
export function parseIdentityNumber(text: string): Reading<string> {
	const reading = parseCode(text);
	if (reading.kind !== 'value' || /^(?:\d{9}|\d{12}|[A-Z]\d{7})$/.test(reading.value))
		return reading;
	return { ...reading, caution: 'unusual_id' };
}

const INSTITUTION_CODE = /^\d{5}[0-9A-Z]{3}$/;

/**
 * Parses the code of a credit institution: 2 digits of the province, 3 of the system, 3 of the branch
 * (Circular 17/2015/TT-NHNN, art. 7), e.g. `01309001` or `79823T01`. Another form is kept, with a
 * caution.
 */
export function parseInstitutionCode(text: string): Reading<string> {
	const reading = parseCode(text);
	if (reading.kind !== 'value' || INSTITUTION_CODE.test(reading.value)) return reading;
	return { ...reading, caution: 'unusual_code' };
}

/** The system part of an institution's code, which all branches of one bank share; null if malformed. */
export const systemCode = (code: string): string | null =>
	INSTITUTION_CODE.test(code) ? code.slice(2, 5) : null;
