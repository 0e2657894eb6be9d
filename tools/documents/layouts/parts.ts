import type { Block, TableBlock, TextStyle } from '../content.ts';
import type { PrintStyle } from '../printStyle.ts';
import type { Random } from '../random.ts';
import type { ReportData } from '../reportData.ts';
import { column, soldDebtRows, toTable } from '../tables.ts';
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

/** Columns of the table of lenders with their debts, as CIC prints them. */
export const LOAN_COLUMNS: readonly PrintedColumn<LoanRow>[] = [
	column('STT', 6, 'center', ({ number }) => number, 0),
	column('Mã TCTD', 12, 'center', ({ code }) => code, 1),
	column('Tên tổ chức tín dụng', 30, 'left', ({ name }) => name, 2),
	column('Loại dư nợ / Số tiền (VND)', 38, 'left', ({ debts }) => debts, 3),
	column('Tổng cộng (VND)', 14, 'right', ({ total }) => total, 4),
];

/** Columns of the table of cards per issuer, as CIC prints them. */
export const CARD_COLUMNS: readonly PrintedColumn<CardRow>[] = [
	column('Tên tổ chức phát hành', 32, 'left', ({ issuer }) => issuer),
	column('Tổng hạn mức thẻ tín dụng (VND)', 18, 'right', ({ limit }) => limit, 0),
	column('Tổng số tiền phải thanh toán thẻ (VND)', 19, 'right', ({ payable }) => payable, 1),
	column('Tổng số tiền chậm thanh toán thẻ (VND)', 19, 'right', ({ late }) => late, 2),
	column('Số lượng thẻ tín dụng', 12, 'center', ({ count }) => count, 3),
];

/** Columns of the table of twelve months, as CIC prints them. */
export const MONTH_COLUMNS: readonly PrintedColumn<MonthRow>[] = [
	column('Tháng', 22, 'center', ({ month }) => month),
	column('Dư nợ vay (VND)', 26, 'right', ({ loans }) => loans, 0),
	column('Dư nợ thẻ (VND)', 26, 'right', ({ cards }) => cards, 1),
	column('Tổng dư nợ (VND)', 26, 'right', ({ total }) => total, 2),
];

/** Columns of the table of bad debts, as CIC prints them. */
export const BAD_DEBT_COLUMNS: readonly PrintedColumn<BadDebtRow>[] = [
	column('STT', 6, 'center', ({ number }) => number, 3),
	column('Tên TCTD / chi nhánh TCTD', 42, 'left', ({ name }) => name, 4),
	column('Ngày phát sinh cuối cùng', 20, 'center', ({ day }) => day, 0),
	column('Nhóm nợ', 14, 'center', ({ group }) => group, 1),
	column('Số tiền (VND)', 18, 'right', ({ amount }) => amount, 2),
];

/** Columns of the table of lateness, as CIC prints them. */
export const LATE_COLUMNS: readonly PrintedColumn<LateRow>[] = [
	column('Khách hàng có chậm thanh toán thẻ (Y/N)', 34, 'center', ({ isLate }) => isLate, 0),
	column('Số ngày chậm thanh toán thẻ lớn nhất', 33, 'center', ({ mostDays }) => mostDays, 1),
	column('Số lần chậm thanh toán thẻ', 33, 'center', ({ times }) => times, 2),
];

/** Columns of the table of collateral, as CIC prints them. */
export const COLLATERAL_COLUMNS: readonly PrintedColumn<CollateralRow>[] = [
	column('Bảo đảm bằng tài sản', 34, 'center', ({ isSecured }) => isSecured),
	column('Số lượng tài sản bảo đảm', 33, 'center', ({ assets }) => assets, 0),
	column('Số TCTD có tài sản bảo đảm', 33, 'center', ({ lenders }) => lenders, 1),
];

/** Columns of the table of contracts, as CIC prints them. */
export const CONTRACT_COLUMNS: readonly PrintedColumn<ContractRow>[] = [
	column('Số hợp đồng', 20, 'center', ({ contract }) => contract),
	column('Tổ chức tín dụng', 40, 'left', ({ lender }) => lender),
	column('Ngày ký hợp đồng', 20, 'center', ({ signed }) => signed, 0),
	column('Ngày kết thúc hợp đồng', 20, 'center', ({ ends }) => ends, 1),
];

/** Columns of the table of inquiries, as CIC prints them. */
export const INQUIRY_COLUMNS: readonly PrintedColumn<InquiryRow>[] = [
	column('STT', 10, 'center', ({ number }) => number),
	column('Mã TCTD', 30, 'center', ({ code }) => code, 0),
	column('Sản phẩm tra cứu', 30, 'center', ({ product }) => product, 1),
	column('Ngày tra cứu', 30, 'center', ({ day }) => day, 2),
];

const SOLD_DEBT_COLUMNS: readonly PrintedColumn<SoldDebtRow>[] = [
	column('TCTD bán nợ', 40, 'left', ({ seller }) => seller),
	column('Nợ gốc còn lại (VND)', 30, 'right', ({ amount }) => amount),
	column('Ngày số liệu', 30, 'center', ({ day }) => day),
];
