import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { parse as parseFlatted } from 'flatted';
import type {
	IDataObject,
	INodeExecutionData,
	INodeTypeDescription,
	IRunExecutionData,
	IWorkflowBase,
} from 'n8n-workflow';

const POLL_MS = 100;
const EXECUTION_TIMEOUT_MS = 300_000;
const UNFINISHED = new Set(['new', 'running', 'waiting', 'unknown']);

/** The instance's first user; invented. */
export interface Owner {
	email: string;
	password: string;
}

/** A workflow as it lies in `examples/` and as n8n exports it. */
export type WorkflowFile = Pick<IWorkflowBase, 'name' | 'nodes' | 'connections'> &
	Partial<IWorkflowBase>;

/** A finished execution as the instance recorded it. */
export interface Execution {
	id: string;
	/** `success`, `error`, `crashed` or `canceled`. */
	status: string;
	startedAt: string;
	stoppedAt: string;
	data: IRunExecutionData;
}

/** What the test button of a credential shows. */
export interface CredentialTestResult {
	status: 'OK' | 'Error';
	message: string;
}

/** The body of an answer of n8n's own REST API. */
interface Answer<T> {
	data: T;
}

/** What is saved under a name, by its address. */
type SavedKind = '/credentials' | '/workflows';

type RawExecution = Omit<Execution, 'data'> & { data: string };

function findTrigger(workflow: WorkflowFile): string {
	const trigger = workflow.nodes.find((node) => /trigger|webhook/i.test(node.type));
	if (trigger === undefined) throw new Error(`The workflow "${workflow.name}" has no trigger`);
	return trigger.name;
}

/** One user's session with the REST API that n8n's own editor uses. */
export class N8nClient {
	private readonly baseUrl: string;
	/** n8n binds its login cookie to a browser id sent with every call. */
	private readonly browserId = randomUUID();
	private cookie = '';

	/** Opens a session without a login. */
	constructor(baseUrl: string) {
		this.baseUrl = baseUrl;
	}

	/** A call of any path that is answered well. */
	private async send(method: string, path: string, body?: unknown): Promise<Response> {
		const response = await fetch(`${this.baseUrl}${path}`, {
			method,
			headers: {
				// A kept connection that n8n closes while we are busy would fail the next call.
				connection: 'close',
				'browser-id': this.browserId,
				...(this.cookie !== '' && { cookie: this.cookie }),
				...(body !== undefined && { 'content-type': 'application/json' }),
			},
			...(body !== undefined && { body: JSON.stringify(body) }),
		});
		const cookies = response.headers.getSetCookie().map((line) => line.split(';')[0]);
		if (cookies.length > 0) this.cookie = cookies.join('; ');
		if (response.ok) return response;
		const text = (await response.text()).slice(0, 500);
		throw new Error(`${method} ${path} answered ${response.status}: ${text}`);
	}

	/** Any call below `/rest`; resolves with the `data` of the answer. */
	async request<T = unknown>(method: string, path: string, body?: unknown): Promise<T> {
		const response = await this.send(method, `/rest${path}`, body);
		return ((await response.json()) as Answer<T>).data;
	}

	/** The bytes behind any address below `/rest`. */
	async download(path: string): Promise<Uint8Array> {
		const response = await this.send('GET', `/rest${path}`);
		return new Uint8Array(await response.arrayBuffer());
	}

	/** Makes `owner` the instance's owner if it has none yet, then logs in. */
	async login({ email, password }: Owner): Promise<void> {
		const { userManagement } = await this.request<{
			userManagement: { showSetupOnFirstLoad?: boolean };
		}>('GET', '/settings');
		if (userManagement.showSetupOnFirstLoad === true) {
			const names = { firstName: 'Sample', lastName: 'Owner' };
			await this.request('POST', '/owner/setup', { email, password, ...names });
		} else {
			await this.request('POST', '/login', { emailOrLdapLoginId: email, email, password });
		}
	}

	/** The descriptions of all nodes that the editor can offer. */
	async readNodeTypes(): Promise<INodeTypeDescription[]> {
		const response = await this.send('GET', '/types/nodes.json');
		return (await response.json()) as INodeTypeDescription[];
	}

	private async findByName(kind: SavedKind, wanted: string): Promise<string | null> {
		const saved = await this.request<{ id: string; name: string; isArchived?: boolean }[]>(
			'GET',
			kind,
		);
		const isWanted = ({ name, isArchived }: (typeof saved)[number]): boolean =>
			name === wanted && isArchived !== true;
		return saved.find(isWanted)?.id ?? null;
	}

	/** Saves under a name: changes the one that has it, else makes a new one. */
	private async saveByName(kind: SavedKind, body: { name: string }): Promise<string> {
		const before = await this.findByName(kind, body.name);
		const [method, path] =
			before === null ? ['POST', kind] : ['PATCH', `${kind}/${before}?forceSave=true`];
		return (await this.request<{ id: string }>(method, path, body)).id;
	}

	/** Saves a credential, over one of the same name if there is one, and returns its id. */
	async saveCredential(name: string, type: string, data: IDataObject): Promise<string> {
		const body = { name, type, data };
		return await this.saveByName('/credentials', body);
	}

	/** What n8n's test button says about a saved credential. */
	async testCredential(id: string): Promise<CredentialTestResult> {
		const path = `/credentials/${id}?includeData=true`;
		const { name, type, data } = await this.request<Record<string, unknown>>('GET', path);
		return await this.request('POST', '/credentials/test', {
			credentials: { id, name, type, data },
		});
	}

	/** The id of the workflow of this name; null when there is none, or an archived one. */
	async findWorkflow(name: string): Promise<string | null> {
		return await this.findByName('/workflows', name);
	}

	/** Saves a workflow, over one of the same name if there is one, and returns its id. */
	async saveWorkflow(workflow: WorkflowFile): Promise<string> {
		const body = { settings: {}, ...workflow, active: false };
		return await this.saveByName('/workflows', body);
	}

	/** Lets a saved workflow's triggers run it from now on, or no longer. */
	async setActive(workflowId: string, active: boolean): Promise<void> {
		const path = `/workflows/${workflowId}`;
		const { versionId } = await this.request<{ versionId: string }>('GET', path);
		const action = active ? 'activate' : 'deactivate';
		try {
			await this.request('POST', `${path}/${action}`, active ? { versionId } : {});
		} catch (error) {
			// n8n 1 has no such address; there it is a field of the workflow.
			if (!(error instanceof Error) || !error.message.includes('answered 404')) throw error;
			await this.request('PATCH', path, { active, versionId });
		}
	}

	/** The ids of a workflow's finished executions, the newest first, at most 100. */
	async listExecutions(workflowId: string): Promise<string[]> {
		const filter = encodeURIComponent(JSON.stringify({ workflowId }));
		const { results } = await this.request<{ results: { id: string; status: string }[] }>(
			'GET',
			`/executions?limit=100&filter=${filter}`,
		);
		return results.filter(({ status }) => !UNFINISHED.has(status)).map(({ id }) => id);
	}

	/** Starts a saved workflow from its trigger and returns the execution's id. */
	async startWorkflow(workflowId: string): Promise<string> {
		const workflowData = await this.request<WorkflowFile>('GET', `/workflows/${workflowId}`);
		// n8n 1 runs the workflow in the call, n8n 2 the saved one.
		const body = { workflowData, triggerToStartFrom: { name: findTrigger(workflowData) } };
		const path = `/workflows/${workflowId}/run`;
		return (await this.request<{ executionId: string }>('POST', path, body)).executionId;
	}

	/** Runs a saved workflow from its trigger and waits for the end, whatever the end is. */
	async runWorkflow(workflowId: string): Promise<Execution> {
		return await this.readExecution(await this.startWorkflow(workflowId));
	}

	/** Waits until an execution has ended and returns it. */
	async readExecution(executionId: string): Promise<Execution> {
		const deadline = Date.now() + EXECUTION_TIMEOUT_MS;
		for (;;) {
			const path = `/executions/${executionId}`;
			const { data, ...rest } = await this.request<RawExecution>('GET', path);
			// n8n stores run data in the "flatted" form, which can hold references. An n8n 1 may tell the
			// end of an execution a moment before it has stored the data, which then is an empty list.
			const runData = parseFlatted(data) as IRunExecutionData | undefined;
			if (!UNFINISHED.has(rest.status) && runData?.resultData !== undefined)
				return { ...rest, data: runData };
			if (Date.now() > deadline)
				throw new Error(`Execution ${executionId} is still ${rest.status}`);
			await delay(POLL_MS);
		}
	}
}

/**
 * The items that a node gave in its last run, one list per output.
 *
 * @throws Error with n8n's message when the execution did not end well or the node did not run.
 */
export function itemsOfNode(execution: Execution, nodeName: string): INodeExecutionData[][] {
	const { error, runData } = execution.data.resultData;
	if (execution.status !== 'success')
		throw new Error(
			`The execution ended as ${execution.status}: ${error?.message ?? 'no message'}`,
		);
	const run = runData[nodeName]?.at(-1);
	if (run === undefined) throw new Error(`The node "${nodeName}" did not run`);
	return (run.data?.['main'] ?? []).map((items) => items ?? []);
}
