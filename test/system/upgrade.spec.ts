import { existsSync, readdirSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { IDataObject, INode } from 'n8n-workflow';
import { CREDENTIAL_TYPE } from '../../scripts/host/examples.ts';
import { itemsOfNode } from '../../scripts/host/n8nClient.ts';
import type { Execution, WorkflowFile } from '../../scripts/host/n8nClient.ts';
import { N8N_START_TIMEOUT_MS, startNodeInN8n } from '../support/n8n.ts';
import type { NodeInN8n } from '../support/n8n.ts';
import { sampleDocuments } from '../support/sandbox.ts';

jest.setTimeout(N8N_START_TIMEOUT_MS);

const FOLDER = 'test/fixtures/workflows';
const SAVED = readdirSync(FOLDER, { withFileTypes: true })
	.filter((entry) => entry.isDirectory())
	.flatMap(({ name: version }) =>
		readdirSync(join(FOLDER, version))
			.filter((file) => file.endsWith('.json'))
			.map((file) => ({ version, file })),
	);

/** Words for people: a later version may find better ones. */
const WORDING = new Set(['review_notes', 'error', 'message']);

const withoutWording = (json: IDataObject): IDataObject =>
	Object.fromEntries(
		Object.entries(json).map(([key, value]) => [
			key,
			WORDING.has(key) && typeof value === 'string' ? 'some text' : value,
		]),
	);

/** What the nodes at the end of a workflow got, by their names; of files only the names. */
type Results = Record<string, { json: IDataObject; files: string[] }[]>;

let started: NodeInN8n;
let credential: { id: string; name: string };

beforeAll(async () => {
	started = await startNodeInN8n();
	const name = 'Computer Vision Vietnam account';
	const { client } = started.n8n;
	const id = await client.saveCredential(name, CREDENTIAL_TYPE, started.sandbox.credential);
	credential = { id, name };
});

afterAll(async () => {
	await started?.stop();
});

/** A saved workflow in an instance that has the documents and the credential elsewhere. */
async function readSaved(path: string): Promise<WorkflowFile> {
	const text = (await readFile(path, 'utf8'))
		.replaceAll('/files/', `${sampleDocuments()}/`)
		.replaceAll('https://files.example.com/', started.sandbox.documentUrl(''));
	const workflow = JSON.parse(text) as WorkflowFile;
	const fill = (node: INode): INode =>
		node.credentials === undefined
			? node
			: { ...node, credentials: { [CREDENTIAL_TYPE]: credential } };
	return { ...workflow, nodes: workflow.nodes.map(fill) };
}

function readResults({ nodes }: WorkflowFile, execution: Execution): Results {
	const ends = nodes.filter(({ type }) => type === 'n8n-nodes-base.noOp');
	const ran = ends.filter(({ name }) => execution.data.resultData.runData[name] !== undefined);
	const itemsOf = (name: string) =>
		(itemsOfNode(execution, name)[0] ?? []).map(({ json, binary = {} }) => ({
			json: withoutWording(json),
			files: Object.keys(binary).sort(),
		}));
	return Object.fromEntries(ran.map(({ name }) => [name, itemsOf(name)]));
}

test.each(SAVED)('$file of version $version gives what it gave', async ({ version, file }) => {
	const workflow = await readSaved(join(FOLDER, version, file));
	const { client } = started.n8n;
	const execution = await client.runWorkflow(await client.saveWorkflow(workflow));
	expect(execution.data.resultData.error).toBeUndefined();
	const results = readResults(workflow, execution);
	const recorded = join(FOLDER, version, 'results', file);
	if (process.env['RECORD_RESULTS'] === version) {
		await mkdir(join(FOLDER, version, 'results'), { recursive: true });
		await writeFile(recorded, `${JSON.stringify(results, null, '\t')}\n`);
	}
	expect(existsSync(recorded)).toBe(true);
	const before = JSON.parse(await readFile(recorded, 'utf8')) as Results;
	// Later versions may add fields; no item, field or value may go or change.
	expect(results).toMatchObject(before);
	expect(Object.keys(results)).toEqual(Object.keys(before));
});
