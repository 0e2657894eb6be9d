import { leastSquares } from './leastSquares.ts';
import type { TracedRuling } from './rulings.ts';
import type { Point, Warp } from './warp.ts';

/** Fewer points than this do not tell how a page is bent, only how it is tilted. */
const POINTS_FOR_CURVES = 60;

/** In pixels: what a point may lie off after the fit, before it is left out of the next one. */
const OUTLIER = 3;

/** Powers of x and y that a shift is made of; each keeps lines apart that lie apart. */
type Term = (along: number, across: number) => number;
const TILT: readonly Term[] = [(along) => along, (along, across) => along * across];
const CURVES: readonly Term[] = [
	...TILT,
	(along) => along ** 2,
	(along, across) => along ** 2 * across,
	(along, across) => along * across ** 2,
	(along) => along ** 3,
];

/**
 * The warp that makes lines which are printed straight and upright so: horizontal ones settle how
 * far each place is moved up or down, vertical ones how far sideways. Lines of text may be given
 * as rulings too. Where there is nothing to go by, the other direction's tilt is taken.
 */
export function straighten(rulings: readonly TracedRuling[], width: number, height: number): Warp {
	const size = Math.max(width, height);
	const toUnit = (place: number, middle: number): number => (place - middle / 2) / size;
	const scale = (points: readonly Point[]): Point[] =>
		points.map(([x, y]) => [toUnit(x, width), toUnit(y, height)]);
	const across = rulings.filter(({ direction }) => direction === 'across');
	const down = rulings.filter(({ direction }) => direction === 'down');
	const rows = fitShift(
		across.map(({ points }) => scale(points)),
		OUTLIER / size,
	);
	const columns = fitShift(
		down.map(({ points }) => scale(points).map(([x, y]): Point => [y, x])),
		OUTLIER / size,
	);
	const tilt = rows ? -rows(1, 0) : 0;
	const shiftDown = rows ?? (() => 0);
	const shiftRight = columns ?? ((along: number) => tilt * along);
	return ([x, y]) => {
		const along = toUnit(x, width);
		const across = toUnit(y, height);
		let fromX = along;
		let fromY = across;
		for (let round = 0; round < 3; round += 1) {
			const nextX = along - shiftRight(fromY, fromX);
			fromY = across - shiftDown(fromX, fromY);
			fromX = nextX;
		}
		return [fromX * size + width / 2, fromY * size + height / 2];
	};
}

/** How far a place must be moved across the lines, by its place along and across them. */
type Shift = (along: number, across: number) => number;

function fitShift(lines: readonly (readonly Point[])[], outlier: number): Shift | null {
	let kept = lines;
	let shift: Shift | null = null;
	for (let round = 0; round < 3; round += 1) {
		const points = kept.reduce((sum, line) => sum + line.length, 0);
		shift = fitOnce(kept, points >= POINTS_FOR_CURVES && kept.length >= 4 ? CURVES : TILT);
		if (!shift) return null;
		const fitted = shift;
		kept = kept
			.map((line) => withoutOutliers(line, fitted, outlier))
			.filter((line) => line.length > 1);
	}
	return shift;
}

function fitOnce(lines: readonly (readonly Point[])[], terms: readonly Term[]): Shift | null {
	const rows: number[][] = [];
	const values: number[] = [];
	for (const line of lines) {
		const mean = (of: (point: Point) => number): number =>
			line.reduce((sum, point) => sum + of(point), 0) / line.length;
		const middle = mean(([, across]) => across);
		const means = terms.map((term) => mean(([along, across]) => term(along, across)));
		for (const [along, across] of line) {
			rows.push(terms.map((term, index) => term(along, across) - (means[index] ?? 0)));
			values.push(middle - across);
		}
	}
	// A little weight on "no shift" keeps terms small that the lines hardly determine.
	for (const index of terms.keys()) {
		rows.push(terms.map((_, other) => (other === index ? 0.02 : 0)));
		values.push(0);
	}
	if (lines.length === 0) return null;
	const weights = leastSquares(rows, values);
	if (!weights) return null;
	return (along, across) =>
		terms.reduce((sum, term, index) => sum + (weights[index] ?? 0) * term(along, across), 0);
}

function withoutOutliers(line: readonly Point[], shift: Shift, outlier: number): Point[] {
	const places = line.map(([along, across]) => across + shift(along, across));
	const middle = places.toSorted((one, other) => one - other)[places.length >> 1] ?? 0;
	return line.filter((_, index) => Math.abs((places[index] ?? 0) - middle) <= outlier);
}
