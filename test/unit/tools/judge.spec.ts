import { beforeAll, describe, expect, it } from '@jest/globals';
import { layoutNamed } from '../../../tools/documents/layouts/index.ts';
import { makeDocument } from '../../../tools/documents/makeDocument.ts';
import { toReply } from '../../../tools/documents/toReply.ts';
import type { TableKey, TrueCell, TrueReport } from '../../../tools/documents/truth.ts';
import { judgeReport } from '../../../tools/judge/judgeReport.ts';
import type { JudgedValue } from '../../../tools/judge/judgeReport.ts';
import { parseReply } from '../../../tools/judge/parseReply.ts';
import type { ReadReport } from '../../../tools/judge/parseReply.ts';
import { shareOf, tally } from '../../../tools/judge/tally.ts';
import type { Tally } from '../../../tools/judge/tally.ts';

let truth: TrueReport;

beforeAll(async () => {
	({ truth } = await makeDocument(layoutNamed('today'), 1));
});

function asRead(report: TrueReport, confidence = 0.97): ReadReport {
	const parsed = parseReply(JSON.parse(JSON.stringify(toReply(report, confidence))));
	if (parsed.kind !== 'read') throw new Error(parsed.message);
	return parsed.report;
}

/** The truth with other rows in one of its tables. */
function withRows(
	key: TableKey,
	change: (rows: readonly (readonly TrueCell[])[]) => readonly (readonly TrueCell[])[],
): TrueReport {
	const rows = change(truth.tables[key].rows);
	return { ...truth, tables: { ...truth.tables, [key]: { rows, note: null } } };
}

function count(read: ReadReport): Tally {
	const { values, tables } = judgeReport(truth, read);
	return tally(values, tables);
}

function faults(read: ReadReport): JudgedValue[] {
	return judgeReport(truth, read).values.filter(({ verdict }) => verdict !== 'exact');
}

describe('The judge', () => {
	it('finds nothing wrong in the truth itself', () => {
		const counts = count(asRead(truth));
		expect(counts.printed).toBeGreaterThan(100);
		expect(counts).toMatchObject({
			exact: counts.printed,
			sureButWrong: 0,
			wrongAndUnsure: 0,
			missing: 0,
			exactButUnsure: 0,
			exactTables: counts.tables,
		});
	});

	it('counts every right value that is unsure', () => {
		const counts = count(asRead(truth, 0.84));
		expect(counts.exactButUnsure).toBe(counts.printed);
	});

	it('takes 0.85 for sure', () => {
		expect(count(asRead(truth, 0.85)).exactButUnsure).toBe(0);
	});

	it('counts all as missing where nothing was read', () => {
		const { values, tables } = judgeReport(truth, null);
		const counts = tally(values, tables);
		expect(counts).toMatchObject({ exact: 0, missing: counts.printed, exactTables: 0 });
	});

	it.each([
		['sure', 0.9, { sureButWrong: 1, wrongAndUnsure: 0 }],
		['unsure', 0.6, { sureButWrong: 0, wrongAndUnsure: 1 }],
	])(
		'counts one wrong amount, %s of it, as that and nothing else',
		(_how, confidence, expected) => {
			const wrong = withRows('outstanding_loans', (rows) =>
				rows.map((row, index) => (index === 3 ? ['51.725', ...row.slice(1)] : row)),
			);
			const counts = count(asRead(wrong, confidence));
			expect(counts).toMatchObject({ ...expected, missing: 0, invented: 0 });
			expect(counts.exact).toBe(counts.printed - 1);
			expect(counts.exactTables).toBe(counts.tables - 1);
		},
	);

	it('keeps the other rows right when one is missing', () => {
		const without = withRows('outstanding_loans', (rows) => rows.filter((_, row) => row !== 4));
		expect(faults(asRead(without)).map(({ place, verdict }) => [place, verdict])).toEqual([
			['outstanding_loans.5.0', 'missing'],
			['outstanding_loans.5.1', 'missing'],
			['outstanding_loans.5.2', 'missing'],
		]);
	});

	it('counts every cell of an invented row', () => {
		const more = withRows('credit_contract', (rows) => [['01/01/2001', '02/02/2002'], ...rows]);
		expect(faults(asRead(more)).map(({ verdict, read }) => [verdict, read])).toEqual([
			['invented', '01/01/2001'],
			['invented', '02/02/2002'],
		]);
	});

	it('finds a debt line that is missing in the middle of a lender', () => {
		const without = withRows('loan_details', (rows) =>
			rows.map((row, index) =>
				row.map((cell) => (index === 1 && typeof cell !== 'string' ? cell.toSpliced(1, 1) : cell)),
			),
		);
		expect(
			faults(asRead(without)).map(({ place, verdict, kind }) => [place, verdict, kind]),
		).toEqual([
			['loan_details.2.3.2.name', 'missing', 'name'],
			['loan_details.2.3.2.amount', 'missing', 'amount'],
		]);
	});

	it('names the kind of what is wrong', () => {
		const wrong = withRows('bad_debt', (rows) =>
			rows.map(([day = '', group = '', ...rest], index) =>
				index === 0 ? ['01/02/2003', '9', ...rest] : [day, group, ...rest],
			),
		);
		expect(faults(asRead(wrong)).map(({ kind }) => kind)).toEqual(['date', 'group']);
	});

	it('takes a value in the place of a blank for invented', () => {
		const blank = { ...truth, scalars: { ...truth.scalars, credit_score: '' } };
		const { values } = judgeReport(blank, asRead(truth));
		expect(values.filter(({ verdict }) => verdict !== 'exact')).toMatchObject([
			{ place: 'credit_score', verdict: 'invented' },
		]);
	});

	it('does not mind decomposed letters and wide spaces', () => {
		const address = truth.scalars.address.normalize('NFD').replaceAll(' ', '\u00a0 ');
		const read = asRead({ ...truth, scalars: { ...truth.scalars, address } });
		expect(faults(read)).toEqual([]);
	});

	it('minds a comma in the place of a dot', () => {
		const wrong = withRows('outstanding_loans', (rows) =>
			rows.map((row, index) => (index === 5 ? ['1,234', ...row.slice(1)] : row)),
		);
		const right = withRows('outstanding_loans', (rows) =>
			rows.map((row, index) => (index === 5 ? ['1.234', ...row.slice(1)] : row)),
		);
		const { values } = judgeReport(right, asRead(wrong));
		expect(values.filter(({ verdict }) => verdict !== 'exact')).toMatchObject([
			{ printed: '1.234', read: '1,234', verdict: 'wrong' },
		]);
	});

	it('ignores blank rows, and blank cells on both sides', () => {
		const blank = ['', '', '', [], ''];
		const more = withRows('loan_details', (rows) => [blank, ...rows, blank]);
		expect(faults(asRead(more))).toEqual([]);
	});

	it('takes the sentence in place of a table as no row and as a row', () => {
		const note = 'Không phát sinh nợ quá hạn';
		const clean = { ...truth, tables: { ...truth.tables, bad_debt: { rows: [], note } } };
		const row = { ...truth, tables: { ...truth.tables, bad_debt: { rows: [[note]], note: null } } };
		const isFault = ({ verdict }: JudgedValue): boolean => verdict !== 'exact';
		expect(judgeReport(clean, asRead(clean)).values.filter(isFault)).toEqual([]);
		expect(judgeReport(clean, asRead(row)).values.filter(isFault)).toEqual([]);
		const other = {
			...truth,
			tables: { ...truth.tables, bad_debt: { rows: [['Có']], note: null } },
		};
		expect(judgeReport(clean, asRead(other)).values.filter(isFault)).toHaveLength(1);
	});
});

describe('A share', () => {
	it('of none out of 500 may still be 0.76 %', () => {
		expect(shareOf(0, 500).high).toBeCloseTo(0.00763, 4);
		expect(shareOf(0, 500).low).toBe(0);
	});

	it('of 8 out of 10 lies between 49 % and 94 %', () => {
		const { low, high } = shareOf(8, 10);
		expect(low).toBeCloseTo(0.49, 2);
		expect(high).toBeCloseTo(0.943, 2);
	});

	it('of nothing is not known', () => {
		expect(shareOf(0, 0)).toEqual({ share: Number.NaN, low: 0, high: 1 });
	});
});
