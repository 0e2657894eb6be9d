import sharp from 'sharp';
import type { Sharp } from 'sharp';
import type { GrayImage } from '../geometry/grayImage.ts';

/** Pixels as they came out of a file or a renderer, rows from the top. */
export interface RawImage {
	readonly width: number;
	readonly height: number;
	/** 1: grey; 3: red, green, blue. */
	readonly channels: 1 | 3;
	/** One byte per channel, `width * height * channels` of them. */
	readonly data: Uint8Array;
}

/** The image as sharp takes it. */
export function toSharp({ data, width, height, channels }: RawImage): Sharp {
	return sharp(data, { raw: { width, height, channels } });
}

/** The rows `from` to `to` (exclusive) of an image, without copying them. */
export function cutRows<Image extends GrayImage | RawImage>(
	image: Image,
	from: number,
	to: number,
): Image {
	const row = image.width * ('channels' in image ? image.channels : 1);
	return { ...image, height: to - from, data: image.data.subarray(from * row, to * row) };
}

/** The image turned to the right by 90, 180 or 270 degrees. */
export async function turnImage(image: RawImage, degrees: number): Promise<RawImage> {
	if (degrees === 0) return image;
	const { data, info } = await toSharp(image)
		.rotate(degrees)
		.raw()
		.toBuffer({ resolveWithObject: true });
	return { width: info.width, height: info.height, channels: image.channels, data };
}
