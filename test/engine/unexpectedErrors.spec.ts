import { rm, writeFile } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import { Container } from '@n8n/di';
import { BinaryDataConfig } from 'n8n-core';
import type { IBinaryData, INodeExecutionData, INodeParameters, OnError } from 'n8n-workflow';
import type { RunResult } from '../support/engine.ts';
import { useEngineAndSandbox } from '../support/engineAndSandbox.ts';
import { INPUTS, readSample, sampleHash } from '../support/sampleDocuments.ts';

/** No message of an error may be logged: it can quote a value. */
const SECRET = 'Nguyễn Văn Bí Mật';

const ERROR_MODES: readonly OnError[] = [
	'stopWorkflow',
	'continueRegularOutput',
	'continueErrorOutput',
];

const running = useEngineAndSandbox();

async function run(
	items: INodeExecutionData[],
	onError: OnError,
	parameters: INodeParameters = {},
): Promise<RunResult> {
	return await running.engine.run({
		credential: running.sandbox.credential,
		items,
		onError,
		parameters: { ...parameters },
	});
}

/** What the node told the log about errors of its own since the text `before`; it is written late. */
async function readNewLog(before: string): Promise<string> {
	const deadline = performance.now() + 5_000;
	for (;;) {
		const log = (await running.engine.readLog()).slice(before.length);
		if (log.includes('met an error of its own')) return log;
		if (performance.now() > deadline) throw new Error(`The log has nothing: ${log}`);
		await setTimeout(50);
	}
}

/** The failed document and the others, wherever the error mode puts them. */
function expectAlone(
	{ outputs, error }: RunResult,
	onError: OnError,
	failure: { message: string; itemIndex: number },
	passed: readonly number[],
): void {
	const { message, itemIndex } = failure;
	if (onError === 'stopWorkflow') {
		expect(error).toMatchObject({ message, context: { itemIndex } });
		return;
	}
	expect(error).toBeUndefined();
	const items = outputs.flat();
	const failed = items.filter(({ json }) => 'error' in json);
	expect(failed.map(({ json, pairedItem }) => [json['error'], pairedItem])).toEqual([
		[message, { item: itemIndex }],
	]);
	const others = items.filter(({ json }) => !('error' in json));
	expect(others.map(({ pairedItem }) => pairedItem)).toEqual(passed.map((item) => ({ item })));
	if (onError === 'continueErrorOutput') expect(outputs.at(-1)).toEqual(failed);
}

describe.each(ERROR_MODES)(
	'an error of the node’s own is the failure of its item, %s',
	(onError) => {
		it('where images cannot be stored: the reply was paid for and says so', async () => {
			const before = await running.engine.readLog();
			const { localStoragePath } = Container.get(BinaryDataConfig);
			// Nothing can be stored below a file: only the item that asks for images needs to.
			await rm(localStoragePath, { recursive: true, force: true });
			await writeFile(localStoragePath, '');
			try {
				const source = (name: 'bad-debt.pdf' | 'clean-borrower.pdf') => ({
					json: { source: readSample(name).toString('base64') },
				});
				const items = [source('clean-borrower.pdf'), source('bad-debt.pdf')];
				const result = await run(items, onError, {
					inputMode: 'base64',
					base64: '={{ $json.source }}',
					options: { includeImages: '={{ $itemIndex === 1 }}' },
				});
				const message =
					'Unreadable answer for the base64 document: the node could not turn it into items';
				expectAlone(result, onError, { message, itemIndex: 1 }, [0]);
				const log = await readNewLog(before);
				// Name and stack are looked for below: to jest, an error of Node.js itself is no `Error`.
				expect(log).not.toMatch(/ENOTDIR|EEXIST|not a directory/);
				expect(await running.sandbox.stats()).toMatchObject({ billed: 2 });
			} finally {
				await rm(localStoragePath, { force: true });
			}
		});

		it('where an item’s file turns out to be none of n8n’s', async () => {
			const before = await running.engine.readLog();
			const { binary } = await INPUTS.binary.toItem(running, 'clean-borrower.pdf');
			const data = binary?.['data'];
			if (!data) throw new Error('The sample has no file');
			const odd: IBinaryData = Object.defineProperty({ ...data }, 'fileName', {
				get() {
					throw new TypeError(SECRET);
				},
			});
			const items: INodeExecutionData[] = [
				{ json: {}, binary: { data } },
				{ json: {}, binary: { data: odd } },
				await INPUTS.binary.toItem(running, 'bad-debt.pdf'),
			];
			const result = await run(items, onError);
			const message =
				'Cannot send the file in binary field "input": the node met an error of its own';
			expectAlone(result, onError, { message, itemIndex: 1 }, [0, 2]);
			const log = await readNewLog(before);
			expect(log).toContain('TypeError');
			expect(log).toContain('unexpectedErrors.spec');
			expect(log).not.toContain(SECRET);
			if (onError === 'stopWorkflow') return;
			const { documents } = await running.sandbox.stats();
			expect(Object.keys(documents).sort()).toEqual(
				[sampleHash('clean-borrower.pdf'), sampleHash('bad-debt.pdf')].sort(),
			);
		});
	},
);
