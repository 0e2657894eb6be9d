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
	column,
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
	const style = styleOf(random);
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

/** A group line may begin with a dash, with a blank or not; dots stand before thousands. */
function styleOf(random: Random): PrintStyle {
	const groupLine = random.pick(['- ', '-', ''] as const);
	return {
		...CIC_STYLE,
		zero: random.pick(['0', '-'] as const),
		group: 'padded',
		groupLine,
		groups: { ...CIC_STYLE.groups, 3: random.pick(['Dư nợ dưới tiêu chuẩn', 'Dư nợ dưới chuẩn']) },
	};
}

/** Debts of group 2, which the API does not send. */
function attentionDebts(data: ReportData, style: PrintStyle): Block[] {
	const title: Block = {
		kind: 'text',
		text: '2．7．\tNỢ CẦN CHÚ Ý TRONG 12 THÁNG GẦN NHẤT',
		style: TITLE,
	};
	const inGroup2 = data.loans.flatMap(({ lender, terms, reportedOn }): AttentionRow[] => {
		const amounts = terms.flatMap(({ groups }) =>
			groups.filter(({ group }) => group === 2).map(({ amount }) => amount),
		);
		if (amounts.length === 0) return [];
		const amount = printAmount(sum(amounts), style);
		return [{ month: formatMonth(reportedOn), amount, lender: lender.name }];
	});
	const gap: Block = { kind: 'gap', height: 7 };
	if (inGroup2.length === 0) {
		return [gap, title, { kind: 'note', of: null, text: 'Không có nợ cần chú ý', style: {} }];
	}
	return [gap, title, toTable(null, ATTENTION_COLUMNS, inGroup2, RULED)];
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
	column('STT', 5, 'center', ({ number }) => number, 0),
	column('Tên TCTD', 23, 'left', ({ name }) => name, 2),
	column('Mã TCTD', 11, 'center', ({ code }) => code, 1),
	column('Ngày báo cáo', 12, 'center', ({ reportedOn }) => reportedOn),
	{
		heading: 'Loại dư nợ',
		width: 31,
		align: 'left',
		debts: 'name',
		print: ({ debts }) => debts,
		sent: 3,
	},
	{ heading: 'VND', width: 10, align: 'right', debts: 'amount', print: ({ debts }) => debts },
	{ heading: 'USD', width: 6, align: 'right', debts: 'usd', print: ({ debts }) => debts },
	column('Tổng cộng VND', 11, 'right', ({ total }) => total, 4),
];

const BAD_DEBT_COLUMNS: readonly PrintedColumn<BadDebtRow>[] = [
	column('STT', 6, 'center', ({ number }) => number, 3),
	column('Tên TCTD/Chi nhánh TCTD', 42, 'left', ({ name }) => name, 4),
	column('Ngày phát sinh cuối cùng', 18, 'center', ({ day }) => day, 0),
	column('Nhóm nợ', 10, 'center', ({ group }) => group, 1),
	column('VND', 14, 'right', ({ amount }) => amount, 2),
	column('USD', 10, 'right', ({ usd }) => usd),
];

const INQUIRY_COLUMNS: readonly PrintedColumn<InquiryRow>[] = [
	column('STT', 6, 'center', ({ number }) => number),
	column('Tên TCTD', 38, 'left', ({ name }) => name),
	column('Mã TCTD', 14, 'center', ({ code }) => code, 0),
	column('Sản phẩm', 14, 'center', ({ product }) => product, 1),
	column('Ngày tra cứu', 16, 'center', ({ day }) => day, 2),
	column('Giờ', 12, 'center', ({ time }) => time),
];

interface AttentionRow {
	readonly month: string;
	readonly amount: string;
	readonly lender: string;
}

const ATTENTION_COLUMNS: readonly PrintedColumn<AttentionRow>[] = [
	column('Tháng', 20, 'center', ({ month }) => month),
	column('Tổng dư nợ (VND)', 25, 'right', ({ amount }) => amount),
	column('TCTD', 55, 'left', ({ lender }) => lender),
];
