import type { IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { startEngine } from '../support/engine.ts';
import type { Engine, RunOptions } from '../support/engine.ts';
import { HEADING, NOTHING, reply, scalar } from '../support/replies';

let engine: Engine;

beforeAll(async () => {
	engine = await startEngine();
});

afterAll(async () => {
	await engine.stop();
});

const body = (score: string, confidence = 0.97) =>
	reply({ ...HEADING, ...NOTHING, ...scalar('credit_score', score, confidence) });
const FIRST = body('640', 0.4);

async function reshape(
	seconds: readonly unknown[],
	parameters: INodeParameters = {},
	more: RunOptions = {},
) {
	const items = seconds.map((second): INodeExecutionData => ({
		json: { first: FIRST, second } as IDataObject,
	}));
	const mapped = { response: '={{ $json.first }}', secondResponse: '={{ $json.second }}' };
	const all = { operation: 'reshape', ...mapped, ...parameters };
	return await engine.run({ credential: null, items, ...more, parameters: all });
}

it.each<[string, unknown]>([
	['an object', body('640')],
	['JSON text', JSON.stringify(body('640'))],
	['a list of one', [body('640')]],
	['a row of a table with the text in it', { data: JSON.stringify(body('640')) }],
])('takes %s, and where both agree no confidence asks for anybody', async (_what, second) => {
	const { json, error } = await reshape([second]);
	expect(error).toBeUndefined();
	expect(json).toMatchObject([
		{ needs_review: false, agreed_value_count: 4, differing_value_count: 0 },
	]);
});

it.each([[''], [null], ['  '], [undefined]])('%j is no second reading', async (second) => {
	const { json, error } = await reshape([second]);
	expect(error).toBeUndefined();
	expect(json).toMatchObject([{ needs_review: true }]);
	expect(json[0]).not.toHaveProperty('agreed_value_count');
});

it('where they differ the first one stands and a person is asked', async () => {
	const { json, outputs } = await reshape([body('540'), body('640')], {
		options: { reviewOutput: true },
	});
	expect(json).toMatchObject([{ needs_review: false }]);
	expect(outputs[1]?.map((item) => item.json)).toMatchObject([
		{
			credit_score: 640,
			differing_value_count: 1,
			review_notes: expect.stringContaining('"640" and "540"'),
		},
	]);
});

const BAD: Array<[string, unknown, RegExp]> = [
	['a number', 5, /The parameter "Second Response" holds no saved reply/],
	['another object', { hello: 'world' }, /The parameter "Second Response" holds no saved reply/],
	['cut-off JSON', '{"data": {', /The parameter "Second Response" holds no saved reply/],
	['a refusal', { errorCode: '3', errorMessage: 'Incorrect image format', data: null }, /refused/],
	['no report', { errorCode: '0', data: { info: [] } }, /No report found/],
];

it.each(BAD)('%s fails its item alone, with a clear message', async (_what, bad, message) => {
	const stopped = await reshape([body('640'), bad]);
	expect(stopped.error?.message).toMatch(message);
	expect(stopped.error).toMatchObject({ context: { itemIndex: 1 } });
	const { outputs } = await reshape([bad, body('640')], {}, { onError: 'continueErrorOutput' });
	expect(outputs.map((items) => items.map(({ pairedItem }) => pairedItem))).toEqual([
		[{ item: 1 }],
		[{ item: 0 }],
	]);
	expect(outputs[1]?.[0]?.json).toMatchObject({ error: expect.stringMatching(message) });
});
