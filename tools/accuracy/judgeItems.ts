import { isDeepStrictEqual } from 'node:util';
import { toReply } from '../documents/toReply.ts';
import { SCALARS } from '../documents/truth.ts';
import type { TrueReport, ValueKind } from '../documents/truth.ts';
import { align } from '../judge/align.ts';
import { listFigures, loadItemKinds } from './itemKinds.ts';
import type { Json, ReportItems } from './nodeOnEngine.ts';

/** How sure a true reply is of everything. */
const SURE_REPLY = 0.99;

/** A column or field of the items, and what kind of value it holds; `figure`: a summary figure. */
export type ItemKind = ValueKind | 'figure';

/** One value of the items, held against what the page says. */
export interface ItemValue {
	/** A record's field, or `<table>.<column>`. */
	readonly place: string;
	readonly kind: ItemKind;
	readonly isRight: boolean;
	/** The page says something, and the items nothing. */
	readonly isMissing: boolean;
	/** The item that holds it asks for a person. */
	readonly isFlagged: boolean;
}

/** The kinds of all columns, by table; those of the record's own fields under `record`. */
export type ItemKinds = Readonly<Record<string, Readonly<Record<string, ItemKind>>>>;

const asks = (item: Json): boolean => item['needs_review'] === true;

function judgeValue(
	place: string,
	kind: ItemKind,
	printed: unknown,
	read: unknown,
	isFlagged: boolean,
): ItemValue[] {
	const [expected, got] = [printed ?? null, read ?? null];
	if (expected === null && got === null) return [];
	const isRight = isDeepStrictEqual(expected, got);
	return [{ place, kind, isRight, isMissing: expected !== null && got === null, isFlagged }];
}

/** Debt lines count by what they add up to; their names are judged with the reply. */
function toComparable(value: unknown): unknown {
	if (!Array.isArray(value)) return value;
	return value.map((line: Json) => [line['kind'], line['term'], line['group'], line['amount']]);
}

function judgeRows(
	table: string,
	kinds: Readonly<Record<string, ItemKind>>,
	truth: readonly Json[],
	read: readonly Json[],
	reportAsks: boolean,
): ItemValue[] {
	const columns = Object.entries(kinds);
	const likeness = (left: Json, right: Json): number => {
		const same = columns.filter(([name]) => isDeepStrictEqual(left[name], right[name]));
		return same.length / columns.length;
	};
	return align(truth, read, likeness).flatMap(({ left, right }) =>
		columns.flatMap(([name, kind]) =>
			judgeValue(
				`${table}.${name}`,
				kind,
				toComparable(left?.[name]),
				toComparable(right?.[name]),
				// A row that is missing can only be told by the report itself.
				right ? asks(right) : reportAsks,
			),
		),
	);
}

/**
 * Holds the items of a reply against those of the reply that says exactly what is printed. What counts
 * is what leaves the node: a wrong value in an item that does not ask for a person is what nobody will
 * ever look at.
 */
export function judgeItems(truth: ReportItems, read: ReportItems, kinds: ItemKinds): ItemValue[] {
	const reportAsks = asks(read.record);
	const { record = {}, ...tables } = kinds;
	const fields = Object.entries(record).flatMap(([name, kind]) =>
		judgeValue(name, kind, truth.record[name], read.record[name], reportAsks),
	);
	const rowsOf = (items: ReportItems, table: string): Json[] =>
		items.rows.filter((row) => row['table'] === table);
	const rows = Object.entries(tables).flatMap(([table, columns]) =>
		judgeRows(table, columns, rowsOf(truth, table), rowsOf(read, table), reportAsks),
	);
	return [...fields, ...rows];
}

/** The same, with all columns and fields that the built node has. */
export const judgeAll = (truth: ReportItems, read: ReportItems): ItemValue[] =>
	judgeItems(truth, read, loadItemKinds(listFigures(truth.record, SCALARS)));

/** The reply that says exactly what is printed, sure of all of it. */
export const toTrueReply = (truth: TrueReport): Json => ({ ...toReply(truth, SURE_REPLY) });
