import sharp from 'sharp';
import { Refusal } from '../refusal.ts';
import type { RawImage } from './rawImage.ts';

/** An image whose longer side has more pixels is made smaller: 400 dpi over A4. */
const LONGEST_SIDE = 4700;

/** Pages of an image file; more than one only in a TIFF (or an animation). */
export interface ImageFile {
	readonly pages: number;
	/** The pixels of a page, turned as EXIF says. */
	decode(page: number): Promise<RawImage>;
}

/**
 * Opens a JPEG, PNG, WebP or TIFF file (and what else the image library reads).
 *
 * @param maxPixels of one page
 * @throws Refusal 6 for a larger one, before it is decoded; an error for no image or a broken one
 */
export async function openImage(bytes: Uint8Array, maxPixels: number): Promise<ImageFile> {
	const options = { failOn: 'truncated', sequentialRead: true } as const;
	// Only the header is read here, so no size is too large yet.
	const header = sharp(bytes, { ...options, limitInputPixels: false });
	const { width, height, pages = 1, pageHeight = height } = await header.metadata();
	if (width * pageHeight > maxPixels) {
		throw new Refusal('6', `the image has more than ${maxPixels} pixels`);
	}
	return {
		pages,
		decode: async (page) => {
			const image = sharp(bytes, { ...options, limitInputPixels: maxPixels, page })
				.autoOrient()
				.resize(LONGEST_SIDE, LONGEST_SIDE * 3, { fit: 'inside', withoutEnlargement: true })
				.flatten({ background: '#fff' })
				.toColourspace('srgb');
			const { data, info } = await image.raw().toBuffer({ resolveWithObject: true });
			return asRawImage(data, info);
		},
	};
}

function asRawImage(
	data: Uint8Array,
	{ width, height, channels }: { width: number; height: number; channels: number },
): RawImage {
	if (channels === 1 || channels === 3) return { width, height, channels, data };
	const kept = channels === 2 ? 1 : 3;
	const packed = new Uint8Array(width * height * kept);
	for (let pixel = 0; pixel < width * height; pixel += 1) {
		for (let channel = 0; channel < kept; channel += 1) {
			packed[pixel * kept + channel] = data[pixel * channels + channel] ?? 0;
		}
	}
	return { width, height, channels: kept, data: packed };
}
