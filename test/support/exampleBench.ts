import { randomUUID } from 'node:crypto';
import { appendFile, copyFile, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { IDataObject, INode } from 'n8n-workflow';
import { openForm } from '../../scripts/host/demo.ts';
import { CREDENTIAL_TYPE, NODE_TYPE, readExample } from '../../scripts/host/examples.ts';
import { itemsOfNode } from '../../scripts/host/n8nClient.ts';
import type { Execution, WorkflowFile } from '../../scripts/host/n8nClient.ts';
import type { NodeInN8n } from './n8n.ts';
import { sampleDocuments } from './sandbox.ts';

/** Where the examples look for files until the user changes it. */
const PLACEHOLDER_FOLDER = '/files';

/** An example as a user has it after import: saved, with credentials and folders filled in. */
export interface SavedExample {
	readonly id: string;
	/** Stands in place of `/files`; has the folders `inbox`, `outbox`, `replies` and `results`. */
	readonly folder: string;
}

/** What a user does in the editor after importing an example. */
export type Change = (workflow: WorkflowFile, folder: string) => WorkflowFile;

/** Changes single nodes of an example. */
export const changeNodes =
	(change: (node: INode) => INode): Change =>
	(workflow) => ({ ...workflow, nodes: workflow.nodes.map(change) });

const isOurs = ({ type }: INode): boolean => type === NODE_TYPE || type === `${NODE_TYPE}Tool`;

const POLL_MS = 200;
const PATIENCE_MS = 30_000;

/** Waits for what n8n does on its own time; `look` gives undefined until it is there. */
async function eventually<T>(look: () => Promise<T | undefined>): Promise<T> {
	const deadline = Date.now() + PATIENCE_MS;
	for (;;) {
		const found = await look();
		if (found !== undefined) return found;
		if (Date.now() > deadline) throw new Error('n8n did not get there in time');
		await delay(POLL_MS);
	}
}

/** Imports examples into a running n8n and runs them the ways their triggers allow. */
export class ExampleBench {
	private readonly started: NodeInN8n;
	/** A folder that n8n may read and write. */
	private readonly folder: string;
	private credential: { id: string; name: string } | undefined;

	constructor(started: NodeInN8n, folder: string) {
		this.started = started;
		this.folder = folder;
	}

	get client(): NodeInN8n['n8n']['client'] {
		return this.started.n8n.client;
	}

	private async readCredential(): Promise<{ id: string; name: string }> {
		const name = 'Computer Vision Vietnam account';
		const { credential } = this.started.sandbox;
		const save = async () => await this.client.saveCredential(name, CREDENTIAL_TYPE, credential);
		this.credential ??= { id: await save(), name };
		return this.credential;
	}

	/** Imports an example; `change` does what a user would do in the editor besides. */
	async save(file: string, change: Change = (workflow) => workflow): Promise<SavedExample> {
		const folder = join(this.folder, randomUUID());
		for (const name of ['inbox', 'outbox', 'replies', 'results'])
			await mkdir(join(folder, name), { recursive: true });
		const credentials = { [CREDENTIAL_TYPE]: await this.readCredential() };
		const text = JSON.stringify(await readExample(file)).replaceAll(PLACEHOLDER_FOLDER, folder);
		const example = JSON.parse(text) as WorkflowFile;
		const fill = (node: INode) => (isOurs(node) ? { ...node, credentials } : node);
		const workflow = change({ ...example, nodes: example.nodes.map(fill) }, folder);
		return { id: await this.client.saveWorkflow(workflow), folder };
	}

	/** Starts a saved workflow from one of its triggers, with the data that the trigger would give. */
	async run({ id }: SavedExample, trigger: string, json?: IDataObject): Promise<Execution> {
		const workflowData = await this.client.request('GET', `/workflows/${id}`);
		const data = json && { startTime: 0, executionTime: 0, executionIndex: 0, source: [] };
		const { executionId } = await this.client.request<{ executionId: string }>(
			'POST',
			`/workflows/${id}/run`,
			{
				workflowData,
				triggerToStartFrom: {
					name: trigger,
					...(data && { data: { ...data, data: { main: [[{ json }]] } } }),
				},
			},
		);
		return await this.client.readExecution(executionId);
	}

	/** Switches a workflow on and waits until its form answers. */
	async openForm({ id }: SavedExample): Promise<string> {
		const url = await openForm(this.started.n8n, id);
		if (url === null) throw new Error('The form does not answer');
		return url;
	}

	/** Posts a form as a browser does. */
	async postForm(url: string, body: FormData): Promise<string> {
		const response = await fetch(url, { method: 'POST', body });
		const text = await response.text();
		if (!response.ok) throw new Error(`${url} answered ${response.status}: ${text.slice(0, 300)}`);
		return text;
	}

	/** The newest execution of a workflow once it has this status. */
	async waitForExecution({ id }: SavedExample, status: string): Promise<string> {
		const filter = encodeURIComponent(JSON.stringify({ workflowId: id }));
		return await eventually(async () => {
			const { results } = await this.client.request<{
				results: { id: string; status: string }[];
			}>('GET', `/executions?filter=${filter}`);
			return results[0]?.status === status ? results[0].id : undefined;
		});
	}

	/** Copies sample documents into the inbox of an example. */
	async fillInbox({ folder }: SavedExample, ...names: string[]): Promise<void> {
		for (const name of names)
			await copyFile(join(sampleDocuments(), name), join(folder, 'inbox', name));
	}

	/** Adds a document to the inbox that the sandbox does not know. */
	async addUnknown({ folder }: SavedExample): Promise<void> {
		const path = join(folder, 'inbox', 'unknown.pdf');
		await copyFile(join(sampleDocuments(), 'empty-report.pdf'), path);
		await appendFile(path, '\n');
	}

	/** A sample document as a browser uploads it. */
	async upload(name: string): Promise<File> {
		const bytes = await readFile(join(sampleDocuments(), name));
		return new File([bytes], name, { type: 'application/pdf' });
	}
}

/** The `json` of the items that a node gave, for one of its outputs. */
export const jsonOf = (execution: Execution, node: string, output = 0): IDataObject[] =>
	(itemsOfNode(execution, node)[output] ?? []).map(({ json }) => json);
