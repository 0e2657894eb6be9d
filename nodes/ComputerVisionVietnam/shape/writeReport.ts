import type { IDataObject } from 'n8n-workflow';

import type { DocumentIdentity } from '../document/documentIdentity';
import { joinNotes, type Note } from '../report/note';
import { rankNumber } from '../report/plainValues';
import type { Report } from '../report/readReport';
import { TABLE_KEYS, type ScalarName, type TableKey } from '../report/tables';
import type { ShapedImage } from './shaped';
import { writeField, type Detail } from './writeField';

/** A report with the document that it came from. */
export interface PlacedReport {
	readonly report: Report;
	readonly document: DocumentIdentity;
}

/** Who, then the score: the order in which a person reads a report. */
const SCALAR_ORDER: readonly ScalarName[] = [
	'cic_code',
	'id_card',
	'address',
	'report_time',
	'credit_score',
	'credit_rank',
	'credit_ranking_date',
	'debt_sold_to_vamc',
];

/** Writes the report's own fields. */
export function writeScalars(json: IDataObject, report: Report, detail: Detail): void {
	for (const name of SCALAR_ORDER) {
		const field = report.scalars[name];
		writeField(json, name, field, detail);
		if (name === 'credit_rank') json['credit_rank_number'] = rankNumber(field.cell.text);
	}
}

/** Writes what the report holds beyond its fields and rows: texts of dropped rows, unknown keys. */
export function writeBesides(
	json: IDataObject,
	report: Report,
	tables: readonly TableKey[] = TABLE_KEYS,
): void {
	for (const key of tables) {
		const { besides } = report.tables[key];
		if (besides !== null) json[`${key}_text`] = besides;
	}
	if (report.otherFields) json['other_fields'] = report.otherFields;
}

/** Writes where the item comes from; the names are on every item. */
export function writeOrigin(json: IDataObject, { report, document }: PlacedReport): void {
	json['document_field'] = document.field;
	json['document_sha256'] = document.sha256;
	json['report_index'] = report.index;
	json['report_key'] = report.key;
}

/** Writes whether a person should look, and why. */
export function writeReview(json: IDataObject, notes: readonly Note[]): void {
	json['needs_review'] = notes.some(({ needsReview }) => needsReview);
	json['review_notes'] = joinNotes(notes);
}

/** The notes of the whole report: its own and those of every row. */
export function allNotes(report: Report): Note[] {
	const notes = [...report.notes];
	for (const key of TABLE_KEYS) {
		for (const row of report.tables[key].rows) for (const note of row.notes) notes.push(note);
	}
	return notes;
}

/** Whether anything in the report asks for a person. */
export function reportNeedsReview(report: Report): boolean {
	const asks = ({ needsReview }: Note) => needsReview;
	return (
		report.notes.some(asks) ||
		TABLE_KEYS.some((key) => report.tables[key].rows.some(({ notes }) => notes.some(asks)))
	);
}

const withoutExtension = (name: string): string => name.replace(/\.[A-Za-z0-9]{1,5}$/, '');

/** The report's images under file names that say which document and which page or table. */
export function nameImages({ report, document }: PlacedReport): ShapedImage[] {
	const base = withoutExtension(document.name ?? '') || 'credit-report';
	const part = report.index === 0 ? '' : `-report-${report.index + 1}`;
	return report.images.map(({ key, bytes, mimeType, extension }) => ({
		key,
		bytes,
		mimeType,
		fileName: `${base}${part}-${key.replaceAll('_', '-')}.${extension}`,
	}));
}
