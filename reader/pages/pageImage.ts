import type { PageImage } from '../page.ts';
import { toSharp } from './rawImage.ts';
import type { RawImage } from './rawImage.ts';

/** JPEG quality of page images. */
const IMAGE_QUALITY = 82;

/** Pixels as the image of a page, handed out as JPEG. */
export function toPageImage(image: RawImage): PageImage {
	const { width, height } = image;
	return {
		width,
		height,
		encode: async (box = [0, 0, width, height]) => {
			const left = Math.min(width - 1, Math.max(0, Math.floor(box[0])));
			const top = Math.min(height - 1, Math.max(0, Math.floor(box[1])));
			const area = {
				left,
				top,
				width: Math.max(1, Math.min(width, Math.ceil(box[2])) - left),
				height: Math.max(1, Math.min(height, Math.ceil(box[3])) - top),
			};
			return await toSharp(image).extract(area).jpeg({ quality: IMAGE_QUALITY }).toBuffer();
		},
	};
}
