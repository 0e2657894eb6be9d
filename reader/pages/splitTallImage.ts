import { evenLight } from '../geometry/evenLight.ts';
import { shrink } from '../geometry/grayImage.ts';
import type { GrayImage } from '../geometry/grayImage.ts';
import { cutRows } from './rawImage.ts';

/** Height of a page against its width; a picture is of several from 1.7 times that on. */
const PAGE_RATIO = Math.SQRT2;
const TALL = 1.7 * PAGE_RATIO;

/** Share of a page's height above and below the expected joint where a blank row is looked for. */
const SEARCH = 0.06;

/** The rows that each page of a picture takes: all of them, or one range for each page below another. */
export function splitTallImage(picture: GrayImage): (readonly [from: number, to: number])[] {
	const { width, height } = picture;
	if (height / width < TALL) return [[0, height]];
	const pages = Math.round(height / (width * PAGE_RATIO));
	const joints = [0];
	for (let joint = 1; joint < pages; joint += 1) {
		const expected = Math.round((height * joint) / pages);
		joints.push(blankestRow(picture, expected, Math.round((height / pages) * SEARCH)));
	}
	return joints.map((from, index) => [from, joints[index + 1] ?? height]);
}

/** The row nearest to `expected` around which the least is printed. */
function blankestRow(picture: GrayImage, expected: number, reach: number): number {
	const factor = Math.max(1, Math.round(picture.width / 400));
	const part = cutRows(picture, expected - reach, expected + reach);
	const { width, height, data } = evenLight(shrink(part, factor));
	let best = { row: height >> 1, cost: Infinity };
	for (let row = 0; row < height; row += 1) {
		let dark = 0;
		for (let x = 0; x < width; x += 1) if (data[row * width + x]! < 170) dark += 1;
		const cost = dark + (Math.abs(row - height / 2) / height) * 4;
		if (cost < best.cost) best = { row, cost };
	}
	return expected - reach + best.row * factor;
}
