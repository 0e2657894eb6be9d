import { shrink } from './grayImage.ts';
import type { GrayImage } from './grayImage.ts';
import { largestPatch } from './inkShapes.ts';
import type { InkMask } from './inkShapes.ts';
import { leastSquares, solve } from './leastSquares.ts';
import type { Point, Warp } from './warp.ts';

/** The corners of a sheet in a picture, in pixels: top left, top right, bottom right, bottom left. */
export type Corners = readonly [Point, Point, Point, Point];

/** Pixels of the longer side of the picture that is looked at: its edges are long, and fitted. */
const LOOKED_AT = 550;

/** Share of the picture that a sheet covers at least, and that its sides may lie off a line. */
const SMALLEST_SHEET = 0.25;
const RAGGED = 0.012;

/** Share of the picture that is as bright as paper at least, print not counted. */
const SMALLEST_PATCH = 0.15;

/** Share of the picture's side within which an edge is taken to be the picture's own. */
const MARGIN = 0.012;

/** Shares of the brightness that parts paper and table best; a shadow on the paper is below it. */
const THRESHOLDS = [1, 0.85, 0.72, 0.6, 0.5];

/** One pixel of so many, each way, tells from where the light comes. */
const SAMPLED = 8;

/** Share of its brightness that the paper loses at least over each of its sides. */
const EDGE_CONTRAST = 0.08;

/** What a side counts that lies at the picture's own edge. */
const UNSEEN_EDGE = 0.1;

/**
 * The sheet of paper in a photo: the bright patch that has four straight sides over which the
 * brightness falls most. null for a scan or a photo in which the paper fills the picture.
 */
export function findPaper(picture: GrayImage): Corners | null {
	const factor = Math.max(1, Math.round(Math.max(picture.width, picture.height) / LOOKED_AT));
	const small = shrink(picture, factor);
	const sheets = [small, withoutSlope(small)].flatMap((seen) => {
		const threshold = separateBright(seen.data);
		return THRESHOLDS.flatMap((share) => {
			const corners = sheetAbove(seen, threshold * share);
			return corners ? [{ corners, contrast: edgeContrast(small, corners) }] : [];
		});
	});
	const [best] = sheets.toSorted((one, other) => other.contrast - one.contrast);
	if (!best || best.contrast < EDGE_CONTRAST) return null;
	const enlarge = ([x, y]: Point): Point => [x * factor, y * factor];
	const [topLeft, topRight, bottomRight, bottomLeft] = best.corners;
	return [enlarge(topLeft), enlarge(topRight), enlarge(bottomRight), enlarge(bottomLeft)];
}

/**
 * The picture as if its light came evenly from all sides: below a lamp, a table near it is as bright
 * as paper far from it.
 */
function withoutSlope({ width, height, data }: GrayImage): GrayImage {
	const rows: number[][] = [];
	const values: number[] = [];
	for (let y = 0; y < height; y += SAMPLED) {
		for (let x = 0; x < width; x += SAMPLED) {
			rows.push([1, x / width - 0.5, y / height - 0.5]);
			values.push(Math.log(data[y * width + x]! + 1));
		}
	}
	const [, across = 0, down = 0] = leastSquares(rows, values) ?? [];
	const gains = Float64Array.from({ length: width }, (_, x) =>
		Math.exp(-across * (x / width - 0.5)),
	);
	const even = new Uint8Array(data.length);
	for (let y = 0; y < height; y += 1) {
		const gain = Math.exp(-down * (y / height - 0.5));
		for (let x = 0; x < width; x += 1) {
			const light = data[y * width + x]! * gain * gains[x]!;
			even[y * width + x] = light > 255 ? 255 : light;
		}
	}
	return { width, height, data: even };
}

function sheetAbove(picture: GrayImage, threshold: number): Corners | null {
	const { width, height } = picture;
	const bright = picture.data.map((light) => (light < threshold ? 0 : 1));
	const patch = largestPatch({ width, height, data: bright });
	if (!patch || patch.area < SMALLEST_PATCH * width * height) return null;
	const size = Math.max(width, height);
	const [left, right, top, bottom] = (['left', 'right', 'top', 'bottom'] as const).map((side) =>
		fitEdge(extremes(patch, side), RAGGED * size),
	);
	if (!left || !right || !top || !bottom) return null;
	const corners: Corners = [
		crossing(top, left),
		crossing(top, right),
		crossing(bottom, right),
		crossing(bottom, left),
	];
	const margin = MARGIN * size;
	const isInner =
		Number(Math.min(corners[0][0], corners[3][0]) > margin) +
		Number(Math.min(corners[0][1], corners[1][1]) > margin) +
		Number(Math.max(corners[1][0], corners[2][0]) < width - margin) +
		Number(Math.max(corners[2][1], corners[3][1]) < height - margin);
	const isOutside = corners.some(
		([x, y]) =>
			x < -4 * margin || y < -4 * margin || x > width + 4 * margin || y > height + 4 * margin,
	);
	const isLarge = area(corners) >= SMALLEST_SHEET * width * height;
	return isInner >= 2 && !isOutside && isLarge ? corners : null;
}

/** The smallest share of brightness lost over a side. */
function edgeContrast({ width, height, data }: GrayImage, corners: Corners): number {
	const step = MARGIN * Math.max(width, height);
	const lightAt = (x: number, y: number): number | undefined =>
		x < 0 || y < 0 || x >= width || y >= height
			? undefined
			: data[Math.floor(y) * width + Math.floor(x)];
	const contrasts = corners.map(([fromX, fromY], index) => {
		const [toX, toY] = corners[(index + 1) % 4] ?? [0, 0];
		const length = Math.hypot(toX - fromX, toY - fromY);
		// The sides go clockwise round the sheet, so its outside is to their left.
		const [outX, outY] = [((toY - fromY) / length) * step, ((fromX - toX) / length) * step];
		let inside = 0;
		let lost = 0;
		for (let share = 0.1; share < 0.9; share += 0.02) {
			const [x, y] = [fromX + (toX - fromX) * share, fromY + (toY - fromY) * share];
			const [within, beyond] = [lightAt(x - outX, y - outY), lightAt(x + outX, y + outY)];
			if (within === undefined || beyond === undefined) continue;
			inside += within;
			lost += within - beyond;
		}
		return inside === 0 ? UNSEEN_EDGE : lost / inside;
	});
	return Math.min(...contrasts);
}

/** The warp that lays a sheet flat, into `width` and `height`. */
export function layFlat(corners: Corners, width: number, height: number): Warp {
	const target: Corners = [
		[0, 0],
		[width, 0],
		[width, height],
		[0, height],
	];
	const equations = target.flatMap(([u, v], index) => {
		const [x, y] = corners[index] ?? [0, 0];
		return [
			Float64Array.of(u, v, 1, 0, 0, 0, -u * x, -v * x, x),
			Float64Array.of(0, 0, 0, u, v, 1, -u * y, -v * y, y),
		];
	});
	const [a = 1, b = 0, c = 0, d = 0, e = 1, f = 0, g = 0, h = 0] = solve(equations) ?? [];
	return ([u, v]) => {
		const depth = g * u + h * v + 1;
		return [(a * u + b * v + c) / depth, (d * u + e * v + f) / depth];
	};
}

function area(corners: Corners): number {
	return Math.abs(
		corners.reduce((sum, [x, y], index) => {
			const [nextX, nextY] = corners[(index + 1) % 4] ?? [0, 0];
			return sum + (x * nextY - nextX * y) / 2;
		}, 0),
	);
}

/** The brightness that parts dark and bright pixels best (Otsu). */
function separateBright(data: Uint8Array): number {
	const histogram = new Float64Array(256);
	for (let index = 0; index < data.length; index += 1) histogram[data[index]!]! += 1;
	const total = data.length;
	const sum = histogram.reduce((all, count, light) => all + count * light, 0);
	let best = { threshold: 128, spread: -1 };
	let count = 0;
	let dark = 0;
	for (let light = 0; light < 255; light += 1) {
		count += histogram[light]!;
		dark += histogram[light]! * light;
		if (count === 0 || count === total) continue;
		const spread = (sum * (count / total) - dark) ** 2 / (count * (total - count));
		if (spread > best.spread) best = { threshold: light + 1, spread };
	}
	return best.threshold;
}

type Side = 'left' | 'right' | 'top' | 'bottom';

/** An edge as place = at + slope * along; `along` is y for the left and right edge. */
interface Edge {
	readonly upright: boolean;
	readonly at: number;
	readonly slope: number;
}

/** The outermost pixels of the patch on one side, in its middle part. */
function extremes(
	{ width, height, data }: InkMask,
	side: Side,
): { readonly upright: boolean; readonly points: readonly Point[] } {
	const upright = side === 'left' || side === 'right';
	const [length, depth] = upright ? [height, width] : [width, height];
	const isLow = side === 'left' || side === 'top';
	const points: Point[] = [];
	for (let along = 0; along < length; along += 1) {
		for (let step = 0; step < depth; step += 1) {
			const place = isLow ? step : depth - 1 - step;
			if (data[upright ? along * width + place : place * width + along] === 0) continue;
			points.push([along + 0.5, isLow ? place : place + 1]);
			break;
		}
	}
	const cut = Math.floor(points.length * 0.12);
	return { upright, points: points.slice(cut, points.length - cut) };
}

function fitEdge(
	{ upright, points }: { readonly upright: boolean; readonly points: readonly Point[] },
	ragged: number,
): Edge | null {
	let kept = points;
	let edge: Edge | null = null;
	for (const limit of [Infinity, 8 * ragged, 3 * ragged, ragged, ragged]) {
		if (kept.length < 12) return null;
		const fitted = edge;
		if (fitted) {
			kept = points.filter(
				([along, place]) => Math.abs(fitted.at + fitted.slope * along - place) <= limit,
			);
		}
		const weights = leastSquares(
			kept.map(([along]) => [1, along]),
			kept.map(([, place]) => place),
		);
		if (!weights) return null;
		edge = { upright, at: weights[0] ?? 0, slope: weights[1] ?? 0 };
	}
	return kept.length >= points.length * 0.6 ? edge : null;
}

function crossing(level: Edge, upright: Edge): Point {
	const y = (level.at + level.slope * upright.at) / (1 - level.slope * upright.slope);
	return [upright.at + upright.slope * y, y];
}
