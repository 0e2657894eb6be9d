import { markdownTable } from '../reference/markdownTable.ts';
import type { ConditionFigures } from './figures.ts';
import { counted, percent } from './format.ts';
import type { PlantedFigures } from './plants.ts';

/** Something that is asked of the reader or the node, and what was measured. */
export interface Bound {
	/** Where and what, such as "scan300: exact". */
	readonly what: string;
	/** As it is asked, such as "≥ 98 %". */
	readonly asked: string;
	readonly measured: string;
	readonly isReached: boolean;
}

/** What is asked in one condition; shares of 0..1, seconds of a page. */
interface Asked {
	readonly exact: number;
	readonly sureButWrong: number;
	readonly flagged: number;
	readonly seconds: number;
}

/** A bound as it is asked for; 0.003 is 0.3 %. */
const askedShare = (share: number): string => `${Number((share * 100).toFixed(2))} %`;

const PHOTO: Asked = { exact: 0.95, sureButWrong: 0.01, flagged: 0.2, seconds: 4 };

const ASKED: Readonly<Record<string, Asked>> = {
	digital: { exact: 1, sureButWrong: 0, flagged: 0.2, seconds: 0.2 },
	scan300: { exact: 0.98, sureButWrong: 0.003, flagged: 0.1, seconds: 3 },
	scan200: { exact: 0.96, sureButWrong: 0.005, flagged: 0.2, seconds: 3 },
	photoDay: PHOTO,
	photoLamp: PHOTO,
};

/** Unmarked misreadings, one at a time, by the node's own checks and with a second reading. */
const PLANTS_UNMARKED = 0.22;
const PLANTS_UNMARKED_WITH_SECOND = 0.01;

const atMost = (what: string, hits: number, all: number, most: number): Bound => ({
	what,
	asked: most === 0 ? '0' : `≤ ${askedShare(most)}`,
	measured: most === 0 ? counted(hits, all) : `${percent(hits / all)} (${hits} of ${all})`,
	// A share of nothing is NaN, and proves nothing.
	isReached: hits / all <= most,
});

function toConditionBounds({ condition, reply, secondsPerPage }: ConditionFigures): Bound[] {
	const asked = ASKED[condition];
	if (!asked) return [];
	const { printed, exact, exactButUnsure, sureButWrong } = reply;
	return [
		{
			what: `${condition}: values exact in the reply`,
			asked: asked.exact === 1 ? '100 %' : `≥ ${askedShare(asked.exact)}`,
			measured: `${percent(exact / printed)} (${exact} of ${printed})`,
			isReached: exact / printed >= asked.exact,
		},
		atMost(`${condition}: wrong but sure in the reply`, sureButWrong, printed, asked.sureButWrong),
		atMost(`${condition}: exact but unsure in the reply`, exactButUnsure, exact, asked.flagged),
		{
			what: `${condition}: seconds per page`,
			asked: `≤ ${asked.seconds}`,
			measured: secondsPerPage.toFixed(2),
			isReached: secondsPerPage <= asked.seconds,
		},
	];
}

const toItemBounds = ({ condition, items: { money } }: ConditionFigures): Bound[] => [
	atMost(`${condition}: wrong and unmarked amounts, dates, groups`, money.wrong, money.values, 0),
	atMost(
		`${condition}: amounts, dates, groups missing without a note`,
		money.missing,
		money.values,
		0,
	),
];

function toPlantBounds({ plants, markedCleanReports, cleanReports }: PlantedFigures): Bound[] {
	const unmarked = plants.filter(({ isUnmarked }) => isUnmarked).length;
	const withSecond = plants.filter(({ isUnmarkedWithSecond }) => isUnmarkedWithSecond).length;
	const all = plants.length;
	return [
		atMost('planted misreadings that are unmarked', unmarked, all, PLANTS_UNMARKED),
		atMost('the same with a second reading', withSecond, all, PLANTS_UNMARKED_WITH_SECOND),
		atMost('true reports that are marked', markedCleanReports, cleanReports, 0),
	];
}

/** Holds the figures against what is asked of them; a condition that was not measured is left out. */
export const toBounds = (
	conditions: readonly ConditionFigures[],
	plants: PlantedFigures | null,
): Bound[] => [
	...conditions.flatMap(toConditionBounds),
	...conditions.flatMap(toItemBounds),
	...(plants ? toPlantBounds(plants) : []),
];

const toBoundTable = (bounds: readonly Bound[]): string =>
	bounds.length === 0
		? 'Nothing.'
		: markdownTable(
				['What', 'Asked', 'Measured'],
				bounds.map(({ what, asked, measured }) => [what, asked, measured]),
			);

/** What is not reached, and then what is; each with its figure. */
export const printBounds = (bounds: readonly Bound[]): string =>
	[
		'## What is not reached',
		toBoundTable(bounds.filter(({ isReached }) => !isReached)),
		'## What is reached',
		toBoundTable(bounds.filter(({ isReached }) => isReached)),
	].join('\n\n');
