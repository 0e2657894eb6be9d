import { allNotes } from '../../../nodes/ComputerVisionVietnam/creditReport/report';
import {
	cell,
	debts,
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
	textIn,
} from '../../support/replies';

const reviewOf = (fields: object, settings: Parameters<typeof recordOf>[1] = {}) => {
	const { needs_review, review_notes } = recordOf({ ...HEADING, ...NOTHING, ...fields }, settings);
	return [needs_review, review_notes];
};
const NO_REASON = [false, null];

describe('what needs a person', () => {
	test('a report that was read well does not', () => {
		expect(reviewOf({ credit_card_info: [row('50', '9', '0', '1')] })).toEqual(NO_REASON);
		expect(reviewOf({ credit_card_info: [row('50', '150', '0', '1')] })).toEqual(NO_REASON);
		expect(reviewOf({ credit_card_info: [row('0', '150', '0', '1')] })).toEqual(NO_REASON);
	});

	test.each([
		['a late amount beside a late payment', [row('Y', '12', '2')]],
		['a late amount beside a history that may not be printed', []],
		['a late amount beside a history that cannot be read', [row('V', '', '')]],
	])('%s does not', (_name, late_payments) => {
		const [, notes] = reviewOf({ credit_card_info: [row('50', '9', '5', '1')], late_payments });
		expect(textIn(notes)).not.toContain('Card row');
	});

	test.each<[string, object, string]>([
		[
			'a low confidence of a field',
			scalar('address', 'Số 7', 0.84),
			'Address: read with confidence 0.84, below 0.85',
		],
		[
			'a low confidence of a cell',
			{ late_payments: [[cell('N', 0.5), cell('0'), cell('0')]] },
			'Late payment row 1, has late payment: read with confidence 0.5, below 0.85',
		],
		[
			'a low confidence of an undocumented cell',
			{ credit_contract: [[...row('1/5/2024', '1/5/2025'), cell('x', 0.1)]] },
			'Contract 1, cell 3: read with confidence 0.1, below 0.85',
		],
		[
			'a missing confidence',
			{ late_payments: [['N', cell('0'), cell('0')]] },
			'1 value came without a confidence (Late payment row 1, has late payment)',
		],
		[
			'a limit far below what is to be paid',
			{ credit_card_info: [row('50', '151', '0', '1')] },
			'Card row 1, credit limit: is 50, far below what is to be paid, 151',
		],
		[
			'an amount that is late in a report that says that none was',
			{
				credit_card_info: [row('50', '9', '0', '1'), row('30', '9', '5', '1')],
				late_payments: [row('N', '0', '0')],
			},
			'Card row 2, late amount: is 5, and the report says that no payment was late',
		],
		['a value that cannot be read', scalar('credit_score', '6A1'), 'Credit score: printed "6A1"'],
		[
			'a table with an image and no row',
			{ bad_debt_image: 'iVBORw0KGgo=' },
			'Bad Debt of 5 Years: the table was found on the page, but no row of it was read',
		],
		[
			'an ambiguous number',
			{ credit_card_info: [row('1,234', '9', '0', '1')] },
			'Card row 1, credit limit: printed "1,234" can be 1234 or 1.234',
		],
		[
			'a score outside the range',
			scalar('credit_score', '820'),
			'outside the range of CIC scores, 150 to 750',
		],
		[
			'no payment late, and late payments counted',
			{ late_payments: [row('N', '12', '2')] },
			'Late Card Payments of 3 Years: the report says that no payment was late',
		],
	])('%s', (_name, fields, note) => {
		const [needsReview, notes] = reviewOf(fields);
		expect(needsReview).toBe(true);
		expect(notes).toContain(note);
	});

	test.each<[string, object]>([
		['1.234, read as 1234', { credit_card_info: [row('1.234', '9', '0', '1')] }],
		['a blank field with confidence 0', scalar('address', '', 0)],
		['a blank cell without a confidence', { late_payments: [[cell('N'), cell('', null), '']] }],
		['a dash', { outstanding_loans: [row('-', '-', '-')] }],
		['a missing table', { bad_debt: undefined }],
		['a confidence at the limit', scalar('address', 'Số 7', 0.85)],
		[
			'a row that says no beside one that says yes',
			{ late_payments: [row('N', '0', '0'), row('Y', '3', '1')] },
		],
		[
			'an undocumented key beside a blank',
			{ late_payments: [[cell('N'), { value: '', page: 1 }, cell('0')]] },
		],
	])('%s is no reason', (_name, fields) => {
		expect(reviewOf(fields)).toEqual(NO_REASON);
	});

	test('the limit is the chosen one', () => {
		expect(reviewOf(scalar('address', 'Số 7', 0.9), { minConfidence: 0.95 })[0]).toBe(true);
		expect(reviewOf(scalar('address', 'Số 7', 0.1), { minConfidence: 0 })).toEqual(NO_REASON);
	});

	test('1,234 is settled by another cell of the same report, a total row included', () => {
		const cards = { credit_card_info: [row('1,234', '9', '0', '1')] };
		const loan = lender('79998001', 'Mẫu', [], '1,234,567');
		const total = row('', '', 'Tổng cộng', '', '1,234,567');
		for (const loans of [[loan], [lender('79998001', 'Mẫu', [], '567'), total]]) {
			const record = recordOf({ ...NOTHING, ...cards, loan_details: loans });
			expect(record['card_limit_total']).toBe(1234);
		}
	});
});

describe('printed totals', () => {
	const loans = (...more: unknown[][]) => ({
		loan_details: [
			lender('79998001', 'A', [], '120'),
			lender('01997001', 'B', [], '1.666,5'),
			...more,
		],
	});
	const DIFFERS = 'is not the sum of the rows, 1786.5';

	test.each<[string, unknown[][]]>([
		['one that agrees', [row('', '', 'Tổng cộng', '', '1.786,5')]],
		['one with fewer cells that agrees', [row('Tổng cộng', '1.786,5')]],
		[
			'a subtotal of a page beside the total',
			[row('', '', 'Cộng', '', '120'), row('', '', 'Tổng cộng', '', '1.786,5')],
		],
		['one without an amount', [row('', '', 'Tổng cộng', '', '')]],
	])('%s is no reason for a person', (_name, rows) => {
		expect(reviewOf(loans(...rows))).toEqual(NO_REASON);
	});

	test('one that differs is', () => {
		expect(reviewOf(loans(row('', '', 'Tổng cộng', '', '1.800')))).toEqual([
			true,
			`Loan Details: the total row, printed "1.800", ${DIFFERS}`,
		]);
	});

	test('one that cannot be read is', () => {
		const [needsReview, notes] = reviewOf(loans(row('', '', 'Tổng cộng', '', '1.7B6,5')));
		expect(needsReview).toBe(true);
		expect(notes).toContain('Loan Details: the total row, printed "1.7B6,5" has a letter');
	});

	test('cards and bad debts are checked too', () => {
		expect(
			reviewOf({
				credit_card_info: [
					row('50', '9', '0', '1'),
					row('40', '1', '0', '1'),
					row('Tổng cộng', '11', '0', '2'),
				],
			})[1],
		).toBe('Credit Cards: the total row, printed "11", is not the sum of the rows, 10');
		expect(
			reviewOf({
				bad_debt: [row('31/08/2023', '3', '340', '1', 'A'), row('', '', '341', '', 'Tổng cộng')],
			})[1],
		).toBe('Bad Debt of 5 Years: the total row, printed "341", is not the sum of the rows, 340');
	});

	test('a total is never a lender, a bad debt or an inquiry', () => {
		const total = row('', '', 'Tổng cộng', '', '1.786,5');
		expect(recordOf({ ...NOTHING, ...loans(total) })).toMatchObject({
			loan_total: 1786.5,
			lender_count: 2,
		});
	});
});

describe('amounts that do not fit the chosen unit', () => {
	const ofCard = (limit: string, amountUnit: 'asPrinted' | 'millionVnd' | 'vnd') =>
		reviewOf({ credit_card_info: [row(limit, '0', '0', '1')] }, { amountUnit })[0];

	test.each([
		['10.000.000', 'millionVnd', true],
		['9.999.999', 'millionVnd', false],
		['99.999', 'vnd', true],
		['100.000', 'vnd', false],
		['0', 'vnd', false],
		['10.000.000', 'asPrinted', false],
		['50 triệu', 'vnd', false],
	] as const)('%s in %s', (limit, unit, isImplausible) => {
		expect(ofCard(limit, unit)).toBe(isImplausible);
	});
});

describe('confidences', () => {
	test('the lowest of any printed value, blanks left out', () => {
		const fields = {
			...HEADING,
			...scalar('address', '', 0),
			late_payments: [[cell('N', '92%'), cell('0', 0.91), cell('', 0)]],
		};
		expect(recordOf({ ...NOTHING, ...fields })).toMatchObject({
			min_confidence: 0.91,
			needs_review: false,
		});
	});

	test('a percentage is divided by 100, with a note that asks for nobody', () => {
		expect(reviewOf(scalar('address', 'Số 7', '97.3'))).toEqual([
			false,
			'Confidence: given in percent, so divided by 100',
		]);
	});

	test('null when no value came with one', () => {
		expect(recordOf({ ...NOTHING, address: 'Số 7' })['min_confidence']).toBeNull();
	});
});

describe('notes on a row', () => {
	const FIELDS = {
		...HEADING,
		...NOTHING,
		...scalar('address', 'Số 7', 0.5),
		loan_details: [lender('79998001', 'A', [], '1.O50'), lender('01997001', 'B', [], '5')],
		late_payments: [row('N', '12', '2')],
		bad_debt_image: 'iVBORw0KGgo=',
	};
	const ADDRESS = 'Address: read with confidence 0.5, below 0.85';
	const notesOf = (settings: Parameters<typeof rowsOf>[1] = {}, fields: object = FIELDS) =>
		rowsOf(fields, settings).map(({ review_notes }) => textIn(review_notes).split('; '));

	test('cover that row, its table and the report itself, not other rows', () => {
		const [first, second, late] = notesOf();
		expect(first?.join()).toContain('Loan 1, total');
		expect(second?.join()).not.toMatch(/Loan 1|Late/);
		expect(late?.join()).not.toContain('Loan');
		for (const notes of [first, second, late]) expect(notes).toContain(ADDRESS);
	});

	test('a chosen table without rows speaks through the others, another one does not', () => {
		const isBadDebt = (note: string) => note.startsWith('Bad Debt of 5 Years');
		expect(notesOf().every((notes) => notes.some(isBadDebt))).toBe(true);
		const chosen = notesOf({ tables: ['loan_details'] });
		expect(chosen.some((notes) => notes.some(isBadDebt))).toBe(false);
	});

	test('a row is reviewed for itself alone', () => {
		const clean = { ...FIELDS, address: '', bad_debt_image: '' };
		const items = rowsOf(clean);
		expect(items.map(({ needs_review }) => needs_review)).toEqual([true, false, true]);
	});

	test('a record covers all of them', () => {
		const notes = textIn(recordOf(FIELDS)['review_notes']);
		for (const note of [ADDRESS, 'Loan 1, total', 'Bad Debt of 5 Years', 'Late Card Payments'])
			expect(notes).toContain(note);
	});
});

describe('what the API does not document', () => {
	test('is kept in one place, from every level, and no level overwrites another', () => {
		const body = {
			...reply({ ...NOTHING, extra: 'of the report', note: 'inner' }),
			extra: 'of the reply',
			request_id: 'r-1',
		};
		const data = { ...body.data, extra: 'of the data', pages: 2 };
		const [record] = shapeReply({ ...body, data }).records;
		expect(record?.json['other_fields']).toEqual({
			extra: 'of the report',
			note: 'inner',
			reply_extra: 'of the data',
			reply_reply_extra: 'of the reply',
			request_id: 'r-1',
			pages: 2,
		});
	});

	test('overwrites nothing either when it is named __proto__, on every level and beside its new name', () => {
		const keys =
			'"__proto__": 1, "(__proto__)": {"__proto__": 2, "((__proto__))": 3, "(__proto__)": 4}';
		const body = JSON.parse(
			`{"errorCode": "0", "__proto__": 5, "data": {"__proto__": 6, "info": [{"credit_rank": "1", ${keys}}]}}`,
		);
		expect(shapeReply(body).records[0]?.json['other_fields']).toEqual({
			'((__proto__))': 1,
			'(__proto__)': { '(((__proto__)))': 2, '((__proto__))': 3, '(__proto__)': 4 },
			'reply_(__proto__)': 6,
			'reply_reply_(__proto__)': 5,
		});
	});

	test('never becomes a column or a flag of the item', () => {
		const fields = {
			needs_review: 'x',
			loan_total: 'y',
			error: 'z',
			table: 't',
			document_name: 'd',
		};
		const [item] = rowsOf({ ...NOTHING, ...fields });
		expect(item).toMatchObject({
			needs_review: false,
			table: null,
			document_name: 'report.pdf',
			other_fields: fields,
		});
		expect(item).not.toHaveProperty('error');
	});

	test('leaves no image behind, wherever it stands', () => {
		const image = `iVBORw0KGgo${'A'.repeat(400)}`;
		const fields = {
			thumb: image,
			deep: { list: [image] },
			loan_details: { rows: image },
			late_payments: [
				[{ value: 'N', score: 0.9, crop: image }, '0', '0'],
				{ json0: 'N', crop: image },
			],
			credit_contract: [[{ value: '', crop: image }]],
		};
		for (const { json } of [
			...shapeReply(reply(fields)).records,
			...shapeReply(reply(fields)).rows,
		])
			expect(JSON.stringify(json)).not.toContain('AAAA');
	});
});

test('a report keeps its place in data.info beside empty entries', () => {
	const body = reply(null, { ...HEADING, ...NOTHING }, {}, { ...NOTHING, address: 'Số 7' });
	expect(shapeReply(body).records.map(({ json }) => json['report_index'])).toEqual([1, 3]);
});

test('an identity number that came as a structure is not quoted in a note', () => {
	const report = parseOne({
		...NOTHING,
		id_card: ['000190000101'],
		cic_code: { text: '0000000101' },
	});
	const notes = report.notes.map(({ text }) => text).join();
	expect(notes).toContain('came as a list or an object');
	expect(notes).not.toMatch(/0101/);
});

describe('where a note stands', () => {
	const placesOf = (fields: object, settings: Parameters<typeof parseOne>[1] = {}) =>
		allNotes(parseOne({ ...HEADING, ...NOTHING, ...fields }, settings)).map(
			({ path, label, kind }) => [path, label, kind],
		);
	const DEBTS = { ...debts(['Nhóm 1', '5'], ['- Nhóm 2', '6O']), score: [0.9, 0.1] };

	test.each<[string, object, Array<[path: string, label: string, kind: string]>]>([
		[
			'a field of the report',
			scalar('id_card', '000190000101', 0.5),
			[['id_card', 'ID card', 'lowConfidence']],
		],
		[
			'a field whose name holds a name',
			scalar('debt_sold_to_vamc', '8S'),
			[['debt_sold_to_vamc', 'Debt sold to VAMC', 'unreadable']],
		],
		[
			'a cell, by its row as the API counts it',
			{ bad_debt: [[], row('31/02/2025', '3', '340', '1', 'A')] },
			[['bad_debt.2.last_occurred_date', 'Bad debt 2, last occurred date', 'unreadable']],
		],
		[
			'an undocumented cell',
			{ credit_contract: [[...row('1/5/2024', '1/5/2025'), cell('x', 0.1)]] },
			[['credit_contract.1.cell_3', 'Contract 1, cell 3', 'lowConfidence']],
		],
		[
			"a debt line's amount, by its line",
			{ loan_details: [[cell('1'), cell('79998001'), cell('A'), DEBTS, cell('11')]] },
			[
				['loan_details', 'Loan Details', 'disagreement'],
				['loan_details.1.debts.2.amount', 'Loan 1, debts, Nhóm 2', 'lowConfidence'],
				['loan_details.1.debts.2.amount', 'Loan 1, debts, Nhóm 2', 'unreadable'],
			],
		],
		[
			'debts that are no list',
			{ loan_details: [[cell('1'), cell('79998001'), cell('A'), { text: 'x' }, cell('0')]] },
			[['loan_details.1.debts', 'Loan 1, debts', 'unreadable']],
		],
		[
			'a table as a whole',
			{ bad_debt_image: 'iVBORw0KGgo=' },
			[['bad_debt', 'Bad Debt of 5 Years', 'table']],
		],
		[
			'a printed total, at its table',
			{ credit_card_info: [row('50', '9', '0', '1'), row('Tổng cộng', '11', '0', '1')] },
			[['credit_card_info', 'Credit Cards', 'disagreement']],
		],
		[
			'a lender taken from the row above',
			{ bad_debt: [row('31/08/2023', '3', '340', '1', 'A'), row('1/1/2024', '3', '1', '', '')] },
			[['bad_debt.2', 'Bad debt 2', 'info']],
		],
		[
			'confidences in percent',
			scalar('address', 'Số 7', '97%'),
			[['confidence', 'Confidence', 'info']],
		],
	])('%s', (_name, fields, expected) => {
		expect(placesOf(fields)).toEqual(expected);
	});

	test('only what concerns a table as a whole names it', () => {
		const report = parseOne({
			...HEADING,
			...NOTHING,
			bad_debt_image: 'iVBORw0KGgo=',
			late_payments: [row('N', '12', '2')],
			credit_contract: [row('31/02/2023', '')],
			...scalar('address', 'Số 7', 0.1),
		});
		const named = allNotes(report).map(({ path, table }) => [path, table]);
		expect(named).toEqual([
			['address', undefined],
			['bad_debt', 'bad_debt'],
			['late_payments', 'late_payments'],
			['credit_contract.1.signed_date', undefined],
		]);
	});

	test("all notes are the report's own, then those of its rows in print order", () => {
		const report = parseOne({
			...HEADING,
			...NOTHING,
			...scalar('address', 'Số 7', 0.1),
			credit_contract: [row('31/02/2023', ''), row('', 'x')],
			loan_details: [lender('79998001', 'A', [], '1.O50')],
		});
		expect(report.notes.map(({ path }) => path)).toEqual(['address']);
		expect(allNotes(report).map(({ path }) => path)).toEqual([
			'address',
			'loan_details.1.total',
			'credit_contract.1.signed_date',
			'credit_contract.2.end_date',
		]);
	});
});
