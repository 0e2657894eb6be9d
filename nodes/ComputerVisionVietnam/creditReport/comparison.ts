import { DateTime } from 'luxon';

import { compareNumbers } from './identity';
import type { Report } from './report';
import { SECTION_LIST, type TableKey } from './sections';
import type { Direction, Row, Section, Table } from './sections/section';
import { addAmounts } from './values/amount';

/** One thing that is not the same in two reports of one person. */
export interface Change {
	readonly change: 'added' | 'removed' | 'changed';
	readonly direction: Direction;
	readonly table: TableKey;
	/** What makes the row the same one in both reports; null for the table as a whole. */
	readonly key: string | null;
	/** null for a row or a table as a whole. */
	readonly column: string | null;
	/** null where it is not known or not there. */
	readonly earlier: string | number | boolean | null;
	readonly later: string | number | boolean | null;
}

type Value = Change['earlier'];

/** A row by what makes it the same one; `key` is null where that is not known. */
interface KeyedRow {
	readonly key: string | null;
	readonly values: Readonly<Record<string, Value>>;
}

/** The values of a row that are compared: the printed ones without debts, and the derived ones. */
function toValues({ fields }: Row, section: Section): Record<string, Value> {
	const ignored: readonly string[] = section.comparison.ignored ?? [];
	const printed = Object.entries(fields).flatMap(([name, { value }]): Array<[string, Value]> =>
		ignored.includes(name) || (typeof value === 'object' && value !== null) ? [] : [[name, value]],
	);
	return { ...Object.fromEntries(printed), ...section.derive?.(fields) };
}

/** The rows with their keys; of rows that are alike, the first is matched with the first. */
function toKeyedRows({ rows }: Table, section: Section): KeyedRow[] {
	const seen = new Map<string, number>();
	return rows.map((row) => {
		const { comparison } = section;
		const key = comparison.keyOf ? comparison.keyOf(row.fields) : String(row.row);
		const values = toValues(row, section);
		if (key === null) return { key, values };
		const nth = (seen.get(key) ?? 0) + 1;
		seen.set(key, nth);
		return { key: nth === 1 ? key : `${key} (${nth})`, values };
	});
}

/** Higher is worse in the columns that say so; what is not known on one side is no change for either. */
function toDirection(column: string, earlier: Value, later: Value, section: Section): Direction {
	if (earlier === null || later === null) return 'unknown';
	if (!section.comparison.worseWhenHigher.includes(column)) return 'neutral';
	return Number(later) > Number(earlier) ? 'worse' : 'better';
}

function compareRows(
	earlier: KeyedRow,
	later: KeyedRow,
	section: Section & { readonly key: TableKey },
): Change[] {
	return Object.entries(later.values).flatMap(([column, value]): Change[] => {
		const before = earlier.values[column] ?? null;
		if (before === value) return [];
		const direction = toDirection(column, before, value, section);
		const { key } = later;
		return [
			{
				change: 'changed',
				direction,
				table: section.key,
				key,
				column,
				earlier: before,
				later: value,
			},
		];
	});
}

/** A row that only one report has; one whose key is not known may be another's counterpart. */
function toLoneRow(
	change: 'added' | 'removed',
	{ key }: KeyedRow,
	{ key: table, comparison }: Section & { readonly key: TableKey },
): Change {
	const direction = key === null ? 'unknown' : comparison[change];
	return { change, direction, table, key, column: null, earlier: null, later: null };
}

function compareTable(
	section: Section & { readonly key: TableKey },
	earlier: Table,
	later: Table,
): Change[] {
	if (earlier.state === 'unknown' || later.state === 'unknown') {
		if (earlier.state === later.state) return [];
		const whole = { table: section.key, key: null, column: null } as const;
		const states = { earlier: earlier.state, later: later.state };
		return [{ change: 'changed', direction: 'unknown', ...whole, ...states }];
	}
	const before = toKeyedRows(earlier, section);
	const after = toKeyedRows(later, section);
	const find = (rows: readonly KeyedRow[], key: string | null) =>
		key === null ? undefined : rows.find((row) => row.key === key);
	// Rows whose key is not known are only told where something is not known on the other side as well.
	const hasOpen = (rows: readonly KeyedRow[]) => rows.some(({ key }) => key === null);
	const isOpen = hasOpen(before) || hasOpen(after);
	const soften = (change: Change): Change =>
		isOpen ? { ...change, direction: 'unknown' } : change;
	const gone = before.filter(({ key }) => !find(after, key));
	const fresh = after.filter(({ key }) => !find(before, key));
	return [
		...gone.map((row) => soften(toLoneRow('removed', row, section))),
		...after.flatMap((row) => {
			const counterpart = find(before, row.key);
			return counterpart ? compareRows(counterpart, row, section) : [];
		}),
		...fresh.map((row) => soften(toLoneRow('added', row, section))),
	];
}

/** What changed, table by table. */
export const compareTables = (earlier: Report, later: Report): Change[] =>
	SECTION_LIST.flatMap((section) =>
		compareTable(section, earlier.tables[section.key], later.tables[section.key]),
	);

/** The summary figures that are numbers. */
const NOT_NUMERIC = /^has_|_date$/;

/** Each figure of both reports and by how much it changed; null where one side is not known. */
function compareFigures(earlier: Report, later: Report): Record<string, number | null> {
	const figures: Record<string, number | null> = {};
	const before = new Map<string, unknown>(Object.entries(earlier.summary));
	for (const [name, value] of Object.entries(later.summary)) {
		if (NOT_NUMERIC.test(name)) continue;
		const [old, now] = [before.get(name), value].map((each) =>
			typeof each === 'number' ? each : null,
		);
		figures[`${name}_earlier`] = old ?? null;
		figures[`${name}_later`] = now ?? null;
		figures[`${name}_change`] =
			old === null || old === undefined || now === null || now === undefined
				? null
				: addAmounts(now, -old);
	}
	return figures;
}

/** How many rows of a table are of one kind of change; null where that is not known. */
function countChanges(
	changes: readonly Change[],
	table: TableKey,
	change: Change['change'],
): number | null {
	const own = changes.filter((each) => each.table === table && each.column === null);
	if (own.some(({ direction }) => direction === 'unknown')) return null;
	return own.filter((each) => each.change === change).length;
}

/** The worst group of a report, 0 where it states that there are no loans. */
const worstGroup = ({ summary, tables }: Report): number | null =>
	summary.worst_debt_group ?? (tables.loan_details.state === 'none' ? 0 : null);

const isHigher = (earlier: number | null, later: number | null): boolean | null =>
	earlier === null || later === null ? null : later > earlier;

/** Whether both reports are about one person; null where that cannot be told. */
export function isSamePerson(earlier: Report, later: Report): boolean | null {
	const checks = (['cic_code', 'id_card'] as const).map((name) =>
		compareNumbers(earlier.scalars[name].value, later.scalars[name].value),
	);
	if (checks.includes('match')) return true;
	return checks.includes('mismatch') ? false : null;
}

const toMoment = ({ scalars }: Report): DateTime =>
	DateTime.fromISO(scalars.report_time.value ?? '');

/** Whether the report that is called the earlier one is the later one. */
export const isWrongOrder = (earlier: Report, later: Report): boolean =>
	toMoment(earlier).toMillis() > toMoment(later).toMillis();

/** Whole days from one report to the other; null where a time is not known. */
function daysBetween(earlier: Report, later: Report): number | null {
	const { days } = toMoment(later).startOf('day').diff(toMoment(earlier).startOf('day'), 'days');
	return Number.isNaN(days) ? null : Math.round(days);
}

/** One known change for the worse settles it; "not worse" needs every figure to be known. */
function isWorse(signs: ReadonlyArray<boolean | null>): boolean | null {
	if (signs.includes(true)) return true;
	return signs.includes(null) ? null : false;
}

/** What two reports of one person say together, in figures. */
export function summarizeChanges(
	earlier: Report,
	later: Report,
	changes: readonly Change[],
): Record<string, Value> {
	const worst_group_rose = isHigher(worstGroup(earlier), worstGroup(later));
	const new_bad_debt_count = countChanges(changes, 'bad_debt', 'added');
	const [before, after] = [earlier.summary, later.summary];
	const becameVamc =
		before.has_vamc === null || after.has_vamc === null ? null : !before.has_vamc && after.has_vamc;
	return {
		same_person: isSamePerson(earlier, later),
		report_time_earlier: earlier.scalars.report_time.value,
		report_time_later: later.scalars.report_time.value,
		report_key_earlier: earlier.key,
		report_key_later: later.key,
		days_between: daysBetween(earlier, later),
		/** Null when a figure that it rests on is not known, and no other one is worse. */
		is_worse: isWorse([
			worst_group_rose,
			new_bad_debt_count === null ? null : new_bad_debt_count > 0,
			isHigher(before.loan_bad_total, after.loan_bad_total),
			isHigher(before.card_late_total, after.card_late_total),
			isHigher(before.max_days_late, after.max_days_late),
			becameVamc,
		]),
		worst_group_rose,
		new_lender_count: countChanges(changes, 'loan_details', 'added'),
		closed_lender_count: countChanges(changes, 'loan_details', 'removed'),
		new_bad_debt_count,
		vanished_bad_debt_count: countChanges(changes, 'bad_debt', 'removed'),
		...compareFigures(earlier, later),
	};
}
