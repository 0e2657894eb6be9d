import { z } from 'zod';

import { toMisplacedCorrection } from '../failures/badInput';
import { ItemFailure } from '../failures/failure';
import { MISSING_CELL, toText, type Cell, type DebtLineCell } from './reply/cell';
import type { PrintedReport } from './reply/printedReport';
import type { PrintedRow, PrintedTable } from './reply/printedTable';
import { SCALAR_NAMES, TABLE_KEYS } from './sections';
import { cleanText, parseStatement } from './values/text';

const NEEDED =
	'a list of corrections, each with "path" (text) and "value" (text, number, true, false or null)';

/** What a person says of one value: text as it is printed on the page, or a JSON value; null: nothing. */
const correctionSchema = z.object({
	path: z.string(),
	value: z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.never())]),
	by: z.unknown(),
	at: z.unknown(),
	reason: z.unknown(),
	/** Which report of the reply, from 0. */
	report_index: z.coerce.number().int().min(0).default(0),
});

/** Corrections as the parameter gives them. */
export const correctionsSchema = z.unknown().transform((value, { addIssue }): Correction[] => {
	const parsed = z.array(correctionSchema).safeParse(value);
	if (parsed.success) return parsed.data;
	const [place] = parsed.error.issues[0]?.path ?? [];
	const which = typeof place === 'number' ? `, which the one in place ${place + 1} is not` : '';
	addIssue({ code: 'custom', message: NEEDED + which });
	return z.NEVER;
});

/** What a person says of one value of the report. */
export type Correction = z.output<typeof correctionSchema>;

/** One correction as it was made. */
export interface TrailEntry {
	readonly path: string;
	/** As it was printed; null where nothing was. */
	readonly old: string | null;
	readonly new: Correction['value'];
	readonly by: unknown;
	readonly at: unknown;
	readonly reason: unknown;
}

/** What a place held before, and the report with what it holds now; null: there is no such place. */
type Corrected<T> = { readonly old: string | null; readonly now: T } | null;

const orNull = (text: string): string | null => (text === '' ? null : text);

/** The cell in which a person's word stands; its place on the page stays. */
const toCorrectedCell = ({ box, page }: Cell, value: Correction['value']): Cell => ({
	...MISSING_CELL,
	text: Array.isArray(value) ? '' : toText(value),
	number: typeof value === 'number' ? value : null,
	confidence: 1,
	isCertain: true,
	box,
	page,
});

const LINE_NUMBER = /^[1-9]\d*$/;

/** Corrects a part of a debt line; the place behind the last line adds one. */
function correctLine(
	cell: Cell,
	index: number,
	part: string,
	value: Correction['value'],
): Corrected<Cell> {
	const lines = cell.lines ?? [];
	if (!(index >= 0 && index <= lines.length) || (part !== 'name' && part !== 'amount')) return null;
	const line: DebtLineCell = lines[index] ?? { name: '', amount: MISSING_CELL, other: null };
	const isName = part === 'name';
	const now: DebtLineCell = isName
		? { ...line, name: toText(value), amount: { ...line.amount, isCertain: true } }
		: { ...line, amount: toCorrectedCell(line.amount, value) };
	const old = orNull(isName ? line.name : line.amount.text);
	const corrected = [...lines.slice(0, index), now, ...lines.slice(index + 1)];
	return { old, now: { ...cell, isText: true, lines: corrected } };
}

/** Whether a person says that there is nothing. */
const saysNone = (value: Correction['value']): boolean =>
	value === null ||
	Array.isArray(value) ||
	(typeof value === 'string' && parseStatement(cleanText(value)) === 'none');

function correctRow(
	row: PrintedRow,
	rest: readonly string[],
	value: Correction['value'],
): Corrected<PrintedRow> {
	const [column = '', line, part = ''] = rest;
	const extra = row.extras.find(({ name }) => name === column);
	const cell = Object.hasOwn(row.cells, column) ? row.cells[column] : extra?.cell;
	if (!cell || rest.length > 3) return null;
	if (line !== undefined) {
		const corrected = LINE_NUMBER.test(line)
			? correctLine(cell, Number(line) - 1, part, value)
			: null;
		if (!corrected || !cell.lines) return null;
		return {
			old: corrected.old,
			now: { ...row, cells: { ...row.cells, [column]: corrected.now } },
		};
	}
	const old = orNull(cell.text);
	if (cell.lines) {
		// The lines of a lender as a whole are right as they were read (`true`), or there are none.
		if (value !== true && !saysNone(value)) return null;
		const none = value === true ? {} : { text: '', lines: [] };
		const lines = { ...cell, isText: true, ...none };
		return { old, now: { ...row, cells: { ...row.cells, [column]: lines } } };
	}
	const now = toCorrectedCell(cell, value);
	if (!extra) return { old, now: { ...row, cells: { ...row.cells, [column]: now } } };
	const extras = row.extras.map((each) => (each === extra ? { ...each, cell: now } : each));
	return { old, now: { ...row, extras } };
}

/** A table as a whole is empty, or right as it was read (`true`). */
function correctTable(table: PrintedTable, value: Correction['value']): Corrected<PrintedTable> {
	const old = orNull(table.besides.join('; '));
	if (value === true) return { old, now: table };
	return saysNone(value) ? { old, now: { ...table, state: 'none', doubt: null, rows: [] } } : null;
}

function correct(report: PrintedReport, { path, value }: Correction): Corrected<PrintedReport> {
	const [first = '', row, ...rest] = path.split('.');
	const scalar = SCALAR_NAMES.find((name) => name === path);
	if (scalar) {
		const cell = report.scalars[scalar];
		const scalars = { ...report.scalars, [scalar]: toCorrectedCell(cell, value) };
		return { old: orNull(cell.text), now: { ...report, scalars } };
	}
	const key = TABLE_KEYS.find((each) => each === first);
	if (!key) return path === 'amount_unit' && value === true ? { old: null, now: report } : null;
	const table = report.tables[key];
	const withTable = (now: PrintedTable): PrintedReport => ({
		...report,
		tables: { ...report.tables, [key]: now },
	});
	if (row === undefined) {
		const corrected = correctTable(table, value);
		return corrected && { old: corrected.old, now: withTable(corrected.now) };
	}
	const found = table.rows.find((each) => String(each.row) === row);
	const corrected = found && correctRow(found, rest, value);
	if (!corrected) return null;
	const rows = table.rows.map((each) => (each === found ? corrected.now : each));
	return { old: corrected.old, now: withTable({ ...table, rows }) };
}

/**
 * Puts what a person said in the place of what was read, before anything is computed. The keys of rows
 * stay those of the report as it was read. Throws an `ItemFailure` for a path that the report does not
 * have.
 */
export function applyCorrections(
	printed: PrintedReport,
	corrections: readonly Correction[],
): { report: PrintedReport; trail: TrailEntry[] } {
	const trail: TrailEntry[] = [];
	let report = printed;
	for (const correction of corrections) {
		const corrected = correct(report, correction);
		if (!corrected) throw new ItemFailure(toMisplacedCorrection(correction.path));
		report = corrected.now;
		const { path, value, by = null, at = null, reason = null } = correction;
		trail.push({ path, old: corrected.old, new: value, by, at, reason });
	}
	return { report, trail };
}
