import fc from 'fast-check';

import { allNotes, parseReports } from '../../../nodes/ComputerVisionVietnam/creditReport/report';
import { TABLE_KEYS } from '../../../nodes/ComputerVisionVietnam/creditReport/sections';
import {
	cell,
	debts,
	HEADING,
	lender,
	NOTHING,
	parseOne,
	recordOf,
	reply,
	reportsOf,
	row,
	scalar,
	SETTINGS,
} from '../../support/replies';
import { anyTrueInfo, placesOf, type Info } from '../../support/trueReports';

const RUNS = { numRuns: Number(process.env['RUNS'] ?? 40), endOnFailure: true };

const full = (fields: object = {}) => ({ ...HEADING, ...NOTHING, ...fields });
const secondOf = (info: object) => ({ second: reportsOf(reply(info)) });

/** The record of two readings. */
const recordOfTwo = (first: object, second: object, settings = {}) =>
	recordOf(full(first), { ...settings, ...secondOf(full(second)) });

const asking = (first: object, second: object) =>
	allNotes(parseOne(first, secondOf(second))).filter(({ needsReview }) => needsReview);

const notesOfTwo = (first: object, second: object) =>
	asking(full(first), full(second)).map(({ path, text }) => `${path}: ${text}`);

describe('where both agree', () => {
	test.each<[string, object, object]>([
		['a low confidence', scalar('address', 'Số 7', 0.1), scalar('address', 'Số 7', 0.2)],
		['a missing one', scalar('address', 'Số 7', null), scalar('address', 'Số 7')],
		[
			'another spelling',
			scalar('address', 'Số 7, phố Mẫu', 0.1),
			scalar('address', 'SO 7,pho mau'),
		],
		[
			'another spelling of an amount',
			{ credit_card_info: [[cell('1.234,50', 0.1), ...row('9', '0', '1')]] },
			{ credit_card_info: [[cell('1234,5'), ...row('9', '0', '1')]] },
		],
		[
			'another spelling of a date',
			{ credit_contract: [[cell('01/06/2023', 0.1), cell('01/06/2025')]] },
			{ credit_contract: [[cell('1-6-2023'), cell('01/06/2025')]] },
		],
		[
			'an amount of a lender',
			{
				loan_details: [
					[
						...row('1', '79998001', 'A'),
						{ ...debts(['Nhóm 1', '120']), score: [0.2] },
						cell('120', 0.2),
					],
				],
			},
			{ loan_details: [lender('79998001', 'A', [['NHÓM 1', '120']], '120')] },
		],
	])('%s asks for nobody', (_what, first, second) => {
		expect(recordOf(full(first))).toMatchObject({ needs_review: true });
		expect(recordOfTwo(first, second)).toMatchObject({
			needs_review: false,
			review_notes: null,
			differing_value_count: 0,
		});
	});

	test('on what cannot be read, a person is asked all the same', () => {
		const fields = scalar('credit_score', '6A0');
		expect(recordOfTwo(fields, fields)).toMatchObject({
			needs_review: true,
			credit_score: null,
			differing_value_count: 0,
		});
	});
});

describe('where they differ', () => {
	test('the first one stands, and the note has both', () => {
		const record = recordOfTwo(scalar('credit_score', '640'), scalar('credit_score', '540'));
		expect(record).toMatchObject({
			credit_score: 640,
			needs_review: true,
			review_notes: 'Credit score: the two readings differ: "640" and "540"',
			agreed_value_count: 3,
			differing_value_count: 1,
		});
	});

	test.each<[string, object, object, string]>([
		[
			'a value that only the first has',
			scalar('credit_score', '640'),
			{},
			'credit_score: the two readings differ: "640" and nothing',
		],
		[
			'a value that only the second has',
			{},
			scalar('credit_score', '640'),
			'credit_score: the two readings differ: nothing and "640"',
		],
		[
			'an amount',
			{ credit_card_info: [row('50', '9', '0', '1')] },
			{ credit_card_info: [row('80', '9', '0', '1')] },
			'credit_card_info.1.credit_limit: the two readings differ: "50" and "80"',
		],
		[
			'an amount of a lender',
			{ loan_details: [lender('79998001', 'A', [['Nhóm 1', '120']], '120')] },
			{ loan_details: [lender('79998001', 'A', [['Nhóm 1', '720']], '120')] },
			'loan_details.1.debts.1.amount: the two readings differ: "120" and "720"',
		],
		[
			'a table that is empty in the second',
			{ loan_guarantee: [row('3', '2')] },
			{},
			'loan_guarantee: only one of the two readings has the row "3 | 2"',
		],
		[
			'a table that is empty in the first',
			{},
			{ loan_guarantee: [row('3', '2')] },
			'loan_guarantee: only the second reading has the row "3 | 2"',
		],
		[
			'a table that only one says is empty',
			{ bad_debt: [] },
			{ bad_debt: null },
			'bad_debt: only one of the two readings states that there is nothing',
		],
	])('%s', (_what, first, second, note) => {
		expect(notesOfTwo(first, second)).toEqual([note]);
	});

	test('both texts can be chosen from', () => {
		const [note] = asking(full(scalar('credit_score', '640')), full(scalar('credit_score', '540')));
		expect(note?.candidates).toEqual(['640', '540']);
	});

	test('no note shows who somebody is', () => {
		const second = {
			...scalar('id_card', '000190000109'),
			...scalar('cic_code', '0000000109'),
		};
		const notes = asking(full(), full(second));
		expect(notes.map(({ path, text, candidates }) => [path, text, candidates])).toEqual([
			['cic_code', 'the two readings differ', []],
			['id_card', 'the two readings differ', []],
		]);
	});

	test('other lines of a lender are told with both lists', () => {
		const of = (...lines: Array<[string, string]>) => ({
			loan_details: [lender('79998001', 'A', lines, '120')],
		});
		const first = of(['Nhóm 1', '100'], ['Nhóm 4', '20']);
		const [note, ...others] = asking(full(first), full(of(['Nhóm 1', '120'])));
		expect(others).toEqual([]);
		expect(note).toMatchObject({
			path: 'loan_details.1.debts.1.name',
			text: 'the two readings differ: "Nhóm 1: 100; Nhóm 4: 20" and "Nhóm 1: 120"',
		});
	});

	test('a correction settles it, whoever was right', () => {
		const settings = {
			corrections: [{ path: 'credit_score', value: '540', report_index: 0 }] as never,
		};
		const [first, second] = [scalar('credit_score', '640'), scalar('credit_score', '540')];
		expect(recordOfTwo(first, second, settings)).toMatchObject({
			credit_score: 540,
			needs_review: false,
			differing_value_count: 1,
			correction_count: 1,
		});
	});
});

describe('rows are put together by what they hold', () => {
	const ROWS = [
		row('79998001', 'QHTD', '05/04/2024'),
		row('01998002', 'Thẻ TD', '04/04/2024'),
		row('79996003', 'QHTD', '03/04/2024'),
		row('01995004', 'Tức thời', '02/04/2024'),
	];
	const rows = (...which: number[]) => ({
		customers_look_up: which.map((index) => ROWS[index]),
	});
	const MISSING = '01998002 | Thẻ TD | 04/04/2024';

	test('one that the second reading lacks does not shift the others', () => {
		expect(notesOfTwo(rows(0, 1, 2, 3), rows(0, 2, 3))).toEqual([
			`customers_look_up: only one of the two readings has the row "${MISSING}"`,
		]);
	});

	test('one that the first reading lacks does not either', () => {
		expect(notesOfTwo(rows(0, 2, 3), rows(0, 1, 2, 3))).toEqual([
			`customers_look_up: only the second reading has the row "${MISSING}"`,
		]);
	});

	test('one with a misread value is still the same row', () => {
		const misread = row('01998002', 'Thẻ TD', '04/09/2024');
		const second = { customers_look_up: [ROWS[0], misread, ROWS[2]] };
		expect(notesOfTwo(rows(0, 1, 2), second)).toEqual([
			'customers_look_up.2.looked_up_at: the two readings differ: "04/04/2024" and "04/09/2024"',
		]);
	});

	test('rows without anything in common are two', () => {
		expect(notesOfTwo(rows(0), rows(3))).toHaveLength(2);
	});
});

test('reports of a reply are put together by their order, empty entries apart', () => {
	const [one, two] = [full(scalar('credit_score', '640')), full(scalar('credit_score', '540'))];
	const second = reportsOf(reply({}, one, two));
	const reports = parseReports(reportsOf(reply(one, two)), { ...SETTINGS, second });
	expect(reports.map(({ agreement }) => agreement?.differing_value_count)).toEqual([0, 0]);
});

test('a report that the second reading does not have differs in everything', () => {
	const second = reportsOf(reply(full()));
	const reports = parseReports(reportsOf(reply(full(), full())), { ...SETTINGS, second });
	expect(reports.map(({ agreement }) => agreement)).toEqual([
		{ agreed_value_count: 3, differing_value_count: 0 },
		{ agreed_value_count: 0, differing_value_count: 3 },
	]);
});

describe('whatever the readings', () => {
	test('a report read twice alike asks for nobody, however unsure', () => {
		fc.assert(
			fc.property(anyTrueInfo, (info) => {
				const unsure = structuredClone(info);
				for (const place of placesOf(unsure)) place.doubt(0.2);
				expect(asking(unsure, info)).toEqual([]);
				const { agreement } = parseOne(unsure, secondOf(info));
				expect(agreement).toEqual({
					agreed_value_count: placesOf(info).length,
					differing_value_count: 0,
				});
			}),
			RUNS,
		);
	});

	test('one other text is told once, at its place; the figures are those of the first', () => {
		fc.assert(
			fc.property(anyTrueInfo, fc.nat(), (info, at) => {
				const second = structuredClone(info);
				const places = placesOf(second);
				const place = places[at % places.length];
				if (!place) return;
				place.write(`${place.text}9x`);
				const notes = asking(info, second).filter(({ text }) => text.includes('readings'));
				const isWholeRow = notes.every(({ path }) => TABLE_KEYS.some((key) => key === path));
				expect(notes).toHaveLength(isWholeRow ? 2 : 1);
				expect(isWholeRow || notes[0]?.path === place.path).toBe(true);
				const { summary, agreement } = parseOne(info, secondOf(second));
				expect(summary).toEqual(parseOne(info).summary);
				expect(agreement?.differing_value_count).toBeGreaterThanOrEqual(1);
			}),
			{ ...RUNS, numRuns: RUNS.numRuns * 2 },
		);
	});

	test('every value is counted: agreed or differing, of either reading', () => {
		const printed = (info: Info) => placesOf(info).length;
		fc.assert(
			fc.property(anyTrueInfo, anyTrueInfo, (one, other) => {
				const { agreement } = parseOne(one, secondOf(other));
				const total =
					(agreement?.agreed_value_count ?? 0) + (agreement?.differing_value_count ?? 0);
				expect(total).toBeLessThanOrEqual(printed(one) + printed(other));
				expect(total).toBeGreaterThanOrEqual(1);
			}),
			{ ...RUNS, numRuns: 15 },
		);
	});

	test('a row left out of either reading is told as one row', () => {
		fc.assert(
			fc.property(
				anyTrueInfo,
				fc.constantFrom(
					...(['customers_look_up', 'bad_debt', 'loan_details', 'credit_contract'] as const),
				),
				fc.nat(),
				(info, table, at) => {
					const shorter = structuredClone(info);
					const { rows } = parseOne(info).tables[table];
					const place = rows[at % Math.max(1, rows.length)]?.row;
					if (rows.length < 2 || place === undefined) return;
					(shorter[table] as unknown[]).splice(place - 1, 1);
					for (const [first, second] of [
						[info, shorter],
						[shorter, info],
					] as const) {
						const told = asking(first, second).filter(({ reason }) =>
							/row_in_one_reading|readings_differ/.test(reason),
						);
						expect(told.filter(({ path }) => path === table).length).toBeGreaterThanOrEqual(1);
						expect(told.length).toBeLessThanOrEqual(2);
					}
				},
			),
			RUNS,
		);
	});
});
