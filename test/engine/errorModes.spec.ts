import type { INodeExecutionData } from 'n8n-workflow';
import { useEngineAndSandbox } from '../support/engineAndSandbox.ts';
import { INPUTS, sampleHash } from '../support/sampleDocuments.ts';

const running = useEngineAndSandbox();
/** A clean report, a text that is no document, and a report with bad debt. */
let items: INodeExecutionData[];

beforeAll(async () => {
	items = [
		await INPUTS.binary.toItem(running, 'clean-borrower.pdf'),
		{
			json: { from: 'note.txt' },
			binary: { data: await running.engine.binary(Buffer.from('just a note'), 'note.txt') },
		},
		await INPUTS.binary.toItem(running, 'bad-debt.pdf'),
	];
});

/** The document or the failure that an item is about, and where it came from. */
const summarise = (output: INodeExecutionData[] | undefined) =>
	(output ?? []).map(({ json, pairedItem }) => [
		json['document_name'] ?? json['error'],
		pairedItem,
	]);

const NOT_A_DOCUMENT =
	'Cannot send "note.txt": by its content it is plain text, not a PDF, JPEG or PNG';

describe('On Error: Stop Workflow', () => {
	it('stops before anything is paid, with the item, the document, what happened and what to do', async () => {
		const { outputs, error, status } = await running.engine.run({
			credential: running.sandbox.credential,
			items,
		});
		expect(outputs).toEqual([]);
		expect(status).toBe('error');
		expect(error).toMatchObject({
			message: NOT_A_DOCUMENT,
			description: expect.stringContaining('Send the credit report as a PDF, a JPEG or a PNG.'),
			context: { itemIndex: 1 },
		});
		expect(await running.sandbox.stats()).toMatchObject({ calls: 0 });
	});

	it('names the document that the API refused', async () => {
		const fault = { name: 'error-code-3', sha256: sampleHash('bad-debt.pdf') };
		await running.sandbox.control('faults', [fault]);
		const { error } = await running.engine.run({
			credential: running.sandbox.credential,
			items: [items[0]!, items[2]!],
		});
		expect(error?.message).toContain('The API refused "bad-debt.pdf"');
		expect(error).toMatchObject({ context: { itemIndex: 1 } });
	});
});

describe('On Error: Continue', () => {
	it('puts an error item in the place of the document that failed', async () => {
		const { outputs, error, status } = await running.engine.run({
			credential: running.sandbox.credential,
			items,
			onError: 'continueRegularOutput',
		});
		expect(error).toBeUndefined();
		expect(status).toBe('success');
		expect(summarise(outputs[0])).toEqual([
			['clean-borrower.pdf', { item: 0 }],
			[NOT_A_DOCUMENT, { item: 1 }],
			['bad-debt.pdf', { item: 2 }],
		]);
		expect(Object.keys(outputs[0]![1]!.json)).toEqual(['error', 'message']);
		expect(await running.sandbox.stats()).toMatchObject({ calls: 2, billed: 2 });
	});

	it('puts error items on the first of several outputs', async () => {
		const { outputs } = await running.engine.run({
			credential: running.sandbox.credential,
			items,
			onError: 'continueRegularOutput',
			parameters: { output: 'recordAndRows', options: { reviewOutput: true } },
		});
		expect(outputs).toHaveLength(3);
		expect(summarise(outputs[0])).toEqual([
			['clean-borrower.pdf', { item: 0 }],
			[NOT_A_DOCUMENT, { item: 1 }],
			['bad-debt.pdf', { item: 2 }],
		]);
		expect(outputs[1]!.some(({ json }) => 'error' in json)).toBe(false);
	});
});

describe('On Error: Continue (using error output)', () => {
	it.each([
		[{}, 1],
		[{ output: 'rows' }, 1],
		[{ output: 'raw' }, 1],
		[{ output: 'recordAndRows' }, 2],
		[{ output: 'recordAndRows', options: { reviewOutput: true } }, 3],
	])(
		'%j: the error output comes last and carries the JSON of the input item',
		async (parameters, regular) => {
			const { outputs, error } = await running.engine.run({
				credential: running.sandbox.credential,
				items,
				onError: 'continueErrorOutput',
				parameters,
			});
			expect(error).toBeUndefined();
			expect(outputs).toHaveLength(regular + 1);
			expect(outputs.at(-1)).toEqual([
				{
					json: {
						from: 'note.txt',
						error: NOT_A_DOCUMENT,
						message: expect.stringContaining('Send the credit report as a PDF'),
					},
					pairedItem: { item: 1 },
				},
			]);
			for (const { json } of outputs.slice(0, -1).flat()) expect(json).not.toHaveProperty('error');
		},
	);
});

describe('Retry On Fail', () => {
	it('runs the node again after a stop, and the second try may go well', async () => {
		await running.sandbox.control('faults', [{ name: 'error-code-6' }]);
		const { json, error } = await running.engine.run({
			credential: running.sandbox.credential,
			items: [items[0]!],
			retryOnFail: true,
			maxTries: 2,
			waitBetweenTries: 0,
		});
		expect(error).toBeUndefined();
		expect(json).toHaveLength(1);
		expect(await running.sandbox.stats()).toMatchObject({ calls: 2, billed: 1 });
	});

	it('does not run again when the run goes on and the first document was read', async () => {
		await running.sandbox.control('faults', [
			{ name: 'error-code-6', sha256: sampleHash('bad-debt.pdf') },
		]);
		const { outputs } = await running.engine.run({
			credential: running.sandbox.credential,
			items: [items[0]!, items[2]!],
			onError: 'continueRegularOutput',
			retryOnFail: true,
			maxTries: 2,
			waitBetweenTries: 0,
		});
		expect(outputs[0]).toHaveLength(2);
		expect(await running.sandbox.stats()).toMatchObject({ calls: 2, billed: 1 });
	});
});

it('fails as a whole where no credential is chosen', async () => {
	const run = running.engine.run({ credential: null, items });
	const message = await run.then(
		({ error }) => error?.message,
		(error: Error) => error.message,
	);
	expect(message).toMatch(/credential/i);
	expect(await running.sandbox.stats()).toMatchObject({ calls: 0 });
});

it('ends within a second when the execution is stopped', async () => {
	await running.sandbox.control('faults', [{ name: 'hang', times: null }]);
	const controller = new AbortController();
	setTimeout(() => controller.abort(), 300);
	const started = Date.now();
	const { status } = await running.engine.run({
		credential: running.sandbox.credential,
		items: [items[0]!, items[2]!],
		signal: controller.signal,
	});
	expect(Date.now() - started).toBeLessThan(1300);
	expect(status).toBe('canceled');
});
