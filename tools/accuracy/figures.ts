import type { JudgedValue } from '../judge/judgeReport.ts';
import { tally } from '../judge/tally.ts';
import type { Tally } from '../judge/tally.ts';
import type { ItemKind, ItemValue } from './judgeItems.ts';
import type { MeasuredDocument } from './measure.ts';

/** What a lender decides by: none of these may be wrong and unmarked. */
const MONEY: ReadonlySet<ItemKind> = new Set(['amount', 'date', 'group']);

/** Values of the items of one sort, and how many of them nobody is asked to look at. */
export interface UnmarkedCount {
	readonly values: number;
	/** Another value than on the page, or one where the page has none. */
	readonly wrong: number;
	/** On the page, and not in the items. */
	readonly missing: number;
}

/** What leaves the node, and what of it asks for a person. */
export interface ItemFigures {
	readonly money: UnmarkedCount;
	readonly others: UnmarkedCount;
	/** Figures of the summary. */
	readonly summary: UnmarkedCount;
	/** Right values of rows, and those of them whose row asks for a person. */
	readonly rightInRows: number;
	readonly rightButMarked: number;
}

/** What some documents came to. */
export interface ConditionFigures {
	readonly condition: string;
	readonly documents: number;
	readonly refused: number;
	readonly reply: Tally;
	readonly items: ItemFigures;
	readonly forReview: number;
	/** NaN where nothing was read. */
	readonly secondsPerPage: number;
}

/** Counts what is wrong, or missing, in an item that does not ask for a person. */
export function countUnmarked(values: readonly ItemValue[]): UnmarkedCount {
	const unmarked = values.filter(({ isRight, isFlagged }) => !isRight && !isFlagged);
	const missing = unmarked.filter(({ isMissing }) => isMissing).length;
	return { values: values.length, wrong: unmarked.length - missing, missing };
}

/** A column of a row; a record's own field has no table before it. */
const isOfRow = ({ place }: ItemValue): boolean => place.includes('.');

/** Adds the values of items up. */
export function tallyItems(values: readonly ItemValue[]): ItemFigures {
	const of = (is: (kind: ItemKind) => boolean): UnmarkedCount =>
		countUnmarked(values.filter(({ kind }) => is(kind)));
	const right = values.filter((value) => value.isRight && isOfRow(value));
	return {
		money: of((kind) => MONEY.has(kind)),
		others: of((kind) => !MONEY.has(kind) && kind !== 'figure'),
		summary: of((kind) => kind === 'figure'),
		rightInRows: right.length,
		rightButMarked: right.filter(({ isFlagged }) => isFlagged).length,
	};
}

/** All values of the replies. */
export const listValues = (documents: readonly MeasuredDocument[]): JudgedValue[] =>
	documents.flatMap(({ judgement }) => judgement.values);

/** Adds some documents up under a name. */
export function toFigures(
	condition: string,
	documents: readonly MeasuredDocument[],
): ConditionFigures {
	const answered = documents.filter(({ refusal }) => refusal === null);
	const sum = (of: (document: MeasuredDocument) => number): number =>
		answered.reduce((total, document) => total + of(document), 0);
	return {
		condition,
		documents: documents.length,
		refused: documents.length - answered.length,
		reply: tally(
			listValues(documents),
			documents.flatMap(({ judgement }) => judgement.tables),
		),
		items: tallyItems(documents.flatMap(({ items }) => items)),
		forReview: answered.filter(({ isForReview }) => isForReview).length,
		secondsPerPage: sum(({ seconds }) => seconds) / sum(({ pages }) => pages),
	};
}

/** The documents by condition, in the order in which they were measured. */
export const byCondition = (
	documents: readonly MeasuredDocument[],
): Map<string, MeasuredDocument[]> => Map.groupBy(documents, ({ condition }) => condition);

/** The figures of each condition. */
export const toConditionFigures = (documents: readonly MeasuredDocument[]): ConditionFigures[] =>
	[...byCondition(documents)].map(([condition, members]) => toFigures(condition, members));
