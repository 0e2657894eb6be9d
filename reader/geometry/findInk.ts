import type { Box } from '../page.ts';
import { eraseRulings } from './eraseRulings.ts';
import type { FlatPage } from './flattenPage.ts';
import { brightnessAt, darkerThan } from './grayImage.ts';
import type { GrayImage } from './grayImage.ts';
import { findInkLines, letterHeight } from './inkLines.ts';
import type { InkRun } from './inkLines.ts';
import { findInkShapes } from './inkShapes.ts';
import type { InkShape } from './inkShapes.ts';
import { findRuledTables, RULING_TOLERANCE } from './ruledGrid.ts';
import type { CellFrame, Ruling, TableFrame } from './ruledGrid.ts';
import { traceRulings } from './rulings.ts';
import type { TracedRuling } from './rulings.ts';

/** What is printed on a page, before a letter is read. */
export interface PageInk {
	/** The page without its rulings. */
	readonly gray: GrayImage;
	readonly tables: readonly TableFrame[];
	/** Level rulings that belong to no table. */
	readonly loose: readonly Ruling[];
	/** All runs of ink, those in a table's cell within it. */
	readonly runs: readonly InkRun[];
	/** The usual height of a letter in pixels. */
	readonly usual: number;
}

/** Inches from which on a line that touches no other is one. */
const ALONE = 1.5;

/** Inches below which both ends of a line must touch others, else one end must be near one. */
const SHORT = 0.4;
const TOUCHING = 0.011;
const NEAR = 0.04;

/** Darkness between paper and the usual ink from which on a pixel is ink. */
const INK_SHARE = 0.4;

/** Inches along the edge of a page in which there is no print, only shadow and table. */
const EDGE = 0.05;

/** One pixel of so many is looked at to find out how dark ink is. */
const SAMPLED = 7;

/** Share of the area of a letter's square below which a patch is a speck. */
const SPECK = 0.008;

/** Finds tables and runs of ink of a flat page. */
export function findInk({ gray: page, dpi }: FlatPage): PageInk {
	const traced = withoutStrokes(traceRulings(page, dpi), dpi);
	const rulings = traced.map(toRuling);
	const tables = findRuledTables(rulings, (RULING_TOLERANCE * dpi) / 200);
	const gray = eraseRulings(page, traced);
	const level = inkLevel(page);
	const patches = findInkShapes(darkerThan(gray, level));
	const usual = letterHeight(patches, dpi);
	const margin = EDGE * dpi;
	const inner: Box = [margin, margin, page.width - margin, page.height - margin];
	const shapes = patches.filter((shape) => isPrint(shape, usual) && touches(shape.box, inner));
	return {
		gray,
		tables,
		loose: rulings.filter(({ direction, at, from, to }) => {
			const box: Box = [from, at, to, at];
			return direction === 'horizontal' && !tables.some((table) => holds(table.box, box));
		}),
		runs: runsOf(shapes, tables, usual),
		usual,
	};
}

/** Leaves out lines that touch too few others: strokes of letters in a row look like one. */
function withoutStrokes(traced: readonly TracedRuling[], dpi: number): TracedRuling[] {
	const rulings = traced.map((ruling) => ({ ruling, line: toRuling(ruling) }));
	const endTouches = (line: Ruling, end: number, reach: number): boolean =>
		rulings.some(
			({ line: other }) =>
				other.direction !== line.direction &&
				other.from - reach <= line.at &&
				other.to + reach >= line.at &&
				Math.abs(other.at - end) <= reach,
		);
	return rulings
		.filter(({ line }) => {
			const length = line.to - line.from;
			if (length > ALONE * dpi) return true;
			const isShort = length < SHORT * dpi;
			const reach = (isShort ? TOUCHING : NEAR) * dpi;
			const ends = [line.from, line.to].filter((end) => endTouches(line, end, reach)).length;
			return ends >= (isShort ? 2 : 1);
		})
		.map(({ ruling }) => ruling);
}

/** The darkest brightness that is no ink. */
function inkLevel({ data }: GrayImage): number {
	const histogram = new Uint32Array(256);
	for (let index = 0; index < data.length; index += SAMPLED) histogram[data[index]!]! += 1;
	const ink = brightnessAt(histogram, (data.length / SAMPLED) * 0.015);
	return 255 - INK_SHARE * (255 - Math.min(ink, 120));
}

function toRuling({ direction, points }: TracedRuling): Ruling {
	const [along, across] = direction === 'across' ? [0, 1] : [1, 0];
	const places = points.map((point) => point[across] ?? 0).toSorted((one, other) => one - other);
	return {
		direction: direction === 'across' ? 'horizontal' : 'vertical',
		at: places[places.length >> 1] ?? 0,
		from: points[0]?.[along] ?? 0,
		to: points.at(-1)?.[along] ?? 0,
	};
}

/** No speck, and nothing larger than the largest letters. */
function isPrint({ box: [left, top, right, bottom], area }: InkShape, usual: number): boolean {
	const [width, height] = [right - left, bottom - top];
	return area >= Math.max(3, SPECK * usual * usual) && height < 5 * usual && width < 30 * usual;
}

function runsOf(
	shapes: readonly InkShape[],
	tables: readonly TableFrame[],
	usual: number,
): InkRun[] {
	const places = new Map<CellFrame | undefined, InkShape[]>();
	for (const shape of shapes) {
		const x = (shape.box[0] + shape.box[2]) / 2;
		const y = (shape.box[1] + shape.box[3]) / 2;
		const middle: Box = [x, y, x, y];
		const table = tables.find(({ box }) => holds(box, middle));
		const cell = table?.cells.find(({ box }) => holds(box, middle));
		if (cell && isRest(shape, cell.box, usual)) continue;
		const inside = places.get(cell);
		if (inside) inside.push(shape);
		else places.set(cell, [shape]);
	}
	return [...places.values()].flatMap((inside) =>
		findInkLines(inside, usual).flatMap(({ runs }) => runs),
	);
}

/** What is left of a ruling: long and thin near a side of the cell, or a bit of ink right at it. */
function isRest({ box: [left, top, right, bottom] }: InkShape, cell: Box, usual: number): boolean {
	const [width, height] = [right - left, bottom - top];
	const across = Math.min(top - cell[1], cell[3] - bottom);
	const along = Math.min(left - cell[0], cell[2] - right);
	const isFlat = height < 0.25 * usual;
	const isSlim = width < 0.25 * usual;
	if (isFlat && (across < 0.08 * usual || (width > 0.6 * usual && across < 0.3 * usual)))
		return true;
	return isSlim && (along < 0.08 * usual || (height > 0.6 * usual && along < 0.3 * usual));
}

/** Whether a box lies within another, for a part at least. */
function touches(box: Box, other: Box): boolean {
	return box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1];
}

function holds(outer: Box, inner: Box): boolean {
	return (
		inner[0] >= outer[0] - 2 &&
		inner[1] >= outer[1] - 2 &&
		inner[2] <= outer[2] + 2 &&
		inner[3] <= outer[3] + 2
	);
}
