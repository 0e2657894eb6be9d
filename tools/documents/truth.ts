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
export type ScalarKey = (typeof SCALARS)[number];

/** The kinds of values, those that a lender decides by first. */
export const VALUE_KINDS = ['amount', 'date', 'group', 'count', 'code', 'name', 'flag'] as const;

/** What a value is, which decides how bad it is to get it wrong. */
export type ValueKind = (typeof VALUE_KINDS)[number];

/** What the fields beside the tables are. */
export const SCALAR_KINDS: Readonly<Record<ScalarKey, ValueKind>> = {
	report_time: 'date',
	cic_code: 'code',
	id_card: 'code',
	address: 'name',
	credit_score: 'count',
	credit_rank: 'count',
	credit_ranking_date: 'date',
	debt_sold_to_vamc: 'amount',
};

/** The API's cells of each table in its order; `debts` is the list of debt lines. */
export const TABLE_CELLS = {
	loan_details: ['count', 'code', 'name', 'debts', 'amount'],
	credit_card_info: ['amount', 'amount', 'amount', 'count'],
	outstanding_loans: ['amount', 'amount', 'amount'],
	bad_debt: ['date', 'group', 'amount', 'count', 'name'],
	late_payments: ['flag', 'count', 'count'],
	loan_guarantee: ['count', 'count'],
	credit_contract: ['date', 'date'],
	customers_look_up: ['code', 'name', 'date'],
} as const satisfies Readonly<Record<string, readonly (ValueKind | 'debts')[]>>;

/** The API's name of a table. */
export type TableKey = keyof typeof TABLE_CELLS;

/** All tables in the order of the documentation. */
export const TABLES: readonly TableKey[] = [
	'loan_details',
	'credit_card_info',
	'outstanding_loans',
	'bad_debt',
	'late_payments',
	'loan_guarantee',
	'credit_contract',
	'customers_look_up',
];

/** A debt line as printed. */
export interface Debt {
	readonly debt_name: string;
	readonly debt: string;
}

/** A cell as printed; "" where nothing is. */
export type TrueCell = string | readonly Debt[];

/** What is printed in one table. */
export interface TrueTable {
	/** In the API's order of cells, blank rows and total rows included. */
	readonly rows: readonly (readonly TrueCell[])[];
	/** What is printed in place of rows; the API may send it as a row of one text. */
	readonly note: string | null;
}

/** Everything a reply should say about one report, exactly as it is printed. */
export interface TrueReport {
	readonly scalars: Readonly<Record<ScalarKey, string>>;
	readonly tables: Readonly<Record<TableKey, TrueTable>>;
}
