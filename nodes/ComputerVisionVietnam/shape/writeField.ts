import type { GenericValue, IDataObject } from 'n8n-workflow';

import type { DebtLine, Field } from '../report/field';
import { limitNesting } from '../report/nesting';
import { keepUndocumented } from '../report/undocumented';
import type { ShapeSettings } from './shaped';

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
const toJson = (value: unknown): GenericValue => limitNesting(value) as GenericValue;

/** Undocumented keys, fit for an item. */
export const toKept = (value: unknown): GenericValue => toJson(keepUndocumented(value));

const orNull = (text: string): string | null => (text === '' ? null : text);

/** The least confidence of the lines; null when one of them came without. */
function lineConfidence(lines: readonly DebtLine[]): number | null {
	let least: number | null = null;
	for (const { confidence } of lines.map(({ cell }) => cell)) {
		if (confidence === null) return null;
		least = Math.min(least ?? confidence, confidence);
	}
	return least;
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

const toValue = (field: Field, detail: Detail): GenericValue | IDataObject[] =>
	field.debts ? field.debts.map((line) => toLine(line, detail)) : field.value;

/**
 * Writes a field into an item: its value under its name, and beside it what the options ask for
 * (`_text`, `_confidence`, `_box`, `_page`). A text that the value does not hold is always written.
 */
export function writeField(json: IDataObject, name: string, field: Field, detail: Detail): void {
	const { cell, value } = field;
	const isMasked = detail.maskIdentifiers && IDENTIFIERS.has(name);
	json[name] = isMasked && typeof value === 'string' ? mask(value) : toValue(field, detail);
	if (detail.includeOriginalText || field.keepsText) {
		json[`${name}_text`] = orNull(isMasked ? mask(cell.text) : cell.text);
	}
	if (detail.includeConfidence) {
		json[`${name}_confidence`] = field.debts ? lineConfidence(field.debts) : cell.confidence;
	}
	if (detail.includePosition) {
		json[`${name}_box`] = toJson(cell.box);
		json[`${name}_page`] = toJson(cell.page);
	}
	if (cell.other)
		json[`${name}_other`] = toKept(isMasked ? maskAll(limitNesting(cell.other)) : cell.other);
}
