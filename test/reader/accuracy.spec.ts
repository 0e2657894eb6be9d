import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { runJudge } from '../../tools/judge/runJudge.ts';
import type { JudgedDocument } from '../../tools/judge/runJudge.ts';
import { startReader } from '../../tools/judge/startReader.ts';
import type { Server } from '../../tools/judge/startReader.ts';
import { tally } from '../../tools/judge/tally.ts';

let reader: Server;

beforeAll(async () => {
	reader = await startReader();
});

afterAll(async () => {
	await reader.stop();
});

async function judge(
	condition: string,
	layouts: readonly string[],
	seeds: readonly number[],
): Promise<JudgedDocument[]> {
	const documents: JudgedDocument[] = [];
	for await (const each of runJudge({ seeds, layouts, conditions: [condition] }, reader)) {
		documents.push(each);
	}
	return documents;
}

/**
 * Judging seeds, so nothing was tuned on them, but few: the bounds are wider than the reader's own
 * figures, so that a change for the worse fails and luck does not.
 */
describe('The reader, on documents nobody has tuned it on', () => {
	it('reads digital reports of several layouts without a fault', async () => {
		const documents = await judge(
			'digital',
			['today', 'oldHeadings', 'oneColumn', 'clean'],
			[1901],
		);
		const faults = documents.flatMap(({ name, judgement }) =>
			judgement.values
				.filter(({ verdict }) => verdict !== 'exact')
				.map(({ place, verdict }) => `${name} ${place} ${verdict}`),
		);
		expect(documents.map(({ refusal }) => refusal)).toEqual([null, null, null, null]);
		expect(faults).toEqual([]);
	}, 120_000);

	it.each([
		['scan300', 0.95],
		['scan200', 0.93],
		['photoDay', 0.9],
	])(
		'reads a %s almost wholly and is hardly ever sure of what is wrong',
		async (condition, least) => {
			const [document] = await judge(condition, ['short'], [1902]);
			if (!document) throw new Error('Nothing was judged');
			const { values, tables } = document.judgement;
			const counts = tally(values, tables);
			const sureFigures = values.filter(
				({ kind, verdict, confidence }) =>
					['amount', 'date', 'group'].includes(kind) && verdict === 'wrong' && confidence >= 0.85,
			);
			expect(document.refusal).toBeNull();
			expect(counts.printed).toBeGreaterThan(40);
			expect(counts.exact / counts.printed).toBeGreaterThanOrEqual(least);
			expect(counts.sureButWrong / counts.printed).toBeLessThanOrEqual(0.04);
			expect(sureFigures.length).toBeLessThanOrEqual(1);
		},
		240_000,
	);
});
