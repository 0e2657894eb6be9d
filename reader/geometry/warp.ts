import type { GrayImage } from './grayImage.ts';
import type { RawImage } from '../pages/rawImage.ts';

/** A place in an image, in pixels; the middle of the first pixel is 0.5, 0.5. */
export type Point = readonly [x: number, y: number];

/** Where a place of the flat page is to be found in the picture it was taken from. */
export type Warp = (place: Point) => Point;

/** The place itself. */
export const noWarp: Warp = (place) => place;

/** Between these places, in pixels, a warp is taken to be straight. */
const MESH = 24;

/** The flat page: for each of its pixels the picture is looked up where the warp says. */
export function warpImage<Image extends GrayImage | RawImage>(
	image: Image,
	width: number,
	height: number,
	warp: Warp,
): Image {
	if (warp === noWarp && width === image.width && height === image.height) return image;
	const channels = 'channels' in image ? image.channels : 1;
	const data = new Uint8Array(width * height * channels);
	const columns = Math.ceil(width / MESH) + 1;
	let above = meshRow(warp, 0, columns);
	for (let top = 0; top < height; top += MESH) {
		const below = meshRow(warp, top + MESH, columns);
		for (let y = top; y < Math.min(height, top + MESH); y += 1) {
			const down = (y + 0.5 - top) / MESH;
			for (let column = 0; column < columns - 1; column += 1) {
				const at = column * 2;
				const startX = above[at]! + (below[at]! - above[at]!) * down;
				const startY = above[at + 1]! + (below[at + 1]! - above[at + 1]!) * down;
				const endX = above[at + 2]! + (below[at + 2]! - above[at + 2]!) * down;
				const endY = above[at + 3]! + (below[at + 3]! - above[at + 3]!) * down;
				const left = column * MESH;
				const count = Math.min(MESH, width - left);
				const stretch = {
					x: startX + (endX - startX) / MESH / 2 - 0.5,
					y: startY + (endY - startY) / MESH / 2 - 0.5,
					stepX: (endX - startX) / MESH,
					stepY: (endY - startY) / MESH,
					count,
				};
				sampleStretch(image, channels, stretch, data, (y * width + left) * channels);
			}
		}
		above = below;
	}
	return { ...image, width, height, data };
}

function meshRow(warp: Warp, y: number, columns: number): Float64Array {
	const row = new Float64Array(columns * 2);
	for (let column = 0; column < columns; column += 1) row.set(warp([column * MESH, y]), column * 2);
	return row;
}

/** Places in a picture along a line, as the pixels of one row of the flat page take them. */
interface Stretch {
	readonly x: number;
	readonly y: number;
	readonly stepX: number;
	readonly stepY: number;
	readonly count: number;
}

function sampleStretch(
	{ width, height, data }: GrayImage,
	channels: number,
	{ x: startX, y: startY, stepX, stepY, count }: Stretch,
	into: Uint8Array,
	at: number,
): void {
	const line = width * channels;
	for (let step = 0; step < count; step += 1) {
		const x = startX + stepX * step;
		const y = startY + stepY * step;
		const target = at + step * channels;
		if (x < -1 || y < -1 || x > width || y > height) {
			into.fill(255, target, target + channels);
			continue;
		}
		const left = x < 0 ? 0 : x > width - 1 ? width - 1 : x | 0;
		const top = y < 0 ? 0 : y > height - 1 ? height - 1 : y | 0;
		const across = x < left ? 0 : x - left;
		const down = y < top ? 0 : y - top;
		const right = left + 1 < width ? channels : 0;
		const below = top + 1 < height ? line : 0;
		let index = top * line + left * channels;
		for (let channel = 0; channel < channels; channel += 1, index += 1) {
			const one = data[index]!;
			const upper = one + (data[index + right]! - one) * across;
			const other = data[index + below]!;
			const lower = other + (data[index + below + right]! - other) * across;
			into[target + channel] = upper + (lower - upper) * down + 0.5;
		}
	}
}

/** Both warps, one after the other: the first leads to the picture the second's places are in. */
export function chain(first: Warp, second: Warp): Warp {
	return (place) => first(second(place));
}
