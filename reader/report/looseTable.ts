import { findRuledTables } from '../geometry/ruledGrid.ts';
import type { Ruling } from '../geometry/ruledGrid.ts';
import { groupTextRows, median } from '../geometry/textRows.ts';
import type { Box, Grid, GridCell, Page, Word } from '../page.ts';
import { fillGrids, toLines } from '../pages/fillGrids.ts';
import { foldText } from './foldText.ts';
import { DEBTS_CELL, roleOfHeading } from './sections.ts';
import type { Section } from './sections.ts';

/** What stays free between two columns, in heights of a line. */
const GUTTER = 0.5;
/**
 * A gap between rows is at least this, in heights of a line; wrapped lines stand closer. Boxes
 * that were found in pixels end where the ink does, so their gaps are wider.
 */
const ROW_GAP = { textLayer: 0.33, ocr: 0.6 } as const;

interface Span {
	readonly from: number;
	readonly to: number;
}

/** Columns and spacing of a table without rulings, for the pages on which it goes on. */
export interface LooseColumns {
	/** Left sides, and the right side of the last. */
	readonly xs: readonly number[];
}

/** The table found, and its columns for the next page. */
export interface LooseTable {
	readonly grid: Grid;
	readonly columns: LooseColumns;
}

/**
 * A table that has no vertical rulings, from the words below its title: its headings tell where it
 * begins, what no word covers parts the columns, and wider gaps (or horizontal rulings) the rows.
 *
 * @param before columns of the page before, for a table that goes on without headings
 * @returns null where there are no headings and no columns of the page before
 */
export function findLooseTable(
	section: Section,
	page: Page,
	all: readonly Word[],
	before: LooseColumns | null,
): LooseTable | null {
	const rows = groupTextRows(all).filter((row) => !isUnit(row));
	const start = headingStart(section, rows);
	if (start === -1 && before === null) return null;
	const words = rows.slice(Math.max(0, start)).flat();
	if (words.length === 0) return null;
	const height = median(words.map(({ box }) => box[3] - box[1]));
	const rowGap = ROW_GAP[page.source] * height;
	const bands = findBands(words, rowGap, height);
	const rulings = rulingsBetween(page, words, height);
	const hasHeading = start !== -1;
	const isRuled = rulings.length >= 3 && rulings.length > 0.6 * bands.length;
	const headings = wordsIn(words, isRuled ? firstBetween(words, rulings) : bands[0]);
	const xs = hasHeading ? findColumns(section, words, headings, height) : (before?.xs ?? []);
	const grid =
		(isRuled ? ruledGrid(words, xs, rulings) : null) ??
		toGrid(section, words, xs, bands, { rowGap, hasHeading });
	return { grid, columns: { xs } };
}

/** Horizontal rulings around and between the words. */
function rulingsBetween({ rulings = [] }: Page, words: readonly Word[], height: number): Ruling[] {
	const top = Math.min(...words.map(({ box }) => box[1]));
	const bottom = Math.max(...words.map(({ box }) => box[3]));
	return rulings.filter(({ at }) => at > top - height && at < bottom + height);
}

/** What stands between the first two rulings. */
function firstBetween(words: readonly Word[], rulings: readonly Ruling[]): Span | undefined {
	const ys = rulings.map(({ at }) => at).toSorted((a, b) => a - b);
	return ys
		.slice(1)
		.map((to, index): Span => ({ from: ys[index] ?? to, to }))
		.find((span) => wordsIn(words, span).length > 0);
}

/**
 * With the columns' sides as rulings it is a table as any other, merged cells included. The outer
 * sides stand where the rulings end: further in, they would leave a blank column beside them, and
 * the next page, where few rows are ruled or none, would have another number of columns.
 */
function ruledGrid(
	words: readonly Word[],
	xs: readonly number[],
	rulings: readonly Ruling[],
): Grid | null {
	const ys = rulings.map(({ at }) => at);
	const [from, to] = [Math.min(...ys), Math.max(...ys)];
	const left = Math.min(...xs, ...rulings.map((ruling) => ruling.from));
	const right = Math.max(...xs, ...rulings.map((ruling) => ruling.to));
	const sides = [left, ...xs.slice(1, -1), right].map((at): Ruling => {
		return { direction: 'vertical', at, from, to };
	});
	const [frame] = findRuledTables([...rulings, ...sides]);
	return frame === undefined ? null : (fillGrids([frame], words).grids[0] ?? null);
}

/** "Đơn vị: triệu đồng" stands between a title and its table. */
function isUnit(row: readonly Word[]): boolean {
	const text = foldText(row.map((word) => word.text).join(' '));
	return /^\(?(?:don vi|dvt)\b.{0,12}(?:dong|vnd|tien)/.test(text);
}

/** The first line that has a heading, where two columns are named within three lines; else -1. */
function headingStart(section: Section, rows: readonly (readonly Word[])[]): number {
	const roles = rows.map((row) => {
		const found = segments(row).map((text) => roleOfHeading(section, text));
		return found.filter((role) => typeof role === 'number');
	});
	return roles.findIndex((own, index) => {
		return own.length > 0 && new Set(roles.slice(index, index + 3).flat()).size >= 2;
	});
}

/** The texts of a line between its gaps. */
function segments(row: readonly Word[]): string[] {
	const height = median(row.map(({ box }) => box[3] - box[1]));
	return row.reduce<string[]>((texts, { text, box }, index) => {
		const gap = box[0] - (row[index - 1]?.box[2] ?? -Infinity);
		if (gap > GUTTER * height) return [...texts, text];
		return [...texts.slice(0, -1), `${texts.at(-1) ?? ''} ${text}`];
	}, []);
}

/** Stretches of y that words cover, those that overlap joined. */
function covered(words: readonly Word[], axis: 0 | 1, gap: number): Span[] {
	const spans: Span[] = [];
	const sorted = words
		.map(({ box }): Span => ({ from: box[axis], to: box[axis + 2] ?? 0 }))
		.toSorted((a, b) => a.from - b.from);
	for (const span of sorted) {
		const last = spans.at(-1);
		if (last === undefined || span.from - last.to > gap) spans.push(span);
		else spans[spans.length - 1] = { from: last.from, to: Math.max(last.to, span.to) };
	}
	return spans;
}

function wordsIn(words: readonly Word[], span: Span | undefined): Word[] {
	if (span === undefined) return [];
	return words.filter(({ box }) => {
		const middle = (box[1] + box[3]) / 2;
		return middle >= span.from && middle <= span.to;
	});
}

/** The rows from top to bottom, by the gaps between them; blank ones between those too. */
function findBands(words: readonly Word[], rowGap: number, height: number): Span[] {
	const spans = covered(words, 1, rowGap);
	const gaps = spans.slice(1).map(({ from }, index) => from - (spans[index]?.to ?? from));
	const usual = median(gaps);
	return spans.flatMap((span, index): Span[] => {
		// A row without any text leaves a gap of its own height and one more gap.
		const gap = gaps[index - 1] ?? usual;
		const blank = Math.max(0, Math.round((gap - usual) / (height + usual)));
		const rows = Array.from({ length: blank }, (_, place): Span => {
			const middle = span.from - (gap * (place + 1)) / (blank + 1);
			return { from: middle - 1, to: middle + 1 };
		});
		return [...rows, span];
	});
}

/**
 * Left sides of the columns and the table's right side. What has no heading belongs to the nearer
 * column, and beside the names of debts it is their amounts, however far to the right they stand.
 */
function findColumns(
	section: Section,
	words: readonly Word[],
	headings: readonly Word[],
	height: number,
): number[] {
	const spans = covered(words, 0, GUTTER * height);
	const columns: (Span & { readonly heading: string })[] = [];
	spans.forEach(({ from, to }, index) => {
		const last = columns.at(-1);
		const heading = headings
			.filter(({ box }) => (box[0] + box[2]) / 2 >= from && (box[0] + box[2]) / 2 <= to)
			.map(({ text }) => text)
			.join(' ');
		const toLast = from - (spans[index - 1]?.to ?? -Infinity);
		const toNext = (spans[index + 1]?.from ?? Infinity) - to;
		const isBesideDebts =
			section.table === 'loan_details' &&
			roleOfHeading(section, last?.heading ?? '') === DEBTS_CELL;
		const begins = heading !== '' || (toNext < toLast && !isBesideDebts);
		if (last === undefined || (begins && last.heading !== '')) columns.push({ from, to, heading });
		else columns[columns.length - 1] = { from: last.from, to, heading: last.heading + heading };
	});
	const cuts = columns.slice(1).map(({ from }, index) => (from + (columns[index]?.to ?? from)) / 2);
	return [(columns[0]?.from ?? 0) - 1, ...cuts, (columns.at(-1)?.to ?? 0) + 1];
}

function toGrid(
	section: Section,
	words: readonly Word[],
	xs: readonly number[],
	bands: readonly Span[],
	{ rowGap, hasHeading }: { rowGap: number; hasHeading: boolean },
): Grid {
	const ofColumn = xs.slice(1).map((right, column) =>
		words.filter(({ box }) => {
			const middle = (box[0] + box[2]) / 2;
			return middle >= (xs[column] ?? 0) && middle < right;
		}),
	);
	const rows = splitMerged(section, ofColumn, bands, { rowGap, hasHeading });
	const cells = rows.flatMap((row, index) =>
		ofColumn.map((own, column): GridCell => {
			const lines = toLines(row.wordsOf(own, column));
			const [left = 0, right = 0] = [xs[column], xs[column + 1]];
			const box: Box = [left, row.band.from, right, row.band.to];
			const place = { row: index, column, rowSpan: 1, columnSpan: 1 };
			return { ...place, box, lines, hasInk: lines.length > 0 };
		}),
	);
	const ys = words.map(({ box }) => box);
	const box: Box = [
		xs[0] ?? 0,
		Math.min(...ys.map(([, top]) => top)),
		xs.at(-1) ?? 0,
		Math.max(...ys.map(([, , , bottom]) => bottom)),
	];
	return { kind: 'aligned', box, rows: rows.length, columns: xs.length - 1, cells };
}

interface LooseRow {
	readonly band: Span;
	readonly wordsOf: (own: readonly Word[], column: number) => Word[];
}

/**
 * The rows of the table. A cell that is merged over several rows stands in their middle and hides
 * the gap between them: then the columns that are never merged tell the rows, and a merged text
 * belongs to the first row of those that it is the middle of.
 */
function splitMerged(
	section: Section,
	ofColumn: readonly (readonly Word[])[],
	bands: readonly Span[],
	{ rowGap, hasHeading }: { rowGap: number; hasHeading: boolean },
): LooseRow[] {
	const plain = bands.map((band): LooseRow => ({ band, wordsOf: (own) => wordsIn(own, band) }));
	if (section.table !== 'bad_debt') return plain;
	const [heading] = hasHeading ? bands : [];
	const isKey = ofColumn.map((own) => {
		const text = wordsIn(own, heading).map((word) => word.text);
		const role = roleOfHeading(section, text.join(' '));
		return typeof role === 'number' && section.keys.includes(role);
	});
	return plain.flatMap((row, index) => {
		if (row.band === heading && index === 0) return [row];
		const keys = ofColumn.filter((_, column) => isKey[column]).flat();
		const own = covered(wordsIn(keys, row.band), 1, rowGap);
		if (own.length < 2) return [row];
		return own.map((band): LooseRow => ({
			band,
			wordsOf: (words, column) => {
				const here = wordsIn(words, row.band);
				if (isKey[column] === true) return wordsIn(here, band);
				return mergedTexts(here, own, rowGap).get(band) ?? [];
			},
		}));
	});
}

/** Merged texts by the first of the rows that they are the middle of. */
function mergedTexts(
	words: readonly Word[],
	rows: readonly Span[],
	rowGap: number,
): Map<Span, Word[]> {
	const texts = covered(words, 1, rowGap);
	const merged = new Map<Span, Word[]>();
	let first = 0;
	for (const text of texts) {
		const start = rows[first];
		if (start === undefined) break;
		const middle = (text.from + text.to) / 2;
		const distances = rows.slice(first).map(({ to }) => Math.abs((start.from + to) / 2 - middle));
		const last = first + distances.indexOf(Math.min(...distances));
		merged.set(start, wordsIn(words, text));
		first = last + 1;
	}
	return merged;
}
