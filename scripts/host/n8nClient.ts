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
const EXECUTION_TIMEOUT_MS = 120_000;
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

/** One user's session with the REST API that n8n's own editor uses. */
export interface N8nClient {
	/** Any call below `/rest`; resolves with the `data` of the answer. */
	request<T = unknown>(method: string, path: string, body?: unknown): Promise<T>;
	/** The bytes behind any address below `/rest`. */
	download(path: string): Promise<Uint8Array>;
	/** Makes `owner` the instance's owner if it has none yet, then logs in. */
	login(owner: Owner): Promise<void>;
	/** The descriptions of all nodes that the editor can offer. */
	readNodeTypes(): Promise<INodeTypeDescription[]>;
	/** Saves a credential, over one of the same name if there is one, and returns its id. */
	saveCredential(name: string, type: string, data: IDataObject): Promise<string>;
	/** What n8n's test button says about a saved credential. */
	testCredential(credentialId: string): Promise<CredentialTestResult>;
	/** Saves a workflow, over one of the same name if there is one, and returns its id. */
	saveWorkflow(workflow: WorkflowFile): Promise<string>;
	/** Lets a saved workflow's triggers run it from now on, or no longer. */
	setActive(workflowId: string, active: boolean): Promise<void>;
	/** The ids of a workflow's finished executions, the newest first, at most 100. */
	listExecutions(workflowId: string): Promise<string[]>;
	/** Runs a saved workflow from its trigger and waits for the end, whatever the end is. */
	runWorkflow(workflowId: string): Promise<Execution>;
	/** Waits until an execution has ended and returns it. */
	readExecution(executionId: string): Promise<Execution>;
}

type RawExecution = Omit<Execution, 'data'> & { data: string };

/** A session's cookies: n8n binds its login cookie to a browser id sent with every call. */
class Session {
	private readonly browserId = randomUUID();
	private cookie = '';
	private readonly baseUrl: string;

	constructor(baseUrl: string) {
		this.baseUrl = baseUrl;
	}

	async request<T>(method: string, path: string, body?: unknown): Promise<T> {
		return (await this.exchange<{ data: T }>(method, `/rest${path}`, body)).data;
	}

	/** A call of any path, with the whole JSON answer. */
	async exchange<T>(method: string, path: string, body?: unknown): Promise<T> {
		const response = await this.send(method, path, body);
		return (await response.json()) as T;
	}

	/** A call of any path that is answered well. */
	async send(method: string, path: string, body?: unknown): Promise<Response> {
		const response = await fetch(`${this.baseUrl}${path}`, {
			method,
			headers: {
				'browser-id': this.browserId,
				...(this.cookie === '' ? {} : { cookie: this.cookie }),
				...(body === undefined ? {} : { 'content-type': 'application/json' }),
			},
			...(body === undefined ? {} : { body: JSON.stringify(body) }),
		});
		this.keepCookies(response);
		if (response.ok) return response;
		const text = (await response.text()).slice(0, 500);
		throw new Error(`${method} ${path} answered ${response.status}: ${text}`);
	}

	private keepCookies(response: Response): void {
		const cookies = response.headers.getSetCookie().map((line) => line.split(';')[0]);
		if (cookies.length > 0) this.cookie = cookies.join('; ');
	}
}

async function login(session: Session, owner: Owner): Promise<void> {
	const settings = await session.request<{ userManagement: { showSetupOnFirstLoad?: boolean } }>(
		'GET',
		'/settings',
	);
	if (settings.userManagement.showSetupOnFirstLoad === true) {
		const names = { firstName: 'Sample', lastName: 'Owner' };
		await session.request('POST', '/owner/setup', { ...owner, ...names });
		return;
	}
	const { email, password } = owner;
	await session.request('POST', '/login', { emailOrLdapLoginId: email, email, password });
}

async function readExecution(session: Session, executionId: string): Promise<Execution> {
	const deadline = Date.now() + EXECUTION_TIMEOUT_MS;
	for (;;) {
		const path = `/executions/${executionId}`;
		const { data, ...rest } = await session.request<RawExecution>('GET', path);
		// n8n stores run data in the "flatted" form, which can hold references. An n8n 1 may tell the
		// end of an execution a moment before it has stored the data, which then is an empty list.
		const runData = parseFlatted(data) as IRunExecutionData | undefined;
		if (!UNFINISHED.has(rest.status) && runData?.resultData !== undefined)
			return { ...rest, data: runData };
		if (Date.now() > deadline) throw new Error(`Execution ${executionId} is still ${rest.status}`);
		await delay(POLL_MS);
	}
}

/** Saves under a name: changes the one that has it, else makes a new one. */
async function saveByName(
	session: Session,
	kind: '/credentials' | '/workflows',
	body: { name: string },
): Promise<string> {
	const saved = await session.request<{ id: string; name: string }[]>('GET', kind);
	const before = saved.find(({ name }) => name === body.name);
	const { id } =
		before === undefined
			? await session.request<{ id: string }>('POST', kind, body)
			: await session.request<{ id: string }>('PATCH', `${kind}/${before.id}?forceSave=true`, body);
	return id;
}

async function testCredential(session: Session, id: string): Promise<CredentialTestResult> {
	const path = `/credentials/${id}?includeData=true`;
	const { name, type, data } = await session.request<Record<string, unknown>>('GET', path);
	return await session.request('POST', '/credentials/test', {
		credentials: { id, name, type, data },
	});
}

function findTrigger(workflow: WorkflowFile): string {
	const trigger = workflow.nodes.find((node) => /trigger|webhook/i.test(node.type));
	if (trigger === undefined) throw new Error(`The workflow "${workflow.name}" has no trigger`);
	return trigger.name;
}

async function runWorkflow(session: Session, workflowId: string): Promise<Execution> {
	const workflowData = await session.request<WorkflowFile>('GET', `/workflows/${workflowId}`);
	const started = await session.request<{ executionId: string }>(
		'POST',
		`/workflows/${workflowId}/run`,
		// n8n 1 runs the workflow in the call, n8n 2 the saved one.
		{ workflowData, triggerToStartFrom: { name: findTrigger(workflowData) } },
	);
	return await readExecution(session, started.executionId);
}

async function setActive(session: Session, workflowId: string, active: boolean): Promise<void> {
	const path = `/workflows/${workflowId}`;
	const { versionId } = await session.request<{ versionId: string }>('GET', path);
	const action = active ? 'activate' : 'deactivate';
	try {
		await session.request('POST', `${path}/${action}`, active ? { versionId } : {});
	} catch (error) {
		// n8n 1 has no such address; there it is a field of the workflow.
		if (!(error instanceof Error) || !error.message.includes('answered 404')) throw error;
		await session.request('PATCH', path, { active, versionId });
	}
}

async function listExecutions(session: Session, workflowId: string): Promise<string[]> {
	const filter = encodeURIComponent(JSON.stringify({ workflowId }));
	const { results } = await session.request<{ results: { id: string; status: string }[] }>(
		'GET',
		`/executions?limit=100&filter=${filter}`,
	);
	return results.filter(({ status }) => !UNFINISHED.has(status)).map(({ id }) => id);
}

/** Opens a session without a login at an instance of n8n. */
export function openN8nClient(baseUrl: string): N8nClient {
	const session = new Session(baseUrl);
	return {
		request: async (method, path, body) => await session.request(method, path, body),
		download: async (path) => {
			const response = await session.send('GET', `/rest${path}`);
			return new Uint8Array(await response.arrayBuffer());
		},
		login: async (owner) => await login(session, owner),
		readNodeTypes: async () => await session.exchange('GET', '/types/nodes.json'),
		saveCredential: async (name, type, data) => {
			const body = { name, type, data };
			return await saveByName(session, '/credentials', body);
		},
		testCredential: async (credentialId) => await testCredential(session, credentialId),
		saveWorkflow: async (workflow) => {
			const body = { settings: {}, ...workflow, active: false };
			return await saveByName(session, '/workflows', body);
		},
		setActive: async (workflowId, active) => await setActive(session, workflowId, active),
		listExecutions: async (workflowId) => await listExecutions(session, workflowId),
		runWorkflow: async (workflowId) => await runWorkflow(session, workflowId),
		readExecution: async (executionId) => await readExecution(session, executionId),
	};
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
