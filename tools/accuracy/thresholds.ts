import { SURE } from '../judge/judgeReport.ts';
import { markdownTable } from '../reference/markdownTable.ts';
import { listValues } from './figures.ts';
import { counted, percent } from './format.ts';
import type { MeasuredDocument } from './measure.ts';

const THRESHOLDS = [0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.93, 0.95, 0.97, 0.99];

/** What a threshold costs and what it lets through. */
export interface ThresholdPoint {
	readonly threshold: number;
	/** Values that were read, and those of them that are less sure. */
	readonly values: number;
	readonly review: number;
	/** Wrong ones among them, and those of them that are at least as sure. */
	readonly wrong: number;
	readonly passing: number;
}

/** For each threshold: how many values go to a person, and how many wrong ones pass. */
export function toThresholds(documents: readonly MeasuredDocument[]): ThresholdPoint[] {
	const values = listValues(documents).filter(({ read }) => read !== '');
	const wrong = values.filter(({ verdict }) => verdict !== 'exact');
	return THRESHOLDS.map((threshold) => ({
		threshold,
		values: values.length,
		review: values.filter(({ confidence }) => confidence < threshold).length,
		wrong: wrong.length,
		passing: wrong.filter(({ confidence }) => confidence >= threshold).length,
	}));
}

/** The thresholds as a table. */
export const printThresholds = (points: readonly ThresholdPoint[]): string =>
	markdownTable(
		['Minimum Confidence', 'Values for review', 'Wrong values that pass'],
		points.map(({ threshold, values, review, wrong, passing }) => [
			threshold === SURE ? `${threshold} (default)` : String(threshold),
			percent(review / values),
			counted(passing, wrong),
		]),
	);

/** `held` wrong values for `looks` looks. */
const priced = (held: number, looks: number): string =>
	held === 0
		? `hold back no wrong value more for ${looks} more looks`
		: `hold back ${held} more for ${looks} more looks, ${(looks / held).toFixed(0)} a piece`;

/** What the figures say for and against the default, and how to choose another. */
export function explainThreshold(points: readonly ThresholdPoint[]): string {
	const at = points.findIndex(({ threshold }) => threshold === SURE);
	const [lower, own, higher] = [points[at - 1], points[at], points[at + 1]];
	if (!lower || !own || !higher) throw new Error('The default is not among the thresholds');
	if (own.wrong === 0)
		return 'Nothing was read wrong, so these figures say nothing for or against any threshold.';
	const fromLower = priced(lower.passing - own.passing, own.review - lower.review);
	const toHigher = priced(own.passing - higher.passing, higher.review - own.review);
	const verdict =
		lower.passing > own.passing
			? `Below ${SURE} more wrong values pass, so the default is not lower.`
			: `No wrong value lies between ${lower.threshold} and ${SURE}: these figures would bear a default of ${lower.threshold}.`;
	return `At ${SURE}, ${own.passing} of ${own.wrong} wrong values pass, and a person looks at ${own.review} of ${own.values}. Against ${lower.threshold}, it would ${fromLower}; ${higher.threshold} would ${toHigher}. ${verdict}`;
}

const WIDTH = 640;
const HEIGHT = 320;
const MARGIN = 50;

const toX = (threshold: number): number =>
	MARGIN + ((threshold - 0.5) / 0.5) * (WIDTH - 2 * MARGIN);
const toY = (share: number): number => HEIGHT - MARGIN - share * (HEIGHT - 2 * MARGIN);

const text = (left: number, top: number, label: string, more = ''): string =>
	`<text x="${left}" y="${top}" font-size="12" font-family="sans-serif"${more}>${label}</text>`;

function curve(
	points: readonly ThresholdPoint[],
	color: string,
	shareOf: (point: ThresholdPoint) => number,
): string {
	const places = points.map(
		(point) => `${toX(point.threshold).toFixed(1)},${toY(shareOf(point)).toFixed(1)}`,
	);
	return `<polyline fill="none" stroke="${color}" stroke-width="2" points="${places.join(' ')}"/>`;
}

/** The thresholds as a chart (SVG). */
export function drawThresholds(points: readonly ThresholdPoint[]): string {
	const grid = [0, 0.25, 0.5, 0.75, 1].map(
		(share) =>
			`<line x1="${MARGIN}" x2="${WIDTH - MARGIN}" y1="${toY(share)}" y2="${toY(share)}" stroke="#ddd"/>${text(8, toY(share) + 4, `${share * 100} %`)}`,
	);
	const ticks = [0.5, 0.6, 0.7, 0.8, 0.9, 1].map((threshold) =>
		text(toX(threshold), HEIGHT - MARGIN + 18, String(threshold), ' text-anchor="middle"'),
	);
	return [
		`<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}">`,
		`<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>`,
		...grid,
		...ticks,
		curve(points, '#1f6feb', ({ review, values }) => review / Math.max(1, values)),
		curve(points, '#d1242f', ({ passing, wrong }) => passing / Math.max(1, wrong)),
		text(MARGIN, 20, 'values that go to review', ' fill="#1f6feb"'),
		text(MARGIN + 200, 20, 'wrong values that pass', ' fill="#d1242f"'),
		text(WIDTH / 2, HEIGHT - 12, 'Minimum Confidence', ' text-anchor="middle"'),
		'</svg>',
		'',
	].join('\n');
}
