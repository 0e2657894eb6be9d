import {
	isBlank,
	parseDebts,
	parseField,
	type Field,
	type ParsedField,
	type ParsingContext,
	type ColumnKind,
} from './field';
import { MISSING_CELL, type Cell } from './reply/cell';
import { type PrintedRow, type PrintedTable, type TableDoubt } from './reply/printedTable';
import {
	infoNote,
	quote,
	refusalText,
	tableNote,
	type Note,
	type Place,
	type TableDoubtReason,
} from './review';
import {
	toPlace,
	type Columns,
	type FieldsOf,
	type Row,
	type Section,
	type Table,
} from './sections/section';
import { addAmounts, isSameAmount, parseAmount, type AmountContext } from './values/amount';

const DOUBTS: Readonly<Record<TableDoubt, readonly [TableDoubtReason, string]>> = {
	imageWithoutRows: [
		'image_without_rows',
		'the table was found on the page, but no row of it was read',
	],
	noDataRows: [
		'no_data_rows',
		'the table came without a row of data, so it may hold more than was read',
	],
	statedUnknown: [
		'stated_unknown',
		'the report says that it has no information, which is not the same as none',
	],
	notAList: [
		'not_a_list',
		'the API sent something other than rows, so read this table from the page',
	],
	cellsWithoutRows: ['cells_without_rows', 'the cells came without rows and were taken as one row'],
};

const parseCell = (
	kind: ColumnKind,
	cell: Cell,
	placeOf: () => Place,
	context: ParsingContext,
): ParsedField =>
	kind === 'debts' ? parseDebts(cell, placeOf, context) : parseField(kind, cell, placeOf, context);

/** Parses the cells of a row, or the report's own fields. */
export function parseFields<C extends Columns>(
	cells: PrintedRow['cells'],
	columns: C,
	placeOf: (name: string) => Place,
	context: ParsingContext,
): { fields: FieldsOf<C>; notes: Note[] } {
	const notes: Note[] = [];
	const fields: Record<string, Field> = {};
	for (const [name, { kind }] of Object.entries(columns)) {
		const parsed = parseCell(kind, cells[name] ?? MISSING_CELL, () => placeOf(name), context);
		notes.push(...parsed.notes);
		fields[name] = parsed.field;
	}
	return { fields: fields as FieldsOf<C>, notes };
}

/** Gives a spanned cell's value to the rows that it spans, when all of them are blank there. */
function fillMerged<C extends Columns>(
	rows: ReadonlyArray<Row<C>>,
	{ key, rowLabel, mergedColumns = [] }: Section<C>,
): ReadonlyArray<Row<C>> {
	if (mergedColumns.length === 0) return rows;
	const filled: Array<Row<C>> = [];
	for (const row of rows) {
		const above = filled.at(-1);
		const isSpanned = mergedColumns.every((name) => isBlank(row.fields[name]));
		if (!above || !isSpanned || mergedColumns.every((name) => above.fields[name].value === null)) {
			filled.push(row);
			continue;
		}
		const fields = { ...row.fields };
		for (const name of mergedColumns) {
			const { value } = above.fields[name];
			Object.assign(fields, { [name]: { ...row.fields[name], value, state: 'filled' } });
		}
		const place = { path: `${key}.${row.row}`, label: `${rowLabel} ${row.row}` };
		const text = `lender taken from row ${above.row}, whose printed cell spans this row`;
		filled.push({ ...row, fields, notes: row.notes.concat(infoNote('merged_cell', place, text)) });
	}
	return filled;
}

function parseRow<C extends Columns>(
	section: Section<C>,
	printed: PrintedRow,
	context: ParsingContext,
): Row<C> {
	const { row, key, other } = printed;
	const label = `${section.rowLabel} ${row}`;
	const { fields, notes } = parseFields(
		printed.cells,
		section.columns,
		(name) => toPlace(section, row, name),
		context,
	);
	// Undocumented cells stay text; only their confidence is judged.
	const extras = printed.extras.map(({ name, cell }) => {
		return { name, ...parseField('text', cell, () => toPlace(section, row, name), context) };
	});
	const contradictions =
		section.checkRow?.({ row, label, fields, reportDay: context.reportDay }) ?? [];
	return {
		row,
		key,
		fields,
		extras: extras.map(({ name, field }) => ({ name, field })),
		other,
		notes: context.keep([
			...notes,
			...contradictions,
			...extras.flatMap((extra) => extra.notes),
			...printed.remarks,
		]),
	};
}

/**
 * Parses the values of a table. Every row keeps its own notes, so that a row item can show what
 * concerns it and nothing else.
 */
export function parseTable<C extends Columns>(
	section: Section<C>,
	printed: PrintedTable,
	context: ParsingContext,
): Table<C> {
	const rows = printed.rows.map((row) => parseRow(section, row, context));
	const found = context.keep(section.checkTable?.(rows) ?? []);
	const withOwn = rows.map((row) => {
		const path = `${section.key}.${row.row}.`;
		const own = found.filter((note) => note.path.startsWith(path));
		return own.length === 0 ? row : { ...row, notes: row.notes.concat(own) };
	});
	const filled = fillMerged(withOwn, section);
	const [reason, text] = printed.doubt ? DOUBTS[printed.doubt] : [];
	const doubts = reason && text ? [tableNote('table', reason, section, text)] : [];
	return {
		state: printed.state,
		rows: filled,
		besides: printed.besides.length === 0 ? null : printed.besides.join('; '),
		notes: context.keep([...doubts, ...printed.remarks]),
		contradictions: found.filter(({ table }) => table !== undefined),
		totalRows: printed.totalRows,
	};
}

/** The sum of a column of amounts; null when one of them is not known. */
function sumColumn({ state, rows }: Table, name: string): number | null {
	let sum = 0;
	for (const { fields } of rows) {
		const field = fields[name];
		const value = field?.state === 'statedNone' ? 0 : field?.value;
		if (typeof value !== 'number') return null;
		sum = addAmounts(sum, value);
	}
	return state === 'unknown' ? null : sum;
}

/** The cells of the total rows that belong to a column of amounts; a shortened row ends with its sum. */
function totalCells(rows: readonly PrintedRow[], name: string, isOnlyAmount: boolean): Cell[] {
	return rows.flatMap(({ cells }) => {
		const inPlace = cells[name];
		if (inPlace && /\d/.test(inPlace.text)) return [inPlace];
		const last = Object.values(cells).findLast(({ text }) => /\d/.test(text));
		return isOnlyAmount && last ? [last] : [];
	});
}

/** Compares what the total rows print for one column with the sum of the rows. */
function checkTotal(
	section: Section,
	printed: readonly Cell[],
	sum: number | null,
	amounts: AmountContext,
): Note[] {
	const notes: Note[] = [];
	const totals: Array<{ text: string; value: number }> = [];
	for (const { number, text } of printed) {
		const reading = parseAmount(number ?? text, amounts);
		if (reading.kind === 'value') totals.push({ text, value: reading.value.value });
		if (reading.kind !== 'refused') continue;
		const why = refusalText(text, reading.reason, reading.candidates);
		notes.push(tableNote('disagreement', 'total_row_unreadable', section, `the total row, ${why}`));
	}
	const last = totals.at(-1);
	if (last && sum !== null && !totals.some(({ value }) => isSameAmount(value, sum))) {
		const text = `the total row, printed ${quote(last.text)}, is not the sum of the rows, ${sum}`;
		notes.push(tableNote('disagreement', 'rows_differ_from_total', section, text));
	}
	return notes;
}

/** Total rows are a check on the rows above them. Months have no total: balances do not add up. */
export function checkTotals(section: Section, table: Table, amounts: AmountContext): Note[] {
	if (section.hasLeadingMonth || table.totalRows.length === 0) return [];
	const names = Object.keys(section.columns).filter(
		(name) => section.columns[name]?.kind === 'amount',
	);
	return names.flatMap((name) => {
		const printed = totalCells(table.totalRows, name, names.length === 1);
		return checkTotal(section, printed, sumColumn(table, name), amounts);
	});
}
