import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { NodeHelpers } from 'n8n-workflow';

import { startEngine } from '../support/engine.ts';
import type { Engine, RunOptions } from '../support/engine.ts';
import { HEADING, NOTHING, reply, row, scalar } from '../support/replies';

let engine: Engine;

beforeAll(async () => {
	engine = await startEngine();
});

afterAll(async () => {
	await engine.stop();
});

const report = (fields: object = {}) => ({ ...HEADING, ...NOTHING, ...fields });
const DOUBTFUL = report({
	...scalar('credit_score', '6A0'),
	credit_card_info: [row('1,234', '9', '0', '1')],
});

async function reshape(
	bodies: readonly object[],
	parameters: INodeParameters = {},
	more: RunOptions = {},
) {
	const items = bodies.map((body): INodeExecutionData => ({ json: body as never }));
	const all = { operation: 'reshape', output: 'reviewItems', ...parameters };
	return await engine.run({ credential: null, items, ...more, parameters: all });
}

it('gives one item per doubt, and one for a report without any', async () => {
	const { outputs, error } = await reshape([reply(DOUBTFUL), reply(report())]);
	expect(error).toBeUndefined();
	expect(
		outputs[0]?.map(({ json, pairedItem }) => [json['path'], json['reason'], pairedItem]),
	).toEqual([
		['credit_score', 'not_a_score', { item: 0 }],
		['credit_card_info.1.credit_limit', 'ambiguous_grouping', { item: 0 }],
		[null, null, { item: 1 }],
	]);
	expect(outputs[0]?.[0]?.json).toMatchObject({
		label: 'Credit score',
		printed: '6A0',
		read: null,
		candidates: expect.any(Array),
		confidence: 0.97,
		page: 0,
		box: [1, 2, 3, 4],
		document_field: 'response',
		report_key: expect.any(String),
	});
});

it('names the report of a reply that holds several', async () => {
	const { json } = await reshape([reply(report(), DOUBTFUL)]);
	expect(json.map(({ path, report_index }) => [path, report_index])).toEqual([
		[null, 0],
		['credit_score', 1],
		['credit_card_info.1.credit_limit', 1],
	]);
});

it('parts the doubts from the reports without any, where that is asked for', async () => {
	const options = { reviewOutput: true };
	const { outputs } = await reshape([reply(DOUBTFUL), reply(report())], { options });
	expect(outputs.map((items) => items.map(({ json }) => json['path']))).toEqual([
		[null],
		['credit_score', 'credit_card_info.1.credit_limit'],
	]);
});

it('carries the picture of the page, where that is asked for', async () => {
	const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex').toString('base64');
	const { outputs } = await reshape([reply({ ...DOUBTFUL, imgs: [png] })], {
		options: { includeImages: true },
	});
	expect(outputs[0]?.map(({ binary }) => Object.keys(binary ?? {}))).toEqual([['page_1'], []]);
});

it('has the outputs that the editor draws', () => {
	const outputsFor = (parameters: INodeParameters) => {
		const workflow = engine.buildWorkflow({ parameters });
		const node = workflow.getNode('Computer Vision Vietnam');
		if (!node) throw new Error('no node');
		return NodeHelpers.getNodeOutputs(workflow, node, engine.nodeType.description).map((output) =>
			typeof output === 'string' ? output : (output.displayName ?? output.type),
		);
	};
	const reviewItems = { operation: 'reshape', output: 'reviewItems' };
	expect(outputsFor(reviewItems)).toEqual(['main']);
	expect(outputsFor({ ...reviewItems, options: { reviewOutput: true } })).toEqual([
		'Review Items',
		'Needs Review',
	]);
});
