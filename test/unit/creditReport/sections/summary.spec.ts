import type { TableKey } from '../../../../nodes/ComputerVisionVietnam/creditReport/sections';
import { HEADING, lender, NOTHING, recordOf, row, scalar } from '../../../support/replies';

const withTable = (key: TableKey, rows: unknown) =>
	recordOf({ ...HEADING, ...NOTHING, [key]: rows });

/** What the record says when its table is not known. */
const UNKNOWN: Record<TableKey, string[]> = {
	loan_details: [
		'loan_total',
		'loan_total_group_1',
		'loan_total_group_2',
		'loan_total_group_3',
		'loan_total_group_4',
		'loan_total_group_5',
		'loan_total_other_bad',
		'loan_bad_total',
		'loan_short_term_total',
		'loan_medium_term_total',
		'loan_long_term_total',
		'lender_count',
		'lender_branch_count',
	],
	credit_card_info: ['card_limit_total', 'card_payable_total', 'card_late_total', 'card_count'],
	outstanding_loans: ['loan_12m_peak'],
	bad_debt: ['has_bad_debt_5y', 'bad_debt_row_count'],
	late_payments: ['has_late_card_payment_3y', 'max_days_late', 'late_payment_count'],
	loan_guarantee: ['collateral_count', 'collateral_institution_count'],
	credit_contract: ['contract_count', 'active_contract_count'],
	customers_look_up: [
		'inquiry_count_1y',
		'inquiry_institution_count_1y',
		'inquiry_count_30d',
		'inquiry_count_90d',
	],
};
const NAMES = Object.entries(UNKNOWN).flatMap(([key, names]) => names.map((name) => [name, key]));

describe('null and 0 are kept apart', () => {
	test.each(NAMES)('%s is 0 or false when %s is stated to be empty', (name) => {
		expect([0, false]).toContain(recordOf({ ...HEADING, ...NOTHING })[name]);
	});

	test.each(NAMES)(
		'%s is null when %s is missing, null, unreadable or seen and not read',
		(name, key) => {
			const image = { [`${key}_image`]: 'iVBORw0KGgo=' };
			for (const raw of [undefined, null, 'xem trang 2', [[]]]) {
				expect(recordOf({ ...HEADING, ...NOTHING, [key ?? '']: raw })[name]).toBeNull();
			}
			expect(recordOf({ ...HEADING, ...NOTHING, ...image })[name]).toBeNull();
		},
	);

	test.each([
		'worst_debt_group',
		'card_utilisation',
		'worst_bad_debt_group_5y',
		'last_bad_debt_date',
	])('%s has no value when there is nothing to take it from', (name) => {
		expect(recordOf({ ...HEADING, ...NOTHING })[name]).toBeNull();
	});
});

describe('loans', () => {
	test('one unreadable total leaves the sum open', () => {
		const record = withTable('loan_details', [
			lender('79998001', 'Mẫu', [['Nhóm 1', '5']], '5'),
			lender('01997001', 'Hai', [], '1.O50'),
		]);
		expect(record).toMatchObject({ loan_total: null, lender_count: 2 });
	});

	test('terms are null when a lender does not state them, and 0 when none has that term', () => {
		const stated = lender('79998001', 'Mẫu', [['Dư nợ cho vay ngắn hạn', '5']], '5');
		const silent = lender('01997001', 'Hai', [['Nhóm 1', '7']], '7');
		const paid = lender('01997001', 'Hai', [], '0');
		const terms = (...lenders: unknown[]) => {
			const record = withTable('loan_details', lenders);
			return ['short', 'medium', 'long'].map((term) => record[`loan_${term}_term_total`]);
		};
		expect(terms(stated)).toEqual([5, 0, 0]);
		expect(terms(stated, paid)).toEqual([5, 0, 0]);
		expect(terms(stated, silent)).toEqual([null, null, null]);
	});

	test('branches of one bank are one lender', () => {
		const codes = ['01358001', '79358001', '79823T01', '79823T01'];
		const record = withTable(
			'loan_details',
			codes.map((code) => lender(code, `Mẫu ${code}`, [], '1')),
		);
		expect(record).toMatchObject({ lender_count: 2, lender_branch_count: 3 });
	});

	test('a lender without a code is known by its name, however it is accented', () => {
		const names = ['Ngân hàng Mẫu', 'NGÂN HÀNG MẪU', 'Ngan hang Mau', 'Khác'];
		const record = withTable(
			'loan_details',
			names.map((name) => lender('', name, [], '1')),
		);
		expect(record).toMatchObject({ lender_count: 2, lender_branch_count: 2 });
	});

	test('a lender with neither leaves the count open', () => {
		const record = withTable('loan_details', [lender('', '', [], '1')]);
		expect(record).toMatchObject({ loan_total: 1, lender_count: null });
	});

	test('a sum beyond 2^53-1 is not known', () => {
		const most = '9.007.199.254.740.991';
		const record = withTable('loan_details', [
			lender('79998001', 'Mẫu', [], most),
			lender('01997001', 'Hai', [], most),
		]);
		expect(record['loan_total']).toBeNull();
	});
});

describe('cards', () => {
	test.each<[string, unknown[][], unknown[]]>([
		['one row of totals', [row('50', '9', '0', '1')], [50, 9, 0, 1, 0.18]],
		[
			'a row per issuer',
			[row('80', '35', '12', '2'), row('40', '41', '6', '1')],
			[120, 76, 18, 3, 76 / 120],
		],
		['more owed than allowed', [row('10', '12', '0', '1')], [10, 12, 0, 1, 1.2]],
		['a limit of 0', [row('0', '9', '0', '1')], [0, 9, 0, 1, null]],
		['"Không có" is a stated 0', [row('50', 'Không có', 'Không có', '1')], [50, 0, 0, 1, 0]],
		['a blank is not known', [row('50', '', '0', '1')], [50, null, 0, 1, null]],
		['a dash is not known', [row('-', '9', '-', '-')], [null, 9, null, null, null]],
		['three cells', [row('50', '9', '0')], [50, 9, 0, null, 0.18]],
		[
			'one unreadable of two',
			[row('5O', '9', '0', '1'), row('1', '1', '1', '1')],
			[null, 10, 1, 2, null],
		],
	])('%s', (_name, rows, expected) => {
		const record = withTable('credit_card_info', rows);
		const names = ['limit_total', 'payable_total', 'late_total', 'count', 'utilisation'];
		expect(names.map((name) => record[`card_${name}`])).toEqual(expected);
	});
});

describe('bad debt', () => {
	const summary = (...rows: unknown[][]) => {
		const record = withTable('bad_debt', rows);
		return [
			record['has_bad_debt_5y'],
			record['worst_bad_debt_group_5y'],
			record['last_bad_debt_date'],
			record['bad_debt_row_count'],
		];
	};

	test('the worst group and the last day, whatever the order', () => {
		expect(
			summary(
				row('30/11/2023', '3', '1', '1', 'A'),
				row('31/08/2025', '04', '1', '2', 'B'),
				row('01/01/2022', 'Nhóm 3', '1', '3', 'C'),
			),
		).toEqual([true, 4, '2025-08-31', 3]);
	});

	test('an unreadable group or day leaves the worst and the last open', () => {
		expect(summary(row('31/02/2023', 'S', '1'), row('31/08/2025', '4', '1'))).toEqual([
			true,
			null,
			null,
			2,
		]);
	});

	test('group 5 is the worst, whatever another row says', () => {
		expect(summary(row('30/11/2023', 'S', '1'), row('31/08/2025', '5', '1'))).toEqual([
			true,
			5,
			'2025-08-31',
			2,
		]);
	});

	test('a row that cannot be read is bad debt all the same', () => {
		expect(summary(row('x', 'y', 'z', '', ''))).toEqual([true, null, null, 1]);
	});
});

describe('late card payments', () => {
	test.each<[string, unknown[][], unknown[]]>([
		['yes', [row('Y', '47', '5')], [true, 47, 5]],
		['no', [row('N', '0', '0')], [false, 0, 0]],
		['no in Vietnamese', [row('Không', '0 ngày', '0 lần')], [false, 0, 0]],
		['yes in one of two rows', [row('N', '0', '0'), row('Y', '12', '2')], [true, 12, 2]],
		['no, with counts left blank', [row('N', '', '')], [false, null, null]],
		['no, and counts that say otherwise', [row('N', '12', '2')], [null, 12, 2]],
		['unreadable', [row('V', '12', '2')], [null, 12, 2]],
		['unreadable beside a yes', [row('V', '1', '1'), row('Có', '2', '1')], [true, 2, 2]],
		['no beside an unreadable', [row('N', '0', '0'), row('V', '0', '0')], [null, 0, 0]],
		[
			'the greatest, with one count unknown',
			[row('Y', 'x', '1'), row('Y', '2', '1')],
			[true, null, 2],
		],
	])('%s', (_name, rows, expected) => {
		const record = withTable('late_payments', rows);
		expect([
			record['has_late_card_payment_3y'],
			record['max_days_late'],
			record['late_payment_count'],
		]).toEqual(expected);
	});
});

describe('debt sold to VAMC', () => {
	test.each([
		['Không có', null, false],
		['Không', null, false],
		['0', 0, false],
		['85', 85, true],
		['', null, null],
		['-', null, null],
		['8S', null, null],
	])('"%s" is %s, and has_vamc is %s', (text, amount, has) => {
		const record = recordOf({ ...NOTHING, ...scalar('debt_sold_to_vamc', text) });
		expect(record).toMatchObject({ debt_sold_to_vamc: amount, has_vamc: has });
	});
});

describe('peak of the balances', () => {
	test.each<[string, unknown[][], unknown]>([
		[
			'the highest, whatever the order',
			[row('1', '0', '1'), row('5', '2', '7'), row('3', '0', '3')],
			7,
		],
		['of the readable ones', [row('-', '-', '-'), row('5', '2', '7'), row('9', '', '9O')], 7],
		['null when none is readable', [row('-', '-', '-')], null],
		['0 when all are 0', [row('0', '0', '0')], 0],
	])('%s', (_name, rows, expected) => {
		expect(withTable('outstanding_loans', rows)['loan_12m_peak']).toBe(expected);
	});
});

describe('inquiries', () => {
	const asked = (...days: string[]) => days.map((day) => row('79998001', 'QHTD', day));
	const windows = (rows: unknown[][], heading: object = HEADING) => {
		const record = recordOf({ ...NOTHING, ...heading, customers_look_up: rows });
		return [record['inquiry_count_1y'], record['inquiry_count_30d'], record['inquiry_count_90d']];
	};

	test('the windows end at the report, not today, and hold their first day', () => {
		const days = [
			'21/05/2024',
			'21/04/2024',
			'20/04/2024',
			'21/02/2024',
			'20/02/2024',
			'22/05/2023',
		];
		expect(windows(asked(...days))).toEqual([6, 2, 4]);
	});

	test('an inquiry after the report is in no window', () => {
		expect(windows(asked('22/05/2024'))).toEqual([1, 0, 0]);
	});

	test('a time beside the day changes nothing', () => {
		expect(windows(asked('09:30 - 21/05/2024', '21/04/2024 23:59'))).toEqual([2, 2, 2]);
	});

	test('an unreadable day leaves the windows open, not the count', () => {
		expect(windows(asked('21/05/2024', '31/02/2024'))).toEqual([2, null, null]);
	});

	test.each(['', 'x', '21/05/24'])('a report time of "%s" leaves the windows open', (text) => {
		expect(windows(asked('21/05/2024'), scalar('report_time', text))).toEqual([1, null, null]);
		expect(windows([], scalar('report_time', text))).toEqual([0, 0, 0]);
	});

	test('institutions are counted by code, and not at all when one has none', () => {
		const rows = [
			row('79998001', 'QHTD', '1/5/2024'),
			row('79998002', 'QHTD', '1/5/2024'),
			row('79998001', 'Tức thời', '2/5/2024'),
		];
		const record = withTable('customers_look_up', rows);
		expect(record['inquiry_institution_count_1y']).toBe(2);
		const open = withTable('customers_look_up', [...rows, row('', 'QHTD', '1/5/2024')]);
		expect(open['inquiry_institution_count_1y']).toBeNull();
	});
});

describe('collateral and contracts', () => {
	test('collateral is added up, "Không có" as 0', () => {
		const record = withTable('loan_guarantee', [row('2', '1'), row('Không có', '0')]);
		expect(record).toMatchObject({ collateral_count: 2, collateral_institution_count: 1 });
	});

	test.each<[string, unknown[][], number, number | null]>([
		['running', [row('05/04/2022', '05/04/2032')], 1, 1],
		['signed on the day of the report', [row('21/05/2024', '05/04/2032')], 1, 1],
		['ending on the day of the report', [row('05/04/2022', '21/05/2024')], 1, 1],
		['ended the day before', [row('05/04/2022', '20/05/2024')], 1, 0],
		['signed the day after', [row('22/05/2024', '05/04/2032')], 1, 0],
		['without an end', [row('05/04/2022', '')], 1, null],
		['ended, its beginning unreadable', [row('31/02/2022', '20/05/2024')], 1, 0],
		[
			'running, beside an unreadable one',
			[row('05/04/2022', '05/04/2032'), row('x', '05/04/2032')],
			2,
			null,
		],
	])('a contract %s', (_name, rows, count, active) => {
		const record = withTable('credit_contract', rows);
		expect(record).toMatchObject({ contract_count: count, active_contract_count: active });
	});

	test('without a report time nothing is known to be active', () => {
		const record = recordOf({ ...NOTHING, credit_contract: [row('05/04/2022', '05/04/2032')] });
		expect(record).toMatchObject({ contract_count: 1, active_contract_count: null });
	});
});

describe('units', () => {
	const LOAN = {
		...NOTHING,
		loan_details: [lender('79998001', 'Mẫu', [['Nhóm 1', '12,5']], '12,5')],
	};

	test.each([
		['asPrinted', 12.5, 'as_printed'],
		['millionVnd', 12_500_000, 'VND'],
	] as const)('%s', (amountUnit, total, unit) => {
		const record = recordOf(LOAN, { amountUnit });
		expect(record).toMatchObject({
			loan_total: total,
			loan_total_group_1: total,
			amount_unit: unit,
		});
	});

	test('a printed unit wins over the chosen one', () => {
		const loans = [
			lender('79998001', 'Mẫu', [], '12,5 tỷ'),
			lender('01997001', 'Hai', [], '500.000 đồng'),
			lender('48996001', 'Ba', [], '3'),
		];
		const record = recordOf({ ...NOTHING, loan_details: loans }, { amountUnit: 'millionVnd' });
		expect(record['loan_total']).toBe(12_503_500_000);
	});

	test('as printed, mixed units leave every total out, with a note', () => {
		const record = recordOf({
			...NOTHING,
			loan_details: [lender('79998001', 'Mẫu', [['Nhóm 1', '12 triệu']], '12 triệu')],
			credit_card_info: [row('50', '9', '0', '1')],
		});
		expect(record).toMatchObject({
			loan_total: null,
			loan_total_group_1: null,
			card_limit_total: null,
			card_utilisation: null,
			card_count: 1,
			worst_debt_group: 1,
			needs_review: true,
			review_notes:
				'Amount unit: amounts are printed in different units, so their totals are left out',
		});
	});

	test('a 0 without a unit mixes nothing', () => {
		const loans = [lender('79998001', 'Mẫu', [['Nhóm 1', '12 triệu']], '12 triệu')];
		const record = recordOf({
			...NOTHING,
			loan_details: loans,
			credit_card_info: [row('0', '0', '0', '0')],
		});
		expect(record).toMatchObject({ loan_total: 12, needs_review: false });
	});
});
