import type { Block, TableBlock, TextStyle } from '../content.ts';
import type { PrintStyle } from '../printStyle.ts';
import type { Random } from '../random.ts';
import type { ReportData } from '../reportData.ts';
import { soldDebtRows, toTable } from '../tables.ts';
import type {
	BadDebtRow,
	CardRow,
	CollateralRow,
	ContractRow,
	InquiryRow,
	LateRow,
	LoanRow,
	MonthRow,
	PrintedColumn,
	SoldDebtRow,
	TableOptions,
} from '../tables.ts';
import type { TableKey } from '../truth.ts';
import { noteOf } from '../wording.ts';

/** A section's title. */
export const TITLE: TextStyle = { scale: 1.05, weight: 'bold' };

/** How the tables of a print are ruled. */
export type Ruling = Pick<TableOptions<unknown>, 'rulings' | 'headings'>;

/** A title and the table below it, or a sentence where it has no rows. */
export function titled<Row>(
	title: string,
	of: TableKey,
	rows: readonly Row[],
	columns: readonly PrintedColumn<Row>[],
	random: Random,
	options: TableOptions<Row>,
): Block[] {
	return [
		{ kind: 'gap', height: 7 },
		{ kind: 'text', text: title, style: TITLE },
		{ kind: 'gap', height: 2 },
		rows.length === 0 ? noteOf(of, random) : toTable(of, columns, rows, options),
	];
}

/** The debts sold to VAMC, whose amount is a field of the reply. */
export function soldDebts(
	title: string,
	data: ReportData,
	style: PrintStyle,
	random: Random,
	ruling: Ruling,
): Block[] {
	const rows = soldDebtRows(data, style);
	const table: TableBlock = {
		...toTable(null, SOLD_DEBT_COLUMNS, rows, { ...ruling, isBold: ({ isTotal }) => isTotal }),
		scalar: { key: 'debt_sold_to_vamc', text: rows.at(-1)?.amount ?? '' },
	};
	return [
		{ kind: 'gap', height: 7 },
		{ kind: 'text', text: title, style: TITLE },
		{ kind: 'gap', height: 2 },
		rows.length === 0 ? noteOf('debt_sold_to_vamc', random) : table,
	];
}

export const LOAN_COLUMNS: readonly PrintedColumn<LoanRow>[] = [
	{ heading: 'STT', width: 6, align: 'center', print: ({ number }) => number, sent: 0 },
	{ heading: 'Mã TCTD', width: 12, align: 'center', print: ({ code }) => code, sent: 1 },
	{ heading: 'Tên tổ chức tín dụng', width: 30, align: 'left', print: ({ name }) => name, sent: 2 },
	{
		heading: 'Loại dư nợ / Số tiền (VND)',
		width: 38,
		align: 'left',
		print: ({ debts }) => debts,
		sent: 3,
	},
	{ heading: 'Tổng cộng (VND)', width: 14, align: 'right', print: ({ total }) => total, sent: 4 },
];

export const CARD_COLUMNS: readonly PrintedColumn<CardRow>[] = [
	{ heading: 'Tên tổ chức phát hành', width: 32, align: 'left', print: ({ issuer }) => issuer },
	{
		heading: 'Tổng hạn mức thẻ tín dụng (VND)',
		width: 18,
		align: 'right',
		print: ({ limit }) => limit,
		sent: 0,
	},
	{
		heading: 'Tổng số tiền phải thanh toán thẻ (VND)',
		width: 19,
		align: 'right',
		print: ({ payable }) => payable,
		sent: 1,
	},
	{
		heading: 'Tổng số tiền chậm thanh toán thẻ (VND)',
		width: 19,
		align: 'right',
		print: ({ late }) => late,
		sent: 2,
	},
	{
		heading: 'Số lượng thẻ tín dụng',
		width: 12,
		align: 'center',
		print: ({ count }) => count,
		sent: 3,
	},
];

export const MONTH_COLUMNS: readonly PrintedColumn<MonthRow>[] = [
	{ heading: 'Tháng', width: 22, align: 'center', print: ({ month }) => month },
	{ heading: 'Dư nợ vay (VND)', width: 26, align: 'right', print: ({ loans }) => loans, sent: 0 },
	{ heading: 'Dư nợ thẻ (VND)', width: 26, align: 'right', print: ({ cards }) => cards, sent: 1 },
	{ heading: 'Tổng dư nợ (VND)', width: 26, align: 'right', print: ({ total }) => total, sent: 2 },
];

export const BAD_DEBT_COLUMNS: readonly PrintedColumn<BadDebtRow>[] = [
	{ heading: 'STT', width: 6, align: 'center', print: ({ number }) => number, sent: 3 },
	{
		heading: 'Tên TCTD / chi nhánh TCTD',
		width: 42,
		align: 'left',
		print: ({ name }) => name,
		sent: 4,
	},
	{
		heading: 'Ngày phát sinh cuối cùng',
		width: 20,
		align: 'center',
		print: ({ day }) => day,
		sent: 0,
	},
	{ heading: 'Nhóm nợ', width: 14, align: 'center', print: ({ group }) => group, sent: 1 },
	{ heading: 'Số tiền (VND)', width: 18, align: 'right', print: ({ amount }) => amount, sent: 2 },
];

export const LATE_COLUMNS: readonly PrintedColumn<LateRow>[] = [
	{
		heading: 'Khách hàng có chậm thanh toán thẻ (Y/N)',
		width: 34,
		align: 'center',
		print: ({ isLate }) => isLate,
		sent: 0,
	},
	{
		heading: 'Số ngày chậm thanh toán thẻ lớn nhất',
		width: 33,
		align: 'center',
		print: ({ mostDays }) => mostDays,
		sent: 1,
	},
	{
		heading: 'Số lần chậm thanh toán thẻ',
		width: 33,
		align: 'center',
		print: ({ times }) => times,
		sent: 2,
	},
];

export const COLLATERAL_COLUMNS: readonly PrintedColumn<CollateralRow>[] = [
	{
		heading: 'Bảo đảm bằng tài sản',
		width: 34,
		align: 'center',
		print: ({ isSecured }) => isSecured,
	},
	{
		heading: 'Số lượng tài sản bảo đảm',
		width: 33,
		align: 'center',
		print: ({ assets }) => assets,
		sent: 0,
	},
	{
		heading: 'Số TCTD có tài sản bảo đảm',
		width: 33,
		align: 'center',
		print: ({ lenders }) => lenders,
		sent: 1,
	},
];

export const CONTRACT_COLUMNS: readonly PrintedColumn<ContractRow>[] = [
	{ heading: 'Số hợp đồng', width: 20, align: 'center', print: ({ contract }) => contract },
	{ heading: 'Tổ chức tín dụng', width: 40, align: 'left', print: ({ lender }) => lender },
	{
		heading: 'Ngày ký hợp đồng',
		width: 20,
		align: 'center',
		print: ({ signed }) => signed,
		sent: 0,
	},
	{
		heading: 'Ngày kết thúc hợp đồng',
		width: 20,
		align: 'center',
		print: ({ ends }) => ends,
		sent: 1,
	},
];

export const INQUIRY_COLUMNS: readonly PrintedColumn<InquiryRow>[] = [
	{ heading: 'STT', width: 10, align: 'center', print: ({ number }) => number },
	{ heading: 'Mã TCTD', width: 30, align: 'center', print: ({ code }) => code, sent: 0 },
	{
		heading: 'Sản phẩm tra cứu',
		width: 30,
		align: 'center',
		print: ({ product }) => product,
		sent: 1,
	},
	{ heading: 'Ngày tra cứu', width: 30, align: 'center', print: ({ day }) => day, sent: 2 },
];

const SOLD_DEBT_COLUMNS: readonly PrintedColumn<SoldDebtRow>[] = [
	{ heading: 'TCTD bán nợ', width: 40, align: 'left', print: ({ seller }) => seller },
	{ heading: 'Nợ gốc còn lại (VND)', width: 30, align: 'right', print: ({ amount }) => amount },
	{ heading: 'Ngày số liệu', width: 30, align: 'center', print: ({ day }) => day },
];
