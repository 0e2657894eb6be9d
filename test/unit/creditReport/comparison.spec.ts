import fc from 'fast-check';

import {
	compareTables,
	isSamePerson,
	isWrongOrder,
	summarizeChanges,
	type Change,
} from '../../../nodes/ComputerVisionVietnam/creditReport/comparison';
import type { Report } from '../../../nodes/ComputerVisionVietnam/creditReport/report';
import { cell, HEADING, lender, NOTHING, parseOne, row, scalar } from '../../support/replies';
import { anyTrueInfo, placesOf, type Info } from '../../support/trueReports';

const RUNS = { numRuns: Number(process.env['RUNS'] ?? 40), endOnFailure: true };

const read = (fields: object): Report => parseOne({ ...HEADING, ...NOTHING, ...fields });

/** What changed, each as "change direction table key column: earlier → later". */
function tell(earlier: object, later: object): string[] {
	return compareTables(read(earlier), read(later)).map((each) => {
		const { change, direction, table, key, column } = each;
		const values = column === null ? '' : `: ${each.earlier} → ${each.later}`;
		return `${change} ${direction} ${table} ${key} ${column ?? '-'}${values}`;
	});
}

const summaryOf = (earlier: object, later: object) => {
	const [before, after] = [read(earlier), read(later)];
	return summarizeChanges(before, after, compareTables(before, after));
};

const GROUP_1 = [['- Dư nợ đủ tiêu chuẩn', '100']] as const;
const loan = (code: string, name: string, total: string, group = 'Dư nợ đủ tiêu chuẩn') =>
	lender(code, name, [[`- ${group}`, total]], total);

describe('loans: a lender by system and branch code', () => {
	const A = loan('79998001', 'Ngân hàng A', '100');
	const B = loan('01997001', 'Ngân hàng B', '50');
	const loans = (...rows: unknown[]) => ({ loan_details: rows });

	test('a new lender is worse, one that is gone is better', () => {
		expect(tell(loans(A), loans(A, B))).toEqual(['added worse loan_details 01997001 -']);
		expect(tell(loans(A, B), loans(B))).toEqual(['removed better loan_details 79998001 -']);
	});

	test('another place, number or name of the same lender is no change for the worse', () => {
		expect(tell(loans(A, B), loans(B, A))).toEqual([]);
		const renamed = loan('79998001', 'Ngân hàng TMCP A', '100');
		expect(tell(loans(A), loans(renamed))).toEqual([
			'changed neutral loan_details 79998001 institution_name: Ngân hàng A → Ngân hàng TMCP A',
		]);
	});

	test('a higher total is worse; the first group itself is neutral', () => {
		expect(tell(loans(A), loans(loan('79998001', 'Ngân hàng A', '120')))).toEqual([
			'changed worse loan_details 79998001 total: 100 → 120',
			'changed neutral loan_details 79998001 group_1: 100 → 120',
		]);
	});

	test('a debt that falls into a worse group is worse, although no line was printed before', () => {
		const fallen = loan('79998001', 'Ngân hàng A', '100', 'Dư nợ dưới tiêu chuẩn');
		expect(tell(loans(A), loans(fallen))).toEqual([
			'changed neutral loan_details 79998001 group_1: 100 → 0',
			'changed worse loan_details 79998001 group_3: 0 → 100',
		]);
	});

	test('a group is not known where the lines do not account for the total', () => {
		const open = lender('79998001', 'Ngân hàng A', [], '100');
		expect(tell(loans(A), loans(open))).toEqual([
			'changed unknown loan_details 79998001 group_1: 100 → null',
			...[2, 3, 4, 5].map(
				(group) => `changed unknown loan_details 79998001 group_${group}: 0 → null`,
			),
			'changed unknown loan_details 79998001 other_bad: 0 → null',
		]);
	});

	test('a lender without a readable code is found by its name', () => {
		const nameless = lender('', 'NGÂN HÀNG A', GROUP_1.slice(), '100');
		expect(tell(loans(A), loans(nameless))).toEqual([
			'changed unknown loan_details ngan hang a institution_code: 79998001 → null',
			'changed neutral loan_details ngan hang a institution_name: Ngân hàng A → NGÂN HÀNG A',
		]);
	});

	test('one without a code and a name may be any of those that are gone, and nothing else', () => {
		const blank = lender('', '', GROUP_1.slice(), '100');
		expect(tell(loans(A), loans(blank, B))).toEqual([
			'removed unknown loan_details 79998001 -',
			'added unknown loan_details null -',
			'added worse loan_details 01997001 -',
		]);
	});

	test('two branches of one name without a code cannot be told apart', () => {
		const other = loan('79998002', 'Ngân hàng A', '70');
		const nameless = lender('', 'Ngân hàng A', GROUP_1.slice(), '100');
		expect(tell(loans(A, other), loans(nameless))).toEqual([
			'removed unknown loan_details 79998001 -',
			'removed unknown loan_details 79998002 -',
			'added unknown loan_details ngan hang a -',
		]);
	});

	test('of rows with one code the first is matched with the first', () => {
		expect(tell(loans(A, A), loans(A))).toEqual(['removed better loan_details 79998001 (2) -']);
	});
});

describe('cards, late payments and collateral: by their place', () => {
	const cards = (...values: string[]) => ({ credit_card_info: [row(...values)] });

	test('more to be paid and more that is late is worse; a limit and a number of cards are neutral', () => {
		expect(tell(cards('50', '9', '0', '1'), cards('60', '8', '2', '2'))).toEqual([
			'changed neutral credit_card_info 1 credit_limit: 50 → 60',
			'changed better credit_card_info 1 payable_amount: 9 → 8',
			'changed worse credit_card_info 1 late_amount: 0 → 2',
			'changed neutral credit_card_info 1 card_count: 1 → 2',
		]);
	});

	test('a first card and one given back are neutral', () => {
		const one = cards('50', '9', '0', '1');
		expect(tell({}, one)).toEqual(['added neutral credit_card_info 1 -']);
		expect(tell(one, {})).toEqual(['removed neutral credit_card_info 1 -']);
	});

	test('late payments', () => {
		const late = (...values: string[]) => ({ late_payments: [row(...values)] });
		expect(tell(late('N', '0', '0'), late('Y', '12', '2'))).toEqual([
			'changed worse late_payments 1 has_late_payment: false → true',
			'changed worse late_payments 1 max_days_late: 0 → 12',
			'changed worse late_payments 1 late_count: 0 → 2',
		]);
		expect(tell(late('Y', '12', '2'), late('Y', '?', '1'))).toEqual([
			'changed unknown late_payments 1 max_days_late: 12 → null',
			'changed better late_payments 1 late_count: 2 → 1',
		]);
	});

	test('collateral is neutral', () => {
		const pledged = (...values: string[]) => ({ loan_guarantee: [row(...values)] });
		expect(tell(pledged('2', '1'), pledged('3', '2'))).toEqual([
			'changed neutral loan_guarantee 1 collateral_count: 2 → 3',
			'changed neutral loan_guarantee 1 institution_count: 1 → 2',
		]);
		expect(tell({}, pledged('3', '2'))).toEqual(['added neutral loan_guarantee 1 -']);
	});
});

describe('balances: a month by its name', () => {
	const months = (...rows: unknown[]) => ({ outstanding_loans: rows });
	const MARCH = row('03/2024', '100', '5', '105');
	const APRIL = row('04/2024', '110', '5', '115');

	test('months come and go; the same month changes for the worse', () => {
		expect(tell(months(MARCH), months(APRIL))).toEqual([
			'removed neutral outstanding_loans 2024-03 -',
			'added neutral outstanding_loans 2024-04 -',
		]);
		expect(tell(months(MARCH), months(row('03/2024', '120', '5', '125')))).toEqual([
			'changed worse outstanding_loans 2024-03 loan_balance: 100 → 120',
			'changed worse outstanding_loans 2024-03 total_balance: 105 → 125',
		]);
	});

	test('months without a name are one thing that cannot be compared', () => {
		const nameless = [row('100', '5', '105'), row('90', '5', '95')];
		expect(tell(months(...nameless), months(row('110', '5', '115'), ...nameless))).toEqual([
			'added neutral outstanding_loans null -',
		]);
		expect(tell(months(...nameless), months(row('1', '2', '3'), row('1', '2', '3')))).toEqual([
			'changed unknown outstanding_loans null -',
		]);
	});
});

describe('bad debts: by lender and date', () => {
	const debts = (...rows: unknown[]) => ({ bad_debt: rows });
	const OLD = row('31/03/2023', 'Nhóm 4', '20', '1', 'Ngân hàng A');
	const NEW = row('31/12/2023', 'Nhóm 5', '20', '2', 'Ngân hàng B');

	test('a new one is worse, one that vanished is better', () => {
		expect(tell(debts(OLD), debts(OLD, NEW))).toEqual([
			'added worse bad_debt ngan hang b 2023-12-31 -',
		]);
		expect(tell(debts(OLD, NEW), debts(NEW))).toEqual([
			'removed better bad_debt ngan hang a 2023-03-31 -',
		]);
		expect(tell(debts(OLD), {})).toEqual(['removed better bad_debt ngan hang a 2023-03-31 -']);
	});

	test('group and amount', () => {
		const grown = row('31/03/2023', 'Nhóm 5', '10', '1', 'Ngân hàng A');
		expect(tell(debts(OLD), debts(grown))).toEqual([
			'changed worse bad_debt ngan hang a 2023-03-31 debt_group: 4 → 5',
			'changed better bad_debt ngan hang a 2023-03-31 amount: 20 → 10',
		]);
	});

	test('a lender whose cell spans its rows is the lender of each', () => {
		const second = row('28/02/2023', 'Nhóm 4', '7', '', '');
		expect(tell(debts(OLD, second), debts(OLD))).toEqual([
			'removed better bad_debt ngan hang a 2023-02-28 -',
		]);
	});

	test('one without a date may be the one that is gone, but not that of another lender', () => {
		const dateless = row('', 'Nhóm 4', '20', '1', 'Ngân hàng A');
		expect(tell(debts(OLD), debts(dateless, NEW))).toEqual([
			'removed unknown bad_debt ngan hang a 2023-03-31 -',
			'added unknown bad_debt null -',
			'added worse bad_debt ngan hang b 2023-12-31 -',
		]);
		expect(summaryOf(debts(OLD), debts(dateless, NEW))).toMatchObject({
			new_bad_debt_count: null,
			vanished_bad_debt_count: null,
		});
	});
});

describe('contracts by their dates, inquiries by lender, product and time', () => {
	test('they are neutral', () => {
		expect(tell({}, { credit_contract: [row('01/02/2023', '01/02/2025')] })).toEqual([
			'added neutral credit_contract 2023-02-01 2025-02-01 -',
		]);
		const asked = (time: string) => ({
			customers_look_up: [row('79998001', 'QHTD', time)],
		});
		expect(tell(asked('05/04/2024 09:15'), asked('05/04/2024 09:16'))).toEqual([
			'removed neutral customers_look_up 79998001 QHTD 2024-04-05T09:15:00+07:00 -',
			'added neutral customers_look_up 79998001 QHTD 2024-04-05T09:16:00+07:00 -',
		]);
	});

	test('the same inquiry twice is two', () => {
		const one = row('79998001', 'QHTD', '05/04/2024 09:15');
		expect(tell({ customers_look_up: [one] }, { customers_look_up: [one, one] })).toEqual([
			'added neutral customers_look_up 79998001 QHTD 2024-04-05T09:15:00+07:00 (2) -',
		]);
	});
});

describe('a table that is not known', () => {
	const LOANS = { loan_details: [loan('79998001', 'Ngân hàng A', '100')] };

	test('on one side is told, and neither worse nor better', () => {
		const [change, ...others] = compareTables(read(LOANS), read({ loan_details: null }));
		expect(others).toEqual([]);
		expect(change).toMatchObject({
			change: 'changed',
			direction: 'unknown',
			key: null,
			column: null,
			earlier: 'listed',
			later: 'unknown',
		});
	});

	test('counts as nothing known, on both sides too', () => {
		for (const [earlier, later] of [
			[LOANS, { loan_details: null }],
			[{ loan_details: null }, LOANS],
			[{ loan_details: null }, { loan_details: null }],
		] as const) {
			expect(summaryOf(earlier, later)).toMatchObject({
				new_lender_count: null,
				closed_lender_count: null,
				worst_group_rose: null,
				is_worse: null,
				loan_total_change: null,
			});
		}
	});

	test('of bad debts leaves open whether it became worse', () => {
		expect(summaryOf({ bad_debt: null }, { bad_debt: null })).toMatchObject({
			new_bad_debt_count: null,
			vanished_bad_debt_count: null,
			is_worse: null,
		});
	});
});

describe('the figures', () => {
	const FALLEN = { loan_details: [loan('79998001', 'A', '100', 'Dư nợ dưới tiêu chuẩn')] };
	const GOOD = { loan_details: [loan('79998001', 'A', '100')] };

	test('of two reports', () => {
		const later = { ...FALLEN, ...scalar('report_time', '00:30 - 21/06/2024') };
		const earlier = { ...GOOD, ...scalar('report_time', '23:30 - 21/05/2024') };
		const VAMC = scalar('debt_sold_to_vamc', 'Không có');
		const summary = summaryOf({ ...earlier, ...VAMC }, { ...later, ...VAMC });
		expect(summary).toMatchObject({
			same_person: true,
			report_time_earlier: '2024-05-21T23:30:00+07:00',
			report_time_later: '2024-06-21T00:30:00+07:00',
			days_between: 31,
			worst_group_rose: true,
			is_worse: true,
			new_lender_count: 0,
			closed_lender_count: 0,
			new_bad_debt_count: 0,
			vanished_bad_debt_count: 0,
			loan_total_earlier: 100,
			loan_total_later: 100,
			loan_total_change: 0,
			loan_bad_total_change: 100,
			worst_debt_group_earlier: 1,
			worst_debt_group_later: 3,
			worst_debt_group_change: 2,
		});
		expect(Object.keys(summary).filter((name) => /^has_|_date_/.test(name))).toEqual([]);
	});

	test('not worse needs all figures that it rests on', () => {
		const VAMC = scalar('debt_sold_to_vamc', 'Không có');
		expect(summaryOf({ ...GOOD, ...VAMC }, { ...GOOD, ...VAMC })).toMatchObject({
			is_worse: false,
			worst_group_rose: false,
		});
		expect(summaryOf(GOOD, GOOD)).toMatchObject({ is_worse: null });
		expect(summaryOf({ ...FALLEN, ...VAMC }, { ...GOOD, ...VAMC })).toMatchObject({
			is_worse: false,
		});
	});

	test('a first loan is no worse group than none at all would be', () => {
		expect(summaryOf({}, GOOD)).toMatchObject({ worst_group_rose: true, new_lender_count: 1 });
		expect(summaryOf(GOOD, {})).toMatchObject({ worst_group_rose: false, closed_lender_count: 1 });
	});

	test('a group rose for certain only from groups that are all known', () => {
		const open = lender('01997001', 'B', [], '70');
		const PARTLY = { loan_details: [...GOOD.loan_details, open] };
		expect(summaryOf(PARTLY, FALLEN)).toMatchObject({ worst_group_rose: null });
		expect(summaryOf(GOOD, PARTLY)).toMatchObject({ worst_group_rose: null });
		const WORSE = { loan_details: [...FALLEN.loan_details, open] };
		expect(summaryOf(GOOD, WORSE)).toMatchObject({ worst_group_rose: true });
	});

	test('tenths add up', () => {
		const of = (total: string) => ({ loan_details: [lender('79998001', 'A', [], total)] });
		expect(summaryOf(of('0,1'), of('0,3'))).toMatchObject({ loan_total_change: 0.2 });
	});

	test('debt sold to VAMC is worse', () => {
		const sold = (text: string) => scalar('debt_sold_to_vamc', text);
		expect(summaryOf(sold('Không có'), sold('30'))).toMatchObject({ is_worse: true });
		expect(summaryOf(sold('30'), sold('30'))).toMatchObject({ is_worse: false });
	});
});

describe('whom and when', () => {
	test.each([
		[{}, {}, true],
		[scalar('id_card', '190000101'), {}, true],
		[{ ...scalar('id_card', ''), ...scalar('cic_code', '') }, {}, null],
		[scalar('cic_code', '0000000102'), scalar('id_card', '000190000102'), false],
		[{ ...scalar('cic_code', ''), ...scalar('id_card', '190000101') }, {}, null],
		[scalar('cic_code', '0000000102'), {}, true],
	])('%j and %j: the same person: %s', (earlier, later, expected) => {
		expect(isSamePerson(read(earlier), read(later))).toBe(expected);
		expect(isSamePerson(read(later), read(earlier))).toBe(expected);
	});

	test('the wrong order is that of the times; without one there is none', () => {
		const at = (time: string) => read(scalar('report_time', time));
		expect(isWrongOrder(at('11:07 - 21/05/2024'), at('11:06 - 21/05/2024'))).toBe(true);
		expect(isWrongOrder(at('11:07 - 21/05/2024'), at('11:07 - 21/05/2024'))).toBe(false);
		expect(isWrongOrder(at('11:07 - 21/05/2024'), at(''))).toBe(false);
		expect(isWrongOrder(at(''), at('11:07 - 21/05/2024'))).toBe(false);
	});

	test('a time that is not known leaves the days open', () => {
		expect(summaryOf(scalar('report_time', ''), {})).toMatchObject({ days_between: null });
	});
});

describe('whatever the reports say', () => {
	const MIRRORED: Record<string, string> = {
		added: 'removed',
		removed: 'added',
		changed: 'changed',
		worse: 'better',
		better: 'worse',
		neutral: 'neutral',
		unknown: 'unknown',
	};
	/** Two reports with something in common: one true report, and the same with other texts in places. */
	const anyPair = fc
		.tuple(anyTrueInfo, anyTrueInfo, fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 12 }))
		.map(([info, other, changes]): [Info, Info] => {
			const changed = structuredClone(info);
			const places = placesOf(changed);
			const texts = [...placesOf(other).map(({ text }) => text), '', '??', 'Không có'];
			for (const [place, text] of changes) {
				places[place % places.length]?.write(texts[text % texts.length] ?? '');
			}
			for (const table of ['loan_details', 'bad_debt', 'customers_look_up', 'credit_contract']) {
				const [rows, others] = [changed[table] as unknown[], other[table] as unknown[]];
				if ((changes.length + rows.length) % 2 === 0) rows.splice(0, 1, ...others.slice(0, 2));
			}
			return [info, changed];
		});

	test('compared with itself a report gives no change', () => {
		fc.assert(
			fc.property(anyPair, ([, info]) => {
				const report = parseOne(info);
				expect(compareTables(report, report)).toEqual([]);
				const summary = summarizeChanges(report, report, []);
				for (const [name, value] of Object.entries(summary)) {
					if (name.endsWith('_change')) expect([0, null]).toContain(value);
				}
				expect([false, null]).toContain(summary['is_worse']);
				expect([false, null]).toContain(summary['worst_group_rose']);
			}),
			RUNS,
		);
	});

	test('turned around, worse is better and what was added is gone', () => {
		const toText = (change: Change, isTurned: boolean) => {
			const { change: kind, direction, table, key, column, earlier, later } = change;
			const values = isTurned ? [later, earlier] : [earlier, later];
			const [shownKind, shown] = isTurned
				? [MIRRORED[kind], MIRRORED[direction]]
				: [kind, direction];
			// A lender that one side knows by its name only is shown by the later one's key.
			const shownKey = kind === 'changed' && table === 'loan_details' ? '' : key;
			return JSON.stringify([shownKind, shown, table, shownKey, column, values]);
		};
		fc.assert(
			fc.property(anyPair, ([one, other]) => {
				const [left, right] = [parseOne(one), parseOne(other)];
				const [there, back] = [compareTables(left, right), compareTables(right, left)];
				expect(back.map((change) => toText(change, true)).sort()).toEqual(
					there.map((change) => toText(change, false)).sort(),
				);
				const [forth, turned] = [
					summarizeChanges(left, right, there),
					summarizeChanges(right, left, back),
				];
				expect(turned['new_lender_count']).toBe(forth['closed_lender_count']);
				expect(turned['new_bad_debt_count']).toBe(forth['vanished_bad_debt_count']);
				for (const [name, value] of Object.entries(forth)) {
					if (!name.endsWith('_change')) continue;
					const back = turned[name];
					expect(back).toBe(typeof value === 'number' ? (value === 0 ? 0 : -value) : null);
				}
			}),
			RUNS,
		);
	});

	test('what is not known on a side is never better or worse', () => {
		fc.assert(
			fc.property(anyPair, ([one, other]) => {
				for (const change of compareTables(parseOne(one), parseOne(other))) {
					if (change.column === null) continue;
					if (change.earlier === null || change.later === null) {
						expect(change.direction).toBe('unknown');
					} else expect(change.direction).not.toBe('unknown');
				}
			}),
			RUNS,
		);
	});

	test('a value blanked or made unreadable makes nothing better or worse', () => {
		fc.assert(
			fc.property(anyTrueInfo, fc.nat(), fc.constantFrom('', '??', '1?2'), (info, at, text) => {
				const changed = structuredClone(info);
				const places = placesOf(changed);
				const place = places[at % places.length];
				// A name is a text, and any text can be one.
				if (!place || /name$|product$/.test(place.path)) return;
				place.write(text);
				const [left, right] = [parseOne(info), parseOne(changed)];
				for (const changes of [compareTables(left, right), compareTables(right, left)]) {
					expect(changes.filter(({ direction }) => /worse|better/.test(direction))).toEqual([]);
				}
			}),
			{ numRuns: RUNS.numRuns * 5, endOnFailure: true },
		);
	});
});

test('a cell that is not text does not stop a comparison', () => {
	const odd = { loan_details: [[cell({ a: 1 }), cell([1]), cell(null), cell(5), cell({})]] };
	expect(() => tell(odd, {})).not.toThrow();
});
