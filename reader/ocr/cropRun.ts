import type { InkRun } from '../geometry/inkLines.ts';
import { cutOut, resize, whiteImage } from '../geometry/grayImage.ts';
import type { GrayImage } from '../geometry/grayImage.ts';

/** White at the ends of a piece, in heights of a letter; with more of it the engine sees signs in it. */
const ENDS = 0.15;

/**
 * The part of a page that holds a run, white around it.
 *
 * @param scale by which it is made larger or smaller
 * @param usual height of a letter on the page, in pixels
 * @param margin white above and below, in heights of a letter: the engine brings a piece to a height
 * of its own, so with more of it letters are smaller there and sooner read
 */
export function cropRun(
	page: GrayImage,
	{ box: [left, top, right, bottom] }: InkRun,
	scale: number,
	usual: number,
	margin: number,
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
	const x = Math.round(ENDS * usual * scale);
	const y = Math.round(margin * usual * scale);
	const crop = whiteImage(sized.width + 2 * x, sized.height + 2 * y);
	for (let line = 0; line < sized.height; line += 1) {
		const row = sized.data.subarray(line * sized.width, (line + 1) * sized.width);
		crop.data.set(row, (line + y) * crop.width + x);
	}
	return crop;
}
