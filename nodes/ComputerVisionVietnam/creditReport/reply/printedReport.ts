import { hash } from 'node:crypto';

import type { Fields } from '../../api/envelope';
import type { Note } from '../review';
import {
	SCALAR_NAMES,
	SECTION_LIST,
	SECTIONS,
	TABLE_KEYS,
	type ScalarName,
	type TableKey,
} from '../sections';
import { toScalarCell, type Cell } from './cell';
import { rowTexts, toPrintedTable, withRowKeys, type PrintedTable } from './printedTable';

/** A report as it is printed: every value still a text with its place and confidence. */
export interface PrintedReport {
	readonly scalars: Readonly<Record<ScalarName, Cell>>;
	readonly tables: Readonly<Record<TableKey, PrintedTable>>;
	/** What a comparison with another reading says of its own fields. */
	readonly remarks: readonly Note[];
}

/** The API's key of the page images. */
export const PAGE_IMAGES_KEY = 'imgs';

/** The API's key of a table's image, or of a list of them. */
export const imageKeyOf = (key: TableKey): string => `${key}_image`;

/** All keys of a report that the API documents. */
export const KNOWN_KEYS: ReadonlySet<string> = new Set([
	PAGE_IMAGES_KEY,
	...TABLE_KEYS.flatMap((key) => [key, imageKeyOf(key)]),
	...SCALAR_NAMES.flatMap((name) => [name, `${name}_box`, `${name}_confidence`, `${name}_id`]),
]);

/** Builds a record with one entry for every name. */
export function mapNames<K extends string, V>(
	names: readonly K[],
	valueOf: (name: K) => V,
): Record<K, V> {
	return Object.fromEntries(names.map((name) => [name, valueOf(name)])) as Record<K, V>;
}

/** The fields of a report as the API sent them, in one strict form. */
export const toPrintedReport = (fields: Fields): PrintedReport => ({
	scalars: mapNames(SCALAR_NAMES, (name) => toScalarCell(fields, name)),
	tables: mapNames(TABLE_KEYS, (key) =>
		toPrintedTable(SECTIONS[key], fields[key], fields[imageKeyOf(key)]),
	),
	remarks: [],
});

/**
 * Every printed amount of a report. A total row has its sum in any cell; in other rows, and among the
 * report's own fields, a JSON number proves nothing about separators.
 */
export function amountTexts({ scalars, tables }: PrintedReport): string[] {
	const ofTables = SECTION_LIST.flatMap(({ key, columns }) => {
		const amounts = Object.keys(columns).filter((name) => columns[name]?.kind === 'amount');
		const ofRows = tables[key].rows.flatMap(({ cells }) => [
			...amounts.flatMap((name) => cells[name] ?? []),
			...Object.values(cells).flatMap(({ lines }) => (lines ?? []).map(({ amount }) => amount)),
		]);
		const printed = ofRows.filter(({ number }) => number === null).map(({ text }) => text);
		return printed.concat(tables[key].totalRows.flatMap(rowTexts));
	});
	return [scalars.debt_sold_to_vamc.text, ...ofTables];
}

/**
 * The key of a report. Who it is about and when it was sent, where both are printed; otherwise all
 * of its texts, so that two reports without a heading are still told apart.
 */
export function toReportKey({ scalars, tables }: PrintedReport): string {
	const { report_time: time, cic_code: code, id_card: id } = scalars;
	const isIdentified = time.text !== '' && (code.text !== '' || id.text !== '');
	const parts = isIdentified
		? [code.text, id.text, time.text]
		: SCALAR_NAMES.map((name) => scalars[name].text).concat(
				TABLE_KEYS.flatMap((key) => tables[key].rows.flatMap(rowTexts)),
			);
	return hash('sha256', parts.join('\u001f'), 'hex').slice(0, 32);
}

/** Gives every row its key; to be done before anything of the report is changed. */
export const withKeys = (printed: PrintedReport, reportKey: string): PrintedReport => ({
	...printed,
	tables: mapNames(TABLE_KEYS, (key) => withRowKeys(printed.tables[key], key, reportKey)),
});
