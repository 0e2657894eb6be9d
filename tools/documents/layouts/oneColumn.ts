import { formatDay } from '../calendar.ts';
import type { Block, Field, FieldTarget } from '../content.ts';
import { FONTS } from '../fonts.ts';
import { MIXED } from '../inventReport.ts';
import { CIC_STYLE } from '../printStyle.ts';
import type { PrintStyle } from '../printStyle.ts';
import type { Random } from '../random.ts';
import type { ReportData } from '../reportData.ts';
import {
	column,
	badDebtRows,
	cardsTogether,
	collateralRows,
	contractRows,
	inquiryRows,
	lateRows,
	loanRows,
	monthRows,
} from '../tables.ts';
import type { LoanRow, PrintedColumn } from '../tables.ts';
import type { TableKey } from '../truth.ts';
import { noteOf } from '../wording.ts';
import { A4 } from './layout.ts';
import type { Layout } from './layout.ts';
import {
	BAD_DEBT_COLUMNS,
	CONTRACT_COLUMNS,
	INQUIRY_COLUMNS,
	MONTH_COLUMNS,
	soldDebts,
	TITLE,
	titled,
} from './parts.ts';
import { SHIFTED_TITLES } from './titles.ts';

const RULED = { rulings: 'full', headings: 'once' } as const;

/** Everything that is not a list stands as label and value, one below the other. */
export const oneColumn: Layout = {
	name: 'oneColumn',
	says: 'fields in one column, cards and lateness as fields, a wrapped address, debts as "name: amount"',
	profile: MIXED,
	compose: (data, random) => ({
		blocks: compose(data, random),
		format: {
			...A4,
			fonts: random.pick([FONTS.beVietnam, FONTS.dejavu]),
			size: 8.4,
			leading: 1.4,
			margins: { top: 40, right: 48, bottom: 50, left: 60 },
			headingFill: '#eeeeee',
			footer: (page, pages) => ({ left: 'Bản mẫu', right: `- ${page}/${pages} -` }),
		},
	}),
};

function compose(data: ReportData, random: Random): Block[] {
	const style: PrintStyle = { ...CIC_STYLE, yes: 'Có', no: 'Không', group: 'plain' };
	const titles = SHIFTED_TITLES;
	const loans = loanRows(data, style, { totalName: data.loans.length > 1 ? 'Tổng cộng' : null });
	return [
		{ kind: 'text', text: 'TRUNG TÂM THÔNG TIN TÍN DỤNG MẪU', style: { align: 'left' } },
		{ kind: 'gap', height: 10 },
		{
			kind: 'text',
			text: 'Báo cáo thông tin tín dụng',
			style: { scale: 1.8, weight: 'bold', align: 'left' },
		},
		{ kind: 'gap', height: 6 },
		...scalars(data, style),
		{ kind: 'gap', height: 8 },
		{ kind: 'text', text: titles.debts, style: { ...TITLE, scale: 1.2 } },
		...titled(titles.loan_details, 'loan_details', loans, LOAN_COLUMNS, random, {
			...RULED,
			isBold: ({ isTotal }) => isTotal,
		}),
		...asFields(titles.credit_card_info, 'credit_card_info', cardFields(data, style), random),
		...soldDebts(titles.vamc, data, style, random, RULED),
		...titled(
			titles.outstanding_loans,
			'outstanding_loans',
			monthRows(data, style),
			MONTH_COLUMNS,
			random,
			RULED,
		),
		...titled(
			titles.bad_debt,
			'bad_debt',
			badDebtRows(data, style),
			BAD_DEBT_COLUMNS,
			random,
			RULED,
		),
		...asFields(titles.late_payments, 'late_payments', lateFields(data, style), random),
		{ kind: 'gap', height: 8 },
		{ kind: 'text', text: titles.others, style: { ...TITLE, scale: 1.2 } },
		...asFields(titles.loan_guarantee, 'loan_guarantee', collateralFields(data), random),
		...titled(
			titles.credit_contract,
			'credit_contract',
			contractRows(data),
			CONTRACT_COLUMNS,
			random,
			RULED,
		),
		...titled(
			titles.customers_look_up,
			'customers_look_up',
			inquiryRows(data, style),
			INQUIRY_COLUMNS,
			random,
			RULED,
		),
	];
}

const SHAPE = { kind: 'fields', columns: 1, labelShare: 0.38, valueWeight: 'regular' } as const;

function scalars(data: ReportData, style: PrintStyle): Block[] {
	const { score } = data;
	const scored: Field[] =
		score === null
			? []
			: [
					{ label: 'Điểm tín dụng', value: String(score.points), of: 'credit_score' },
					{
						label: 'Hạng tín dụng',
						value: `Hạng ${String(score.rank).padStart(2, '0')}`,
						of: 'credit_rank',
					},
					{ label: 'Ngày chấm điểm', value: formatDay(score.day), of: 'credit_ranking_date' },
				];
	return [
		{
			...SHAPE,
			fields: [
				{ label: 'Thời gian yêu cầu', value: style.moment(data.requestedAt), of: null },
				{ label: 'Thời gian gửi báo cáo', value: style.moment(data.sentAt), of: 'report_time' },
				{ label: 'Tên khách hàng', value: data.customerName, of: null },
				{ label: 'Mã số CIC', value: data.cicCode, of: 'cic_code' },
				{ label: 'Số CMND/CCCD', value: data.idCard, of: 'id_card' },
				{ label: 'Địa chỉ', value: data.address, of: 'address' },
				...scored,
			],
		},
	];
}

function asFields(title: string, of: TableKey, fields: readonly Field[], random: Random): Block[] {
	return [
		{ kind: 'gap', height: 7 },
		{ kind: 'text', text: title, style: TITLE },
		{ kind: 'gap', height: 2 },
		fields.length === 0 ? noteOf(of, random) : { ...SHAPE, labelShare: 0.5, fields },
	];
}

function toField(label: string, value: string, of: FieldTarget): Field {
	return { label, value, of };
}

function cardFields(data: ReportData, style: PrintStyle): Field[] {
	if (data.cards.length === 0) return [];
	const { limit, payable, late, count, issuer } = cardsTogether(data, style);
	const table = 'credit_card_info';
	return [
		toField('Tổng hạn mức thẻ tín dụng', limit, { table, cell: 0 }),
		toField('Tổng số tiền phải thanh toán thẻ', payable, { table, cell: 1 }),
		toField('Tổng số tiền chậm thanh toán thẻ', late, { table, cell: 2 }),
		toField('Số lượng thẻ tín dụng', count, { table, cell: 3 }),
		toField('Tên tổ chức phát hành thẻ', issuer, null),
	];
}

function lateFields(data: ReportData, style: PrintStyle): Field[] {
	const table = 'late_payments';
	return lateRows(data, style).flatMap(({ isLate, mostDays, times }) => [
		toField('Khách hàng có chậm thanh toán thẻ', isLate, { table, cell: 0 }),
		toField('Số ngày chậm thanh toán thẻ lớn nhất', mostDays, { table, cell: 1 }),
		toField('Số lần chậm thanh toán thẻ', times, { table, cell: 2 }),
	]);
}

function collateralFields(data: ReportData): Field[] {
	const table = 'loan_guarantee';
	return collateralRows(data).flatMap(({ isSecured, assets, lenders }) => [
		toField('Bảo đảm bằng tài sản', isSecured, null),
		toField('Số lượng tài sản bảo đảm', assets, { table, cell: 0 }),
		toField('Số TCTD có tài sản bảo đảm', lenders, { table, cell: 1 }),
	]);
}

const LOAN_COLUMNS: readonly PrintedColumn<LoanRow>[] = [
	column('STT', 6, 'center', ({ number }) => number, 0),
	column('Tên TCTD', 27, 'left', ({ name }) => name, 2),
	column('Mã TCTD', 14, 'center', ({ code }) => code, 1),
	{
		heading: 'Chi tiết dư nợ (triệu VND)',
		width: 38,
		align: 'left',
		debts: 'colon',
		print: ({ debts }) => debts,
		sent: 3,
	},
	column('Tổng cộng VND', 15, 'right', ({ total }) => total, 4),
];
