import type { Box, Grid, GridCell, Page, TextLine } from '../page.ts';
import { foldText } from './foldText.ts';
import { sectionOfTitle } from './sections.ts';
import type { SectionName } from './sections.ts';
import { tokensOf } from './tokens.ts';

/** A line outside of tables. */
export interface LineBlock {
	readonly kind: 'line';
	readonly page: Page;
	readonly line: TextLine;
}

/** A table, or the part of one between two titles that stand inside of it. */
export interface TableBlock {
	readonly kind: 'table';
	readonly page: Page;
	readonly grid: Grid;
	/** First row and the one behind the last. */
	readonly from: number;
	readonly to: number;
}

/** What stands on a page, in reading order. */
export type Block = LineBlock | TableBlock;

/** What stands below a title, up to the next one. */
export interface Part {
	/** Null before the first title. */
	readonly name: SectionName | null;
	/** The title's line; null before the first title. */
	readonly title: LineBlock | null;
	readonly blocks: Block[];
}

/** Share of a page's height, at its top and its end, where its headers and footers stand. */
const MARGIN = 0.08;

/** The lines and tables of all pages in reading order, without what each page repeats. */
export function findBlocks(pages: readonly Page[]): Block[] {
	const repeated = repeatedLines(pages);
	return pages.flatMap((page) => {
		const loose = page.grids.filter(({ kind }) => kind === 'aligned').flatMap(linesOfGrid);
		const lines = [...page.lines, ...loose]
			.filter((line) => !isFurniture(line, page, repeated))
			.map((line): Block => ({ kind: 'line', page, line }));
		const tables = page.grids
			.filter(({ kind }) => kind === 'ruled')
			.flatMap((grid): Block[] => splitAtTitles(page, grid));
		return [...lines, ...tables].toSorted((a, b) => boxOf(a)[1] - boxOf(b)[1]);
	});
}

/** The text of a line or a cell, as printed. */
export function textOf(lines: readonly TextLine[]): string {
	return lines
		.flatMap((line) => tokensOf(line))
		.map(({ text }) => text)
		.join(' ');
}

/** Blocks put under the titles that they stand below. */
export function findParts(blocks: readonly Block[]): Part[] {
	const parts: Part[] = [{ name: null, title: null, blocks: [] }];
	for (const block of blocks) {
		const name = block.kind === 'line' ? sectionOfTitle(textOf([block.line])) : null;
		if (block.kind === 'line' && name !== null) parts.push({ name, title: block, blocks: [] });
		else parts.at(-1)?.blocks.push(block);
	}
	return parts;
}

/** Where a block stands on its page. */
export function boxOf(block: Block): Box {
	if (block.kind === 'line') return block.line.box;
	const cells = cellsOf(block);
	const [left, , right] = block.grid.box;
	const top = Math.min(...cells.map(({ box }) => box[1]));
	return [left, top, right, Math.max(...cells.map(({ box }) => box[3]))];
}

/** The cells of a block's rows. */
export function cellsOf({ grid, from, to }: TableBlock): GridCell[] {
	return grid.cells.filter(({ row }) => row >= from && row < to);
}

/**
 * The lines of a table without vertical rulings; its columns are found anew when it is known
 * which section they belong to.
 */
function linesOfGrid({ cells, rows }: Grid): TextLine[] {
	return Array.from({ length: rows }, (_, index) => index).flatMap((row) => {
		return cells.filter((cell) => cell.row === row).flatMap(({ lines }) => lines);
	});
}

/** A title may stand in a row of its own, inside of the table. */
function splitAtTitles(page: Page, grid: Grid): Block[] {
	const blocks: Block[] = [];
	let from = 0;
	const close = (to: number): void => {
		if (to > from) blocks.push({ kind: 'table', page, grid, from, to });
	};
	for (const cell of grid.cells) {
		const isWholeRow = cell.columnSpan === grid.columns && grid.columns > 1;
		if (!isWholeRow || sectionOfTitle(textOf(cell.lines)) === null) continue;
		close(cell.row);
		blocks.push(...cell.lines.map((line): Block => ({ kind: 'line', page, line })));
		from = cell.row + cell.rowSpan;
	}
	close(grid.rows);
	return blocks;
}

/** Lines that stand at the margins of several pages, page numbers aside. */
function repeatedLines(pages: readonly Page[]): ReadonlySet<string> {
	const counts = new Map<string, number>();
	for (const page of pages) {
		const lines = page.lines.filter((line) => isAtMargin(line, page));
		for (const key of new Set(lines.map(keyOf))) counts.set(key, (counts.get(key) ?? 0) + 1);
	}
	return new Set(
		[...counts].filter(([key, count]) => count > 1 && /[a-z]{2}/.test(key)).map(([key]) => key),
	);
}

function isAtMargin({ box }: TextLine, { height }: Page): boolean {
	return box[3] < MARGIN * height || box[1] > (1 - MARGIN) * height;
}

/** Pages differ in their number only; rows of a table that goes on differ in more. */
function keyOf(line: TextLine): string {
	return foldText(textOf([line])).replaceAll(
		/\d{1,3}\s*\/\s*\d{1,3}|(?:trang|page)\s*\d{1,3}/g,
		'#',
	);
}

/** Page numbers, addresses of web pages, and what other pages repeat at the same place. */
function isFurniture(line: TextLine, page: Page, repeated: ReadonlySet<string>): boolean {
	if (!isAtMargin(line, page)) return false;
	const text = foldText(textOf([line]));
	const isPageNumber = /(?:^|\s)(?:trang|page)?\s*\d{1,3}\s*(?:\/|of|tren)\s*\d{1,3}$/.test(text);
	return (
		isPageNumber ||
		/https?:|www\.|^(?:trang|page)?\s*\d{1,3}$/.test(text) ||
		repeated.has(keyOf(line))
	);
}
