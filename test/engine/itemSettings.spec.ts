import type { INodeParameters, OnError } from 'n8n-workflow';
import type { RunResult } from '../support/engine.ts';
import { useEngineAndSandbox } from '../support/engineAndSandbox.ts';
import { INPUTS, sampleHash } from '../support/sampleDocuments.ts';
import type { SampleName } from '../support/sampleDocuments.ts';

const running = useEngineAndSandbox();

const DOCUMENTS = ['clean-borrower.pdf', 'bad-debt.pdf'] as const;
const [FIRST, SECOND] = DOCUMENTS;

/** Runs two items whose options may ask for the item by `$itemIndex`. */
async function runBoth(
	options: INodeParameters,
	onError: OnError = 'continueRegularOutput',
): Promise<RunResult> {
	return await running.engine.run({
		credential: running.sandbox.credential,
		items: await Promise.all(DOCUMENTS.map((name) => INPUTS.binary.toItem(running, name))),
		onError,
		parameters: { options },
	});
}

/** What the server saw of each document's calls. */
async function seenBy(key: string): Promise<Record<SampleName, unknown[]>> {
	const { log } = await running.sandbox.stats();
	const values = (name: SampleName): unknown[] =>
		log
			.filter(({ sha256 }: { sha256: string }) => sha256 === sampleHash(name))
			.map((call: Record<string, unknown>) => call[key]);
	return Object.fromEntries(DOCUMENTS.map((name) => [name, values(name)])) as Record<
		SampleName,
		unknown[]
	>;
}

const outcomes = ({ json }: RunResult): unknown[] =>
	json.map((item) => item['error'] ?? item['document_name']);

describe('each item gets its own', () => {
	it('images: the server is asked for those of one document alone', async () => {
		const { outputs } = await runBoth({ includeImages: '={{ $itemIndex === 1 }}' });
		expect(await seenBy('getThumb')).toEqual({ [FIRST]: ['false'], [SECOND]: ['true'] });
		expect(outputs[0]?.map(({ binary }) => Object.keys(binary ?? {}).includes('page_1'))).toEqual([
			false,
			true,
		]);
	});

	it('timeout', async () => {
		await running.sandbox.control('faults', [{ name: 'slow', delayMs: 3_000, times: null }]);
		const ran = await runBoth({ timeout: '={{ $itemIndex === 0 ? 1 : 60 }}' });
		expect(outcomes(ran)).toEqual([
			'No answer for "clean-borrower.pdf": it did not come within the timeout',
			SECOND,
		]);
	});

	it('retries', async () => {
		await running.sandbox.control('faults', [{ name: 'http-503', retryAfter: '0', times: null }]);
		await runBoth({ maxRetries: '={{ $itemIndex === 0 ? 0 : 2 }}' });
		expect(await seenBy('status')).toEqual({ [FIRST]: [503], [SECOND]: [503, 503, 503] });
	});

	it('leave to send again what may have been billed', async () => {
		const faults = DOCUMENTS.map((name) => ({
			name: 'reset-before-reply',
			sha256: sampleHash(name),
		}));
		await running.sandbox.control('faults', faults);
		const ran = await runBoth({ retryTimeouts: '={{ $itemIndex === 1 }}' });
		expect(outcomes(ran)).toEqual([
			'No answer for "clean-borrower.pdf": the connection broke off',
			SECOND,
		]);
		expect((await seenBy('nth'))[SECOND]).toHaveLength(2);
	});
});

it.each([false, true])(
	'an answer that stops half-way times out, includeImages %s',
	async (includeImages) => {
		await running.sandbox.control('faults', [{ name: 'hang-mid-body', times: null }]);
		const startedAt = performance.now();
		const { error } = await runBoth({ includeImages, timeout: 1 }, 'stopWorkflow');
		expect(error?.message).toBe(
			'No answer for "clean-borrower.pdf": it did not come within the timeout',
		);
		expect(performance.now() - startedAt).toBeLessThan(10_000);
	},
);
