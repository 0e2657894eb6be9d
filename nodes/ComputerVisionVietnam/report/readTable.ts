import { hash } from 'node:crypto';

import { MISSING_CELL, type Cell } from './cell';
import { addAmounts, isSameAmount } from './addAmounts';
import { noteDisagreements } from './debts';
import { addendOf, numberOf, type DebtLine, type Field } from './field';
import type { Ledger } from './ledger';
import { infoNote, quote, reviewNote, type Note } from './note';
import { emptyField, readField } from './readField';
import { describeTable, rowColumns, type ColumnDescription, type TableKey } from './tables';
import {
	rowTexts,
	type TableDoubt,
	type TableState,
	type TakenRow,
	type TakenTable,
} from './takeTable';

/** A cell beyond the documented ones, under the name it gets in the items, read as text. */
interface ExtraField {
	readonly name: string;
	readonly field: Field;
}

/** One row of a table, read. */
export interface Row {
	/** 1-based place in the API's list, as printed. */
	readonly row: number;
	/** Same report, same key, on every run; no two rows share one. */
	readonly key: string;
	/** In the order of `rowColumns`. */
	readonly fields: readonly Field[];
	/** The lender's debt lines; null in tables without debts. */
	readonly debts: readonly DebtLine[] | null;
	/** Cells beyond the documented ones, as text. */
	readonly extras: readonly ExtraField[];
	/** What a row object held beside its cells, as it came; null when nothing. */
	readonly other: Readonly<Record<string, unknown>> | null;
	readonly notes: readonly Note[];
}

/** A table of the report, read. */
export interface Table {
	readonly key: TableKey;
	readonly state: TableState;
	readonly rows: readonly Row[];
	/** What the table prints besides its rows (repeated headings, a total row); null when nothing. */
	readonly besides: string | null;
	/** About the table as a whole; shown with the report. */
	readonly notes: readonly Note[];
	/** The taken total rows, for the check of the summary. */
	readonly totalRows: readonly TakenRow[];
}

const wordsOf = (name: string): string => name.replaceAll('_', ' ');

const DOUBTS: Readonly<Record<Exclude<TableDoubt, null>, string>> = {
	imageWithoutRows: 'the table was found on the page, but no row of it was read',
	noDataRows: 'the table came without a row of data, so it may hold more than was read',
	notAList: 'the API sent something other than rows, so read this table from the page',
	cellsWithoutRows: 'the cells came without rows and were taken as one row',
};

const NO_NOTES: readonly Note[] = [];
const NO_EXTRAS: readonly ExtraField[] = [];

/** What reading the rows of one table needs; made once per table, not once per row. */
interface TableReader {
	readonly label: string;
	readonly columns: readonly ColumnDescription[];
	readonly hasLeading: boolean;
	readonly debtsIndex: number;
	readonly totalIndex: number;
	readonly sumCheck: SumCheck | null;
	readonly ledger: Ledger;
}

/** The columns of a printed sum, by index. */
interface SumCheck {
	readonly total: number;
	readonly parts: readonly number[];
}

function buildReader(key: TableKey, ledger: Ledger): TableReader {
	const table = describeTable(key);
	const columns = rowColumns(table);
	const indexOf = (wanted: string) => columns.findIndex(({ name }) => name === wanted);
	const { sumCheck: sum } = table;
	return {
		label: table.rowLabel,
		columns,
		hasLeading: table.leadingColumn !== undefined,
		debtsIndex: columns.findIndex(({ kind }) => kind === 'debts'),
		totalIndex: indexOf('total'),
		sumCheck: sum ? { total: indexOf(sum.total), parts: sum.parts.map(indexOf) } : null,
		ledger,
	};
}

function cellAt(taken: TakenRow, index: number, hasLeading: boolean): Cell {
	if (!hasLeading) return taken.cells[index] ?? MISSING_CELL;
	return (index === 0 ? taken.leading : taken.cells[index - 1]) ?? MISSING_CELL;
}

function readFields(taken: TakenRow, reader: TableReader, notes: Note[]): Field[] {
	const { columns, hasLeading, label, ledger } = reader;
	// One closure for the row, not one for each cell: nearly all of them are never called.
	let column = '';
	const subject = () => `${label} ${taken.row}, ${wordsOf(column)}`;
	return columns.map(({ kind, name }, index) => {
		const cell = cellAt(taken, index, hasLeading);
		if (cell === MISSING_CELL) return emptyField(kind, cell);
		column = name;
		return readField(kind, cell, subject, ledger, notes);
	});
}

/** Undocumented cells have no reader, so they stay text and only their confidence is judged. */
function readExtras(taken: TakenRow, { label, ledger }: TableReader, notes: Note[]) {
	if (taken.extras.length === 0) return NO_EXTRAS;
	return taken.extras.map(({ name, cell }) => {
		const subject = () => `${label} ${taken.row}, ${wordsOf(name)}`;
		return { name, field: readField('text', cell, subject, ledger, notes) };
	});
}

/** The debt lines of a row, checked against its total; null in tables without debts. */
function checkDebts(fields: readonly Field[], row: number, reader: TableReader, notes: Note[]) {
	const debts = fields[reader.debtsIndex]?.debts;
	if (!debts) return null;
	noteDisagreements(debts, fields[reader.totalIndex], `${reader.label} ${row}`, notes);
	return debts;
}

/** The parts of a printed sum; blank means "no such product" and adds nothing. */
function addParts(parts: ReadonlyArray<Field | undefined>): number | null {
	let sum: number | null = null;
	for (const field of parts) {
		if (isBlankField(field)) continue;
		const part = addendOf(field);
		if (part === null) return null;
		sum = addAmounts(sum ?? 0, part);
	}
	return sum;
}

function checkSum(fields: readonly Field[], row: number, reader: TableReader, notes: Note[]): void {
	if (!reader.sumCheck) return;
	const total = numberOf(fields[reader.sumCheck.total]);
	const sum = addParts(reader.sumCheck.parts.map((index) => fields[index]));
	if (total === null || sum === null || isSameAmount(total, sum)) return;
	const printed = quote(fields[reader.sumCheck.total]?.cell.text ?? '');
	const text = `the total, printed ${printed}, is not the sum of its parts, ${sum}`;
	notes.push(reviewNote('disagreement', `${reader.label} ${row}`, text));
}

function readRow(taken: TakenRow, key: string, reader: TableReader): Row {
	const { row, other } = taken;
	const notes: Note[] = [];
	const fields = readFields(taken, reader, notes);
	checkSum(fields, row, reader, notes);
	const extras = readExtras(taken, reader, notes);
	const debts = checkDebts(fields, row, reader, notes);
	return { row, key, fields, debts, extras, other, notes: notes.length ? notes : NO_NOTES };
}

/** A row of which nothing is printed: what every row of the table has at least. */
export function blankRow(key: TableKey): Row {
	const fields = rowColumns(describeTable(key)).map(({ kind }) => emptyField(kind, MISSING_CELL));
	const debts = fields.find((field) => field.debts)?.debts ?? null;
	return { row: 0, key: '', fields, debts, extras: NO_EXTRAS, other: null, notes: NO_NOTES };
}

/**
 * Makes the keys of rows: of the report's key, the table, the row's own texts and, for rows that are
 * alike to the letter, which one of them it is. Neither its place nor any confidence is part of it.
 * Rows that are alike are known by the key of the first: the texts of all rows would be a burden.
 */
function rowKeyMaker(reportKey: string, table: TableKey): (row: TakenRow) => string {
	const keys = new Set<string>();
	const alike = new Map<string, number>();
	const keyOf = (texts: string, nth: number) => {
		const content = `${reportKey}\u001e${table}\u001e${nth}\u001e${texts}`;
		return hash('sha256', content, 'hex').slice(0, 32);
	};
	return (row) => {
		const texts = rowTexts(row).join('\u001f');
		const first = keyOf(texts, 0);
		// A look before adding would take as long again: the keys of many rows lie in no cache.
		if (keys.size < keys.add(first).size) return first;
		const nth = (alike.get(first) ?? 0) + 1;
		alike.set(first, nth);
		return keyOf(texts, nth);
	};
}

const isBlankField = (field: Field | undefined): boolean =>
	field?.state === 'none' && field.cell.text === '';

/** Gives a spanned cell's value to the rows that it spans, when all of them are blank there. */
function fillMerged(rows: readonly Row[], key: TableKey): Row[] {
	const { mergedColumns = [], rowLabel, columns } = describeTable(key);
	const indexes = mergedColumns.map((name) => columns.findIndex((each) => each.name === name));
	let above: Row | null = null;
	return rows.map((row) => {
		const isSpanned = indexes.every((index) => isBlankField(row.fields[index]));
		const filled: Row = isSpanned && above ? fillFrom(above, row, indexes, rowLabel) : row;
		above = filled;
		return filled;
	});
}

function fillFrom(above: Row, row: Row, indexes: readonly number[], label: string): Row {
	const source = indexes.map((index) => above.fields[index]);
	if (source.every((field) => field?.value === null)) return row;
	const fields = row.fields.map((field, index) => {
		if (!indexes.includes(index)) return field;
		const value = above.fields[index]?.value ?? null;
		return { ...field, value, state: 'filled' as const };
	});
	const text = `lender taken from row ${above.row}, whose printed cell spans this row`;
	return { ...row, fields, notes: row.notes.concat(infoNote(`${label} ${row.row}`, text)) };
}

function tableNotes(table: TakenTable): Note[] {
	if (!table.doubt) return [];
	const note = reviewNote('table', describeTable(table.key).title, DOUBTS[table.doubt]);
	return [{ ...note, table: table.key }];
}

/**
 * Reads the values of a table that was taken. Every row keeps its own notes, so that a row item can
 * show what concerns it and nothing else.
 *
 * @param reportKey stable key of the report, the beginning of every row's key
 */
export function readTable(table: TakenTable, reportKey: string, ledger: Ledger): Table {
	const reader = buildReader(table.key, ledger);
	const keyOf = rowKeyMaker(reportKey, table.key);
	const rows = table.rows.map((taken) => readRow(taken, keyOf(taken), reader));
	return {
		key: table.key,
		state: table.state,
		rows: describeTable(table.key).mergedColumns ? fillMerged(rows, table.key) : rows,
		besides: table.besides.length === 0 ? null : table.besides.join('; '),
		notes: tableNotes(table),
		totalRows: table.totalRows,
	};
}
