import type { Box, Page } from '../page.ts';

/** The fields that the API sends beside the tables. */
export const SCALARS = [
	'report_time',
	'cic_code',
	'id_card',
	'address',
	'credit_score',
	'credit_rank',
	'credit_ranking_date',
	'debt_sold_to_vamc',
] as const;

/** One of `SCALARS`. */
export type ScalarName = (typeof SCALARS)[number];

/** The tables of the API, in print order. */
export const TABLES = [
	'loan_details',
	'credit_card_info',
	'outstanding_loans',
	'bad_debt',
	'late_payments',
	'loan_guarantee',
	'credit_contract',
	'customers_look_up',
] as const;

/** One of `TABLES`. */
export type TableName = (typeof TABLES)[number];

/** A text of the report and where it stands. */
export interface Printed {
	/** As printed; empty where nothing is. */
	text: string;
	/** 0..1; below 0.85 the text is not to be relied on. */
	confidence: number;
	/** Other readings of the same place. */
	readonly candidates: readonly string[];
	/** Page from 0. */
	readonly page: number;
	/** In pixels of the page; null where nothing is printed. */
	readonly box: Box | null;
	/** Read from pixels, so that it may be misread. */
	readonly isFromPixels: boolean;
}

/** A debt's name and what is owed. */
export interface DebtLine {
	readonly name: Printed;
	readonly amount: Printed;
}

/** A cell of a table: a text, or the debts of a lender. */
export type ReportCell = Printed | readonly DebtLine[];

/** A part of a page. */
export interface Area {
	readonly page: number;
	readonly box: Box;
}

/** A table as the API has it: its columns in the API's order. */
export interface ReportTable {
	readonly rows: readonly (readonly ReportCell[])[];
	/** Where it stands; several for one that goes on over pages. None: it is not in the report. */
	readonly areas: readonly Area[];
}

/** Everything the API sends about one report. */
export interface CreditReport {
	/** Null where the report does not have the field. */
	readonly scalars: Readonly<Record<ScalarName, Printed | null>>;
	readonly tables: Readonly<Record<TableName, ReportTable>>;
	/** The pages that it stands on. */
	readonly pages: readonly Page[];
}

/** Whether a cell is the list of a lender's debts. */
export function isDebtList(cell: ReportCell): cell is readonly DebtLine[] {
	return Array.isArray(cell);
}
