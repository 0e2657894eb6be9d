import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { RunOptions } from '../support/engine.ts';
import { useEngineAndSandbox } from '../support/engineAndSandbox.ts';
import { INPUT_MODES, INPUTS, sampleHash } from '../support/sampleDocuments.ts';
import type { InputMode, SampleName } from '../support/sampleDocuments.ts';

const running = useEngineAndSandbox();

/** Runs `extract` over sample documents, one per item. */
async function extract(mode: InputMode, names: SampleName[], options: RunOptions = {}) {
	const { parameters, toItem } = INPUTS[mode];
	const items: INodeExecutionData[] = [];
	for (const name of names) items.push(await toItem(running, name));
	const result = await running.engine.run({
		credential: running.sandbox.credential,
		items,
		...options,
		parameters: { ...parameters, ...options.parameters },
	});
	expect(result.error).toBeUndefined();
	return result;
}

const column = (items: INodeExecutionData[] | undefined, key: string): unknown[] =>
	(items ?? []).map(({ json }) => json[key]);

const pairs = (items: INodeExecutionData[] | undefined): unknown[] =>
	(items ?? []).map(({ pairedItem }) => pairedItem);

describe.each(INPUT_MODES)('input mode %s', (mode) => {
	const identity = {
		binary: { document_name: 'bad-debt.pdf', document_field: 'data' },
		url: { document_name: 'bad-debt.pdf', document_field: 'url' },
		base64: { document_name: null, document_field: 'base64' },
	}[mode];
	const sha256 = mode === 'url' ? null : sampleHash('bad-debt.pdf');

	it('gives one record per report', async () => {
		const { outputs, json } = await extract(mode, ['bad-debt.pdf']);
		expect(outputs).toHaveLength(1);
		expect(json).toHaveLength(1);
		expect(json[0]).toMatchObject({
			...identity,
			document_sha256: sha256,
			report_index: 0,
			worst_debt_group: 5,
			amount_unit: 'as_printed',
		});
		expect(pairs(outputs[0])).toEqual([{ item: 0 }]);
		expect(await running.sandbox.stats()).toMatchObject({ calls: 1, billed: 1 });
	});

	it('gives one item per table row', async () => {
		const { outputs, json } = await extract(mode, ['bad-debt.pdf'], {
			parameters: { output: 'rows' },
		});
		expect(outputs).toHaveLength(1);
		expect(json.length).toBeGreaterThan(20);
		expect(json[0]).toMatchObject({ ...identity, table: 'loan_details', document_sha256: sha256 });
		expect(new Set(column(outputs[0], 'row_key')).size).toBe(json.length);
		for (const pair of pairs(outputs[0])) expect(pair).toEqual({ item: 0 });
	});

	it('gives records and rows on two outputs', async () => {
		const { outputs } = await extract(mode, ['bad-debt.pdf', 'clean-borrower.pdf'], {
			parameters: { output: 'recordAndRows' },
		});
		expect(outputs).toHaveLength(2);
		expect(pairs(outputs[0])).toEqual([{ item: 0 }, { item: 1 }]);
		expect(outputs[1]!.length).toBeGreaterThan(20);
		expect(new Set(column(outputs[1], 'table')).size).toBe(8);
	});

	it('gives the body of the API unchanged', async () => {
		const { outputs, json } = await extract(mode, ['bad-debt.pdf'], {
			parameters: { output: 'raw' },
		});
		expect(outputs).toHaveLength(1);
		expect(Object.keys(json[0]!)).toEqual(['data', 'errorCode', 'errorMessage']);
		expect(json[0]!['data']).toMatchObject({ type: 'credit_report', info: [{ imgs: [] }] });
		expect(pairs(outputs[0])).toEqual([{ item: 0 }]);
	});
});

it('gives the same record for a document, whichever way it came', async () => {
	const records: IDataObject[] = [];
	for (const mode of INPUT_MODES) {
		const { json } = await extract(mode, ['scanned-report.pdf']);
		records.push(json[0]!);
	}
	const withoutIdentity = records.map((record) =>
		Object.fromEntries(Object.entries(record).filter(([key]) => !key.startsWith('document_'))),
	);
	expect(withoutIdentity[1]).toEqual(withoutIdentity[0]);
	expect(withoutIdentity[2]).toEqual(withoutIdentity[0]);
});

it('keeps the order of the input, whatever answer comes first', async () => {
	const slow = { name: 'slow', sha256: sampleHash('clean-borrower.pdf'), delayMs: 600 };
	await running.sandbox.control('faults', [slow]);
	const names: SampleName[] = ['clean-borrower.pdf', 'bad-debt.pdf', 'empty-report.pdf'];
	const { outputs } = await extract('binary', names, { parameters: { output: 'recordAndRows' } });
	expect(column(outputs[0], 'document_name')).toEqual(names);
	expect(pairs(outputs[0])).toEqual([{ item: 0 }, { item: 1 }, { item: 2 }]);
	const rowNames = column(outputs[1], 'document_name');
	expect(
		rowNames.toSorted((a, b) => names.indexOf(a as never) - names.indexOf(b as never)),
	).toEqual(rowNames);
});

it('lets no borrower vanish: a report without rows gives one item', async () => {
	const { json } = await extract('binary', ['empty-report.pdf'], {
		parameters: { output: 'rows' },
	});
	expect(json).toHaveLength(1);
	expect(json[0]).toMatchObject({ table: null, row: null, document_name: 'empty-report.pdf' });
});

it('reads every file of an item that a pattern matches, and reports those it skips', async () => {
	const pdf = await INPUTS.binary.toItem(running, 'bad-debt.pdf');
	const jpg = await INPUTS.binary.toItem(running, 'scanned-report.jpg');
	const gif = await running.engine.binary(
		Buffer.from('GIF89a\u0001\u0000'),
		'logo.gif',
		'image/gif',
	);
	const item = {
		json: {},
		binary: {
			attachment_0: pdf.binary!['data']!,
			attachment_1: gif,
			attachment_2: jpg.binary!['data']!,
		},
	};
	const { outputs, hints } = await running.engine.run({
		credential: running.sandbox.credential,
		items: [item],
		parameters: { binaryPropertyName: 'attachment_*' },
	});
	expect(column(outputs[0], 'document_field')).toEqual(['attachment_0', 'attachment_2']);
	expect(pairs(outputs[0])).toEqual([{ item: 0 }, { item: 0 }]);
	expect(hints.map(({ message }) => message)).toContain('Skipped 1 file: "logo.gif" (a GIF image)');
});

it('has no top-level key named error in any success item', async () => {
	for (const output of ['record', 'rows', 'recordAndRows', 'raw']) {
		const { outputs } = await extract('binary', ['scanned-report.pdf'], { parameters: { output } });
		for (const { json } of outputs.flat()) expect(json).not.toHaveProperty('error');
	}
});
