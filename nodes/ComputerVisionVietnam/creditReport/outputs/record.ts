import type { IDataObject } from 'n8n-workflow';

import type { TrailEntry } from '../corrections';
import { allNotes } from '../report';
import { SECTION_LIST } from '../sections';
import type { Section, Table } from '../sections/section';
import type { OutputForm, PlacedReport, ShapedItem, ShapeSettings, TablesInRecord } from './output';
import {
	maskAt,
	nameImages,
	writeBesides,
	writeOrigin,
	writeReview,
	writeRow,
	writeScalars,
} from './writeItem';

/** A table as a list of its rows. */
function listRows(table: Table, section: Section, settings: ShapeSettings): IDataObject[] {
	return table.rows.map((row) => {
		const json: IDataObject = { row: row.row, row_key: row.key };
		writeRow(json, row, section, settings);
		return json;
	});
}

/** One field per cell. A cell of a flat record holds no list: the debt lines become JSON text there. */
function toColumns(key: string, rows: readonly IDataObject[]): IDataObject {
	const json: IDataObject = {};
	rows.forEach(({ row_key: _key, ...columns }, index) => {
		for (const [name, value] of Object.entries(columns)) {
			const isFlat = typeof value !== 'object' || value === null || name.endsWith('_box');
			json[`${key}_${index + 1}_${name}`] = isFlat ? value : JSON.stringify(value);
		}
	});
	return json;
}

/** The forms that tables take in a record that holds them. */
const TABLE_FORMS: Readonly<
	Record<Exclude<TablesInRecord, 'none'>, (key: string, rows: IDataObject[]) => IDataObject>
> = {
	columns: toColumns,
	lists: (key, rows) => ({ [key]: rows }),
	json: (key, rows) => ({ [key]: JSON.stringify(rows) }),
};

/** Writes the tables, where they are wanted. */
function writeTables(json: IDataObject, { report }: PlacedReport, settings: ShapeSettings): void {
	const { tablesInRecord } = settings;
	if (tablesInRecord === 'none') return;
	for (const section of SECTION_LIST) {
		const rows = listRows(report.tables[section.key], section, settings);
		Object.assign(json, TABLE_FORMS[tablesInRecord](section.key, rows));
	}
}

/** Writes what a person corrected, so that a record says itself where its values come from. */
function writeTrail(
	json: IDataObject,
	trail: readonly TrailEntry[],
	settings: ShapeSettings,
): void {
	json['correction_count'] = trail.length;
	const masked = trail.map((entry) => ({
		...entry,
		old: maskAt(entry.path, entry.old, settings),
		new: maskAt(entry.path, entry.new, settings),
	}));
	json['corrections'] = JSON.stringify(masked);
}

/** One item for the whole report: who, score, summary, review, then the tables. */
export function shapeRecord(placed: PlacedReport, settings: ShapeSettings): ShapedItem {
	const { report, document } = placed;
	const json: IDataObject = { document_name: document.name };
	writeScalars(json, placed, settings);
	Object.assign(json, report.summary, {
		amount_unit: settings.amountUnit === 'asPrinted' ? 'as_printed' : 'VND',
	});
	writeReview(json, allNotes(report), placed);
	json['min_confidence'] = report.minConfidence;
	Object.assign(json, report.agreement);
	if (report.trail) writeTrail(json, report.trail, settings);
	writeOrigin(json, placed);
	writeBesides(json, placed);
	writeTables(json, placed, settings);
	return { json, images: nameImages(placed) };
}

/** One flat item per report. */
export const record: OutputForm = {
	option: {
		name: 'Record',
		value: 'record',
		description: 'One flat item per report: scalars, summary figures and, if wanted, the tables',
	},
	operations: ['extract', 'reshape', 'compare'],
	lanes: [
		{
			name: 'Record',
			movesToReview: true,
			shape: (placed, settings) => [shapeRecord(placed, settings)],
		},
	],
};
