import { formatDay } from '../calendar.ts';
import type { Block, FieldsBlock, TextStyle } from '../content.ts';
import { FONTS } from '../fonts.ts';
import { MIXED } from '../inventReport.ts';
import { CIC_STYLE } from '../printStyle.ts';
import type { PrintStyle } from '../printStyle.ts';
import type { Random } from '../random.ts';
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
} from '../tables.ts';
import type { LoanRow, PrintedColumn } from '../tables.ts';
import type { TableKey } from '../truth.ts';
import { A4 } from './layout.ts';
import type { Layout } from './layout.ts';
import {
	BAD_DEBT_COLUMNS,
	CARD_COLUMNS,
	COLLATERAL_COLUMNS,
	CONTRACT_COLUMNS,
	INQUIRY_COLUMNS,
	LATE_COLUMNS,
	LOAN_COLUMNS,
	MONTH_COLUMNS,
	soldDebts,
	TITLE,
	titled,
} from './parts.ts';
import type { Ruling } from './parts.ts';
import { TITLES } from './titles.ts';
import type { Titles } from './titles.ts';

const CHAPTER: TextStyle = { scale: 1.1, weight: 'bold', color: '#1f3f74', fill: '#dde6f2' };

/** What prints of today differ in. */
export interface TodayPrint {
	readonly style: PrintStyle;
	readonly titles: Titles;
	/** Of all tables that are not named below. */
	readonly ruling: Ruling;
	/** Of single tables. */
	readonly rulings?: Readonly<Partial<Record<TableKey, Ruling>>>;
	readonly fields: Pick<FieldsBlock, 'columns' | 'labelShare' | 'valueWeight' | 'isRuled'>;
	/** Of the table of loans; the documented ones if left out. */
	readonly loanColumns?: readonly PrintedColumn<LoanRow>[];
}

/** The S11A of today: ruled tables, two columns of fields. */
export const today: Layout = {
	name: 'today',
	says: 'S11A of today: ruled tables, fields in two columns',
	profile: MIXED,
	compose: (data, random) => ({
		blocks: todayBlocks(data, random, todayPrint(random)),
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

/** The print of today; groups are written in one of three ways. */
export function todayPrint(random: Random): TodayPrint {
	return {
		style: { ...CIC_STYLE, group: random.pick(['plain', 'plain', 'padded', 'named']) },
		titles: TITLES,
		ruling: { rulings: 'full', headings: 'once' },
		fields: { columns: 2, labelShare: 0.42, valueWeight: 'bold' },
	};
}

/** The blocks of today's report. */
export function todayBlocks(data: ReportData, random: Random, print: TodayPrint): Block[] {
	const { style, titles, ruling, rulings = {} } = print;
	const chapter = (text: string): Block[] => [
		{ kind: 'gap', height: 8 },
		{ kind: 'text', text, style: CHAPTER },
	];
	const section = <Row>(
		key: TableKey,
		rows: readonly Row[],
		columns: readonly PrintedColumn<Row>[],
		isBold?: (row: Row) => boolean,
	): Block[] =>
		titled(titles[key], key, rows, columns, random, {
			...(rulings[key] ?? ruling),
			...(isBold === undefined ? {} : { isBold }),
		});
	return [
		...letterhead(data, print),
		...chapter(titles.customer),
		...customerFields(data, print),
		...chapter(titles.debts),
		...section(
			'loan_details',
			loansOf(data, random, style),
			print.loanColumns ?? LOAN_COLUMNS,
			({ isTotal }) => isTotal,
		),
		...section('credit_card_info', cardRows(data, style), CARD_COLUMNS),
		...soldDebts(titles.vamc, data, style, random, ruling),
		...section('outstanding_loans', monthRows(data, style), MONTH_COLUMNS),
		...section('bad_debt', badDebtRows(data, style), BAD_DEBT_COLUMNS),
		...section('late_payments', lateRows(data, style), LATE_COLUMNS),
		...chapter(titles.others),
		...section('loan_guarantee', collateralRows(data), COLLATERAL_COLUMNS),
		...section('credit_contract', contractRows(data), CONTRACT_COLUMNS),
		...section('customers_look_up', inquiryRows(data, style), INQUIRY_COLUMNS),
	];
}

function letterhead(data: ReportData, { style, fields }: TodayPrint): Block[] {
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
			...fields,
			fields: [
				{ label: 'Thời gian yêu cầu:', value: style.moment(data.requestedAt), of: null },
				{ label: 'Mã số phiếu:', value: data.ticket, of: null },
				{ label: 'Thời gian gửi báo cáo:', value: style.moment(data.sentAt), of: 'report_time' },
				{ label: 'Người tra cứu:', value: data.requestedBy, of: null },
				{ label: 'Đơn vị tra cứu:', value: data.requester, of: null, isWide: true },
			],
		},
	];
}

function customerFields(data: ReportData, { style, titles, fields }: TodayPrint): Block[] {
	const { score } = data;
	const shape = { kind: 'fields', ...fields } as const;
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
		{ kind: 'text', text: titles.score, style: TITLE },
		{
			...shape,
			fields: [
				{
					label: 'Điểm tín dụng:',
					value: score === null ? '' : String(score.points),
					of: 'credit_score',
				},
				{
					label: 'Hạng tín dụng:',
					value:
						score === null
							? ''
							: String(score.rank).padStart(style.group === 'padded' ? 2 : 1, '0'),
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
