import {
	cell,
	HEADING,
	lender,
	NOTHING,
	parseOne,
	reply,
	row,
	rowsOf,
	shapeReply,
} from '../../support/replies';

const keysOf = (fields: object): unknown[] => rowsOf(fields).map(({ row_key }) => row_key);

describe('spanned cells of the bad debts', () => {
	const ABOVE = row('31/08/2025', '3', '340', '1', 'Ngân hàng Mẫu');

	test('number and name come from the row above, with a note that asks for nobody', () => {
		const [, item] = rowsOf({ bad_debt: [ABOVE, row('30/11/2023', '4', '210', '', '')] });
		expect(item).toMatchObject({
			institution_no: '1',
			institution_name: 'Ngân hàng Mẫu',
			needs_review: false,
			review_notes: 'Bad debt 2: lender taken from row 1, whose printed cell spans this row',
		});
	});

	test('a span over three rows is filled to its end', () => {
		const spanned = row('30/11/2023', '4', '210', '', '');
		const items = rowsOf({ bad_debt: [ABOVE, spanned, spanned] });
		expect(items.map(({ institution_no }) => institution_no)).toEqual(['1', '1', '1']);
	});

	test.each([
		['the name is printed', ['', 'Ngân hàng Khác'], [null, 'Ngân hàng Khác']],
		['the number is printed', ['2', ''], ['2', null]],
	])('nothing is filled when %s', (_name, printed, expected) => {
		const [, item] = rowsOf({ bad_debt: [ABOVE, row('30/11/2023', '4', '210', ...printed)] });
		expect([item?.['institution_no'], item?.['institution_name']]).toEqual(expected);
		expect(item?.['review_notes']).toBeNull();
	});

	test('three cells, as the first sentence of the documentation has them, stay without a lender', () => {
		const items = rowsOf({
			bad_debt: [row('31/08/2025', '3', '340'), row('30/11/2023', '4', '210')],
		});
		expect(items).toMatchObject([
			{ last_occurred_date: '2025-08-31', debt_group: 3, amount: 340, institution_name: null },
			{ last_occurred_date: '2023-11-30', debt_group: 4, amount: 210, institution_name: null },
		]);
		expect(items.map(({ needs_review }) => needs_review)).toEqual([false, false]);
	});

	test('a first row without a lender has none to take', () => {
		const [item] = rowsOf({ bad_debt: [row('31/08/2025', '3', '340', '', '')] });
		expect(item).toMatchObject({ institution_no: null, institution_name: null });
	});
});

describe('keys of rows', () => {
	const TWICE = lender('79998001', 'Ngân hàng Mẫu', [], '5');
	const FIELDS = {
		...HEADING,
		loan_details: [TWICE, TWICE, lender('01997001', 'Khác', [], '5')],
		outstanding_loans: [row('-', '-', '-'), row('1', '', '1'), row('', '1', '1')],
		credit_contract: [row('05/04/2022', '05/04/2032')],
	};

	test('no two rows share one, the same lender twice included', () => {
		const keys = keysOf(FIELDS);
		expect(new Set(keys).size).toBe(7);
	});

	test('the same report gives the same keys, whatever was asked for', () => {
		const again = rowsOf(FIELDS, {
			amountUnit: 'millionVnd',
			includeConfidence: true,
			maskIdentifiers: true,
			minConfidence: 0.99,
		});
		expect(again.map(({ row_key }) => row_key)).toEqual(keysOf(FIELDS));
	});

	test('confidences and boxes do not change them', () => {
		const loud = [TWICE.map((each) => ({ ...each, score: 0.5, box: null }))];
		const quiet = [TWICE];
		expect(keysOf({ ...HEADING, loan_details: loud })).toEqual(
			keysOf({ ...HEADING, loan_details: quiet }),
		);
	});

	test('they are those of the record', () => {
		const report = parseOne(FIELDS);
		expect(keysOf(FIELDS)).toEqual([
			...report.tables.loan_details.rows.map(({ key }) => key),
			...report.tables.outstanding_loans.rows.map(({ key }) => key),
			...report.tables.credit_contract.rows.map(({ key }) => key),
		]);
	});

	test('another report of the same person has other keys', () => {
		const later = { ...FIELDS, report_time: '11:07 - 21/06/2024' };
		expect(keysOf(later).filter((key) => keysOf(FIELDS).includes(key))).toEqual([]);
	});

	test('reports without a heading are told apart by what they list', () => {
		const one = parseOne({ ...NOTHING, credit_contract: [row('05/04/2022', '05/04/2032')] });
		const other = parseOne({ ...NOTHING, credit_contract: [row('06/04/2022', '05/04/2032')] });
		expect(one.key).not.toBe(other.key);
	});

	test('the same report twice in one reply never shares a key', () => {
		const { records, rows } = shapeReply(reply(FIELDS, FIELDS));
		const reportKeys = records.map(({ json }) => json['report_key']);
		expect(new Set(reportKeys).size).toBe(2);
		expect(new Set(rows.map(({ json }) => json['row_key'])).size).toBe(14);
	});
});

describe('sums within a row', () => {
	test.each([
		['agree', row('132', '9', '141'), false],
		['agree with decimals', row('1.786,5', '76', '1.862,5'), false],
		['have a blank part', row('98', '', '98'), false],
		['have a part that is not reported', row('98', '-', '100'), false],
		['have a part that cannot be read', row('8B', '10', '98'), true],
		['disagree', row('300', '12', '321'), true],
		['disagree beside a blank', row('300', '', '321'), true],
	])('balances that %s', (_name, cells, needsReview) => {
		const [item] = rowsOf({ outstanding_loans: [cells] });
		expect(item).toMatchObject({ needs_review: needsReview });
	});

	test('the note quotes the total as it is printed', () => {
		const [item] = rowsOf({ outstanding_loans: [row('300', '12', '321')] });
		expect(item?.['review_notes']).toBe(
			'Month row 1: the total, printed "321", is not the sum of its parts, 312',
		);
	});
});

test('a cell of its own confidence is judged by it alone', () => {
	const [item] = rowsOf({ credit_contract: [[cell('05/04/2022', 0.5), cell('05/04/2032')]] });
	expect(item?.['review_notes']).toBe(
		'Contract 1, signed date: read with confidence 0.5, below 0.85',
	);
});

describe('the total rows', () => {
	const totalsOf = (key: 'credit_card_info' | 'outstanding_loans', rows: unknown[]) => {
		const { tables, notes } = parseOne({ ...HEADING, ...NOTHING, [key]: rows });
		return [tables[key].rows.length, tables[key].totalRows.length, notes.map(({ text }) => text)];
	};

	test('are compared with the sum of every column of amounts, each for itself', () => {
		const cards = [row('50', '9', '0', '1'), row('40', '1', '2', '1')];
		expect(totalsOf('credit_card_info', [...cards, row('Tổng cộng', '11', '3', '9')])).toEqual([
			2,
			1,
			[
				'the total row, printed "11", is not the sum of the rows, 10',
				'the total row, printed "3", is not the sum of the rows, 2',
			],
		]);
	});

	test('are no check where a row of the column is not known', () => {
		const cards = [row('50', '9', '0', '1'), row('40', '', '2', '1')];
		expect(totalsOf('credit_card_info', [...cards, row('Tổng cộng', '11', '2', '2')])).toEqual([
			2,
			1,
			[],
		]);
	});

	test('count "Không có" as 0', () => {
		const cards = [row('50', '9', '0', '1'), row('40', 'Không có', '2', '1')];
		expect(totalsOf('credit_card_info', [...cards, row('Tổng cộng', '9', '2', '2')])[2]).toEqual(
			[],
		);
	});

	test('of the months are no sums', () => {
		const months = [row('1', '1', '2'), row('3', '1', '4'), row('Tổng cộng', '', '4')];
		expect(totalsOf('outstanding_loans', months)).toEqual([2, 1, []]);
	});

	test('of amounts in different units are not compared', () => {
		const cards = [row('50 triệu', '9', '0', '1'), row('Tổng cộng', '11', '0', '1')];
		const texts = totalsOf('credit_card_info', cards)[2];
		expect(texts).toEqual(['amounts are printed in different units, so their totals are left out']);
	});
});
