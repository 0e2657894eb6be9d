import { OPS } from 'unpdf/pdfjs';
import { pointAt } from './matrix.ts';
import type { Matrix } from './matrix.ts';
import type { Box } from '../page.ts';
import type { Ruling } from '../geometry/ruledGrid.ts';
import { around } from '../geometry/textRows.ts';
import { paleness } from './paleness.ts';

/** The thickest ruling, in points. */
const THICKEST = 3;
/** The shortest line that counts, in points. */
const SHORTEST = 4;
/** Lines as pale as this, 1 being white, are not seen. */
const INVISIBLE = 0.97;

const FILLS = new Set<number>([
	OPS.fill,
	OPS.eoFill,
	OPS.fillStroke,
	OPS.eoFillStroke,
	OPS.closeFillStroke,
	OPS.closeEOFillStroke,
]);
const STROKES = new Set<number>([
	OPS.stroke,
	OPS.closeStroke,
	OPS.fillStroke,
	OPS.eoFillStroke,
	OPS.closeFillStroke,
	OPS.closeEOFillStroke,
]);

type Point = readonly [x: number, y: number];

/**
 * The rulings of one path: its straight strokes along the page, thin shapes that are filled, and
 * the edges of a frame that is filled between an outer and an inner rectangle.
 *
 * @param args of pdf.js's constructPath: what is done with the path, then its points
 */
export function drawnRulings(
	[operator, paths]: readonly unknown[],
	{ matrix, fill, stroke }: { matrix: Matrix; fill: string; stroke: string },
	pixelsPerPoint: number,
): Ruling[] {
	const isFilled = FILLS.has(Number(operator)) && paleness(fill) < INVISIBLE;
	const isStroked = STROKES.has(Number(operator)) && paleness(stroke) < INVISIBLE;
	const [path] = paths as [ArrayLike<number> | null];
	if (!(isFilled || isStroked) || !ArrayBuffer.isView(path)) return [];
	const figures = figuresOf(path, matrix);
	const shortest = SHORTEST * pixelsPerPoint;
	const thickest = THICKEST * pixelsPerPoint;
	const rulings = isStroked ? figures.flatMap((figure) => strokes(figure)) : [];
	if (isFilled) {
		const boxes = figures.map((points) => around(points.map(([x, y]): Box => [x, y, x, y])));
		rulings.push(...boxes.flatMap((box) => thinShape(box, thickest)), ...frame(boxes, thickest));
	}
	return rulings.filter(({ from, to }) => to - from >= shortest);
}

/** Numbers that follow a drawing operation of pdf.js: move, line, curve, quadratic curve, close. */
const OPERANDS = [2, 2, 6, 4, 0];
const CLOSE = 4;

/** The corners of each figure of a path; of a curve, where it ends. */
function figuresOf(path: ArrayLike<number>, matrix: Matrix): Point[][] {
	const figures: Point[][] = [];
	for (let index = 0; index < path.length;) {
		const operation = path[index] ?? CLOSE;
		const count = OPERANDS[operation] ?? 0;
		const figure = figures.at(-1);
		if (operation === CLOSE) {
			const [first] = figure ?? [];
			if (first !== undefined) figure?.push(first);
		} else {
			const x = path[index + count - 1] ?? 0;
			const point = pointAt(matrix, x, path[index + count] ?? 0);
			if (operation === 0 || figure === undefined) figures.push([point]);
			else figure.push(point);
		}
		index += count + 1;
	}
	return figures;
}

/** The sides of a figure that run along the page. */
function strokes(figure: readonly Point[]): Ruling[] {
	return figure.slice(1).flatMap(([x, y], index): Ruling[] => {
		const [x0, y0] = figure[index] ?? [x, y];
		if (Math.abs(y - y0) < 1) {
			const [from, to] = [Math.min(x, x0), Math.max(x, x0)];
			return [{ direction: 'horizontal', at: (y + y0) / 2, from, to }];
		}
		if (Math.abs(x - x0) >= 1) return [];
		const [from, to] = [Math.min(y, y0), Math.max(y, y0)];
		return [{ direction: 'vertical', at: (x + x0) / 2, from, to }];
	});
}

function thinShape([left, top, right, bottom]: Box, thickest: number): Ruling[] {
	const [width, height] = [right - left, bottom - top];
	if (height <= thickest && width > height) {
		return [{ direction: 'horizontal', at: (top + bottom) / 2, from: left, to: right }];
	}
	if (width > thickest || height <= width) return [];
	return [{ direction: 'vertical', at: (left + right) / 2, from: top, to: bottom }];
}

/** The four sides of a frame: two rectangles, the one just inside the other. */
function frame(boxes: readonly Box[], thickest: number): Ruling[] {
	const [outer, inner] = boxes;
	if (boxes.length !== 2 || outer === undefined || inner === undefined) return [];
	const isFrame = outer.every((side, place) => Math.abs(side - (inner[place] ?? 0)) <= thickest);
	if (!isFrame) return [];
	const [left, top, right, bottom] = outer;
	return [
		...[top, bottom].map((at): Ruling => ({ direction: 'horizontal', at, from: left, to: right })),
		...[left, right].map((at): Ruling => ({ direction: 'vertical', at, from: top, to: bottom })),
	];
}
