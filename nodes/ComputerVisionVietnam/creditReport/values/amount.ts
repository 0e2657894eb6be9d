import { refuse, toNone, toValue, type Reading } from './reading';
import { DASHES, parseNone, toHalfWidth } from './text';

/**
 * The unit that amounts are printed in, as the user states it. CIC prints million dong under a
 * heading that only says "VND", so it is never inferred.
 */
export type AmountUnit = 'asPrinted' | 'millionVnd' | 'vnd';

/** A unit printed behind the number itself. */
export type PrintedUnit = 'dong' | 'million' | 'billion';

/** What the numbers of one report prove about its separators. */
export interface Grouping {
	/** A comma groups thousands: `1,234,567` or `1,234.5` occurs, or commas are all that there is. */
	readonly commaGroups: boolean;
	/** A dot groups thousands: `1.234.567`, `1.234,5` or `1.234` occurs. */
	readonly dotGroups: boolean;
	/** The user states it, so a number that contradicts it is misread. */
	readonly isStated?: true;
}

/** How numbers are printed, as the user states it; `detect`: the report's own numbers tell. */
export type NumberFormat = 'detect' | 'dotThousands' | 'commaThousands';

/** How the amounts of one report are to be read. */
export interface AmountContext {
	readonly unit: AmountUnit;
	readonly grouping: Grouping;
}

/** An amount in the chosen unit (dong, or as printed), with the unit its own text carried. */
export interface Amount {
	readonly value: number;
	readonly printedUnit: PrintedUnit | null;
}

/** An amount's text without its unit. */
interface PrintedNumber {
	readonly number: string;
	readonly unit: PrintedUnit | null;
}

const UNIT_SUFFIX = /^(.*?)\s*(vn[dđðɖ]|[đðɖ]ồng|dong|[đðɖ]|₫|triệu|trieu|tr|tỷ|tỉ|ty)\.?$/u;
/** A unit in front, as banks print it: `₫1.234.567`, `VND 1.234.567`. */
const UNIT_PREFIX = /^(?:vn[dđðɖ]|₫)\s*(?=\d)(.*)$/u;
/** `2 tỷ 300 triệu`: whole billions and whole millions below a thousand, with or without "đồng". */
const BILLIONS_AND_MILLIONS =
	/^([1-9]\d*) ?(?:tỷ|tỉ|ty),? (?:và )?([1-9]\d{0,2}) ?(?:triệu|trieu|tr)(?: ?(?:[đðɖ]ồng|vn[dđðɖ]|[đðɖ]))?\.?$/u;
const UNIT_EXPONENTS: Readonly<Record<PrintedUnit, number>> = { dong: 0, million: 6, billion: 9 };

const INTEGER = /^\d+$/;
const GROUPED = /^[1-9]\d{0,2}(?:(?:\.\d{3}){2,}|(?:,\d{3}){2,}|(?: \d{3}){2,})$/;
const GROUPED_DECIMAL = /^([1-9]\d{0,2}(?:(?:\.\d{3})+(?=,)|(?:,\d{3})+(?=\.)))[.,](\d{1,2})$/;
const DECIMAL = /^(?:(\d+)[.,](\d{1,2})|(0)[.,](\d+))$/;
const ONE_GROUP = /^[1-9]\d{0,2}[.,]\d{3}$/;
const COMMA_PROOF = /^[1-9]\d{0,2}(?:(?:,\d{3}){2,}|(?:,\d{3})+\.\d{1,2})$/;
const DOT_PROOF = /^[1-9]\d{0,2}(?:\.\d{3})+(?:,\d{1,2})?$/;
const ALL_COMMAS = /^[1-9]\d{0,2}(?:,\d{3})+$/;
const LEADING_ZERO = /^0\d/;

const NOT_AVAILABLE = /^[-\u2212](?:999|888)$/;
/**
 * `-5`, `−5` and `(5)`: bookkeepers print a negative in both ways. The digit is looked for ahead,
 * because `.*\d.*\)$` takes quadratic time over a long run of digits behind an open bracket.
 */
const NEGATIVE = new RegExp(`^(?:[${DASHES}].*\\d|\\((?=.*\\d).*\\)$)`);
/** Letters that OCR puts in a digit's place. */
const LOOKALIKES: Readonly<Record<string, string>> = {
	o: '0',
	l: '1',
	i: '1',
	s: '5',
	b: '8',
	z: '2',
};

/** How the words for larger units begin; all others are words for dong. */
const LARGE_UNITS: ReadonlyArray<readonly [string, PrintedUnit]> = [
	['tr', 'million'],
	['t', 'billion'],
];

/** Parts a unit from the number: `12,5 triệu` → `12,5`, million. Full-width digits become plain ones. */
function splitUnit(text: string): PrintedNumber {
	const plain = toHalfWidth(text);
	const lower = plain.toLowerCase();
	const mixed = BILLIONS_AND_MILLIONS.exec(lower);
	if (mixed) {
		return { number: `${mixed[1]}${mixed[2]?.padStart(3, '0')}`, unit: 'million' };
	}
	const prefixed = UNIT_PREFIX.exec(lower);
	const match = prefixed ? null : UNIT_SUFFIX.exec(lower);
	const number = prefixed?.[1] ?? match?.[1] ?? '';
	if (!/\d/.test(number)) return { number: plain, unit: null };
	const large = LARGE_UNITS.find(([start]) => match?.[2]?.startsWith(start));
	return { number, unit: large?.[1] ?? 'dong' };
}

/** So many numbers with no other separator than commas before three digits are no chance. */
const ENOUGH_COMMAS = 3;

/**
 * How the numbers of a report are grouped: as the user states it, else as they prove it themselves,
 * so that `1,234` in one cell can be settled by `1,234,567` in another, and mixed use is noticed.
 *
 * @param texts every printed amount of the report, cleaned
 */
export function toGrouping(format: NumberFormat, texts: readonly string[]): Grouping {
	if (format !== 'detect') {
		const commaGroups = format === 'commaThousands';
		return { commaGroups, dotGroups: !commaGroups, isStated: true };
	}
	const numbers = texts.map((text) => splitUnit(text).number);
	const separated = numbers.filter((number) => /^\d.*[.,]/.test(number));
	const isAllCommas =
		separated.length >= ENOUGH_COMMAS && separated.every((number) => ALL_COMMAS.test(number));
	return {
		commaGroups: isAllCommas || numbers.some((number) => COMMA_PROOF.test(number)),
		dotGroups: numbers.some((number) => DOT_PROOF.test(number)),
	};
}

/** Digits to a number in the chosen unit, exactly: no binary fraction is multiplied. */
function scale(
	whole: string,
	fraction: string,
	printedUnit: PrintedUnit | null,
	unit: AmountUnit,
): Reading<Amount> {
	const stated = printedUnit ?? (unit === 'millionVnd' ? 'million' : 'dong');
	const exponent = unit === 'asPrinted' ? 0 : UNIT_EXPONENTS[stated];
	const value = Number(`${whole}.${fraction}e${exponent}`);
	return value > Number.MAX_SAFE_INTEGER ? refuse('too_large') : toValue({ value, printedUnit });
}

/** A fraction of a dong does not exist: 12,5 or 12.00 in a report of dong is a misread group. */
function parseDecimal(
	whole: string,
	fraction: string,
	printedUnit: PrintedUnit | null,
	unit: AmountUnit,
): Reading<Amount> {
	if (LEADING_ZERO.test(whole)) return refuse('leading_zero');
	const isZero = /^0+$/.test(whole + fraction);
	const isDong = printedUnit === 'dong' || (printedUnit === null && unit === 'vnd');
	if (!isZero && isDong) return refuse('fraction_of_dong');
	return scale(whole, fraction, printedUnit, unit);
}

/** `1.234` and `1,234`: what they mean depends on the rest of the report. */
function parseOneGroup(
	number: string,
	printedUnit: PrintedUnit | null,
	{ unit, grouping }: AmountContext,
): Reading<Amount> {
	const head = number.slice(0, -4);
	const tail = number.slice(-3);
	const hasDot = number.includes('.');
	const settled = hasDot ? !grouping.commaGroups : grouping.commaGroups && !grouping.dotGroups;
	if (!settled) return refuse('ambiguous_grouping', `${head}${tail}`, `${head}.${tail}`);
	const reading = scale(head + tail, '', printedUnit, unit);
	return reading.kind === 'value' && hasDot ? { ...reading, assumedGrouping: true } : reading;
}

/** Says why a text is no amount; a letter that looks like a digit is named, never repaired. */
function refuseAmount(number: string): Reading<never> {
	const hasDigit = /\d/.test(number);
	if (hasDigit && /^[\d., ]+$/.test(number)) {
		return refuse(LEADING_ZERO.test(number) ? 'leading_zero' : 'broken_grouping');
	}
	const repaired = number.replace(/[olisbz]/gi, (letter) => LOOKALIKES[letter.toLowerCase()] ?? '');
	const looksNumeric = hasDigit && /^[\d., ]+$/.test(repaired);
	return looksNumeric ? refuse('letter_among_digits', repaired) : refuse('not_a_number');
}

/** Whether a number uses a separator otherwise than the user states. */
function contradicts(number: string, { commaGroups, isStated }: Grouping): boolean {
	if (!isStated) return false;
	const [group, decimal] = commaGroups ? [',', '.'] : ['.', ','];
	const [whole = '', ...fractions] = number.split(decimal);
	const isGrouped = whole.split(group).every((part, index) => index === 0 || part.length === 3);
	return fractions.length > 1 || !isGrouped || fractions.some((part) => part.includes(group));
}

function parsePrinted({ number, unit: printedUnit }: PrintedNumber, context: AmountContext) {
	const { unit } = context;
	if (contradicts(number, context.grouping)) return refuse('contradicts_format');
	if (INTEGER.test(number)) {
		if (LEADING_ZERO.test(number)) return refuse('leading_zero');
		return scale(number, '', printedUnit, unit);
	}
	if (ONE_GROUP.test(number)) return parseOneGroup(number, printedUnit, context);
	const digits = number.replace(/[., ]/g, '');
	if (GROUPED.test(number)) return scale(digits, '', printedUnit, unit);
	const grouped = GROUPED_DECIMAL.exec(number)?.[2];
	if (grouped !== undefined) {
		return scale(digits.slice(0, -grouped.length), grouped, printedUnit, unit);
	}
	const decimal = DECIMAL.exec(number);
	if (!decimal) return refuseAmount(number);
	const [, whole = decimal[3] ?? '', fraction = decimal[4] ?? ''] = decimal;
	return parseDecimal(whole, fraction, printedUnit, unit);
}

/** Decimal places of a number too small for plain notation (`1e-7`). */
const MOST_DECIMALS = 20;

function parseJsonNumber(value: number, unit: AmountUnit): Reading<Amount> {
	if (Number.isNaN(value)) return refuse('not_a_number');
	if (value === -999 || value === -888) return toNone('not_available');
	if (value < 0) return refuse('negative');
	if (value > Number.MAX_SAFE_INTEGER) return refuse('too_large');
	const plain = String(value);
	const [whole = '', fraction = ''] = (
		plain.includes('e') ? value.toFixed(MOST_DECIMALS) : plain
	).split('.');
	return scale(whole, fraction, null, unit);
}

/**
 * Parses an amount of money.
 *
 * The result is in dong with the units `millionVnd` and `vnd`, in the report's own unit with
 * `asPrinted`. Blank, a dash and "Không có" give no value; a text with more than one meaning, a
 * negative, a letter among the digits or anything beyond 2^53-1 is refused. 0 is a value.
 * Grouping: a dot groups thousands by Vietnamese convention (Accounting Law 2003, art. 12).
 *
 * @param value a JSON number, or a cleaned text
 */
export function parseAmount(value: string | number, context: AmountContext): Reading<Amount> {
	if (typeof value === 'number') return parseJsonNumber(value, context.unit);
	if (NOT_AVAILABLE.test(value)) return toNone('not_available');
	if (NEGATIVE.test(value)) return refuse('negative');
	const reading = parsePrinted(splitUnit(value), context);
	return reading.kind === 'refused' ? (parseNone(value) ?? reading) : reading;
}

/** Finer than anything that is printed; what lies beyond is noise of binary fractions. */
const DECIMALS = 6;

/** Adds two amounts: whole numbers exactly, decimals without the noise of binary fractions. */
export function addAmounts(left: number, right: number): number {
	const sum = left + right;
	return Number.isInteger(sum) ? sum : Number(sum.toFixed(DECIMALS));
}

/** Whether two sums of money agree, to the hundredth of the printed unit. */
export const isSameAmount = (left: number, right: number): boolean =>
	Math.abs(left - right) < 0.005;
