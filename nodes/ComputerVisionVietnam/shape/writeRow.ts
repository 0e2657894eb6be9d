import type { IDataObject } from 'n8n-workflow';

import { pivotDebts, type DebtPivot } from '../report/debts';
import type { Row } from '../report/readTable';
import { describeTable, rowColumns, type TableKey } from '../report/tables';
import { toKept, writeField, type Detail } from './writeField';

/** The columns that a lender's debts are arranged in, in the order of the items. */
export const PIVOT_COLUMNS = [
	'short_term',
	'medium_term',
	'long_term',
	'group_1',
	'group_2',
	'group_3',
	'group_4',
	'group_5',
	'other_bad',
] as const;

const NAMES = new Map<TableKey, readonly string[]>();

/** The names of a table's columns; asked once per row, so kept. */
function columnNames(key: TableKey): readonly string[] {
	const known = NAMES.get(key);
	if (known) return known;
	const names = rowColumns(describeTable(key)).map(({ name }) => name);
	NAMES.set(key, names);
	return names;
}

function writePivot(json: IDataObject, pivot: DebtPivot): void {
	for (const name of PIVOT_COLUMNS) json[name] = pivot[name];
}

/** Writes the columns of a row: the printed ones in their order, then debts by term and group. */
export function writeRow(json: IDataObject, row: Row, key: TableKey, detail: Detail): void {
	const names = columnNames(key);
	for (let index = 0; index < names.length; index++) {
		const name = names[index];
		const field = row.fields[index];
		if (name !== undefined && field) writeField(json, name, field, detail);
	}
	if (row.debts) writePivot(json, pivotDebts(row.debts));
	for (const { name, field } of row.extras) writeField(json, name, field, detail);
	if (row.other) json['other_cells'] = toKept(row.other);
}
