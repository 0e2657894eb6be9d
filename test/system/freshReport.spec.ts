import { randomInt } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IDataObject } from 'n8n-workflow';
import { CREDENTIAL_TYPE, EXTRACT_NODE } from '../../scripts/host/examples.ts';
import { itemsOfNode } from '../../scripts/host/n8nClient.ts';
import { packNode } from '../../scripts/host/packNode.ts';
import { node24Path, projectPath } from '../../scripts/host/project.ts';
import { runCommand } from '../../scripts/host/runCommand.ts';
import { startN8n } from '../../scripts/host/startN8n.ts';
import type { N8nInstance } from '../../scripts/host/startN8n.ts';
import { startReader } from '../../scripts/host/startReader.ts';
import { makeTemporaryFolder } from '../../scripts/host/temporaryFolder.ts';
import type { TrueReport } from '../../tools/documents/truth.ts';
import {
	buildWorkflow,
	extractReport,
	manualTrigger,
	readFiles,
} from '../support/buildWorkflow.ts';
import { N8N_START_TIMEOUT_MS, TEST_OWNER } from '../support/n8n.ts';
import { differencesFromTruth } from '../support/truth.ts';

jest.setTimeout(N8N_START_TIMEOUT_MS);

/** As the makers judge; `FRESH_SEED` repeats a run. */
const FIRST_JUDGING_SEED = 1000;
const SEED = Number(process.env['FRESH_SEED'] ?? randomInt(FIRST_JUDGING_SEED, 2 ** 31));

const ends: (() => Promise<void>)[] = [];
let folder: string;
let n8n: N8nInstance;
let records: IDataObject[];
let rows: IDataObject[];

/** Draws a report of every layout that did not exist before, each with its truth beside it. */
async function drawReports(): Promise<string> {
	const drawn = await makeTemporaryFolder('fresh');
	ends.push(async () => await drawn.remove());
	const script = projectPath('tools', 'makeDocuments.ts');
	const choice = ['--seeds', String(SEED), '--conditions', 'digital'];
	await runCommand(node24Path(), [script, '--out', drawn.path, ...choice]);
	return drawn.path;
}

async function extractAll(): Promise<void> {
	const reader = await startReader();
	ends.push(async () => await reader.stop());
	const name = 'The reader on this machine';
	const id = await n8n.client.saveCredential(name, CREDENTIAL_TYPE, reader.credential);
	const parameters = {
		inputMode: 'binary',
		output: 'recordAndRows',
		tablesInRecord: 'none',
		options: { includeOriginalText: true },
	};
	const workflow = buildWorkflow(
		'Fresh reports',
		manualTrigger(),
		readFiles(`${folder}/*.pdf`),
		extractReport(parameters, { id, name }),
	);
	const execution = await n8n.client.runWorkflow(await n8n.client.saveWorkflow(workflow));
	const [first = [], second = []] = itemsOfNode(execution, EXTRACT_NODE);
	records = first.map(({ json }) => json);
	rows = second.map(({ json }) => json);
}

beforeAll(async () => {
	console.log(`Seed ${SEED}`);
	folder = await drawReports();
	const packed = await packNode();
	ends.push(async () => await packed.remove());
	n8n = await startN8n({ tarball: packed.path, readableFolders: [folder] });
	ends.push(async () => await n8n.stop());
	await n8n.client.login(TEST_OWNER);
	await extractAll();
});

afterAll(async () => {
	for (const end of ends.reverse()) await end();
});

test('reports that were drawn a moment ago come out of n8n as they are printed', () => {
	const drawn = readdirSync(folder).filter((name) => name.endsWith('.pdf'));
	expect(drawn.length).toBeGreaterThan(10);
	const differences = drawn.map((document_name) => {
		const path = join(folder, document_name.replace(/-digital\.pdf$/, '.truth.json'));
		const truth = JSON.parse(readFileSync(path, 'utf8')) as TrueReport;
		const record = records.find((item) => item['document_name'] === document_name) ?? {};
		const rowsOfIt = rows.filter((item) => item['document_name'] === document_name);
		return { document_name, found: differencesFromTruth(truth, record, rowsOfIt) };
	});
	expect({ seed: SEED, wrong: differences.filter(({ found }) => found.length > 0) }).toEqual({
		seed: SEED,
		wrong: [],
	});
});
