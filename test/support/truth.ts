import type { IDataObject } from 'n8n-workflow';
import { SCALAR_KINDS, SCALARS, TABLE_CELLS, TABLES } from '../../tools/documents/truth.ts';
import type {
	Debt,
	TableKey,
	TrueCell,
	TrueReport,
	ValueKind,
} from '../../tools/documents/truth.ts';
import { TABLE_COLUMNS } from './contractNames.ts';

// What the node should make of a printed text, written down once more and plainly: taken from the
// node, it would follow every mistake there.

/** The columns of a row item in the order of the API's cells. */
const COLUMNS: Readonly<Record<TableKey, readonly string[]>> = {
	...TABLE_COLUMNS,
	loan_details: [
		'institution_no',
		'institution_code',
		'institution_name',
		'debts',
		'total',
	] satisfies (typeof TABLE_COLUMNS.loan_details)[number][],
};

/** A rank is a text: which end is better is not published. */
const KINDS: typeof SCALAR_KINDS = { ...SCALAR_KINDS, credit_rank: 'name' };

const toText = (value: unknown): string =>
	typeof value === 'string' ? value.normalize('NFC').replace(/\s+/g, ' ').trim() : '';

const isDebts = (cell: TrueCell): cell is readonly Debt[] => typeof cell !== 'string';

const printedTexts = (cell: TrueCell): string[] =>
	isDebts(cell) ? cell.flatMap(({ debt_name, debt }) => [debt_name, debt]) : [cell];

/** The sign between thousands in this report: the one that stands before three digits more often. */
function findGrouping(truth: TrueReport): '.' | ',' {
	const texts = TABLES.flatMap((key) => truth.tables[key].rows.flat()).flatMap(printedTexts);
	const count = (pattern: RegExp): number => texts.filter((text) => pattern.test(text)).length;
	return count(/^\d{1,3}(,\d{3})+(\.|$)/) > count(/^\d{1,3}(\.\d{3})+(,|$)/) ? ',' : '.';
}

const toNumber = (printed: string, grouping: '.' | ','): number =>
	Number(printed.replaceAll(grouping, '').replace(',', '.'));

const toIsoDay = (printed: string): string | undefined => {
	const [, day, month, year] = /(\d{2})\/(\d{2})\/(\d{4})/.exec(printed) ?? [];
	return year && `${year}-${month}-${day}`;
};

/** Whether a value is what is printed; words in place of a value are only compared as text. */
function isValueOf(value: unknown, kind: ValueKind, printed: string, grouping: '.' | ','): boolean {
	switch (kind) {
		case 'amount':
			return !/^[\d.,]+$/.test(printed) || value === toNumber(printed, grouping);
		case 'date':
			return String(value).startsWith(toIsoDay(printed) ?? '');
		case 'group':
		case 'count':
			return !/^\D*\d+$/.test(printed) || Number(value) === Number(/\d+$/.exec(printed)?.[0]);
		case 'flag':
			return value === /^[yc]/i.test(printed);
		case 'code':
		case 'name':
			return toText(value) === printed;
	}
}

/** One value as it is printed. */
interface Printed {
	kind: ValueKind;
	text: TrueCell;
	/** What a blank cell takes from the rows above it. */
	above?: TrueCell;
	grouping: '.' | ',';
}

/** Holds one value of an item, with its original text beside it, against the page. */
function compareValue(item: IDataObject, name: string, cell: Printed): string[] {
	const { kind, grouping } = cell;
	const printed = toText(cell.text);
	const meant = printed === '' ? toText(cell.above) : printed;
	const [value, text] = [item[name] ?? null, toText(item[`${name}_text`])];
	const isRight = meant === '' ? value === null : isValueOf(value, kind, meant, grouping);
	if (text === printed && isRight) return [];
	return [`${name}: "${printed}" is printed, "${text}" was read, as ${JSON.stringify(value)}`];
}

const withoutColon = (text: unknown): string => toText(text).replace(/\s*:$/, '');

function compareDebts(item: IDataObject, printed: readonly Debt[], grouping: '.' | ','): string[] {
	const lines = (item['debts'] ?? []) as IDataObject[];
	const read = lines.map(({ name, amount }) => [withoutColon(name), amount]);
	const wanted = printed.map(({ debt_name, debt }) => [
		withoutColon(debt_name),
		/\d/.test(debt) ? toNumber(debt, grouping) : null,
	]);
	const [one, other] = [JSON.stringify(read), JSON.stringify(wanted)];
	return one === other ? [] : [`debts: ${other} are printed, ${one} were read`];
}

/** A bad debt without a lender is of the lender above it. */
function findAbove(
	key: TableKey,
	rows: readonly (readonly TrueCell[])[],
	place: number,
): TrueCell | undefined {
	const isOfLender = key === 'bad_debt' && /^institution_/.test(COLUMNS[key][place] ?? '');
	if (!isOfLender) return undefined;
	return rows.map((cells) => cells[place]).findLast((cell) => toText(cell) !== '');
}

/** Rows that say something; totals are a check for the node, not a row of it. */
const isRow = (cells: readonly TrueCell[]): boolean => {
	const texts = cells.flatMap(printedTexts).map(toText);
	return texts.some((text) => text !== '') && !texts.some((text) => /^tổng/i.test(text));
};

function compareTable(
	key: TableKey,
	truth: TrueReport,
	rows: readonly IDataObject[],
	grouping: '.' | ',',
): string[] {
	const printed = truth.tables[key].rows.filter(isRow);
	const read = rows.filter(({ table }) => table === key);
	if (printed.length !== read.length)
		return [`${key}: ${printed.length} rows are printed, ${read.length} were read`];
	return printed.flatMap((cells, index) =>
		TABLE_CELLS[key].flatMap((kind, place) => {
			const [item = {}, name = '', text = ''] = [read[index], COLUMNS[key][place], cells[place]];
			const above = findAbove(key, printed.slice(0, index), place) ?? '';
			const found =
				kind === 'debts'
					? compareDebts(item, isDebts(text) ? text : [], grouping)
					: compareValue(item, name, { kind, text, above, grouping });
			return found.map((difference) => `${key}, row ${index + 1}, ${difference}`);
		}),
	);
}

/**
 * What a record and its rows say otherwise than the page, a line each. The items must have been
 * made with the option "Include Original Text" and with amounts as printed.
 */
export function differencesFromTruth(
	truth: TrueReport,
	record: IDataObject,
	rows: readonly IDataObject[],
): string[] {
	const grouping = findGrouping(truth);
	return [
		...SCALARS.flatMap((key) =>
			compareValue(record, key, { kind: KINDS[key], text: truth.scalars[key], grouping }),
		),
		...TABLES.flatMap((key) => compareTable(key, truth, rows, grouping)),
	];
}
