import { describe, expect, it } from '@jest/globals';
import { CLEAN, DENSE, inventReport, MIXED, SHORT } from '../../../tools/documents/inventReport.ts';
import { layoutNamed, LAYOUTS } from '../../../tools/documents/layouts/index.ts';
import { makeDocument } from '../../../tools/documents/makeDocument.ts';
import { randomOf } from '../../../tools/documents/random.ts';
import { sum, totalOf } from '../../../tools/documents/reportData.ts';
import { SCALARS, TABLES } from '../../../tools/documents/truth.ts';
import type { TrueReport } from '../../../tools/documents/truth.ts';
import { wordsOfPdf } from './textOfPdf.ts';

const SEEDS = [1, 2];
const quick = LAYOUTS.filter(({ name }) => name !== 'dense');
const cases = LAYOUTS.flatMap((layout) =>
	(layout.name === 'dense' ? [1] : SEEDS).map((seed) => [layout.name, seed, layout] as const),
);

/** Every text of the truth, one entry per place where it is printed. */
function textsOf({ scalars, tables }: TrueReport): string[] {
	const cells = TABLES.flatMap((key) => tables[key].rows.flat());
	const notes = TABLES.flatMap((key) => tables[key].note ?? []);
	return [
		...SCALARS.map((key) => scalars[key]),
		...notes,
		...cells.flatMap((cell) =>
			typeof cell === 'string' ? [cell] : cell.flatMap((debt) => [debt.debt_name, debt.debt]),
		),
	].filter((text) => text !== '');
}

function countWords(texts: readonly string[]): Map<string, number> {
	const counts = new Map<string, number>();
	for (const word of texts.flatMap((text) => text.split(' '))) {
		counts.set(word, (counts.get(word) ?? 0) + 1);
	}
	return counts;
}

describe('An invented report', () => {
	it.each(cases)('prints every value of its truth as often as it says: %s %i', async (...each) => {
		const [, seed, layout] = each;
		const { pdf, truth } = await makeDocument(layout, seed);
		const words = await wordsOfPdf(pdf);
		const printed = countWords(words);
		// A colon follows the names of debts where amounts stand in the same line; kerning may cut
		// a word in two ("P", ".").
		const isPrinted = (word: string, times: number): boolean =>
			(printed.get(word) ?? 0) + (printed.get(`${word}:`) ?? 0) >= times ||
			(word.endsWith('.') && words.join('').includes(word));
		const missing = [...countWords(textsOf(truth))].filter(
			([word, times]) => !isPrinted(word, times),
		);
		expect(missing).toEqual([]);
	});

	it.each(quick.map((layout) => [layout.name, layout] as const))(
		'is the same to the byte with the same seed: %s',
		async (_name, layout) => {
			const [one, again] = [await makeDocument(layout, 5), await makeDocument(layout, 5)];
			expect(one.pdf.equals(again.pdf)).toBe(true);
			expect(one.truth).toEqual(again.truth);
		},
	);

	it('is about somebody else with every seed and in every layout', async () => {
		const documents = [
			await makeDocument(layoutNamed('today'), 7),
			await makeDocument(layoutNamed('today'), 8),
			await makeDocument(layoutNamed('clean'), 7),
		];
		expect(new Set(documents.map(({ truth }) => truth.scalars.cic_code)).size).toBe(3);
	});

	it('has eight pages and more where it is dense, and one where it is short', async () => {
		expect((await makeDocument(layoutNamed('dense'), 4)).pages).toBeGreaterThanOrEqual(8);
		expect((await makeDocument(layoutNamed('short'), 4)).pages).toBe(1);
	});
});

describe('The data of an invented report', () => {
	const all = [MIXED, CLEAN, SHORT, DENSE].flatMap((profile) =>
		[1, 2, 3, 4, 5, 6, 7, 8].map((seed) => inventReport(randomOf(seed, 'data'), profile)),
	);

	it('owes in its newest reported month what its loans and cards say', () => {
		for (const data of all) {
			const newest = data.months.find(({ loans }) => loans !== null);
			expect(newest?.loans ?? 0).toBe(sum(data.loans.map(totalOf)));
			expect(newest?.cards ?? 0).toBe(sum(data.cards.map(({ payable }) => payable)));
		}
	});

	it('lists inquiries newest first, within the year before the report', () => {
		for (const data of all) {
			const days = data.inquiries.map(({ at }) => at.day);
			expect(days).toEqual([...days].sort((one, other) => other - one));
			for (const day of days) {
				expect(day).toBeLessThanOrEqual(data.sentAt.day);
				expect(day).toBeGreaterThan(data.sentAt.day - 365);
			}
		}
	});

	it('signs contracts before they end and before the report', () => {
		for (const { signed, ends, sentAt } of all.flatMap(({ contracts, sentAt }) =>
			contracts.map((contract) => ({ ...contract, sentAt })),
		)) {
			expect(signed).toBeLessThan(ends);
			expect(signed).toBeLessThan(sentAt.day);
		}
	});

	it('gives every lender a code of its form, and one number of three digits per lender', () => {
		for (const data of all) {
			const lenders = [...data.loans, ...data.badDebts, ...data.inquiries].map((row) => row.lender);
			const systems = new Map<string, string>();
			for (const { code, name } of lenders) {
				expect(code).toMatch(/^\d{2}\d{3}(\d{3}|T\d{2})$/);
				expect(systems.get(name) ?? code.slice(2, 5)).toBe(code.slice(2, 5));
				systems.set(name, code.slice(2, 5));
			}
			expect(new Set(systems.values()).size).toBe(systems.size);
		}
	});

	it('is nobody: no province has 000 as the code of its identity numbers', () => {
		for (const data of all) {
			expect(data.idCard).toMatch(/^000(\d{6}|\d{9})$/);
			expect(data.cicCode).toMatch(/^000\d{7}$/);
		}
	});

	it('knows every debt group, codes of card portfolios, tenths and merged lenders', () => {
		const groups = all.flatMap(({ loans }) =>
			loans.flatMap(({ terms }) => terms.flatMap((term) => term.groups)),
		);
		expect(new Set(groups.map(({ group }) => group))).toEqual(new Set([1, 2, 3, 4, 5, 'otherBad']));
		expect(groups.some(({ amount }) => amount % 10 !== 0)).toBe(true);
		expect(all.some(({ loans }) => loans.some(({ lender }) => lender.code[5] === 'T'))).toBe(true);
		expect(
			all.some(({ badDebts }) => badDebts.some(({ occurrences }) => occurrences.length > 1)),
		).toBe(true);
	});
});
