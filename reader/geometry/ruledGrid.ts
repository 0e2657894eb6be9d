import type { Box } from '../page.ts';
import { groupLinked } from './groupLinked.ts';

/** A straight line of a table, in pixels. */
export interface Ruling {
	readonly direction: 'horizontal' | 'vertical';
	/** y of a horizontal ruling, x of a vertical one (its middle). */
	readonly at: number;
	/** Smaller and larger end along its direction. */
	readonly from: number;
	readonly to: number;
}

/** Where a cell is, without what is printed in it. */
export interface CellFrame {
	readonly row: number;
	readonly column: number;
	readonly rowSpan: number;
	readonly columnSpan: number;
	readonly box: Box;
}

/** A table's structure, without what is printed in it; every place belongs to exactly one cell. */
export interface TableFrame {
	readonly kind: 'ruled' | 'aligned';
	readonly box: Box;
	readonly rows: number;
	readonly columns: number;
	/** By row, then by column. */
	readonly cells: readonly CellFrame[];
}

/** Up to so many pixels (at 200 dpi) two rulings are one, and a gap or an overshoot is none. */
export const RULING_TOLERANCE = 6;
/** Share of a cell's side that must be drawn for the side to separate two cells. */
const DRAWN_SHARE = 0.5;

/** Rulings in one line that touch, or nearly do, made one; the rest as they are. */
export function joinRulings(rulings: readonly Ruling[], tolerance = RULING_TOLERANCE): Ruling[] {
	const joined: Ruling[] = [];
	for (const direction of ['horizontal', 'vertical'] as const) {
		const same = rulings.filter((ruling) => ruling.direction === direction);
		for (const track of tracksOf(same, tolerance)) {
			const sorted = track.toSorted((a, b) => a.from - b.from);
			let open: Ruling | undefined;
			for (const ruling of sorted) {
				if (open !== undefined && ruling.from <= open.to + 2 * tolerance) {
					const longer = ruling.to - ruling.from > open.to - open.from ? ruling : open;
					open = { ...open, at: longer.at, to: Math.max(open.to, ruling.to) };
					continue;
				}
				if (open !== undefined) joined.push(open);
				open = ruling;
			}
			if (open !== undefined) joined.push(open);
		}
	}
	return joined;
}

/** Rulings of one direction, those at (nearly) the same place together. */
function tracksOf(rulings: readonly Ruling[], tolerance: number): Ruling[][] {
	const tracks: Ruling[][] = [];
	let last: Ruling[] = [];
	for (const ruling of rulings.toSorted((a, b) => a.at - b.at)) {
		const first = last[0];
		const previous = last.at(-1);
		const isSame =
			first !== undefined &&
			previous !== undefined &&
			ruling.at - previous.at <= tolerance &&
			ruling.at - first.at <= 2 * tolerance;
		if (!isSame) tracks.push((last = []));
		last.push(ruling);
	}
	return tracks;
}

/**
 * The tables that rulings draw: everything that hangs together is one table. A table's outer sides
 * may be missing. A lone box (a frame around a page or a title) is no table.
 */
export function findRuledTables(
	rulings: readonly Ruling[],
	tolerance = RULING_TOLERANCE,
): TableFrame[] {
	return connectedRulings(joinRulings(rulings, tolerance), tolerance)
		.map((group) => frameOf(group, tolerance))
		.filter((table) => table !== null)
		.toSorted((a, b) => a.box[1] - b.box[1] || a.box[0] - b.box[0]);
}

/** Groups of rulings that cross or touch each other. */
function connectedRulings(rulings: readonly Ruling[], tolerance: number): Ruling[][] {
	return groupLinked(rulings, (link) => {
		rulings.forEach((a, index) => {
			if (a.direction !== 'horizontal') return;
			rulings.forEach((b, other) => {
				if (b.direction === 'vertical' && doTouch(a, b, tolerance)) link(index, other);
			});
		});
	});
}

function doTouch(horizontal: Ruling, vertical: Ruling, tolerance: number): boolean {
	return (
		vertical.at >= horizontal.from - tolerance &&
		vertical.at <= horizontal.to + tolerance &&
		horizontal.at >= vertical.from - tolerance &&
		horizontal.at <= vertical.to + tolerance
	);
}

/** null where the rulings enclose fewer than two cells. */
function frameOf(group: readonly Ruling[], tolerance: number): TableFrame | null {
	const horizontals = group.filter(({ direction }) => direction === 'horizontal');
	const verticals = group.filter(({ direction }) => direction === 'vertical');
	if (horizontals.length === 0 || verticals.length === 0) return null;
	const xs = places(verticals, horizontals, tolerance);
	const ys = places(horizontals, verticals, tolerance);
	const cells = mergeCells({ xs, ys, horizontals, verticals, tolerance });
	if (cells.length < 2) return null;
	return {
		kind: 'ruled',
		box: [xs[0] ?? 0, ys[0] ?? 0, xs.at(-1) ?? 0, ys.at(-1) ?? 0],
		rows: ys.length - 1,
		columns: xs.length - 1,
		cells,
	};
}

/** Places of the rulings of one direction, and of the table's open ends where none is drawn. */
function places(along: readonly Ruling[], across: readonly Ruling[], tolerance: number): number[] {
	const drawn = tracksOf(along, tolerance).map((track) => {
		const longest = track.toSorted((a, b) => b.to - b.from - (a.to - a.from))[0];
		return longest?.at ?? 0;
	});
	// One ruling that goes further is an overshoot; an open side has several.
	const ends = (values: number[]): number | undefined => values[Math.min(1, values.length - 1)];
	const start = ends(across.map(({ from }) => from).toSorted((a, b) => a - b));
	const end = ends(across.map(({ to }) => to).toSorted((a, b) => b - a));
	const first = drawn[0] ?? 0;
	const last = drawn.at(-1) ?? 0;
	if (start !== undefined && start < first - 2 * tolerance) drawn.unshift(start);
	if (end !== undefined && end > last + 2 * tolerance) drawn.push(end);
	return drawn;
}

interface Drawing {
	readonly xs: readonly number[];
	readonly ys: readonly number[];
	readonly horizontals: readonly Ruling[];
	readonly verticals: readonly Ruling[];
	readonly tolerance: number;
}

/** Whether a side from `from` to `to` at `at` is drawn for the most part. */
function isDrawn(
	rulings: readonly Ruling[],
	at: number,
	from: number,
	to: number,
	tolerance: number,
): boolean {
	const drawn = rulings
		.filter((ruling) => Math.abs(ruling.at - at) <= 2 * tolerance)
		.reduce((sum, { from: start, to: end }) => {
			return sum + Math.max(0, Math.min(end, to) - Math.max(start, from));
		}, 0);
	return drawn >= DRAWN_SHARE * (to - from);
}

/** The places between the rulings, those without a ruling between them made one cell. */
function mergeCells({ xs, ys, horizontals, verticals, tolerance }: Drawing): CellFrame[] {
	const x = (column: number): number => xs[column] ?? 0;
	const y = (row: number): number => ys[row] ?? 0;
	const isOpenRight = (row: number, column: number): boolean =>
		column + 1 < xs.length - 1 && !isDrawn(verticals, x(column + 1), y(row), y(row + 1), tolerance);
	const isOpenBelow = (row: number, column: number): boolean =>
		row + 1 < ys.length - 1 &&
		!isDrawn(horizontals, y(row + 1), x(column), x(column + 1), tolerance);

	const isTaken = ys.map(() => xs.map(() => false));
	const cells: CellFrame[] = [];
	for (let row = 0; row < ys.length - 1; row++) {
		for (let column = 0; column < xs.length - 1; column++) {
			if (isTaken[row]?.[column] === true) continue;
			let columnSpan = 1;
			while (
				isOpenRight(row, column + columnSpan - 1) &&
				isTaken[row]?.[column + columnSpan] === false
			) {
				columnSpan++;
			}
			const across = Array.from({ length: columnSpan }, (_, index) => column + index);
			let rowSpan = 1;
			while (
				across.every((place) => isOpenBelow(row + rowSpan - 1, place)) &&
				across.slice(0, -1).every((place) => isOpenRight(row + rowSpan, place))
			) {
				rowSpan++;
			}
			for (let below = row; below < row + rowSpan; below++) {
				for (const place of across) (isTaken[below] ?? [])[place] = true;
			}
			const box: Box = [x(column), y(row), x(column + columnSpan), y(row + rowSpan)];
			cells.push({ row, column, rowSpan, columnSpan, box });
		}
	}
	return cells;
}
