import type { Box } from '../page.ts';
import { groupLinked } from './groupLinked.ts';
import type { InkShape } from './inkShapes.ts';
import { around, median, overlap } from './textRows.ts';

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

/** A gap this wide, in heights of a letter, parts two lines that are level. */
const LINKED_GAP = 2.5;

/** A mark farther than this from the letters of a line, in heights of a letter, is none of it. */
const FARTHEST_MARK = 1.6;

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
 * Puts shapes of ink into lines: letters that stand beside each other make the lines, then each
 * smaller mark (a dot, a comma, an accent) goes to the line whose letters it is nearest to. Lines of
 * neighbouring columns need not be level with each other.
 */
export function findInkLines(shapes: readonly InkShape[], usual: number): InkLine[] {
	const isLetter = ({ box }: InkShape): boolean =>
		box[3] - box[1] >= LETTER_FROM * usual && box[3] - box[1] <= LETTER_TO * usual;
	const letters = shapes.filter(isLetter);
	const bands = linkNeighbours(letters, usual).map((row) => {
		const top = median(row.map(({ box }) => box[1]));
		const bottom = median(row.map(({ box }) => box[3]));
		return { letters: row, shapes: [...row], top, bottom };
	});
	const alone: InkShape[] = [];
	for (const shape of shapes) {
		if (isLetter(shape)) continue;
		const nearest = bands
			.map((band) => ({ band, distance: distanceTo(band, shape.box, usual) }))
			.toSorted((one, other) => one.distance - other.distance)[0];
		if (nearest && nearest.distance < FARTHEST_MARK * usual) nearest.band.shapes.push(shape);
		else alone.push(shape);
	}
	const lines = [...bands.map((band) => band.shapes), ...linkNeighbours(alone, usual)];
	return lines.map((line) => toLine(line, usual));
}

/** Shapes that hang together by standing beside each other, level for the most part. */
function linkNeighbours(shapes: readonly InkShape[], usual: number): InkShape[][] {
	const sorted = shapes.toSorted((one, other) => one.box[0] - other.box[0]);
	return groupLinked(sorted, (link) => {
		for (const [index, { box }] of sorted.entries()) {
			for (let next = index + 1; next < sorted.length; next += 1) {
				const other = sorted[next]?.box;
				const reach = LINKED_GAP * Math.max(box[3] - box[1], usual);
				if (!other || other[0] - box[2] > Math.max(reach, LINKED_GAP * LETTER_TO * usual)) break;
				const isNear = other[0] - box[2] <= Math.max(reach, LINKED_GAP * (other[3] - other[1]));
				const isLevel = overlap({ top: box[1], bottom: box[3] }, other[1], other[3]) >= 0.5;
				if (isNear && isLevel) link(index, next);
			}
		}
	});
}

interface Band {
	readonly letters: readonly InkShape[];
	readonly top: number;
	readonly bottom: number;
}

/** How far a mark lies off a line; marks stand rather above letters than below them. */
function distanceTo({ letters, top, bottom }: Band, box: Box, usual: number): number {
	const middle = (box[1] + box[3]) / 2;
	const down = Math.max(top - middle, (middle - bottom) * 1.3, 0);
	if (down > FARTHEST_MARK * usual) return Infinity;
	const gaps = letters.map((letter) => Math.max(letter.box[0] - box[2], box[0] - letter.box[2]));
	return down + Math.max(0, Math.min(...gaps)) * 0.5;
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
