import { describe, expect, it } from '@jest/globals';
import { LAYOUTS } from '../../../tools/documents/layouts/index.ts';
import type { Layout } from '../../../tools/documents/layouts/layout.ts';
import { makeDocument } from '../../../tools/documents/makeDocument.ts';
import { sum, totalOf } from '../../../tools/documents/reportData.ts';
import { SCALARS, TABLES } from '../../../tools/documents/truth.ts';
import type { TrueReport } from '../../../tools/documents/truth.ts';
import { wordsOfPdf } from './textOfPdf.ts';

const SEEDS = [1, 2, 3];
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
		const printed = countWords(await wordsOfPdf(pdf));
		// A colon follows the names of debts where amounts stand in the same line.
		const isPrinted = (word: string, times: number): boolean =>
			(printed.get(word) ?? 0) + (printed.get(`${word}:`) ?? 0) >= times;
		const missing = [...countWords(textsOf(truth))].filter(
			([word, times]) => !isPrinted(word, times),
		);
		expect(missing).toEqual([]);
	});

	it.each(LAYOUTS.map((layout) => [layout.name, layout] as const))(
		'is the same to the byte with the same seed: %s',
		async (_name, layout) => {
			const [one, again, other] = await Promise.all([
				makeDocument(layout, 5),
				makeDocument(layout, 5),
				makeDocument(layout, 6),
			]);
			expect(one.pdf.equals(again.pdf)).toBe(true);
			expect(one.truth).toEqual(again.truth);
			expect(one.pdf.equals(other.pdf)).toBe(false);
			expect(one.truth.scalars.id_card).not.toBe(other.truth.scalars.id_card);
		},
	);

	it('says something else in every layout, though the seed is the same', async () => {
		const documents = await Promise.all(quick.map(async (layout) => await makeDocument(layout, 7)));
		const codes = documents.map(({ truth }) => truth.scalars.cic_code);
		expect(new Set(codes).size).toBe(quick.length);
	});

	it('has eight pages and more where it is dense, and one where it is short', async () => {
		const pagesOf = async (name: string): Promise<number> => {
			const layout = LAYOUTS.find((each) => each.name === name);
			return layout ? (await makeDocument(layout, 4)).pages : 0;
		};
		expect(await pagesOf('dense')).toBeGreaterThanOrEqual(8);
		expect(await pagesOf('short')).toBe(1);
	});
});

describe('The data of an invented report', () => {
	const reports = async (): Promise<Awaited<ReturnType<typeof makeDocument>>[]> =>
		await Promise.all(
			quick.flatMap((layout: Layout) =>
				[1, 2, 3, 4].map(async (seed) => await makeDocument(layout, seed)),
			),
		);

	it('owes in its newest reported month what its loans and cards say', async () => {
		for (const { data } of await reports()) {
			const newest = data.months.find(({ loans }) => loans !== null);
			if (newest === undefined) {
				expect(data.loans.length + data.cards.length).toBe(0);
				continue;
			}
			expect(newest.loans).toBe(sum(data.loans.map(totalOf)));
			expect(newest.cards ?? 0).toBe(sum(data.cards.map(({ payable }) => payable)));
		}
	});

	it('lists inquiries newest first, within the year before the report', async () => {
		for (const { data } of await reports()) {
			const days = data.inquiries.map(({ at }) => at.day);
			expect(days).toEqual([...days].sort((one, other) => other - one));
			for (const day of days) {
				expect(day).toBeLessThanOrEqual(data.sentAt.day);
				expect(day).toBeGreaterThan(data.sentAt.day - 365);
			}
		}
	});

	it('signs contracts before they end and before the report', async () => {
		for (const { data } of await reports()) {
			for (const { signed, ends } of data.contracts) {
				expect(signed).toBeLessThan(ends);
				expect(signed).toBeLessThan(data.sentAt.day);
			}
		}
	});

	it('gives every lender a code of its form, and one number of three digits per lender', async () => {
		for (const { data } of await reports()) {
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

	it('is nobody: no province has 000 as the code of its identity numbers', async () => {
		for (const { data } of await reports()) {
			expect(data.idCard).toMatch(/^000(\d{6}|\d{9})$/);
			expect(data.cicCode).toMatch(/^000\d{7}$/);
		}
	});
});
