import type { GrayImage } from './grayImage.ts';
import type { TracedRuling } from './rulings.ts';

/** Pixels beside a ruling that are taken away with it: its soft edge. */
const EDGE = 1.2;

/** The page without its printed lines. */
export function eraseRulings(page: GrayImage, rulings: readonly TracedRuling[]): GrayImage {
	const data = page.data.slice();
	for (const { direction, points, thickness } of rulings) {
		const reach = thickness / 2 + EDGE;
		for (const [index, [toX, toY]] of points.entries()) {
			const [fromX, fromY] = points[index - 1] ?? [toX, toY];
			const isAcross = direction === 'across';
			const [from, to] = isAcross ? [fromX, toX] : [fromY, toY];
			for (let along = Math.floor(from) - 1; along <= Math.ceil(to); along += 1) {
				const share = to > from ? Math.min(1, Math.max(0, (along - from) / (to - from))) : 1;
				const middle = isAcross ? fromY + (toY - fromY) * share : fromX + (toX - fromX) * share;
				for (let across = Math.round(middle - reach); across < middle + reach - 0.5; across += 1) {
					const [x, y] = isAcross ? [along, across] : [across, along];
					if (x < 0 || y < 0 || x >= page.width || y >= page.height) continue;
					data[y * page.width + x] = 255;
				}
			}
		}
	}
	return { width: page.width, height: page.height, data };
}
