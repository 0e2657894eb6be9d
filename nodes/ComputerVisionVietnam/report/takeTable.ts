import { isFields, otherKeys, toCell, toDebtsCell, type Cell } from './cell';
import { parseMonth } from './dates';
import { describeTable, type TableDescription, type TableKey } from './tables';
import { foldText, toText } from './text';

/** A cell beyond the documented ones, under the name it gets in the items (`cell_6`). */
export interface ExtraCell {
	readonly name: string;
	readonly cell: Cell;
}

/** One row of a table as the API sent it, its cells put in their places. */
export interface TakenRow {
	/** 1-based place in the API's list. */
	readonly row: number;
	/** The month, in a table that may begin with one; null elsewhere. */
	readonly leading: Cell | null;
	/** As many as the API sent; shorter than the documented row when some are missing. */
	readonly cells: readonly Cell[];
	readonly extras: readonly ExtraCell[];
}

/** Whether the report lists something, states that there is nothing, or leaves it open. */
export type TableState = 'listed' | 'none' | 'unknown';

/** Why a table is unknown although the API sent something for it. */
export type TableDoubt = 'imageWithoutRows' | 'onlyBlankRows' | 'notAList' | null;

/** A table before its values are read: which rows count, and what else was printed. */
export interface TakenTable {
	readonly key: TableKey;
	readonly state: TableState;
	readonly doubt: TableDoubt;
	readonly rows: readonly TakenRow[];
	/** "Tổng cộng" rows: a check, never a lender. */
	readonly totalRows: readonly TakenRow[];
	/** Texts of the rows that are no data (repeated headings, totals, "Không có"), so nothing is lost. */
	readonly besides: readonly string[];
}

type RowKind = 'blank' | 'heading' | 'total' | 'statedNone' | 'data';

const INDEXED_KEY = /^(?:json)?(\d{1,3})$/;

/** A row given as `{json0: …, json1: …}`: its cells by number, and its other keys by name. */
function fromRowObject(row: Readonly<Record<string, unknown>>) {
	const values: unknown[] = [];
	const named: Array<readonly [string, unknown]> = [];
	for (const [key, value] of Object.entries(row)) {
		const index = INDEXED_KEY.exec(key)?.[1];
		if (index === undefined) named.push([key, value]);
		else values[Number(index)] = value;
	}
	return { values, named };
}

const isRowObject = (row: Readonly<Record<string, unknown>>): boolean =>
	!('value' in row) && Object.keys(row).some((key) => INDEXED_KEY.test(key));

/**
 * Whether the first cell is a month rather than an amount that looks like `202405`. No amount has a
 * slash, so a misread month is still one, and the amounts behind it keep their columns.
 */
function startsWithMonth(values: readonly unknown[], table: TableDescription): boolean {
	const { text } = toCell(values[0]);
	if (text.includes('/')) return true;
	if (parseMonth(text).kind !== 'value') return false;
	return values.length > table.columns.length || !/^\d+$/.test(text);
}

function takeCells(values: readonly unknown[], table: TableDescription): Cell[] {
	const { columns } = table;
	const cells: Cell[] = [];
	for (let index = 0; index < values.length && index < columns.length; index++) {
		const toOne = columns[index]?.kind === 'debts' ? toDebtsCell : toCell;
		cells.push(toOne(values[index]));
	}
	return cells;
}

const NO_EXTRAS: readonly ExtraCell[] = [];

function takeExtras(
	values: readonly unknown[],
	first: number,
	shift: number,
): readonly ExtraCell[] {
	if (values.length <= first) return NO_EXTRAS;
	return values.slice(first).flatMap((value, index) => {
		const cell = toCell(value);
		const name = `cell_${first + shift + index + 1}`;
		return cell.text === '' && !cell.other ? [] : [{ name, cell }];
	});
}

function takeValues(values: readonly unknown[], row: number, table: TableDescription): TakenRow {
	const shift = table.leadingColumn && startsWithMonth(values, table) ? 1 : 0;
	const documented = shift === 0 ? values : values.slice(shift);
	return {
		row,
		leading: shift === 0 ? null : toCell(values[0]),
		cells: takeCells(documented, table),
		extras: takeExtras(documented, table.columns.length, shift),
	};
}

function takeRow(raw: unknown, row: number, table: TableDescription): TakenRow {
	if (Array.isArray(raw)) return takeValues(raw, row, table);
	if (!isFields(raw) || !isRowObject(raw)) return takeValues([raw], row, table);
	const { values, named } = fromRowObject(raw);
	const taken = takeValues(Array.from(values), row, table);
	const extras = named.map(([key, value]) => ({ name: `cell_${key}`, cell: toCell(value) }));
	return { ...taken, extras: taken.extras.concat(extras) };
}

function allCells({ leading, cells, extras }: TakenRow): readonly Cell[] {
	if (!leading && extras.length === 0) return cells;
	return [...(leading ? [leading] : []), ...cells, ...extras.map(({ cell }) => cell)];
}

/** The texts printed in a row, in order; a structure without a text counts by its JSON. */
export function rowTexts(row: TakenRow): string[] {
	const texts: string[] = [];
	for (const { text, other } of allCells(row)) {
		if (text !== '') texts.push(text);
		else if (other) texts.push(JSON.stringify(other));
	}
	return texts;
}

const stripDecoration = (text: string): string =>
	foldText(text).replace(/^[\s(*-]+|[\s:.)]+$/g, '');

function isHeadingText(text: string, { headings }: TableDescription): boolean {
	if (/^\d/.test(text)) return false;
	const folded = stripDecoration(text);
	return headings.some((heading) => folded.startsWith(heading));
}

/** "Tổng công ty" is no total but the name of a corporation, which can be a lender. */
const TOTAL_TEXT = /^tong(?:$| cong(?! ty\b)| du no)/;
const STATED_NONE_TEXT = /^khong co(?: |$)|\bhien khong co\b/;

function hasCode(cells: readonly Cell[], table: TableDescription): boolean {
	return table.columns.some(
		({ kind }, index) => kind === 'institutionCode' && /\d/.test(cells[index]?.text ?? ''),
	);
}

/** How "Tổng cộng" and "Không có" begin; settles nearly every data row without folding its texts. */
const PERHAPS_NO_DATA = /^[^\p{L}\d]*(?:t|kh)/iu;

function classifyRow(row: TakenRow, table: TableDescription): RowKind {
	const texts = rowTexts(row);
	if (texts.length === 0) return 'blank';
	if (texts.length > 1 && texts.every((text) => isHeadingText(text, table))) return 'heading';
	if (!texts.some((text) => PERHAPS_NO_DATA.test(text))) return 'data';
	const words = texts.filter((text) => /^\D/.test(text));
	const folded = words.map(stripDecoration);
	const isTotal = folded.some((text) => TOTAL_TEXT.test(text));
	if (isTotal && !hasCode(row.cells, table)) return 'total';
	const isNone =
		words.length === texts.length && folded.every((text) => STATED_NONE_TEXT.test(text));
	return isNone ? 'statedNone' : 'data';
}

/** Whether a `_image` key holds anything: one text, or a list of them. */
export const hasImage = (image: unknown): boolean =>
	Array.isArray(image) ? image.some(hasImage) : typeof image === 'string' && image.trim() !== '';

const isEmptyList = (raw: unknown): boolean => Array.isArray(raw) && raw.length === 0;

function absentTable(key: TableKey, raw: unknown, image: unknown): TakenTable {
	const base = { key, rows: [], totalRows: [], besides: [] };
	if (hasImage(image)) return { ...base, state: 'unknown', doubt: 'imageWithoutRows' };
	return { ...base, state: isEmptyList(raw) ? 'none' : 'unknown', doubt: null };
}

/** A table given as one text: a statement that there is none, or something nobody can read. */
function textTable(key: TableKey, raw: unknown): TakenTable {
	const text = toText(raw);
	const isNone = STATED_NONE_TEXT.test(stripDecoration(text));
	return {
		key,
		state: isNone ? 'none' : 'unknown',
		doubt: isNone ? null : 'notAList',
		rows: [],
		totalRows: [],
		besides: [text],
	};
}

function judgeState(
	kinds: ReadonlySet<RowKind>,
	image: unknown,
): { state: TableState; doubt: TableDoubt } {
	if (kinds.has('data')) return { state: 'listed', doubt: null };
	if (kinds.has('statedNone')) return { state: 'none', doubt: null };
	const doubt = hasImage(image) ? 'imageWithoutRows' : 'onlyBlankRows';
	return { state: 'unknown', doubt };
}

function listTable(key: TableKey, raw: readonly unknown[], image: unknown): TakenTable {
	const table = describeTable(key);
	const rows: TakenRow[] = [];
	const totalRows: TakenRow[] = [];
	const besides: string[] = [];
	const kinds = new Set<RowKind>();
	raw.forEach((entry, index) => {
		const row = takeRow(entry, index + 1, table);
		const kind = classifyRow(row, table);
		kinds.add(kind);
		if (kind === 'data') rows.push(row);
		else if (kind !== 'blank') besides.push(rowTexts(row).join(' | '));
		if (kind === 'total') totalRows.push(row);
	});
	return { key, ...judgeState(kinds, image), rows, totalRows, besides };
}

/**
 * Takes a table out of a report: rows as lists or as `{json0: …}` objects, cells in any form; blank
 * and repeated heading rows are dropped, "Tổng cộng" rows set apart, a row that says "Không có" makes
 * the table a stated none. `[]` is a stated none too, unless an image shows that the table was seen
 * and not read. A missing key or null leaves it open.
 */
export function takeTable(fields: Readonly<Record<string, unknown>>, key: TableKey): TakenTable {
	const raw = fields[key];
	const image = fields[`${key}_image`];
	if (Array.isArray(raw) && raw.length > 0) return listTable(key, raw, image);
	if (isFields(raw) && isRowObject(raw)) return listTable(key, [raw], image);
	const isAbsent = raw === undefined || toText(raw) === '' || isEmptyList(raw);
	const isEmptyObject = isFields(raw) && otherKeys(raw, new Set()) === null;
	return isAbsent || isEmptyObject ? absentTable(key, raw, image) : textTable(key, raw);
}

/** The texts of every amount of a table, for the first pass over the report. */
export function* amountTexts(table: TakenTable): Generator<string> {
	const { columns } = describeTable(table.key);
	for (const { cells } of table.rows) {
		for (let index = 0; index < cells.length; index++) {
			const cell = cells[index];
			if (!cell) continue;
			if (columns[index]?.kind === 'amount') yield cell.text;
			for (const { amount } of cell.lines ?? []) yield amount.text;
		}
	}
}
