import type { GridCell } from '../page.ts';
import { boxOf, cellsOf, textOf } from './blocks.ts';
import type { Part, TableBlock } from './blocks.ts';
import type { Printed, ReportTable } from './creditReport.ts';
import { foldText } from './foldText.ts';
import { nothingPrinted, toPrinted, tokensOf } from './tokens.ts';

/** So many columns that are months make a table of months as columns. */
const FEWEST_MONTHS = 6;
/** "T-1", "10/2022" or both. */
const MONTH = /^(?:t\s?[-.]?\s?\d{1,2}\b.*|(?:thang )?\d{1,2}\/\d{4})$/;

/**
 * The twelve months of a bank's own print: a column per month, a row per lender, one table for
 * loans and one for cards. The API has a row per month.
 *
 * @param parts those of the section, with their titles
 * @returns null where the months are rows, as in CIC's prints
 */
export function readMonthColumns(parts: readonly Part[]): ReportTable | null {
	const found = parts.flatMap(({ title, blocks }) => {
		const isCards = /\bthe\b/.test(foldText(title === null ? '' : textOf([title.line])));
		return blocks.flatMap((block) => {
			const totals = block.kind === 'table' ? totalsOf(block) : null;
			return block.kind === 'table' && totals !== null ? [{ block, totals, isCards }] : [];
		});
	});
	const [first] = found;
	if (first === undefined) return null;
	const loans = found.find(({ isCards }) => !isCards)?.totals;
	const cards = found.find(({ isCards }) => isCards)?.totals;
	const nothing = nothingPrinted(first.block.page);
	return {
		rows: first.totals.map((_, month) => [
			loans?.[month] ?? nothing,
			cards?.[month] ?? nothing,
			nothing,
		]),
		areas: found.map(({ block }) => ({ page: block.page.index, box: boxOf(block) })),
	};
}

/** What all lenders are owed, month by month; null for a table of another kind. */
function totalsOf(block: TableBlock): Printed[] | null {
	const cells = cellsOf(block);
	const months = cells.filter(
		({ row, lines }) => row === block.from && MONTH.test(foldText(textOf(lines))),
	);
	if (months.length < FEWEST_MONTHS) return null;
	const rows = [...new Set(cells.map(({ row }) => row))].filter((row) => row > block.from);
	const total = rows.find((row) => {
		return cells.some((cell) => cell.row === row && /^tong/.test(foldText(textOf(cell.lines))));
	});
	// Without a total, the sum over several lenders is not printed anywhere.
	const row = total ?? (rows.length === 1 ? rows[0] : undefined);
	return months.map(({ column }) => {
		const cell = cells.find((each) => each.row === row && each.column === column);
		return cell === undefined ? nothingPrinted(block.page) : printed(cell, block);
	});
}

function printed({ lines }: GridCell, { page }: TableBlock): Printed {
	return toPrinted(
		lines.flatMap((line) => tokensOf(line)),
		page,
	);
}
