import {
	MISSING_CELL,
	toCell,
	toDebtsCell,
	toScalarCell,
} from '../../../../nodes/ComputerVisionVietnam/creditReport/reply/cell';

describe('a table cell', () => {
	it('is taken as documented', () => {
		const cell = toCell({ value: ' 1.234 ', box: [1, 2, 3, 4], score: 0.97 });
		expect(cell).toMatchObject({
			text: '1.234',
			confidence: 0.97,
			box: [1, 2, 3, 4],
			isText: true,
		});
		expect(cell.number).toBeNull();
		expect(cell.other).toBeNull();
	});

	it('is taken as a plain text, a number or null', () => {
		expect(toCell('14')).toMatchObject({ text: '14', number: null, confidence: null });
		expect(toCell(14)).toMatchObject({ text: '14', number: 14 });
		expect(toCell(true)).toMatchObject({ text: 'true', number: null });
		expect(toCell(null)).toBe(MISSING_CELL);
		expect(toCell(undefined)).toBe(MISSING_CELL);
	});

	it('keeps undocumented keys', () => {
		expect(toCell({ value: '1', score: 1, font: 'x' }).other).toEqual({ font: 'x' });
		expect(toCell({ text: '1' })).toMatchObject({ text: '', other: { text: '1' } });
	});

	it('says when a structure stands in the place of a text, and keeps it', () => {
		expect(toCell({ value: ['a', 1] })).toMatchObject({ isText: false, text: '["a",1]' });
		expect(toCell(['a'])).toMatchObject({ isText: false, text: '["a"]' });
	});

	it('has no box where an empty one came', () => {
		expect(toCell({ value: '', box: [], score: 0 }).box).toBeNull();
		expect(toCell({ value: '', box: null }).box).toBeNull();
		expect(toCell({ value: '1', box: { left: 1 } }).box).toEqual({ left: 1 });
	});
});

describe("a lender's debts cell", () => {
	const debts = [
		{ debt_name: 'Dư nợ cho vay ngắn hạn', debt: '14' },
		{ debt_name: '- Dư nợ đủ tiêu chuẩn', debt: '10' },
	];

	it('gives each line its own confidence and box', () => {
		const { lines } = toDebtsCell({
			value: debts,
			score: [0.9, 0.8],
			box: [
				[1, 1, 2, 2],
				[3, 3, 4, 4],
			],
		});
		expect(lines?.map(({ amount }) => [amount.text, amount.confidence, amount.box])).toEqual([
			['14', 0.9, [1, 1, 2, 2]],
			['10', 0.8, [3, 3, 4, 4]],
		]);
	});

	it('leaves a line without a confidence when the list is shorter', () => {
		const { lines } = toDebtsCell({ value: debts, score: [0.9], box: [] });
		expect(lines?.map(({ amount }) => amount.confidence)).toEqual([0.9, null]);
	});

	it('takes a lone confidence for every line', () => {
		const { lines } = toDebtsCell({ value: debts, score: 0.9, box: [1, 2, 3, 4] });
		expect(lines?.map(({ amount }) => [amount.confidence, amount.box])).toEqual([
			[0.9, [1, 2, 3, 4]],
			[0.9, [1, 2, 3, 4]],
		]);
	});

	it.each([
		['a plain text', '14'],
		['a cell with a plain text', { value: '14', score: [1] }],
	])('takes %s as one line without a name', (_name, raw) => {
		expect(toDebtsCell(raw).lines?.map(({ name, amount }) => [name, amount.text])).toEqual([
			['', '14'],
		]);
	});

	it('takes a bare list and a single line', () => {
		expect(toDebtsCell(debts).lines).toHaveLength(2);
		expect(toDebtsCell({ value: debts[0] }).lines).toHaveLength(1);
		expect(toDebtsCell(debts[0]).lines).toHaveLength(1);
	});

	it('has no text when nothing is printed in it, so that a blank row is known as blank', () => {
		for (const value of [[], null, '', [{ debt_name: '', debt: '' }], [{}], [{ debt: null }]]) {
			expect(toDebtsCell({ value, score: [0.9], box: [] })).toMatchObject({ text: '', lines: [] });
		}
	});

	it('keeps the undocumented keys of a line', () => {
		const { lines } = toDebtsCell({ value: [{ debt_name: 'a', debt: '1', usd: '2' }] });
		expect(lines?.[0]?.other).toEqual({ usd: '2' });
	});
});

describe("one of the report's own fields", () => {
	it('is taken with what stands beside it', () => {
		const fields = { x: ' a ', x_confidence: '97%', x_box: [1, 2, 3, 4], x_id: 0 };
		expect(toScalarCell(fields, 'x')).toMatchObject({
			text: 'a',
			confidence: 0.97,
			wasPercent: true,
			box: [1, 2, 3, 4],
			page: 0,
		});
	});

	it('is taken in the form of a table cell too', () => {
		const cell = toScalarCell({ x: { value: 'a', score: 0.9, box: [1], extra: 1 } }, 'x');
		expect(cell).toMatchObject({ text: 'a', confidence: 0.9, box: [1], other: { extra: 1 } });
	});

	it('is nothing when its key is missing', () => {
		expect(toScalarCell({}, 'x')).toMatchObject({ text: '', confidence: null, page: null });
	});
});
