/**
 * The names that saved workflows rely on, copied by hand from the contract of the node. They are
 * written out on purpose: a list made from the node's own tables would follow every mistake there.
 */

/** On every item. */
export const IDENTITY_NAMES = [
	'document_name',
	'document_field',
	'document_sha256',
	'report_index',
] as const;

/** The single values of a report. */
export const SCALAR_NAMES = [
	'report_time',
	'cic_code',
	'id_card',
	'address',
	'credit_score',
	'credit_rank',
	'credit_ranking_date',
	'debt_sold_to_vamc',
] as const;

/** The summary of a record. */
export const SUMMARY_NAMES = [
	'loan_total',
	'loan_total_group_1',
	'loan_total_group_2',
	'loan_total_group_3',
	'loan_total_group_4',
	'loan_total_group_5',
	'loan_total_other_bad',
	'loan_bad_total',
	'loan_short_term_total',
	'loan_medium_term_total',
	'loan_long_term_total',
	'lender_count',
	'lender_branch_count',
	'worst_debt_group',
	'card_limit_total',
	'card_payable_total',
	'card_late_total',
	'card_count',
	'card_utilisation',
	'has_bad_debt_5y',
	'worst_bad_debt_group_5y',
	'last_bad_debt_date',
	'bad_debt_row_count',
	'has_late_card_payment_3y',
	'max_days_late',
	'late_payment_count',
	'has_vamc',
	'loan_12m_peak',
	'inquiry_count_1y',
	'inquiry_institution_count_1y',
	'inquiry_count_30d',
	'inquiry_count_90d',
	'collateral_count',
	'collateral_institution_count',
	'contract_count',
	'active_contract_count',
	'min_confidence',
	'amount_unit',
] as const;

/** What says whether a person should look. */
export const REVIEW_NAMES = ['needs_review', 'review_notes'] as const;

/** What a lender's debts are arranged in. */
export const PIVOT_COLUMNS = [
	'short_term',
	'medium_term',
	'long_term',
	'group_1',
	'group_2',
	'group_3',
	'group_4',
	'group_5',
	'other_bad',
] as const;

/** The columns of each table's rows. */
export const TABLE_COLUMNS = {
	loan_details: [
		'institution_no',
		'institution_code',
		'institution_name',
		'debts',
		'total',
		...PIVOT_COLUMNS,
	],
	credit_card_info: ['credit_limit', 'payable_amount', 'late_amount', 'card_count'],
	outstanding_loans: ['loan_balance', 'card_balance', 'total_balance', 'month'],
	bad_debt: ['last_occurred_date', 'debt_group', 'amount', 'institution_no', 'institution_name'],
	late_payments: ['has_late_payment', 'max_days_late', 'late_count'],
	loan_guarantee: ['collateral_count', 'institution_count'],
	credit_contract: ['signed_date', 'end_date'],
	customers_look_up: ['institution_code', 'product', 'looked_up_at'],
} as const;

/** The names of the eight tables. */
export type TableName = keyof typeof TABLE_COLUMNS;
