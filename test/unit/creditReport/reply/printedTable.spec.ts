import { toPrintedTable } from '../../../../nodes/ComputerVisionVietnam/creditReport/reply/printedTable';
import {
	SECTIONS,
	type TableKey,
} from '../../../../nodes/ComputerVisionVietnam/creditReport/sections';
import { cell, debts, lender, row, rowsOf } from '../../../support/replies';

const take = (key: TableKey, raw: unknown, image?: unknown) =>
	toPrintedTable(SECTIONS[key], raw, image);

const LOAN = lender('79998001', 'Ngân hàng Mẫu', [['Dư nợ cho vay ngắn hạn', '5']], '5');

describe('whether a table is there', () => {
	test.each([
		['an empty list', [], undefined, 'none', null],
		['an empty list beside an empty image', [], '', 'none', null],
		['an empty list beside an image', [], 'iVBORw0KGgo=', 'unknown', 'imageWithoutRows'],
		['an empty list beside a list of images', [], ['iVBORw0KGgo='], 'unknown', 'imageWithoutRows'],
		['a missing key', undefined, undefined, 'unknown', null],
		['null', null, undefined, 'unknown', null],
		['null beside an image', null, 'iVBORw0KGgo=', 'unknown', 'imageWithoutRows'],
		['an empty text', '', undefined, 'unknown', null],
		['an empty object', {}, undefined, 'unknown', null],
		['a text that says so', 'Không có thông tin', undefined, 'none', null],
		['another text', 'xem trang 2', undefined, 'unknown', 'notAList'],
		['a number', 7, undefined, 'unknown', 'notAList'],
		['blank rows only', [row('', '', '', '', ''), []], undefined, 'unknown', 'noDataRows'],
		['a row that says so', [row('Không có thông tin', '', '')], undefined, 'none', null],
		['a row that says so beside an image', [row('Không có')], 'iVBORw0KGgo=', 'none', null],
		['rows', [LOAN], undefined, 'listed', null],
	])('%s', (_name, raw, image, state, doubt) => {
		expect(take('loan_details', raw, image)).toMatchObject({ state, doubt });
	});

	test.each([
		'Không có',
		'Không có thông tin',
		'KHÔNG CÓ DỮ LIỆU.',
		'Khách hàng không có nợ xấu trong 05 năm gần nhất',
		'KH không có chậm thanh toán thẻ',
		'Hiện không có thông tin',
		'Khách hàng hiện tại không có dư nợ',
		'Khách hàng hiện không có quan hệ tại TCTD, không có nợ cần chú ý và không có nợ xấu tại thời điểm cuối tháng 30/11/2017',
	])('the row "%s" states that there is none, and its text is kept', (text) => {
		const taken = take('bad_debt', [row(text, '-', '', '', '')]);
		expect(taken).toMatchObject({ state: 'none', rows: [] });
		expect(taken.besides.join()).toContain(text);
	});

	test('a lender whose name begins with "Không" is a lender', () => {
		const taken = take('loan_details', [lender('79998001', 'Không Gian Tài Chính', [], '5')]);
		expect(taken.rows).toHaveLength(1);
	});
});

describe('which rows count', () => {
	const HEADINGS: Array<[TableKey, unknown[]]> = [
		['loan_details', row('STT', 'Mã TCTD', 'Tên TCTD', 'Loại dư nợ', 'Tổng cộng VND')],
		['loan_details', row('STT', 'Mã TCTD', 'Tên TCTD', 'Dư nợ', 'VND')],
		[
			'credit_card_info',
			row(
				'Tổng hạn mức thẻ tín dụng',
				'Số tiền phải thanh toán thẻ',
				'Tổng số tiền chậm thanh toán thẻ',
				'Số lượng thẻ tín dụng',
			),
		],
		['outstanding_loans', row('Dư nợ vay', 'Dư nợ thẻ', 'Tổng dư nợ')],
		['outstanding_loans', row('Tháng', 'Dư nợ vay', 'Dư nợ thẻ', 'Tổng')],
		[
			'bad_debt',
			row('Ngày phát sinh cuối cùng', 'Nhóm nợ', 'Số tiền VND', 'STT', 'Tên TCTD/chi nhánh TCTD'),
		],
		[
			'late_payments',
			row(
				'Khách hàng có chậm thanh toán thẻ',
				'Số ngày chậm thanh toán thẻ lớn nhất',
				'Số lần chậm thanh toán thẻ',
			),
		],
		['loan_guarantee', row('Số lượng tài sản bảo đảm', 'Số TCTD có tài sản bảo đảm')],
		['credit_contract', row('Ngày ký hợp đồng', 'Ngày kết thúc hợp đồng')],
		['customers_look_up', row('Mã TCTD', 'Sản phẩm tra cứu', 'Ngày tra cứu')],
	];
	test.each(HEADINGS)('a heading of %s is dropped and its text kept', (key, heading) => {
		const taken = take(key, [heading]);
		expect(taken.rows).toEqual([]);
		expect(taken.besides).toHaveLength(1);
	});

	test('a lender called "Tổ chức …" with debts and nothing else is no heading', () => {
		const raw = [[cell(''), cell(''), cell('Tổ chức Tài chính Vi mô'), debts(['Dư nợ', '5'])]];
		expect(take('loan_details', raw).rows).toHaveLength(1);
	});

	test.each([
		['with every cell', row('', '', 'Tổng cộng', '', '12')],
		['with fewer cells', row('Tổng cộng', '1.786,5')],
		['with a sum in the place of the code', row('', '1786', 'TỔNG CỘNG:')],
		['as "Tổng"', row('Tổng', '', '', '', '12')],
		['as "Cộng"', row('', '', 'Cộng', '', '12')],
		['as "Tổng dư nợ"', row('', '', 'Tổng dư nợ', '', '12')],
	])('a total row %s is no lender', (_name, total) => {
		const taken = take('loan_details', [LOAN, total]);
		expect(taken.rows).toHaveLength(1);
		expect(taken.totalRows).toHaveLength(1);
	});

	test.each([
		['a corporation', row('1', '', 'Tổng công ty Tài chính Mẫu', '', '12')],
		['a corporation, without accents', row('1', '', 'TONG CONG TY TAI CHINH', '', '12')],
		['a code beside "Tổng cộng"', row('1', '79998001', 'Tổng cộng', '', '12')],
		['a card portfolio beside "Tổng cộng"', row('1', '79823T01', 'Tổng cộng', '', '12')],
	])('%s is a lender', (_name, raw) => {
		expect(take('loan_details', [raw]).rows).toHaveLength(1);
	});

	describe.each([
		['of every kind', row('-', '–', '—', '-', '-')],
		['-', row('-', '-', '-', '-')],
		['–', row('–', '–', '–', '–')],
		['—', row('—', '—', '—', '—')],
		['−', row('−', '−', '−', '−')],
	])('a row of dashes: %s', (_name, dashes) => {
		test.each<TableKey>(['loan_details', 'bad_debt', 'credit_contract', 'customers_look_up'])(
			'in %s is no entry of it',
			(key) => {
				expect(take(key, [dashes])).toMatchObject({
					state: 'unknown',
					rows: [],
				});
			},
		);
	});

	test('a row of dashes is a month that is not reported yet', () => {
		expect(take('outstanding_loans', [row('-', '-', '-')]).rows).toHaveLength(1);
	});
});

describe('forms of a row', () => {
	const EXPECTED = { credit_limit: 50, payable_amount: 9, late_amount: 0, card_count: 1 };

	test.each([
		['a list of cells', [row('50', '9', '0', '1')]],
		['a list of plain texts', [['50', '9', '0', '1']]],
		['a list of numbers', [[50, 9, 0, 1]]],
		['an object by number', [{ json0: cell('50'), json1: '9', json2: 0, json3: cell(1) }]],
		['an object in another order', [{ json3: '1', json1: '9', json0: '50', json2: '0' }]],
		['an object with bare numbers', [{ 0: '50', 1: '9', 2: '0', 3: '1' }]],
		[
			'the object itself in the place of the list',
			{ json0: '50', json1: '9', json2: '0', json3: '1' },
		],
		['cells in the place of rows', row('50', '9', '0', '1')],
		['plain texts in the place of rows', ['50', '9', '0', '1']],
	])('%s', (_name, raw) => {
		const items = rowsOf({ credit_card_info: raw });
		expect(items).toHaveLength(1);
		expect(items[0]).toMatchObject(EXPECTED);
	});

	test('cells in the place of rows ask for a person', () => {
		const [item] = rowsOf({ late_payments: row('Y', '3', '1') });
		expect(item).toMatchObject({ has_late_payment: true, needs_review: true });
		expect(item?.['review_notes']).toContain('taken as one row');
	});

	test('a missing or null cell is null, and every column stands in the item', () => {
		const [item] = rowsOf({ loan_details: [[null, cell('79998001')]] });
		expect(item).toMatchObject({
			institution_no: null,
			institution_code: '79998001',
			institution_name: null,
			debts: [],
			total: null,
			short_term: null,
			group_5: null,
			other_bad: null,
		});
	});

	test('cells beyond the documented ones are kept under their place', () => {
		const [loan] = rowsOf({ loan_details: [[...LOAN, cell('USD 3'), cell(''), cell('x')]] });
		expect(loan).toMatchObject({ cell_6: 'USD 3', cell_8: 'x' });
		expect(loan).not.toHaveProperty('cell_7');
		const [card] = rowsOf({ credit_card_info: [row('1', '2', '0', '1', 'Mẫu')] });
		expect(card).toMatchObject({ card_count: 1, cell_5: 'Mẫu' });
	});

	test('keys of a row object that name no cell never meet a column or another cell', () => {
		const raw = { json0: '1', json1: '2', json2: '0', json3: '1', json4: 'fifth', 4: 'twin' };
		const named = { cell_5: 'by name', credit_limit: 'named', other_cells: 'mine', error: 'e' };
		const [item] = rowsOf({ credit_card_info: [{ ...raw, ...named }] });
		expect(item).toMatchObject({ credit_limit: 1, card_count: 1 });
		const kept = JSON.stringify([item?.['cell_5'], item?.['other_cells']]);
		for (const text of ['fifth', 'twin', 'by name', 'named', 'mine', '"e"'])
			expect(kept).toContain(text);
		expect(item).not.toHaveProperty('error');
	});

	test('a structure in the place of a cell is null, kept, and needs review', () => {
		const [item] = rowsOf({ credit_card_info: [[cell(['50', '60']), { text: '9' }, '0', '1']] });
		expect(item).toMatchObject({
			credit_limit: null,
			credit_limit_text: '["50","60"]',
			payable_amount: null,
			payable_amount_other: { text: '9' },
			needs_review: true,
		});
	});
});

describe('months of the balances', () => {
	const months = (...rows: unknown[][]) => rowsOf({ outstanding_loans: rows });

	test('without a month the three cells are the amounts', () => {
		const [item] = months(row('132', '9', '141'));
		expect(item).toMatchObject({ month: null, loan_balance: 132, total_balance: 141 });
	});

	test.each(['04/2024', '4/2024', 'Tháng 4/2024', 'Tháng 4 năm 2024', '202404'])(
		'%s in front moves the others by one',
		(month) => {
			const [item] = months(row(month, '132', '9', '141'));
			expect(item).toMatchObject({
				month: '2024-04',
				loan_balance: 132,
				card_balance: 9,
				total_balance: 141,
			});
			expect(item).not.toHaveProperty('cell_4');
		},
	);

	test('202404 in front of two amounts is an amount', () => {
		const [item] = months(row('202404', '0', '202404'));
		expect(item).toMatchObject({ month: null, loan_balance: 202404, total_balance: 202404 });
	});

	test.each(['0B/2024', '', 'Thang O8', '13/2024'])(
		'"%s" in a table of months keeps the amounts in their columns',
		(misread) => {
			const [, item] = months(row('04/2024', '132', '9', '141'), row(misread, '98', '', '98'));
			expect(item).toMatchObject({
				month: null,
				loan_balance: 98,
				card_balance: null,
				total_balance: 98,
			});
			expect(item?.['month_text'] ?? '').toBe(misread);
		},
	);

	test('the order of the report is kept', () => {
		const items = months(row('05/2024', '-', '-', '-'), row('04/2024', '1', '', '1'));
		expect(items.map(({ month }) => month)).toEqual(['2024-05', '2024-04']);
	});
});
