import { markdownTable } from 'markdown-table';
import { SURE } from '../judge/judgeReport.ts';
import { shareOf, tally } from '../judge/tally.ts';
import type { ItemKind, ItemValue } from './judgeItems.ts';
import type { MeasuredDocument, PlantedFigures } from './measure.ts';

const percent = (share: number): string =>
	Number.isNaN(share) ? '-' : `${(share * 100).toFixed(share > 0 && share < 0.1 ? 2 : 1)} %`;

/** A count with the upper bound of its share at 95 %: none of 500 is not none at all. */
function counted(hits: number, all: number): string {
	return `${hits} of ${all} (≤ ${percent(shareOf(hits, all).high)})`;
}

const MONEY: ReadonlySet<ItemKind> = new Set(['amount', 'date', 'group']);

const isUnmarked = ({ isRight, isFlagged }: ItemValue): boolean => !isRight && !isFlagged;

function conditionRow(condition: string, documents: readonly MeasuredDocument[]): string[] {
	const counts = tally(
		documents.flatMap(({ judgement }) => judgement.values),
		documents.flatMap(({ judgement }) => judgement.tables),
	);
	const items = documents.flatMap((document) => document.items);
	const money = items.filter(({ kind }) => MONEY.has(kind));
	const figures = items.filter(({ kind }) => kind === 'figure');
	const others = items.filter(({ kind }) => !MONEY.has(kind) && kind !== 'figure');
	const pages = documents.reduce((sum, document) => sum + document.pages, 0);
	const seconds = documents.reduce((sum, document) => sum + document.seconds, 0);
	return [
		condition,
		String(documents.length),
		`${percent(counts.exact / counts.printed)} of ${counts.printed}`,
		`${counts.exactTables} of ${counts.tables}`,
		counted(counts.sureButWrong, counts.printed),
		percent(counts.exactButUnsure / counts.exact),
		counted(money.filter(isUnmarked).length, money.length),
		counted(others.filter(isUnmarked).length, others.length),
		counted(figures.filter(isUnmarked).length, figures.length),
		String(items.filter((value) => value.isMissing && !value.isFlagged).length),
		`${documents.filter(({ isForReview }) => isForReview).length} of ${documents.length}`,
		(seconds / pages).toFixed(2),
	];
}

/** How well documents are read, by condition. */
export function printConditions(documents: readonly MeasuredDocument[]): string {
	const groups = Map.groupBy(documents, ({ condition }) => condition);
	return markdownTable([
		[
			'Condition',
			'Documents',
			'Values exact',
			'Tables exact',
			'Wrong but sure, in the reply',
			'Right but flagged',
			'Wrong and unmarked: amounts, dates, groups',
			'Other columns',
			'Summary figures',
			'Missing without a note',
			'Reports for review',
			's/page',
		],
		...[...groups].map(([condition, members]) => conditionRow(condition, members)),
	]);
}

/** The same by kind of value, over all conditions. */
export function printItemKinds(documents: readonly MeasuredDocument[]): string {
	const groups = Map.groupBy(
		documents.flatMap(({ items }) => items),
		({ kind }) => kind,
	);
	return markdownTable([
		['Kind', 'Values in items', 'Wrong', 'Wrong and unmarked'],
		...[...groups].map(([kind, values]) => [
			kind,
			String(values.length),
			percent(values.filter(({ isRight }) => !isRight).length / values.length),
			counted(values.filter(isUnmarked).length, values.length),
		]),
	]);
}

/** One planted misreading at a time, by column. */
export function printPlants({ plants, markedCleanReports, cleanReports }: PlantedFigures): string {
	const groups = Map.groupBy(plants, ({ column }) => column);
	const row = (name: string, members: PlantedFigures['plants']): string[] => [
		name,
		String(members.length),
		percent(members.filter((plant) => plant.isUnmarked).length / members.length),
		percent(members.filter((plant) => plant.isUnmarkedWithSecond).length / members.length),
	];
	const table = markdownTable([
		['Column', 'Misreadings', 'Unmarked', 'Unmarked with a second reading'],
		...[...groups].map(([column, members]) => row(column, members)),
		row('all', plants),
	]);
	return `${table}\n\nTrue reports that are marked all the same: ${markedCleanReports} of ${cleanReports}.`;
}

const THRESHOLDS = [0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 0.99];

/** What a threshold costs and what it lets through; shares of 0..1. */
interface ThresholdPoint {
	readonly threshold: number;
	/** Of all values read. */
	readonly review: number;
	/** Of the wrong ones, how many are at least as sure. */
	readonly passing: number;
}

/** For each threshold: what share of values goes to a person, and what share of wrong ones passes. */
export function toThresholds(documents: readonly MeasuredDocument[]): ThresholdPoint[] {
	const values = documents
		.flatMap(({ judgement }) => judgement.values)
		.filter(({ read }) => read !== '');
	const wrong = values.filter(({ verdict }) => verdict !== 'exact');
	return THRESHOLDS.map((threshold) => ({
		threshold,
		review: values.filter(({ confidence }) => confidence < threshold).length / values.length,
		passing:
			wrong.length === 0
				? 0
				: wrong.filter(({ confidence }) => confidence >= threshold).length / wrong.length,
	}));
}

/** The thresholds as a table. */
export const printThresholds = (points: readonly ThresholdPoint[]): string =>
	markdownTable([
		['Minimum Confidence', 'Values for review', 'Wrong values that pass'],
		...points.map(({ threshold, review, passing }) => [
			threshold === SURE ? `${threshold} (default)` : String(threshold),
			percent(review),
			percent(passing),
		]),
	]);

const WIDTH = 640;
const HEIGHT = 320;
const MARGIN = 50;

/** The thresholds as a chart (SVG). */
export function drawThresholds(points: readonly ThresholdPoint[]): string {
	const x = (threshold: number): number =>
		MARGIN + ((threshold - 0.5) / 0.5) * (WIDTH - 2 * MARGIN);
	const y = (share: number): number => HEIGHT - MARGIN - share * (HEIGHT - 2 * MARGIN);
	const line = (color: string, of: (point: ThresholdPoint) => number): string =>
		`<polyline fill="none" stroke="${color}" stroke-width="2" points="${points
			.map((point) => `${x(point.threshold).toFixed(1)},${y(of(point)).toFixed(1)}`)
			.join(' ')}"/>`;
	const text = (left: number, top: number, label: string, more = ''): string =>
		`<text x="${left}" y="${top}" font-size="12" font-family="sans-serif"${more}>${label}</text>`;
	const grid = [0, 0.25, 0.5, 0.75, 1].map(
		(share) =>
			`<line x1="${MARGIN}" x2="${WIDTH - MARGIN}" y1="${y(share)}" y2="${y(share)}" stroke="#ddd"/>${text(8, y(share) + 4, `${share * 100} %`)}`,
	);
	const ticks = [0.5, 0.6, 0.7, 0.8, 0.9, 1].map((threshold) =>
		text(x(threshold), HEIGHT - MARGIN + 18, String(threshold), ' text-anchor="middle"'),
	);
	return [
		`<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}">`,
		`<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>`,
		...grid,
		...ticks,
		line('#1f6feb', ({ review }) => review),
		line('#d1242f', ({ passing }) => passing),
		text(MARGIN, 20, 'values that go to review', ' fill="#1f6feb"'),
		text(MARGIN + 200, 20, 'wrong values that pass', ' fill="#d1242f"'),
		text(WIDTH / 2, HEIGHT - 12, 'Minimum Confidence', ' text-anchor="middle"'),
		'</svg>',
		'',
	].join('\n');
}
