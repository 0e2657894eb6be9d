import { formatDay, formatMinute, formatMonth } from './calendar.ts';
import type { Align, CellContent, Column, DebtLine, TableBlock } from './content.ts';
import { fullName } from './inventReport.ts';
import { printAmount, printGroup } from './printStyle.ts';
import type { PrintStyle } from './printStyle.ts';
import { sum, totalOf } from './reportData.ts';
import type { ReportData } from './reportData.ts';
import type { TableKey } from './truth.ts';

/** A column of a layout: what it prints of a row, and which of the API's cells that is. */
export interface PrintedColumn<Row> extends Column {
	readonly print: (row: Row) => CellContent;
	/** Place in the API's row, from 0; left out for what the API does not send. */
	readonly sent?: number;
}

/** A column of texts; `sent` is its place in the API's row. */
export function column<Row>(
	heading: string,
	width: number,
	align: Align,
	print: (row: Row) => CellContent,
	sent?: number,
): PrintedColumn<Row> {
	return { heading, width, align, print, ...(sent === undefined ? {} : { sent }) };
}

/** How a table is drawn. */
export interface TableOptions<Row> {
	readonly rulings: TableBlock['rulings'];
	readonly headings: TableBlock['headings'];
	readonly groups?: NonNullable<TableBlock['groups']>;
	readonly scale?: number;
	readonly isBold?: (row: Row) => boolean;
}

/** A table with these columns; its truth follows from the same cells. */
export function toTable<Row>(
	of: TableKey | null,
	columns: readonly PrintedColumn<Row>[],
	rows: readonly Row[],
	{ rulings, headings, groups, scale, isBold }: TableOptions<Row>,
): TableBlock {
	const sent = columns
		.flatMap((column, place) => (column.sent === undefined ? [] : [{ place, to: column.sent }]))
		.sort((one, other) => one.to - other.to);
	return {
		kind: 'table',
		of,
		columns,
		rows: rows.map((row) => columns.map((column) => column.print(row))),
		sent: sent.map(({ place }) => place),
		rulings,
		headings,
		boldRows: rows.flatMap((row, index) => (isBold?.(row) === true ? [index] : [])),
		...(groups === undefined ? {} : { groups }),
		...(scale === undefined ? {} : { scale }),
	};
}

/** A lender, a blank row, or the total of all lenders. */
export interface LoanRow {
	readonly number: string;
	readonly code: string;
	readonly name: string;
	readonly reportedOn: string;
	/** Terms and their groups; "" in blank and total rows. */
	readonly debts: readonly DebtLine[] | '';
	readonly total: string;
	readonly usd: string;
	readonly isTotal: boolean;
}

/** Lenders with their debts; a total row at the end if asked, blank rows after those places. */
export function loanRows(
	{ loans }: ReportData,
	style: PrintStyle,
	{ totalName, blankAfter = [] }: { totalName: string | null; blankAfter?: readonly number[] },
): LoanRow[] {
	const amount = (tenths: number): string => printAmount(tenths, style);
	const blank: LoanRow = {
		number: '',
		code: '',
		name: '',
		reportedOn: '',
		debts: '',
		total: '',
		usd: '',
		isTotal: false,
	};
	const rows = loans.flatMap((loan, index): LoanRow[] => {
		const debts = loan.terms.flatMap(({ term, groups }): DebtLine[] => [
			{
				debt_name: style.terms[term],
				debt: amount(sum(groups.map((group) => group.amount))),
				usd: '0',
				isTerm: true,
			},
			...groups.map((group) => ({
				debt_name: `${style.groupLine}${style.groups[group.group]}`,
				debt: amount(group.amount),
				usd: '0',
				isTerm: false,
			})),
		]);
		const row: LoanRow = {
			number: String(index + 1),
			code: loan.lender.code,
			name: fullName(loan.lender),
			reportedOn: formatDay(loan.reportedOn),
			debts,
			total: amount(totalOf(loan)),
			usd: '0',
			isTotal: false,
		};
		return blankAfter.includes(index) ? [row, blank] : [row];
	});
	if (totalName === null) return rows;
	const total = amount(sum(loans.map(totalOf)));
	return [...rows, { ...blank, name: totalName, total, usd: '0', isTotal: true }];
}

/** Cards of one issuer, or of all. */
export interface CardRow {
	readonly issuer: string;
	readonly limit: string;
	readonly payable: string;
	readonly late: string;
	readonly count: string;
	readonly daysLate: string;
	readonly reportedOn: string;
}

/** One row per issuer. */
export function cardRows({ cards }: ReportData, style: PrintStyle): CardRow[] {
	return cards.map((card) => ({
		issuer: card.issuer.name,
		limit: printAmount(card.limit, style),
		payable: printAmount(card.payable, style),
		late: printAmount(card.late, style),
		count: String(card.count),
		daysLate: card.daysLate === 0 ? style.zero : String(card.daysLate),
		reportedOn: formatDay(card.reportedOn),
	}));
}

/** All cards in one row. */
export function cardsTogether({ cards }: ReportData, style: PrintStyle): CardRow {
	const amount = (tenths: readonly number[]): string => printAmount(sum(tenths), style);
	return {
		issuer: [...new Set(cards.map(({ issuer }) => issuer.name))].join('; '),
		limit: amount(cards.map(({ limit }) => limit)),
		payable: amount(cards.map(({ payable }) => payable)),
		late: amount(cards.map(({ late }) => late)),
		count: String(sum(cards.map(({ count }) => count))),
		daysLate: String(Math.max(0, ...cards.map(({ daysLate }) => daysLate))),
		reportedOn: formatDay(cards[0]?.reportedOn ?? 0),
	};
}

/** What was owed at the end of a month. */
export interface MonthRow {
	readonly month: string;
	readonly loans: string;
	readonly cards: string;
	readonly total: string;
}

/** "-" for a month that is not reported yet, blank where there was no card. */
export function monthRows({ months }: ReportData, style: PrintStyle): MonthRow[] {
	return months.map(({ day, loans, cards }) => {
		const month = formatMonth(day);
		if (loans === null) return { month, loans: '-', cards: '-', total: '-' };
		return {
			month,
			loans: printAmount(loans, style),
			cards: cards === null ? '' : printAmount(cards, style),
			total: printAmount(loans + (cards ?? 0), style),
		};
	});
}

/** One bad debt of a lender. */
export interface BadDebtRow {
	readonly number: CellContent;
	readonly name: CellContent;
	readonly day: string;
	readonly group: string;
	readonly amount: string;
	readonly usd: string;
}

/** A lender's later rows leave number and name to the merged cells of its first. */
export function badDebtRows({ badDebts }: ReportData, style: PrintStyle): BadDebtRow[] {
	return badDebts.flatMap(({ lender, occurrences }, index) =>
		occurrences.map(({ day, group, amount }, place) => ({
			number: place === 0 ? String(index + 1) : null,
			name: place === 0 ? fullName(lender) : null,
			day: formatDay(day),
			group: printGroup(group, style),
			amount: printAmount(amount, style),
			usd: '0',
		})),
	);
}

/** How late cards were paid. */
export interface LateRow {
	readonly isLate: string;
	readonly mostDays: string;
	readonly times: string;
}

/** No row where no card was ever held. */
export function lateRows({ late }: ReportData, style: PrintStyle): LateRow[] {
	if (late === null) return [];
	const { isLate, mostDays, times } = late;
	return [
		{ isLate: isLate ? style.yes : style.no, mostDays: String(mostDays), times: String(times) },
	];
}

/** What is pledged. */
export interface CollateralRow {
	readonly isSecured: string;
	readonly assets: string;
	readonly lenders: string;
}

/** No row where nothing is pledged. */
export function collateralRows({ collateral }: ReportData): CollateralRow[] {
	if (collateral === null) return [];
	const { assets, lenders } = collateral;
	return [{ isSecured: 'Có', assets: String(assets), lenders: String(lenders) }];
}

/** A contract. */
export interface ContractRow {
	readonly number: string;
	readonly contract: string;
	readonly lender: string;
	readonly signed: string;
	readonly ends: string;
}

/** As they come. */
export function contractRows({ contracts }: ReportData): ContractRow[] {
	return contracts.map(({ number, lender, signed, ends }, index) => ({
		number: String(index + 1),
		contract: number,
		lender: lender.name,
		signed: formatDay(signed),
		ends: formatDay(ends),
	}));
}

/** Somebody has asked CIC. */
export interface InquiryRow {
	readonly number: string;
	readonly code: string;
	readonly name: string;
	readonly product: string;
	readonly day: string;
	readonly time: string;
	readonly moment: string;
}

/** Newest first. */
export function inquiryRows({ inquiries }: ReportData, style: PrintStyle): InquiryRow[] {
	return inquiries.map(({ lender, product, at }, index) => ({
		number: String(index + 1),
		code: lender.code,
		name: fullName(lender),
		product,
		day: formatDay(at.day),
		time: formatMinute(at.minute),
		moment: style.moment(at),
	}));
}

/** A debt sold to VAMC, or their total. */
export interface SoldDebtRow {
	readonly seller: string;
	readonly amount: string;
	readonly day: string;
	readonly isTotal: boolean;
}

/** Debts sold to VAMC, with a total row where there are several. */
export function soldDebtRows({ vamc }: ReportData, style: PrintStyle): SoldDebtRow[] {
	const rows = vamc.map(({ seller, amount, day }) => ({
		seller: seller.name,
		amount: printAmount(amount, style),
		day: formatDay(day),
		isTotal: false,
	}));
	if (rows.length < 2) return rows;
	const total = printAmount(sum(vamc.map(({ amount }) => amount)), style);
	return [...rows, { seller: 'Tổng cộng', amount: total, day: '', isTotal: true }];
}
