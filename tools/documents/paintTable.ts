import type { CellContent, Column, TableBlock, TextStyle } from './content.ts';
import type { Paper } from './paper.ts';

/** A line inside of a cell: one text, or a name at the left and an amount at the right. */
type CellLine = readonly { readonly text: string; readonly style: TextStyle }[];

/** A cell with its lines; `covers` is the number of rows, and it may end at a page's end before. */
interface Cell {
	readonly lines: readonly CellLine[];
	/** Null content: belongs to the cell above. */
	readonly isCovered: boolean;
	readonly columnSpan: number;
}

interface Row {
	readonly cells: readonly Cell[];
	readonly height: number;
	readonly isHeading: boolean;
	/** A part of a row that the page's end has cut: its texts stand at the top. */
	readonly isCut: boolean;
}

/** Draws the table from the paper's current place on, over as many pages as it needs. */
export function paintTable(paper: Paper, table: TableBlock): void {
	const headings = table.headings === 'none' ? [] : headingRows(paper, table);
	const waiting = [...headings, ...table.rows.map((_, index) => bodyRow(paper, table, index))];
	const beginning = waiting.slice(0, headings.length + 1);
	// Headings do not stay behind alone.
	if (paper.format.cut === 'rows' && heightOf(beginning) > paper.room) paper.startPage();
	let onPage: Row[] = [];
	let room = paper.room;
	const endPage = (): void => {
		paintRows(paper, table, onPage);
		paper.startPage();
		onPage = table.headings === 'everyPage' ? [...headings] : [];
		room = paper.room - heightOf(onPage);
	};
	for (let row = waiting.shift(); row !== undefined; row = waiting.shift()) {
		if (row.height <= room) {
			onPage.push(row);
			room -= row.height;
			continue;
		}
		const parts = paper.format.cut === 'anywhere' ? cutRow(paper, table, row, room) : null;
		if (parts !== null) onPage.push(parts[0]);
		endPage();
		waiting.unshift(parts === null ? row : parts[1]);
	}
	paintRows(paper, table, onPage);
}

function heightOf(rows: readonly Row[]): number {
	return rows.reduce((sum, { height }) => sum + height, 0);
}

/** The part of the row that fits and the rest; null where not one line fits. */
function cutRow(paper: Paper, table: TableBlock, row: Row, room: number): [Row, Row] | null {
	const lineHeight = paper.lineHeight(styleOf(table));
	const { y: padding } = paper.format.padding;
	const fitting = Math.floor((room - padding) / lineHeight);
	const longest = Math.max(...row.cells.map(({ lines }) => lines.length));
	if (fitting < 1 || fitting >= longest || row.isHeading) return null;
	const part = (from: number, to: number, height: number): Row => ({
		...row,
		height,
		isCut: true,
		cells: row.cells.map((cell) => ({ ...cell, lines: cell.lines.slice(from, to) })),
	});
	return [
		part(0, fitting, room),
		part(fitting, longest, (longest - fitting) * lineHeight + padding),
	];
}

function styleOf({ scale }: TableBlock): TextStyle {
	return { scale: scale ?? 1 };
}

function widths(paper: Paper, { columns }: TableBlock): number[] {
	const all = columns.reduce((sum, { width }) => sum + width, 0);
	return columns.map(({ width }) => (width / all) * paper.width);
}

/** The headings; two rows of them where some columns share one. */
function headingRows(paper: Paper, table: TableBlock): Row[] {
	const style: TextStyle = { ...styleOf(table), weight: 'bold', align: 'center' };
	const { columns, groups = [] } = table;
	const each = widths(paper, table);
	const cell = (text: string, from: number, to: number): Cell => {
		const width = each.slice(from, to + 1).reduce((sum, part) => sum + part, 0);
		const lines = paper.wrap(text, width - 2 * paper.format.padding.x, style);
		return {
			lines: lines.map((line) => [{ text: line, style }]),
			isCovered: false,
			columnSpan: to - from + 1,
		};
	};
	const isGrouped = (column: number): boolean =>
		groups.some(({ from, to }) => from <= column && column <= to);
	const covered: Cell = { lines: [], isCovered: true, columnSpan: 1 };
	if (groups.length === 0) {
		return [
			toRow(
				paper,
				table,
				columns.map(({ heading }, index) => cell(heading, index, index)),
				true,
			),
		];
	}
	const upper = columns.flatMap(({ heading }, index) => {
		const group = groups.find(({ from }) => from === index);
		if (group) return [cell(group.heading, group.from, group.to)];
		return isGrouped(index) ? [] : [cell(heading, index, index)];
	});
	const lower = columns.map(({ heading }, index) =>
		isGrouped(index) ? cell(heading, index, index) : covered,
	);
	return [toRow(paper, table, upper, true), toRow(paper, table, lower, true)];
}

function bodyRow(paper: Paper, table: TableBlock, index: number): Row {
	const isBold = table.boldRows?.includes(index) === true;
	const each = widths(paper, table);
	const inner = each.map((width) => width - 2 * paper.format.padding.x);
	const nameWidth = inner[table.columns.findIndex(({ debts }) => debts === 'name')] ?? 0;
	const cells = table.columns.map((column, place): Cell => {
		const content = table.rows[index]?.[place] ?? null;
		const width = inner[place] ?? 0;
		const style: TextStyle = {
			...styleOf(table),
			align: column.align,
			weight: isBold ? 'bold' : 'regular',
		};
		return {
			lines: cellLines(paper, content, column, { width, nameWidth }, style),
			isCovered: content === null,
			columnSpan: 1,
		};
	});
	return toRow(paper, table, cells, false);
}

function cellLines(
	paper: Paper,
	content: CellContent,
	column: Column,
	{ width, nameWidth }: { readonly width: number; readonly nameWidth: number },
	style: TextStyle,
): CellLine[] {
	if (content === null || content === '') return [];
	if (typeof content === 'string') {
		return paper.wrap(content, width, style).map((text) => [{ text, style }]);
	}
	return content.flatMap((debt): CellLine[] => {
		const weighted: TextStyle = { ...style, weight: debt.isTerm ? 'bold' : 'regular' };
		const names = paper.wrap(debt.debt_name, nameWidth, weighted);
		// An amount stands beside the first line of its name.
		const beside = (text: string): CellLine[] =>
			names.map((_, line) => [{ text: line === 0 ? text : '', style: weighted }]);
		switch (column.debts ?? 'both') {
			case 'name':
				return names.map((text) => [{ text, style: weighted }]);
			case 'amount':
				return beside(debt.debt);
			case 'usd':
				return beside(debt.usd);
			case 'colon':
				return paper
					.wrap(`${debt.debt_name}: ${debt.debt}`, width, weighted)
					.map((text) => [{ text, style: weighted }]);
			case 'both':
				return [
					[
						{ text: debt.debt_name, style: { ...weighted, align: 'left' } },
						{ text: debt.debt, style: { ...weighted, align: 'right' } },
					],
				];
		}
	});
}

function toRow(paper: Paper, table: TableBlock, cells: readonly Cell[], isHeading: boolean): Row {
	const lines = Math.max(1, ...cells.map((cell) => cell.lines.length));
	const height = lines * paper.lineHeight(styleOf(table)) + 2 * paper.format.padding.y;
	return { cells, height, isHeading, isCut: false };
}

/** Draws rows that stand on one page together and moves the paper's place below them. */
function paintRows(paper: Paper, table: TableBlock, rows: readonly Row[]): void {
	const each = widths(paper, table);
	const tops: number[] = [];
	let y = paper.y;
	for (const row of rows) {
		tops.push(y);
		y += row.height;
	}
	rows.forEach((row, index) => {
		let column = 0;
		for (const cell of row.cells) {
			const x = paper.left + each.slice(0, column).reduce((sum, width) => sum + width, 0);
			const width = each
				.slice(column, column + cell.columnSpan)
				.reduce((sum, part) => sum + part, 0);
			const isFirst = !cell.isCovered || index === 0;
			if (isFirst) {
				const height = spanHeight(rows, index, x, each, paper.left);
				paintCell(paper, table, row, cell, { x, y: tops[index] ?? 0, width, height });
			}
			column += cell.columnSpan;
		}
	});
	paper.y = y;
}

/** Height of the cell that begins in this row at `x`: with the covered cells right below it. */
function spanHeight(
	rows: readonly Row[],
	index: number,
	x: number,
	each: readonly number[],
	left: number,
): number {
	let height = rows[index]?.height ?? 0;
	for (const row of rows.slice(index + 1)) {
		let place = left;
		let column = 0;
		const below = row.cells.find((cell) => {
			const isHere = Math.abs(place - x) < 0.01;
			place += each.slice(column, column + cell.columnSpan).reduce((sum, width) => sum + width, 0);
			column += cell.columnSpan;
			return isHere;
		});
		if (below?.isCovered !== true) break;
		height += row.height;
	}
	return height;
}

interface Rectangle {
	readonly x: number;
	readonly y: number;
	readonly width: number;
	readonly height: number;
}

function paintCell(
	paper: Paper,
	table: TableBlock,
	row: Row,
	cell: Cell,
	{ x, y, width, height }: Rectangle,
): void {
	const { headingFill, padding } = paper.format;
	if (row.isHeading && headingFill !== null && table.rulings !== 'none') {
		paper.fill(x, y, width, height, headingFill);
	}
	if (table.rulings === 'full') paper.rule(x, y, width, height);
	if (table.rulings === 'horizontal') {
		paper.rule(x, y, width, 0);
		paper.rule(x, y + height, width, 0);
	}
	const lineHeight = paper.lineHeight(styleOf(table));
	const free = height - cell.lines.length * lineHeight;
	const top = row.isCut ? padding.y : Math.max(free / 2, padding.y);
	cell.lines.forEach((line, index) => {
		for (const { text, style } of line) {
			paper.text({
				text,
				x: x + padding.x,
				y: y + top + index * lineHeight,
				width: width - 2 * padding.x,
				style,
			});
		}
	});
}
