import type { InkRun } from '../geometry/inkLines.ts';
import { cutOut, resize, whiteImage } from '../geometry/grayImage.ts';
import type { GrayImage } from '../geometry/grayImage.ts';

/** White around the letters, in heights of a letter. */
const PADDING = 0.6;

/**
 * The part of a page that holds a run, white around it.
 *
 * @param scale by which it is made larger or smaller
 * @param usual height of a letter on the page, in pixels
 */
export function cropRun(
	page: GrayImage,
	{ box: [left, top, right, bottom] }: InkRun,
	scale: number,
	usual: number,
): GrayImage {
	const part = cutOut(page, [left - 1, top - 1, right + 1, bottom + 1]);
	const sized =
		Math.abs(scale - 1) < 0.03
			? part
			: resize(
					part,
					Math.max(2, Math.round(part.width * scale)),
					Math.max(2, Math.round(part.height * scale)),
				);
	const padding = Math.max(4, Math.round(PADDING * usual * scale));
	const crop = whiteImage(sized.width + 2 * padding, sized.height + 2 * padding);
	for (let y = 0; y < sized.height; y += 1) {
		const row = sized.data.subarray(y * sized.width, (y + 1) * sized.width);
		crop.data.set(row, (y + padding) * crop.width + padding);
	}
	return crop;
}
