import { brightnessAt } from './grayImage.ts';
import type { GrayImage } from './grayImage.ts';

/** Side of the squares whose paper is judged, as a share of the page's shorter side. */
const SQUARE = 1 / 64;

/** The share of a square's pixels that are darker than what counts as its paper. */
const PAPER_RANK = 0.7;

/**
 * Makes the paper white wherever it is: each pixel is divided by the brightness of the paper
 * around it, so shadows, tinted heading rows and grey paper vanish and print keeps its contrast.
 */
export function evenLight(image: GrayImage): GrayImage {
	const square = Math.max(8, Math.round(Math.min(image.width, image.height) * SQUARE));
	const columns = Math.ceil(image.width / square);
	const rows = Math.ceil(image.height / square);
	const paper = smooth(spread(paperOfSquares(image, square, columns, rows), columns, rows));
	const data = new Uint8Array(image.data.length);
	const line = new Float32Array(columns + 1); // what brings the paper to white
	const lefts = new Uint16Array(image.width);
	const parts = new Float32Array(image.width);
	for (let x = 0; x < image.width; x += 1) {
		const [left, , part] = between(x, square, columns);
		lefts[x] = left;
		parts[x] = part;
	}
	for (let y = 0; y < image.height; y += 1) {
		const [above, below, share] = between(y, square, rows);
		for (let column = 0; column < columns; column += 1) {
			const upper = paper.data[above * columns + column]!;
			line[column] = 255 / (upper + (paper.data[below * columns + column]! - upper) * share);
		}
		line[columns] = line[columns - 1]!;
		for (let x = 0, index = y * image.width; x < image.width; x += 1, index += 1) {
			const left = lefts[x]!;
			const gain = line[left]! + (line[left + 1]! - line[left]!) * parts[x]!;
			const light = image.data[index]! * gain;
			data[index] = light > 255 ? 255 : light;
		}
	}
	return { width: image.width, height: image.height, data };
}

function between(at: number, square: number, count: number): [number, number, number] {
	const position = (at + 0.5) / square - 0.5;
	const before = Math.min(count - 1, Math.max(0, Math.floor(position)));
	const share = Math.min(1, Math.max(0, position - before));
	return [before, Math.min(count - 1, before + 1), share];
}

function paperOfSquares(
	image: GrayImage,
	square: number,
	columns: number,
	rows: number,
): Float32Array {
	const paper = new Float32Array(columns * rows);
	const histogram = new Uint32Array(256);
	for (let row = 0; row < rows; row += 1) {
		for (let column = 0; column < columns; column += 1) {
			histogram.fill(0);
			let count = 0;
			for (let y = row * square; y < Math.min(image.height, (row + 1) * square); y += 1) {
				const to = y * image.width + Math.min(image.width, (column + 1) * square);
				for (let index = y * image.width + column * square; index < to; index += 1) {
					histogram[image.data[index]!]! += 1;
					count += 1;
				}
			}
			paper[row * columns + column] = Math.max(40, brightnessAt(histogram, count * PAPER_RANK));
		}
	}
	return paper;
}

interface Squares {
	readonly data: Float32Array;
	readonly columns: number;
	readonly rows: number;
}

/** Squares that are darker than their surroundings (print fills them) take over its paper. */
function spread(data: Float32Array, columns: number, rows: number): Squares {
	const squares = { data, columns, rows };
	return overNeighbours(squares, (values) => {
		values.sort((first, second) => first - second);
		const own = values[Math.floor(values.length * 0.6)]!;
		return own;
	});
}

function smooth(squares: Squares): Squares {
	return overNeighbours(squares, (values) => {
		let sum = 0;
		for (const value of values) sum += value;
		return sum / values.length;
	});
}

function overNeighbours(
	{ data, columns, rows }: Squares,
	of: (values: number[]) => number,
): Squares {
	const result = new Float32Array(data.length);
	for (let row = 0; row < rows; row += 1) {
		for (let column = 0; column < columns; column += 1) {
			const values: number[] = [];
			for (let y = Math.max(0, row - 1); y <= Math.min(rows - 1, row + 1); y += 1) {
				for (let x = Math.max(0, column - 1); x <= Math.min(columns - 1, column + 1); x += 1) {
					values.push(data[y * columns + x]!);
				}
			}
			result[row * columns + column] = of(values);
		}
	}
	return { data: result, columns, rows };
}
