import type { GrayImage } from './grayImage.ts';

/** Mean difference (0..255) between neighbouring pixels of paper from which on a page is grainy. */
const GRAINY = 7;

/** Paper, as against print; a larger difference is an edge or a speck. */
const PAPER = 120;
const EDGE = 50;

/**
 * Takes specks away from a page that is grainy: no pixel stays darker or brighter than all but one
 * of its neighbours. The smallest dot of a figure has more pixels than that and stays.
 */
export function removeGrain(page: GrayImage): GrayImage {
	return grainOf(page) < GRAINY ? page : withoutExtremes(page);
}

function grainOf({ width, data }: GrayImage): number {
	let sum = 0;
	let count = 0;
	for (let index = width; index < data.length - 1; index += 5) {
		const [here, beside] = [data[index]!, data[index + 1]!];
		const difference = Math.abs(here - beside);
		// White that was cut off at 255 shows no grain.
		if (here < PAPER || difference > EDGE || (here === 255 && beside === 255)) continue;
		sum += difference;
		count += 1;
	}
	return count === 0 ? 0 : sum / count;
}

function withoutExtremes({ width, height, data }: GrayImage): GrayImage {
	const result = data.slice();
	const around = [-width - 1, -width, -width + 1, -1, 1, width - 1, width, width + 1];
	for (let y = 1; y < height - 1; y += 1) {
		for (let index = y * width + 1; index < (y + 1) * width - 1; index += 1) {
			let [lowest, low, high, highest] = [255, 255, 0, 0];
			for (let step = 0; step < 8; step += 1) {
				const value = data[index + around[step]!]!;
				if (value < lowest) [lowest, low] = [value, lowest];
				else if (value < low) low = value;
				if (value > highest) [highest, high] = [value, highest];
				else if (value > high) high = value;
			}
			const here = data[index]!;
			result[index] = here < low ? low : here > high ? high : here;
		}
	}
	return { width, height, data: result };
}
