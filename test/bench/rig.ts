import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { IDataObject, INode, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { CREDENTIAL_TYPE, EXTRACT_NODE } from '../../scripts/host/examples.ts';
import type { Execution, WorkflowFile } from '../../scripts/host/n8nClient.ts';
import { projectPath } from '../../scripts/host/project.ts';
import { startN8n } from '../../scripts/host/startN8n.ts';
import type { N8nInstance } from '../../scripts/host/startN8n.ts';
import type { Sandbox } from '../support/scriptedApi/startSandboxProcess.ts';
import { readCpuMs, readPeakBytes } from './processes.ts';

const OWNER = { email: 'owner@sandbox.example', password: 'Sample-Owner-1' };
export const API_PATH = '/api/v2/ocr/document/credit_report';
const PEER_NODE = 'HTTP Request';
const POLL_MS = 100;
/** Long enough for the node "Documents" to have read before the last second. */
const PAUSE_S = 4;

/** What to run. */
export interface Order {
	/** A folder with nothing but the documents. */
	folder: string;
	/** Of our node. */
	options?: IDataObject;
	withImages?: boolean;
	/** Changes to the configuration of the server. */
	server?: object;
	/** Take the peak of memory as well, which needs a pause. */
	withMemory?: boolean;
}

/** One execution. */
export interface Run {
	/** Until there are records and rows, by the times that n8n records of its nodes, ms. */
	nodeMs: number;
	/** Of n8n and its task runner for the whole execution, ms. */
	cpuMs: number;
	/** What was added to the peak of resident memory since the documents were read, bytes. */
	addedBytes: number;
	/** Documents that came out as read. */
	extracted: number;
	/** Items of table rows. */
	rows: number;
	billed: number;
	/** Calls, as the server counted them. */
	peakInFlight: number;
}

type Changes = Record<string, { parameters: object; onError?: 'continueRegularOutput' }>;

const isOurs = ({ json }: INodeExecutionData): boolean => json['error'] === undefined;
const isPeers = ({ json }: INodeExecutionData): boolean => json['errorCode'] === '0';

/** How a workflow is read: the nodes whose time counts, the documents read, the items of rows. */
const READERS = {
	ours: { timed: [EXTRACT_NODE], isRead: isOurs, rows: [EXTRACT_NODE, 1] },
	peer: { timed: [PEER_NODE, 'Record', 'Rows'], isRead: isPeers, rows: ['Rows', 0] },
} as const;

type Workflow = keyof typeof READERS;

function readRun(workflow: Workflow, { status, data }: Execution) {
	const { error, runData } = data.resultData;
	if (status !== 'success') throw new Error(`${workflow}: ${error?.message ?? status}`);
	const { timed, isRead, rows } = READERS[workflow];
	const itemsOf = ([name, output]: readonly [string, number]): INodeExecutionData[] =>
		runData[name]?.at(-1)?.data?.['main']?.[output] ?? [];
	const times = timed.map((name) => runData[name]?.at(-1)?.executionTime ?? NaN);
	return {
		nodeMs: times.reduce((total, ms) => total + ms),
		extracted: itemsOf([timed[0], 0]).filter(isRead).length,
		rows: itemsOf(rows).length,
	};
}

async function readWorkflow(name: Workflow, changes: Changes): Promise<WorkflowFile> {
	const path = projectPath('test', 'bench', 'workflows', `${name}.json`);
	const workflow = JSON.parse(await readFile(path, 'utf8')) as WorkflowFile;
	const nodes = workflow.nodes.map((node) => {
		const change = changes[node.name];
		const parameters: INodeParameters = { ...node.parameters, ...change?.parameters };
		return { ...node, ...change, parameters };
	});
	return { ...workflow, nodes };
}

/** What an order changes in the committed workflows. */
function buildChanges(order: Order, url: string): Changes {
	const { folder, options, withImages = false, withMemory = false } = order;
	// A document that fails is counted, and does not stop the others.
	const onError = 'continueRegularOutput';
	const query = { format_type: 'file', get_thumb: String(withImages) };
	const parameters = Object.entries(query).map(([name, value]) => ({ name, value }));
	return {
		Documents: { parameters: { fileSelector: join(folder, '*') } },
		Pause: { parameters: { amount: withMemory ? PAUSE_S : 0 } },
		[EXTRACT_NODE]: { onError, parameters: { options: { ...options, includeImages: withImages } } },
		[PEER_NODE]: { onError, parameters: { url, queryParameters: { parameters } } },
	};
}

/** A real n8n with the packed node, the server beside it, and a folder for documents. */
export interface Rig {
	readonly n8n: N8nInstance;
	readonly sandbox: Sandbox;
	readonly tarball: string;
	readonly folder: string;
	run(workflow: Workflow, order: Order): Promise<Run>;
}

/** Starts n8n, with files on disk as most installations have them. */
export async function startRig(tarball: string, sandbox: Sandbox, folder: string): Promise<Rig> {
	const env = { N8N_DEFAULT_BINARY_DATA_MODE: 'filesystem', N8N_LOG_LEVEL: 'error' };
	const n8n = await startN8n({ tarball, readableFolders: [folder], env });
	const { client, process } = n8n;
	await client.login(OWNER);
	const save = async (type: string, data: IDataObject): Promise<INode['credentials']> => ({
		[type]: { name: type, id: await client.saveCredential(type, type, data) },
	});
	const { apiKey, apiSecret } = sandbox;
	const ours = await save(CREDENTIAL_TYPE, { ...sandbox.credential });
	const peer = await save('httpBasicAuth', { user: apiKey, password: apiSecret });
	const credentials = { ...ours, ...peer };
	const run: Rig['run'] = async (name, order) => {
		await sandbox.control('reset');
		await sandbox.control('config', order.server);
		const workflow = await readWorkflow(name, buildChanges(order, `${sandbox.url}${API_PATH}`));
		const nodes = workflow.nodes.map((node) => ({ ...node, credentials }));
		const id = await client.saveWorkflow({ ...workflow, nodes });
		const cpuBefore = await readCpuMs(process.pid);
		const executionId = await client.startWorkflow(id);
		if (order.withMemory === true) await delay((PAUSE_S - 1) * 1000);
		const peakBefore = await readPeakBytes(process.pid, true);
		// The list is cheap for n8n; the execution itself, with all its data, is not.
		while (!(await client.listExecutions(id)).includes(executionId)) await delay(POLL_MS);
		const addedBytes = (await readPeakBytes(process.pid)) - peakBefore;
		const cpuMs = (await readCpuMs(process.pid)) - cpuBefore;
		const { billed, peakInFlight } = (await sandbox.stats()) as Run;
		const execution = await client.readExecution(executionId);
		return { ...readRun(name, execution), cpuMs, addedBytes, billed, peakInFlight };
	};
	return { n8n, sandbox, tarball, folder, run };
}
