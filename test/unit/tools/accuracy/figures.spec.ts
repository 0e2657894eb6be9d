import { describe, expect, it } from '@jest/globals';
import { printBounds, toBounds } from '../../../../tools/accuracy/bounds.ts';
import type { ConditionFigures } from '../../../../tools/accuracy/figures.ts';
import { bounded, counted, percent } from '../../../../tools/accuracy/format.ts';
import type { MeasuredDocument } from '../../../../tools/accuracy/measure.ts';
import { createProgress } from '../../../../tools/accuracy/progress.ts';
import { fillReadme } from '../../../../tools/accuracy/save.ts';
import {
	drawThresholds,
	explainThreshold,
	printThresholds,
	toThresholds,
} from '../../../../tools/accuracy/thresholds.ts';
import type { Verdict } from '../../../../tools/judge/judgeReport.ts';
import { layoutNamed } from '../../../../tools/documents/layouts/index.ts';
import { makeDocument } from '../../../../tools/documents/makeDocument.ts';

describe('Shares', () => {
	it.each([
		[1, '100 %'],
		[0, '0 %'],
		[0.99999, '99.99 %'],
		[0.00001, '0.01 %'],
		[0.16154, '16.15 %'],
		[Number.NaN, '-'],
	])('%d is %s', (share, text) => {
		expect(percent(share)).toBe(text);
	});

	it('have the bounds that none of 500 has', () => {
		expect(counted(0, 500)).toBe('0 of 500 (≤ 0.76 %)');
		expect(bounded(495, 500)).toBe('99.00 % (97.68-99.57)');
		expect([counted(0, 0), bounded(0, 0)]).toEqual(['-', '-']);
	});
});

const NO_PLANTS = { plants: [], markedCleanReports: 0, cleanReports: 0 };

/** Of 1000 values in the reply and 1000 amounts, dates and groups in the items. */
function figures(
	condition: string,
	{
		exact = 1000,
		sureButWrong = 0,
		exactButUnsure = 0,
		wrong = 0,
		missing = 0,
		seconds = 0.1,
	} = {},
): ConditionFigures {
	const none = { values: 1000, wrong: 0, missing: 0 };
	return {
		condition,
		documents: 5,
		refused: 0,
		reply: {
			printed: 1000,
			exact,
			sureButWrong,
			wrongAndUnsure: 0,
			missing: 0,
			invented: 0,
			exactButUnsure,
			tables: 10,
			exactTables: 10,
		},
		items: {
			money: { values: 1000, wrong, missing },
			others: none,
			summary: none,
			rightInRows: 1000,
			rightButMarked: 0,
		},
		forReview: 0,
		secondsPerPage: seconds,
	};
}

const missed = (...conditions: ConditionFigures[]): string[] =>
	toBounds(conditions, null)
		.filter(({ isReached }) => !isReached)
		.map(({ what, asked, measured }) => `${what} ${asked}: ${measured}`);

describe('What is asked', () => {
	it.each([
		['digital', {}],
		['scan300', { exact: 980, sureButWrong: 3, exactButUnsure: 98, seconds: 3 }],
		['scan200', { exact: 960, sureButWrong: 5, exactButUnsure: 192, seconds: 3 }],
		['photoDay', { exact: 950, sureButWrong: 10, exactButUnsure: 190, seconds: 4 }],
		['photoLamp', { exact: 950, sureButWrong: 10, exactButUnsure: 190, seconds: 4 }],
	])('is reached at its very border: %s', (condition, figuresOf) => {
		expect(missed(figures(condition, figuresOf))).toEqual([]);
	});

	it.each([
		['digital', { exact: 999, sureButWrong: 1, seconds: 0.3 }],
		['scan300', { exact: 979, sureButWrong: 4, exactButUnsure: 99, seconds: 3.1 }],
		['scan200', { exact: 959, sureButWrong: 6, exactButUnsure: 193, seconds: 3.1 }],
		['photoDay', { exact: 949, sureButWrong: 11, exactButUnsure: 191, seconds: 4.1 }],
		['photoLamp', { exact: 949, sureButWrong: 11, exactButUnsure: 191, seconds: 4.1 }],
	])('is not reached beyond it: %s', (condition, figuresOf) => {
		expect(missed(figures(condition, figuresOf))).toHaveLength(condition === 'digital' ? 3 : 4);
	});

	it('is no wrong and unmarked and no lost amount, date or group in any condition', () => {
		expect(missed(figures('fax', { wrong: 1, missing: 2 }), figures('blur'))).toEqual([
			'fax: wrong and unmarked amounts, dates, groups 0: 1 of 1000 (≤ 0.56 %)',
			'fax: amounts, dates, groups missing without a note 0: 2 of 1000 (≤ 0.73 %)',
		]);
	});

	it('holds for misreadings that were planted', () => {
		const plant = (isUnmarked: boolean, isUnmarkedWithSecond: boolean) => ({
			column: 'cic_code',
			isUnmarked,
			isUnmarkedWithSecond,
		});
		const plants = [
			...Array.from({ length: 23 }, () => plant(true, true)),
			...Array.from({ length: 77 }, () => plant(false, false)),
		];
		const bounds = toBounds([], { plants, markedCleanReports: 1, cleanReports: 9 });
		expect(bounds.map(({ asked, isReached }) => [asked, isReached])).toEqual([
			['≤ 22 %', false],
			['≤ 1 %', false],
			['0', false],
		]);
	});

	it('is not reached where nothing was measured', () => {
		expect(toBounds([], NO_PLANTS).map(({ isReached }) => isReached)).toEqual([
			false,
			false,
			false,
		]);
	});

	it('stands on the page as not reached first', () => {
		const page = printBounds(toBounds([figures('scan300', { exact: 900 })], null));
		const [not, reached] = page.split('## What is reached');
		expect(not).toContain('## What is not reached');
		expect(not).toMatch(
			/scan300: values exact in the reply +\| ≥ 98 % +\| 90\.00 % \(900 of 1000\)/,
		);
		expect(reached).toContain('scan300: seconds per page');
		expect(printBounds([])).toContain('## What is not reached\n\nNothing.');
	});
});

type Read = readonly [verdict: Verdict, confidence: number];

function toDocument(condition: string, values: readonly Read[]): MeasuredDocument {
	return {
		name: `short-7-${condition}`,
		layout: 'short',
		seed: 7,
		condition,
		pages: 1,
		seconds: 2,
		refusal: null,
		reply: {},
		items: [],
		isForReview: false,
		judgement: {
			values: values.map(([verdict, confidence]) => ({
				place: 'address',
				kind: 'name',
				verdict,
				printed: 'printed',
				read: verdict === 'missing' ? '' : 'read',
				confidence,
			})),
			tables: [],
		},
	};
}

const explain = (...values: Read[]): string =>
	explainThreshold(toThresholds([toDocument('fax', values)]));

describe('The threshold', () => {
	it('is counted from what was read, not from what is missing', () => {
		const values: Read[] = [
			['exact', 0.95],
			['exact', 0.6],
			['wrong', 0.82],
			['missing', 0],
		];
		const points = toThresholds([toDocument('fax', values)]);
		expect(points.find(({ threshold }) => threshold === 0.85)).toEqual({
			threshold: 0.85,
			values: 3,
			review: 2,
			wrong: 1,
			passing: 0,
		});
		expect(points.find(({ threshold }) => threshold === 0.8)).toMatchObject({ passing: 1 });
		expect(printThresholds(points)).toContain('0.85 (default)');
	});

	it('is kept where more wrong values pass below it', () => {
		const text = explain(['wrong', 0.82], ['exact', 0.83], ['exact', 0.99], ['wrong', 0.95]);
		expect(text).toContain('At 0.85, 1 of 2 wrong values pass, and a person looks at 2 of 4.');
		expect(text).toContain('hold back 1 more for 2 more looks, 2 a piece');
		expect(text).toContain('0.9 would hold back no wrong value more for 0 more looks');
		expect(text).toContain('Below 0.85 more wrong values pass');
	});

	it('is said to be high where no wrong value lies below it', () => {
		const text = explain(['wrong', 0.3], ['exact', 0.83]);
		expect(text).toContain('these figures would bear a default of 0.8');
		expect(text).not.toContain('more wrong values pass,');
	});

	it('is not argued for by figures without a mistake', () => {
		expect(explain(['exact', 0.9])).toContain('say nothing for or against');
	});

	it('is drawn also where nothing is wrong', () => {
		const drawing = drawThresholds(toThresholds([toDocument('fax', [['exact', 0.9]])]));
		expect(drawing).toMatch(/^<svg .*<\/svg>\n$/s);
		expect(drawing).not.toContain('NaN');
	});
});

it('The README takes the four conditions that most people have, between its marks', () => {
	const documents = ['scan300', 'fax'].map((condition) => toDocument(condition, [['exact', 1]]));
	const result = { documents, secondReadings: [], plants: null, stopped: null, minutes: 1 };
	const readme = 'a\n<!-- accuracy:start -->\nold\n<!-- accuracy:end -->\nb\n';
	const filled = fillReadme(readme, result);
	expect(filled).toMatch(
		/^a\n<!-- accuracy:start -->\n\n\| Condition [^]* \|\n\n<!-- accuracy:end -->\nb\n$/,
	);
	expect(filled).toContain('| scan300 | 100 % (20.65-100.00) | 0 of 1 (≤ 79.35 %) | - | 2.00 |');
	expect(filled).not.toContain('fax');
	expect(() => fillReadme('nothing', result)).toThrow('no place for figures');
});

it('Progress tells how far it is and how long the pages to come will take', async () => {
	const document = await makeDocument(layoutNamed('today'), 7);
	const planned = ['digital', 'scan300', 'scan200'].map((condition) => ({
		name: `today-7-${condition}`,
		layout: 'today',
		seed: 7,
		condition,
		document,
	}));
	let minutes = 0;
	const progress = createProgress(planned, () => minutes * 60_000);
	const lines = planned.map((each, index) => {
		minutes = [0.1, 2.1, 4.1][index] ?? 0;
		return progress(each, 'read');
	});
	expect(lines).toEqual([
		'1 of 3: today-7-digital: read (6 s, about 2 min left)',
		'2 of 3: today-7-scan300: read (2 min, about 2 min left)',
		'3 of 3: today-7-scan200: read (4 min, about 0 s left)',
	]);
});
