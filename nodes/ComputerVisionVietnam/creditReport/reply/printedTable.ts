import { hash } from 'node:crypto';

import { isFields, otherKeys, type Fields } from '../../api/envelope';
import type { Note } from '../review';
import type { Section } from '../sections/section';
import { parseMonth } from '../values/dates';
import { foldWords, isDash, parseStatement } from '../values/text';
import { shownText, toCell, toDebtsCell, toText, type Cell } from './cell';
import { hasImage } from './images';
import { keepUndocumented, toJsonText } from './undocumented';

/** A cell beyond the documented ones, under the name it gets in the items (`cell_6`). */
export interface ExtraCell {
	readonly name: string;
	readonly cell: Cell;
}

/** One row of a table as the API sent it, its cells put under the names of their columns. */
export interface PrintedRow {
	/** 1-based place in the API's list. */
	readonly row: number;
	/** Same report, same key, on every run; no two rows share one. "" before the report's key is known. */
	readonly key: string;
	/** One for each column of the table, in its order; `MISSING_CELL` where the API sent none. */
	readonly cells: Readonly<Record<string, Cell>>;
	readonly extras: readonly ExtraCell[];
	/** Keys of a row object that name no cell; null when there are none. */
	readonly other: Fields | null;
	/** What a comparison with another reading says of it. */
	readonly remarks: readonly Note[];
}

/** Whether the report lists something, states that there is nothing, or leaves it open. */
export type TableState = 'listed' | 'none' | 'unknown';

/** What a person should know about how a table came. */
export type TableDoubt =
	/** The table was seen and not read. */
	| 'imageWithoutRows'
	/** It came with rows, and none of them holds data. */
	| 'noDataRows'
	/** The report says that it has no information, which does not say that there is nothing. */
	| 'statedUnknown'
	/** Something else stands in the list's place. */
	| 'notAList'
	/** Cells stand where rows belong; they were taken as one row. */
	| 'cellsWithoutRows';

/** A table before its values are parsed: which rows count, and what else was printed. */
export interface PrintedTable {
	readonly state: TableState;
	/** null when the table came as documented. */
	readonly doubt: TableDoubt | null;
	readonly rows: readonly PrintedRow[];
	/** "Tổng cộng" rows: a check, never a lender. */
	readonly totalRows: readonly PrintedRow[];
	/** Texts of the rows that are no data (repeated headings, totals, "Không có"), so nothing is lost. */
	readonly besides: readonly string[];
	/** What a comparison with another reading says of it. */
	readonly remarks: readonly Note[];
}

const EMPTY_TABLE = { doubt: null, rows: [], totalRows: [], besides: [], remarks: [] };

const INDEXED_KEY = /^(?:json)?(\d{1,3})$/;

/** A row's cells in their order, and the keys of a row object that name no cell. */
interface RowValues {
	readonly values: readonly unknown[];
	readonly other: Fields | null;
}

const isRowObject = (row: unknown): row is Fields =>
	isFields(row) && !('value' in row) && Object.keys(row).some((key) => INDEXED_KEY.test(key));

/** A row given as `{json0: …, json1: …}`. A second key of one number (`1` beside `json1`) is no cell. */
function toRowValues(raw: unknown): RowValues {
	if (!isRowObject(raw)) return { values: Array.isArray(raw) ? raw : [raw], other: null };
	const values: unknown[] = [];
	const cellKeys = new Set<string>();
	for (const key of Object.keys(raw)) {
		const index = Number(INDEXED_KEY.exec(key)?.[1] ?? NaN);
		if (Number.isNaN(index) || index in values) continue;
		values[index] = raw[key];
		cellKeys.add(key);
	}
	return { values: Array.from(values), other: otherKeys(raw, cellKeys) };
}

/** The columns that the API documents: without a leading month, which only some replies have. */
const countDocumented = ({ columns, hasLeadingMonth }: Section): number =>
	Object.keys(columns).length - (hasLeadingMonth ? 1 : 0);

/**
 * Whether the first cell is a month rather than an amount that looks like `202405`. No amount has a
 * slash, so a misread month is still one, and the amounts behind it keep their columns.
 */
function startsWithMonth(values: readonly unknown[], section: Section): boolean {
	const { text } = toCell(values[0]);
	if (text.includes('/')) return true;
	if (parseMonth(text).kind !== 'value') return false;
	return values.length > countDocumented(section) || !/^\d+$/.test(text);
}

function toPrintedRow(
	{ values, other }: RowValues,
	row: number,
	section: Section,
	tableHasMonths: boolean,
): PrintedRow {
	const columns = Object.entries(section.columns);
	const documented = countDocumented(section);
	const hasMonth =
		tableHasMonths && (values.length > documented || startsWithMonth(values, section));
	const missing = hasMonth ? 0 : columns.length - documented;
	const cells: Record<string, Cell> = {};
	for (const [index, [name, { kind }]] of columns.entries()) {
		const value = index < missing ? null : values[index - missing];
		cells[name] = kind === 'debts' ? toDebtsCell(value) : toCell(value);
	}
	const first = columns.length - missing;
	const extras = values.slice(first).flatMap((value, index) => {
		const cell = toCell(value);
		const name = `cell_${first + index + 1}`;
		return cell.text === '' && !cell.other ? [] : [{ name, cell }];
	});
	return { row, key: '', cells, extras, other, remarks: [] };
}

const allCells = ({ cells, extras }: PrintedRow): Cell[] =>
	Object.values(cells).concat(extras.map(({ cell }) => cell));

/** The texts printed in a row, in order; a structure in a text's place counts by its JSON. */
export function rowTexts(row: PrintedRow): string[] {
	const texts = allCells(row)
		.filter(({ text, isText }) => text !== '' || !isText)
		.map(shownText);
	return row.other ? texts.concat(toJsonText(row.other)) : texts;
}

/** All that a row which is no data holds, undocumented keys included. */
function textBesides(row: PrintedRow): string {
	const toKeptText = (other: Fields | null) => (other ? toJsonText(keepUndocumented(other)) : '');
	const cells = allCells(row).flatMap(({ text, other, lines }) => [
		text,
		...[other, ...(lines ?? []).map((line) => line.other)].map(toKeptText),
	]);
	return [...cells, toKeptText(row.other)]
		.filter((text) => text !== '' && !isDash(text))
		.join(' | ');
}

/** "Tổng công ty" is no total but the name of a corporation, which can be a lender. */
const TOTAL_TEXT = /^(?:tong(?:$| cong(?! ty\b)| du no)|cong$)/;
/** A total row that came with fewer cells has its sum, not a code, in the code's place. */
const CODE_LIKE = /^(?=.*\d)[0-9a-z]{8}$/i;

type RowKind = 'blank' | 'heading' | 'total' | 'statedNone' | 'statedUnknown' | 'data';

function isHeading(row: PrintedRow, { headings }: Section): boolean {
	if (row.other) return false;
	return allCells(row).every(({ text, lines }) => {
		if (text === '') return true;
		if (/^\d/.test(text) || (lines && /\d/.test(text))) return false;
		const folded = foldWords(text);
		return headings.some((heading) => folded.startsWith(heading));
	});
}

function classifyRow(row: PrintedRow, section: Section): RowKind {
	const texts = rowTexts(row);
	if (texts.length === 0) return 'blank';
	if (texts.length > 1 && isHeading(row, section)) return 'heading';
	const said = texts.filter((text) => !isDash(text));
	if (said.length === 0) return section.listsThings ? 'blank' : 'data';
	const hasCode = Object.entries(section.columns).some(
		([name, { kind }]) => kind === 'institutionCode' && CODE_LIKE.test(row.cells[name]?.text ?? ''),
	);
	if (!hasCode && said.some((text) => TOTAL_TEXT.test(foldWords(text)))) return 'total';
	if (said.some((text) => parseStatement(text) === null)) return 'data';
	return said.some((text) => parseStatement(text) === 'unknown') ? 'statedUnknown' : 'statedNone';
}

function judgeTable(kinds: ReadonlySet<RowKind>, image: unknown) {
	if (kinds.has('data')) return { state: 'listed', doubt: null } as const;
	if (kinds.has('statedUnknown')) return { state: 'unknown', doubt: 'statedUnknown' } as const;
	if (kinds.has('statedNone')) return { state: 'none', doubt: null } as const;
	return { state: 'unknown', doubt: hasImage(image) ? 'imageWithoutRows' : 'noDataRows' } as const;
}

function listTable(section: Section, raw: readonly unknown[], image: unknown): PrintedTable {
	const values = raw.map(toRowValues);
	const hasMonths =
		section.hasLeadingMonth === true && values.some((row) => startsWithMonth(row.values, section));
	const rows = values.map((row, index) => toPrintedRow(row, index + 1, section, hasMonths));
	const kinds = rows.map((row) => classifyRow(row, section));
	const ofKind = (kind: RowKind) => rows.filter((_row, index) => kinds[index] === kind);
	return {
		...judgeTable(new Set(kinds), image),
		rows: ofKind('data'),
		totalRows: ofKind('total'),
		besides: rows
			.filter((_row, index) => kinds[index] !== 'data')
			.map(textBesides)
			.filter((text) => text !== ''),
		remarks: [],
	};
}

/** A table given as one text: a statement that there is none, or something nobody can read. */
function textTable(raw: unknown): PrintedTable {
	const text = toText(keepUndocumented(raw));
	const statement = parseStatement(text);
	if (statement === 'none') return { ...EMPTY_TABLE, state: 'none', besides: [text] };
	const doubt = statement === 'unknown' ? 'statedUnknown' : 'notAList';
	return { ...EMPTY_TABLE, state: 'unknown', doubt, besides: [text] };
}

/**
 * Takes a table out of a report: rows as lists or as `{json0: …}` objects, cells in any form; blank
 * and repeated heading rows are dropped, "Tổng cộng" rows set apart, a row that says "Không có" makes
 * the table a stated none. `[]` is a stated none too, unless an image shows that the table was seen
 * and not read. A missing key or null leaves it open.
 *
 * @param raw what stands under the table's key
 * @param image what stands under the key of its image
 */
export function toPrintedTable(section: Section, raw: unknown, image: unknown): PrintedTable {
	if (isRowObject(raw)) return listTable(section, [raw], image);
	if (Array.isArray(raw) && raw.length > 0) {
		// One row that came as the list itself: its cells taken for rows would put all into one column.
		const isListOfCells =
			raw.length > 1 &&
			raw.every(
				(entry: unknown) =>
					typeof entry !== 'object' || entry === null || (isFields(entry) && 'value' in entry),
			);
		const table = listTable(section, isListOfCells ? [raw] : raw, image);
		return isListOfCells && table.state === 'listed'
			? { ...table, doubt: 'cellsWithoutRows' }
			: table;
	}
	const isEmptyObject = isFields(raw) && Object.keys(raw).length === 0;
	if (!Array.isArray(raw) && toText(raw) !== '' && !isEmptyObject) return textTable(raw);
	if (hasImage(image)) return { ...EMPTY_TABLE, state: 'unknown', doubt: 'imageWithoutRows' };
	return { ...EMPTY_TABLE, state: Array.isArray(raw) ? 'none' : 'unknown' };
}

/**
 * Gives the rows of a table their keys: made of the report's key, the table, the row's own texts and,
 * for rows that are alike to the letter, which one of them it is. Neither its place nor any confidence
 * is part of it.
 */
export function withRowKeys(table: PrintedTable, key: string, reportKey: string): PrintedTable {
	const seen = new Map<string, number>();
	const rows = table.rows.map((row) => {
		const texts = rowTexts(row).join('\u001f');
		const nth = seen.get(texts) ?? 0;
		seen.set(texts, nth + 1);
		const content = `${reportKey}\u001e${key}\u001e${nth}\u001e${texts}`;
		return { ...row, key: hash('sha256', content, 'hex').slice(0, 32) };
	});
	return { ...table, rows };
}
