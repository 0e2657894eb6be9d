import { shownText, type Cell, type DebtLineCell } from './reply/cell';
import {
	cautionNote,
	confidenceNote,
	refusalText,
	reviewNote,
	type Note,
	type Place,
} from './review';
import { parseAmount, type AmountContext, type PrintedUnit } from './values/amount';
import { parseDate, parseDateOrTime, parseMonth, parseTimestamp } from './values/dates';
import {
	parseDebtGroup,
	parseDebtName,
	type DebtGroup,
	type DebtNameReading,
	type DebtTerm,
} from './values/debtName';
import {
	parseCode,
	parseCount,
	parseFlag,
	parseIdentityNumber,
	parseInstitutionCode,
	parseName,
	parseScore,
	parseText,
} from './values/plainValues';
import { toHalfWidth } from './values/text';
import { losesText, refuse, toValue, type Reading } from './values/reading';

/** One debt line of a lender, parsed. */
export interface DebtLine {
	/** As printed; null when the line has no name. */
	readonly name: string | null;
	/** In the chosen unit; null when not printed or not readable. */
	readonly amount: number | null;
	readonly kind: DebtNameReading['kind'];
	/** null unless the line is of the kind `term`. */
	readonly term: DebtTerm | null;
	/** 1 to 5; null for a term, for "nợ xấu khác" (`otherBad`) and for an unknown name. */
	readonly group: DebtGroup | null;
	/** "Nợ xấu khác": bad debt outside the five groups. */
	readonly otherBad: boolean;
	/** What it adds to a sum: its amount, 0 where the report says "Không có"; null when not known. */
	readonly addend: number | null;
	/** The amount's text belongs into the items whatever the options: the amount does not hold it. */
	readonly keepsText: boolean;
	/** Something is printed in the amount's place that could not be read. */
	readonly isUnreadable: boolean;
	readonly cell: Cell;
	readonly other: DebtLineCell['other'];
}

/** What the values of each kind of column are, once they were parsed. */
export interface ValueTypes {
	/** In the chosen unit. */
	amount: number;
	code: string;
	count: number;
	/** `YYYY-MM-DD` */
	date: string;
	/** `YYYY-MM-DD`, or with a time of day like `timestamp`. */
	dateOrTime: string;
	debtGroup: DebtGroup;
	debts: readonly DebtLine[];
	flag: boolean;
	identityNumber: string;
	institutionCode: string;
	/** `YYYY-MM` */
	month: string;
	/** Of an institution or a product. */
	name: string;
	score: number;
	text: string;
	/** `YYYY-MM-DDTHH:mm:ss+07:00` */
	timestamp: string;
}

/** What a column or field holds, and with that which parser takes it. */
export type ColumnKind = keyof ValueTypes;

/** How a field came to its value. */
export type FieldState =
	/** A value was read. */
	| 'read'
	/** Nothing is printed, or a dash. */
	| 'none'
	/** "Không có": the report itself says that there is none. */
	| 'statedNone'
	/** Something is printed that could not be read; the text is kept. */
	| 'unreadable'
	/** Taken from the row above, whose printed cell spans this row. */
	| 'filled';

/** One value of the report, parsed: a column of a row, or one of the report's own fields. */
export interface Field<T = ValueTypes[ColumnKind]> {
	/** null means: not known. */
	readonly value: T | null;
	readonly state: FieldState;
	/** The text belongs into the items whatever the options: the value does not hold all of it. */
	readonly keepsText: boolean;
	readonly cell: Cell;
}

/** What a field adds to a sum: "Không có" is a stated zero, anything else unread is not known. */
export const addendOf = (field: Field<number>): number | null =>
	field.state === 'statedNone' ? 0 : field.value;

/** Whether nothing at all is printed in the field's place. */
export const isBlank = ({ state, cell }: Field<unknown>): boolean =>
	state === 'none' && cell.text === '';

/** What parsing one report needs to know, and what only the whole of it can tell. One per report. */
export class ParsingContext {
	/** The day of the report, `YYYY-MM-DD`; null when it is not known, or not yet. */
	reportDay: string | null = null;
	/** The least confidence of any value, 0..1; null when no value came with one. */
	lowestConfidence: number | null = null;
	/** At least one confidence came as a percentage. */
	sawPercent = false;
	/** The units printed behind amounts, null for an amount without one; 0 is 0 in all of them. */
	readonly printedUnits = new Set<PrintedUnit | null>();
	/** The largest amount without a unit of its own, in the chosen unit; null when there was none. */
	largestAmount: number | null = null;

	/**
	 * @param minConfidence 0..1; a value below it needs a person
	 * @param settled paths of which a person has said what stands there
	 */
	constructor(
		readonly amounts: AmountContext,
		readonly minConfidence: number,
		readonly settled: ReadonlySet<string> = new Set(),
	) {}

	/** The notes that no person has settled yet. */
	keep(notes: readonly Note[]): Note[] {
		return notes.filter(({ path }) => !this.settled.has(path));
	}

	/** Parses a cell's amount and takes note of what it says about units. */
	parseAmount({ number, text }: Cell): Reading<number> {
		const reading = parseAmount(number ?? text, this.amounts);
		if (reading.kind !== 'value') return reading;
		const { value, printedUnit } = reading.value;
		if (value !== 0) this.printedUnits.add(printedUnit);
		if (printedUnit === null) this.largestAmount = Math.max(value, this.largestAmount ?? 0);
		return toValue(value);
	}

	/** Judges the confidence of a printed value and takes note of it. */
	checkConfidence(cell: Cell, placeOf: () => Place): Note[] {
		if (cell.text !== '' && cell.confidence !== null) {
			this.lowestConfidence = Math.min(cell.confidence, this.lowestConfidence ?? 1);
		}
		this.sawPercent ||= cell.text !== '' && cell.wasPercent;
		const note = confidenceNote(cell, placeOf, this.minConfidence);
		return note ? [note] : [];
	}
}

/** A field with what a person should know about it. */
export interface ParsedField<T = ValueTypes[ColumnKind]> {
	readonly field: Field<T>;
	readonly notes: readonly Note[];
}

type Parser<T> = (cell: Cell, context: ParsingContext) => Reading<T>;

const ofText =
	<T>(parse: (text: string) => Reading<T>): Parser<T> =>
	({ text }) =>
		parse(toHalfWidth(text));

/** A text that came as `NaN` or `Infinity`, which Python writes for a missing value, was none. */
const ofWords =
	(parse: (text: string) => Reading<string>): Parser<string> =>
	({ text, number }) =>
		number === null || Number.isFinite(number) ? parse(text) : refuse('number_lost_digits');

/** A code that came as a JSON number: a fraction, an exponent or 17 digits are no code any more. */
const ofCode =
	(parse: (text: string) => Reading<string>): Parser<string> =>
	({ text, number }) => {
		const isWhole = number === null || (Number.isSafeInteger(number) && /^\d+$/.test(text));
		return isWhole ? parse(toHalfWidth(text)) : refuse('number_lost_digits');
	};

/** The parser of each kind of column; debts are several values and have `parseDebts`. */
export const PARSERS: { readonly [K in Exclude<ColumnKind, 'debts'>]: Parser<ValueTypes[K]> } = {
	amount: (cell, context) => context.parseAmount(cell),
	code: ofCode(parseCode),
	count: ofText(parseCount),
	date: ofText(parseDate),
	dateOrTime: ofText(parseDateOrTime),
	debtGroup: ofText(parseDebtGroup),
	flag: ofText(parseFlag),
	identityNumber: ofCode(parseIdentityNumber),
	institutionCode: ofCode(parseInstitutionCode),
	month: ofText(parseMonth),
	name: ofWords(parseName),
	score: ofText(parseScore),
	text: ofWords(parseText),
	timestamp: ofText(parseTimestamp),
};

/** Parses a value of any kind but debts. */
export const parseValue = <K extends keyof typeof PARSERS>(
	kind: K,
	cell: Cell,
	context: ParsingContext,
): Reading<ValueTypes[K]> => (cell.isText ? PARSERS[kind](cell, context) : refuse('not_a_text'));

/** Who it is about may be asked to be masked, so no note quotes it. */
const IDENTIFYING: ReadonlySet<ColumnKind> = new Set(['code', 'identityNumber']);

function stateOf(reading: Reading<unknown>): FieldState {
	if (reading.kind === 'value') return 'read';
	if (reading.kind === 'refused') return 'unreadable';
	return reading.reason === 'stated_none' ? 'statedNone' : 'none';
}

/** What a person should know about how a cell came and how its text was parsed. */
function notesOn(
	cell: Cell,
	reading: Reading<unknown>,
	printed: string,
	placeOf: () => Place,
	context: ParsingContext,
): Note[] {
	const notes = context.checkConfidence(cell, placeOf);
	if (reading.kind === 'refused') {
		const text = refusalText(printed, reading.reason, reading.candidates);
		notes.push(reviewNote('unreadable', reading.reason, placeOf(), text, reading.candidates));
	}
	if (reading.kind === 'value' && reading.caution)
		notes.push(cautionNote(reading.caution, placeOf()));
	return notes;
}

/** Parses a value of any kind but debts, and says what a person should know about it. */
export function parseField<K extends keyof typeof PARSERS>(
	kind: K,
	cell: Cell,
	placeOf: () => Place,
	context: ParsingContext,
): ParsedField<ValueTypes[K]> {
	const reading = parseValue(kind, cell, context);
	const printed = IDENTIFYING.has(kind) ? '…' : shownText(cell);
	const value = reading.kind === 'value' ? reading.value : null;
	return {
		field: { value, state: stateOf(reading), keepsText: losesText(reading), cell },
		notes: notesOn(cell, reading, printed, placeOf, context),
	};
}

function parseDebtLine(
	{ name, amount, other }: DebtLineCell,
	placeOf: () => Place,
	context: ParsingContext,
): { line: DebtLine; notes: Note[] } {
	const reading = amount.isText ? context.parseAmount(amount) : refuse('not_a_text');
	const value = reading.kind === 'value' ? reading.value : null;
	const naming = parseDebtName(name);
	// A person says that neither a name nor an amount is printed: the line adds nothing.
	const isStruckOut = name === '' && amount.text === '' && amount.isCertain;
	const line: DebtLine = {
		name: name === '' ? null : name,
		amount: value,
		kind: naming.kind,
		term: naming.kind === 'term' ? naming.term : null,
		group: naming.kind === 'group' ? naming.group : null,
		otherBad: naming.kind === 'group' && naming.otherBad,
		addend: stateOf(reading) === 'statedNone' || isStruckOut ? 0 : value,
		keepsText: losesText(reading),
		isUnreadable: reading.kind === 'refused',
		cell: amount,
		other,
	};
	return { line, notes: notesOn(amount, reading, amount.text, placeOf, context) };
}

/**
 * Parses a lender's debts. The lines form a hierarchy on the page: a term line ("Dư nợ cho vay ngắn
 * hạn") states the sum of the group lines below it ("- Dư nợ đủ tiêu chuẩn"), so a line is either a
 * term or a group and the two are never added together.
 */
export function parseDebts(
	cell: Cell,
	placeOf: () => Place,
	context: ParsingContext,
): ParsedField<readonly DebtLine[]> {
	const parsed = (cell.lines ?? []).map((line, index) => {
		const placeOfLine = (): Place => {
			const { path, label } = placeOf();
			const name = line.name === '' ? '' : `, ${line.name.replace(/^[-\s]+/, '')}`;
			return { path: `${path}.${index + 1}.amount`, label: `${label}${name}` };
		};
		return parseDebtLine(line, placeOfLine, context);
	});
	const notes = parsed.flatMap((each) => each.notes);
	if (!cell.isText) {
		const text = refusalText(shownText(cell), 'not_a_text', []);
		notes.push(reviewNote('unreadable', 'not_a_text', placeOf(), text));
	}
	const state = parsed.length > 0 ? 'read' : 'none';
	return {
		field: { value: parsed.map(({ line }) => line), state, keepsText: false, cell },
		notes,
	};
}
