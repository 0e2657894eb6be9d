import type { Day } from './calendar.ts';

/**
 * What is true of one invented borrower, free of how it is printed. Amounts are tenths of a million
 * dong (465 is 46,5), so that sums are exact.
 */
export interface ReportData {
	readonly requestedAt: Moment;
	/** When the report was sent: the report's own time. */
	readonly sentAt: Moment;
	readonly printedAt: Moment;
	readonly requester: string;
	readonly requestedBy: string;
	readonly ticket: string;
	readonly customerName: string;
	/** Ten digits; empty where CIC knows no code. */
	readonly cicCode: string;
	readonly idCard: string;
	readonly otherPapers: string;
	readonly address: string;
	readonly phone: string;
	/** Null: not scored. */
	readonly score: Score | null;
	readonly vamc: readonly SoldDebt[];
	readonly loans: readonly Loan[];
	readonly cards: readonly Card[];
	/** Newest month first, twelve of them; none where nothing was ever owed. */
	readonly months: readonly Month[];
	readonly badDebts: readonly BadDebt[];
	/** Null: no card was ever held. */
	readonly late: LatePayments | null;
	/** Null: nothing is pledged. */
	readonly collateral: Collateral | null;
	readonly contracts: readonly Contract[];
	/** Newest first. */
	readonly inquiries: readonly Inquiry[];
}

/** A minute of a day. */
export interface Moment {
	readonly day: Day;
	readonly minute: number;
}

/** A branch of a lender. */
export interface Lender {
	/** Two digits of the province, three of the lender, three of the branch (or of a card portfolio). */
	readonly code: string;
	/** The lender without its branch. */
	readonly name: string;
	/** Empty for a lender's head office. */
	readonly branch: string;
}

/** What CIC thinks of the borrower; ranks are 1 to 10. */
export interface Score {
	readonly points: number;
	readonly rank: number;
	readonly day: Day;
	readonly percentile: number;
}

/** A debt that a lender has sold to VAMC. */
export interface SoldDebt {
	readonly seller: Lender;
	readonly amount: number;
	readonly day: Day;
}

/** For how long money was lent. */
export type Term = 'short' | 'medium' | 'long' | 'other';

/** A debt group, or bad debt that is kept apart from them. */
export type DebtGroup = 1 | 2 | 3 | 4 | 5 | 'otherBad';

/** What is owed to one lender: per term its groups, which add up to the term. */
export interface Loan {
	readonly lender: Lender;
	readonly reportedOn: Day;
	readonly terms: readonly { readonly term: Term; readonly groups: readonly GroupDebt[] }[];
}

/** A debt in one group. */
export interface GroupDebt {
	readonly group: DebtGroup;
	readonly amount: number;
}

/** The cards of one issuer. */
export interface Card {
	readonly issuer: Lender;
	readonly limit: number;
	readonly payable: number;
	readonly late: number;
	readonly count: number;
	readonly daysLate: number;
	readonly reportedOn: Day;
}

/** Null: not reported yet, or no such product then. */
export interface Month {
	/** The month's last day. */
	readonly day: Day;
	readonly loans: number | null;
	readonly cards: number | null;
}

/** The bad debts of one lender, newest first. */
export interface BadDebt {
	readonly lender: Lender;
	readonly occurrences: readonly {
		readonly day: Day;
		readonly group: 3 | 4 | 5;
		readonly amount: number;
	}[];
}

/** How late cards were paid in three years. */
export interface LatePayments {
	readonly isLate: boolean;
	readonly mostDays: number;
	readonly times: number;
}

/** What is pledged, and to how many lenders. */
export interface Collateral {
	readonly assets: number;
	readonly lenders: number;
}

/** A contract of credit. */
export interface Contract {
	readonly number: string;
	readonly lender: Lender;
	readonly signed: Day;
	readonly ends: Day;
}

/** A lender has asked CIC about the borrower. */
export interface Inquiry {
	readonly lender: Lender;
	readonly product: 'QHTD' | 'Thẻ TD' | 'Tức thời';
	readonly at: Moment;
}

/** The lender's whole debt, in tenths of a million dong. */
export function totalOf(loan: Loan): number {
	return sum(loan.terms.flatMap(({ groups }) => groups.map(({ amount }) => amount)));
}

/** The sum of the numbers; 0 for none. */
export function sum(amounts: readonly number[]): number {
	return amounts.reduce((total, amount) => total + amount, 0);
}
