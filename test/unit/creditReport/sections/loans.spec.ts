import { addAmounts } from '../../../../nodes/ComputerVisionVietnam/creditReport/values/amount';
import {
	cell,
	debts,
	lender,
	NOTHING,
	recordOf,
	row,
	rowsOf,
	textIn,
} from '../../../support/replies';

type Lines = Array<readonly [name: unknown, amount: unknown]>;

const loanOf = (lines: Lines, total: unknown) => {
	const [item] = rowsOf({ loan_details: [lender('79998001', 'Ngân hàng Mẫu', lines, total)] });
	return item ?? {};
};

const summaryOf = (...lenders: unknown[]) => recordOf({ ...NOTHING, loan_details: lenders });

const CODES = ['79998001', '01997001', '48996001'];
const lendersOf = (...each: Array<readonly [Lines, unknown]>) =>
	each.map(([lines, total], index) => lender(CODES[index] ?? '', `Mẫu ${index}`, lines, total));

describe('debt lines of one lender', () => {
	const MIXED: Lines = [
		['Dư nợ cho vay ngắn hạn', '120'],
		['- Dư nợ đủ tiêu chuẩn', '70'],
		['- Dư nợ cần chú ý', '50'],
		['Dư nợ cho vay trung hạn', '30'],
		['- Dư nợ đủ tiêu chuẩn', '30'],
	];

	test('a term states the sum of its groups, so the two are never added together', () => {
		expect(loanOf(MIXED, '150')).toMatchObject({
			total: 150,
			short_term: 120,
			medium_term: 30,
			long_term: null,
			group_1: 100,
			group_2: 50,
			group_3: null,
			needs_review: false,
		});
	});

	test('every line is listed with what it is', () => {
		expect(loanOf(MIXED.slice(0, 2), '120')['debts']).toEqual([
			{ name: 'Dư nợ cho vay ngắn hạn', amount: 120, kind: 'term', term: 'short', group: null },
			{ name: '- Dư nợ đủ tiêu chuẩn', amount: 70, kind: 'group', term: null, group: 1 },
		]);
	});

	test('other bad debt has a column of its own and no group', () => {
		const loan = loanOf(
			[
				['Dư nợ cho vay khác', '30'],
				['- Dư nợ xấu khác', '30'],
			],
			'30',
		);
		expect(loan).toMatchObject({ other_bad: 30, group_5: null, needs_review: false });
		expect(loan['debts']).toMatchObject([
			{ kind: 'term', term: 'other' },
			{ kind: 'group', group: null },
		]);
	});

	test('a name that says nothing known is other, with its text kept', () => {
		const loan = loanOf([['Dư nợ lạ', '7']], '7');
		expect(loan['debts']).toEqual([
			{ name: 'Dư nợ lạ', amount: 7, kind: 'other', term: null, group: null },
		]);
	});

	test('an amount in the place of the list is one line without a name', () => {
		const [item] = rowsOf({ loan_details: [row('1', '79998001', 'Mẫu', '7', '7')] });
		expect(item?.['debts']).toEqual([
			{ name: null, amount: 7, kind: 'other', term: null, group: null },
		]);
	});

	test('blank lines are dropped, a line with only a name is not', () => {
		const lines: Lines = [
			['', ''],
			['- Dư nợ nghi ngờ', ''],
			['- Dư nợ đủ tiêu chuẩn', '5'],
		];
		expect(loanOf(lines, '5')['debts']).toMatchObject([{ group: 4, amount: null }, { group: 1 }]);
	});

	test('an amount that cannot be read keeps its text and empties its column', () => {
		const loan = loanOf(
			[
				['Nhóm 1', '7O'],
				['Nhóm 1', '5'],
			],
			'75',
		);
		expect(loan).toMatchObject({ group_1: null, needs_review: true });
		expect(loan['debts']).toMatchObject([{ amount: null, amount_text: '7O' }, { amount: 5 }]);
	});

	test('-999 is not available: no amount, its text kept, no reason for a person', () => {
		const loan = loanOf([['Nhóm 1', '-999']], '');
		expect(loan['debts']).toMatchObject([{ amount: null, amount_text: '-999' }]);
		expect(loan).toMatchObject({ needs_review: false });
	});

	test('decimals add up without the noise of binary fractions', () => {
		expect(
			loanOf(
				[
					['Nhóm 1', '0,1'],
					['Nhóm 1', '0,2'],
				],
				'0,3',
			),
		).toMatchObject({
			group_1: 0.3,
			needs_review: false,
		});
	});

	test('one confidence for two lines leaves the second without one', () => {
		const lines = { ...debts(['Nhóm 1', '5'], ['Nhóm 2', '6']), score: [0.9] };
		const [item] = rowsOf({
			loan_details: [[cell('1'), cell('79998001'), cell('Mẫu'), lines, cell('11')]],
		});
		expect(item?.['review_notes']).toBe(
			'1 value came without a confidence (Loan 1, debts, Nhóm 2)',
		);
	});
});

describe('whether the lines account for the total', () => {
	test.each<[string, Lines, string, string | null]>([
		[
			'groups and terms do',
			[
				['Dư nợ ngắn hạn', '5'],
				['Nhóm 1', '5'],
			],
			'5',
			null,
		],
		[
			'only groups are printed',
			[
				['Nhóm 1', '2'],
				['Nhóm 3', '3'],
			],
			'5',
			null,
		],
		['only terms are printed', [['Dư nợ dài hạn', '5']], '5', null],
		['nothing is printed', [], '5', null],
		[
			'the total holds other bad debt',
			[
				['Nhóm 1', '5'],
				['Nợ xấu khác', '3'],
			],
			'8',
			null,
		],
		[
			'the total does not hold other bad debt',
			[
				['Nhóm 1', '5'],
				['Nợ xấu khác', '3'],
			],
			'5',
			null,
		],
		[
			'terms and other bad debt do',
			[
				['Dư nợ ngắn hạn', '5'],
				['Nhóm 1', '5'],
				['Nợ xấu khác', '3'],
			],
			'8',
			null,
		],
		[
			'an unknown line may hold the rest',
			[
				['Nhóm 1', '2'],
				['Dư nợ lạ', '3'],
			],
			'5',
			null,
		],
		['groups do not', [['Nhóm 1', '4']], '5', 'debt group'],
		['terms do not', [['Dư nợ trung hạn', '60']], '66', 'term'],
		['other bad debt alone does not', [['Nợ xấu khác', '30']], '66', 'debt group'],
		['the total is 0 and a group is not', [['Nhóm 5', '4']], '0', 'debt group'],
	])('%s', (_name, lines, total, what) => {
		const { review_notes: notes } = loanOf(lines, total);
		const own = textIn(notes)
			.split('; ')
			.filter((note) => note.startsWith('Loan 1: '));
		const expected = `Loan 1: the lines by ${what} do not add up to the total, printed "${total}"`;
		expect(own).toEqual(what === null ? [] : [expected]);
	});
});

describe('totals by group', () => {
	test('every lender counts, other bad debt among the bad', () => {
		const record = summaryOf(
			...lendersOf(
				[
					[
						['Nhóm 1', '70'],
						['Nhóm 2', '50'],
					],
					'120',
				],
				[
					[
						['Nhóm 3', '340'],
						['Nhóm 5', '1'],
					],
					'341',
				],
				[[['Nợ xấu khác', '30']], '30'],
			),
		);
		expect(record).toMatchObject({
			loan_total: 491,
			loan_total_group_1: 70,
			loan_total_group_2: 50,
			loan_total_group_3: 340,
			loan_total_group_4: 0,
			loan_total_group_5: 1,
			loan_total_other_bad: 30,
			loan_bad_total: 371,
			worst_debt_group: 5,
		});
	});

	test.each<[string, Lines, unknown]>([
		['a lender has no group lines', [['Dư nợ ngắn hạn', '5']], '5'],
		['a group line cannot be read', [['Nhóm 1', 'x5']], '5'],
		[
			'a group line is not reported',
			[
				['Nhóm 1', '5'],
				['Nhóm 2', '-'],
			],
			'5',
		],
		[
			'a line is unknown',
			[
				['Nhóm 1', '5'],
				['Dư nợ không phân loại', '2'],
			],
			'5',
		],
		['the lines differ from the total', [['Nhóm 1', '4']], '5'],
		['the total is blank', [['Nhóm 1', '5']], ''],
	])('are null, not 0, when %s', (_name, lines, total) => {
		const record = summaryOf(...lendersOf([[['Nhóm 2', '9']], '9'], [lines, total]));
		expect(record).toMatchObject({
			loan_total_group_1: null,
			loan_total_group_2: null,
			loan_total_other_bad: null,
			loan_bad_total: null,
			worst_debt_group: 2,
			needs_review: true,
		});
	});

	test.each<[string, Lines, unknown]>([
		['a lender with a total of 0 and no lines', [], '0'],
		['a lender whose total is "Không có"', [], 'Không có'],
		[
			'a group that is "Không có"',
			[
				['Nhóm 1', '0'],
				['Nhóm 5', 'Không có'],
			],
			'0',
		],
	])('%s adds nothing and leaves them known', (_name, lines, total) => {
		const record = summaryOf(...lendersOf([[['Nhóm 2', '9']], '9'], [lines, total]));
		expect(record).toMatchObject({ loan_total: 9, loan_total_group_2: 9, loan_bad_total: 0 });
	});

	test('a group with 0 is not the worst', () => {
		const record = summaryOf(
			...lendersOf([
				[
					['Nhóm 1', '5'],
					['Nhóm 5', '0'],
				],
				'5',
			]),
		);
		expect(record['worst_debt_group']).toBe(1);
	});
});

test('addition is exact for whole numbers beyond 10^14 and for what is printed', () => {
	expect(addAmounts(9_007_199_254_740_000, 991)).toBe(9_007_199_254_740_991);
	expect(addAmounts(0.1, 0.2)).toBe(0.3);
	expect(addAmounts(0, 0.125)).toBe(0.125);
	expect(addAmounts(1786.5, 76)).toBe(1862.5);
});
