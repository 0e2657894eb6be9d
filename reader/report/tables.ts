import { around } from '../geometry/textRows.ts';
import type { GridCell, Page, TextLine } from '../page.ts';
import { boxOf, cellsOf, textOf } from './blocks.ts';
import type { Block, TableBlock } from './blocks.ts';
import type { Area, DebtLine, Printed, ReportCell, ReportTable } from './creditReport.ts';
import { readDebts } from './debtLines.ts';
import { foldText } from './foldText.ts';
import { findLooseTable } from './looseTable.ts';
import type { LooseColumns } from './looseTable.ts';
import { statementOfNothing } from './nothing.ts';
import { DEBTS_CELL, NAME_CELL, roleAsPrinted, roleOfHeading, TOTAL_CELL } from './sections.ts';
import type { ColumnRole, Section } from './sections.ts';
import { nothingPrinted, notRead, toPrinted, tokensOf } from './tokens.ts';

/** A row of a printed table, by its columns; a merged cell stands in its first row and column. */
export interface PrintedRow {
	readonly page: Page;
	readonly cells: readonly (GridCell | null)[];
	/** The first row on its page of a table that began on the page before. */
	readonly goesOn: boolean;
}

/** Columns of the rows that follow, as their headings told. */
interface Heading {
	readonly roles: readonly (ColumnRole | null)[];
	readonly texts: readonly string[];
	/** Columns whose headings were read from pixels and not surely: a stamp may lie over them. */
	readonly unsure: readonly boolean[];
	/** Rows that the headings take. */
	readonly rows: number;
}

/** A printed row and what its columns are. */
interface PlacedRow extends Pick<Heading, 'roles' | 'unsure'> {
	readonly row: PrintedRow;
}

/** Confidence of a word from which on it is relied on, or was read alike at least twice. */
const RELIED_ON = 0.85;
const READ_TWICE = 0.8;

/** Confidence of a value whose heading is not relied on. */
const UNDER_UNSURE_HEADING = 0.6;

/** The rows of a section's tables in the API's cells. */
export function readTable(section: Section, blocks: readonly Block[]): ReportTable {
	const areas: Area[] = [];
	const rows: PlacedRow[] = [];
	let open = null as Heading | null;
	for (const table of tablesOf(section, blocks)) {
		const heading = headingOf(section, table);
		const before: Heading | null = open?.roles.length === table.grid.columns ? open : null;
		const columns: Heading | null = heading ?? before;
		if (columns === null) continue;
		open = columns;
		areas.push({ page: table.page.index, box: boxOf(table) });
		const from = table.from + (heading?.rows ?? 0);
		for (let index = from; index < table.to; index++) {
			const row = rowAt(table, index, index === from && areas.length > 1);
			if (isHeadingAgain(row, columns)) continue;
			rows.push({ ...columns, row });
		}
	}
	return { rows: toCells(section, rows), areas };
}

/** Ruled tables as they are; of lines, the tables that their gaps show. */
function tablesOf(section: Section, blocks: readonly Block[]): TableBlock[] {
	const byPage = Map.groupBy(blocks, ({ page }) => page);
	let columns: LooseColumns | null = null;
	const tables: TableBlock[] = [];
	for (const [page, onPage] of byPage) {
		const ruled = onPage.filter((block) => block.kind === 'table');
		tables.push(...ruled);
		const words = onPage.flatMap((block) => (block.kind === 'line' ? block.line.words : []));
		if (ruled.length > 0 || words.length === 0) continue;
		const loose = findLooseTable(section, page, words, columns);
		if (loose === null) continue;
		columns = loose.columns;
		tables.push({ kind: 'table', page, grid: loose.grid, from: 0, to: loose.grid.rows });
	}
	return tables;
}

function rowAt({ page, grid, from }: TableBlock, row: number, goesOn: boolean): PrintedRow {
	const cells = Array.from({ length: grid.columns }, (_, column) => {
		const cell = grid.cells.find((each) => each.row === row && each.column === column);
		return cell ?? null;
	});
	return { page, cells, goesOn: goesOn && from === 0 };
}

/** The headings at a table's top; null where its first row is none. */
function headingOf(section: Section, table: TableBlock): Heading | null {
	const first = cellsOf(table).filter(({ row }) => row === table.from);
	const deepest = table.from + Math.max(1, ...first.map(({ rowSpan }) => rowSpan));
	const below = cellsOf(table).find((cell) => {
		return cell.row > table.from && cell.row < deepest && !isHeadingCell(cell);
	});
	const rows = (below?.row ?? deepest) - table.from;
	const headings = Array.from({ length: table.grid.columns }, (_, column) =>
		cellsOf(table).filter(({ row, column: left, columnSpan }) => {
			return row < table.from + rows && column >= left && column < left + columnSpan;
		}),
	);
	const texts = headings.map((cells) => cells.map(({ lines }) => textOf(lines)).join(' '));
	const told = texts.map((text) => roleOfHeading(section, text));
	const known = new Set(told.filter((role) => typeof role === 'number'));
	const isHeading = known.size >= Math.min(2, section.cells) && first.every(isHeadingCell);
	if (!isHeading) return null;
	const roles = withLastColumn(section, told, texts);
	const unsure = headings.map((cells, column) => {
		return table.page.source === 'ocr' && !tellsSurely(section, cells, roles[column] ?? null);
	});
	return { roles, texts, unsure, rows };
}

/**
 * Whether a column's headings tell its role, or that it has none, beyond doubt: what was surely read of
 * them does, or all that was made of their doubtful words says the same.
 */
function tellsSurely(
	section: Section,
	cells: readonly GridCell[],
	role: ColumnRole | null,
): boolean {
	const words = cells.flatMap(({ lines }) => lines.flatMap((line) => line.words));
	const sure = words.filter(({ confidence }) => confidence >= RELIED_ON);
	const isUnread = words.length === 0 && cells.some(({ hasInk }) => hasInk);
	if (sure.length === words.length) return !isUnread;
	if (role === null) return false;
	if (roleOfHeading(section, sure.map(({ text }) => text).join(' ')) === role) return true;
	const texts = words.map(({ text }) => text);
	return words.every((word, place) => {
		const isHeard = word.confidence >= READ_TWICE || word.candidates.length > 0;
		const readings = [word.text, ...word.candidates].map((text) =>
			texts.with(place, text).join(' '),
		);
		return isHeard && readings.every((text) => roleAsPrinted(section, text) === role);
	});
}

/** No heading is a figure or a date. */
function isHeadingCell({ lines }: GridCell): boolean {
	const text = textOf(lines);
	return text === '' || /\p{L}{2}/u.test(text);
}

/** The one column whose heading tells nothing is the one cell that is still missing. */
function withLastColumn(
	section: Section,
	roles: readonly (ColumnRole | null)[],
	texts: readonly string[],
): (ColumnRole | null)[] {
	const missing = Array.from({ length: section.cells }, (_, cell) => cell).filter(
		(cell) => !roles.includes(cell),
	);
	const open = roles.flatMap((role, column) =>
		role === null && texts[column] !== '' ? [column] : [],
	);
	const [cell] = missing;
	if (missing.length !== 1 || open.length !== 1 || cell === undefined) return [...roles];
	return roles.map((role, column) => (column === open[0] ? cell : role));
}

function isHeadingAgain({ cells }: PrintedRow, { texts }: Heading): boolean {
	const filled = cells.flatMap((cell, column) => {
		const text = cell === null ? '' : foldText(textOf(cell.lines));
		return text === '' ? [] : [{ text, heading: foldText(texts[column] ?? '') }];
	});
	const same = filled.filter(
		({ text, heading }) => heading.includes(text) && /[a-z]{2}/.test(text),
	);
	return filled.length >= 2 && same.length >= 0.7 * filled.length;
}

function toCells(section: Section, rows: readonly PlacedRow[]): ReportCell[][] {
	return joinParts(section, rows).flatMap((parts) => {
		const note = noteOf(parts);
		if (note !== null) return statementOfNothing(note.text) === 'none' ? [] : [[note]];
		const cells = Array.from({ length: section.cells }, (_, cell) => printedCell(parts, cell));
		return [section.table === 'loan_details' ? withDebts(cells, parts) : cells];
	});
}

/** A lender's cells with its debts among them. */
function withDebts(cells: readonly ReportCell[], parts: readonly PlacedRow[]): ReportCell[] {
	const roles = parts[0]?.roles ?? [];
	const [names, amounts] = [linesOf(parts, DEBTS_CELL), linesOf(parts, 'debtAmount')];
	// Where only "Số tiền" is legible of a heading, names and amounts stand in one column.
	const read = roles.includes(DEBTS_CELL) ? readDebts(names, amounts) : readDebts(amounts, []);
	const debts = doubtDebts(parts, read);
	return roles.includes(NAME_CELL) ? cells.with(DEBTS_CELL, debts) : withNameAndTotal(cells, debts);
}

/** A lender's name stands above its debts and its total below them, where they have no columns. */
function withNameAndTotal(cells: readonly ReportCell[], debts: readonly DebtLine[]): ReportCell[] {
	const isTotal = ({ name }: DebtLine): boolean => /^tong\b/.test(foldText(name.text));
	const [first] = debts;
	const last = debts.at(-1);
	const hasName = first !== undefined && (first.amount.text === '' || isTotal(first));
	const hasTotal = last !== undefined && isTotal(last);
	return cells.map((cell, index): ReportCell => {
		if (index === NAME_CELL) return hasName ? first.name : cell;
		if (index === DEBTS_CELL) return debts.slice(hasName ? 1 : 0, hasTotal ? -1 : undefined);
		return index === TOTAL_CELL && hasTotal ? last.amount : cell;
	});
}

/** Lines of one cell of the API, over all printed rows that make its row. */
export interface CellLines {
	readonly page: Page;
	readonly line: TextLine;
}

/** A cell of a printed row, and what its column is. */
interface PlacedCell {
	readonly page: Page;
	readonly cell: GridCell;
	readonly role: ColumnRole | null;
	readonly isUnsure: boolean;
}

function placedCells(parts: readonly PlacedRow[]): PlacedCell[] {
	return parts.flatMap(({ row: { page, cells }, roles, unsure }) =>
		cells.flatMap((cell, column): PlacedCell[] => {
			const [role = null, isUnsure = false] = [roles[column], unsure[column]];
			return cell === null ? [] : [{ page, cell, role, isUnsure }];
		}),
	);
}

/** The cells that something is printed in, read or not. */
function filledCells(parts: readonly PlacedRow[]): PlacedCell[] {
	return placedCells(parts).filter(({ cell }) => cell.hasInk);
}

function linesOf(parts: readonly PlacedRow[], asked: ColumnRole): CellLines[] {
	return placedCells(parts).flatMap(({ page, cell, role }) =>
		role === asked ? cell.lines.map((line): CellLines => ({ page, line })) : [],
	);
}

function printedCell(parts: readonly PlacedRow[], cell: number): Printed {
	const lines = linesOf(parts, cell);
	const page = lines[0]?.page ?? parts[0]?.row.page;
	if (page === undefined) throw new RangeError('a row has at least one part');
	const isUnread = isFilled(parts, cell) || isLost(parts, cell);
	if (lines.length > 0 || !isUnread) {
		const all = lines.flatMap(({ line }) => tokensOf(line));
		const printed = toPrinted(all, page);
		const here = lines.filter((each) => each.page === page).map(({ line }) => line.box);
		const box = here.length === 0 ? printed.box : around(here);
		return { ...(isUnsure(parts, cell) ? doubted(printed) : printed), box };
	}
	return notRead(page);
}

function doubted(printed: Printed): Printed {
	return { ...printed, confidence: Math.min(printed.confidence, UNDER_UNSURE_HEADING) };
}

/** The debts as they are to be relied on: their columns may have unsure headings, or none. */
function doubtDebts(parts: readonly PlacedRow[], debts: readonly DebtLine[]): readonly DebtLine[] {
	const [first] = parts;
	const isDoubtful = isUnsure(parts, DEBTS_CELL) || isUnsure(parts, 'debtAmount');
	if (first && debts.length === 0 && (isDoubtful || isLost(parts, DEBTS_CELL))) {
		return [{ name: nothingPrinted(first.row.page), amount: notRead(first.row.page) }];
	}
	if (!isDoubtful) return debts;
	return debts.map(({ name, amount }) => ({ name: doubted(name), amount: doubted(amount) }));
}

function isFilled(parts: readonly PlacedRow[], asked: ColumnRole): boolean {
	return filledCells(parts).some(({ role }) => role === asked);
}

function isUnsure(parts: readonly PlacedRow[], asked: ColumnRole): boolean {
	return filledCells(parts).some(({ role, isUnsure }) => role === asked && isUnsure);
}

/** Whether a cell has no column, and one is filled whose heading could not be read: it may be this one's. */
function isLost(parts: readonly PlacedRow[], cell: number): boolean {
	const roles: readonly ColumnRole[] = cell === DEBTS_CELL ? [cell, 'debtAmount'] : [cell];
	const hasColumn = parts.some((part) => roles.some((role) => part.roles.includes(role)));
	return !hasColumn && filledCells(parts).some(({ role, isUnsure }) => role === null && isUnsure);
}

/** The printed rows that are one row of the API together. */
function joinParts(section: Section, rows: readonly PlacedRow[]): PlacedRow[][] {
	const joined: PlacedRow[][] = [];
	for (const row of rows) {
		const last = joined.at(-1);
		const hasKey = section.keys.some((cell) => isFilled([row], cell));
		const isBlank = filledCells([row]).length === 0;
		const hasDebts = isFilled([row], DEBTS_CELL) || isFilled([row], 'debtAmount');
		const names = linesOf([row], DEBTS_CELL).map(({ line }) => line);
		const isTotal = /^tong\b/.test(foldText(textOf(names)));
		const belongsToLender = section.table === 'loan_details' && hasDebts && !isTotal;
		const isRest = !hasKey && !isBlank && (row.row.goesOn || belongsToLender);
		if (last !== undefined && isRest) last.push(row);
		else joined.push([row]);
	}
	return joined;
}

/** A sentence in place of a row, over all columns. */
function noteOf(parts: readonly PlacedRow[]): Printed | null {
	const read = placedCells(parts).filter(({ cell }) => cell.lines.length > 0);
	const [only] = read;
	if (read.length !== 1 || only === undefined) return null;
	const printed = toPrinted(only.cell.lines.flatMap(tokensOf), only.page);
	return statementOfNothing(printed.text) === null ? null : printed;
}
