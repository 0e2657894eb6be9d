import { makePdf } from '../support/makePdf.ts';
import { startRig } from '../support/rig.ts';
import type { Rig, TestDocument } from '../support/rig.ts';

const DOCUMENTS = 200;

const makeDocuments = (count: number): TestDocument[] =>
	Array.from({ length: count }, (_, index) => ({ name: `report-${index}.pdf`, bytes: makePdf() }));

let rig: Rig;

beforeAll(async () => {
	rig = await startRig([
		'--unknown-as',
		'clean-borrower.pdf',
		'--max-in-flight',
		'8',
		'--latency',
		'50',
	]);
});

afterAll(async () => {
	await rig.stop();
});

beforeEach(async () => {
	await rig.sandbox.control('reset');
});

describe('a server that allows 8 calls in flight and answers 429 beyond', () => {
	it.each(['1', '0', null])(
		'gets 200 documents through 16 at a time, each billed once, with Retry-After %s',
		async (overLimitRetryAfter) => {
			await rig.sandbox.control('config', { overLimitRetryAfter });
			const documents = makeDocuments(DOCUMENTS);
			const { outputs, error } = await rig.run({ documents, options: { maxConcurrency: 16 } });
			const stats = await rig.sandbox.stats();
			expect(error).toBeUndefined();
			expect(outputs[0]?.map(({ pairedItem }) => pairedItem)).toEqual(
				documents.map((_document, item) => ({ item })),
			);
			expect(stats.billed).toBe(DOCUMENTS);
			expect(stats.overLimit).toBeGreaterThan(0);
			expect(stats.peakOffered).toBeLessThanOrEqual(16);
		},
		60_000,
	);
});
