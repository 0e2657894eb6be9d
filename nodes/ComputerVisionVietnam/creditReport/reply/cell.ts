import { isFields, otherKeys, type Fields } from '../../api/envelope';
import { cleanText } from '../values/text';
import { toJsonText } from './undocumented';

/** One debt line of a lender as it came: a name and an amount, with its own place and confidence. */
export interface DebtLineCell {
	readonly name: string;
	readonly amount: Cell;
	/** Keys of the line that the API does not document; null when there are none. */
	readonly other: Fields | null;
}

/** One value as it came, with what the API said about it. */
export interface Cell {
	/** Cleaned text; "" when nothing was printed. A list or object in a text's place is its JSON. */
	readonly text: string;
	/** The JSON number, where the API sent one in place of text. */
	readonly number: number | null;
	/** False when a list, or an object without `value`, stands where a text belongs. */
	readonly isText: boolean;
	/** The lines, where the value is a list of debts. */
	readonly lines: readonly DebtLineCell[] | null;
	/** 0..1, null when unknown. */
	readonly confidence: number | null;
	/** The confidence came as a percentage and was divided by 100. */
	readonly wasPercent: boolean;
	/** As given by the API, in whatever form; null when there is none. Never computed with. */
	readonly box: unknown;
	/** The page as given by the API; null for table cells, which come without one. */
	readonly page: unknown;
	/** Keys that the API does not document; null when there are none. */
	readonly other: Fields | null;
	/** A person or a second reading vouches for it, so its confidence asks for nobody. */
	readonly isCertain: boolean;
}

/** A cell that is not there at all. */
export const MISSING_CELL: Cell = {
	text: '',
	number: null,
	isText: true,
	lines: null,
	confidence: null,
	wasPercent: false,
	box: null,
	page: null,
	other: null,
	isCertain: false,
};

/** What stands in a cell: its text, or the JSON of a structure that stands in its place. */
export const shownText = ({ text, other }: Cell): string =>
	text === '' && other ? toJsonText(other) : text;

/** Anything the API may send in place of a text, as a text: objects and lists as JSON. */
export function toText(value: unknown): string {
	if (typeof value === 'string') return cleanText(value);
	if (typeof value === 'number' || typeof value === 'boolean') return String(value);
	return value === null || value === undefined ? '' : toJsonText(value);
}

const PERCENT = /^(\d{1,3}(?:[.,]\d+)?)( ?%)?$/;

/**
 * Parses a confidence to the scale of 0 to 1. Documented as a number on that scale; text and
 * percentages (`97.2`, `97.2%`) are taken too. Missing, negative or above 100 is null, never 0: 0
 * would mean "surely wrong".
 */
export function parseConfidence(raw: unknown): Pick<Cell, 'confidence' | 'wasPercent'> {
	const match = typeof raw === 'string' ? PERCENT.exec(raw.trim()) : null;
	const value = match ? Number(match[1]?.replace(',', '.')) : raw;
	if (typeof value !== 'number' || !(value >= 0 && value <= 100)) {
		return { confidence: null, wasPercent: false };
	}
	const wasPercent = value > 1 || match?.[2] !== undefined;
	return { confidence: wasPercent ? value / 100 : value, wasPercent };
}

const toBox = (box: unknown): unknown =>
	Array.isArray(box) && box.length === 0 ? null : (box ?? null);

/** Builds a cell from a value and what stood beside it. */
function buildCell(value: unknown, score: unknown, box: unknown, page: unknown): Cell {
	return {
		...MISSING_CELL,
		...parseConfidence(score),
		text: toText(value),
		number: typeof value === 'number' ? value : null,
		isText: typeof value !== 'object' || value === null,
		box: toBox(box),
		page: page ?? null,
	};
}

const CELL_KEYS = new Set(['value', 'box', 'score']);
const LINE_KEYS = new Set(['debt_name', 'debt']);

/** Keys beside a value are only kept; where there is no value, they stand in a text's place. */
function withOther(cell: Cell, raw: Fields): Cell {
	const other = otherKeys(raw, CELL_KEYS);
	return other ? { ...cell, other, isText: cell.isText && 'value' in raw } : cell;
}

/**
 * Takes a table cell in any form the API may send: `{value, box, score}`, a plain value, or null.
 * An object without `value` keeps its keys in `other` and counts as no text.
 */
export function toCell(raw: unknown): Cell {
	if (raw === null || raw === undefined) return MISSING_CELL;
	if (!isFields(raw)) return buildCell(raw, null, null, null);
	return withOther(buildCell(raw['value'], raw['score'], raw['box'], null), raw);
}

/** Takes one of the report's own fields with its `_confidence`, `_box` and `_id`. */
export function toScalarCell(fields: Fields, name: string): Cell {
	const raw = fields[name];
	const confidence = fields[`${name}_confidence`];
	const box = fields[`${name}_box`];
	const page = fields[`${name}_id`];
	if (!isFields(raw)) return buildCell(raw, confidence, box, page);
	const cell = buildCell(raw['value'], confidence ?? raw['score'], box ?? raw['box'], page);
	return withOther(cell, raw);
}

/** The entry of a list for one line; a lone value stands for every line. */
function entryOf(list: unknown, index: number): unknown {
	if (!Array.isArray(list)) return list;
	const entries: readonly unknown[] = list;
	return entries[index];
}

/**
 * The lines of a debts cell. A plain text in the list's place is one line without a name. A box is a
 * list of boxes (`[[l,t,r,b], …]`) or one for all lines.
 */
function toLines(value: unknown, score: unknown, box: unknown): DebtLineCell[] {
	const isOneBox = Array.isArray(box) && typeof entryOf(box, 0) === 'number';
	const boxOf = (index: number) => (isOneBox ? box : entryOf(box, index));
	const isList = Array.isArray(value);
	const values: readonly unknown[] = isList ? value : [value];
	return values.map((raw, index) => {
		if (isFields(raw)) {
			const amount = buildCell(raw['debt'], entryOf(score, index), boxOf(index), null);
			return { name: toText(raw['debt_name']), amount, other: otherKeys(raw, LINE_KEYS) };
		}
		if (isList) return { name: toText(raw), amount: MISSING_CELL, other: null };
		return { name: '', amount: buildCell(raw, entryOf(score, 0), boxOf(0), null), other: null };
	});
}

/** Takes the cell that holds a lender's debts; see `toCell`. */
export function toDebtsCell(raw: unknown): Cell {
	const fields = isFields(raw) && !('debt' in raw) ? raw : { value: raw };
	const { value = null, score = null, box = null } = fields;
	const other = otherKeys(fields, CELL_KEYS);
	// A line of which nothing is printed says nothing, and must not make a blank row look filled.
	const lines = toLines(value, score, box).filter(
		({ name, amount, other }) =>
			name !== '' || amount.text !== '' || amount.other !== null || other !== null,
	);
	const texts = lines.map(({ name, amount }) => [name, amount.text].filter((text) => text !== ''));
	return {
		...MISSING_CELL,
		text: texts.map((parts) => parts.join(': ')).join('; '),
		isText: !other || 'value' in fields,
		lines,
		box: toBox(box),
		other,
	};
}
