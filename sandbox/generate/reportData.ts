/** A text on the page, where what the OCR makes of it differs or is less than sure. */
export interface Reading {
	/** As printed. */
	printed: string;
	/** As the OCR read it, where that differs. A number where the API sent a JSON number. */
	read?: string | number;
	/** Confidence as sent. Left out: a high one, derived from the place. 'absent': no key at all. */
	score?: number | string | null;
}

/** The debts of one lender: each line is a name and an amount, one below the other. */
export interface DebtLines {
	lines: readonly (readonly [name: Text, amount: Text])[];
	/** How many confidences the API sent; left out: one per line. */
	scores?: number;
}

/** A text on the page; a plain string was read as printed. */
export type Text = string | Reading;

/** A table cell; null = covered by the cell above it, which spans more rows. */
export type Cell = Text | DebtLines | null;

/** A table of the report. The rows are in the order and with the columns of the page. */
export interface TableData {
	rows: readonly (readonly Cell[])[];
	/** Columns of the page in the order of the API's cells, where not the documented ones. */
	sentColumns?: readonly number[];
	/** The API sent the heading as a first row. */
	sendsHeading?: boolean;
	/** The API cut the table out, but read no row of it. */
	unread?: boolean;
}

/** Everything printed in one report. A table that is null prints "Không có thông tin". */
export interface ReportData {
	/** File name of the document without its ending. */
	name: string;
	/** Printed only. */
	requestTime: string;
	requester: string;
	requestedBy: string;
	ticket: string;
	customerName: string;
	otherPapers: string;
	percentile: string;
	/** Printed and sent. "" prints nothing and was sent as empty. */
	report_time: Text;
	cic_code: Text;
	id_card: Text;
	address: Text;
	credit_score: Text;
	credit_rank: Text;
	credit_ranking_date: Text;
	debt_sold_to_vamc: Text;
	/** Seller and date beside the VAMC debt; null where there is none. */
	vamcSeller: { name: string; date: string } | null;
	/** STT · Mã TCTD · Tên TCTD · lines · total */
	loan_details: TableData | null;
	/** Tên TCPH · limit · payable · late · count */
	credit_card_info: TableData | null;
	/** month · loans · cards · total */
	outstanding_loans: TableData | null;
	/** STT · Tên TCTD · last date · group · amount */
	bad_debt: TableData | null;
	/** late (Y/N) · most days · times */
	late_payments: TableData | null;
	/** secured · collaterals · lenders */
	loan_guarantee: TableData | null;
	/** number · lender · signed · ends */
	credit_contract: TableData | null;
	/** STT · code · product · date */
	customers_look_up: TableData | null;
}

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
