import type { IDataObject } from 'n8n-workflow';
import type { TableName } from './contractNames.ts';

/**
 * What stands on the pages of `bad-debt.pdf`, and what follows from it, worked out by hand. Amounts
 * are millions of dong, as printed.
 */
export const BAD_DEBT_FILE = 'bad-debt.pdf';

/** Values that do not depend on the amount unit or on masking. */
export const BAD_DEBT_FACTS: Readonly<IDataObject> = {
	report_index: 0,
	report_time: '2025-09-18T16:45:00+07:00',
	address: 'Tổ 4, ấp Thí Dụ, xã Kiểm Thử, huyện Mô Phỏng, tỉnh Mẫu',
	credit_score: 431,
	credit_rank: '09',
	credit_ranking_date: '2025-08-31',
	lender_count: 4,
	lender_branch_count: 5,
	worst_debt_group: 5,
	card_count: 3,
	card_utilisation: 76 / 120,
	has_bad_debt_5y: true,
	worst_bad_debt_group_5y: 5,
	last_bad_debt_date: '2025-08-31',
	bad_debt_row_count: 6,
	has_late_card_payment_3y: true,
	max_days_late: 47,
	late_payment_count: 5,
	has_vamc: true,
	inquiry_count_1y: 8,
	inquiry_institution_count_1y: 6,
	inquiry_count_30d: 3,
	inquiry_count_90d: 6,
	collateral_count: 2,
	collateral_institution_count: 1,
	contract_count: 4,
	active_contract_count: 3,
};

/** Amounts of the record, in millions of dong. */
export const BAD_DEBT_AMOUNTS = {
	debt_sold_to_vamc: 85,
	loan_total: 1786.5,
	loan_total_group_1: 1070,
	loan_total_group_2: 50,
	loan_total_group_3: 340,
	loan_total_group_4: 46.5,
	loan_total_group_5: 250,
	loan_total_other_bad: 30,
	loan_bad_total: 666.5,
	loan_short_term_total: 166.5,
	loan_medium_term_total: 340,
	loan_long_term_total: 1250,
	card_limit_total: 120,
	card_payable_total: 76,
	card_late_total: 18,
	loan_12m_peak: 2004,
} as const;

/** The identifiers as printed, and as `maskIdentifiers` leaves them. */
export const BAD_DEBT_IDENTIFIERS = {
	printed: { cic_code: '0000000202', id_card: '000282000202' },
	masked: { cic_code: '******0202', id_card: '********0202' },
} as const;

/** Rows of each table without blank rows and "Tổng cộng". */
export const BAD_DEBT_ROW_COUNTS: Readonly<Record<TableName, number>> = {
	loan_details: 5,
	credit_card_info: 2,
	outstanding_loans: 12,
	bad_debt: 6,
	late_payments: 1,
	loan_guarantee: 1,
	credit_contract: 4,
	customers_look_up: 8,
};

/** One row of some tables, amounts in millions of dong where the column is not an amount's. */
export const BAD_DEBT_ROWS: readonly Readonly<IDataObject>[] = [
	{ table: 'loan_details', institution_no: '4', institution_code: '48996T01', row: 5 },
	{ table: 'bad_debt', row: 2, last_occurred_date: '2023-11-30', debt_group: 4 },
	{ table: 'bad_debt', row: 6, last_occurred_date: '2021-03-15', debt_group: 3 },
];
