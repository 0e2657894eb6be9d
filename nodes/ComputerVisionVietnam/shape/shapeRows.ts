import type { IDataObject } from 'n8n-workflow';

import type { Note } from '../report/note';
import type { Row } from '../report/readTable';
import type { TableKey } from '../report/tables';
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

/** What every row item of a report repeats; written once. */
function repeatedFields(placed: PlacedReport, settings: ShapeSettings): IDataObject {
	const json: IDataObject = {};
	if (settings.repeatReportFields) {
		writeScalars(json, placed.report, settings);
		writeBesides(json, placed.report, settings.tables);
	}
	writeOrigin(json, placed);
	return json;
}

/** A table's own notes, and the report's; not those of other tables' rows. */
const notesFor = (notes: readonly Note[], key: TableKey): Note[] =>
	notes.filter(({ table }) => table === undefined || table === key);

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
	const shared = notesFor(placed.report.notes, key);
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
function shapeNoRows(
	placed: PlacedReport,
	repeated: IDataObject,
	images: readonly ShapedImage[],
): ShapedItem {
	const { document, report } = placed;
	const json: IDataObject = {
		document_name: document.name,
		table: null,
		row: null,
		row_key: report.key,
	};
	writeReview(json, report.notes);
	Object.assign(json, repeated);
	return { json, images };
}

/** One item per row of the chosen tables, in the report's order. */
export function shapeRows(placed: PlacedReport, settings: ShapeSettings): ShapedItem[] {
	const repeated = repeatedFields(placed, settings);
	const images = nameImages(placed);
	const items = settings.tables.flatMap((key) =>
		shapeTable(key, placed, settings, repeated, images),
	);
	return items.length === 0 ? [shapeNoRows(placed, repeated, images)] : items;
}
