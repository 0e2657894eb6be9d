import { ParsingContext, parseValue, type ColumnKind } from './field';
import { MISSING_CELL, type Cell } from './reply/cell';
import type { PrintedReport } from './reply/printedReport';
import { rowTexts, type PrintedRow, type PrintedTable } from './reply/printedTable';
import { labelOf, quote, reviewNote, tableNote, type Note, type Place } from './review';
import { SCALAR_NAMES, SCALARS, SECTION_LIST, type ScalarName, type TableKey } from './sections';
import type { Section } from './sections/section';
import type { AmountContext } from './values/amount';
import { foldText } from './values/text';

/** How far two readings of one report agree. */
export interface Agreement {
	/** Values that both readings have and that mean the same. */
	readonly agreed_value_count: number;
	/** Values that differ, or that only one reading has. */
	readonly differing_value_count: number;
}

/** What a comparison of two readings gathers while it goes on. */
interface Comparison {
	agreed: number;
	differing: number;
	readonly context: ParsingContext;
}

const toComparable = (text: string): string => foldText(text).replaceAll(' ', '');

/** Whether two cells mean the same: the same text, or the same value in another spelling. */
function isSame(kind: ColumnKind, first: Cell, second: Cell, context: ParsingContext): boolean {
	if (toComparable(first.text) === toComparable(second.text)) return true;
	if (kind === 'debts' || kind === 'text' || kind === 'name') return false;
	const [one, other] = [parseValue(kind, first, context), parseValue(kind, second, context)];
	return one.kind === 'value' && other.kind === 'value' && one.value === other.value;
}

/** No note shows a number that says who somebody is. */
const IDENTIFYING: ReadonlySet<ColumnKind> = new Set(['code', 'identityNumber']);

const shown = (text: string): string => (text === '' ? 'nothing' : quote(text));

/** Compares one value. The first one stands; where both agree, it is certain. */
function compareCell(
	kind: ColumnKind,
	first: Cell,
	second: Cell,
	place: Place,
	comparison: Comparison,
): { cell: Cell; notes: Note[] } {
	if (first.text === '' && second.text === '') return { cell: first, notes: [] };
	if (isSame(kind, first, second, comparison.context)) {
		comparison.agreed += 1;
		return { cell: { ...first, isCertain: true }, notes: [] };
	}
	comparison.differing += 1;
	const text = IDENTIFYING.has(kind)
		? 'the two readings differ'
		: `the two readings differ: ${shown(first.text)} and ${shown(second.text)}`;
	const candidates = IDENTIFYING.has(kind)
		? []
		: [first.text, second.text].filter((each) => each !== '');
	const note = reviewNote('disagreement', 'readings_differ', place, text, candidates);
	return { cell: first, notes: [note] };
}

/** Compares the debt lines of a lender one by one. */
function compareDebts(first: Cell, second: Cell, place: Place, comparison: Comparison) {
	const [ours = [], theirs = []] = [first.lines ?? [], second.lines ?? []];
	const isAligned =
		ours.length === theirs.length &&
		ours.every(({ name }, index) => toComparable(name) === toComparable(theirs[index]?.name ?? ''));
	if (!isAligned) {
		const whole = { path: `${place.path}.1.name`, label: place.label };
		return compareCell('debts', first, second, whole, comparison);
	}
	const compared = ours.map((line, index) => {
		const at = { path: `${place.path}.${index + 1}.amount`, label: `${place.label}, ${line.name}` };
		const other = theirs[index]?.amount ?? MISSING_CELL;
		const { cell, notes } = compareCell('amount', line.amount, other, at, comparison);
		return { line: { ...line, amount: cell }, notes };
	});
	return {
		cell: { ...first, lines: compared.map(({ line }) => line) },
		notes: compared.flatMap(({ notes }) => notes),
	};
}

function compareRow(
	section: Section,
	first: PrintedRow,
	second: PrintedRow,
	comparison: Comparison,
): PrintedRow {
	const notes: Note[] = [];
	const cells = Object.entries(section.columns).map(([name, { kind }]): [string, Cell] => {
		const place = {
			path: `${section.key}.${first.row}.${name}`,
			label: `${section.rowLabel} ${first.row}, ${name.replaceAll('_', ' ')}`,
		};
		const [ours, theirs] = [first.cells[name] ?? MISSING_CELL, second.cells[name] ?? MISSING_CELL];
		const compared =
			kind === 'debts'
				? compareDebts(ours, theirs, place, comparison)
				: compareCell(kind, ours, theirs, place, comparison);
		notes.push(...compared.notes);
		return [name, compared.cell];
	});
	return { ...first, cells: Object.fromEntries(cells), remarks: notes };
}

/** The texts of a row's cells, to be compared with those of another row. */
const toTexts = ({ cells }: PrintedRow): string[] =>
	Object.values(cells).map(({ text }) => toComparable(text));

/** How much of two rows is the same, 0..1. */
function toLikeness(first: readonly string[], second: readonly string[]): number {
	let printed = 0;
	let same = 0;
	first.forEach((text, index) => {
		if (text === '' && second[index] === '') return;
		printed += 1;
		if (text === second[index]) same += 1;
	});
	return printed === 0 ? 1 : same / printed;
}

/** Rows that have less in common are two rows, not two readings of one. */
const LEAST_LIKENESS = 0.3;
/** More pairs of rows than any report has; beyond it, rows are taken by their places. */
const MOST_PAIRS = 1_000_000;

/**
 * Aligns the rows of two readings by what they hold, keeping their order: of all alignments the one
 * whose pairs have most in common (Needleman and Wunsch 1970).
 *
 * @returns for each row of the first reading its counterpart; null where it has none
 */
function alignRows(
	first: readonly PrintedRow[],
	second: readonly PrintedRow[],
): Array<PrintedRow | null> {
	if (first.length * second.length > MOST_PAIRS)
		return first.map((_row, index) => second[index] ?? null);
	const width = second.length + 1;
	const best = new Float64Array((first.length + 1) * width);
	const [ours, theirs] = [first.map(toTexts), second.map(toTexts)];
	const likeness = (row: number, column: number): number => {
		const value = toLikeness(ours[row] ?? [], theirs[column] ?? []);
		return value < LEAST_LIKENESS ? -1 : value;
	};
	const at = (row: number, column: number): number => best[row * width + column] ?? 0;
	for (let row = first.length - 1; row >= 0; row -= 1) {
		for (let column = second.length - 1; column >= 0; column -= 1) {
			const paired = likeness(row, column) + at(row + 1, column + 1);
			best[row * width + column] = Math.max(paired, at(row + 1, column), at(row, column + 1));
		}
	}
	const aligned: Array<PrintedRow | null> = [];
	let column = 0;
	for (let row = 0; row < first.length; row += 1) {
		while (column < second.length && at(row, column) === at(row, column + 1)) column += 1;
		const isPaired = column < second.length && at(row, column) > at(row + 1, column);
		aligned.push(isPaired ? (second[column] ?? null) : null);
		if (isPaired) column += 1;
	}
	return aligned;
}

const nameRow = (row: PrintedRow): string => quote(rowTexts(row).join(' | '));

function compareTable(
	section: Section,
	first: PrintedTable,
	second: PrintedTable,
	comparison: Comparison,
): PrintedTable {
	const counterparts = alignRows(first.rows, second.rows);
	const remarks: Note[] = [];
	const rows = first.rows.map((row, index) => {
		const counterpart = counterparts[index];
		if (counterpart) return compareRow(section, row, counterpart, comparison);
		comparison.differing += rowTexts(row).length;
		const text = `only one of the two readings has the row ${nameRow(row)}`;
		remarks.push(tableNote('disagreement', 'row_in_one_reading', section, text));
		return row;
	});
	const isPaired = new Set(counterparts);
	for (const row of second.rows.filter((each) => !isPaired.has(each))) {
		comparison.differing += rowTexts(row).length;
		const text = `only the second reading has the row ${nameRow(row)}`;
		remarks.push(tableNote('disagreement', 'row_in_one_reading', section, text));
	}
	if (first.rows.length === 0 && second.rows.length === 0 && first.state !== second.state) {
		const text = 'only one of the two readings states that there is nothing';
		remarks.push(tableNote('disagreement', 'readings_differ', section, text));
	}
	return { ...first, rows, remarks };
}

/**
 * Compares two readings of one report. The first one's values stand; what both agree on is certain, what
 * they differ in is told with both texts. Two engines rarely make the same mistake.
 */
export function compareReadings(
	first: PrintedReport,
	second: PrintedReport,
	amounts: AmountContext,
): { report: PrintedReport; agreement: Agreement } {
	const comparison = { agreed: 0, differing: 0, context: new ParsingContext(amounts, 0) };
	const remarks: Note[] = [];
	const scalars = SCALAR_NAMES.map((name: ScalarName): [string, Cell] => {
		const place = { path: name, label: labelOf(name) };
		const { kind } = SCALARS[name];
		const compared = compareCell(
			kind,
			first.scalars[name],
			second.scalars[name],
			place,
			comparison,
		);
		remarks.push(...compared.notes);
		return [name, compared.cell];
	});
	const tables = SECTION_LIST.map((section): [TableKey, PrintedTable] => {
		const { key } = section;
		return [key, compareTable(section, first.tables[key], second.tables[key], comparison)];
	});
	return {
		report: {
			scalars: { ...first.scalars, ...Object.fromEntries(scalars) },
			tables: { ...first.tables, ...Object.fromEntries(tables) },
			remarks,
		},
		agreement: {
			agreed_value_count: comparison.agreed,
			differing_value_count: comparison.differing,
		},
	};
}
