import { VALUE_KINDS } from '../documents/truth.ts';
import { tally } from '../judge/tally.ts';
import { markdownTable } from '../reference/markdownTable.ts';
import {
	byCondition,
	countUnmarked,
	listValues,
	tallyItems,
	toConditionFigures,
	toFigures,
} from './figures.ts';
import type { ConditionFigures, UnmarkedCount } from './figures.ts';
import { bounded, counted, percent } from './format.ts';
import type { MeasuredDocument } from './measure.ts';
import type { PlantedFigures } from './plants.ts';
import type { ReadingFigures, SecondReading } from './secondReadings.ts';

/** A heading and what stands under it. */
type Column<Row> = readonly [heading: string, cell: (row: Row) => string];

const toTable = <Row>(columns: ReadonlyArray<Column<Row>>, rows: readonly Row[]): string =>
	markdownTable(
		columns.map(([heading]) => heading),
		rows.map((row) => columns.map(([, cell]) => cell(row))),
	);

const showWrong = ({ wrong, values }: UnmarkedCount): string => counted(wrong, values);
const showMissing = ({ missing, values }: UnmarkedCount): string => counted(missing, values);

const CONDITION: Column<ConditionFigures> = ['Condition', ({ condition }) => condition];
const EXACT: Column<ConditionFigures> = [
	'Exact',
	({ reply }) => bounded(reply.exact, reply.printed),
];
const SURE_BUT_WRONG: Column<ConditionFigures> = [
	'Wrong but sure',
	({ reply }) => counted(reply.sureButWrong, reply.printed),
];
const UNMARKED_MONEY: Column<ConditionFigures> = [
	'Wrong and unmarked: amounts, dates, groups',
	({ items }) => showWrong(items.money),
];
const SECONDS: Column<ConditionFigures> = [
	's/page',
	({ secondsPerPage }) => (Number.isNaN(secondsPerPage) ? '-' : secondsPerPage.toFixed(2)),
];

const REPLY: ReadonlyArray<Column<ConditionFigures>> = [
	CONDITION,
	['Documents', ({ documents }) => String(documents)],
	['Refused', ({ refused }) => String(refused)],
	['Values', ({ reply }) => String(reply.printed)],
	EXACT,
	SURE_BUT_WRONG,
	['Unsure and wrong', ({ reply }) => String(reply.wrongAndUnsure)],
	['Missing', ({ reply }) => String(reply.missing)],
	['Exact but unsure', ({ reply }) => bounded(reply.exactButUnsure, reply.exact)],
	['Tables exact', ({ reply }) => `${reply.exactTables} of ${reply.tables}`],
	SECONDS,
];

const ITEMS: ReadonlyArray<Column<ConditionFigures>> = [
	CONDITION,
	UNMARKED_MONEY,
	['Other columns', ({ items }) => showWrong(items.others)],
	['Summary figures', ({ items }) => showWrong(items.summary)],
	['Missing without a note: amounts, dates, groups', ({ items }) => showMissing(items.money)],
	['Others missing', ({ items }) => String(items.others.missing + items.summary.missing)],
	[
		'Right, in a row that asks for a person',
		({ items }) => bounded(items.rightButMarked, items.rightInRows),
	],
	[
		'Reports for review',
		({ forReview, documents, refused }) => `${forReview} of ${documents - refused}`,
	],
];

const withAll = (documents: readonly MeasuredDocument[]): ConditionFigures[] => [
	...toConditionFigures(documents),
	toFigures('all', documents),
];

/** How well documents are read, by condition: what stands in the replies. */
export const printReplies = (documents: readonly MeasuredDocument[]): string =>
	toTable(REPLY, withAll(documents));

/** What leaves the node, by condition. */
export const printItems = (documents: readonly MeasuredDocument[]): string =>
	toTable(ITEMS, withAll(documents));

/** The few figures that most people look for. */
export const printShort = (documents: readonly MeasuredDocument[]): string =>
	toTable(
		[CONDITION, EXACT, SURE_BUT_WRONG, UNMARKED_MONEY, SECONDS],
		toConditionFigures(documents),
	);

type Named = readonly [condition: string, documents: readonly MeasuredDocument[]];

const listNamed = (documents: readonly MeasuredDocument[]): Named[] => [
	...byCondition(documents),
	['all', documents],
];

const toKindTable = (
	documents: readonly MeasuredDocument[],
	kinds: readonly string[],
	cell: (kind: string, documents: readonly MeasuredDocument[]) => string,
): string =>
	toTable<Named>(
		[
			['Condition', ([condition]) => condition],
			...kinds.map((kind): Column<Named> => [kind, ([, members]) => cell(kind, members)]),
		],
		listNamed(documents),
	);

/** By condition and kind of value: how many are exact, and how many wrong but sure. */
export const printReplyKinds = (documents: readonly MeasuredDocument[]): string =>
	toKindTable(documents, VALUE_KINDS, (kind, members) => {
		const { printed, exact, sureButWrong } = tally(
			listValues(members).filter((value) => value.kind === kind),
			[],
		);
		if (printed === 0) return '-';
		return `${percent(exact / printed)}; ${counted(sureButWrong, printed)}`;
	});

/** By condition and kind of value: how many leave the node wrong and unmarked. */
export const printItemKinds = (documents: readonly MeasuredDocument[]): string =>
	toKindTable(documents, [...VALUE_KINDS, 'figure'], (kind, members) =>
		showWrong(
			countUnmarked(members.flatMap(({ items }) => items.filter((value) => value.kind === kind))),
		),
	);

interface ReadingRow {
	readonly name: string;
	readonly reports: number;
	readonly of: readonly ReadingFigures[];
}

const toReadingRows = ([name, readings]: [string, readonly SecondReading[]]): ReadingRow[] => {
	const [first = '', second = ''] = name.split(' ');
	return [
		{ name: `${first} alone`, reports: readings.length, of: readings.map(({ alone }) => alone) },
		{
			name: `${first} with ${second}`,
			reports: readings.length,
			of: readings.map(({ beside }) => beside),
		},
	];
};

const itemsOf = ({ of }: ReadingRow) => tallyItems(of.flatMap(({ items }) => items));

const READINGS: ReadonlyArray<Column<ReadingRow>> = [
	['Reading', ({ name }) => name],
	['Reports', ({ reports }) => String(reports)],
	['Wrong and unmarked: amounts, dates, groups', (row) => showWrong(itemsOf(row).money)],
	['Other columns', (row) => showWrong(itemsOf(row).others)],
	['Summary figures', (row) => showWrong(itemsOf(row).summary)],
	[
		'Right, in a row that asks for a person',
		(row) => bounded(itemsOf(row).rightButMarked, itemsOf(row).rightInRows),
	],
	[
		'Places to look at, per report',
		({ of, reports }) => (of.reduce((sum, { looks }) => sum + looks, 0) / reports).toFixed(1),
	],
];

/** What a second reading of the same report changes. */
export const printSecondReadings = (readings: readonly SecondReading[]): string =>
	toTable(
		READINGS,
		[...Map.groupBy(readings, ({ first, second }) => `${first} ${second}`)].flatMap(toReadingRows),
	);

type PlantRow = readonly [column: string, plants: PlantedFigures['plants']];

/** One planted misreading at a time, by column. */
export function printPlants({ plants, markedCleanReports, cleanReports }: PlantedFigures): string {
	const share = (members: PlantRow[1], is: (plant: PlantRow[1][number]) => boolean): string =>
		bounded(members.filter(is).length, members.length);
	const table = toTable<PlantRow>(
		[
			['Column', ([column]) => column],
			['Misreadings', ([, members]) => String(members.length)],
			['Unmarked', ([, members]) => share(members, ({ isUnmarked }) => isUnmarked)],
			[
				'Unmarked with a second reading',
				([, members]) => share(members, ({ isUnmarkedWithSecond }) => isUnmarkedWithSecond),
			],
		],
		[...Map.groupBy(plants, ({ column }) => column), ['all', plants]],
	);
	return `${table}\n\nTrue reports that are marked all the same: ${markedCleanReports} of ${cleanReports}.`;
}
