import { GroupingProof, type Grouping } from './amount';
import { isFields, otherKeys, shownText, toCell, toDebtsCell, type Cell } from './cell';
import { parseMonth } from './dates';
import { hasImage } from './image';
import { toJsonText } from './nesting';
import { describeTable, imageKeyOf, type TableDescription, type TableKey } from './tables';
import { DASHES, foldText, isDash, toText, trimEnd } from './text';
import { keepUndocumented } from './undocumented';

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
	/** Keys of a row object that name no cell; null when there are none. */
	readonly other: Readonly<Record<string, unknown>> | null;
}

/** Whether the report lists something, states that there is nothing, or leaves it open. */
export type TableState = 'listed' | 'none' | 'unknown';

/** What a person should know about how a table came; null when it came as documented. */
export type TableDoubt =
	/** The table was seen and not read. */
	| 'imageWithoutRows'
	/** It came with rows, and none of them holds data. */
	| 'noDataRows'
	/** Something else stands in the list's place. */
	| 'notAList'
	/** Cells stand where rows belong; they were taken as one row. */
	| 'cellsWithoutRows'
	| null;

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
	/** What its amounts prove about the report's separators. */
	readonly grouping: Grouping;
}

type RowKind = 'blank' | 'heading' | 'total' | 'statedNone' | 'data';

const INDEXED_KEY = /^(?:json)?(\d{1,3})$/;

type Fields = Readonly<Record<string, unknown>>;

/** A row's cells in their order, and the keys of a row object that name no cell. */
interface RowValues {
	readonly values: readonly unknown[];
	readonly other: Fields | null;
}

/** A row given as `{json0: …, json1: …}`. A second key of one number (`1` beside `json1`) is no cell. */
function fromRowObject(row: Fields): RowValues {
	const values: unknown[] = [];
	const cellKeys = new Set<string>();
	for (const key of Object.keys(row)) {
		const index = Number(INDEXED_KEY.exec(key)?.[1] ?? NaN);
		if (Number.isNaN(index) || index in values) continue;
		values[index] = row[key];
		cellKeys.add(key);
	}
	return { values: Array.from(values), other: otherKeys(row, cellKeys) };
}

const isRowObject = (row: unknown): row is Fields =>
	isFields(row) && !('value' in row) && Object.keys(row).some((key) => INDEXED_KEY.test(key));

function toRowValues(raw: unknown): RowValues {
	if (isRowObject(raw)) return fromRowObject(raw);
	return { values: Array.isArray(raw) ? raw : [raw], other: null };
}

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
	const documented = values.length > columns.length ? values.slice(0, columns.length) : values;
	return documented.map((value, index) =>
		columns[index]?.kind === 'debts' ? toDebtsCell(value) : toCell(value),
	);
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

function takeRow(
	{ values, other }: RowValues,
	row: number,
	table: TableDescription,
	hasMonths: boolean,
): TakenRow {
	const { length } = table.columns;
	const isShifted = hasMonths && (values.length > length || startsWithMonth(values, table));
	const documented = isShifted ? values.slice(1) : values;
	return {
		row,
		leading: isShifted ? toCell(values[0]) : null,
		cells: takeCells(documented, table),
		extras: takeExtras(documented, length, isShifted ? 1 : 0),
		other,
	};
}

function allCells({ leading, cells, extras }: TakenRow): readonly Cell[] {
	if (!leading && extras.length === 0) return cells;
	return [...(leading ? [leading] : []), ...cells, ...extras.map(({ cell }) => cell)];
}

/** The texts printed in a row, in order; a structure in a text's place counts by its JSON. */
export function rowTexts(row: TakenRow): string[] {
	const texts: string[] = [];
	for (const cell of allCells(row)) {
		if (cell.text !== '' || !cell.isText) texts.push(shownText(cell));
	}
	if (row.other) texts.push(toJsonText(row.other));
	return texts;
}

/** All that a row which is no data holds, undocumented keys included. */
function textBesides(row: TakenRow): string {
	const cells = allCells(row).flatMap(({ text, other, lines }) => [
		text,
		...[other, ...(lines ?? []).map((line) => line.other)].map(toKeptText),
	]);
	return [...cells, toKeptText(row.other)]
		.filter((text) => text !== '' && !isDash(text))
		.join(' | ');
}

const toKeptText = (other: Fields | null): string =>
	other ? toJsonText(keepUndocumented(other)) : '';

const stripDecoration = (text: string): string =>
	trimEnd(foldText(text).replace(/^[\s(*:-]+/, ''), ' :.)');

function isHeadingCell({ text, lines }: Cell, { headings }: TableDescription): boolean {
	if (text === '') return true;
	if (/^\d/.test(text) || (lines && /\d/.test(text))) return false;
	const folded = stripDecoration(text);
	return headings.some((heading) => folded.startsWith(heading));
}

/** "Tổng công ty" is no total but the name of a corporation, which can be a lender. */
const TOTAL_TEXT = /^(?:tong(?:$| cong(?! ty\b)| du no)|cong$)/;
const STATED_NONE_TEXT = /^(?:(?:khach hang|kh|hien|tai|nay) )*khong co(?: |$)|\bhien khong co\b/;

/** A total row that came with fewer cells has its sum, not a code, in the code's place. */
const CODE_LIKE = /^(?=.*\d)[0-9a-z]{8}$/i;

function hasCode(cells: readonly Cell[], table: TableDescription): boolean {
	return table.columns.some(
		({ kind }, index) => kind === 'institutionCode' && CODE_LIKE.test(cells[index]?.text ?? ''),
	);
}

/** How such texts, and dashes, begin; settles nearly every data row without folding its texts. */
const PERHAPS_NO_DATA = new RegExp(`^[^\\p{L}\\d]*(?:t|kh|hi|c\\p{L}ng$|[${DASHES}])`, 'iu');

function isStatedNone(texts: readonly string[]): boolean {
	const said = texts.filter((text) => !isDash(text));
	return said.length > 0 && said.every((text) => STATED_NONE_TEXT.test(stripDecoration(text)));
}

function classifyRow(row: TakenRow, table: TableDescription): RowKind {
	const cells = allCells(row);
	const mayBeHeading = !row.other && cells.every((cell) => isHeadingCell(cell, table));
	const isPlain = !row.other && !cells.some((cell) => PERHAPS_NO_DATA.test(shownText(cell)));
	// Settles nearly every row without a list of its texts.
	if (isPlain && !mayBeHeading) return 'data';
	const texts = rowTexts(row);
	if (texts.length === 0) return 'blank';
	if (texts.length > 1 && mayBeHeading) return 'heading';
	if (texts.every(isDash)) return table.listsThings ? 'blank' : 'data';
	const isTotal = texts.some((text) => TOTAL_TEXT.test(stripDecoration(text)));
	if (isTotal && !hasCode(row.cells, table)) return 'total';
	return isStatedNone(texts) ? 'statedNone' : 'data';
}

/** A total row has its sum in any cell; in other rows, a JSON number proves nothing. */
function proveGrouping(
	row: TakenRow,
	kind: RowKind,
	{ columns }: TableDescription,
	proof: GroupingProof,
): void {
	if (kind === 'total') for (const text of rowTexts(row)) proof.add(text);
	if (kind !== 'data') return;
	row.cells.forEach(({ text, number, lines }, index) => {
		if (columns[index]?.kind === 'amount' && number === null) proof.add(text);
		for (const { amount } of lines ?? []) if (amount.number === null) proof.add(amount.text);
	});
}

const NO_PROOF: Grouping = { commaGroups: false, dotGroups: false };

const isEmptyList = (raw: unknown): boolean => Array.isArray(raw) && raw.length === 0;

function absentTable(key: TableKey, raw: unknown, image: unknown): TakenTable {
	const base = { key, rows: [], totalRows: [], besides: [], grouping: NO_PROOF };
	if (hasImage(image)) return { ...base, state: 'unknown', doubt: 'imageWithoutRows' };
	return { ...base, state: isEmptyList(raw) ? 'none' : 'unknown', doubt: null };
}

/** A table given as one text: a statement that there is none, or something nobody can read. */
function textTable(key: TableKey, raw: unknown): TakenTable {
	const text = toText(keepUndocumented(raw));
	const isNone = STATED_NONE_TEXT.test(stripDecoration(text));
	return {
		key,
		state: isNone ? 'none' : 'unknown',
		doubt: isNone ? null : 'notAList',
		rows: [],
		totalRows: [],
		besides: [text],
		grouping: NO_PROOF,
	};
}

function judgeState(
	kinds: ReadonlySet<RowKind>,
	image: unknown,
): { state: TableState; doubt: TableDoubt } {
	if (kinds.has('data')) return { state: 'listed', doubt: null };
	if (kinds.has('statedNone')) return { state: 'none', doubt: null };
	const doubt = hasImage(image) ? 'imageWithoutRows' : 'noDataRows';
	return { state: 'unknown', doubt };
}

const isCell = (entry: unknown): boolean =>
	typeof entry !== 'object' || entry === null || (isFields(entry) && 'value' in entry);

/** One row that came as the list itself: its cells taken for rows would put all into one column. */
const isListOfCells = (raw: readonly unknown[]): boolean => raw.length > 1 && raw.every(isCell);

function listTable(key: TableKey, raw: readonly unknown[], image: unknown): TakenTable {
	const table = describeTable(key);
	const hasMonths =
		table.leadingColumn !== undefined &&
		raw.some((entry) => startsWithMonth(toRowValues(entry).values, table));
	const rows: TakenRow[] = [];
	const totalRows: TakenRow[] = [];
	const besides: string[] = [];
	const kinds = new Set<RowKind>();
	const grouping = new GroupingProof();
	raw.forEach((entry, index) => {
		const row = takeRow(toRowValues(entry), index + 1, table, hasMonths);
		const kind = classifyRow(row, table);
		kinds.add(kind);
		proveGrouping(row, kind, table, grouping);
		if (kind === 'data') rows.push(row);
		else besides.push(textBesides(row));
		if (kind === 'total') totalRows.push(row);
	});
	return {
		key,
		...judgeState(kinds, image),
		rows,
		totalRows,
		besides: besides.filter((text) => text !== ''),
		grouping,
	};
}

/**
 * Takes a table out of a report: rows as lists or as `{json0: …}` objects, cells in any form; blank
 * and repeated heading rows are dropped, "Tổng cộng" rows set apart, a row that says "Không có" makes
 * the table a stated none. `[]` is a stated none too, unless an image shows that the table was seen
 * and not read. A missing key or null leaves it open.
 */
export function takeTable(fields: Readonly<Record<string, unknown>>, key: TableKey): TakenTable {
	const raw = fields[key];
	const image = fields[imageKeyOf(key)];
	if (Array.isArray(raw) && raw.length > 0) {
		if (!isListOfCells(raw)) return listTable(key, raw, image);
		const taken = listTable(key, [raw], image);
		return taken.state === 'listed' ? { ...taken, doubt: 'cellsWithoutRows' } : taken;
	}
	if (isRowObject(raw)) return listTable(key, [raw], image);
	const isAbsent = raw === undefined || toText(raw) === '' || isEmptyList(raw);
	const isEmptyObject = isFields(raw) && otherKeys(raw, new Set()) === null;
	return isAbsent || isEmptyObject ? absentTable(key, raw, image) : textTable(key, raw);
}
