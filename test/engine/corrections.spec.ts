import type { IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { startEngine } from '../support/engine.ts';
import type { Engine, RunOptions } from '../support/engine.ts';
import { HEADING, NOTHING, reply, scalar, textIn } from '../support/replies';

let engine: Engine;

beforeAll(async () => {
	engine = await startEngine();
});

afterAll(async () => {
	await engine.stop();
});

const BODY = reply({ ...HEADING, ...NOTHING, ...scalar('credit_score', '6A0') });
const RIGHT = [
	{ path: 'credit_score', value: '640', by: 'Lan', at: '2024-06-01', reason: 'page 1' },
];

/** Reshapes the same reply once for each list of corrections. */
async function correct(
	lists: readonly unknown[],
	parameters: INodeParameters = {},
	more: RunOptions = {},
) {
	const items = lists.map((list): INodeExecutionData => ({
		json: { reply: BODY, list } as IDataObject,
	}));
	const mapped = { response: '={{ $json.reply }}', corrections: '={{ $json.list }}' };
	const all = { operation: 'reshape', ...mapped, ...parameters };
	return await engine.run({ credential: null, items, ...more, parameters: all });
}

it.each<[string, unknown]>([
	['a list', RIGHT],
	['JSON text of a list', JSON.stringify(RIGHT)],
	['JSON text with blanks around it', `\n ${JSON.stringify(RIGHT)} `],
])('takes %s', async (_what, list) => {
	const { json, error } = await correct([list]);
	expect(error).toBeUndefined();
	expect(json).toMatchObject([{ credit_score: 640, needs_review: false, correction_count: 1 }]);
	expect(JSON.parse(textIn(json[0]?.['corrections']))).toEqual([
		{ path: 'credit_score', old: '6A0', new: '640', by: 'Lan', at: '2024-06-01', reason: 'page 1' },
	]);
});

it.each<[string, unknown]>([
	['an empty list', []],
	['an empty text', ''],
	['blanks', '  '],
	['null', null],
	['nothing', undefined],
	['JSON text of an empty list', '[]'],
])('%s is no correction', async (_what, list) => {
	const { json, error } = await correct([list]);
	expect(error).toBeUndefined();
	expect(json).toMatchObject([{ credit_score: null, needs_review: true }]);
	expect(json[0]).not.toHaveProperty('corrections');
});

it.each<[string, unknown, RegExp]>([
	['a number', 5, /^It must be a list of corrections/],
	['a text', 'score 640', /^It must be a list of corrections/],
	['cut-off JSON', '[{"path": "credit_score"', /^It must be a list of corrections/],
	['a single correction', RIGHT[0], /^It must be a list of corrections/],
	['one without a value', [{ path: 'credit_score' }], /the one in place 1 is not/],
	['one without a path', [...RIGHT, { value: '1' }], /the one in place 2 is not/],
	['an object as value', [{ path: 'credit_score', value: {} }], /the one in place 1 is not/],
])('%s is a clear error without any value', async (_what, list, description) => {
	const { error } = await correct([list]);
	expect(error?.message).toBe('The parameter "Corrections" is not valid');
	expect(error?.description).toMatch(description);
	expect(`${error?.message} ${error?.description}`).not.toContain('score 640');
});

const BAD: Array<[string, unknown, string]> = [
	['a path that does not exist', [{ path: 'score', value: '1' }], '"score"'],
	['a value that cannot be read', [{ path: 'credit_score', value: '64O' }], '"credit_score"'],
	['no list', 5, '"Corrections"'],
];

describe.each(BAD)('%s', (_what, bad, named) => {
	it('stops the run and names its place and item', async () => {
		const { error } = await correct([RIGHT, bad, RIGHT]);
		expect(error?.message).toContain(named);
		expect(error).toMatchObject({ context: { itemIndex: 1 } });
	});

	it('fails its item alone, where the run goes on', async () => {
		const regular = await correct([RIGHT, bad, RIGHT], {}, { onError: 'continueRegularOutput' });
		expect(regular.outputs[0]?.map(({ pairedItem }) => pairedItem)).toEqual([
			{ item: 0 },
			{ item: 1 },
			{ item: 2 },
		]);
		expect(regular.json[1]).toMatchObject({ error: expect.stringContaining(named) });
		expect(regular.json[2]).toMatchObject({ credit_score: 640 });
		const parted = await correct([RIGHT, bad, RIGHT], {}, { onError: 'continueErrorOutput' });
		expect(parted.outputs.map((items) => items.map(({ pairedItem }) => pairedItem))).toEqual([
			[{ item: 0 }, { item: 2 }],
			[{ item: 1 }],
		]);
	});
});

it('each item has its own, and keys stay those of the report as it was read', async () => {
	const { json } = await correct([RIGHT, [], [{ path: 'credit_score', value: null }]]);
	expect(json.map(({ credit_score, needs_review }) => [credit_score, needs_review])).toEqual([
		[640, false],
		[null, true],
		[null, false],
	]);
	expect(new Set(json.map(({ report_key }) => report_key)).size).toBe(1);
});

it('rows and review items follow', async () => {
	const rows = await correct([RIGHT], { output: 'rows' });
	expect(rows.json).toMatchObject([{ credit_score: 640, needs_review: false }]);
	const items = await correct([RIGHT], { output: 'reviewItems' });
	expect(items.json).toMatchObject([{ path: null }]);
});
