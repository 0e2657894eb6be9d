import type { Box, Grid, GridCell, TextLine, Word } from '../page.ts';
import { around, groupTextRows } from '../geometry/textRows.ts';
import type { TableFrame } from '../geometry/ruledGrid.ts';

/** Words put into the tables' cells; what is in none is left. */
export interface FilledGrids {
	readonly grids: readonly Grid[];
	readonly lines: readonly TextLine[];
}

/** Puts each word into the cell that its middle is in, of the smallest table around it. */
export function fillGrids(frames: readonly TableFrame[], words: readonly Word[]): FilledGrids {
	let left = words;
	const bySize = frames.toSorted((a, b) => areaOf(a.box) - areaOf(b.box));
	const filled = new Map(
		bySize.map((frame): [TableFrame, Grid] => {
			const inside = left.filter(({ box }) => isInside(box, frame.box));
			left = left.filter((word) => !inside.includes(word));
			const cells = frame.cells.map((cell): GridCell => {
				const lines = toLines(inside.filter(({ box }) => isInside(box, cell.box)));
				return { ...cell, lines, hasInk: lines.length > 0 };
			});
			return [frame, { ...frame, cells }];
		}),
	);
	const grids = frames.flatMap((frame) => filled.get(frame) ?? []);
	return { grids: grids.toSorted((a, b) => a.box[1] - b.box[1]), lines: toLines(left) };
}

/** Words as lines, top to bottom. */
export function toLines(words: readonly Word[]): TextLine[] {
	return groupTextRows(words).map((row): TextLine => {
		return { words: row, box: around(row.map(({ box }) => box)) };
	});
}

function isInside(word: Box, [left, top, right, bottom]: Box): boolean {
	const x = (word[0] + word[2]) / 2;
	const y = (word[1] + word[3]) / 2;
	return x >= left && x < right && y >= top && y < bottom;
}

function areaOf([left, top, right, bottom]: Box): number {
	return (right - left) * (bottom - top);
}
