import { findRuledTables } from '../../../../reader/geometry/ruledGrid.ts';
import type { Ruling } from '../../../../reader/geometry/ruledGrid.ts';

const across = (at: number, from: number, to: number): Ruling => ({
	direction: 'horizontal',
	at,
	from,
	to,
});
const down = (at: number, from: number, to: number): Ruling => ({
	direction: 'vertical',
	at,
	from,
	to,
});

/** Two columns and three rows from (100, 100) to (500, 250). */
const plain = [100, 150, 200, 250]
	.map((y) => across(y, 100, 500))
	.concat([100, 300, 500].map((x) => down(x, 100, 250)));

function shape(rulings: Ruling[]) {
	return findRuledTables(rulings).map(({ rows, columns, cells }) => ({
		rows,
		columns,
		cells: cells.map(({ row, column, rowSpan, columnSpan }) => [row, column, rowSpan, columnSpan]),
	}));
}

const single = (rows: number, columns: number) =>
	Array.from({ length: rows * columns }, (_, index) => [
		Math.floor(index / columns),
		index % columns,
		1,
		1,
	]);

it('makes a cell of every place between rulings', () => {
	expect(shape(plain)).toEqual([{ rows: 3, columns: 2, cells: single(3, 2) }]);
	expect(findRuledTables(plain)[0]?.cells[3]?.box).toEqual([300, 150, 500, 200]);
});

it('merges cells by row and by column where no ruling parts them', () => {
	const rulings = [
		...[100, 250].map((y) => across(y, 100, 500)),
		across(150, 100, 500),
		across(200, 300, 500),
		down(100, 100, 250),
		down(500, 100, 250),
		down(300, 150, 250),
	];
	expect(shape(rulings)[0]?.cells).toEqual([
		[0, 0, 1, 2],
		[1, 0, 2, 1],
		[1, 1, 1, 1],
		[2, 1, 1, 1],
	]);
});

it('tolerates small gaps, overshoots and rulings that do not quite meet', () => {
	const crooked = plain.flatMap((ruling, index): Ruling[] => {
		if (index === 1) {
			return [
				{ ...ruling, at: 151, to: 290 },
				{ ...ruling, at: 149, from: 297, to: 504 },
			];
		}
		return [{ ...ruling, from: ruling.from + (index % 2 === 0 ? 3 : -5), to: ruling.to - 3 }];
	});
	expect(shape(crooked)).toEqual(shape(plain));
});

it('closes a table whose outer sides are not drawn', () => {
	const open = plain.filter(({ direction, at }) => direction === 'horizontal' || at === 300);
	expect(shape(open)).toEqual(shape(plain));
	const cut = plain.filter(({ direction, at }) => direction === 'vertical' || at !== 250);
	expect(shape(cut)).toEqual(shape(plain));
});

it('keeps tables apart that do not touch, and takes a lone frame for none', () => {
	const below = plain.map((ruling) =>
		ruling.direction === 'horizontal'
			? { ...ruling, at: ruling.at + 400 }
			: { ...ruling, from: ruling.from + 400, to: ruling.to + 400 },
	);
	const frame = [across(20, 20, 900), across(900, 20, 900), down(20, 20, 900), down(900, 20, 900)];
	expect(shape([...plain, ...below, ...frame])).toHaveLength(2);
});
