import type { Box } from '../page.ts';
import type { InkShape } from './inkShapes.ts';
import { around, groupTextRows, median } from './textRows.ts';

/** What stands on one base line without a wide gap in it: read as one piece. */
export interface InkRun {
	readonly box: Box;
	/** From left to right. */
	readonly shapes: readonly InkShape[];
}

/** Runs on one base line, from left to right. */
export interface InkLine {
	readonly box: Box;
	readonly runs: readonly InkRun[];
}

/** Heights of letters, against the page's usual one, that settle where a line is. */
const LETTER_FROM = 0.6;
const LETTER_TO = 2.2;

/** A gap this wide, in heights of the line's letters, parts two runs. */
const WIDE_GAP = 1.3;

/** The usual height of letters; 0 on an empty page. */
export function letterHeight(shapes: readonly InkShape[], dpi: number): number {
	const heights = shapes
		.filter(({ box: [left, top, right, bottom] }) => {
			const height = bottom - top;
			return height > 0.035 * dpi && height < 0.25 * dpi && right - left < 3 * height;
		})
		.map(({ box }) => box[3] - box[1]);
	return median(heights);
}

/**
 * Puts shapes of ink into lines: letters make the lines, then each smaller mark (a dot, a comma, an
 * accent) goes to the line it is nearest to.
 */
export function findInkLines(shapes: readonly InkShape[], usual: number): InkLine[] {
	const isLetter = ({ box }: InkShape): boolean =>
		box[3] - box[1] >= LETTER_FROM * usual && box[3] - box[1] <= LETTER_TO * usual;
	const letters = shapes.filter(isLetter);
	if (letters.length === 0) return shapes.length === 0 ? [] : [toLine(shapes, usual)];
	const rows = groupTextRows(letters);
	const bands = rows.map((row) => {
		const top = median(row.map(({ box }) => box[1]));
		const bottom = median(row.map(({ box }) => box[3]));
		return { shapes: [...row], top, bottom, box: around(row.map(({ box }) => box)) };
	});
	for (const shape of shapes) {
		if (isLetter(shape)) continue;
		const nearest = bands
			.map((band) => ({ band, distance: distanceTo(band, shape.box, usual) }))
			.toSorted((one, other) => one.distance - other.distance)[0];
		nearest?.band.shapes.push(shape);
	}
	return bands.map((band) => toLine(band.shapes, usual));
}

interface Band {
	readonly top: number;
	readonly bottom: number;
	readonly box: Box;
}

/** How far a mark lies off a line; marks stand rather above letters than below them. */
function distanceTo(band: Band, box: Box, usual: number): number {
	const middle = (box[1] + box[3]) / 2;
	const down = Math.max(band.top - middle, (middle - band.bottom) * 1.3, 0);
	const across = Math.max(band.box[0] - box[2], box[0] - band.box[2], 0);
	return down + Math.max(0, across - 3 * usual) * 0.5;
}

function toLine(shapes: readonly InkShape[], usual: number): InkLine {
	const sorted = shapes.toSorted((one, other) => one.box[0] - other.box[0]);
	const height = median(
		sorted.map(({ box }) => box[3] - box[1]).filter((value) => value >= LETTER_FROM * usual),
	);
	const gap = WIDE_GAP * Math.max(height, usual * 0.8);
	const runs: InkShape[][] = [];
	let end = -Infinity;
	for (const shape of sorted) {
		if (shape.box[0] - end > gap) runs.push([]);
		runs.at(-1)?.push(shape);
		end = Math.max(end, shape.box[2]);
	}
	return {
		box: around(sorted.map(({ box }) => box)),
		runs: runs.map((run) => ({ box: around(run.map(({ box }) => box)), shapes: run })),
	};
}
