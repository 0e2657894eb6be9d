import type { Box, Grid, GridCell, Page, TextLine, Word } from '../../../reader/page.ts';

export interface Reading {
	text: string;
	confidence?: number;
	candidates?: string[];
}

const LINE = 30;
const LETTER = 12;

function word(text: string, left: number, top: number, reading: Partial<Reading> = {}): Word {
	const { confidence = 1, candidates = [] } = reading;
	const box: Box = [left, top, left + text.length * LETTER, top + LINE - 4];
	return { text, confidence, candidates, box };
}

/** Words of a line; parts that stand apart begin at the places given. */
export function makeLine(
	top: number,
	...parts: readonly (readonly [left: number, text: string])[]
): TextLine {
	const words = parts.flatMap(([left, text]) => {
		let x = left;
		return text.split(' ').map((each) => {
			const made = word(each, x, top);
			x = made.box[2] + LETTER / 2;
			return made;
		});
	});
	const right = Math.max(...words.map(({ box }) => box[2]));
	return { words, box: [Math.min(...words.map(({ box }) => box[0])), top, right, top + LINE - 4] };
}

/** A ruled table of equal cells; lines of a cell are parted by "\n", null is covered from above. */
export function makeGrid(
	top: number,
	rows: readonly (readonly (string | Reading | null)[])[],
): Grid {
	const columns = Math.max(...rows.map((row) => row.length));
	const width = 1400 / columns;
	const tops: number[] = [top];
	for (const row of rows) {
		const lines = row.map((cell) => (typeof cell === 'string' ? cell.split('\n').length : 1));
		tops.push((tops.at(-1) ?? top) + Math.max(...lines) * LINE + 10);
	}
	const cells = rows.flatMap((row, index) =>
		row.flatMap((content, column): GridCell[] => {
			if (content === null) return [];
			const reading = typeof content === 'string' ? { text: content } : content;
			const [left, y] = [100 + column * width, tops[index] ?? 0];
			const lines = reading.text.split('\n').flatMap((text, line): TextLine[] => {
				if (text === '') return [];
				const made = makeLine(y + 5 + line * LINE, [left + 5, text]);
				const words = made.words.map((each) => ({ ...each, ...reading, text: each.text }));
				return [{ ...made, words }];
			});
			const below = rows.slice(index + 1).findIndex((next) => next[column] !== null);
			const rowSpan = below === -1 ? rows.length - index : below + 1;
			const box: Box = [left, y, left + width, tops[index + rowSpan] ?? 0];
			return [{ row: index, column, rowSpan, columnSpan: 1, box, lines, hasInk: lines.length > 0 }];
		}),
	);
	const box: Box = [100, top, 1500, tops.at(-1) ?? top];
	return { kind: 'ruled', box, rows: rows.length, columns, cells };
}

/** A page of these lines and tables; its image is never asked for. */
export function makePage(content: {
	lines?: TextLine[];
	grids?: Grid[];
	source?: Page['source'];
	index?: number;
}): Page {
	const { lines = [], grids = [], source = 'textLayer', index = 0 } = content;
	const image = () => Promise.reject(new Error('no image'));
	return { index, width: 1654, height: 2339, source, lines, grids, image };
}
