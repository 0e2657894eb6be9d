import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import getPort from 'get-port';
import type {
	IDataObject,
	INode,
	INodeExecutionData,
	INodeParameters,
	INodeTypeDescription,
} from 'n8n-workflow';
import { runExample } from '../../scripts/host/demo.ts';
import { CREDENTIAL_TYPE, EXTRACT_NODE, readExample } from '../../scripts/host/examples.ts';
import { installHost } from '../../scripts/host/installHost.ts';
import type { N8nVersion } from '../../scripts/host/installHost.ts';
import { itemsOfNode } from '../../scripts/host/n8nClient.ts';
import type { Execution, WorkflowFile } from '../../scripts/host/n8nClient.ts';
import { projectPath } from '../../scripts/host/project.ts';
import {
	BAD_DEBT_AMOUNTS,
	BAD_DEBT_FACTS,
	BAD_DEBT_FILE,
	BAD_DEBT_IDENTIFIERS,
	BAD_DEBT_ROW_COUNTS,
	BAD_DEBT_ROWS,
} from '../support/badDebtReport.ts';
import {
	buildWorkflow,
	download,
	everySeconds,
	extractReport,
	manualTrigger,
	toBase64,
	webhook,
} from '../support/buildWorkflow.ts';
import type { CredentialReference } from '../support/buildWorkflow.ts';
import {
	IDENTITY_NAMES,
	REVIEW_NAMES,
	SCALAR_NAMES,
	SUMMARY_NAMES,
	TABLE_COLUMNS,
} from '../support/contractNames.ts';
import type { TableName } from '../support/contractNames.ts';
import { N8N_START_TIMEOUT_MS, startNodeInN8n } from '../support/n8n.ts';
import type { NodeInN8n } from '../support/n8n.ts';
import { postFile } from '../support/postFile.ts';
import { sampleHash, readSample } from '../support/sampleDocuments.ts';

jest.setTimeout(120_000);

const INSTALL_TIMEOUT_MS = 900_000;
const SCHEDULE_TIMEOUT_MS = 30_000;
const RESHAPE_NODE = 'Reshape';
const MILLION = 1_000_000;
const VERSIONS: readonly N8nVersion[] = ['2.41.1', '1.123.81'];
const INPUT_MODES = ['binary', 'url', 'base64'] as const;
const OUTPUTS = ['record', 'rows', 'recordAndRows', 'raw'] as const;
const PARAMETER_SETS = ['minimal', 'full'] as const;
/** Parameters that an example leaves open because only the user's own n8n has a value for them. */
const CHOSEN_BY_USER = new Set(['dataTableId']);
const FULL_TABLES: readonly TableName[] = ['loan_details', 'bad_debt'];
const ALL_TABLES = Object.keys(BAD_DEBT_ROW_COUNTS) as TableName[];

type InputMode = (typeof INPUT_MODES)[number];
type Output = (typeof OUTPUTS)[number];
type ParameterSet = (typeof PARAMETER_SETS)[number];

/** Every parameter and every option with a value that is not its default. */
const FULL_PARAMETERS: INodeParameters = {
	tables: [...FULL_TABLES],
	tablesInRecord: 'lists',
	amountUnit: 'millionVnd',
	options: {
		minConfidence: 0.5,
		includeConfidence: true,
		includePosition: true,
		includeOriginalText: true,
		includeImages: true,
		maskIdentifiers: true,
		repeatReportFields: false,
		reviewOutput: true,
		maxConcurrency: 2,
		requestsPerMinute: 6000,
		timeout: 60,
		maxRetries: 1,
		retryTimeouts: true,
		checkSum: 'batch-7',
		fileName: 'named.pdf',
	},
};

const INPUT_PARAMETERS: Readonly<Record<InputMode, (url: string) => INodeParameters>> = {
	binary: () => ({}),
	url: (url) => ({ inputMode: 'url', url }),
	base64: () => ({ inputMode: 'base64', base64: '={{ $json.document }}' }),
};

const setOf = (parameters: ParameterSet): INodeParameters =>
	parameters === 'full' ? FULL_PARAMETERS : {};

const countOf = (tables: readonly TableName[]): number =>
	tables.reduce((sum, table) => sum + BAD_DEBT_ROW_COUNTS[table], 0);

/** What both versions gave, to be compared at the end. */
const given: Record<string, Partial<Record<N8nVersion, unknown>>> = {};

/** The values of a record, whichever way the document came in. */
function expectRecord(item: INodeExecutionData | undefined, parameters: ParameterSet): void {
	const isFull = parameters === 'full';
	const factor = isFull ? MILLION : 1;
	const names = [...IDENTITY_NAMES, ...SCALAR_NAMES, ...SUMMARY_NAMES, ...REVIEW_NAMES];
	expect(Object.keys(item?.json ?? {})).toEqual(expect.arrayContaining(names));
	const amounts = Object.entries(BAD_DEBT_AMOUNTS).map(([name, value]) => [name, value * factor]);
	expect(item?.json).toMatchObject({
		...BAD_DEBT_FACTS,
		...Object.fromEntries(amounts),
		...BAD_DEBT_IDENTIFIERS[isFull ? 'masked' : 'printed'],
		amount_unit: isFull ? 'VND' : 'as_printed',
		needs_review: false,
		...(isFull ? { credit_score_text: '431' } : { loan_details_4_total: 1250 }),
	});
	if (isFull) expect(item?.json['loan_details']).toHaveLength(BAD_DEBT_ROW_COUNTS.loan_details);
	const images = Object.keys(item?.binary ?? {});
	expect(images).toEqual(isFull ? expect.arrayContaining(['page_1', 'loan_details']) : []);
}

function expectRow({ json, binary }: INodeExecutionData, parameters: ParameterSet): void {
	const columns = TABLE_COLUMNS[json['table'] as TableName];
	const names = [...IDENTITY_NAMES, 'table', 'row', 'row_key', ...columns, ...REVIEW_NAMES];
	const repeated = parameters === 'full' ? [] : SCALAR_NAMES;
	expect(Object.keys(json)).toEqual(expect.arrayContaining([...names, ...repeated]));
	if (parameters === 'minimal') return;
	expect(json).not.toHaveProperty('cic_code');
	expect(Object.keys(binary ?? {})).toEqual([json['table']]);
}

/** The rows of the chosen tables, in the order of the report. */
function expectRows(items: readonly INodeExecutionData[], parameters: ParameterSet): void {
	const tables = parameters === 'full' ? FULL_TABLES : ALL_TABLES;
	const rows = items.map(({ json }) => json);
	expect(rows).toHaveLength(countOf(tables));
	for (const item of items) expectRow(item, parameters);
	expect([...new Set(rows.map(({ table }) => table))]).toEqual(tables);
	for (const row of BAD_DEBT_ROWS) expect(rows).toContainEqual(expect.objectContaining(row));
	expect(new Set(rows.map(({ row_key: key }) => key)).size).toBe(rows.length);
	const total = parameters === 'full' ? 1250 * MILLION : 1250;
	expect(rows.find(({ institution_code: code }) => code === '48996T01')).toMatchObject({ total });
}

/** The items of each output, in the order the contract names them. */
function expectOutputs(
	outputs: readonly INodeExecutionData[][],
	output: Exclude<Output, 'raw'>,
	parameters: ParameterSet,
): void {
	const [first = [], second = []] = outputs;
	const lanes = (output === 'recordAndRows' ? 2 : 1) + (parameters === 'full' ? 1 : 0);
	expect(outputs).toHaveLength(lanes);
	if (output !== 'rows') {
		expect(first).toHaveLength(1);
		expectRecord(first[0], parameters);
	}
	if (output !== 'record') expectRows(output === 'rows' ? first : second, parameters);
	if (parameters === 'full') expect(outputs.at(-1)).toEqual([]);
	for (const { json, pairedItem } of outputs.flat()) {
		expect(pairedItem).toEqual({ item: 0 });
		expect(json).not.toHaveProperty('error');
	}
}

/** The reply that the sandbox has for the document, with the images left out. */
const savedReply = (): IDataObject =>
	JSON.parse(readFileSync(projectPath('test/fixtures/documents/bad-debt.reply.json'), 'utf8'));

const jsonOf = (outputs: readonly INodeExecutionData[][]): IDataObject[][] =>
	outputs.map((items) => items.map(({ json }) => json));

const errorOf = ({
	data,
}: Execution): { message: string; description?: string | null | undefined } =>
	data.resultData.error ?? { message: 'no error' };

describe.each(VERSIONS)('n8n %s', (version) => {
	let started: NodeInN8n;
	let credential: CredentialReference;
	let nodeTypes: INodeTypeDescription[];

	beforeAll(async () => void (await installHost(version)), INSTALL_TIMEOUT_MS);
	beforeAll(async () => {
		// Before n8n 2, community nodes are offered as tools only with this.
		const env = { N8N_COMMUNITY_PACKAGES_ALLOW_TOOL_USAGE: 'true' };
		started = await startNodeInN8n({ version, env });
		const name = 'Sandbox API';
		const { client } = started.n8n;
		const id = await client.saveCredential(name, CREDENTIAL_TYPE, started.sandbox.credential);
		credential = { id, name };
		nodeTypes = await client.readNodeTypes();
	}, N8N_START_TIMEOUT_MS);
	beforeEach(async () => void (await started.sandbox.control('reset')));
	afterAll(async () => await started?.stop());

	const documentUrl = (): string => started.sandbox.documentUrl(BAD_DEBT_FILE);

	const parametersFor = (inputMode: InputMode, output: Output, set: ParameterSet) => ({
		...INPUT_PARAMETERS[inputMode](documentUrl()),
		output,
		...setOf(set),
	});

	const run = async (workflow: WorkflowFile): Promise<Execution> => {
		const { client } = started.n8n;
		return await client.runWorkflow(await client.saveWorkflow(workflow));
	};

	/** One document that reaches the node in all three ways at once. */
	const source = () => [manualTrigger(), download(documentUrl()), toBase64()] as const;

	const extract = async (parameters: INodeParameters): Promise<INodeExecutionData[][]> => {
		const node = extractReport(parameters, credential);
		const execution = await run(buildWorkflow('Extract', ...source(), node));
		return itemsOfNode(execution, EXTRACT_NODE);
	};

	describe.each(INPUT_MODES)('%s', (inputMode) => {
		const cases = OUTPUTS.flatMap((output) => PARAMETER_SETS.map((set) => [output, set] as const));

		test.each(cases)('gives %s with %s parameters', async (output, set) => {
			const outputs = await extract(parametersFor(inputMode, output, set));
			const { log, billed } = await started.sandbox.stats();
			expect(billed).toBe(1);
			expect(log.at(-1)).toMatchObject({
				getThumb: set === 'full' ? 'true' : 'false',
				checkSum: set === 'full' ? 'batch-7' : null,
				sha256: sampleHash(BAD_DEBT_FILE),
			});
			if (output === 'raw') expect(outputs[0]?.[0]?.json).toHaveProperty('errorCode', '0');
			else expectOutputs(outputs, output, set);
			const name = `${inputMode} ${output} ${set}`;
			given[name] = { ...given[name], [version]: jsonOf(outputs) };
		});

		test('names the document and its hash where they are known', async () => {
			const { options } = FULL_PARAMETERS;
			const parameters = parametersFor(inputMode, 'record', 'minimal');
			const [[item] = []] = await extract({ ...parameters, options: options ?? {} });
			expect(item?.json).toMatchObject({
				document_name: inputMode === 'base64' ? 'named.pdf' : BAD_DEBT_FILE,
				document_field: inputMode === 'binary' ? 'data' : inputMode,
				document_sha256: inputMode === 'url' ? null : sampleHash(BAD_DEBT_FILE),
			});
		});
	});

	const reshapeCases = (['record', 'rows', 'recordAndRows'] as const).flatMap((output) =>
		PARAMETER_SETS.map((set) => [output, set] as const),
	);

	test.each(reshapeCases)('reshapes a raw reply into %s, %s', async (output, set) => {
		// Images come with the saved reply or not at all.
		const images = set === 'full' ? { options: { includeImages: true } } : {};
		const raw = extractReport({ output: 'raw', ...images }, credential);
		const reshape = extractReport({ operation: 'reshape', output, ...setOf(set) }, null, {
			name: RESHAPE_NODE,
		});
		const execution = await run(buildWorkflow('Reshape', ...source(), raw, reshape));
		const outputs = itemsOfNode(execution, RESHAPE_NODE);
		expectOutputs(outputs, output, set);
		expect(outputs[0]?.[0]?.json).toMatchObject({
			document_name: null,
			document_field: 'response',
			document_sha256: null,
		});
		expect(await started.sandbox.stats()).toMatchObject({ calls: 1 });
	});

	test('raw is the reply of the API, unchanged', async () => {
		const [[item] = []] = await extract({ output: 'raw' });
		const { data, ...envelope } = savedReply();
		expect(item?.json).toMatchObject(envelope);
		const [info] = (data as { info: IDataObject[] }).info;
		const { cic_code: code, loan_details: loans, bad_debt: badDebt } = info ?? {};
		expect(item?.json['data']).toMatchObject({
			info: [{ cic_code: code, loan_details: loans, bad_debt: badDebt }],
		});
	});

	test('the credential test tells key, host and quota apart and costs nothing', async () => {
		const { n8n, sandbox } = started;
		const ask = async (changes: IDataObject) => {
			const data = { ...sandbox.credential, ...changes };
			const id = await n8n.client.saveCredential('Asked', CREDENTIAL_TYPE, data);
			return await n8n.client.testCredential(id);
		};
		const closedPort = await getPort({ host: '127.0.0.1' });
		const results = {
			right: await ask({}),
			padded: await ask({ apiKey: ` ${sandbox.apiKey}\n` }),
			wrongKey: await ask({ apiKey: 'another-key' }),
			wrongSecret: await ask({ apiSecret: 'another-secret' }),
			wrongHost: await ask({ baseUrl: n8n.url }),
			deadHost: await ask({ baseUrl: `http://127.0.0.1:${closedPort}` }),
		};
		await sandbox.control('config', { wrongKey: 'http' });
		const unauthorized = await ask({ apiKey: 'another-key' });
		await sandbox.control('config', { quota: 0 });
		const exhausted = await ask({});
		const failed = { status: 'Error' };
		expect(results).toMatchObject({
			right: { status: 'OK' },
			padded: { status: 'OK' },
			wrongKey: { ...failed, message: expect.stringMatching(/key and secret/) },
			wrongSecret: { ...failed, message: expect.stringMatching(/key and secret/) },
			wrongHost: { ...failed, message: expect.stringMatching(/not the Computer Vision/) },
			deadHost: failed,
		});
		// An n8n 1 has its own words for HTTP 401.
		const refused = expect.stringMatching(/key and secret|check your credentials/);
		expect(unauthorized).toMatchObject({ ...failed, message: refused });
		expect(exhausted).toMatchObject({ ...failed, message: expect.stringMatching(/used up/) });
		expect(results.deadHost.message).not.toMatch(/key and secret|used up/);
		expect(await sandbox.stats()).toMatchObject({ billed: 0, documents: {} });
	});

	/** The issues that the editor would show at a node ("The workflow has issues"). */
	const issuesOf = (node: INode): unknown => {
		const load = createRequire(join(started.n8n.host.folder, 'package.json'));
		const { NodeHelpers } = load('n8n-workflow') as typeof import('n8n-workflow');
		const type = nodeTypes.find(
			({ name, version: known }) => name === node.type && [known].flat().includes(node.typeVersion),
		);
		if (type === undefined) return `unknown: ${node.type} ${node.typeVersion}`;
		const { parameters, ...rest } = node;
		const filled = NodeHelpers.getNodeParameters(
			type.properties,
			parameters,
			true,
			false,
			rest,
			type,
		);
		const whole = { ...node, parameters: filled ?? {} };
		const issues = NodeHelpers.getNodeParametersIssues(type.properties, whole, type);
		const names = Object.keys(issues?.parameters ?? {});
		return names.every((name) => CHOSEN_BY_USER.has(name)) ? null : issues;
	};

	test.each(readdirSync(projectPath('examples')).filter((file) => file.endsWith('.json')))(
		'the example %s has no issues',
		async (file) => {
			const { nodes } = await readExample(file);
			const found = nodes.map((node) => [node.name, issuesOf(node)]);
			expect(found.filter(([, issues]) => issues !== null)).toEqual([]);
		},
	);

	test('that check sees a URL that was left empty', () => {
		const { nodes } = buildWorkflow('Issues', extractReport({ inputMode: 'url' }, null));
		expect(issuesOf(nodes[0]!)).toMatchObject({ parameters: { url: [expect.any(String)] } });
	});

	test('the examples for the three ways in run', async () => {
		const examples = await started.saveExamples(BAD_DEBT_FILE);
		expect(examples).toHaveLength(INPUT_MODES.length);
		for (const example of examples) {
			const { records, rows } = await runExample(started.n8n.client, example);
			expect(records).toEqual([expect.objectContaining(BAD_DEBT_FACTS)]);
			expect(rows).toHaveLength(countOf(ALL_TABLES));
		}
	});

	test('runs behind a webhook that takes an upload', async () => {
		const { client, url } = started.n8n;
		const node = extractReport({ tablesInRecord: 'none' }, credential);
		const trigger = webhook('report', { responseMode: 'lastNode' });
		const id = await client.saveWorkflow(buildWorkflow('Webhook', trigger, node));
		await client.setActive(id, true);
		const file = { bytes: new Uint8Array(readSample(BAD_DEBT_FILE)), name: 'từ web.pdf' };
		const response = await postFile(`${url}/webhook/report`, file);
		await client.setActive(id, false);
		expect(response.status).toBe(200);
		expect(await response.json()).toMatchObject({ ...BAD_DEBT_FACTS, document_name: 'từ web.pdf' });
	});

	test('runs on a schedule', async () => {
		const { client } = started.n8n;
		const node = extractReport(parametersFor('url', 'rows', 'minimal'), credential);
		const id = await client.saveWorkflow(buildWorkflow('Schedule', everySeconds(1), node));
		await client.setActive(id, true);
		const deadline = Date.now() + SCHEDULE_TIMEOUT_MS;
		let executions: string[] = [];
		while (executions.length === 0 && Date.now() < deadline) {
			await delay(300);
			executions = await client.listExecutions(id);
		}
		await client.setActive(id, false);
		const execution = await client.readExecution(executions[0] ?? 'none');
		expectRows(itemsOfNode(execution, EXTRACT_NODE)[0] ?? [], 'minimal');
	});

	test('runs by `n8n execute`', async () => {
		const { n8n } = started;
		const node = extractReport({ output: 'recordAndRows' }, credential);
		const workflow = buildWorkflow('Command', ...source(), node);
		const result = await n8n.executeByCommand(await n8n.client.saveWorkflow(workflow));
		const { data } = result as Pick<Execution, 'data'>;
		const main = data.resultData.runData[EXTRACT_NODE]?.[0]?.data?.['main'] ?? [];
		const outputs = main.map((items) => items ?? []);
		expectOutputs(outputs, 'recordAndRows', 'minimal');
	});

	test('a refused document stops the run with its name and what to do', async () => {
		await started.sandbox.control('faults', [{ name: 'error-code-3' }]);
		const node = extractReport({}, credential);
		const execution = await run(buildWorkflow('Refused', ...source(), node));
		expect(execution.status).toBe('error');
		expect(errorOf(execution).message).toMatch(/bad-debt\.pdf/);
		expect(errorOf(execution).description).toMatch(/\w+/);
		const { apiSecret } = started.sandbox;
		expect(JSON.stringify(execution.data.resultData.error)).not.toContain(apiSecret);
	});

	test('with Continue the refused document goes to the error output, the next one on', async () => {
		await started.sandbox.control('faults', [{ name: 'error-code-3' }]);
		const settings = { onError: 'continueErrorOutput' } as const;
		const parameters = {
			inputMode: 'url',
			url: '={{ $json.url }}',
			options: { maxConcurrency: 1 },
		};
		const node = extractReport(parameters, credential, settings);
		const urls = [started.sandbox.documentUrl('clean-borrower.pdf'), documentUrl()];
		// Two documents: the same one twice would be sent once, and refused for both items.
		const two = {
			name: 'Two',
			type: 'n8n-nodes-base.code',
			typeVersion: 2,
			parameters: { jsCode: `return ${JSON.stringify(urls)}.map((url) => ({ json: { url } }));` },
		};
		const workflow = buildWorkflow('Continue', manualTrigger(), two, node);
		const outputs = itemsOfNode(await run(workflow), EXTRACT_NODE);
		expect(outputs.map((items) => items.length)).toEqual([1, 1]);
		expect(outputs[0]?.[0]).toMatchObject({ json: BAD_DEBT_FACTS, pairedItem: { item: 1 } });
		const failed = outputs[1]?.[0];
		expect(failed?.json['error'] ?? failed?.error).toBeTruthy();
		expect(JSON.stringify(failed)).toMatch(/clean-borrower\.pdf/);
	});
});

test('both versions give the same items', () => {
	const names = Object.keys(given);
	expect(names).toHaveLength(INPUT_MODES.length * OUTPUTS.length * PARAMETER_SETS.length);
	for (const name of names) {
		const [current, previous] = VERSIONS.map((version) => given[name]?.[version]);
		expect({ name, items: previous }).toEqual({ name, items: current });
	}
});
