import type { Box } from '../page.ts';

/** Brightness of a page or of a part of it: 0 is black, 255 white; rows from the top. */
export interface GrayImage {
	readonly width: number;
	readonly height: number;
	readonly data: Uint8Array;
}

/** A white image. */
export function whiteImage(width: number, height: number): GrayImage {
	return { width, height, data: new Uint8Array(width * height).fill(255) };
}

/** From this difference between its channels on, a pixel is coloured; at the second one wholly. */
const COLOUR_FROM = 50;
const COLOUR_FULL = 130;

/**
 * Brightness of coloured pixels, in which a coloured stamp or signature is pale and black text
 * stays black: the more colourful a pixel, the more it counts by its brightest channel.
 */
export function toGray(image: {
	readonly width: number;
	readonly height: number;
	readonly channels: 1 | 3;
	readonly data: Uint8Array;
}): GrayImage {
	const { width, height, channels, data } = image;
	if (channels === 1) return { width, height, data };
	const gray = new Uint8Array(width * height);
	for (let index = 0, from = 0; index < gray.length; index += 1, from += 3) {
		const red = data[from]!;
		const green = data[from + 1]!;
		const blue = data[from + 2]!;
		const light = (red * 77 + green * 150 + blue * 29) >> 8;
		const brightest = red > green ? (red > blue ? red : blue) : green > blue ? green : blue;
		const darkest = red < green ? (red < blue ? red : blue) : green < blue ? green : blue;
		const colour = brightest - darkest;
		const share =
			colour <= COLOUR_FROM ? 0 : Math.min(1, (colour - COLOUR_FROM) / (COLOUR_FULL - COLOUR_FROM));
		gray[index] = light + (brightest - light) * share;
	}
	return { width, height, data: gray };
}

/** The part of an image inside a box, white where the box reaches beyond it. */
export function cutOut(image: GrayImage, box: Box): GrayImage {
	const left = Math.floor(box[0]);
	const top = Math.floor(box[1]);
	const part = whiteImage(
		Math.max(1, Math.ceil(box[2]) - left),
		Math.max(1, Math.ceil(box[3]) - top),
	);
	const from = Math.max(0, left);
	const to = Math.min(image.width, left + part.width);
	for (let y = Math.max(0, top); y < Math.min(image.height, top + part.height); y += 1) {
		if (to <= from) break;
		const row = image.data.subarray(y * image.width + from, y * image.width + to);
		part.data.set(row, (y - top) * part.width + from - left);
	}
	return part;
}

/** Makes an image smaller by a whole factor; each pixel is the mean of those it stands for. */
export function shrink(image: GrayImage, factor: number): GrayImage {
	if (factor === 1) return image;
	const width = Math.floor(image.width / factor);
	const height = Math.floor(image.height / factor);
	const data = new Uint8Array(width * height);
	const sums = new Uint32Array(width);
	for (let y = 0; y < height; y += 1) {
		sums.fill(0);
		for (let row = y * factor; row < (y + 1) * factor; row += 1) {
			let from = row * image.width;
			for (let x = 0; x < width; x += 1) {
				let sum = 0;
				for (let step = 0; step < factor; step += 1) sum += image.data[from++]!;
				sums[x] = sums[x]! + sum;
			}
		}
		for (let x = 0; x < width; x += 1) data[y * width + x] = sums[x]! / (factor * factor);
	}
	return { width, height, data };
}

/** Resizes to any size: pixel areas are averaged where it gets smaller, else cubic curves. */
export function resize(image: GrayImage, width: number, height: number): GrayImage {
	const across = resizeRows(image, width);
	return transpose(resizeRows(transpose(across), height));
}

/** Turns by quarters of a circle, clockwise. */
export function turn(image: GrayImage, quarters: 0 | 1 | 2 | 3): GrayImage {
	const { width, height, data } = image;
	if (quarters === 0) return image;
	if (quarters === 2) return { width, height, data: data.slice().reverse() };
	const turned = new Uint8Array(data.length);
	for (let y = 0; y < height; y += 1) {
		const column = quarters === 1 ? height - 1 - y : y;
		for (let x = 0; x < width; x += 1) {
			const row = quarters === 1 ? x : width - 1 - x;
			turned[row * height + column] = data[y * width + x]!;
		}
	}
	return { width: height, height: width, data: turned };
}

/** Pixels of a square whose rows and columns are swapped at once: it stays in the cache. */
const SQUARE = 32;

/** The image mirrored so that its rows become its columns. */
export function transpose({ width, height, data }: GrayImage): GrayImage {
	const turned = new Uint8Array(data.length);
	for (let top = 0; top < height; top += SQUARE) {
		for (let left = 0; left < width; left += SQUARE) {
			const bottom = Math.min(height, top + SQUARE);
			const right = Math.min(width, left + SQUARE);
			for (let y = top; y < bottom; y += 1) {
				for (let x = left; x < right; x += 1) turned[x * height + y] = data[y * width + x]!;
			}
		}
	}
	return { width: height, height: width, data: turned };
}

/** Marks what is darker than `level`. */
export function darkerThan({ width, height, data }: GrayImage, level: number): GrayImage {
	const marked = new Uint8Array(data.length);
	for (let index = 0; index < data.length; index += 1) if (data[index]! < level) marked[index] = 1;
	return { width, height, data: marked };
}

/** The brightness that `rank` of the pixels in a histogram (0..255) are darker than. */
export function brightnessAt(histogram: Uint32Array, rank: number): number {
	let rest = rank;
	let light = 0;
	while (light < 255 && rest >= histogram[light]!) rest -= histogram[light++]!;
	return light;
}

/** Pixels around a pixel that it is set off from, and how much. */
const SHARPEN_REACH = 2;
const SHARPEN_BY = 1.5;

/** Sets every pixel off from the mean of its surroundings, so that thin strokes part. */
export function sharpen({ width, height, data }: GrayImage): GrayImage {
	const sharp = new Uint8ClampedArray(data.length);
	const columns = new Uint32Array(width);
	for (let y = 0; y < height; y += 1) {
		const [top, bottom] = surroundings(y, height);
		columns.fill(0);
		for (let row = top; row < bottom; row += 1) {
			for (let x = 0; x < width; x += 1) columns[x]! += data[row * width + x]!;
		}
		for (let x = 0; x < width; x += 1) {
			const [left, right] = surroundings(x, width);
			let sum = 0;
			for (let column = left; column < right; column += 1) sum += columns[column]!;
			const value = data[y * width + x]!;
			const mean = sum / ((bottom - top) * (right - left));
			sharp[y * width + x] = value + SHARPEN_BY * (value - mean);
		}
	}
	return { width, height, data: new Uint8Array(sharp.buffer) };
}

/** From where to where the surroundings of a place reach. */
function surroundings(place: number, size: number): [number, number] {
	return [Math.max(0, place - SHARPEN_REACH), Math.min(size, place + SHARPEN_REACH + 1)];
}

function resizeRows(image: GrayImage, width: number): GrayImage {
	const scale = image.width / width;
	const spread = Math.max(1, scale);
	const taps = Math.ceil(4 * spread);
	const places = new Uint32Array(width * taps);
	const weights = new Float64Array(width * taps);
	for (let x = 0; x < width; x += 1) {
		const centre = (x + 0.5) * scale - 0.5;
		const first = Math.ceil(centre - 2 * spread);
		let total = 0;
		for (let tap = 0; tap < taps; tap += 1) {
			places[x * taps + tap] = Math.min(image.width - 1, Math.max(0, first + tap));
			const weight = cubic((first + tap - centre) / spread);
			weights[x * taps + tap] = weight;
			total += weight;
		}
		for (let tap = 0; tap < taps; tap += 1) weights[x * taps + tap]! /= total;
	}
	const data = new Uint8ClampedArray(width * image.height);
	for (let y = 0, to = 0; y < image.height; y += 1) {
		const row = image.data.subarray(y * image.width, (y + 1) * image.width);
		for (let x = 0, at = 0; x < width; x += 1, to += 1) {
			let sum = 0;
			for (const end = at + taps; at < end; at += 1) sum += weights[at]! * row[places[at]!]!;
			data[to] = sum;
		}
	}
	return { width, height: image.height, data: new Uint8Array(data.buffer) };
}

/** Catmull-Rom. */
function cubic(distance: number): number {
	const x = Math.abs(distance);
	if (x >= 2) return 0;
	if (x >= 1) return ((-0.5 * x + 2.5) * x - 4) * x + 2;
	return (1.5 * x - 2.5) * x * x + 1;
}
