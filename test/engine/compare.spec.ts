import type {
	IDataObject,
	INode,
	INodeExecutionData,
	INodeParameters,
	INodeProperties,
} from 'n8n-workflow';
import { NodeHelpers } from 'n8n-workflow';

import { startEngine } from '../support/engine.ts';
import type { Engine, RunOptions } from '../support/engine.ts';
import { HEADING, lender, NOTHING, reply, scalar } from '../support/replies';

let engine: Engine;

beforeAll(async () => {
	engine = await startEngine();
});

afterAll(async () => {
	await engine.stop();
});

const body = (time: string, fields: object = {}) =>
	reply({ ...HEADING, ...NOTHING, ...scalar('report_time', time), ...fields });
const loans = (...groups: Array<[code: string, group: string]>) => ({
	...scalar('debt_sold_to_vamc', 'Không có'),
	loan_details: groups.map(([code, group]) =>
		lender(code, `Bank ${code}`, [[group, '100']], '100'),
	),
});
const MAY = body('11:07 - 21/05/2024', loans(['79998001', 'Nhóm 1']));
const JUNE = body('11:07 - 21/06/2024', loans(['79998001', 'Nhóm 3'], ['01997001', 'Nhóm 1']));
const OTHER_PERSON = body('11:07 - 21/06/2024', {
	...scalar('cic_code', '0000000102'),
	...scalar('id_card', '000190000102'),
});

type Pair = readonly [earlier: unknown, later: unknown];

async function compare(
	pairs: readonly Pair[],
	parameters: INodeParameters = {},
	more: RunOptions = {},
) {
	const items = pairs.map(([earlier, later]): INodeExecutionData => ({
		json: { earlier, later } as IDataObject,
	}));
	const mapped = { earlier: '={{ $json.earlier }}', later: '={{ $json.later }}' };
	const all = { operation: 'compare', ...mapped, ...parameters };
	return await engine.run({ credential: null, items, ...more, parameters: all });
}

const RECORD = {
	same_person: true,
	days_between: 31,
	is_worse: true,
	worst_group_rose: true,
	new_lender_count: 1,
	closed_lender_count: 0,
	loan_total_earlier: 100,
	loan_total_later: 200,
	loan_total_change: 100,
};
const ROWS = [
	{ change: 'changed', direction: 'neutral', column: 'group_1', earlier: 100, later: 0 },
	{ change: 'changed', direction: 'worse', column: 'group_3', earlier: 0, later: 100 },
	{ change: 'added', direction: 'worse', column: null, key: '01997001' },
];

it('record, rows, and both on two outputs', async () => {
	const record = await compare([[MAY, JUNE]]);
	expect(record.error).toBeUndefined();
	expect(record.hints).toEqual([]);
	expect(record.outputs).toHaveLength(1);
	expect(record.json).toMatchObject([RECORD]);
	const rows = await compare([[MAY, JUNE]], { output: 'rows' });
	expect(rows.json).toMatchObject(ROWS);
	const both = await compare([[MAY, JUNE]], { output: 'recordAndRows' });
	expect(both.outputs.map((items) => items.length)).toEqual([1, 3]);
	for (const item of both.outputs.flat()) {
		expect(item.pairedItem).toEqual({ item: 0 });
		expect(item.json).not.toHaveProperty('error');
		expect(item.json).toMatchObject({
			report_key_earlier: expect.any(String),
			report_key_later: expect.any(String),
		});
	}
});

it('a pair without changes gives a record and no rows', async () => {
	const { outputs } = await compare([[MAY, MAY]], { output: 'recordAndRows' });
	expect(outputs.map((items) => items.length)).toEqual([1, 0]);
	expect(outputs[0]?.[0]?.json).toMatchObject({ is_worse: false, days_between: 0 });
});

it.each<[string, (reply: object) => unknown]>([
	['an object', (each) => each],
	['JSON text', (each) => JSON.stringify(each)],
	['a list of one', (each) => [each]],
	['a row of a table with the text in it', (each) => ({ data: JSON.stringify(each) })],
])('takes %s', async (_what, wrap) => {
	const { json, error } = await compare([[wrap(MAY), wrap(JUNE)]]);
	expect(error).toBeUndefined();
	expect(json).toMatchObject([RECORD]);
});

it('turns two reports that came in the wrong order, and says so', async () => {
	const { json, hints } = await compare([
		[JUNE, MAY],
		[MAY, JUNE],
	]);
	expect(json).toMatchObject([RECORD, RECORD]);
	expect(hints).toMatchObject([
		{ message: expect.stringMatching(/^1 pair was given in the wrong order and turned/) },
	]);
});

it('amounts are in the chosen unit', async () => {
	const { json } = await compare([[MAY, JUNE]], { amountUnit: 'millionVnd' });
	expect(json).toMatchObject([{ loan_total_change: 100_000_000 }]);
});

describe('different persons', () => {
	it('are refused', async () => {
		const { error } = await compare([[MAY, OTHER_PERSON]]);
		expect(error?.message).toBe('The two reports are about different persons');
		expect(error?.description).toContain('Allow Different Persons');
		expect(JSON.stringify(error)).not.toMatch(/00019000010|000000010/);
	});

	it('are compared where that is allowed, each item for itself', async () => {
		const allowed = { options: { allowDifferentPersons: '={{ $itemIndex === 1 }}' } };
		const { outputs } = await compare(
			[
				[MAY, OTHER_PERSON],
				[MAY, OTHER_PERSON],
			],
			allowed,
			{ onError: 'continueErrorOutput' },
		);
		expect(outputs[0]).toMatchObject([{ json: { same_person: false }, pairedItem: { item: 1 } }]);
		expect(outputs[1]).toMatchObject([{ pairedItem: { item: 0 } }]);
	});
});

const SEVERAL = reply(HEADING, HEADING);
const BAD: Array<[string, Pair, RegExp]> = [
	['nothing as the earlier one', ['', JUNE], /^There is no saved response in "Earlier Response"/],
	['nothing as the later one', [MAY, null], /^There is no saved response in "Later Response"/],
	['a number', [5, JUNE], /^The parameter "Earlier Response" holds no saved reply/],
	['another object', [MAY, { hello: 'world' }], /^The parameter "Later Response" holds no saved/],
	['cut-off text', [MAY, '{"data": '], /^The parameter "Later Response" holds no saved/],
	['a refusal', [{ errorCode: '3', errorMessage: 'x', data: null }, JUNE], /refused/],
	['no report', [MAY, { errorCode: '0', data: { info: [] } }], /No report found/],
	['two reports', [SEVERAL, JUNE], /^The reply in "Earlier Response" holds more than one report/],
	['different persons', [MAY, OTHER_PERSON], /^The two reports are about different persons/],
];

describe.each(BAD)('%s', (_what, bad, message) => {
	it('stops the run with a clear message', async () => {
		const { error } = await compare([[MAY, JUNE], bad]);
		expect(error?.message).toMatch(message);
		expect(error?.description).toBeTruthy();
		expect(error).toMatchObject({ context: { itemIndex: 1 } });
	});

	it('fails its item alone, where the run goes on', async () => {
		const pairs = [bad, [MAY, JUNE]] as const;
		const regular = await compare(pairs, {}, { onError: 'continueRegularOutput' });
		expect(regular.json).toMatchObject([{ error: expect.stringMatching(message) }, RECORD]);
		const parted = await compare(
			pairs,
			{ output: 'recordAndRows' },
			{ onError: 'continueErrorOutput' },
		);
		expect(parted.outputs.map((items) => items.map(({ pairedItem }) => pairedItem))).toEqual([
			[{ item: 1 }],
			[{ item: 1 }, { item: 1 }, { item: 1 }],
			[{ item: 0 }],
		]);
	});
});

describe('the form', () => {
	const toNode = (parameters: INodeParameters): INode => ({
		id: '1',
		name: 'node',
		type: 'node',
		typeVersion: 1,
		position: [0, 0],
		parameters: engine.fillParameters(parameters),
	});
	const shownFor = (parameters: INodeParameters): string[] => {
		const { description } = engine.nodeType;
		const node = toNode(parameters);
		const isShown = (property: INodeProperties, path: string) =>
			NodeHelpers.displayParameterPath(node.parameters, property, path, node, description);
		const top = description.properties.filter((property) => isShown(property, ''));
		const options = top.find(({ name }) => name === 'options')?.options as INodeProperties[];
		const inner = options.filter((option) => isShown(option, 'options'));
		return [...top.map(({ name }) => name), ...inner.map(({ name }) => `options.${name}`)].sort();
	};

	it.each(['record', 'rows', 'recordAndRows'])('%s shows what it uses only', (output) => {
		expect(shownFor({ operation: 'compare', output })).toEqual([
			'amountUnit',
			'earlier',
			'later',
			'operation',
			'options',
			'options.allowDifferentPersons',
			'options.numberFormat',
			'output',
			'resource',
		]);
	});

	it('draws no output for review', () => {
		const { description } = engine.nodeType;
		const parameters = { operation: 'compare', options: { reviewOutput: true } };
		const workflow = engine.buildWorkflow({ parameters });
		const built = workflow.getNode('Computer Vision Vietnam');
		expect(built && NodeHelpers.getNodeOutputs(workflow, built, description)).toHaveLength(1);
	});

	it('offers corrections and a second response to reshape alone', () => {
		expect(shownFor({ operation: 'reshape' })).toEqual(
			expect.arrayContaining(['corrections', 'secondResponse', 'options.expectedIdCard']),
		);
		for (const operation of ['extract', 'compare']) {
			const shown = shownFor({ operation });
			expect(shown).not.toContain('corrections');
			expect(shown).not.toContain('secondResponse');
		}
	});
});
