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

/** A row by what makes it the same one. */
interface KeyedRow {
	/** As the items show it; null where it is not known. */
	readonly key: string | null;
	readonly parts: ReadonlyArray<string | null>;
	/** The same for counterparts: the key, or all texts of a row whose key is not known. */
	readonly match: string;
	readonly values: Readonly<Record<string, Value>>;
}

/** The values of a row that are compared: the printed ones without debts, and the derived ones. */
function toValues({ fields }: Row, section: Section): Record<string, Value> {
	const ignored: readonly string[] = section.comparison.ignored ?? [];
	const printed = Object.entries(fields).flatMap(([name, { value }]): Array<[string, Value]> =>
		ignored.includes(name) || (typeof value === 'object' && value !== null) ? [] : [[name, value]],
	);
	const derived = (section.comparison.derive ?? section.derive)?.(fields);
	return { ...Object.fromEntries(printed), ...derived };
}

/** The key as the items show it; null where a part that it needs is not known. */
function toKey(parts: ReadonlyArray<string | null>, firstPartDecides: boolean): string | null {
	if (firstPartDecides) return parts.find((part) => part !== null) ?? null;
	return parts.includes(null) ? null : parts.join(' ');
}

/** The rows with their keys; of rows that are alike, the first is matched with the first. */
function toKeyedRows({ rows }: Table, section: Section): KeyedRow[] {
	const seen = new Map<string, number>();
	return rows.map((row) => {
		const { firstPartDecides = false } = section.comparison;
		const parts = section.comparison.keyOf?.(row.fields) ?? [String(row.row)];
		const key = toKey(parts, firstPartDecides);
		const values = toValues(row, section);
		const texts = Object.values(row.fields).map(({ cell }) => cell.text);
		const like = key === null ? JSON.stringify(texts) : `key ${key}`;
		const nth = (seen.get(like) ?? 0) + 1;
		seen.set(like, nth);
		const shown = key === null || nth === 1 ? key : `${key} (${nth})`;
		return { key: shown, parts, match: `${nth} ${like}`, values };
	});
}

/** Whether two rows are of one thing; null where what is known of them does not tell. */
function isSameRow(left: KeyedRow, right: KeyedRow, section: Section): boolean | null {
	const pairs = left.parts.map((part, index) => [part, right.parts[index] ?? null] as const);
	const isKnown = ([one, other]: readonly [string | null, string | null]) =>
		one !== null && other !== null;
	const [first] = pairs;
	const decides = section.comparison.firstPartDecides === true;
	const deciding = decides ? (first && isKnown(first) ? [first] : pairs.slice(1)) : pairs;
	if (deciding.some((pair) => isKnown(pair) && pair[0] !== pair[1])) return false;
	return deciding.every(isKnown) ? true : null;
}

/** The rows of two tables, put together as far as that can be told. */
interface PairedRows {
	readonly pairs: ReadonlyArray<readonly [earlier: KeyedRow, later: KeyedRow]>;
	readonly gone: readonly KeyedRow[];
	readonly fresh: readonly KeyedRow[];
}

/**
 * Pairs rows by their keys, then those of which a part is missing on one side, where only one row of
 * either side comes into question.
 */
function pairRows(
	before: readonly KeyedRow[],
	after: readonly KeyedRow[],
	section: Section,
): PairedRows {
	const byMatch = new Map(before.map((row) => [row.match, row]));
	const counterparts = new Map<KeyedRow, KeyedRow>();
	for (const row of after) {
		const counterpart = byMatch.get(row.match);
		if (counterpart) counterparts.set(row, counterpart);
	}
	const isPaired = new Set(counterparts.values());
	const gone = before.filter((row) => !isPaired.has(row));
	const fresh = after.filter((row) => !counterparts.has(row));
	const isIn = (row: KeyedRow) => (other: KeyedRow) => isSameRow(row, other, section) === true;
	for (const row of fresh) {
		const [only, another] = gone.filter(isIn(row));
		if (!only || another || fresh.filter(isIn(only)).length > 1) continue;
		counterparts.set(row, only);
		isPaired.add(only);
	}
	return {
		pairs: after.flatMap((row) => {
			const counterpart = counterparts.get(row);
			return counterpart ? [[counterpart, row] as const] : [];
		}),
		gone: gone.filter((row) => !isPaired.has(row)),
		fresh: fresh.filter((row) => !counterparts.has(row)),
	};
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

/** A row that only one report has; it may be the counterpart of one of which not all is known. */
function toLoneRow(
	change: 'added' | 'removed',
	row: KeyedRow,
	others: readonly KeyedRow[],
	section: Section & { readonly key: TableKey },
): Change {
	const isOpen = others.some((other) => isSameRow(row, other, section) !== false);
	const direction = isOpen ? 'unknown' : section.comparison[change];
	const { key } = row;
	return { change, direction, table: section.key, key, column: null, earlier: null, later: null };
}

function compareTable(
	section: Section & { readonly key: TableKey },
	earlier: Table,
	later: Table,
): Change[] {
	const whole = { table: section.key, key: null, column: null } as const;
	if (earlier.state === 'unknown' || later.state === 'unknown') {
		if (earlier.state === later.state) return [];
		const states = { earlier: earlier.state, later: later.state };
		return [{ change: 'changed', direction: 'unknown', ...whole, ...states }];
	}
	const before = toKeyedRows(earlier, section);
	const after = toKeyedRows(later, section);
	const { pairs, gone, fresh } = pairRows(before, after, section);
	// Months that nothing tells apart are one thing that cannot be compared, not a dozen.
	const isNameless = [...gone, ...fresh].every(({ parts }) => parts.every((part) => part === null));
	if (isNameless && gone.length > 0 && fresh.length > 0) {
		return [{ change: 'changed', direction: 'unknown', ...whole, earlier: null, later: null }];
	}
	return [
		...gone.map((row) => toLoneRow('removed', row, fresh, section)),
		...pairs.flatMap(([first, second]) => compareRows(first, second, section)),
		...fresh.map((row) => toLoneRow('added', row, gone, section)),
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
	{ earlier, later, changes }: ComparedReports,
	table: TableKey,
	change: 'added' | 'removed',
): number | null {
	if ([earlier, later].some(({ tables }) => tables[table].state === 'unknown')) return null;
	const own = changes.filter((each) => each.table === table && each.column === null);
	if (own.some(({ direction }) => direction === 'unknown')) return null;
	return own.filter((each) => each.change === change).length;
}

/** The worst group of a report, 0 without any; `isWhole`: there is none that is not known. */
function worstGroup({ summary, tables }: Report): { group: number | null; isWhole: boolean } {
	const isWhole = tables.loan_details.state !== 'unknown' && summary.loan_bad_total !== null;
	return { group: summary.worst_debt_group ?? (isWhole ? 0 : null), isWhole };
}

/** Whether the worst group rose: a group that is not known may be worse than those that are. */
function hasWorstGroupRisen(earlier: Report, later: Report): boolean | null {
	const [before, after] = [worstGroup(earlier), worstGroup(later)];
	if (!before.isWhole || before.group === null || after.group === null) return null;
	if (after.group > before.group) return true;
	return after.isWhole ? false : null;
}

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

/** In the time of Vietnam, wherever n8n runs: days are counted from midnight there. */
const toMoment = ({ scalars }: Report): DateTime =>
	DateTime.fromISO(scalars.report_time.value ?? '', { setZone: true });

/** Whether the report that is called the earlier one is the later one. */
export const isWrongOrder = (earlier: Report, later: Report): boolean =>
	toMoment(earlier).toMillis() > toMoment(later).toMillis();

/** One known change for the worse settles it; "not worse" needs every figure to be known. */
function isWorse(signs: ReadonlyArray<boolean | null>): boolean | null {
	if (signs.includes(true)) return true;
	return signs.includes(null) ? null : false;
}

/** Two reports with what changed between them. */
interface ComparedReports {
	readonly earlier: Report;
	readonly later: Report;
	readonly changes: readonly Change[];
}

/** What two reports of one person say together, in figures. */
export function summarizeChanges(
	earlier: Report,
	later: Report,
	changes: readonly Change[],
): Record<string, Value> {
	const compared = { earlier, later, changes };
	const worst_group_rose = hasWorstGroupRisen(earlier, later);
	const new_bad_debt_count = countChanges(compared, 'bad_debt', 'added');
	const [before, after] = [earlier.summary, later.summary];
	const becameVamc =
		before.has_vamc === null || after.has_vamc === null ? null : !before.has_vamc && after.has_vamc;
	const [first, last] = [toMoment(earlier), toMoment(later)];
	const { days } = last.startOf('day').diff(first.startOf('day'), 'days');
	return {
		same_person: isSamePerson(earlier, later),
		report_time_earlier: earlier.scalars.report_time.value,
		report_time_later: later.scalars.report_time.value,
		report_key_earlier: earlier.key,
		report_key_later: later.key,
		/** Whole days; null where a time is not known. */
		days_between: Number.isNaN(days) ? null : Math.round(days),
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
		new_lender_count: countChanges(compared, 'loan_details', 'added'),
		closed_lender_count: countChanges(compared, 'loan_details', 'removed'),
		new_bad_debt_count,
		vanished_bad_debt_count: countChanges(compared, 'bad_debt', 'removed'),
		...compareFigures(earlier, later),
	};
}
