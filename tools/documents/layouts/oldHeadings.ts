import { formatDay, formatMonth } from '../calendar.ts';
import type { Block } from '../content.ts';
import { FONTS } from '../fonts.ts';
import { MIXED } from '../inventReport.ts';
import { CIC_STYLE, printAmount } from '../printStyle.ts';
import type { PrintStyle } from '../printStyle.ts';
import type { Random } from '../random.ts';
import { sum } from '../reportData.ts';
import type { ReportData } from '../reportData.ts';
import {
	badDebtRows,
	cardRows,
	collateralRows,
	contractRows,
	inquiryRows,
	lateRows,
	loanRows,
	monthRows,
	toTable,
} from '../tables.ts';
import type { BadDebtRow, InquiryRow, LoanRow, PrintedColumn } from '../tables.ts';
import { A4 } from './layout.ts';
import type { Layout } from './layout.ts';
import {
	CARD_COLUMNS,
	COLLATERAL_COLUMNS,
	CONTRACT_COLUMNS,
	LATE_COLUMNS,
	MONTH_COLUMNS,
	soldDebts,
	TITLE,
	titled,
} from './parts.ts';

const RULED = { rulings: 'full', headings: 'once' } as const;
const MONEY = { heading: 'Số tiền', from: 5, to: 6 } as const;

/** Prints of 2013 to 2018: full-width dots and tabs in the numbers, capitals, dollars beside dong. */
export const oldHeadings: Layout = {
	name: 'oldHeadings',
	says: 'headings of 2013-18: full-width dots, tabs, capitals; VND and USD columns',
	profile: MIXED,
	compose: (data, random) => ({
		blocks: [...head(data), ...debts(data, random), ...others(data, random)],
		format: {
			...A4,
			fonts: FONTS.times,
			size: 10,
			headingFill: null,
			footer: (page, pages) => ({ left: 'Dữ liệu hư cấu', right: `${page}/${pages}` }),
		},
	}),
};

function head(data: ReportData): Block[] {
	const { score } = data;
	const shape = { kind: 'fields', columns: 2, labelShare: 0, valueWeight: 'regular' } as const;
	return [
		{
			kind: 'sides',
			left: ['NGÂN HÀNG HƯ CẤU', 'TRUNG TÂM THÔNG TIN TÍN DỤNG MẪU'],
			right: ['CỘNG HÒA VÍ DỤ', 'Bản thử - Không có giá trị'],
		},
		{ kind: 'gap', height: 12 },
		{
			kind: 'text',
			text: 'BÁO CÁO THÔNG TIN TÍN DỤNG KHÁCH HÀNG VAY LÀ CÁ NHÂN',
			style: { scale: 1.35, weight: 'bold', align: 'center' },
		},
		{ kind: 'gap', height: 8 },
		{
			...shape,
			fields: [
				{ label: 'Thời gian yêu cầu:', value: CIC_STYLE.moment(data.requestedAt), of: null },
				{
					label: 'Thời gian gửi báo cáo:',
					value: CIC_STYLE.moment(data.sentAt),
					of: 'report_time',
				},
				{ label: 'Đơn vị tra cứu:', value: data.requester, of: null, isWide: true },
			],
		},
		{ kind: 'gap', height: 6 },
		{ kind: 'text', text: '1．\tTHÔNG TIN CHUNG VỀ KHÁCH HÀNG', style: TITLE },
		{
			...shape,
			fields: [
				{ label: 'Tên khách hàng:', value: data.customerName, of: null },
				{ label: 'Mã số CIC:', value: data.cicCode, of: 'cic_code' },
				{ label: 'Số CMND:', value: data.idCard, of: 'id_card' },
				{ label: 'Điện thoại:', value: data.phone, of: null },
				{ label: 'Địa chỉ:', value: data.address, of: 'address', isWide: true },
				...(score === null
					? []
					: ([
							{ label: 'Điểm tín dụng:', value: String(score.points), of: 'credit_score' },
							{ label: 'Hạng:', value: String(score.rank).padStart(2, '0'), of: 'credit_rank' },
							{ label: 'Ngày chấm điểm:', value: formatDay(score.day), of: 'credit_ranking_date' },
						] as const)),
			],
		},
	];
}

function debts(data: ReportData, random: Random): Block[] {
	const groupLine = random.pick(['- ', '-', ''] as const);
	const style: PrintStyle = {
		...CIC_STYLE,
		zero: random.pick(['0', '-'] as const),
		group: 'padded',
		groupLine,
		groups: { ...CIC_STYLE.groups, 3: random.pick(['Dư nợ dưới tiêu chuẩn', 'Dư nợ dưới chuẩn']) },
	};
	const loans = loanRows(data, style, { totalName: data.loans.length > 1 ? 'TỔNG CỘNG' : null });
	return [
		{ kind: 'gap', height: 8 },
		{ kind: 'text', text: '2．\tTHÔNG TIN VỀ QUAN HỆ TÍN DỤNG', style: TITLE },
		...titled(
			'2．1．\tCHI TIẾT VỀ NỢ VAY (KHÔNG BAO GỒM NỢ THẺ TÍN DỤNG)',
			'loan_details',
			loans,
			LOAN_COLUMNS,
			random,
			{ ...RULED, groups: [MONEY], isBold: ({ isTotal }) => isTotal },
		),
		...titled(
			'2．2．\tTHÔNG TIN THẺ TÍN DỤNG VÀ DƯ NỢ THẺ TÍN DỤNG',
			'credit_card_info',
			cardRows(data, style),
			CARD_COLUMNS,
			random,
			RULED,
		),
		...soldDebts(
			'2．3．\tDƯ NỢ ĐÃ BÁN CHO CÔNG TY QUẢN LÝ TÀI SẢN CỦA CÁC TCTD VIỆT NAM (VAMC)',
			data,
			style,
			random,
			RULED,
		),
		...titled(
			'2．4．\tDIỄN BIẾN DƯ NỢ 12 THÁNG GẦN NHẤT',
			'outstanding_loans',
			monthRows(data, style),
			MONTH_COLUMNS,
			random,
			RULED,
		),
		...titled(
			`2．5．\tLỊCH SỬ NỢ XẤU TÍN DỤNG TRONG ${random.pick(['05', '03'])} NĂM GẦN NHẤT`,
			'bad_debt',
			badDebtRows(data, style),
			BAD_DEBT_COLUMNS,
			random,
			{ ...RULED, groups: [{ ...MONEY, from: 4, to: 5 }] },
		),
		...titled(
			'2．6．\tLỊCH SỬ CHẬM THANH TOÁN THẺ TÍN DỤNG TRONG 03 NĂM GẦN NHẤT',
			'late_payments',
			lateRows(data, style),
			LATE_COLUMNS,
			random,
			RULED,
		),
		...attentionDebts(data, style),
	];
}

/** Debts of group 2, which the API does not send. */
function attentionDebts(data: ReportData, style: PrintStyle): Block[] {
	const title: Block = {
		kind: 'text',
		text: '2．7．\tNỢ CẦN CHÚ Ý TRONG 12 THÁNG GẦN NHẤT',
		style: TITLE,
	};
	const inGroup2 = data.loans.flatMap(({ lender, terms, reportedOn }) => {
		const amounts = terms.flatMap(({ groups }) =>
			groups.filter(({ group }) => group === 2).map(({ amount }) => amount),
		);
		return amounts.length === 0 ? [] : [{ lender, reportedOn, amount: sum(amounts) }];
	});
	const gap: Block = { kind: 'gap', height: 7 };
	if (inGroup2.length === 0) {
		return [gap, title, { kind: 'note', of: null, text: 'Không có nợ cần chú ý', style: {} }];
	}
	return [
		gap,
		title,
		toTable(
			null,
			[
				{
					heading: 'Tháng',
					width: 20,
					align: 'center',
					print: (row) => formatMonth(row.reportedOn),
				},
				{
					heading: 'Tổng dư nợ (VND)',
					width: 25,
					align: 'right',
					print: (row) => printAmount(row.amount, style),
				},
				{ heading: 'TCTD', width: 55, align: 'left', print: (row) => row.lender.name },
			],
			inGroup2,
			RULED,
		),
	];
}

function others(data: ReportData, random: Random): Block[] {
	return [
		{ kind: 'gap', height: 8 },
		{ kind: 'text', text: '3．\tTHÔNG TIN KHÁC', style: TITLE },
		...titled(
			'3．1．\tBẢO ĐẢM TIỀN VAY',
			'loan_guarantee',
			collateralRows(data),
			COLLATERAL_COLUMNS,
			random,
			RULED,
		),
		...titled(
			'3．2．\tHỢP ĐỒNG TÍN DỤNG',
			'credit_contract',
			contractRows(data),
			CONTRACT_COLUMNS,
			random,
			RULED,
		),
		...titled(
			'3／3．3．\tDANH SÁCH TCTD TRA CỨU THÔNG TIN QUAN HỆ TÍN DỤNG CỦA KHÁCH HÀNG (trong 1 năm gần nhất)',
			'customers_look_up',
			inquiryRows(data, CIC_STYLE),
			INQUIRY_COLUMNS,
			random,
			RULED,
		),
	];
}

const LOAN_COLUMNS: readonly PrintedColumn<LoanRow>[] = [
	{ heading: 'STT', width: 5, align: 'center', print: ({ number }) => number, sent: 0 },
	{ heading: 'Tên TCTD', width: 26, align: 'left', print: ({ name }) => name, sent: 2 },
	{ heading: 'Mã TCTD', width: 11, align: 'center', print: ({ code }) => code, sent: 1 },
	{ heading: 'Ngày báo cáo', width: 12, align: 'center', print: ({ reportedOn }) => reportedOn },
	{
		heading: 'Loại dư nợ',
		width: 27,
		align: 'left',
		debts: 'name',
		print: ({ debts }) => debts,
		sent: 3,
	},
	{ heading: 'VND', width: 10, align: 'right', debts: 'amount', print: ({ debts }) => debts },
	{ heading: 'USD', width: 6, align: 'right', debts: 'usd', print: ({ debts }) => debts },
	{ heading: 'Tổng cộng VND', width: 11, align: 'right', print: ({ total }) => total, sent: 4 },
];

const BAD_DEBT_COLUMNS: readonly PrintedColumn<BadDebtRow>[] = [
	{ heading: 'STT', width: 6, align: 'center', print: ({ number }) => number, sent: 3 },
	{
		heading: 'Tên TCTD/Chi nhánh TCTD',
		width: 42,
		align: 'left',
		print: ({ name }) => name,
		sent: 4,
	},
	{
		heading: 'Ngày phát sinh cuối cùng',
		width: 18,
		align: 'center',
		print: ({ day }) => day,
		sent: 0,
	},
	{ heading: 'Nhóm nợ', width: 10, align: 'center', print: ({ group }) => group, sent: 1 },
	{ heading: 'VND', width: 14, align: 'right', print: ({ amount }) => amount, sent: 2 },
	{ heading: 'USD', width: 10, align: 'right', print: ({ usd }) => usd },
];

const INQUIRY_COLUMNS: readonly PrintedColumn<InquiryRow>[] = [
	{ heading: 'STT', width: 6, align: 'center', print: ({ number }) => number },
	{ heading: 'Tên TCTD', width: 38, align: 'left', print: ({ name }) => name },
	{ heading: 'Mã TCTD', width: 14, align: 'center', print: ({ code }) => code, sent: 0 },
	{ heading: 'Sản phẩm', width: 14, align: 'center', print: ({ product }) => product, sent: 1 },
	{ heading: 'Ngày tra cứu', width: 16, align: 'center', print: ({ day }) => day, sent: 2 },
	{ heading: 'Giờ', width: 12, align: 'center', print: ({ time }) => time },
];
