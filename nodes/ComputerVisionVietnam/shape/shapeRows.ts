import type { IDataObject } from 'n8n-workflow';

import type { Report } from '../report/readReport';
import type { Row } from '../report/readTable';
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

/** Shapes the rows of one table. */
function shapeTable(
	key: TableKey,
	placed: PlacedReport,
	settings: ShapeSettings,
	repeated: IDataObject,
	images: readonly ShapedImage[],
): ShapedItem[] {
	const own = images.filter((image) => belongsTo(image, key));
	const shared = notesFor(placed.report, key, settings.tables);
	const document_name = placed.document.name;
	return placed.report.tables[key].rows.map((row: Row) => {
		const json: IDataObject = { document_name, table: key, row: row.row, row_key: row.key };
		writeRow(json, row, key, settings);
		writeReview(json, row.notes.length === 0 ? shared : shared.concat(row.notes));
		Object.assign(json, repeated);
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
