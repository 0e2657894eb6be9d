import type { Fields } from '../../api/envelope';
import type { ColumnKind, Field, ValueTypes } from '../field';
import { addendOf } from '../field';
import type { ExtraCell, PrintedRow, TableState } from '../reply/printedTable';
import { reviewNote, type Note, type Place } from '../review';
import { addAmounts } from '../values/amount';

/** One column of a table, or one field of the report. */
export interface ColumnDescription<K extends ColumnKind = ColumnKind> {
	readonly kind: K;
	/** What it means, for the documentation and the output preview. */
	readonly meaning: string;
}

/** The columns by their names in the items, in the order of the API's cells. */
export type Columns = Readonly<Record<string, ColumnDescription>>;

/** The parsed values of a row by the names of its columns. */
export type FieldsOf<C extends Columns> = {
	readonly [N in keyof C]: Field<ValueTypes[C[N]['kind']]>;
};

/** A cell beyond the documented ones, parsed as text. */
export interface ExtraField extends Pick<ExtraCell, 'name'> {
	readonly field: Field<string>;
}

/** One row of a table, parsed. */
export interface Row<C extends Columns = Columns> {
	/** 1-based place in the API's list, as printed. */
	readonly row: number;
	/** Same report, same key, on every run; no two rows share one. */
	readonly key: string;
	readonly fields: FieldsOf<C>;
	/** Cells beyond the documented ones. */
	readonly extras: readonly ExtraField[];
	/** What a row object held beside its cells, as it came; null when nothing. */
	readonly other: Fields | null;
	readonly notes: readonly Note[];
}

/** A table of the report, parsed. */
export interface Table<C extends Columns = Columns> {
	readonly state: TableState;
	readonly rows: ReadonlyArray<Row<C>>;
	/** What the table prints besides its rows (repeated headings, a total row); null when nothing. */
	readonly besides: string | null;
	/** How the table came; shown with the report. */
	readonly notes: readonly Note[];
	/** What contradicts itself within the table; shown with the report. */
	readonly contradictions: readonly Note[];
	/** "Tổng cộng" rows, for the check of the sums. */
	readonly totalRows: readonly PrintedRow[];
}

/** Whether a change is for the worse or the better; `unknown` where one side is not known. */
export type Direction = 'worse' | 'better' | 'neutral' | 'unknown';

/** By what a row of two reports is the same one, and which changes of it matter. */
export interface RowComparison<C extends Columns> {
	/**
	 * The parts of what makes a row the same one, each null where it is not known: a row is another
	 * one's counterpart when all are equal, and may be when none that both know differs. Absent: its
	 * place.
	 */
	keyOf?(fields: FieldsOf<C>): ReadonlyArray<string | null>;
	/** The first part decides alone where both know it; otherwise the others do. */
	readonly firstPartDecides?: true;
	/** What it means that a row is new. */
	readonly added: Direction;
	/** What it means that a row is gone. */
	readonly removed: Direction;
	/** Columns, derived ones included, whose higher value is worse; changes of the others are neutral. */
	readonly worseWhenHigher: readonly string[];
	/** The derived columns as they are compared, where a value that is not printed is known all the same. */
	derive?(fields: FieldsOf<C>): Readonly<Record<string, number | null>>;
	/** Columns that are not compared: running numbers. */
	readonly ignored?: ReadonlyArray<keyof C & string>;
}

/** A row under its label, for the checks of its section. */
export interface LabelledRow<C extends Columns> {
	readonly row: number;
	/** "Loan 2" */
	readonly label: string;
	readonly fields: FieldsOf<C>;
	/** The day of the report; null when it is not known. */
	readonly reportDay: Known<Day>;
}

/**
 * A section of the report with one table. Parsing, rows, columns, previews, docs and options all
 * derive from its description.
 */
export interface Section<C extends Columns = Columns> {
	/** The API's key. */
	readonly key: string;
	/** As people call it; also the option's name in the editor. */
	readonly title: string;
	/** One row of it, for review notes: "Loan" gives "Loan 2". */
	readonly rowLabel: string;
	readonly columns: C;
	/** Folded beginnings of the printed column headings, by which a repeated heading row is known. */
	readonly headings: readonly string[];
	/** The first column is a month that only some versions of the report print. */
	readonly hasLeadingMonth?: true;
	/** Each row is one thing more (a lender, an inquiry), so a row of dashes is none of them. */
	readonly listsThings?: true;
	/** Columns whose cell spans several printed rows, so that only the first carries it. */
	readonly mergedColumns?: ReadonlyArray<keyof C & string>;
	/** Columns that are computed from the printed ones, and stand behind them in the items. */
	derive?(fields: FieldsOf<C>): Readonly<Record<string, number | null>>;
	/** How the rows of two reports of one person are compared. */
	readonly comparison: RowComparison<C>;
	/** What contradicts itself within a row. */
	checkRow?(row: LabelledRow<C>): Note[];
	/** What contradicts itself within the table. */
	checkTable?(rows: ReadonlyArray<Row<C>>): Note[];
}

/** Describes one column. */
export const column = <K extends ColumnKind>(kind: K, meaning: string): ColumnDescription<K> => ({
	kind,
	meaning,
});

/** Describes a section, with its columns as precise as they are written. */
export const defineSection = <const K extends string, C extends Columns>(
	section: Section<C> & { readonly key: K },
): Section<C> & { readonly key: K } => section;

/** Beginnings of headings that tables of lenders share. */
export const LENDER_HEADINGS = [
	'stt',
	'so tt',
	'ma tctd',
	'ma to chuc',
	'ten tctd',
	'ten to chuc',
	'to chuc',
];

/** null: not known. 0 and false: stated, or proven by what is printed. Amounts in the chosen unit. */
export type Known<T> = T | null;

/** `YYYY-MM-DD`, so that days compare as text. */
export type Day = string;

function combine<C extends Columns>(
	{ state, rows }: Table<C>,
	fieldOf: (fields: FieldsOf<C>) => Field<number>,
	combineTwo: (left: number, right: number) => number,
): Known<number> {
	if (state === 'unknown') return null;
	let result = 0;
	for (const { fields } of rows) {
		const addend = addendOf(fieldOf(fields));
		if (addend === null) return null;
		result = combineTwo(result, addend);
	}
	return result <= Number.MAX_SAFE_INTEGER ? result : null;
}

/** The sum over the rows; null when the table or one of its values is not known. */
export const sumOf = <C extends Columns>(
	table: Table<C>,
	fieldOf: (fields: FieldsOf<C>) => Field<number>,
): Known<number> => combine(table, fieldOf, addAmounts);

/** The highest value of the rows, 0 without rows; null when the table or one of its values is not known. */
export const maxOf = <C extends Columns>(
	table: Table<C>,
	fieldOf: (fields: FieldsOf<C>) => Field<number>,
): Known<number> => combine(table, fieldOf, Math.max);

/** How many rows the table has; null when that is not known. */
export const countRows = ({ state, rows }: Table): Known<number> =>
	state === 'unknown' ? null : rows.length;

/** Whether the table has rows; null when that is not known. */
export const hasRows = ({ state }: Table): Known<boolean> =>
	state === 'unknown' ? null : state === 'listed';

/** How many different keys the rows have; null when the table or the key of a row is not known. */
export function countDistinct<C extends Columns>(
	{ state, rows }: Table<C>,
	keyOf: (fields: FieldsOf<C>) => string | null,
): Known<number> {
	if (state === 'unknown') return null;
	const keys = rows.map(({ fields }) => keyOf(fields));
	return keys.includes(null) ? null : new Set(keys).size;
}

/** The place of a value of a row, for notes. */
export const toPlace = (
	{ key, rowLabel }: { readonly key: string; readonly rowLabel: string },
	row: number,
	column: string,
): Place => ({
	path: `${key}.${row}.${column}`,
	label: `${rowLabel} ${row}, ${column.replaceAll('_', ' ')}`,
});

/**
 * Running numbers count up by one from row to row; one that does not is misread, or a row is missing.
 * Rows without a number (merged cells) or with that of the row before are passed over, and so is a
 * table that numbers otherwise.
 */
export function checkRunningNumbers(
	section: { readonly key: string; readonly rowLabel: string },
	rows: ReadonlyArray<{ readonly row: number; readonly number: string | null }>,
): Note[] {
	const numbered = rows
		.filter(({ number }) => /^\d{1,4}\.?$/.test(number ?? ''))
		.filter(({ number }, index, all) => number !== all[index - 1]?.number);
	const expected = numbered.map(({ number }, index) => parseInt(number ?? '', 10) - index - 1);
	const wrong = numbered.filter((_row, index) => expected[index] !== 0);
	const isOtherwise = numbered.length > 1 && wrong.length * 2 > numbered.length;
	if (wrong.length === 0 || isOtherwise) return [];
	return wrong.slice(0, 1).map(({ row }) => {
		const text = 'does not follow the running number before it';
		return reviewNote(
			'disagreement',
			'numbers_contradict',
			toPlace(section, row, 'institution_no'),
			text,
		);
	});
}

/** The same day so many months before, to compare with; not every month has it. */
export function monthsBefore(day: Day, months: number): Day {
	const since = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 - months;
	return `${Math.floor(since / 12)}-${String((since % 12) + 1).padStart(2, '0')}${day.slice(7)}`;
}

/** The day of a date or moment. */
export const dayOf = ({ value }: Field<string>): Known<Day> => value?.slice(0, 10) ?? null;
