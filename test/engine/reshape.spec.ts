import { createHash } from 'node:crypto';
import type { IBinaryData, IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import type { RunOptions } from '../support/engine.ts';
import { useEngineAndSandbox } from '../support/engineAndSandbox.ts';
import { INPUTS } from '../support/sampleDocuments.ts';
import type { SampleName } from '../support/sampleDocuments.ts';

const SAMPLES: SampleName[] = [
	'clean-borrower.pdf',
	'bad-debt.pdf',
	'empty-report.pdf',
	'scanned-report.pdf',
];

const running = useEngineAndSandbox();
let documents: INodeExecutionData[];
/** The replies to all samples, images included, as `raw` gave them. */
let saved: INodeExecutionData[];

beforeAll(async () => {
	documents = await Promise.all(
		SAMPLES.map(async (name) => await INPUTS.binary.toItem(running, name)),
	);
	const { json } = await running.engine.run({
		credential: running.sandbox.credential,
		items: documents,
		parameters: { output: 'raw', options: { includeImages: true } },
	});
	saved = json.map((body) => ({ json: body }));
});

/** Runs `reshape`, which has no credential. */
async function reshape(
	items: INodeExecutionData[],
	parameters: INodeParameters = {},
	more: RunOptions = {},
) {
	const all = { operation: 'reshape', ...parameters };
	return await running.engine.run({ credential: null, items, ...more, parameters: all });
}

/** All outputs without what says where the document came from, and with images as their bytes. */
async function compare(outputs: INodeExecutionData[][]) {
	const toPlain = async ({ json, binary = {}, pairedItem }: INodeExecutionData) => ({
		json: Object.fromEntries(Object.entries(json).filter(([key]) => !key.startsWith('document_'))),
		pairedItem,
		images: await Promise.all(
			Object.entries(binary).map(async ([key, file]) => [key, await hashOf(file)]),
		),
	});
	return await Promise.all(outputs.map(async (items) => await Promise.all(items.map(toPlain))));
}

async function hashOf(file: IBinaryData): Promise<string> {
	const bytes = await running.engine.bytes(file);
	return createHash('sha256').update(bytes).digest('hex');
}

it.each([
	{},
	{ output: 'rows', tables: ['bad_debt', 'loan_details'] },
	{ output: 'recordAndRows', amountUnit: 'millionVnd', options: { reviewOutput: true } },
	{ tablesInRecord: 'lists', options: { includeImages: true, includePosition: true } },
	{ output: 'rows', options: { includeImages: true, repeatReportFields: false } },
])('%j: a saved reply gives what the extraction gave', async (parameters) => {
	const options = { includeImages: true, ...parameters.options };
	const extracted = await running.engine.run({
		credential: running.sandbox.credential,
		items: documents,
		parameters: { ...parameters, options },
	});
	const { calls } = await running.sandbox.stats();
	const reshaped = await reshape(saved, { ...parameters, options });
	expect(reshaped.error).toBeUndefined();
	expect(await compare(reshaped.outputs)).toEqual(await compare(extracted.outputs));
	expect(reshaped.hints).toEqual(extracted.hints);
	expect(await running.sandbox.stats()).toMatchObject({ calls });
});

it('takes JSON text as well, and says where the document came from', async () => {
	const items = saved.map(({ json }) => ({ json: { kept: JSON.stringify(json) } }));
	const fromText = await reshape(items, { response: '={{ $json.kept }}' });
	const fromObject = await reshape(saved);
	expect(fromText.json).toEqual(fromObject.json);
	for (const record of fromText.json) {
		expect(record).toMatchObject({
			document_name: null,
			document_field: 'response',
			document_sha256: null,
		});
	}
});

it('does not change the item it reads', async () => {
	const before = JSON.stringify(saved[1]!.json);
	await reshape([saved[1]!], { output: 'recordAndRows', options: { maskIdentifiers: true } });
	expect(JSON.stringify(saved[1]!.json)).toBe(before);
});

describe('a saved reply that holds no report fails as it would have failed live', () => {
	const refused = (errorCode: string, errorMessage: string): IDataObject => ({
		data: null,
		errorCode,
		errorMessage,
	});

	it.each<[string, unknown, RegExp]>([
		['a wrong key', refused('4', 'Incorrect api_key or api_secret'), /key or secret is wrong/],
		['a swapped code', refused('5', 'Incorrect Api_key or api_secret'), /key or secret is wrong/],
		['no report', { data: { info: [] }, errorCode: '0' }, /^No report found in the saved response/],
		['an exception', { errorCode: '0', Exception: 'x', data: {} }, /reports an exception/],
		['no error code', { data: {} }, /"errorCode"/],
		['another object', { hello: 'world' }, /"errorCode"/],
		['a list', [1], /^The parameter "Response" holds no saved reply/],
		['a number', 42, /^The parameter "Response" holds no saved reply/],
		['a web page', '<html></html>', /web page, not JSON/],
		['cut-off text', '{"data": {"info": [', /cut off or damaged/],
		['no text', '', /^There is no saved response/],
		['nothing', null, /^There is no saved response/],
	])('%s', async (_what, response, message) => {
		const parameters = { response: '={{ $json.kept }}' };
		const { error } = await reshape([{ json: { kept: response } as IDataObject }], parameters);
		expect(error?.message).toMatch(message);
		expect(error?.message).not.toContain('hello');
	});

	it('alone, where the run goes on', async () => {
		const items = [saved[0]!, { json: refused('3', 'Incorrect image format') }, saved[1]!];
		const { outputs } = await reshape(items, {}, { onError: 'continueErrorOutput' });
		expect(outputs.map((output) => output.map(({ pairedItem }) => pairedItem))).toEqual([
			[{ item: 0 }, { item: 2 }],
			[{ item: 1 }],
		]);
		expect(outputs[1]![0]!.json).toMatchObject({
			errorCode: '3',
			error: expect.stringContaining('The API refused the saved response'),
		});
	});
});
