import type { IDataObject } from 'n8n-workflow';

import type { Note } from '../report/note';
import type { Report } from '../report/readReport';
import { blankRow, type Row } from '../report/readTable';
import { TABLE_KEYS, type TableKey } from '../report/tables';
import type { ShapedImage, ShapedItem, ShapeSettings } from './shaped';
import {
	nameImages,
	writeBesides,
	writeOrigin,
	writeReview,
	writeScalars,
	type PlacedReport,
} from './writeReport';
import { writeRow } from './writeRow';

/** The report's own fields and where it comes from, which row items repeat; written once. */
function reportFields(placed: PlacedReport, withFields: boolean, settings: ShapeSettings) {
	const json: IDataObject = {};
	if (withFields) {
		writeScalars(json, placed.report, settings);
		writeBesides(json, placed.report, settings.tables);
	}
	writeOrigin(json, placed);
	return json;
}

/**
 * The report's own notes and those of one table; those of a chosen table without rows too, for it
 * has no item of its own to carry them.
 */
function notesFor({ notes, tables }: Report, key: TableKey | null, chosen: readonly TableKey[]) {
	const concerns = (table: TableKey) =>
		table === key || (chosen.includes(table) && tables[table].rows.length === 0);
	return notes.filter(({ table }) => table === undefined || concerns(table));
}

const belongsTo = (image: ShapedImage, key: TableKey): boolean =>
	image.key === key || image.key.startsWith(`${key}_`);

/**
 * The item of a row of which nothing is printed: every column of the table, and what all its rows
 * have in common. Items start as copies of it: an object that gets its keys one by one becomes a
 * hash table, which for 100,000 rows costs more than reading them. Parsed JSON has a fixed layout.
 */
function blankItem(
	key: TableKey,
	{ document }: PlacedReport,
	settings: ShapeSettings,
	shared: readonly Note[],
	repeated: IDataObject,
): IDataObject {
	const json: IDataObject = { document_name: document.name, table: key, row: null, row_key: null };
	writeRow(json, blankRow(key), key, settings);
	writeReview(json, shared);
	return JSON.parse(JSON.stringify({ ...json, ...repeated })) as IDataObject;
}

/** Shapes the rows of one table. */
function shapeTable(
	key: TableKey,
	placed: PlacedReport,
	settings: ShapeSettings,
	repeated: IDataObject,
	images: readonly ShapedImage[],
): ShapedItem[] {
	const { rows } = placed.report.tables[key];
	if (rows.length === 0) return [];
	const own = images.filter((image) => belongsTo(image, key));
	const shared = notesFor(placed.report, key, settings.tables);
	const blank = blankItem(key, placed, settings, shared, repeated);
	return rows.map((row: Row) => {
		const json: IDataObject = { ...blank, row: row.row, row_key: row.key };
		writeRow(json, row, key, settings);
		if (row.notes.length > 0) writeReview(json, shared.concat(row.notes));
		return { json, images: own };
	});
}

/** A clean borrower has no rows and must not vanish: one item stands for the report. */
function shapeNoRows(placed: PlacedReport, settings: ShapeSettings): ShapedItem {
	const { document, report } = placed;
	const json: IDataObject = {
		document_name: document.name,
		table: null,
		row: null,
		row_key: report.key,
	};
	writeReview(json, notesFor(report, null, settings.tables));
	Object.assign(json, reportFields(placed, true, settings));
	return { json, images: nameImages(placed) };
}

/** One item per row of the chosen tables, in the report's order. */
export function shapeRows(placed: PlacedReport, settings: ShapeSettings): ShapedItem[] {
	const repeated = reportFields(placed, settings.repeatReportFields, settings);
	const images = nameImages(placed);
	const chosen = TABLE_KEYS.filter((key) => settings.tables.includes(key));
	const items = chosen.flatMap((key) => shapeTable(key, placed, settings, repeated, images));
	return items.length === 0 ? [shapeNoRows(placed, settings)] : items;
}
