import type { Box } from '../page.ts';
import type { CellFrame, Ruling, TableFrame } from './ruledGrid.ts';
import { around, groupTextRows, median } from './textRows.ts';

/** A gap between two words of a line as wide as this, in heights of a line, may part columns. */
const WIDE_GAP = 1;
/** What must stay free of a gap between columns in every line, in heights of a line. */
const GUTTER = 0.5;
/** The largest gap between two lines of one table, in heights of a line. */
const LINE_GAP = 3;

interface Line {
	readonly boxes: readonly Box[];
	readonly box: Box;
}

interface Span {
	readonly from: number;
	readonly to: number;
}

/**
 * Tables without vertical rulings: lines one below the other with the same gaps in them. Rulings
 * between the lines, where there are any, tell which lines are one row.
 *
 * @param words boxes of words (not of letters), outside of other tables
 * @param horizontals horizontal rulings that belong to no other table
 */
export function findAlignedTables(
	words: readonly Box[],
	horizontals: readonly Ruling[] = [],
): TableFrame[] {
	const lines = groupTextRows(words.map((box) => ({ box }))).map((items): Line => {
		const boxes = items.map(({ box }) => box);
		return { boxes, box: around(boxes) };
	});
	const height = median(words.map((box) => box[3] - box[1]));
	const tables: TableFrame[] = [];
	let start = 0;
	while (start < lines.length) {
		const block = findBlock(lines, start, height);
		if (block === null) break;
		const table = alignedFrame(block.lines, block.gutters, height, horizontals);
		if (table.rows > 1) tables.push(table);
		start = block.end;
	}
	return tables;
}

/**
 * The columns of lines that are known to be one table.
 *
 * @returns null where no gap goes through all lines
 */
export function alignTable(
	words: readonly Box[],
	horizontals: readonly Ruling[] = [],
): TableFrame | null {
	const lines = groupTextRows(words.map((box) => ({ box }))).map((items): Line => {
		const boxes = items.map(({ box }) => box);
		return { boxes, box: around(boxes) };
	});
	const height = median(words.map((box) => box[3] - box[1]));
	const [left, , right] = around(words);
	const gutters = lines.reduce((free, line) => cut(free, line, height), [
		{ from: left, to: right },
	] satisfies Span[] as Span[]);
	return gutters.length === 0 ? null : alignedFrame(lines, gutters, height, horizontals);
}

/** The wide gaps of one line. */
function gapsOf({ boxes }: Line, height: number): Span[] {
	return boxes.slice(1).flatMap((box, index) => {
		const from = boxes[index]?.[2] ?? 0;
		return box[0] - from >= WIDE_GAP * height ? [{ from, to: box[0] }] : [];
	});
}

/** What a line leaves free of the gutters. */
function cut(gutters: readonly Span[], line: Line, height: number): Span[] {
	return gutters.flatMap((gutter) => {
		let free: Span[] = [gutter];
		for (const [left, , right] of line.boxes) {
			free = free.flatMap(({ from, to }) => [
				{ from, to: Math.min(to, left) },
				{ from: Math.max(from, right), to },
			]);
			free = free.filter(({ from, to }) => to - from >= GUTTER * height);
		}
		return free;
	});
}

/** The next block of lines at or after `start` that share at least two gaps. */
function findBlock(
	lines: readonly Line[],
	start: number,
	height: number,
): { lines: Line[]; gutters: Span[]; end: number } | null {
	const seed = lines.findIndex((line, index) => index >= start && gapsOf(line, height).length >= 2);
	const first = lines[seed];
	if (first === undefined) return null;
	let gutters = gapsOf(first, height);
	const fits = (line: Line | undefined, neighbour: Line | undefined): boolean => {
		if (line === undefined || neighbour === undefined) return false;
		const gap = Math.max(line.box[1] - neighbour.box[3], neighbour.box[1] - line.box[3]);
		const left = cut(gutters, line, height);
		const isEnough = left.length >= 2 && left.length >= 0.6 * gutters.length;
		if (gap > LINE_GAP * height || !isEnough) return false;
		gutters = left;
		return true;
	};
	let end = seed + 1;
	while (fits(lines[end], lines[end - 1])) end++;
	let begin = seed;
	while (begin > start && fits(lines[begin - 1], lines[begin])) begin--;
	return { lines: lines.slice(begin, end), gutters, end };
}

function alignedFrame(
	lines: readonly Line[],
	gutters: readonly Span[],
	height: number,
	horizontals: readonly Ruling[],
): TableFrame {
	const box = around(lines.map((line) => line.box));
	const inner = gutters
		.map(({ from, to }) => (from + to) / 2)
		.filter((x) => x > box[0] && x < box[2])
		.toSorted((a, b) => a - b);
	const xs = [box[0], ...inner, box[2]];
	const rulings = horizontals
		.filter(({ at, from, to }) => {
			const common = Math.min(to, box[2]) - Math.max(from, box[0]);
			return at > box[1] && at < box[3] && common > 0.6 * (box[2] - box[0]);
		})
		.map(({ at }) => at);
	const rows = rulings.length >= 2 ? byRulings(lines, rulings) : byGaps(lines, xs, rulings, height);
	const cuts = rows.slice(1).map((row, index) => {
		const above = rows[index]?.at(-1)?.box[3] ?? 0;
		return (above + (row[0]?.box[1] ?? above)) / 2;
	});
	const ys = [box[1], ...cuts, box[3]];
	const cells = rows.flatMap((_, row) =>
		xs.slice(1).map((right, column): CellFrame => {
			const place: Box = [xs[column] ?? 0, ys[row] ?? 0, right, ys[row + 1] ?? 0];
			return { row, column, rowSpan: 1, columnSpan: 1, box: place };
		}),
	);
	return { kind: 'aligned', box, rows: rows.length, columns: xs.length - 1, cells };
}

/** Lines between the same two rulings are one row. */
function byRulings(lines: readonly Line[], rulings: readonly number[]): Line[][] {
	const bands = Map.groupBy(lines, ({ box }) => {
		return rulings.filter((at) => at < (box[1] + box[3]) / 2).length;
	});
	return [...bands.values()];
}

/**
 * Every line is a row of its own, but for the further lines of a wrapped cell: they stand closer
 * to the line before than rows do, and not all columns go on in them.
 */
function byGaps(
	lines: readonly Line[],
	xs: readonly number[],
	rulings: readonly number[],
	height: number,
): Line[][] {
	const filled = lines.map(({ boxes }) =>
		xs.slice(1).map((right, column) =>
			boxes.some((box) => {
				const middle = (box[0] + box[2]) / 2;
				return middle > (xs[column] ?? 0) && middle < right;
			}),
		),
	);
	const isFull = filled.map((columns) => columns.every(Boolean));
	const gaps = lines.slice(1).map((line, index) => line.box[1] - (lines[index]?.box[3] ?? 0));
	const smallest = Math.min(...gaps);
	const largest = Math.max(...gaps);
	const areTwoKinds = largest - smallest > 0.25 * height && !isFull.every(Boolean);
	const limit = areTwoKinds ? (smallest + largest) / 2 : -Infinity;
	const rows: Line[][] = [];
	lines.forEach((line, index) => {
		const previous = lines[index - 1];
		const isApart =
			previous === undefined ||
			(gaps[index - 1] ?? 0) > limit ||
			(isFull[index] === true && isFull[index - 1] === true) ||
			rulings.some((at) => at > previous.box[1] && at < line.box[3]);
		if (isApart) rows.push([]);
		rows.at(-1)?.push(line);
	});
	return rows;
}
