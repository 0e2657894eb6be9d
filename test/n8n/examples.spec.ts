import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { INode, INodeTypeDescription } from 'n8n-workflow';
import { EXTRACT_NODE, INPUT_EXAMPLES, readExample } from '../../scripts/host/examples.ts';
import type { WorkflowFile } from '../../scripts/host/n8nClient.ts';
import { makeTemporaryFolder } from '../../scripts/host/temporaryFolder.ts';
import type { TemporaryFolder } from '../../scripts/host/temporaryFolder.ts';
import { changeNodes, ExampleBench, jsonOf } from '../support/exampleBench.ts';
import { startFakeChatModel } from '../support/fakeChatModel.ts';
import { N8N_START_TIMEOUT_MS, startNodeInN8n } from '../support/n8n.ts';
import type { NodeInN8n } from '../support/n8n.ts';

jest.setTimeout(N8N_START_TIMEOUT_MS);

/** Each is run in `reviewExamples.spec.ts`. */
const RUN_THERE = [
	'applicants-own-report.json',
	'monthly-monitor.json',
	'review-with-corrections.json',
	'two-readings.json',
];
/** Each is run below; those for the three input modes in `packedNode.spec.ts`. */
const RUN_HERE = [
	'agent-tool.json',
	'email-to-crm.json',
	'form-upload-to-record.json',
	'keep-raw-and-reshape.json',
	'review-with-approval.json',
	'scheduled-folder.json',
	'skip-duplicates.json',
	'thousands-in-batches.json',
];
const ALL = readdirSync('examples').filter((name) => name.endsWith('.json'));

let started: NodeInN8n;
let temporary: TemporaryFolder;
let bench: ExampleBench;
let types: INodeTypeDescription[];

beforeAll(async () => {
	temporary = await makeTemporaryFolder('examples');
	started = await startNodeInN8n({ readableFolders: [temporary.path] });
	bench = new ExampleBench(started, temporary.path);
	types = await bench.client.readNodeTypes();
});

afterAll(async () => {
	await started.stop();
	await temporary.remove();
});

beforeEach(async () => {
	await started.sandbox.control('reset');
});

const billed = async (): Promise<number> => (await started.sandbox.stats()).billed;
const filesIn = (folder: string, name: string): string[] => readdirSync(join(folder, name)).sort();

test('every example is run by a test and named in the README of the examples', () => {
	expect(ALL.sort()).toEqual(
		[...RUN_HERE, ...RUN_THERE, ...INPUT_EXAMPLES.map(({ file }) => file)].sort(),
	);
	const readme = readFileSync('examples/README.md', 'utf8');
	expect(ALL.filter((name) => !readme.includes(`(${name})`))).toEqual([]);
});

test.each(ALL)(
	'%s explains itself, holds no credential, and has only nodes n8n has',
	async (file) => {
		const { nodes } = await readExample(file);
		const isKnown = ({ type, typeVersion }: INode) =>
			types.some(({ name, version }) => name === type && [version].flat().includes(typeVersion));
		expect(nodes.filter((node) => !isKnown(node)).map(({ name }) => name)).toEqual([]);
		expect(nodes.filter(({ credentials }) => credentials)).toEqual([]);
		const notes = nodes.filter(({ type }) => type === 'n8n-nodes-base.stickyNote');
		expect(notes.length).toBeGreaterThanOrEqual(2);
		expect(JSON.stringify(notes)).toMatch(/credential/);
	},
);

async function uploadReport(file: string, document: string, consent = true) {
	const example = await bench.save(file);
	const url = await bench.openForm(example);
	const fields = new FormData();
	fields.append('field-0', await bench.upload(document));
	if (consent) fields.append('field-1[]', 'The person agreed to this credit check');
	return { example, answer: await bench.postForm(url, fields) };
}

test('form-upload-to-record.json shows the figures of the uploaded report', async () => {
	const { example, answer } = await uploadReport('form-upload-to-record.json', 'bad-debt.pdf');
	const { formWaitingUrl } = JSON.parse(answer) as { formWaitingUrl: string };
	const id = await bench.waitForExecution(example, 'waiting');
	const page = await (await fetch(formWaitingUrl)).text();
	expect(page).toContain('The report has been read');
	expect(page).toContain('Score: 431');
	expect(page).toContain('Loans: 1786500000 VND');
	// As the page does once it is shown.
	await bench.postForm(formWaitingUrl, new FormData());
	const [record] = jsonOf(await bench.client.readExecution(id), 'Save the record');
	expect(record).toMatchObject({ document_name: 'bad-debt.pdf', document_field: 'Report' });
});

/** What a node that writes to PostgreSQL would write, without the database. */
function writeNothing(node: INode): INode {
	if (node.type !== 'n8n-nodes-base.postgres') return node;
	const { value } = node.parameters['columns'] as { value: Record<string, string> };
	const assignments = Object.entries(value).map(([name, expression], index) => ({
		id: String(index),
		name,
		value: expression,
		type: /record$|^data$/.test(name) ? 'object' : 'string',
	}));
	return {
		...node,
		type: 'n8n-nodes-base.set',
		typeVersion: 3.4,
		parameters: { assignments: { assignments }, options: { ignoreConversionErrors: true } },
	};
}

const MAIL = { messageId: '<1@example.com>', subject: 'Reports', from: { text: 'a@example.com' } };

/** Gives the files of the inbox as mails, without a mail server. */
function mailInbox(workflow: WorkflowFile, folder: string): WorkflowFile {
	const asMail = { mode: 'raw', jsonOutput: JSON.stringify(MAIL), includeOtherFields: true };
	const mail = { ...asMail, options: { stripBinary: false } };
	const set = { type: 'n8n-nodes-base.set', typeVersion: 3.4, parameters: mail };
	const options = { dataPropertyName: 'attachment_0' };
	const read = { fileSelector: `${folder}/inbox/*`, options };
	const node = (name: string, type: string, parameters: INode['parameters'] = {}): INode => {
		const position: [number, number] = [0, 0];
		return { id: name, name, type: `n8n-nodes-base.${type}`, typeVersion: 1, position, parameters };
	};
	const link = (to: string) => ({ main: [[{ node: to, type: 'main' as const, index: 0 }]] });
	return {
		...workflow,
		nodes: [
			node('Start', 'manualTrigger'),
			node('Attachment', 'readWriteFile', read),
			...workflow.nodes.map((n) => (n.name === 'New mail' ? { ...n, ...set } : writeNothing(n))),
		],
		connections: {
			...workflow.connections,
			Start: link('Attachment'),
			Attachment: link('New mail'),
		},
	};
}

test('email-to-crm.json parts records, rows, reviews and problems, each with its mail', async () => {
	const example = await bench.save('email-to-crm.json', mailInbox);
	await bench.fillInbox(example, 'bad-debt.pdf', 'scanned-report.pdf');
	await bench.addUnknown(example);
	const execution = await bench.run(example, 'Start');
	const message_id = MAIL.messageId;
	expect(jsonOf(execution, 'Save the record')).toMatchObject([
		{ message_id, document_name: 'bad-debt.pdf', received_from: 'a@example.com' },
	]);
	expect(jsonOf(execution, 'Ask for review')).toMatchObject([
		{ message_id, document_name: 'scanned-report.pdf' },
	]);
	const rows = jsonOf(execution, 'Save the rows');
	expect(rows.length).toBeGreaterThan(40);
	expect(rows[0]).toMatchObject({ message_id, table_name: 'loan_details' });
	expect(jsonOf(execution, 'Keep the problem')).toMatchObject([
		{ message_id, subject: 'Reports', problem: expect.stringContaining('"unknown.pdf"') },
	]);
});

test('email-to-crm.json writes to the tables that email-to-crm.sql makes', async () => {
	const sql = readFileSync('examples/email-to-crm.sql', 'utf8');
	const tables = new Map(
		[...sql.matchAll(/TABLE IF NOT EXISTS (\w+) \(([^;]+)\);/g)].map(([, name, body = '']) => [
			name,
			[...body.matchAll(/^\t([a-z_0-9]+) /gm)].map(([, column]) => column),
		]),
	);
	const { nodes } = await readExample('email-to-crm.json');
	const writers = nodes.filter(({ type }) => type === 'n8n-nodes-base.postgres');
	expect(writers).toHaveLength(tables.size);
	for (const { parameters } of writers) {
		const { table, columns } = parameters as never as {
			table: { value: string };
			columns: { value: object };
		};
		expect(tables.get(table.value)).toEqual(expect.arrayContaining(Object.keys(columns.value)));
	}
});

test('scheduled-folder.json writes rows and problems, and reads no file twice', async () => {
	const example = await bench.save('scheduled-folder.json');
	await bench.fillInbox(example, 'bad-debt.pdf', 'clean-borrower.pdf');
	await bench.addUnknown(example);
	await bench.run(example, 'Every hour');
	const [problems = '', rows = '', ...others] = filesIn(example.folder, 'outbox');
	expect(others).toEqual([]);
	const read = (name: string) => readFileSync(join(example.folder, 'outbox', name), 'utf8');
	expect(read(problems)).toContain('unknown.pdf');
	const lines = read(rows).split('\n');
	expect(lines[0]).toContain('row_key');
	expect(lines.filter((line) => line.includes('loan_details')).length).toBeGreaterThan(5);
	expect(await billed()).toBe(2);
	await bench.run(example, 'Every hour');
	expect(filesIn(example.folder, 'outbox')).toHaveLength(2);
	expect((await started.sandbox.stats()).calls).toBe(3);
});

test('review-with-approval.json waits for a person and takes over the decision', async () => {
	const { example } = await uploadReport('review-with-approval.json', 'scanned-report.pdf', false);
	const id = await bench.waitForExecution(example, 'waiting');
	const { data } = await bench.client.request<{ data: string }>('GET', `/executions/${id}`);
	const [, link = ''] = /"(http:[^"]*form-waiting[^"]*)"/.exec(data) ?? [];
	const page = await (await fetch(link)).text();
	expect(page).toContain('Check scanned-report.pdf');
	expect(page).toContain('31/02/2023');
	const decision = new FormData();
	decision.append('field-0', 'Accept');
	decision.append('field-1', 'compared with the page');
	await bench.postForm(link, decision);
	const execution = await bench.client.readExecution(id);
	expect(jsonOf(execution, 'Save the record')).toMatchObject([
		{
			document_name: 'scanned-report.pdf',
			needs_review: true,
			decision: 'Accept',
			decision_comment: 'compared with the page',
		},
	]);
});

test('skip-duplicates.json sends a file again only if it failed', async () => {
	const { id: projectId } = await bench.client.request<{ id: string }>('GET', '/projects/personal');
	const table = await bench.client.request<{ id: string }>(
		'POST',
		`/projects/${projectId}/data-tables`,
		{
			name: 'credit_report_files',
			columns: ['sha256', 'document_name'].map((name) => ({ name, type: 'string' })),
		},
	);
	const dataTableId = { __rl: true, mode: 'id', value: table.id };
	const example = await bench.save(
		'skip-duplicates.json',
		changeNodes((node) =>
			node.type === 'n8n-nodes-base.dataTable'
				? { ...node, parameters: { ...node.parameters, dataTableId } }
				: node,
		),
	);
	await bench.fillInbox(example, 'bad-debt.pdf');
	await bench.addUnknown(example);
	const first = await bench.run(example, 'Start');
	expect(jsonOf(first, 'Save the record')).toMatchObject([{ document_name: 'bad-debt.pdf' }]);
	expect(jsonOf(first, 'Try again next time')).toHaveLength(1);
	const second = await bench.run(example, 'Start');
	expect(jsonOf(second, EXTRACT_NODE)).toEqual([]);
	expect(jsonOf(second, 'Try again next time')).toHaveLength(1);
	expect(await started.sandbox.stats()).toMatchObject({ calls: 3, billed: 1 });
});

test('keep-raw-and-reshape.json pays once and shapes as often as one likes', async () => {
	const example = await bench.save('keep-raw-and-reshape.json');
	await bench.fillInbox(example, 'bad-debt.pdf');
	await bench.run(example, 'Start reading');
	expect(filesIn(example.folder, 'replies')).toEqual(['bad-debt.pdf.json']);
	for (const _again of [1, 2]) {
		const execution = await bench.run(example, 'Start shaping');
		expect(jsonOf(execution, 'Records')).toMatchObject([
			{ loan_total: 1786500000, document_field: 'response' },
		]);
		expect(jsonOf(execution, 'Rows').length).toBeGreaterThan(20);
	}
	expect(await started.sandbox.stats()).toMatchObject({ calls: 1, billed: 1 });
});

test('agent-tool.json lets an agent read a report, with masked identifiers', async () => {
	const url = started.sandbox.documentUrl('bad-debt.pdf');
	const model = await startFakeChatModel(({ messages }) =>
		messages.at(-1)?.role === 'tool' ? { text: 'The score is 431.' } : { toolArguments: { url } },
	);
	try {
		const name = 'Fake model';
		const data = { apiKey: 'none', url: model.url };
		const id = await bench.client.saveCredential(name, 'openAiApi', data);
		const example = await bench.save(
			'agent-tool.json',
			changeNodes((node) =>
				node.name === 'OpenAI Chat Model'
					? { ...node, credentials: { openAiApi: { id, name } } }
					: node,
			),
		);
		const chatInput = `What is the score in ${url}?`;
		const chat = { chatInput, sessionId: 'one', action: 'sendMessage' };
		const execution = await bench.run(example, 'When chat message received', chat);
		expect(jsonOf(execution, 'AI Agent')).toMatchObject([{ output: 'The score is 431.' }]);
		const { content } = model.requests.at(-1)!.messages.at(-1)!;
		const seen = JSON.stringify(content);
		expect(seen).toContain('431');
		expect(seen).toContain('******0202');
		expect(seen).not.toContain('000282000202');
		expect(await billed()).toBe(1);
	} finally {
		await model.stop();
	}
});

test('thousands-in-batches.json writes a file per batch and keeps failures with their address', async () => {
	const example = await bench.save(
		'thousands-in-batches.json',
		changeNodes((node) =>
			node.name === 'Loop Over Items'
				? { ...node, parameters: { ...node.parameters, batchSize: 2 } }
				: node,
		),
	);
	const names = ['bad-debt.pdf', 'missing.pdf', 'clean-borrower.pdf'];
	const urls = names.map((name) => started.sandbox.documentUrl(name));
	writeFileSync(join(example.folder, 'reports.csv'), `url\n${urls.join('\n')}\n`);
	await bench.run(example, 'Start');
	expect(filesIn(example.folder, 'results')).toEqual(['batch-1.csv', 'batch-2.csv']);
	const read = (name: string) => readFileSync(join(example.folder, 'results', name), 'utf8');
	expect(read('batch-1.csv')).toMatch(/bad-debt\.pdf/);
	const failed = read('batch-1.csv')
		.split('\n')
		.find((line) => line.includes('missing.pdf'));
	expect(failed).toMatch(/has no binary field/);
	expect(read('batch-2.csv')).toMatch(/clean-borrower\.pdf/);
	expect(await billed()).toBe(2);
});
