import fc from 'fast-check';

import {
	correctionsSchema,
	type Correction,
} from '../../../nodes/ComputerVisionVietnam/creditReport/corrections';
import { ItemFailure } from '../../../nodes/ComputerVisionVietnam/failures/failure';
import { allNotes, type Report } from '../../../nodes/ComputerVisionVietnam/creditReport/report';
import { TABLE_KEYS } from '../../../nodes/ComputerVisionVietnam/creditReport/sections';
import {
	cell,
	HEADING,
	lender,
	NOTHING,
	parseOne,
	recordOf,
	reply,
	row,
	rowsOf,
	scalar,
	shapeReply,
	type FormSettings,
} from '../../support/replies';
import { anyTrueInfo, placesOf, type Info } from '../../support/trueReports';

const RUNS = { numRuns: Number(process.env['RUNS'] ?? 40), endOnFailure: true };

const toCorrections = (list: unknown): Correction[] => correctionsSchema.parse(list);

const report = (fields: object = {}) => ({ ...HEADING, ...NOTHING, ...fields });

/** The record of a report after corrections, given as path and value. */
function correct(
	fields: object,
	values: Record<string, unknown>,
	settings: Partial<FormSettings> = {},
) {
	const list = Object.entries(values).map(([path, value]) => ({ path, value }));
	return recordOf(report(fields), { ...settings, corrections: toCorrections(list) });
}

function failureOf(fields: object, values: Record<string, unknown>): string {
	try {
		correct(fields, values);
	} catch (error) {
		if (error instanceof ItemFailure) return error.failure.message;
		throw error;
	}
	return 'no failure';
}

const LOANS = {
	loan_details: [
		lender('79998001', 'Ngân hàng A', [['- Dư nợ đủ tiêu chuẩn', '12O']], '120'),
		row('', '', 'Tổng cộng', '', '120'),
	],
};

describe('one value of each section', () => {
	test.each<[string, string, unknown, object, object]>([
		['the score', 'credit_score', '640', scalar('credit_score', '6A0'), { credit_score: 640 }],
		['a date', 'credit_ranking_date', '20/05/2024', {}, { credit_ranking_date: '2024-05-20' }],
		['a debt sold', 'debt_sold_to_vamc', 'Không có', {}, { has_vamc: false }],
		['a debt sold, as a number', 'debt_sold_to_vamc', 12.5, {}, { debt_sold_to_vamc: 12.5 }],
		['a total', 'loan_details.1.total', '1.120', LOANS, { loan_total: 1120 }],
		['a code', 'loan_details.1.institution_code', '01998002', LOANS, { lender_count: 1 }],
		[
			'an amount of a lender',
			'loan_details.1.debts.1.amount',
			'120',
			LOANS,
			{ loan_total_group_1: 120, worst_debt_group: 1, needs_review: false },
		],
		[
			'a name of a debt',
			'loan_details.1.debts.1.name',
			'Dư nợ nghi ngờ',
			{ loan_details: [lender('79998001', 'A', [['Dư nợ nghl ng0', '120']], '120')] },
			{ worst_debt_group: 4, loan_bad_total: 120, needs_review: false },
		],
		[
			'a card',
			'credit_card_info.1.credit_limit',
			1234,
			{ credit_card_info: [row('1,234', '9', '0', '1')] },
			{ card_limit_total: 1234, needs_review: false },
		],
		[
			'a balance',
			'outstanding_loans.1.loan_balance',
			'100',
			{ outstanding_loans: [row('1OO', '5', '105')] },
			{ loan_12m_peak: 105, needs_review: false },
		],
		[
			'a date of a bad debt',
			'bad_debt.1.last_occurred_date',
			'31/03/2023',
			{ bad_debt: [row('31/02/2023', 'Nhóm 5', '20', '1', 'A')] },
			{ last_bad_debt_date: '2023-03-31', needs_review: false },
		],
		[
			'a group of a bad debt',
			'bad_debt.1.debt_group',
			5,
			{ bad_debt: [row('31/03/2023', 'S', '20', '1', 'A')] },
			{ worst_bad_debt_group_5y: 5, needs_review: false },
		],
		[
			'a flag',
			'late_payments.1.has_late_payment',
			true,
			{ late_payments: [row('?', '12', '2')] },
			{ has_late_card_payment_3y: true, needs_review: false },
		],
		[
			'a count of late payments',
			'late_payments.1.max_days_late',
			'12 ngày',
			{ late_payments: [row('Y', 'l2', '2')] },
			{ max_days_late: 12, needs_review: false },
		],
		[
			'collateral',
			'loan_guarantee.1.collateral_count',
			3,
			{ loan_guarantee: [row('B', '2')] },
			{ collateral_count: 3, needs_review: false },
		],
		[
			'the end of a contract',
			'credit_contract.1.end_date',
			'01/06/2025',
			{ credit_contract: [row('01/06/2023', '01/06/20Z5')] },
			{ active_contract_count: 1, needs_review: false },
		],
		[
			'an inquiry',
			'customers_look_up.1.looked_up_at',
			'05/04/2024',
			{ customers_look_up: [row('79998001', 'QHTD', '05/O4/2024')] },
			{ inquiry_count_90d: 1, needs_review: false },
		],
		[
			'an undocumented cell',
			'credit_contract.1.cell_3',
			'HĐ-1',
			{ credit_contract: [[...row('01/06/2023', '01/06/2025'), cell('HD', 0.2)]] },
			{ needs_review: false },
		],
	])('%s', (_what, path, value, fields, expected) => {
		const record = correct(fields, { [path]: value });
		expect(record).toMatchObject({ ...expected, correction_count: 1 });
	});

	test('a blank takes the value away', () => {
		for (const nothing of [null, '', []]) {
			const record = correct(scalar('credit_score', '640'), { credit_score: nothing });
			expect(record).toMatchObject({ credit_score: null, needs_review: false });
		}
	});

	test('the name of a merged lender is that of the rows below it', () => {
		const first = row('31/03/2023', 'Nhóm 4', '20', '1', 'Ngân hàng');
		const fields = { bad_debt: [first, row('28/02/2023', 'Nhóm 4', '7', '', '')] };
		const corrections = toCorrections([
			{ path: 'bad_debt.1.institution_name', value: 'Ngân hàng A' },
		]);
		expect(rowsOf(report(fields), { corrections })).toMatchObject([
			{ institution_name: 'Ngân hàng A' },
			{ institution_name: 'Ngân hàng A' },
		]);
		const own = toCorrections([{ path: 'bad_debt.2.institution_name', value: 'Ngân hàng B' }]);
		expect(rowsOf(report(fields), { corrections: own })).toMatchObject([
			{ institution_name: 'Ngân hàng' },
			{ institution_name: 'Ngân hàng B' },
		]);
	});

	test('a line of a lender that was overlooked is added, one too many is struck out', () => {
		const fields = {
			loan_details: [lender('79998001', 'A', [['- Dư nợ đủ tiêu chuẩn', '100']], '120')],
		};
		expect(recordOf(report(fields))['needs_review']).toBe(true);
		expect(
			correct(fields, {
				'loan_details.1.debts.2.name': '- Dư nợ nghi ngờ',
				'loan_details.1.debts.2.amount': '20',
			}),
		).toMatchObject({ needs_review: false, loan_total_group_4: 20, worst_debt_group: 4 });
		const twice = {
			loan_details: [
				lender(
					'79998001',
					'A',
					[
						['Dư nợ đủ tiêu chuẩn', '100'],
						['Dư nợ nghi ngờ', '20'],
					],
					'100',
				),
			],
		};
		const record = correct(twice, {
			'loan_details.1.debts.2.name': null,
			'loan_details.1.debts.2.amount': null,
		});
		expect(record).toMatchObject({ needs_review: false, worst_debt_group: 1 });
		expect(record['loan_details']).toMatchObject([{ debts: [{ amount: 100 }] }]);
	});

	test('lines that came as something else are said to be none', () => {
		const odd = { loan_details: [[cell('1'), cell('79998001'), cell('A'), { x: 1 }, cell('0')]] };
		expect(recordOf(report(odd))).toMatchObject({ needs_review: true });
		expect(correct(odd, { 'loan_details.1.debts': null })).toMatchObject({ needs_review: false });
		expect(correct(odd, { 'loan_details.1.debts': true })).toMatchObject({ needs_review: false });
	});
});

describe('a table as a whole', () => {
	const SEEN = { bad_debt: [], bad_debt_image: 'iVBORw0KGgo=' };

	test.each([null, [], 'Không có', 'Không có nợ xấu'])('%j: it is empty', (value) => {
		expect(recordOf(report(SEEN))).toMatchObject({ needs_review: true, has_bad_debt_5y: null });
		expect(correct(SEEN, { bad_debt: value })).toMatchObject({
			needs_review: false,
			has_bad_debt_5y: false,
			bad_debt_row_count: 0,
		});
	});

	test('true: it is as it was read', () => {
		const total = {
			loan_details: [...LOANS.loan_details.slice(0, 1), row('', '', 'Cộng', '', '9')],
		};
		const values = { loan_details: true, 'loan_details.1.debts.1.amount': '120' };
		expect(correct(total, values)).toMatchObject({ needs_review: false, loan_total: 120 });
	});

	test('no table becomes anything else', () => {
		for (const value of ['3 rows', 5, false]) {
			expect(failureOf(SEEN, { bad_debt: value })).toContain('"bad_debt"');
		}
	});

	test('the unit of the amounts is settled', () => {
		const card = { credit_card_info: [row('50', '9', '0', '1')] };
		const inDong = { amountUnit: 'vnd' } as const;
		expect(recordOf(report(card), inDong)).toMatchObject({ needs_review: true });
		expect(correct(card, { amount_unit: true }, inDong)).toMatchObject({ needs_review: false });
		expect(failureOf(card, { amount_unit: 'vnd' })).toContain('"amount_unit"');
	});
});

describe('what is no correction fails and names its place', () => {
	test.each([
		'',
		'score',
		'credit_score.1',
		'loan_details.2.total',
		'loan_details.0.total',
		'loan_details.01.total',
		'loan_details.1',
		'loan_details.1.balance',
		'loan_details.1.__proto__',
		'loan_details.1.constructor',
		'loan_details.1.total.1.amount',
		'loan_details.1.debts.0.name',
		'loan_details.1.debts.3.name',
		'loan_details.1.debts.1',
		'loan_details.1.debts.1.group',
		'loan_details.1.debts.01.name',
		'loan_details.1.debts.1.amount.x',
		'credit_contract.1.cell_9',
		'imgs',
		'confidence',
	])('no place %j', (path) => {
		expect(failureOf(LOANS, { [path]: '1' })).toBe(`The report has no place "${path}" to correct`);
	});

	test.each<[string, unknown]>([
		['credit_score', '64O'],
		['report_time', 'yesterday'],
		['loan_details.1.total', '1,234'],
		['loan_details.1.total', true],
		['loan_details.1.total', -5],
		['loan_details.1.debts.1.amount', 'much'],
		['loan_details.1.debts.1.amount', '12O'],
	])('%s cannot be %j', (path, value) => {
		const message = failureOf(LOANS, { [path]: value });
		expect(message).toBe(`The correction of "${path}" cannot be read`);
	});

	test('no report at that place of the reply', () => {
		const corrections = toCorrections([{ path: 'credit_score', value: '640', report_index: 1 }]);
		expect(() => recordOf(report(), { corrections })).toThrow(ItemFailure);
	});

	test.each<[unknown, RegExp]>([
		['nonsense', /^a list of corrections, each with "path"/],
		[{ path: 'credit_score', value: '1' }, /^a list of corrections/],
		[[{ path: 'credit_score', value: '1' }, 5], /the one in place 2 is not/],
		[[{ path: 'credit_score' }], /the one in place 1 is not/],
		[[{ path: 5, value: '1' }], /the one in place 1 is not/],
		[[{ path: 'a', value: { a: 1 } }], /the one in place 1 is not/],
		[[{ path: 'a', value: '1', report_index: 'x' }], /the one in place 1 is not/],
	])('%j is no list of corrections', (value, message) => {
		const { error } = correctionsSchema.safeParse(value);
		expect(error?.issues).toMatchObject([{ message: expect.stringMatching(message) }]);
	});
});

describe('the trail', () => {
	const fields = scalar('credit_score', '6A0');
	const trailOf = (record: object): unknown =>
		JSON.parse((record as { corrections: string }).corrections);

	test('says who said what, when and why, in order', () => {
		const list = [
			{ path: 'credit_score', value: '640', by: 'Lan', at: '2024-06-01', reason: 'page 1' },
			{ path: 'credit_score', value: 641, by: 'Minh' },
		];
		const record = recordOf(report(fields), { corrections: toCorrections(list) });
		expect(record).toMatchObject({ credit_score: 641, correction_count: 2, needs_review: false });
		expect(trailOf(record)).toEqual([
			{
				path: 'credit_score',
				old: '6A0',
				new: '640',
				by: 'Lan',
				at: '2024-06-01',
				reason: 'page 1',
			},
			{ path: 'credit_score', old: '640', new: 641, by: 'Minh', at: null, reason: null },
		]);
	});

	test('is there only where corrections were given', () => {
		expect(recordOf(report(fields))).not.toHaveProperty('corrections');
		expect(recordOf(report(fields))).not.toHaveProperty('correction_count');
	});

	test('masks who somebody is, where that is asked for', () => {
		const values = { id_card: '000190000102', cic_code: 101, address: 'Số 7' };
		const corrections = toCorrections(
			Object.entries(values).map(([path, value]) => ({ path, value })),
		);
		const record = recordOf(report(), { corrections, maskIdentifiers: true });
		expect(trailOf(record)).toMatchObject([
			{ old: '********0101', new: '********0102' },
			{ old: '******0101', new: '101' },
			{ old: null, new: 'Số 7' },
		]);
		expect(JSON.stringify(record)).not.toMatch(/00019000010|0000000101/);
	});

	test('belongs to its report of the reply', () => {
		const corrections = toCorrections([{ path: 'credit_score', value: '640', report_index: 1 }]);
		const { records } = shapeReply(reply(report(fields), report(fields)), {
			output: 'record',
			corrections,
		});
		expect(records.map(({ json }) => json)).toMatchObject([
			{ credit_score: null, correction_count: 0, needs_review: true },
			{ credit_score: 640, correction_count: 1, needs_review: false },
		]);
	});
});

/** What a report says, without how sure one is of it. */
function figuresOf({ key, summary, scalars, tables }: Report) {
	return {
		key,
		summary,
		scalars: Object.fromEntries(Object.entries(scalars).map(([name, { value }]) => [name, value])),
		tables: TABLE_KEYS.map((table) =>
			tables[table].rows.map(({ fields }) =>
				Object.values(fields as Record<string, { value: unknown }>).map(({ value }) =>
					Array.isArray(value)
						? value.map((line: { name: unknown; amount: unknown }) => [line.name, line.amount])
						: value,
				),
			),
		),
	};
}

const keysOf = ({ key, tables }: Report): string[] => [
	key,
	...TABLE_KEYS.flatMap((table) => tables[table].rows.map((each) => each.key)),
];

describe('whatever the report', () => {
	/** A true report, and the same with doubtful and misread places. */
	const anyMisread = fc
		.tuple(anyTrueInfo, fc.array(fc.tuple(fc.nat(), fc.nat()), { minLength: 1, maxLength: 10 }))
		.map(([info, changes]): [Info, Info] => {
			const misread = structuredClone(info);
			const places = placesOf(misread);
			// Which row of a table is a total or a heading is not to be corrected value by value.
			const apart = new Set(['report_time', 'cic_code', 'id_card']);
			for (const [at, kind] of changes) {
				const place = places[at % places.length];
				if (!place) continue;
				if (kind % 3 === 0 || apart.has(place.path)) place.doubt(0.4);
				else place.write(kind % 3 === 1 ? `${place.text}?` : place.text.replace(/\d/, 'O'));
			}
			return [info, misread];
		});

	test('correcting every review item with the truth gives the true report without review', () => {
		fc.assert(
			fc.property(anyMisread, ([info, misread]) => {
				const truth = parseOne(info);
				expect(allNotes(truth).filter(({ needsReview }) => needsReview)).toEqual([]);
				const printed = new Map(placesOf(info).map(({ path, text }) => [path, text]));
				const asked = allNotes(parseOne(misread)).filter(({ needsReview }) => needsReview);
				const wrong = placesOf(misread).filter(({ path, text }) => printed.get(path) !== text);
				const paths = new Set([...asked, ...wrong].map(({ path }) => path));
				const corrections = toCorrections(
					[...paths].map((path) => ({
						path,
						value: TABLE_KEYS.some((key) => key === path) ? true : (printed.get(path) ?? null),
					})),
				);
				const corrected = parseOne(misread, { corrections });
				expect(allNotes(corrected).filter(({ needsReview }) => needsReview)).toEqual([]);
				expect(figuresOf(corrected)).toEqual(figuresOf(truth));
			}),
			RUNS,
		);
	});

	test('corrections change no key', () => {
		fc.assert(
			fc.property(anyMisread, ([info, misread]) => {
				const corrections = toCorrections(
					placesOf(info).map(({ path, text }) => ({ path, value: text })),
				);
				expect(keysOf(parseOne(misread, { corrections }))).toEqual(keysOf(parseOne(misread)));
			}),
			RUNS,
		);
	});

	test('correcting with what was printed changes nothing', () => {
		fc.assert(
			fc.property(anyTrueInfo, fc.integer({ min: 1, max: 5 }), (info, step) => {
				const places = placesOf(info).filter((_place, index) => index % step === 0);
				const corrections = toCorrections(places.map(({ path, text }) => ({ path, value: text })));
				const corrected = parseOne(info, { corrections });
				expect(figuresOf(corrected)).toEqual(figuresOf(parseOne(info)));
				expect(corrected.trail?.every((entry) => entry.old === entry.new)).toBe(true);
			}),
			RUNS,
		);
	});

	test('a report is left as it was', () => {
		fc.assert(
			fc.property(anyMisread, ([info, misread]) => {
				const before = JSON.stringify(misread);
				const corrections = toCorrections(
					placesOf(info).map(({ path, text }) => ({ path, value: text })),
				);
				parseOne(misread, { corrections });
				expect(JSON.stringify(misread)).toBe(before);
			}),
			{ ...RUNS, numRuns: 10 },
		);
	});
});
