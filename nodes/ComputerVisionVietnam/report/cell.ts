import { itemKey } from '../schema/itemKey';
import { parseConfidence } from './confidence';
import { toJsonText } from './nesting';
import { toText } from './text';

/** One debt line of a lender as it came: a name and an amount, with its own place and confidence. */
export interface DebtLineCell {
	readonly name: string;
	readonly amount: Cell;
	/** Keys of the line that the API does not document; null when there are none. */
	readonly other: Readonly<Record<string, unknown>> | null;
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
	readonly wasPercent: boolean;
	/** As given by the API, in whatever form; null when there is none. Never computed with. */
	readonly box: unknown;
	/** The page as given by the API; null for table cells, which come without one. */
	readonly page: unknown;
	/** Keys that the API does not document; null when there are none. */
	readonly other: Readonly<Record<string, unknown>> | null;
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
};

type Fields = Readonly<Record<string, unknown>>;

/** What stands in a cell: its text, or the JSON of a structure that stands in its place. */
export const shownText = ({ text, other }: Cell): string =>
	text === '' && other ? toJsonText(other) : text;

/** Narrows to a JSON object. */
export const isFields = (value: unknown): value is Fields =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

const isFilledBox = (box: unknown): boolean =>
	box !== null && box !== undefined && !(Array.isArray(box) && box.length === 0);

/** The keys of an object beyond those named, as an item may hold them; null when there are none. */
export function otherKeys(fields: Fields, known: ReadonlySet<string>): Fields | null {
	let other: Record<string, unknown> | null = null;
	for (const key in fields) {
		if (!known.has(key)) (other ??= {})[itemKey(key, fields)] = fields[key];
	}
	return other;
}

/** Builds a cell from a value and what stood beside it. */
function buildCell(value: unknown, score: unknown, box: unknown, page: unknown): Cell {
	const { value: confidence, wasPercent } = parseConfidence(score);
	const isText = typeof value !== 'object' || value === null;
	return {
		text: toText(value),
		number: typeof value === 'number' ? value : null,
		isText,
		lines: null,
		confidence,
		wasPercent,
		box: isFilledBox(box) ? box : null,
		page: page ?? null,
		other: null,
	};
}

const CELL_KEYS = new Set(['value', 'box', 'score']);
const LINE_KEYS = new Set(['debt_name', 'debt']);

/** The entry of a list for one line; a lone value stands for every line. */
const entryOf = (list: unknown, index: number): unknown => {
	if (!Array.isArray(list)) return list;
	const entries: readonly unknown[] = list;
	return entries[index];
};

function toLine(raw: unknown, score: unknown, box: unknown): DebtLineCell {
	if (!isFields(raw)) return { name: toText(raw), amount: MISSING_CELL, other: null };
	return {
		name: toText(raw['debt_name']),
		amount: buildCell(raw['debt'], score, box, null),
		other: otherKeys(raw, LINE_KEYS),
	};
}

/** A list of boxes, not one box: `[[l,t,r,b], …]`. */
const isBoxList = (box: unknown): boolean => {
	const first = entryOf(box, 0);
	return Array.isArray(box) && (box.length === 0 || typeof first !== 'number');
};

const lineText = ({ name, amount: { text } }: DebtLineCell): string =>
	name === '' || text === '' ? name + text : `${name}: ${text}`;

/** A line of which nothing is printed says nothing, and must not make a blank row look filled. */
const isPrinted = ({ name, amount, other }: DebtLineCell): boolean =>
	name !== '' || amount.text !== '' || amount.other !== null || other !== null;

/** Not filtered without need: a filtered list keeps room for 17 lines, in every row of a report. */
const printedOnes = (lines: DebtLineCell[]): readonly DebtLineCell[] =>
	lines.every(isPrinted) ? lines : lines.filter(isPrinted);

/** The lines of a debts cell. A plain text in the list's place is one line without a name. */
function toLines(value: unknown, score: unknown, box: unknown): DebtLineCell[] {
	const hasBoxes = isBoxList(box);
	const boxOf = (index: number) => (hasBoxes ? entryOf(box, index) : box);
	if (Array.isArray(value)) {
		return value.map((raw: unknown, index) => toLine(raw, entryOf(score, index), boxOf(index)));
	}
	if (isFields(value)) return [toLine(value, entryOf(score, 0), boxOf(0))];
	const amount = buildCell(value, entryOf(score, 0), boxOf(0), null);
	return amount.text === '' ? [] : [{ name: '', amount, other: null }];
}

/**
 * Takes a table cell in any form the API may send: `{value, box, score}`, a plain value, or null.
 * An object without `value` keeps its keys in `other` and counts as no text.
 */
export function toCell(raw: unknown): Cell {
	if (raw === null || raw === undefined) return MISSING_CELL;
	if (!isFields(raw)) return buildCell(raw, null, null, null);
	return keepOther(buildCell(raw['value'], raw['score'], raw['box'], null), raw);
}

/** Keys beside a value are only kept; where there is no value, they stand in a text's place. */
function keepOther(cell: Cell, raw: Fields): Cell {
	const other = otherKeys(raw, CELL_KEYS);
	return other ? { ...cell, other, isText: cell.isText && 'value' in raw } : cell;
}

/** Takes the cell that holds a lender's debts; see `toCell`. */
export function toDebtsCell(raw: unknown): Cell {
	const cell = isFields(raw) && !('debt' in raw) ? raw : { value: raw };
	const { value = null, score = null, box = null } = cell;
	const other = otherKeys(cell, CELL_KEYS);
	const lines = printedOnes(toLines(value, score, box));
	return {
		text: lines.map(lineText).join('; '),
		number: null,
		isText: !other || 'value' in cell,
		lines,
		confidence: null,
		wasPercent: false,
		box: isFilledBox(box) ? box : null,
		page: null,
		other,
	};
}

/** Takes one of the report's own fields with its `_confidence`, `_box` and `_id`. */
export function toScalarCell(fields: Fields, name: string): Cell {
	const raw = fields[name];
	const confidence = fields[`${name}_confidence`];
	const box = fields[`${name}_box`];
	const page = fields[`${name}_id`];
	if (!isFields(raw)) return buildCell(raw, confidence, box, page);
	const cell = buildCell(raw['value'], confidence ?? raw['score'], box ?? raw['box'], page);
	return keepOther(cell, raw);
}
