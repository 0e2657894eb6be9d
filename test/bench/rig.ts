import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { IDataObject, INode, INodeExecutionData } from 'n8n-workflow';
import { CREDENTIAL_TYPE, EXTRACT_NODE } from '../../scripts/host/examples.ts';
import type { Execution, N8nClient, WorkflowFile } from '../../scripts/host/n8nClient.ts';
import { projectPath } from '../../scripts/host/project.ts';
import { startN8n } from '../../scripts/host/startN8n.ts';
import type { N8nInstance } from '../../scripts/host/startN8n.ts';
import type { Sandbox } from '../../scripts/host/startSandbox.ts';
import type { BuiltParts } from './builtParts.ts';
import type { DocumentStore } from './documents.ts';
import { readGroupTime } from './processTimes.ts';

const OWNER = { email: 'owner@sandbox.example', password: 'Sample-Owner-1' };
const STILL_RUNNING = /is still/;
/** Part of the least possible time after which the instance is asked whether it is done. */
const UNDISTURBED = 0.9;

export const PEER_NODE = 'HTTP Request';
const PEER_CODE_NODES = ['Record', 'Rows'];

/** What the server counted in one run. */
export interface ServerCounts {
	calls: number;
	billed: number;
	peakInFlight: number;
	peakOffered: number;
	documents: Record<string, { calls: number; billed: number }>;
}

/** One execution of a workflow. */
export interface WorkflowRun {
	/** The time of the node that sends, as n8n records it, ms. */
	nodeMs: number;
	/** The same with the Code nodes that turn replies into records and rows, ms. */
	pipelineMs: number;
	/** CPU time of n8n and its task runner for the whole execution, ms. */
	cpuMs: number;
	/** Documents that came out as read. */
	extracted: number;
	/** Items of the table rows. */
	rows: number;
	counts: ServerCounts;
}

/** What to run. */
export interface RunOrder {
	documents: number;
	/** The shortest time it can take, ms; n8n is not disturbed before. */
	leastMs: number;
	/** Changes to the configuration of the sandbox. */
	server?: object;
	/** Changes to the node that sends, laid over the committed workflow. */
	changes?: Partial<INode>;
}

/** A real n8n with both workflows. */
export interface Rig {
	readonly n8n: N8nInstance;
	runOurs(order: RunOrder, options?: IDataObject): Promise<WorkflowRun>;
	runPeer(order: RunOrder, options?: IDataObject): Promise<WorkflowRun>;
}

type NodeChange = (node: INode) => Partial<INode>;

async function readWorkflow(
	party: 'ours' | 'peer',
	changes: Readonly<Record<string, NodeChange>>,
): Promise<WorkflowFile> {
	const path = projectPath('test', 'bench', 'workflows', `${party}.json`);
	const workflow = JSON.parse(await readFile(path, 'utf8')) as WorkflowFile;
	const nodes = workflow.nodes.map((node) => ({ ...node, ...changes[node.name]?.(node) }));
	return { ...workflow, nodes };
}

/** The JavaScript of the peer's Code nodes. */
export async function readPeerCodes(): Promise<string[]> {
	const { nodes } = await readWorkflow('peer', {});
	return nodes
		.filter(({ name }) => PEER_CODE_NODES.includes(name))
		.flatMap(({ parameters }) => {
			const { jsCode } = parameters;
			return typeof jsCode === 'string' ? [jsCode] : [];
		});
}

/** Starts a run and reads it only when it must be nearly over: asking costs n8n time. */
async function execute(client: N8nClient, id: string, leastMs: number): Promise<Execution> {
	const workflow = await client.request<WorkflowFile>('GET', `/workflows/${id}`);
	const { executionId } = await client.request<{ executionId: string }>(
		'POST',
		`/workflows/${id}/run`,
		{ workflowData: workflow, triggerToStartFrom: { name: 'Start' } },
	);
	await delay(leastMs * UNDISTURBED);
	for (;;) {
		try {
			return await client.readExecution(executionId);
		} catch (error) {
			if (!(error instanceof Error) || !STILL_RUNNING.test(error.message)) throw error;
		}
	}
}

const lastRun = (execution: Execution, name: string) =>
	execution.data.resultData.runData[name]?.at(-1);

const timeOf = (execution: Execution, name: string): number =>
	lastRun(execution, name)?.executionTime ?? 0;

const outputOf = (execution: Execution, name: string, output = 0): INodeExecutionData[] =>
	lastRun(execution, name)?.data?.['main']?.[output] ?? [];

type Reading = Pick<WorkflowRun, 'nodeMs' | 'pipelineMs' | 'extracted' | 'rows'>;

function readOurs(execution: Execution): Reading {
	const nodeMs = timeOf(execution, EXTRACT_NODE);
	const records = outputOf(execution, EXTRACT_NODE);
	return {
		nodeMs,
		pipelineMs: nodeMs,
		extracted: records.filter(({ json }) => json['error'] === undefined).length,
		rows: outputOf(execution, EXTRACT_NODE, 1).length,
	};
}

function readPeer(execution: Execution): Reading {
	const nodeMs = timeOf(execution, PEER_NODE);
	const codeMs = PEER_CODE_NODES.map((name) => timeOf(execution, name));
	const replies = outputOf(execution, PEER_NODE);
	return {
		nodeMs,
		pipelineMs: codeMs.reduce((sum, ms) => sum + ms, nodeMs),
		extracted: replies.filter(({ json }) => json['errorCode'] === '0').length,
		rows: outputOf(execution, 'Rows').length,
	};
}

/** Saves the credentials that the workflows use, and returns how their nodes refer to them. */
async function saveCredentials(client: N8nClient, sandbox: Sandbox) {
	const { apiKey, apiSecret } = sandbox.credential;
	const basic = { user: apiKey, password: apiSecret };
	const ours = { name: 'Bench API', type: CREDENTIAL_TYPE, data: sandbox.credential };
	const peer = { name: 'Bench basic', type: 'httpBasicAuth', data: basic };
	const save = async ({ name, type, data }: { name: string; type: string; data: IDataObject }) => ({
		[type]: { name, id: await client.saveCredential(name, type, data) },
	});
	return { ours: await save(ours), peer: await save(peer) };
}

/** Where the documents of a workflow come from. */
const readFrom =
	(folder: string): NodeChange =>
	(node) => ({ parameters: { ...node.parameters, fileSelector: join(folder, '*.pdf') } });

/** The node that sends, with credentials, options and whatever else a measurement changes. */
const sender =
	(
		credentials: INode['credentials'],
		options: IDataObject,
		{ changes = {} }: RunOrder,
		parameters: IDataObject = {},
	): NodeChange =>
	(node) => ({
		...changes,
		...(credentials && { credentials }),
		parameters: { ...node.parameters, ...parameters, options } as INode['parameters'],
	});

/** Starts n8n with the packed node and saves what both parties need. */
export async function startRig(
	parts: BuiltParts,
	sandbox: Sandbox,
	store: DocumentStore,
): Promise<Rig & { stop(): Promise<void> }> {
	const n8n = await startN8n({
		tarball: parts.tarball,
		readableFolders: [store.root],
		env: { N8N_DEFAULT_BINARY_DATA_MODE: 'filesystem', N8N_LOG_LEVEL: 'error' },
	});
	await n8n.client.login(OWNER);
	const credentials = await saveCredentials(n8n.client, sandbox);
	const endpoint = { url: `${sandbox.url}/api/v2/ocr/document/credit_report` };

	const run = async (
		order: RunOrder,
		workflow: WorkflowFile,
		read: (execution: Execution) => Reading,
	): Promise<WorkflowRun> => {
		await sandbox.control('reset');
		if (order.server) await sandbox.control('config', order.server);
		const id = await n8n.client.saveWorkflow(workflow);
		const cpuBefore = await readGroupTime(n8n.process.pid);
		const execution = await execute(n8n.client, id, order.leastMs);
		const cpuMs = (await readGroupTime(n8n.process.pid)) - cpuBefore;
		return { ...read(execution), cpuMs, counts: (await sandbox.stats()) as ServerCounts };
	};

	return {
		n8n,
		async runOurs(order, options = {}) {
			const { path } = await store.take(order.documents);
			const workflow = await readWorkflow('ours', {
				Documents: readFrom(path),
				[EXTRACT_NODE]: sender(credentials.ours, options, order),
			});
			return await run(order, workflow, readOurs);
		},
		async runPeer(order, options = {}) {
			const { path } = await store.take(order.documents);
			const workflow = await readWorkflow('peer', {
				Documents: readFrom(path),
				[PEER_NODE]: sender(credentials.peer, options, order, endpoint),
			});
			return await run(order, workflow, readPeer);
		},
		stop: async () => await n8n.stop(),
	};
}
