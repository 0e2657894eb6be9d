import type { IDataObject } from 'n8n-workflow';

import type { Report } from '../report';
import type { Note } from '../review';
import { TABLE_KEYS, type TableKey } from '../sections';
import type { OutputForm, PlacedReport, ShapedItem, ShapeSettings } from './output';
import {
	nameImages,
	sectionOf,
	writeBesides,
	writeOrigin,
	writeReview,
	writeRow,
	writeScalars,
} from './writeItem';

/**
 * The report's own notes and those of one table; those of a chosen table without rows too, for it
 * has no item of its own to carry them.
 */
function notesFor({ notes, tables }: Report, key: TableKey | null, chosen: readonly TableKey[]) {
	const shown = new Set<string | null | undefined>(
		chosen.filter((table) => tables[table].rows.length === 0),
	);
	shown.add(undefined).add(key);
	return notes.filter(({ table }) => shown.has(table));
}

/** What the rows of a report repeat: its own fields, where they are wanted, and where it comes from. */
function writeReport(
	json: IDataObject,
	placed: PlacedReport,
	withFields: boolean,
	settings: ShapeSettings,
): void {
	if (withFields) {
		writeScalars(json, placed, settings);
		writeBesides(json, placed, settings.tables);
	}
	writeOrigin(json, placed);
}

/** Shapes the rows of one table; a row carries only its own table's image. */
function shapeTable(key: TableKey, placed: PlacedReport, settings: ShapeSettings): ShapedItem[] {
	const { report, document } = placed;
	const images = nameImages(placed).filter(
		(image) => image.key === key || image.key.startsWith(`${key}_`),
	);
	const shared: readonly Note[] = notesFor(report, key, settings.tables);
	return report.tables[key].rows.map((row) => {
		const json: IDataObject = {
			document_name: document.name,
			table: key,
			row: row.row,
			row_key: row.key,
		};
		writeRow(json, row, sectionOf(key), settings);
		writeReview(json, shared.concat(row.notes), placed);
		writeReport(json, placed, settings.repeatReportFields, settings);
		return { json, images };
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
	writeReview(json, notesFor(report, null, settings.tables), placed);
	writeReport(json, placed, true, settings);
	return { json, images: nameImages(placed) };
}

/** One item per row of the chosen tables, in the report's order. */
export function shapeRows(placed: PlacedReport, settings: ShapeSettings): ShapedItem[] {
	const chosen = TABLE_KEYS.filter((key) => settings.tables.includes(key));
	const items = chosen.flatMap((key) => shapeTable(key, placed, settings));
	return items.length === 0 ? [shapeNoRows(placed, settings)] : items;
}

/** One item per table row. */
export const rows: OutputForm = {
	option: {
		name: 'Rows',
		value: 'rows',
		description: 'One item per table row: each loan, card, bad debt or inquiry on its own',
	},
	operations: ['extract', 'reshape', 'compare'],
	lanes: [{ name: 'Rows', movesToReview: true, shape: shapeRows }],
};
