import { none, read, refuse, type Reading } from './reading';
import { DASHES, readNone } from './text';

/**
 * The unit that amounts are printed in, as the user states it. CIC prints million dong under a
 * heading that only says "VND", so it is never inferred.
 */
export type AmountUnit = 'asPrinted' | 'millionVnd' | 'vnd';

/** A unit printed behind the number itself. */
export type PrintedUnit = 'dong' | 'million' | 'billion';

/** What the numbers of one report prove about its separators; see `GroupingProof`. */
export interface Grouping {
	/** `1,234,567` or `1,234.5` occurs: a comma groups thousands. */
	readonly commaGroups: boolean;
	/** `1.234.567`, `1.234,5` or `1.234` occurs: a dot groups thousands. */
	readonly dotGroups: boolean;
}

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

const UNIT_SUFFIX = /^(.*?)\s*(vn[dđðɖ]|[đðɖ]ồng|dong|[đðɖ]|₫|triệu|trieu|tr|tỷ|tỉ|ty)\.?$/u;
const UNIT_EXPONENTS: Readonly<Record<PrintedUnit, number>> = { dong: 0, million: 6, billion: 9 };

const INTEGER = /^\d+$/;
const GROUPED = /^[1-9]\d{0,2}(?:(?:\.\d{3}){2,}|(?:,\d{3}){2,}|(?: \d{3}){2,})$/;
const DOTS_THEN_COMMA = /^([1-9]\d{0,2}(?:\.\d{3})+),(\d{1,2})$/;
const COMMAS_THEN_DOT = /^([1-9]\d{0,2}(?:,\d{3})+)\.(\d{1,2})$/;
const SHORT_DECIMAL = /^(\d+)[.,](\d{1,2})$/;
const ZERO_DECIMAL = /^(0)[.,](\d+)$/;
const ONE_GROUP = /^[1-9]\d{0,2}[.,]\d{3}$/;
const COMMA_PROOF = /^[1-9]\d{0,2}(?:(?:,\d{3}){2,}|(?:,\d{3})+\.\d{1,2})$/;
const LEADING_ZERO = /^0\d/;
const DOT_USE = /^[1-9]\d{0,2}(?:\.\d{3})+(?:,\d{1,2})?$/;

const NOT_AVAILABLE = /^[-\u2212](?:999|888)$/;
const LEADING_MINUS = new RegExp(`^[${DASHES}]`);
const LOOKALIKES: Readonly<Record<string, string>> = {
	o: '0',
	l: '1',
	i: '1',
	s: '5',
	b: '8',
	z: '2',
};

/** No unit can stand behind such a text; looking for one costs more than all the rest. */
const WITHOUT_UNIT = /^[\d., ]*$/;

/** Parts a trailing unit from the number: `12,5 triệu` → `12,5`, million. */
function splitUnit(text: string): { number: string; unit: PrintedUnit | null } {
	if (WITHOUT_UNIT.test(text)) return { number: text, unit: null };
	const match = UNIT_SUFFIX.exec(text.toLowerCase());
	const number = match?.[1] ?? '';
	if (!match || !/\d/.test(number)) return { number: text, unit: null };
	return { number, unit: toUnit(match[2] ?? '') };
}

function toUnit(suffix: string): PrintedUnit {
	if (suffix.startsWith('tr')) return 'million';
	return suffix.startsWith('t') ? 'billion' : 'dong';
}

/**
 * First pass over a report: what its amounts prove about separators, so that `1,234` in one cell can
 * be settled by `1,234,567` in another, and mixed use is noticed.
 */
export class GroupingProof implements Grouping {
	commaGroups = false;
	dotGroups = false;

	/** Takes an amount of the report, cleaned. */
	add(text: string): void {
		this.commaGroups ||= text.includes(',') && COMMA_PROOF.test(splitUnit(text).number);
		this.dotGroups ||= text.includes('.') && DOT_USE.test(splitUnit(text).number);
	}

	/** Takes what another part of the report proves. */
	join({ commaGroups, dotGroups }: Grouping): void {
		this.commaGroups ||= commaGroups;
		this.dotGroups ||= dotGroups;
	}
}

/** Digits to a number in the chosen unit, exactly: no binary fraction is multiplied. */
function scale(
	whole: string,
	fraction: string,
	printedUnit: PrintedUnit | null,
	unit: AmountUnit,
): Reading<Amount> {
	const exponent = unit === 'asPrinted' ? 0 : exponentOf(printedUnit, unit);
	const digits = fraction === '' ? whole : `${whole}.${fraction}`;
	const value = Number(exponent === 0 ? digits : `${digits}e${exponent}`);
	return value > Number.MAX_SAFE_INTEGER ? refuse('too_large') : read({ value, printedUnit });
}

function exponentOf(printedUnit: PrintedUnit | null, unit: AmountUnit): number {
	if (printedUnit) return UNIT_EXPONENTS[printedUnit];
	return unit === 'millionVnd' ? UNIT_EXPONENTS.million : UNIT_EXPONENTS.dong;
}

/** A fraction of a dong does not exist: 12,5 or 12.00 in a report of dong is a misread group. */
const isDong = (printedUnit: PrintedUnit | null, unit: AmountUnit): boolean =>
	printedUnit === 'dong' || (printedUnit === null && unit === 'vnd');

function readDecimal(
	match: RegExpExecArray,
	printedUnit: PrintedUnit | null,
	unit: AmountUnit,
): Reading<Amount> {
	const [, whole = '', fraction = ''] = match;
	if (LEADING_ZERO.test(whole)) return refuse('leading_zero');
	const isZero = /^0+$/.test(whole + fraction);
	if (!isZero && isDong(printedUnit, unit)) return refuse('fraction_of_dong');
	return scale(whole, fraction, printedUnit, unit);
}

/** `1.234` and `1,234`: what they mean depends on the rest of the report. */
function readOneGroup(
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

const digitsOf = (text: string): string => text.replace(/[., ]/g, '');

function readDigits(
	number: string,
	printedUnit: PrintedUnit | null,
	context: AmountContext,
): Reading<Amount> | null {
	const { unit } = context;
	if (INTEGER.test(number)) {
		return LEADING_ZERO.test(number)
			? refuse('leading_zero')
			: scale(number, '', printedUnit, unit);
	}
	if (ONE_GROUP.test(number)) return readOneGroup(number, printedUnit, context);
	if (GROUPED.test(number)) return scale(digitsOf(number), '', printedUnit, unit);
	const grouped = DOTS_THEN_COMMA.exec(number) ?? COMMAS_THEN_DOT.exec(number);
	if (grouped) return scale(digitsOf(grouped[1] ?? ''), grouped[2] ?? '', printedUnit, unit);
	const decimal = SHORT_DECIMAL.exec(number) ?? ZERO_DECIMAL.exec(number);
	return decimal ? readDecimal(decimal, printedUnit, unit) : null;
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

/** `-5`, `−5` and `(5)`: bookkeepers print a negative in both ways. */
function isNegative(text: string): boolean {
	const isMarked = LEADING_MINUS.test(text) || (text.startsWith('(') && text.endsWith(')'));
	return isMarked && /\d/.test(text);
}

/** Decimal places of a number too small for plain notation (`1e-7`). */
const MOST_DECIMALS = 20;

function readJsonNumber(value: number, unit: AmountUnit): Reading<Amount> {
	if (Number.isNaN(value)) return refuse('not_a_number');
	if (value === -999 || value === -888) return none('not_available');
	if (value < 0) return refuse('negative');
	if (value > Number.MAX_SAFE_INTEGER) return refuse('too_large');
	const plain = String(value);
	const digits = plain.includes('e') ? value.toFixed(MOST_DECIMALS) : plain;
	const [whole = '', fraction = ''] = digits.split('.');
	return scale(whole, fraction, null, unit);
}

/** What states no amount, or none that a debt can have; nothing of the kind begins with a digit. */
function excludeAmount(text: string): Reading<never> | null {
	const nothing = readNone(text);
	if (nothing) return nothing;
	if (NOT_AVAILABLE.test(text)) return none('not_available');
	return isNegative(text) ? refuse('negative') : null;
}

/**
 * Reads an amount of money.
 *
 * The result is in dong with the units `millionVnd` and `vnd`, in the report's own unit with
 * `asPrinted`. Blank, a dash and "Không có" give no value; a text with more than one meaning, a
 * negative, a letter among the digits or anything beyond 2^53-1 is refused. 0 is a value.
 * Grouping: a dot groups thousands by Vietnamese convention (Accounting Law 2003, art. 12).
 *
 * @param value a JSON number, or a cleaned text
 */
export function parseAmount(value: string | number, context: AmountContext): Reading<Amount> {
	if (typeof value === 'number') return readJsonNumber(value, context.unit);
	if (/^[1-9]\d{0,8}$/.test(value)) return scale(value, '', null, context.unit);
	const excluded = /^\d/.test(value) ? null : excludeAmount(value);
	if (excluded) return excluded;
	const { number, unit } = splitUnit(value);
	return readDigits(number, unit, context) ?? refuseAmount(number);
}
