import { SCALAR_KINDS, SCALARS, TABLE_CELLS, TABLES } from '../documents/truth.ts';
import type {
	Debt,
	ScalarKey,
	TableKey,
	TrueCell,
	TrueReport,
	TrueTable,
	ValueKind,
} from '../documents/truth.ts';
import { align, textLikeness } from './align.ts';
import type { ReadCell, ReadDebt, ReadReport, ReadText } from './parseReply.ts';

/** A server that is this sure of a value will not be asked again. */
export const SURE = 0.85;

/** `missing`: printed and not read; `invented`: read and not printed. */
export type Verdict = 'exact' | 'wrong' | 'missing' | 'invented';

/** One value of the page, or of the reply, and what was made of it. Blank on both sides is none. */
export interface JudgedValue {
	/** As the node's paths: a scalar, `<table>.<row>.<cell>` or `loan_details.<row>.debts.<n>.name`. */
	readonly place: string;
	readonly kind: ValueKind;
	readonly verdict: Verdict;
	readonly printed: string;
	readonly read: string;
	/** Of the value as read, 0..1; 0 where it is missing. */
	readonly confidence: number;
}

/** A whole table: exact if every value of it is and nothing was invented. */
export interface JudgedTable {
	readonly key: TableKey;
	readonly isExact: boolean;
}

/** Every value and table of one document. */
export interface Judgement {
	readonly values: readonly JudgedValue[];
	readonly tables: readonly JudgedTable[];
}

/** Holds what was read against what is printed; null: nothing was read at all. */
export function judgeReport(truth: TrueReport, read: ReadReport | null): Judgement {
	const scalars = SCALARS.flatMap((key) =>
		judgeText(key, SCALAR_KINDS[key], truth.scalars[key], scalarOf(read, key)),
	);
	const tables = TABLES.map((key) => ({
		key,
		values: judgeTable(key, truth.tables[key], read?.tables[key] ?? []),
	}));
	return {
		values: [...scalars, ...tables.flatMap(({ values }) => values)],
		tables: tables
			// A table that says nothing on both sides proves nothing.
			.filter(({ values }) => values.length > 0)
			.map(({ key, values }) => ({
				key,
				isExact: values.every(({ verdict }) => verdict === 'exact'),
			})),
	};
}

/** The text after what does not count: composed letters, single spaces. */
export function normalize(text: string): string {
	return text.normalize('NFC').replaceAll(/\s+/g, ' ').trim();
}

const NOTHING: ReadText = { text: '', confidence: 0 };

function scalarOf(read: ReadReport | null, key: ScalarKey): ReadText {
	return read?.scalars[key] ?? NOTHING;
}

function judgeText(place: string, kind: ValueKind, printed: string, read: ReadText): JudgedValue[] {
	const [expected, got] = [normalize(printed), normalize(read.text)];
	if (expected === '' && got === '') return [];
	const verdict = (): Verdict => {
		if (expected === got) return 'exact';
		if (got === '') return 'missing';
		return expected === '' ? 'invented' : 'wrong';
	};
	const confidence = got === '' ? 0 : read.confidence;
	return [{ place, kind, verdict: verdict(), printed: expected, read: got, confidence }];
}

type ReadRow = readonly ReadCell[];
type TrueRow = readonly TrueCell[];

function judgeTable(key: TableKey, truth: TrueTable, read: readonly ReadRow[]): JudgedValue[] {
	const printed = truth.rows.filter((row) => row.some((cell) => trueText(cell) !== ''));
	const sent = read.filter(
		(row) => row.some((cell) => readText(cell) !== '') && !isNote(truth, row),
	);
	return align(printed, sent, rowLikeness).flatMap(({ left, right }, index) =>
		TABLE_CELLS[key].flatMap((kind, cell) =>
			judgeCell(`${key}.${index + 1}.${cell}`, kind, left?.[cell] ?? '', right?.[cell] ?? NOTHING),
		),
	);
}

/** The API may send the sentence in place of a table as a row. */
function isNote({ note }: TrueTable, row: ReadRow): boolean {
	return note !== null && normalize(row.map(readText).join(' ')) === normalize(note);
}

function judgeCell(
	place: string,
	kind: ValueKind | 'debts',
	printed: TrueCell,
	read: ReadCell,
): JudgedValue[] {
	if (kind !== 'debts') {
		const text = 'text' in read ? read : NOTHING;
		return judgeText(place, kind, typeof printed === 'string' ? printed : '', text);
	}
	const lines = typeof printed === 'string' ? [] : printed;
	const readLines = 'text' in read ? [] : read;
	return align(lines, readLines, debtLikeness).flatMap(({ left, right }, index) => [
		...judgeText(`${place}.${index + 1}.name`, 'name', withoutColon(left?.debt_name ?? ''), {
			...(right?.name ?? NOTHING),
			text: withoutColon(right?.name.text ?? ''),
		}),
		...judgeText(
			`${place}.${index + 1}.amount`,
			'amount',
			left?.debt ?? '',
			right?.amount ?? NOTHING,
		),
	]);
}

/** Whether the colon between a name and its amount belongs to the name is a matter of taste. */
function withoutColon(name: string): string {
	return name.trim().replace(/\s*:$/, '');
}

function debtLikeness({ debt_name, debt }: Debt, { name, amount }: ReadDebt): number {
	return (2 * textLikeness(debt_name, name.text) + textLikeness(debt, amount.text)) / 3;
}

/** Mean likeness of the cells that are not blank on both sides. */
function rowLikeness(printed: TrueRow, read: ReadRow): number {
	const likenesses = Array.from({ length: Math.max(printed.length, read.length) }, (_, cell) => {
		const [expected, got] = [trueText(printed[cell] ?? ''), readText(read[cell] ?? NOTHING)];
		return expected === '' && got === '' ? [] : [textLikeness(expected, got)];
	}).flat();
	return likenesses.reduce((sum, value) => sum + value, 0) / Math.max(1, likenesses.length);
}

function trueText(cell: TrueCell): string {
	if (typeof cell === 'string') return normalize(cell);
	return normalize(cell.map(({ debt_name, debt }) => `${debt_name} ${debt}`).join(' '));
}

function readText(cell: ReadCell): string {
	if ('text' in cell) return normalize(cell.text);
	return normalize(cell.map(({ name, amount }) => `${name.text} ${amount.text}`).join(' '));
}
