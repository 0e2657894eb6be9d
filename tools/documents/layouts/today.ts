import { formatDay } from '../calendar.ts';
import type { Block, TextStyle } from '../content.ts';
import { FONTS } from '../fonts.ts';
import { MIXED } from '../inventReport.ts';
import { CIC_STYLE } from '../printStyle.ts';
import type { PrintStyle } from '../printStyle.ts';
import type { Random } from '../random.ts';
import type { ReportData } from '../reportData.ts';
import {
	badDebtRows, cardRows, collateralRows, contractRows, inquiryRows, lateRows, loanRows, monthRows,
} from '../tables.ts';
import type { LoanRow } from '../tables.ts';
import { A4 } from './layout.ts';
import type { Layout } from './layout.ts';
import {
	BAD_DEBT_COLUMNS, CARD_COLUMNS, COLLATERAL_COLUMNS, CONTRACT_COLUMNS, INQUIRY_COLUMNS, LATE_COLUMNS,
	LOAN_COLUMNS, MONTH_COLUMNS, soldDebts, TITLE, titled,
} from './parts.ts';
import type { Ruling } from './parts.ts';

const CHAPTER: TextStyle = { scale: 1.1, weight: 'bold', color: '#1f3f74', fill: '#dde6f2' };
const RULED = { rulings: 'full', headings: 'once' } as const;

/** The S11A of today: ruled tables, two columns of fields. */
export const today: Layout = {
	name: 'today',
	says: 'S11A of today: ruled tables, fields in two columns',
	profile: MIXED,
	compose: (data, random) => ({
		blocks: todayBlocks(data, random, RULED),
		format: {
			...A4,
			fonts: FONTS.times,
			watermark: 'BẢN MẪU',
			footer: (page, pages) => ({
				left: `Mã số phiếu: ${data.ticket} - Bản mẫu, dữ liệu hư cấu`,
				right: `Trang ${page}/${pages}`,
			}),
		},
	}),
};

/** The blocks of today's report; other layouts print the same with another ruling or page. */
export function todayBlocks(data: ReportData, random: Random, ruling: Ruling): Block[] {
	const style: PrintStyle = { ...CIC_STYLE, group: random.pick(['plain', 'plain', 'padded', 'named']) };
	const chapter = (text: string): Block[] => [
		{ kind: 'gap', height: 8 },
		{ kind: 'text', text, style: CHAPTER },
	];
	return [
		...letterhead(data),
		...chapter('1. THÔNG TIN CHUNG VỀ KHÁCH HÀNG'),
		...customerFields(data, style),
		...chapter('2. THÔNG TIN VỀ DƯ NỢ'),
		...titled('2.1. Chi tiết về nợ vay (không bao gồm nợ thẻ tín dụng)',
			'loan_details', loansOf(data, random, style), LOAN_COLUMNS, random, {
				...ruling, isBold: ({ isTotal }) => isTotal,
			}),
		...titled('2.2. Thông tin thẻ tín dụng và dư nợ thẻ tín dụng',
			'credit_card_info', cardRows(data, style), CARD_COLUMNS, random, ruling),
		...soldDebts('2.3. Dư nợ đã bán cho VAMC', data, style, random, ruling),
		...titled('2.4. Diễn biến dư nợ 12 tháng gần nhất',
			'outstanding_loans', monthRows(data, style), MONTH_COLUMNS, random, ruling),
		...titled('2.5. Lịch sử nợ xấu tín dụng trong 05 năm gần nhất',
			'bad_debt', badDebtRows(data, style), BAD_DEBT_COLUMNS, random, ruling),
		...titled('2.6. Lịch sử chậm thanh toán thẻ tín dụng trong 03 năm gần nhất',
			'late_payments', lateRows(data, style), LATE_COLUMNS, random, ruling),
		...chapter('3. THÔNG TIN KHÁC'),
		...titled('3.1. Thông tin về bảo đảm tiền vay',
			'loan_guarantee', collateralRows(data), COLLATERAL_COLUMNS, random, ruling),
		...titled('3.2. Thông tin về hợp đồng tín dụng',
			'credit_contract', contractRows(data), CONTRACT_COLUMNS, random, ruling),
		...titled('3.3. Danh sách TCTD tra cứu thông tin khách hàng trong 01 năm gần nhất',
			'customers_look_up', inquiryRows(data, style), INQUIRY_COLUMNS, random, ruling),
	];
}

function letterhead(data: ReportData): Block[] {
	return [
		{
			kind: 'sides',
			left: ['TỔ CHỨC HƯ CẤU', 'TRUNG TÂM THÔNG TIN TÍN DỤNG MẪU'],
			right: ['', 'Sản phẩm: S11A'],
		},
		{ kind: 'gap', height: 10 },
		{
			kind: 'text',
			text: 'THÔNG TIN QUAN HỆ TÍN DỤNG KHÁCH HÀNG CÁ NHÂN',
			style: { scale: 1.4, weight: 'bold', align: 'center', color: '#1f3f74' },
		},
		{
			kind: 'text',
			text: '(Bản mẫu để kiểm thử phần mềm - mọi thông tin đều là hư cấu)',
			style: { weight: 'italic', align: 'center' },
		},
		{ kind: 'gap', height: 6 },
		{
			kind: 'fields',
			columns: 2,
			labelShare: 0.42,
			valueWeight: 'bold',
			fields: [
				{ label: 'Thời gian yêu cầu:', value: CIC_STYLE.moment(data.requestedAt), of: null },
				{ label: 'Mã số phiếu:', value: data.ticket, of: null },
				{ label: 'Thời gian gửi báo cáo:', value: CIC_STYLE.moment(data.sentAt), of: 'report_time' },
				{ label: 'Người tra cứu:', value: data.requestedBy, of: null },
				{ label: 'Đơn vị tra cứu:', value: data.requester, of: null, isWide: true },
			],
		},
	];
}

function customerFields(data: ReportData, style: PrintStyle): Block[] {
	const { score } = data;
	const shape = { kind: 'fields', columns: 2, labelShare: 0.42, valueWeight: 'bold' } as const;
	return [
		{ kind: 'gap', height: 3 },
		{
			...shape,
			fields: [
				{ label: 'Tên khách hàng:', value: data.customerName, of: null },
				{ label: 'Mã số CIC:', value: data.cicCode, of: 'cic_code' },
				{ label: 'Số CMND/CCCD:', value: data.idCard, of: 'id_card' },
				{ label: 'Giấy tờ khác:', value: data.otherPapers, of: null },
				{ label: 'Địa chỉ:', value: data.address, of: 'address', isWide: true },
			],
		},
		{ kind: 'gap', height: 6 },
		{ kind: 'text', text: 'Điểm tín dụng', style: TITLE },
		{
			...shape,
			fields: [
				{ label: 'Điểm tín dụng:', value: score === null ? '' : String(score.points), of: 'credit_score' },
				{
					label: 'Hạng tín dụng:',
					value: score === null ? '' : String(score.rank).padStart(style.group === 'padded' ? 2 : 1, '0'),
					of: 'credit_rank',
				},
				{
					label: 'Ngày chấm điểm:',
					value: score === null ? '' : formatDay(score.day),
					of: 'credit_ranking_date',
				},
				{ label: 'Xếp hạng KH:', value: score === null ? '' : `${score.percentile}%`, of: null },
			],
		},
	];
}

function loansOf(data: ReportData, random: Random, style: PrintStyle): LoanRow[] {
	const hasTotal = data.loans.length > 1;
	const blankAfter = random.chance(0.4) ? [random.integer(0, data.loans.length)] : [];
	return loanRows(data, style, { totalName: hasTotal ? 'Tổng cộng' : null, blankAfter });
}
