import { basename } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { IDataObject } from 'n8n-workflow';
import { EXTRACT_NODE, fillExample, FORM_EXAMPLE, INPUT_EXAMPLES } from './examples.ts';
import type { CredentialReference } from './examples.ts';
import { itemsOfNode } from './n8nClient.ts';
import type { N8nClient, WorkflowFile } from './n8nClient.ts';
import type { N8nInstance } from './startN8n.ts';

/** As long as the reader itself gives a document; a photo takes its time on a busy machine. */
const TIMEOUT_SECONDS = 300;
const FORM_PATIENCE_MS = 30_000;
const POLL_MS = 200;

/** A document that n8n may read from its disk and that a server offers. */
export interface DemoDocument {
	path: string;
	url: string;
}

/** What one of the three input modes made of a document. */
export interface DemoRun {
	workflowName: string;
	inputMode: (typeof INPUT_EXAMPLES)[number]['inputMode'];
	records: IDataObject[];
	rows: IDataObject[];
}

/** An example workflow as it was saved in an instance. */
export interface SavedExample extends Pick<DemoRun, 'workflowName' | 'inputMode'> {
	workflowId: string;
}

/** Saves the examples of the three input modes, filled in for one document. */
export async function saveExamples(
	client: N8nClient,
	credential: CredentialReference,
	document: DemoDocument,
	toName = (name: string): string => name,
): Promise<SavedExample[]> {
	const fileName = basename(document.path);
	const shared = { credential, fileName, timeoutSeconds: TIMEOUT_SECONDS };
	const saved: SavedExample[] = [];
	for (const { inputMode, file, documentIs } of INPUT_EXAMPLES) {
		const values = { ...shared, document: document[documentIs] };
		const workflow = await fillExample(file, values);
		const workflowName = toName(workflow.name);
		const workflowId = await client.saveWorkflow({ ...workflow, name: workflowName });
		saved.push({ workflowName, inputMode, workflowId });
	}
	return saved;
}

/**
 * Runs a saved example in the instance and reads the record and the rows it gave.
 *
 * @throws Error with n8n's message when the execution did not end well.
 */
export async function runExample(client: N8nClient, example: SavedExample): Promise<DemoRun> {
	const execution = await client.runWorkflow(example.workflowId);
	const [records = [], rows = []] = itemsOfNode(execution, EXTRACT_NODE);
	const { workflowName, inputMode } = example;
	return {
		workflowName,
		inputMode,
		records: records.map(({ json }) => json),
		rows: rows.map(({ json }) => json),
	};
}

/** A workflow that begins with a form, and the addresses that lead to it. */
export interface FormExample {
	workflowUrl: string;
	/** Null when the form does not answer: a user has changed the workflow. */
	formUrl: string | null;
}

function toFormPath({ nodes }: WorkflowFile): string {
	const trigger = nodes.find(({ type }) => type === 'n8n-nodes-base.formTrigger');
	const path = trigger?.parameters['path'];
	return typeof path === 'string' && path !== '' ? path : (trigger?.webhookId ?? '');
}

/**
 * Switches a workflow on that begins with a form, and waits until the form answers: n8n does that
 * on its own time.
 *
 * @returns the form's address, or null when it does not answer
 */
export async function openForm(
	{ client, url }: Pick<N8nInstance, 'client' | 'url'>,
	workflowId: string,
): Promise<string | null> {
	await client.setActive(workflowId, true);
	const workflow = await client.request<WorkflowFile>('GET', `/workflows/${workflowId}`);
	const formUrl = `${url}/form/${toFormPath(workflow)}`;
	const deadline = Date.now() + FORM_PATIENCE_MS;
	while (!(await fetch(formUrl)).ok) {
		if (Date.now() > deadline) return null;
		await delay(POLL_MS);
	}
	return formUrl;
}

/** Imports the example with the upload form and switches it on; one that is there already stays. */
export async function openFormExample(
	n8n: Pick<N8nInstance, 'client' | 'url'>,
	credential: CredentialReference,
): Promise<FormExample> {
	const timeoutSeconds = TIMEOUT_SECONDS;
	const workflow = await fillExample(FORM_EXAMPLE, { credential, timeoutSeconds });
	const before = await n8n.client.findWorkflow(workflow.name);
	const id = before ?? (await n8n.client.saveWorkflow(workflow));
	const opening = openForm(n8n, id);
	// What a user made of the workflow may be unfinished; the editor must open all the same.
	const formUrl = await (before === null ? opening : opening.catch(() => null));
	return { workflowUrl: `${n8n.url}/workflow/${id}`, formUrl };
}
