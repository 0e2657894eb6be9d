import { isDeepStrictEqual } from 'node:util';
import { markdownTable } from 'markdown-table';
import type { DemoRun } from './host/demo.ts';

type Row = Readonly<Record<string, unknown>>;

const LONGEST_CELL = 44;

/** A value as it is shown in one cell: null as `-`, lists as JSON, long text cut. */
function toCell(value: unknown): string {
	if (value === null || value === undefined) return '-';
	const text = typeof value === 'string' ? value : JSON.stringify(value);
	const line = text.normalize('NFC').replace(/\s+/g, ' ');
	return line.length > LONGEST_CELL ? `${line.slice(0, LONGEST_CELL - 1)}…` : line;
}

const isNumeric = (value: unknown): boolean => typeof value === 'number' || value === null;

/** Columns of numbers are aligned to the right. */
function printTable(columns: readonly string[], rows: readonly Row[]): void {
	const lines = rows.map((row) => columns.map((column) => toCell(row[column])));
	const align = columns.map((column) => (rows.every((row) => isNumeric(row[column])) ? 'r' : 'l'));
	console.log(markdownTable([columns, ...lines], { align }));
}

function printRecord(record: Row): void {
	const known = Object.entries(record).filter(([, value]) => value !== null);
	printTable(
		['field', 'value'],
		known.map(([field, value]) => ({ field, value })),
	);
	const unknown = Object.keys(record).filter((field) => record[field] === null);
	if (unknown.length > 0) console.log(`\nnull, that is not known: ${unknown.join(', ')}`);
}

/** The names that all rows of the report have: its own fields, repeated on each row. */
function repeatedNames(rows: readonly Row[]): Set<string> {
	return rows
		.map((row) => new Set(Object.keys(row)))
		.reduce((names, more) => names.intersection(more), new Set(Object.keys(rows[0] ?? {})));
}

/** The rows with the notes of their own only: those on the report's own fields are on the record. */
function withOwnNotes(rows: readonly Row[]): Row[] {
	const notesOf = ({ review_notes: notes }: Row): string[] =>
		typeof notes === 'string' ? notes.split('; ') : [];
	const [first = new Set(), ...others] = rows.map((row) => new Set(notesOf(row)));
	const shared = others.reduce((notes, more) => notes.intersection(more), first);
	return rows.map((row) => {
		const own = notesOf(row).filter((note) => !shared.has(note));
		return { ...row, review_notes: own.length === 0 ? null : own.join('; ') };
	});
}

/** The columns to show for one table; notes only where there are any. */
function toColumns(rows: readonly Row[], repeated: ReadonlySet<string>): string[] {
	const own = Object.keys(rows[0] ?? {}).filter((name) => !repeated.has(name));
	const hasNotes = rows.some((row) => typeof row['review_notes'] === 'string');
	return ['row', ...own, ...(hasNotes ? ['review_notes'] : [])];
}

/** An item without what tells where its document came from. */
const withoutSource = (item: Row): Row =>
	Object.fromEntries(Object.entries(item).filter(([name]) => !name.startsWith('document_')));

const isSame = (one: DemoRun, other: DemoRun): boolean =>
	(['records', 'rows'] as const).every((name) =>
		isDeepStrictEqual(one[name].map(withoutSource), other[name].map(withoutSource)),
	);

/**
 * Prints the record and, table by table, the rows that one run of an example gave; in one line when
 * they are those of an earlier run on the same document.
 */
export function printDemoRun(run: DemoRun, earlier?: DemoRun): void {
	const { workflowName, inputMode, records, rows } = run;
	console.log(`\n══ ${workflowName} (input: ${inputMode}) ══`);
	if (earlier !== undefined && isSame(run, earlier)) {
		console.log(`The same record and the same ${rows.length} rows as by ${earlier.inputMode}.`);
		return;
	}
	for (const record of records) {
		console.log('\nRecord');
		printRecord(record);
	}
	console.log(`\nRows (${rows.length})`);
	const repeated = repeatedNames(rows);
	const tables = Object.groupBy(withOwnNotes(rows), ({ table }) =>
		typeof table === 'string' ? table : 'no table of this report holds a row',
	);
	for (const [title, rowsOfTable = []] of Object.entries(tables)) {
		console.log(`\n${title} (${rowsOfTable.length})`);
		printTable(toColumns(rowsOfTable, repeated), rowsOfTable);
	}
}
