import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { runExample } from '../../scripts/host/demo.ts';
import type { DemoRun, SavedExample } from '../../scripts/host/demo.ts';
import { CREDENTIAL_TYPE, EXTRACT_NODE, NODE_TYPE } from '../../scripts/host/examples.ts';
import { N8N_START_TIMEOUT_MS, startNodeInN8n } from '../support/n8n.ts';
import type { NodeInN8n } from '../support/n8n.ts';

jest.setTimeout(N8N_START_TIMEOUT_MS);

const DOCUMENT = 'bad-debt.pdf';

let started: NodeInN8n;
let examples: SavedExample[];

beforeAll(async () => {
	started = await startNodeInN8n();
	examples = await started.saveExamples(DOCUMENT);
});

afterAll(async () => {
	const { n8n } = started;
	await started.stop();
	// Nothing may be left behind: neither a process of the group nor the folder.
	expect(() => process.kill(-n8n.process.pid, 0)).toThrow('ESRCH');
	expect(existsSync(n8n.userFolder)).toBe(false);
});

const exampleOf = (inputMode: DemoRun['inputMode']): SavedExample =>
	examples.find((example) => example.inputMode === inputMode)!;

/** What may differ between the input modes: where the document came from. */
const withoutSource = (item: Record<string, unknown>): Record<string, unknown> =>
	Object.fromEntries(Object.entries(item).filter(([key]) => !key.startsWith('document_')));

test('n8n offers the node, with the credential and the words it is searched by', async () => {
	const types = await started.n8n.client.readNodeTypes();
	const node = types.find(({ name }) => name === NODE_TYPE);
	expect(node).toMatchObject({ credentials: [{ name: CREDENTIAL_TYPE }] });
	const words = node?.codex?.alias?.join(' ').toLowerCase() ?? '';
	for (const word of ['credit report', 'cic', 'ocr']) expect(words).toContain(word);
});

test('the credential test tells a right secret from a wrong one and from a wrong host', async () => {
	const { client } = started.n8n;
	const { credential } = started.sandbox;
	const messageOf = async (name: string, changes: Partial<typeof credential>) => {
		const id = await client.saveCredential(name, CREDENTIAL_TYPE, { ...credential, ...changes });
		return await client.testCredential(id);
	};
	const right = await messageOf('right', {});
	const wrongSecret = await messageOf('wrong secret', { apiSecret: 'another-secret' });
	const wrongHost = await messageOf('wrong host', { baseUrl: started.n8n.url });
	expect(right.status).toBe('OK');
	expect(wrongSecret.status).toBe('Error');
	expect(wrongHost.status).toBe('Error');
	expect(wrongSecret.message).not.toBe(wrongHost.message);
	expect(await started.sandbox.stats()).toMatchObject({ billed: 0 });
});

test.each(['binary', 'url', 'base64'] as const)(
	'the example for %s gives one record and the rows of the report',
	async (inputMode) => {
		const { records, rows } = await runExample(started.n8n.client, exampleOf(inputMode));
		expect(records).toHaveLength(1);
		expect(records[0]).toMatchObject({
			document_field: inputMode === 'binary' ? 'data' : inputMode,
		});
		expect(records[0]).toHaveProperty('cic_code', expect.stringMatching(/^\d{10}$/));
		expect(rows.length).toBeGreaterThan(5);
		expect(new Set(rows.map(({ table }) => table))).toContain('loan_details');
		expect(new Set(rows.map(({ row_key: key }) => key)).size).toBe(rows.length);
	},
);

test('the three ways in give the same record and the same rows', async () => {
	const runs: DemoRun[] = [];
	for (const example of examples) runs.push(await runExample(started.n8n.client, example));
	const [first, ...others] = runs.map(({ records, rows }) => ({
		records: records.map(withoutSource),
		rows: rows.map(withoutSource),
	}));
	for (const other of others) expect(other).toEqual(first);
});

test('`n8n execute` gives what the editor gives', async () => {
	const example = exampleOf('binary');
	const inEditor = await runExample(started.n8n.client, example);
	const run = (await started.n8n.executeByCommand(example.workflowId)) as {
		data: { resultData: { runData: Record<string, { data: { main: { json: unknown }[][] } }[]> } };
	};
	const [records, rows] = run.data.resultData.runData[EXTRACT_NODE]![0]!.data.main;
	expect(records?.map(({ json }) => json)).toEqual(inEditor.records);
	expect(rows?.map(({ json }) => json)).toEqual(inEditor.rows);
});

test('everything that was started listens on 127.0.0.1 only', () => {
	const group = execFileSync('ps', ['-eo', 'pid=,pgid='], { encoding: 'utf8' })
		.trim()
		.split('\n')
		.map((line) => line.trim().split(/\s+/))
		.filter(([, pgid]) => Number(pgid) === started.n8n.process.pid)
		.map(([pid]) => pid);
	const addresses = execFileSync('ss', ['-Hltnp'], { encoding: 'utf8' })
		.split('\n')
		.filter((line) => group.some((pid) => line.includes(`pid=${pid},`)))
		.map((line) => line.split(/\s+/)[3]?.replace(/:\d+$/, ''));
	expect(addresses.length).toBeGreaterThanOrEqual(2);
	expect(new Set(addresses)).toEqual(new Set(['127.0.0.1']));
});
