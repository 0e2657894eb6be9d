import { findAlignedTables } from '../../../../reader/geometry/alignedGrid.ts';
import type { Box } from '../../../../reader/page.ts';

/** Boxes of words of 20 pixels' height at these places. */
const row = (top: number, ...spans: [number, number][]): Box[] =>
	spans.map(([left, right]) => [left, top, right, top + 20]);

it('finds columns from the gaps that lines share', () => {
	const words = [
		...row(100, [100, 140], [300, 420], [600, 700]),
		...row(140, [100, 120], [300, 460], [640, 700]),
		...row(180, [100, 120], [310, 380], [620, 700]),
	];
	const [table] = findAlignedTables(words);
	expect(table).toMatchObject({ kind: 'aligned', rows: 3, columns: 3 });
	expect(table?.cells).toHaveLength(9);
});

it('takes the further line of a wrapped cell to its row', () => {
	const words = [
		...row(100, [100, 140], [300, 420], [600, 700]),
		...row(140, [100, 120], [300, 460], [640, 700]),
		...row(163, [300, 400]),
		...row(203, [100, 120], [310, 380], [620, 700]),
	];
	expect(findAlignedTables(words)[0]).toMatchObject({ rows: 3, columns: 3 });
});

it('finds no table in running text', () => {
	const words = [100, 125, 150, 175].flatMap((top, line) =>
		row(
			top,
			...Array.from({ length: 12 }, (_, index): [number, number] => {
				const left = 100 + index * 66 + line * 9;
				return [left, left + 60];
			}),
		),
	);
	expect(findAlignedTables(words)).toEqual([]);
});
