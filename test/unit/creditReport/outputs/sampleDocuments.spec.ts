import { readFileSync } from 'node:fs';

import { shapeReply, textIn } from '../../../support/replies';

type Json = Record<string, unknown>;

const readJson = (path: string): Json => JSON.parse(readFileSync(path, 'utf8')) as Json;
const replyOf = (name: string) => readJson(`test/fixtures/documents/${name}.reply.json`);

/** Computed by hand from the reports' data; see `computedFrom` and `because` in each file. */
const summaryOf = (name: string) =>
	readJson(`test/fixtures/summaries/${name}.json`)['summary'] as Json;

/** A division is written to four places in the fixture. */
const rounded = (json: Json): Json => {
	const { card_utilisation: share } = json;
	return typeof share === 'number' ? { ...json, card_utilisation: Number(share.toFixed(4)) } : json;
};

const AMOUNT = /^(?:loan_|card_(?:limit|payable|late)_total)/;
const inDong = (json: Json): Json =>
	Object.fromEntries(
		Object.entries(json).map(([name, value]) => [
			name,
			AMOUNT.test(name) && typeof value === 'number' ? value * 1_000_000 : value,
		]),
	);

describe.each([
	['clean-borrower', 'clean-borrower'],
	['bad-debt', 'bad-debt'],
	['empty-report', 'empty-report'],
	['scanned-report', 'scanned-report'],
	['scanned-report-jpg', 'scanned-report'],
])('%s', (document, fixture) => {
	const recordOf = (amountUnit: 'asPrinted' | 'millionVnd') => {
		const [record] = shapeReply(replyOf(document), { output: 'record', amountUnit }).records;
		return rounded(record?.json ?? {});
	};

	test('its summary is the one computed by hand', () => {
		expect(recordOf('asPrinted')).toMatchObject(summaryOf(fixture));
	});

	test('its summary in dong is the same, times a million', () => {
		expect(recordOf('millionVnd')).toMatchObject(inDong(summaryOf(fixture)));
	});

	test('every member of the summary has been computed by hand', () => {
		const names = Object.keys(recordOf('asPrinted'));
		const members = names.slice(names.indexOf('loan_total'), names.indexOf('amount_unit'));
		expect(Object.keys(summaryOf(fixture))).toEqual([...members, 'needs_review']);
	});
});

describe('as a loan officer reads them', () => {
	const rowsOf = (name: string, table: string) =>
		shapeReply(replyOf(name), { output: 'rows', amountUnit: 'millionVnd' })
			.rows.map(({ json }) => json)
			.filter((json) => json['table'] === table);

	test('the clean borrower needs nobody', () => {
		const rows = shapeReply(replyOf('clean-borrower'), { output: 'rows' }).rows;
		expect(rows.filter(({ json }) => json['needs_review'] !== false)).toEqual([]);
	});

	test('the empty report is one item with the report’s fields', () => {
		const { rows } = shapeReply(replyOf('empty-report'), { output: 'rows' });
		expect(rows.map(({ json }) => json)).toMatchObject([
			{ table: null, row: null, id_card: '000302000303', needs_review: false },
		]);
	});

	test('the bad debts of a lender stay with it, and the blank lender is none', () => {
		expect(rowsOf('bad-debt', 'bad_debt').map(({ institution_name }) => institution_name)).toEqual([
			'Ngân hàng TMCP Mẫu Một - Chi nhánh Hà Thử',
			'Ngân hàng TMCP Mẫu Một - Chi nhánh Hà Thử',
			'Công ty Tài chính TNHH Mẫu Hai',
			'Ngân hàng TMCP Mẫu Ba',
			'Ngân hàng TMCP Mẫu Ba',
			'Công ty Tài chính Mẫu Bốn',
		]);
		expect(rowsOf('bad-debt', 'loan_details').map(({ row }) => row)).toEqual([1, 3, 4, 5, 6]);
	});

	test('no amount of the scan moved into another column', () => {
		expect(rowsOf('scanned-report', 'outstanding_loans')).toMatchObject(
			[
				['2025-03', null, null, null],
				['2025-02', 2419, 12, 2431],
				['2025-01', 300, 12, 321],
				['2024-12', null, 10, 98],
				['2024-11', 90, 10, 100],
				['2024-10', 93, 9, 102],
				['2024-09', 95, null, 95],
				[null, 98, null, 98],
				['2024-07', 101, null, 101],
				['2024-06', 104, null, 104],
				['2024-05', 106, null, 106],
				['2024-04', 109, null, 109],
			].map(([month, ...amounts]) => {
				const [loan, card, total] = amounts.map((each) => each && Number(each) * 1_000_000);
				return { month, loan_balance: loan, card_balance: card, total_balance: total };
			}),
		);
	});

	test('every doubt about the scan stands in its notes', () => {
		const [record] = shapeReply(replyOf('scanned-report'), { output: 'record' }).records;
		const notes = textIn(record?.json['review_notes']);
		for (const doubt of [
			'Loan 1, total: printed "1,234" can be 1234 or 1.234',
			'Loan 2, total: printed "1.O50"',
			'Loan 4: the lines by debt group do not add up to the total, printed "66"',
			'Loan 4, institution code',
			'Card row 1, late amount: printed "O"',
			'Month row 3: the total, printed "321", is not the sum of its parts, 312',
			'Month row 4, loan balance: printed "8B"',
			'Month row 8, month: printed "0B/2024"',
			'Bad debt 2, debt group: printed "S"',
			'Late payment row 1, has late payment: printed "V"',
			'Contract 1, signed date: printed "31/02/2023"',
			'Collateral: the table was found on the page, but no row of it was read',
			'values came without a confidence (Address',
		])
			expect(notes).toContain(doubt);
	});
});
