/**
 * The engine of n8n, as n8n-core ships it, around the built package of this repository.
 *
 * Everything is n8n's own: WorkflowExecute, the helpers of IExecuteFunctions, axios, the storage
 * of binary data. The one thing supplied here is where credentials come from (in n8n: a database).
 */
import { randomUUID } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Logger } from '@n8n/backend-common';
import { Container } from '@n8n/di';
import {
	BinaryDataConfig,
	BinaryDataService,
	ExecutionLifecycleHooks,
	PackageDirectoryLoader,
	WorkflowExecute,
} from 'n8n-core';
import type {
	ExecutionError,
	IBinaryData,
	ICredentialDataDecryptedObject,
	ICredentialType,
	IDataObject,
	IHttpRequestOptions,
	INode,
	INodeExecutionData,
	INodeParameters,
	INodeProperties,
	INodeType,
	INodeTypes,
	IRequestOptionsSimplified,
	IRun,
	ITaskData,
	IWorkflowExecuteAdditionalData,
	IWorkflowSettings,
	NodeExecutionHint,
	OnError,
} from 'n8n-workflow';
import { ICredentialsHelper, LoggerProxy, NodeHelpers, Workflow } from 'n8n-workflow';

const NODE_TYPE = 'n8n-nodes-computervision-vietnam.computerVisionVietnam';
const CREDENTIAL_TYPE = 'computerVisionVietnamApi';
/** The log goes to a file of the engine's folder: tests stay readable, and can search it. */
const LOG_FILE = 'n8n.log';
const NODE_NAME = 'Computer Vision Vietnam';

/** Where n8n keeps the bytes of a file: in the item itself, or in files on disk. */
export type BinaryMode = 'default' | 'filesystem';

export interface EngineOptions {
	/** `filesystem` when absent, as in a real n8n. */
	binaryMode?: BinaryMode;
	/** Instances to run instead of those built into `dist`. */
	types?: { node: INodeType; credential: ICredentialType };
}

/** One run of a workflow that consists of the input items and the node. */
export interface RunOptions {
	/** One empty item when absent. */
	items?: INodeExecutionData[];
	/** As they would be saved in a workflow; values may be expressions. */
	parameters?: INodeParameters;
	/** The credential's fields; null leaves the node without a credential. */
	credential?: ICredentialDataDecryptedObject | null;
	onError?: OnError;
	retryOnFail?: boolean;
	maxTries?: number;
	/** Milliseconds. */
	waitBetweenTries?: number;
	/** 1 when absent. */
	typeVersion?: number;
	/** Settings of the workflow beyond the usual ones. */
	settings?: IWorkflowSettings;
	/** Aborting it stops the execution, as the stop button of the editor does. */
	signal?: AbortSignal;
}

/** What one run left behind. */
export interface RunResult {
	/** The items of each main output; with `continueErrorOutput` the last one is the error output. */
	outputs: INodeExecutionData[][];
	/** The `json` of the first output's items. */
	json: IDataObject[];
	/** The error that stopped the node; undefined when it did not stop. */
	error: ExecutionError | undefined;
	hints: NodeExecutionHint[];
	status: IRun['status'];
	/** The node's execution time in ms as n8n records it. */
	executionTime: number;
	/** The whole run as n8n would store it, to be searched for what must not be there. */
	run: IRun;
}

/** Supplies the input items: n8n itself has no node that emits given items with binary data. */
class InputItems implements INodeType {
	items: INodeExecutionData[] = [];
	description: INodeType['description'] = {
		displayName: 'Input Items',
		name: 'inputItems',
		group: ['input'],
		version: 1,
		description: 'Emits the items of a test',
		defaults: { name: 'Input Items' },
		inputs: [],
		outputs: ['main'],
		properties: [],
	};

	/** n8n calls it with its own `this`, hence the arrow function. */
	execute = async (): Promise<INodeExecutionData[][]> => [this.items];
}

/** Credentials from a plain object, applied as n8n's own CredentialsHelper applies them. */
class PlainCredentials extends ICredentialsHelper {
	readonly type: ICredentialType;
	readonly data: ICredentialDataDecryptedObject;

	constructor(type: ICredentialType, data: ICredentialDataDecryptedObject) {
		super();
		this.type = type;
		this.data = data;
	}

	getParentTypes(): string[] {
		return [];
	}

	isCredentialUsableByNode(): boolean {
		return true;
	}

	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		_typeName: string,
		requestOptions: IHttpRequestOptions | IRequestOptionsSimplified,
	): Promise<IHttpRequestOptions> {
		const { authenticate } = this.type;
		if (typeof authenticate !== 'function') throw new Error('Only function credentials run here');
		return await authenticate(credentials, requestOptions as IHttpRequestOptions);
	}

	async preAuthentication(): Promise<undefined> {
		return undefined;
	}

	async runPreAuthentication(): Promise<undefined> {
		return undefined;
	}

	getCredentials(): never {
		throw new Error('Stored credentials do not exist here');
	}

	async getDecrypted(): Promise<ICredentialDataDecryptedObject> {
		return { ...this.data };
	}

	async updateCredentials(): Promise<void> {}

	async updateCredentialsOauthTokenData(): Promise<void> {}

	getCredentialsProperties(): INodeProperties[] {
		return this.type.properties;
	}
}

function notHere(what: string): () => never {
	return () => {
		throw new Error(`${what} does not exist in this engine`);
	};
}

/** The surroundings of an execution; what the node cannot reach throws when it is called. */
function buildAdditionalData(credentialsHelper: ICredentialsHelper, executionId: string) {
	const data: Omit<IWorkflowExecuteAdditionalData, 'externalSecretsProxy'> = {
		credentialsHelper,
		executionId,
		executeWorkflow: notHere('executeWorkflow'),
		getRunExecutionData: notHere('getRunExecutionData'),
		getRuntimeCredential: notHere('getRuntimeCredential'),
		startRunnerTask: notHere('startRunnerTask'),
		logAiEvent: notHere('logAiEvent'),
		currentNodeExecutionIndex: 0,
		restApiUrl: '',
		instanceBaseUrl: '',
		formBaseUrl: '',
		formWaitingBaseUrl: 'http://127.0.0.1',
		formTestBaseUrl: '',
		webhookBaseUrl: '',
		webhookWaitingBaseUrl: 'http://127.0.0.1',
		webhookTestBaseUrl: '',
		mcpBaseUrl: '',
		mcpTestBaseUrl: '',
		variables: {},
	};
	return data as IWorkflowExecuteAdditionalData;
}

/** The node as it would be saved in a workflow. */
function buildNode(options: RunOptions): INode {
	const { onError, retryOnFail, maxTries, waitBetweenTries } = options;
	return {
		id: randomUUID(),
		name: NODE_NAME,
		type: NODE_TYPE,
		typeVersion: options.typeVersion ?? 1,
		position: [200, 0],
		parameters: options.parameters ?? {},
		...(options.credential !== null && {
			credentials: { [CREDENTIAL_TYPE]: { id: '1', name: 'Test' } },
		}),
		...(onError && { onError }),
		...(retryOnFail && { retryOnFail }),
		...(maxTries !== undefined && { maxTries }),
		...(waitBetweenTries !== undefined && { waitBetweenTries }),
	};
}

function toRunResult(run: IRun): RunResult {
	const task: ITaskData | undefined = run.data.resultData.runData[NODE_NAME]?.at(-1);
	const outputs = (task?.data?.['main'] ?? []).map((items) => items ?? []);
	return {
		outputs,
		json: (outputs[0] ?? []).map((item) => item.json),
		error: task?.error ?? run.data.resultData.error,
		hints: task?.hints ?? [],
		status: run.status,
		executionTime: task?.executionTime ?? 0,
		run,
	};
}

/** A running engine; end it with `stop()`, which removes its folder. */
export class Engine {
	readonly nodeType: INodeType;
	readonly credentialType: ICredentialType;
	private readonly folder: string;
	private readonly inputItems = new InputItems();
	private readonly nodeTypes: INodeTypes;

	constructor(nodeType: INodeType, credentialType: ICredentialType, folder: string) {
		this.nodeType = nodeType;
		this.credentialType = credentialType;
		this.folder = folder;
		const known = new Map<string, INodeType>([
			['test.inputItems', this.inputItems],
			[NODE_TYPE, nodeType],
		]);
		const getByName = (name: string): INodeType => {
			const found = known.get(name);
			if (!found) throw new Error(`Unknown node type ${name}`);
			return found;
		};
		this.nodeTypes = {
			getByName,
			getByNameAndVersion: getByName,
			getKnownTypes: () => ({}),
		};
	}

	/** Stores a file as n8n would and returns the item's entry for it. */
	async binary(
		bytes: Buffer,
		fileName?: string,
		mimeType = 'application/octet-stream',
	): Promise<IBinaryData> {
		return await Container.get(BinaryDataService).store(
			{ type: 'execution', workflowId: 'test', executionId: 'input' },
			bytes,
			{ data: '', mimeType, ...(fileName !== undefined && { fileName }) },
		);
	}

	/** The bytes of a file that the node put out. */
	async bytes(binary: IBinaryData): Promise<Buffer> {
		return await Container.get(BinaryDataService).getAsBuffer(binary);
	}

	/** Removes a stored file, as n8n's pruning of old executions does. */
	async removeBinary({ id }: IBinaryData): Promise<void> {
		await Container.get(BinaryDataService).deleteManyByBinaryDataId(id === undefined ? [] : [id]);
	}

	/** The parameters with the defaults of the node's description filled in, as the editor does. */
	fillParameters(parameters: INodeParameters): INodeParameters {
		const { description } = this.nodeType;
		const node = buildNode({ parameters });
		const filled = NodeHelpers.getNodeParameters(
			description.properties,
			parameters,
			true,
			false,
			node,
			description,
		);
		return filled ?? {};
	}

	/** The workflow [input items -> node] that a run executes. */
	buildWorkflow(options: RunOptions = {}): Workflow {
		const input: INode = {
			id: randomUUID(),
			name: 'Input Items',
			type: 'test.inputItems',
			typeVersion: 1,
			position: [0, 0],
			parameters: {},
		};
		return new Workflow({
			id: 'test',
			nodes: [input, buildNode(options)],
			connections: {
				'Input Items': { main: [[{ node: NODE_NAME, type: 'main', index: 0 }]] },
			},
			active: false,
			nodeTypes: this.nodeTypes,
			settings: { executionOrder: 'v1', ...options.settings },
		});
	}

	/** Runs the node once. Rejects only if n8n refuses the workflow before it starts. */
	async run(options: RunOptions = {}): Promise<RunResult> {
		this.inputItems.items = options.items ?? [{ json: {} }];
		const workflow = this.buildWorkflow(options);
		const executionId = randomUUID();
		const credentials = new PlainCredentials(this.credentialType, options.credential ?? {});
		const additionalData = buildAdditionalData(credentials, executionId);
		additionalData.hooks = new ExecutionLifecycleHooks('trigger', executionId, {
			id: 'test',
			name: 'test',
			active: false,
			isArchived: false,
			createdAt: new Date(),
			updatedAt: new Date(),
			nodes: [],
			connections: {},
			settings: {},
			versionId: '',
			activeVersionId: null,
		});
		const stored: IRun[] = [];
		additionalData.hooks.addHandler('workflowExecuteAfter', async (run) => {
			stored.push(run);
		});
		const execution = new WorkflowExecute(additionalData, 'trigger');
		await workflow.expression.acquireIsolate();
		try {
			const startNode = workflow.getNode('Input Items') ?? undefined;
			const running = execution.run({ workflow, ...(startNode && { startNode }) });
			options.signal?.addEventListener('abort', () => running.cancel());
			const finished = await running;
			// n8n records a stopped execution at once, before the node has given up.
			const run = options.signal?.aborted === true ? stored[0] : finished;
			if (!run) throw new Error('The execution left no data');
			return toRunResult(run);
		} finally {
			await workflow.expression.releaseIsolate();
		}
	}

	/** Everything n8n has logged so far; empty when it had nothing to say. */
	async readLog(): Promise<string> {
		return await readFile(join(this.folder, LOG_FILE), 'utf8').catch(() => '');
	}

	/** Removes everything the engine wrote. */
	async stop(): Promise<void> {
		await rm(this.folder, { recursive: true, force: true });
	}
}

async function loadBuiltTypes(): Promise<{ node: INodeType; credential: ICredentialType }> {
	const loader = new PackageDirectoryLoader(process.cwd());
	await loader.loadAll();
	const node = loader.getNode('computerVisionVietnam').type;
	if (!('execute' in node)) throw new Error('The built node is versioned or has no execute');
	return { node, credential: loader.getCredential(CREDENTIAL_TYPE).type };
}

/** Starts n8n's engine with the built package (run `npm run build` before) in a temporary folder. */
export async function startEngine(options: EngineOptions = {}): Promise<Engine> {
	const folder = mkdtempSync(join(tmpdir(), 'cvn-engine-'));
	process.env['N8N_USER_FOLDER'] = folder;
	process.env['N8N_ENCRYPTION_KEY'] = 'engine-test-key';
	process.env['N8N_LOG_OUTPUT'] = 'file';
	process.env['N8N_LOG_FILE_LOCATION'] = join(folder, LOG_FILE);
	LoggerProxy.init(Container.get(Logger));
	const config = Container.get(BinaryDataConfig);
	config.mode = options.binaryMode ?? 'filesystem';
	config.localStoragePath = join(folder, 'storage');
	await Container.get(BinaryDataService).init();
	const { node, credential } = options.types ?? (await loadBuiltTypes());
	return new Engine(node, credential, folder);
}
