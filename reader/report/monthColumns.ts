import type { GridCell, Page } from '../page.ts';
import { boxOf, cellsOf, textOf } from './blocks.ts';
import type { Part, TableBlock } from './blocks.ts';
import type { Printed, ReportTable } from './creditReport.ts';
import { foldText } from './foldText.ts';
import { nothingPrinted, toPrinted, tokensOf } from './tokens.ts';

/** So many columns that are months make a table of months as columns. */
const FEWEST_MONTHS = 6;
/** "T-1", "10/2022" or both; a space between them, or the slash, may be lost. */
const MONTH = /^(?:t\s?[-.]?\s?\d.*|(?:thang )?\d{1,2}\/?\d{4})$/;

/** A table with a column per month and a row per lender, over all pages that it goes on to. */
interface MonthTable {
	readonly isCards: boolean;
	/** The columns that are months. */
	readonly months: readonly number[];
	readonly blocks: TableBlock[];
	/** Without the headings. */
	readonly rows: { readonly page: Page; readonly cells: readonly GridCell[] }[];
}

/**
 * The twelve months of a bank's own print: a column per month, a row per lender, one table for
 * loans and one for cards. The API has a row per month.
 *
 * @param parts those of the section, with their titles
 * @returns null where the months are rows, as in CIC's prints
 */
export function readMonthColumns(parts: readonly Part[]): ReportTable | null {
	const tables = parts.flatMap((part) => findMonthTable(part) ?? []);
	const [first] = tables;
	if (first === undefined) return null;
	const loans = tables.find(({ isCards }) => !isCards);
	const cards = tables.find(({ isCards }) => isCards);
	return {
		rows: first.months.map((_, month) => [
			totalOf(loans ?? null, month, first),
			totalOf(cards ?? null, month, first),
			totalOf(null, month, first),
		]),
		areas: tables
			.flatMap(({ blocks }) => blocks)
			.map((block) => ({ page: block.page.index, box: boxOf(block) })),
	};
}

/** Only its first page may have the headings; null for a part without any months. */
function findMonthTable({ title, blocks }: Part): MonthTable | null {
	const isCards = /\bthe\b/.test(foldText(title === null ? '' : textOf([title.line])));
	let table: MonthTable | null = null;
	for (const block of blocks) {
		if (block.kind !== 'table') continue;
		const cells = cellsOf(block);
		const months = cells
			.filter(({ row, lines }) => row === block.from && MONTH.test(foldText(textOf(lines))))
			.map(({ column }) => column);
		const hasHeadings = months.length >= FEWEST_MONTHS;
		if (hasHeadings) table ??= { isCards, months, blocks: [], rows: [] };
		if (table === null || (table.blocks[0] ?? block).grid.columns !== block.grid.columns) continue;
		table.blocks.push(block);
		const rows = [...Map.groupBy(cells, ({ row }) => row).values()];
		const own = hasHeadings ? rows.slice(1) : rows;
		table.rows.push(...own.map((each) => ({ page: block.page, cells: each })));
	}
	return table;
}

/** What all lenders are owed in a month; nothing where there is no such table. */
function totalOf(table: MonthTable | null, month: number, first: MonthTable): Printed {
	const rows = table?.rows ?? [];
	const total = rows.find(({ cells }) =>
		cells.some(({ lines }) => /^tong/.test(foldText(textOf(lines)))),
	);
	// Without a total, the sum over several lenders is not printed anywhere.
	const row = total ?? (rows.length === 1 ? rows[0] : undefined);
	const cell = row?.cells.find(({ column }) => column === table?.months[month]);
	const page = row?.page ?? (table ?? first).blocks[0]?.page;
	if (page === undefined) throw new RangeError('a table has at least one block');
	if (cell === undefined) return nothingPrinted(page);
	return toPrinted(
		cell.lines.flatMap((line) => tokensOf(line)),
		page,
	);
}
