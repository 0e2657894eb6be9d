import { formatDay, formatMonth } from '../calendar.ts';
import type { Block, CellContent, Column, DebtLine, TableBlock } from '../content.ts';
import { FONTS } from '../fonts.ts';
import { MIXED } from '../inventReport.ts';
import { CIC_STYLE, dayThenTime, printAmount } from '../printStyle.ts';
import type { PrintStyle } from '../printStyle.ts';
import type { Random } from '../random.ts';
import { sum, totalOf } from '../reportData.ts';
import type { Month, ReportData } from '../reportData.ts';
import {
	column,
	badDebtRows,
	cardRows,
	contractRows,
	inquiryRows,
	loanRows,
	soldDebtRows,
	toTable,
} from '../tables.ts';
import type {
	BadDebtRow,
	CardRow,
	ContractRow,
	InquiryRow,
	LoanRow,
	PrintedColumn,
	SoldDebtRow,
	TableOptions,
} from '../tables.ts';
import type { ScalarKey, TableKey, TrueCell } from '../truth.ts';
import { A4 } from './layout.ts';
import type { Layout } from './layout.ts';

const RULED = { rulings: 'full', headings: 'once', scale: 0.9 } as const;
const CHAPTER = { weight: 'bold', scale: 1.15 } as const;

/** A bank has asked CIC and prints the answer by itself. */
export const bankPrint: Layout = {
	name: 'bankPrint',
	says: "bank's own print: commas, unit stated, 842 x 1178 pt, months as columns, three dates",
	profile: { ...MIXED, hasDecimals: false, loans: [1, 5] },
	compose: (data, random) => {
		const style: PrintStyle = {
			...CIC_STYLE,
			grouping: ',',
			zero: random.pick(['-', ''] as const),
			groupLine: '',
			moment: dayThenTime,
		};
		return {
			blocks: [
				...customer(data, style),
				...loans(data, style),
				...cards(data, style),
				...others(data, style, random),
			],
			format: {
				...A4,
				width: 842,
				height: 1178,
				margins: { top: 30, right: 24, bottom: 40, left: 24 },
				fonts: FONTS.times,
				size: 12,
				headingFill: '#f0f8ff',
				ruling: { width: 0.5, color: '#000' },
				footer: (page, pages) => ({ left: '', right: `${page}/${pages}` }),
			},
		};
	},
};

function customer(data: ReportData, style: PrintStyle): Block[] {
	return [
		{
			kind: 'text',
			text: 'Thông tin CIC thể nhân',
			style: { scale: 1.6, weight: 'bold', align: 'center' },
		},
		{ kind: 'gap', height: 10 },
		{ kind: 'text', text: 'Thông tin chung khách hàng', style: CHAPTER },
		{
			kind: 'fields',
			columns: 2,
			labelShare: 0.36,
			valueWeight: 'regular',
			isRuled: true,
			fields: [
				{ label: 'Tên khách hàng', value: data.customerName, of: null },
				{ label: 'Mã CIC', value: data.cicCode, of: 'cic_code' },
				{ label: 'Số CMT / Hộ chiếu', value: data.idCard, of: 'id_card' },
				{ label: 'Giấy tờ khác', value: data.otherPapers, of: null },
				{ label: 'Ngày hỏi tin', value: style.moment(data.requestedAt), of: null },
				{ label: 'Ngày trả tin', value: style.moment(data.sentAt), of: 'report_time' },
				{ label: 'Ngày in báo cáo', value: style.moment(data.printedAt), of: null },
				{ label: 'Mã CN', value: data.requestedBy, of: null },
				{ label: 'Địa chỉ', value: data.address, of: 'address', isWide: true },
			],
		},
		{ kind: 'gap', height: 10 },
		{ kind: 'text', text: 'I. DƯ NỢ', style: CHAPTER },
		{
			kind: 'text',
			text: 'Đơn vị: Triệu đồng (với VNĐ), 1 USD',
			style: { weight: 'italic', align: 'right' },
		},
	];
}

function loans(data: ReportData, style: PrintStyle): Block[] {
	const vamc = soldDebtRows(data, { ...style, zero: '0' });
	return [
		...section('1. Dư nợ vay tại từng TCTD', 'loan_details', loanTable(data, style)),
		...section(
			'2. Dư nợ vay 12 tháng từ thời điểm lấy số liệu tại từng TCTD',
			'outstanding_loans',
			monthTable(data, style, 'loans'),
		),
		...section(
			'3. Thông tin nợ xấu tín dụng trong 05 năm từ thời điểm lấy số liệu',
			'bad_debt',
			listOrNull('bad_debt', BAD_DEBT_COLUMNS, withTotal(data, style)),
		),
		...section(
			'5. Nợ VAMC',
			'debt_sold_to_vamc',
			vamc.length === 0
				? null
				: {
						...toTable(null, SOLD_DEBT_COLUMNS, vamc, RULED),
						scalar: { key: 'debt_sold_to_vamc', text: vamc.at(-1)?.amount ?? '' },
					},
		),
	];
}

function cards(data: ReportData, style: PrintStyle): Block[] {
	const rows = cardRows(data, style);
	return [
		{ kind: 'gap', height: 10 },
		{ kind: 'text', text: 'II. THẺ TÍN DỤNG', style: CHAPTER },
		...section(
			'6. Thông tin thẻ tín dụng và dư nợ thẻ tín dụng hiện tại tại từng TCTD (triệu VND)',
			'credit_card_info',
			listOrNull('credit_card_info', CARD_COLUMNS, rows),
		),
		...section(
			'7. Dư nợ thẻ 12 tháng từ thời điểm lấy số liệu tại từng TCTD',
			null,
			monthTable(data, style, 'cards'),
		),
	];
}

function others(data: ReportData, style: PrintStyle, random: Random): Block[] {
	return [
		{ kind: 'gap', height: 10 },
		{
			kind: 'text',
			text: 'III. THÔNG TIN ĐẦU TƯ TRÁI PHIẾU DOANH NGHIỆP CỦA TCTD',
			style: CHAPTER,
		},
		{ kind: 'note', of: null, text: 'Không có thông tin', style: {} },
		{ kind: 'gap', height: 10 },
		{ kind: 'text', text: 'V. THÔNG TIN TỔNG HỢP KHÁC', style: CHAPTER },
		...section(
			'11. Thông tin hợp đồng tín dụng',
			'credit_contract',
			listOrNull('credit_contract', CONTRACT_COLUMNS, contractRows(data)),
		),
		...section(
			'12. Danh sách TCTD tra cứu trong 12 tháng từ thời điểm lấy số liệu',
			'customers_look_up',
			listOrNull(
				'customers_look_up',
				INQUIRY_COLUMNS,
				inquiryRows(
					data,
					random.chance(0.5) ? style : { ...style, moment: ({ day }) => formatDay(day) },
				),
			),
		),
	];
}

/** A title, and the table or the sentence that there is none. */
function section(
	title: string,
	of: TableKey | ScalarKey | null,
	table: TableBlock | null,
): Block[] {
	return [
		{ kind: 'gap', height: 8 },
		{ kind: 'text', text: title, style: { weight: 'bold' } },
		{ kind: 'gap', height: 2 },
		table ?? { kind: 'note', of, text: 'Không có thông tin', style: { weight: 'italic' } },
	];
}

function listOrNull<Row>(
	of: TableKey,
	columns: readonly PrintedColumn<Row>[],
	rows: readonly Row[],
	options: TableOptions<Row> = RULED,
): TableBlock | null {
	return rows.length === 0 ? null : toTable(of, columns, rows, options);
}

/** Name, debts and sum of a lender stand below each other in one cell. */
function loanTable(data: ReportData, style: PrintStyle): TableBlock | null {
	if (data.loans.length === 0) return null;
	const rows = loanRows(data, style, { totalName: null });
	const inOneCell = (row: LoanRow): CellContent => {
		if (row.debts === '') return '';
		const line = (debt_name: string, debt: string): DebtLine => ({
			debt_name,
			debt,
			usd: '',
			isTerm: true,
		});
		return [line(row.name, ''), ...row.debts, line('Tổng cộng', row.total)];
	};
	const all = printAmount(sum(data.loans.map(totalOf)), style);
	const sent = rows.map((row): TrueCell[] => [
		row.number,
		row.code,
		row.name,
		row.debts === '' ? '' : row.debts.map(({ debt_name, debt }) => ({ debt_name, debt })),
		row.total,
	]);
	const columns: PrintedColumn<LoanRow>[] = [
		column('STT', 6, 'center', ({ number }) => number),
		column('Mã TCTD', 14, 'center', ({ code }) => code),
		{ heading: 'Loại dư nợ', width: 50, align: 'left', debts: 'name', print: inOneCell },
		{ heading: 'VND', width: 16, align: 'right', debts: 'amount', print: inOneCell },
		{ heading: 'USD', width: 14, align: 'right', debts: 'usd', print: inOneCell },
	];
	const table = toTable('loan_details', columns, rows, RULED);
	return {
		...table,
		rows: [...table.rows, ['', '', 'TỔNG', all, '']],
		boldRows: [rows.length],
		sent: { rows: [...sent, ['', '', 'TỔNG', '', all]] },
	};
}

function withTotal(data: ReportData, style: PrintStyle): BadDebtRow[] {
	return badDebtRows(data, style).map((row) => ({ ...row, usd: '' }));
}

const BAD_DEBT_COLUMNS: readonly PrintedColumn<BadDebtRow>[] = [
	column('STT', 6, 'center', ({ number }) => number, 3),
	column('Tên tổ chức/CN TCTD', 38, 'left', ({ name }) => name, 4),
	column('Ngày phát sinh nợ xấu cuối cùng', 18, 'center', ({ day }) => day, 0),
	column('Nhóm nợ', 10, 'center', ({ group }) => group, 1),
	column('Số tiền VNĐ', 16, 'right', ({ amount }) => amount, 2),
	column('Số tiền USD', 12, 'right', ({ usd }) => usd),
];

/** A row per lender, a column per month; the last row adds them up. */
function monthTable(
	data: ReportData,
	style: PrintStyle,
	what: 'loans' | 'cards',
): TableBlock | null {
	const lenders =
		what === 'loans'
			? data.loans.map(({ lender }) => lender.name)
			: data.cards.map(({ issuer }) => issuer.name);
	if (lenders.length === 0) return null;
	const today =
		what === 'loans' ? data.loans.map(totalOf) : data.cards.map(({ payable }) => payable);
	const isWhole = (month: Month): boolean => month[what] !== null;
	// What changed over the months is put down to the first lender.
	const ofLender = (month: Month, lender: number): string => {
		const total = month[what];
		if (total === null) return '-';
		const others = what === 'loans' ? today.slice(1) : today.slice(1).map(() => 0);
		const amount = lender === 0 ? total - sum(others) : (others[lender - 1] ?? 0);
		return printAmount(amount, style);
	};
	const totals = data.months.map((month) =>
		isWhole(month) ? printAmount(month[what] ?? 0, style) : '-',
	);
	const columns: readonly Column[] = [
		{ heading: 'STT', width: 5, align: 'center' },
		{ heading: 'Tên tổ chức/CN TCTD', width: 20, align: 'left' },
		...data.months.map(({ day }, index) => ({
			heading: `T-${index + 1} ${formatMonth(day)}`,
			width: 8,
			align: 'right' as const,
		})),
	];
	const rows = lenders.map((name, lender) => [
		String(lender + 1),
		name,
		...data.months.map((month) => ofLender(month, lender)),
	]);
	return {
		kind: 'table',
		of: what === 'loans' ? 'outstanding_loans' : null,
		columns,
		rows: [...rows, ['', 'TỔNG', ...totals]],
		boldRows: [rows.length],
		sent: { rows: what === 'loans' ? monthsAsSent(data, style) : [] },
		rulings: 'full',
		headings: 'once',
		scale: 0.72,
	};
}

/** The loans' and the cards' sums side by side, a row per month. */
function monthsAsSent(data: ReportData, style: PrintStyle): TrueCell[][] {
	const print = (amount: number | null): string =>
		amount === null ? '-' : printAmount(amount, style);
	return data.months.map(({ loans, cards }) => [
		data.loans.length === 0 ? '' : print(loans),
		data.cards.length === 0 ? '' : print(cards),
		'',
	]);
}

const CARD_COLUMNS: readonly PrintedColumn<CardRow>[] = [
	column('Tên TCTD phát hành thẻ', 34, 'left', (row) => row.issuer),
	column('Hạn mức thẻ tín dụng', 16, 'right', (row) => row.limit, 0),
	column('Số tiền phải thanh toán', 16, 'right', (row) => row.payable, 1),
	column('Số tiền chậm thanh toán', 16, 'right', (row) => row.late, 2),
	column('Số lượng thẻ', 10, 'center', (row) => row.count, 3),
	column('Số ngày chậm thanh toán', 14, 'center', (row) => row.daysLate),
];

const CONTRACT_COLUMNS: readonly PrintedColumn<ContractRow>[] = [
	column('STT', 8, 'center', (row) => row.number),
	column('Tên TCTD', 52, 'left', (row) => row.lender),
	column('Ngày ký hợp đồng', 20, 'center', (row) => row.signed, 0),
	column('Ngày kết thúc hợp đồng', 20, 'center', (row) => row.ends, 1),
];

const INQUIRY_COLUMNS: readonly PrintedColumn<InquiryRow>[] = [
	column('STT', 8, 'center', (row) => row.number),
	column('Mã TCTD', 14, 'center', (row) => row.code, 0),
	column('Tên TCTD', 40, 'left', (row) => row.name),
	column('Sản phẩm tra cứu', 18, 'center', (row) => row.product, 1),
	column('Ngày tra cứu', 20, 'center', (row) => row.moment, 2),
];

const SOLD_DEBT_COLUMNS: readonly PrintedColumn<SoldDebtRow>[] = [
	column('Tên TCTD bán nợ', 60, 'left', ({ seller }) => seller),
	column('Dư nợ đã bán (triệu VNĐ)', 40, 'right', ({ amount }) => amount),
];
