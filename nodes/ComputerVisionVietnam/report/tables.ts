/** What a column or field holds, and with that which reader takes it. */
export type ColumnKind =
	| 'amount'
	| 'code'
	| 'count'
	| 'date'
	| 'dateOrTime'
	| 'debtGroup'
	| 'debts'
	| 'flag'
	| 'identityNumber'
	| 'institutionCode'
	| 'month'
	| 'score'
	| 'text'
	| 'timestamp';

/** One column of a table, or one field of the report. */
export interface ColumnDescription {
	/** Its name in the items; its words, with blanks, also name it in review notes. */
	readonly name: string;
	readonly kind: ColumnKind;
	/** What it means, for the documentation and the output preview. */
	readonly meaning: string;
}

/** A table of the report. Parsing, rows, columns, previews, docs and options all derive from it. */
export interface TableDescription {
	/** The API's key. */
	readonly key: string;
	/** As people call it; also the option's name in the editor. */
	readonly title: string;
	/** One row of it, for review notes: "Loan 2". */
	readonly rowLabel: string;
	/** In the order of the API's cells. */
	readonly columns: readonly ColumnDescription[];
	/** Folded beginnings of the printed column headings, by which a repeated heading row is known. */
	readonly headings: readonly string[];
	/** Some versions of the report print a month in front of the documented cells. */
	readonly leadingColumn?: ColumnDescription;
	/** A column that is printed as the sum of others, by which a misread amount is noticed. */
	readonly sumCheck?: { readonly total: string; readonly parts: readonly string[] };
	/** Each row is one thing more (a lender, an inquiry), so a row of dashes is none of them. */
	readonly listsThings?: true;
	/** Columns whose cell spans several printed rows, so that only the first carries it. */
	readonly mergedColumns?: readonly string[];
}

const column = <Name extends string>(name: Name, kind: ColumnKind, meaning: string) =>
	({ name, kind, meaning }) satisfies ColumnDescription;

const LENDER_HEADINGS = [
	'stt',
	'so tt',
	'ma tctd',
	'ma to chuc',
	'ten tctd',
	'ten to chuc',
	'to chuc',
];

/**
 * The eight tables of the `credit_report` endpoint, which match CIC's loan report S11A.
 * Source: the API's field reference (cells) and CIC's printed headings.
 */
export const TABLES = {
	loan_details: {
		key: 'loan_details',
		title: 'Loan Details',
		rowLabel: 'Loan',
		listsThings: true,
		columns: [
			column('institution_no', 'text', 'Running number of the lender as printed'),
			column('institution_code', 'institutionCode', 'Code of the lending branch (8 characters)'),
			column('institution_name', 'text', 'Name of the lender and branch'),
			column('debts', 'debts', 'The debt lines of this lender as printed'),
			column('total', 'amount', 'Total owed to this lender'),
		],
		headings: [
			...LENDER_HEADINGS,
			'loai du no',
			'du no',
			'so tien',
			'vnd',
			'usd',
			'tong',
			'ngay bao cao',
		],
	},
	credit_card_info: {
		key: 'credit_card_info',
		title: 'Credit Cards',
		rowLabel: 'Card row',
		columns: [
			column('credit_limit', 'amount', 'Total credit limit'),
			column('payable_amount', 'amount', 'Amount to be paid'),
			column('late_amount', 'amount', 'Amount that is late'),
			column('card_count', 'count', 'Number of cards'),
		],
		headings: [
			'tong han muc',
			'han muc',
			'so tien',
			'tong so tien',
			'so luong',
			'ten tcph',
			'stt',
			'vnd',
		],
	},
	outstanding_loans: {
		key: 'outstanding_loans',
		title: 'Balances of 12 Months',
		rowLabel: 'Month row',
		columns: [
			column('loan_balance', 'amount', 'Loan balance at the end of the month'),
			column('card_balance', 'amount', 'Card balance at the end of the month'),
			column('total_balance', 'amount', 'Total balance at the end of the month'),
		],
		headings: ['thang', 'du no', 'tong', 'vnd', 'stt'],
		leadingColumn: column('month', 'month', 'The month, where the report prints one'),
		sumCheck: { total: 'total_balance', parts: ['loan_balance', 'card_balance'] },
	},
	bad_debt: {
		key: 'bad_debt',
		title: 'Bad Debt of 5 Years',
		rowLabel: 'Bad debt',
		listsThings: true,
		columns: [
			column('last_occurred_date', 'date', 'Last day on which the debt was bad'),
			column('debt_group', 'debtGroup', 'Debt group, 1 to 5'),
			column('amount', 'amount', 'Amount of the bad debt'),
			column('institution_no', 'text', 'Running number of the lender as printed'),
			column('institution_name', 'text', 'Name of the lender or branch'),
		],
		headings: [...LENDER_HEADINGS, 'ngay phat sinh', 'nhom no', 'so tien', 'du no', 'vnd', 'usd'],
		mergedColumns: ['institution_no', 'institution_name'],
	},
	late_payments: {
		key: 'late_payments',
		title: 'Late Card Payments of 3 Years',
		rowLabel: 'Late payment row',
		columns: [
			column('has_late_payment', 'flag', 'Whether a card payment was late'),
			column('max_days_late', 'count', 'Most days late'),
			column('late_count', 'count', 'How often a payment was late'),
		],
		headings: ['khach hang co cham', 'kh co cham', 'so ngay', 'so lan', 'stt'],
	},
	loan_guarantee: {
		key: 'loan_guarantee',
		title: 'Collateral',
		rowLabel: 'Collateral row',
		columns: [
			column('collateral_count', 'count', 'Number of assets pledged'),
			column('institution_count', 'count', 'Number of lenders that hold collateral'),
		],
		headings: ['so luong', 'so tctd', 'tai san', 'bao dam', 'stt'],
	},
	credit_contract: {
		key: 'credit_contract',
		title: 'Credit Contracts',
		rowLabel: 'Contract',
		listsThings: true,
		columns: [
			column('signed_date', 'date', 'Day on which the contract was signed'),
			column('end_date', 'date', 'Day on which the contract ends'),
		],
		headings: ['ngay ky', 'ngay ket thuc', 'so hop dong', 'stt'],
	},
	customers_look_up: {
		key: 'customers_look_up',
		title: 'Inquiries of 1 Year',
		rowLabel: 'Inquiry',
		listsThings: true,
		columns: [
			column('institution_code', 'institutionCode', 'Code of the institution that asked'),
			column('product', 'text', 'Product that was asked for'),
			column('looked_up_at', 'dateOrTime', 'When it asked'),
		],
		headings: [...LENDER_HEADINGS, 'san pham', 'ngay tra cuu', 'ngay', 'gio', 'tctd'],
	},
} as const satisfies Record<string, TableDescription>;

/** The API's key of one of the eight tables. */
export type TableKey = keyof typeof TABLES;

/** The eight tables in the order in which the report prints them. */
export const TABLE_KEYS: readonly TableKey[] = [
	'loan_details',
	'credit_card_info',
	'outstanding_loans',
	'bad_debt',
	'late_payments',
	'loan_guarantee',
	'credit_contract',
	'customers_look_up',
];

/** The API's key of the page images. */
export const PAGE_IMAGES_KEY = 'imgs';

/** The API's key of a table's image, or of a list of them. */
export const imageKeyOf = (key: TableKey): `${TableKey}_image` => `${key}_image`;

/** All keys of a report that hold images. */
export const IMAGE_KEYS: readonly string[] = [PAGE_IMAGES_KEY, ...TABLE_KEYS.map(imageKeyOf)];

/** Looks a table up as its general description. */
export const describeTable = (key: TableKey): TableDescription => TABLES[key];

/**
 * The report's own fields, outside its tables, in the order of the API's reference.
 * Each comes with `<name>_box`, `<name>_confidence` and `<name>_id` (its page).
 */
export const SCALARS = [
	column('report_time', 'timestamp', 'When CIC sent the report'),
	column('cic_code', 'code', "The customer's CIC code"),
	column('id_card', 'identityNumber', "The customer's identity number"),
	column('address', 'text', "The customer's address"),
	column('credit_score', 'score', 'CIC score'),
	column('credit_rank', 'text', 'CIC rank as printed'),
	column('credit_ranking_date', 'date', 'Day of the score'),
	column('debt_sold_to_vamc', 'amount', 'Debt sold to VAMC'),
] as const;

/** The name of one of the report's own fields. */
export type ScalarName = (typeof SCALARS)[number]['name'];

/** The columns of a table's rows in the items, the leading one (a month) first. */
export function rowColumns(table: TableDescription): readonly ColumnDescription[] {
	return table.leadingColumn ? [table.leadingColumn, ...table.columns] : table.columns;
}
