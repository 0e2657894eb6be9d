import type {
	INode,
	INodeParameters,
	INodeProperties,
	INodePropertyOptions,
	INodeTypeDescription,
} from 'n8n-workflow';
import { NodeHelpers } from 'n8n-workflow';
import { startEngine } from '../support/engine.ts';
import type { Engine } from '../support/engine.ts';

let engine: Engine;
let description: INodeTypeDescription;

beforeAll(async () => {
	engine = await startEngine();
	description = engine.nodeType.description;
});

afterAll(async () => {
	await engine.stop();
});

function toNode(parameters: INodeParameters): INode {
	const { name } = description;
	return { id: '1', name, type: name, typeVersion: 1, position: [0, 0], parameters };
}

/** What the editor would mark in red for these parameters, defaults filled in. */
function issuesOf(parameters: INodeParameters) {
	const node = toNode(engine.fillParameters(parameters));
	return NodeHelpers.getNodeParametersIssues(description.properties, node, description)?.parameters;
}

/** The names of the parameters that the form shows, options of the collection with a dot. */
function shownFor(parameters: INodeParameters): string[] {
	const node = toNode(engine.fillParameters(parameters));
	const isShown = (property: INodeProperties, path: string) =>
		NodeHelpers.displayParameterPath(node.parameters, property, path, node, description);
	const top = description.properties.filter((property) => isShown(property, ''));
	const options = top.find(({ name }) => name === 'options')?.options as INodeProperties[];
	const inner = options.filter((option) => isShown(option, 'options'));
	return [...top.map(({ name }) => name), ...inner.map(({ name }) => `options.${name}`)];
}

const outputsFor = (parameters: INodeParameters) =>
	NodeHelpers.getNodeOutputs(
		engine.buildWorkflow({ parameters }),
		engine.buildWorkflow({ parameters }).getNode('Computer Vision Vietnam')!,
		description,
	).map((output) => (typeof output === 'string' ? output : (output.displayName ?? output.type)));

const valuesOf = (name: string, operation = 'extract'): unknown[] => {
	const property = description.properties.find(
		(candidate) =>
			candidate.name === name &&
			(candidate.displayOptions?.show?.['operation'] ?? [operation]).includes(operation),
	);
	return (property?.options as INodePropertyOptions[]).map(({ value }) => value);
};

const SHAPED_OPTIONS = [
	'options.expectedCicCode',
	'options.expectedIdCard',
	'options.includeConfidence',
	'options.includeImages',
	'options.includeOriginalText',
	'options.includePosition',
	'options.maskIdentifiers',
	'options.minConfidence',
	'options.numberFormat',
	'options.reviewOutput',
];
const SENT_OPTIONS = [
	'options.checkSum',
	'options.maxConcurrency',
	'options.maxRetries',
	'options.requestsPerMinute',
	'options.retryTimeouts',
	'options.timeout',
];

describe('the names that saved workflows rely on', () => {
	it('are those of the contract', () => {
		expect(description).toMatchObject({
			displayName: 'Computer Vision Vietnam',
			name: 'computerVisionVietnam',
			version: 1,
			usableAsTool: true,
			credentials: [{ name: 'computerVisionVietnamApi', required: true }],
		});
		expect(
			engine.credentialType.properties.map(({ name, default: value }) => [name, value]),
		).toEqual([
			['apiKey', ''],
			['apiSecret', ''],
			['baseUrl', 'https://demo.computervision.com.vn'],
			['allowInsecureHttp', false],
		]);
	});

	it.each([
		['resource', ['creditReport']],
		['operation', ['extract', 'compare', 'reshape']],
		['inputMode', ['binary', 'url', 'base64']],
		['output', ['record', 'rows', 'recordAndRows', 'reviewItems', 'raw']],
		['tablesInRecord', ['columns', 'lists', 'json', 'none']],
		['amountUnit', ['asPrinted', 'millionVnd', 'vnd']],
		[
			'tables',
			[
				'loan_details',
				'credit_card_info',
				'outstanding_loans',
				'bad_debt',
				'late_payments',
				'loan_guarantee',
				'credit_contract',
				'customers_look_up',
			],
		],
	])('%s offers its values', (name, values) => {
		expect(valuesOf(name)).toEqual(expect.arrayContaining(values));
		expect(valuesOf(name)).toHaveLength(values.length);
	});

	it('reshape offers no raw output', () => {
		expect(valuesOf('output', 'reshape')).toEqual([
			'record',
			'rows',
			'recordAndRows',
			'reviewItems',
		]);
	});

	it('the defaults are those of the contract', () => {
		expect(engine.fillParameters({})).toEqual({
			resource: 'creditReport',
			operation: 'extract',
			billingNotice: '',
			inputMode: 'binary',
			binaryPropertyName: 'data',
			output: 'record',
			tablesInRecord: 'columns',
			amountUnit: 'asPrinted',
			options: {},
		});
		const options = description.properties.find(({ name }) => name === 'options')?.options;
		const defaults = (options as INodeProperties[]).map(({ name, default: value }) => [
			name,
			value,
		]);
		expect(Object.fromEntries(defaults)).toEqual({
			allowDifferentPersons: false,
			checkSum: '',
			expectedCicCode: '',
			expectedIdCard: '',
			fileName: '',
			filesAreOneReport: false,
			includeConfidence: false,
			includeImages: false,
			includeOriginalText: false,
			includePosition: false,
			maskIdentifiers: false,
			maxConcurrency: 4,
			maxRetries: 2,
			minConfidence: 0.85,
			numberFormat: 'detect',
			repeatReportFields: true,
			requestsPerMinute: 0,
			retryTimeouts: false,
			reviewOutput: false,
			timeout: 120,
		});
	});
});

describe('the editor has nothing to complain about', () => {
	it.each<INodeParameters>([
		{},
		{ inputMode: 'url', url: 'https://files.example.com/a.pdf' },
		{ inputMode: 'base64', base64: '={{ $json.text }}', options: { fileName: 'a.pdf' } },
		{ operation: 'reshape' },
		{ operation: 'reshape', output: 'reviewItems', corrections: '={{ $json.corrections }}' },
		{ operation: 'compare', options: { allowDifferentPersons: true } },
		{
			binaryPropertyName: 'attachment_*',
			output: 'recordAndRows',
			tables: ['bad_debt'],
			tablesInRecord: 'json',
			amountUnit: 'millionVnd',
			options: {
				checkSum: 'x',
				includeConfidence: true,
				includeImages: true,
				includeOriginalText: true,
				includePosition: true,
				maskIdentifiers: true,
				maxConcurrency: 8,
				maxRetries: 0,
				minConfidence: 0.5,
				repeatReportFields: false,
				requestsPerMinute: 60,
				retryTimeouts: true,
				reviewOutput: true,
				timeout: 10,
			},
		},
	])('with %j', (parameters) => {
		expect(issuesOf(parameters)).toBeUndefined();
	});

	it('except where something needed is missing', () => {
		expect(issuesOf({ binaryPropertyName: '' })).toHaveProperty('binaryPropertyName');
		expect(issuesOf({ inputMode: 'url' })).toHaveProperty('url');
		expect(issuesOf({ inputMode: 'base64' })).toHaveProperty('base64');
	});
});

describe('the form shows what applies, and nothing else', () => {
	const HEAD = ['resource', 'operation', 'billingNotice', 'inputMode'];

	it.each<[INodeParameters, string[]]>([
		[
			{},
			[
				...HEAD,
				'binaryPropertyName',
				'output',
				'tablesInRecord',
				'amountUnit',
				'options',
				'options.filesAreOneReport',
			],
		],
		[
			{ output: 'reviewItems' },
			[
				...HEAD,
				'binaryPropertyName',
				'output',
				'amountUnit',
				'options',
				'options.filesAreOneReport',
			],
		],
		[
			{ inputMode: 'url', output: 'rows' },
			[...HEAD, 'url', 'output', 'tables', 'amountUnit', 'options', 'options.repeatReportFields'],
		],
		[
			{ inputMode: 'base64', output: 'recordAndRows' },
			[
				...HEAD,
				'base64',
				'output',
				'tables',
				'tablesInRecord',
				'amountUnit',
				'options',
				'options.fileName',
				'options.repeatReportFields',
			],
		],
	])('extract with %j', (parameters, names) => {
		const expected = [...names, ...SHAPED_OPTIONS, ...SENT_OPTIONS];
		expect(shownFor(parameters).toSorted()).toEqual(expected.toSorted());
	});

	it('extract with raw', () => {
		const shown = ['options', 'options.filesAreOneReport', 'options.includeImages'];
		const names = [...HEAD, 'binaryPropertyName', 'output', ...shown];
		expect(shownFor({ output: 'raw' }).toSorted()).toEqual([...names, ...SENT_OPTIONS].toSorted());
	});

	it('reshape', () => {
		const names = ['resource', 'operation', 'response', 'output', 'tablesInRecord', 'amountUnit'];
		expect(shownFor({ operation: 'reshape' }).toSorted()).toEqual(
			[...names, 'secondResponse', 'corrections', 'options', ...SHAPED_OPTIONS].toSorted(),
		);
	});

	it('asks for a credential only where something is sent', () => {
		const isAsked = (parameters: INodeParameters) =>
			NodeHelpers.displayParameter(
				engine.fillParameters(parameters),
				description.credentials![0]!,
				toNode(parameters),
				description,
			);
		expect(isAsked({})).toBe(true);
		expect(isAsked({ operation: 'reshape' })).toBe(false);
	});
});

describe('the outputs follow the parameters', () => {
	it.each<[INodeParameters, string[]]>([
		[{}, ['main']],
		[{ output: 'rows' }, ['main']],
		[{ output: 'raw', options: { reviewOutput: true } }, ['main']],
		[{ output: 'recordAndRows' }, ['Records', 'Rows']],
		[{ options: { reviewOutput: true } }, ['Record', 'Needs Review']],
		[{ output: 'rows', options: { reviewOutput: true } }, ['Rows', 'Needs Review']],
		[
			{ output: 'recordAndRows', options: { reviewOutput: true } },
			['Records', 'Rows', 'Needs Review'],
		],
		[{ operation: 'reshape', output: 'recordAndRows' }, ['Records', 'Rows']],
		[{ output: 'reviewItems' }, ['main']],
		[{ operation: 'compare' }, ['main']],
	])('%j', (parameters, names) => {
		expect(outputsFor(parameters)).toEqual(names);
	});
});

it('the node panel finds it by what people look for', () => {
	const words = description.codex?.alias?.map((alias) => alias.toLowerCase());
	expect(words).toEqual(expect.arrayContaining(['credit report', 'cic', 'ocr', 's11a', 'loan']));
	expect(description.codex?.resources?.primaryDocumentation?.[0]?.url).toMatch(/^https:/);
});

it('every parameter explains itself in English', () => {
	const options = description.properties.find(({ name }) => name === 'options')?.options;
	const named = [...description.properties, ...(options as INodeProperties[])].filter(
		({ name }) => !['resource', 'operation', 'options', 'billingNotice'].includes(name),
	);
	for (const { displayName, description: text = '' } of named) {
		expect(text.length).toBeGreaterThan(20);
		expect(text.toLowerCase()).not.toBe(displayName.toLowerCase());
		expect(`${displayName} ${text}`).toMatch(/^[\x20-\x7e]+$/);
	}
});
