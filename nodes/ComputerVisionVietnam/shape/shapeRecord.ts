import type { IDataObject } from 'n8n-workflow';

import { TABLE_KEYS, type TableKey } from '../report/tables';
import type { Table } from '../report/readTable';
import type { ShapedItem, ShapeSettings, TablesInRecord } from './shaped';
import type { Detail } from './writeField';
import {
	allNotes,
	nameImages,
	writeBesides,
	writeOrigin,
	writeReview,
	writeScalars,
	type PlacedReport,
} from './writeReport';
import { writeRow } from './writeRow';

/** A table as a list of its rows. */
function listRows(table: Table, detail: Detail): IDataObject[] {
	return table.rows.map((row) => {
		const json: IDataObject = { row: row.row, row_key: row.key };
		writeRow(json, row, table.key, detail);
		return json;
	});
}

/** A cell of a flat record holds no list: the debt lines become JSON text there. */
const toFlat = (value: IDataObject[string]): IDataObject[string] =>
	typeof value === 'object' && value !== null ? JSON.stringify(value) : value;

function writeColumns(json: IDataObject, table: Table, detail: Detail): void {
	listRows(table, detail).forEach((row, index) => {
		const { row_key: _key, ...columns } = row;
		for (const [name, value] of Object.entries(columns)) {
			json[`${table.key}_${index + 1}_${name}`] = name.endsWith('_box') ? value : toFlat(value);
		}
	});
}

type TableWriter = (json: IDataObject, table: Table, detail: Detail) => void;

/** The forms that tables take in a record. */
const TABLE_WRITERS: Readonly<Record<TablesInRecord, TableWriter>> = {
	columns: writeColumns,
	lists: (json, table, detail) => {
		json[table.key] = listRows(table, detail);
	},
	json: (json, table, detail) => {
		json[table.key] = JSON.stringify(listRows(table, detail));
	},
	none: () => undefined,
};

const writeTable = (
	json: IDataObject,
	key: TableKey,
	{ report }: PlacedReport,
	settings: ShapeSettings,
): void => TABLE_WRITERS[settings.tablesInRecord](json, report.tables[key], settings);

/** One item for the whole report: who, score, summary, review, then the tables. */
export function shapeRecord(placed: PlacedReport, settings: ShapeSettings): ShapedItem {
	const { report, document } = placed;
	const json: IDataObject = { document_name: document.name };
	writeScalars(json, report, settings);
	Object.assign(json, report.summarize(), {
		amount_unit: settings.amountUnit === 'asPrinted' ? 'as_printed' : 'VND',
	});
	writeReview(json, allNotes(report));
	json['min_confidence'] = report.minConfidence;
	writeOrigin(json, placed);
	writeBesides(json, report);
	for (const key of TABLE_KEYS) writeTable(json, key, placed, settings);
	return { json, images: nameImages(placed) };
}
