import type { Cell } from './cell';
import type { DebtGroup, DebtTerm } from './debtName';

/** One debt line of a lender, read. */
export interface DebtLine {
	/** As printed; null when the line has no name. */
	readonly name: string | null;
	/** In the chosen unit; null when not printed or not readable. */
	readonly amount: number | null;
	readonly kind: 'term' | 'group' | 'other';
	readonly term: DebtTerm | null;
	/** 1 to 5; null for a term, for "nợ xấu khác" (`otherBad`) and for an unknown name. */
	readonly group: DebtGroup | null;
	/** "Nợ xấu khác": bad debt outside the five groups. */
	readonly otherBad: boolean;
	/** What it adds to a sum: its amount, 0 where the report says "Không có"; null when not known. */
	readonly addend: number | null;
	/** The amount's text belongs into the items whatever the options: the amount does not hold it. */
	readonly keepsText: boolean;
	readonly cell: Cell;
	readonly other: Readonly<Record<string, unknown>> | null;
}

/** How a field came to its value. */
export type FieldState =
	/** A value was read. */
	| 'read'
	/** Nothing is printed, or a dash, or the report says that there is none. */
	| 'none'
	/** "Không có": the report itself says that there is none. */
	| 'statedNone'
	/** Something is printed that could not be read; the text is kept. */
	| 'unreadable'
	/** Taken from the row above, whose printed cell spans this row. */
	| 'filled';

/** One value of the report, read: a column of a row, or one of the report's own fields. */
export interface Field {
	/** null means: not known. */
	readonly value: string | number | boolean | null;
	readonly state: FieldState;
	/** The text belongs into the items whatever the options: the value does not hold all of it. */
	readonly keepsText: boolean;
	/** The lines of a debts column; null for every other column. */
	readonly debts: readonly DebtLine[] | null;
	readonly cell: Cell;
}

/** The amount of a field; null unless a number was read. */
export const numberOf = (field: Field | undefined): number | null =>
	typeof field?.value === 'number' ? field.value : null;

/** What a field adds to a sum: "Không có" is a stated zero, anything else unread is not known. */
export const addendOf = (field: Field | undefined): number | null =>
	field?.state === 'statedNone' ? 0 : numberOf(field);
