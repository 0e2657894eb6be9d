import { shownText, type Cell } from './cell';
import { parseDate, parseDateOrTime, parseMonth, parseTimestamp } from './dates';
import { parseDebtGroup } from './debtName';
import { readDebts } from './debts';
import type { Field, FieldState } from './field';
import type { Ledger } from './ledger';
import { refusalText, reviewNote, infoNote, type Note } from './note';
import {
	parseCode,
	parseCount,
	parseFlag,
	parseIdentityNumber,
	parseInstitutionCode,
	parseScore,
	parseText,
} from './plainValues';
import { readAmount } from './readAmount';
import { losesText, refuse, type Reading, type ValueReading } from './reading';
import type { ColumnKind } from './tables';

type PlainReader = (text: string) => Reading<string | number | boolean>;

/** The reader of each kind of column that needs nothing but its own text. */
const PLAIN_READERS: Readonly<Record<Exclude<ColumnKind, 'amount' | 'debts'>, PlainReader>> = {
	code: parseCode,
	count: parseCount,
	date: parseDate,
	dateOrTime: parseDateOrTime,
	debtGroup: parseDebtGroup,
	flag: parseFlag,
	identityNumber: parseIdentityNumber,
	institutionCode: parseInstitutionCode,
	month: parseMonth,
	score: parseScore,
	text: parseText,
	timestamp: parseTimestamp,
};

/** Cautions hold no printed text: an identity number may be asked to be masked. */
const CAUTIONS: Readonly<Record<NonNullable<ValueReading<unknown>['caution']>, string>> = {
	score_out_of_range: 'is outside the range of CIC scores, 150 to 750, so compare it with the page',
	unusual_code:
		'does not look like an institution code (8 characters), so compare it with the page',
	unusual_id: 'has neither 9 nor 12 digits and is no passport number, so compare it with the page',
	time_missing: 'printed without a time of day, so midnight is given',
};

/** Who it is about may be asked to be masked, so no note quotes it. */
const IDENTIFYING: ReadonlySet<ColumnKind> = new Set(['code', 'identityNumber']);

function readValue(kind: Exclude<ColumnKind, 'debts'>, cell: Cell, ledger: Ledger) {
	if (!cell.isText) return refuse('not_a_text');
	return kind === 'amount' ? readAmount(cell, ledger) : PLAIN_READERS[kind](cell.text);
}

function noteCaution(reading: Reading<unknown>, subject: () => string, notes: Note[]): void {
	if (reading.kind !== 'value' || !reading.caution) return;
	const text = CAUTIONS[reading.caution];
	const isMinor = reading.caution === 'time_missing';
	notes.push(isMinor ? infoNote(subject(), text) : reviewNote('caution', subject(), text));
}

function stateOf(reading: Exclude<Reading<unknown>, { kind: 'value' }>): FieldState {
	if (reading.kind === 'refused') return 'unreadable';
	return reading.reason === 'stated_none' ? 'statedNone' : 'none';
}

function toField(reading: Reading<string | number | boolean>, cell: Cell): Field {
	const isRead = reading.kind === 'value';
	return {
		value: isRead ? reading.value : null,
		state: isRead ? 'read' : stateOf(reading),
		keepsText: losesText(reading),
		debts: null,
		cell,
	};
}

/**
 * Reads one value of the report: its confidence is judged, its text is read by the reader of its
 * kind, and whatever a person should know goes into `notes`.
 *
 * @param subject names the value for notes ("Loan 2, total"); called only when there is something to say
 */
export function readField(
	kind: ColumnKind,
	cell: Cell,
	subject: () => string,
	ledger: Ledger,
	notes: Note[],
): Field {
	if (kind === 'debts') return readDebts(cell, subject, ledger, notes);
	ledger.checkConfidence(cell, subject, notes);
	const reading = readValue(kind, cell, ledger);
	if (reading.kind === 'refused') {
		const shown = IDENTIFYING.has(kind) ? '…' : shownText(cell);
		const text = refusalText(shown, reading.reason, reading.candidates);
		notes.push(reviewNote('unreadable', subject(), text));
	}
	noteCaution(reading, subject, notes);
	return toField(reading, cell);
}

/** A field for which nothing is printed. */
export const emptyField = (kind: ColumnKind, cell: Cell): Field => ({
	value: null,
	state: 'none',
	keepsText: false,
	debts: kind === 'debts' ? [] : null,
	cell,
});
