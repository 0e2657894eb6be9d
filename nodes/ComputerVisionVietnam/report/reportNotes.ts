import { isSameAmount } from './addAmounts';
import { parseAmount } from './amount';
import type { Cell } from './cell';
import { numberOf } from './field';
import type { Ledger } from './ledger';
import { infoNote, quote, refusalText, reviewNote, type Note } from './note';
import type { Row, Table } from './readTable';
import { sumOf, type AllDebts, type Tables } from './summary';
import { describeTable, TABLE_KEYS, type TableKey } from './tables';
import type { TakenRow } from './takeTable';

const MOST_MILLIONS = 10_000_000;
const LEAST_DONG = 100_000;

/** Amounts that hardly anyone has, in the unit that was chosen, point to the wrong unit. */
function unitNotes({ largestAmount, context }: Ledger): Note[] {
	if (largestAmount === null || largestAmount === 0) return [];
	const { unit } = context.amounts;
	const subject = 'Amount unit';
	if (unit === 'millionVnd' && largestAmount >= MOST_MILLIONS * 1_000_000) {
		const text = 'an amount is 10 million million dong or more, so the report may be in dong';
		return [reviewNote('implausible', subject, text)];
	}
	if (unit === 'vnd' && largestAmount < LEAST_DONG) {
		const text = 'every amount is below 100,000 dong, so the report may be in million dong';
		return [reviewNote('implausible', subject, text)];
	}
	return [];
}

/** Whether amounts that are left as printed carry different units, so that no sum means anything. */
export const mixesUnits = ({ printedUnits, context }: Ledger): boolean =>
	context.amounts.unit === 'asPrinted' && printedUnits.size > 1;

function ledgerNotes(ledger: Ledger): Note[] {
	const notes = unitNotes(ledger);
	if (mixesUnits(ledger)) {
		const text = 'amounts are printed in different units, so their totals are left out';
		notes.push(reviewNote('implausible', 'Amount unit', text));
	}
	if (ledger.sawPercent) notes.push(infoNote('Confidence', 'given in percent, so divided by 100'));
	return notes;
}

/** A note about the rows of a table as a whole. */
const noteOn = (key: TableKey, text: string): Note => ({
	...reviewNote('disagreement', describeTable(key).title, text),
	table: key,
});

/** The cell of a total row that belongs to a column of amounts; one that is shortened ends with it. */
function totalCell({ cells }: TakenRow, index: number, isOnlyAmount: boolean): Cell | undefined {
	const inPlace = cells[index];
	if (inPlace && /\d/.test(inPlace.text)) return inPlace;
	return isOnlyAmount ? cells.findLast(({ text }) => /\d/.test(text)) : undefined;
}

/** Compares what the total rows print for one column with the sum of the rows. */
function columnNotes(table: Table, name: string, printed: readonly Cell[], ledger: Ledger): Note[] {
	const sum = sumOf(table, name);
	const readings = printed.map(({ number, text }) => {
		const reading = parseAmount(number ?? text, ledger.context.amounts);
		return { text, reading };
	});
	const refused = readings.flatMap(({ text, reading }) => {
		if (reading.kind !== 'refused') return [];
		const why = refusalText(text, reading.reason, reading.candidates);
		return [noteOn(table.key, `the total row, ${why}`)];
	});
	const read = readings.flatMap(({ text, reading }) =>
		reading.kind === 'value' ? [{ text, value: reading.value.value }] : [],
	);
	const last = read.at(-1);
	if (!last || sum === null || read.some(({ value }) => isSameAmount(value, sum))) return refused;
	const text = `the total row, printed ${quote(last.text)}, is not the sum of the rows, ${sum}`;
	return refused.concat(noteOn(table.key, text));
}

/** Total rows are a check on the rows above them. Months have no total: balances do not add up. */
function totalNotes(table: Table, ledger: Ledger): Note[] {
	const { columns, leadingColumn } = describeTable(table.key);
	if (leadingColumn || table.totalRows.length === 0) return [];
	const amounts = columns.filter(({ kind }) => kind === 'amount');
	return amounts.flatMap((column) => {
		const index = columns.indexOf(column);
		const printed = table.totalRows.flatMap(
			(row) => totalCell(row, index, amounts.length === 1) ?? [],
		);
		return columnNotes(table, column.name, printed, ledger);
	});
}

/** Lenders whose debts are not known by group leave the worst group open. */
function groupNotes({ loan_details: loans }: Tables, debts: AllDebts): Note[] {
	const isOpen = loans.rows.length > 0 && !debts.groupsAreComplete;
	if (!isOpen || debts.worstGroup === null) return [];
	const text =
		'the debts of some lender are not known by group, so the worst debt group is of the others';
	return [noteOn('loan_details', text)];
}

function contradictsItself({ fields: [isLate, ...counts] }: Row): boolean {
	return isLate?.value === false && counts.some((count) => (numberOf(count) ?? 0) > 0);
}

function lateNotes({ late_payments: late }: Tables): Note[] {
	if (!late.rows.some(contradictsItself)) return [];
	const text = 'the report says that no payment was late and counts late payments all the same';
	return [noteOn('late_payments', text)];
}

/** What only the whole of a report can tell: its totals, its units, its contradictions. */
export function noteReport(tables: Tables, debts: AllDebts, ledger: Ledger): Note[] {
	return [
		...TABLE_KEYS.flatMap((key) => tables[key].notes),
		...(mixesUnits(ledger) ? [] : TABLE_KEYS.flatMap((key) => totalNotes(tables[key], ledger))),
		...groupNotes(tables, debts),
		...lateNotes(tables),
		...ledgerNotes(ledger),
	];
}
