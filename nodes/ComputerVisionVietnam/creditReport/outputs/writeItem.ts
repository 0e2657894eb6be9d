import type { GenericValue, IDataObject } from 'n8n-workflow';

import type { DebtLine, Field } from '../field';
import { keepUndocumented, limitNesting } from '../reply/undocumented';
import { joinNotes, type Note } from '../review';
import { SECTIONS, TABLE_KEYS, type TableKey, type ScalarName } from '../sections';
import type { Row, Section } from '../sections/section';
import { rankNumber } from '../values/plainValues';
import type { PlacedReport, ShapedImage, ShapeSettings } from './output';

/** The options that decide what stands beside a value. */
export type Detail = Pick<
	ShapeSettings,
	'includeConfidence' | 'includePosition' | 'includeOriginalText' | 'maskIdentifiers'
>;

const IDENTIFIERS: ReadonlySet<string> = new Set(['id_card', 'cic_code']);
const LEFT_VISIBLE = 4;

/** `*` for all but the last four characters. */
function mask(text: string): string {
	const hidden = Math.max(0, text.length - LEFT_VISIBLE);
	return '*'.repeat(hidden) + text.slice(hidden);
}

/** Masks every text of a structure that stands where an identifier belongs. */
function maskAll(value: unknown): unknown {
	if (typeof value === 'string' || typeof value === 'number') return mask(String(value));
	if (Array.isArray(value)) return value.map(maskAll);
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, maskAll(each)]));
}

/** n8n's item type is narrower than `unknown`; what the API sent is JSON in any case. */
export const toJson = (value: unknown): GenericValue => limitNesting(value) as GenericValue;

/** Undocumented keys, fit for an item. */
const toKept = (value: unknown): GenericValue => toJson(keepUndocumented(value));

const orNull = (text: string): string | null => (text === '' ? null : text);

/** The least confidence of the lines; null when one of them came without, or there is none. */
function lineConfidence(lines: readonly DebtLine[]): number | null {
	const confidences = lines.map(({ cell }) => cell.confidence);
	const known = confidences.filter((confidence) => confidence !== null);
	return known.length === 0 || known.length < lines.length ? null : Math.min(...known);
}

function toLine(line: DebtLine, detail: Detail): IDataObject {
	const { name, amount, kind, term, group, cell } = line;
	const json: IDataObject = { name, amount, kind, term, group };
	if (detail.includeOriginalText || line.keepsText) json['amount_text'] = orNull(cell.text);
	if (detail.includeConfidence) json['amount_confidence'] = cell.confidence;
	if (detail.includePosition) json['amount_box'] = toJson(cell.box);
	if (line.other) json['other'] = toKept(line.other);
	return json;
}

/**
 * Writes a field into an item: its value under its name, and beside it what the options ask for
 * (`_text`, `_confidence`, `_box`, `_page`). A text that the value does not hold is always written.
 */
function writeField(json: IDataObject, name: string, field: Field, detail: Detail): void {
	const { cell, value } = field;
	const isMasked = detail.maskIdentifiers && IDENTIFIERS.has(name);
	const lines = typeof value === 'object' ? value : null;
	const printed = lines?.filter(
		({ name, cell, other }) => name !== null || cell.text !== '' || other,
	);
	if (printed) json[name] = printed.map((line) => toLine(line, detail));
	else json[name] = isMasked && typeof value === 'string' ? mask(value) : toJson(value);
	if (detail.includeOriginalText || field.keepsText) {
		json[`${name}_text`] = orNull(isMasked ? mask(cell.text) : cell.text);
	}
	if (detail.includeConfidence) {
		json[`${name}_confidence`] = lines ? lineConfidence(lines) : cell.confidence;
	}
	if (detail.includePosition) {
		json[`${name}_box`] = toJson(cell.box);
		json[`${name}_page`] = toJson(cell.page);
	}
	if (cell.other) {
		json[`${name}_other`] = toKept(isMasked ? maskAll(limitNesting(cell.other)) : cell.other);
	}
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
export function writeScalars(json: IDataObject, { report }: PlacedReport, detail: Detail): void {
	for (const name of SCALAR_ORDER) {
		const field = report.scalars[name];
		writeField(json, name, field, detail);
		if (name === 'credit_rank') json['credit_rank_number'] = rankNumber(field.cell.text);
	}
}

/** Writes the columns of a row: the printed ones in their order, then those computed from them. */
export function writeRow(json: IDataObject, row: Row, section: Section, detail: Detail): void {
	for (const [name, field] of Object.entries(row.fields)) writeField(json, name, field, detail);
	if (section.derive) Object.assign(json, section.derive(row.fields));
	for (const { name, field } of row.extras) writeField(json, name, field, detail);
	if (row.other) json['other_cells'] = toKept(row.other);
}

/** Writes what the report holds beyond its fields and rows: texts of dropped rows, unknown keys. */
export function writeBesides(
	json: IDataObject,
	{ report }: PlacedReport,
	tables: readonly TableKey[] = TABLE_KEYS,
): void {
	for (const key of tables) {
		const { besides } = report.tables[key];
		if (besides !== null) json[`${key}_text`] = besides;
	}
	if (report.otherFields) json['other_fields'] = toJson(report.otherFields);
}

/** Writes where the item comes from; the names are on every item. */
export function writeOrigin(json: IDataObject, { report, document }: PlacedReport): void {
	json['document_field'] = document.field;
	json['document_sha256'] = document.sha256;
	json['report_index'] = report.index;
	json['report_key'] = report.key;
}

/** Writes whether a person should look, and why; and whether it is the right person, where asked. */
export function writeReview(
	json: IDataObject,
	notes: readonly Note[],
	{ report }: PlacedReport,
): void {
	json['needs_review'] = notes.some(({ needsReview }) => needsReview);
	json['review_notes'] = joinNotes(notes);
	if (report.identityCheck) json['identity_check'] = report.identityCheck;
}

/** Masks a value that says who somebody is, where that is asked for. */
export function maskAt(path: string, value: unknown, { maskIdentifiers }: Detail): unknown {
	return maskIdentifiers && IDENTIFIERS.has(path) ? maskAll(value) : value;
}

/** The section of a table as one of many. */
export const sectionOf = (key: TableKey): Section => SECTIONS[key];

/** The report's images under file names that say which document and which page or table. */
export function nameImages({ report, document }: PlacedReport): ShapedImage[] {
	const base = (document.name ?? '').replace(/\.[A-Za-z0-9]{1,5}$/, '') || 'credit-report';
	const part = report.index === 0 ? '' : `-report-${report.index + 1}`;
	return report.images.map(({ key, bytes, mimeType, extension }) => ({
		key,
		bytes,
		mimeType,
		fileName: `${base}${part}-${key.replaceAll('_', '-')}.${extension}`,
	}));
}
