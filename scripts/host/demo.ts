import type { IDataObject } from 'n8n-workflow';
import { CREDENTIAL_TYPE, EXTRACT_NODE, fillExample, INPUT_EXAMPLES } from './examples.ts';
import { itemsOfNode } from './n8nClient.ts';
import type { N8nClient } from './n8nClient.ts';
import { sampleDocuments } from './startSandbox.ts';
import type { Sandbox } from './startSandbox.ts';

export { sampleDocuments };

/** What one of the three input modes made of a sample document. */
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

/** Saves a credential for the sandbox and the three examples, each filled in for one document. */
export async function saveExamples(
	client: N8nClient,
	sandbox: Sandbox,
	fileName: string,
): Promise<SavedExample[]> {
	const name = 'Sandbox API';
	const id = await client.saveCredential(name, CREDENTIAL_TYPE, sandbox.credential);
	const saved: SavedExample[] = [];
	for (const { inputMode, file, documentIs } of INPUT_EXAMPLES) {
		const document =
			documentIs === 'path' ? `${sampleDocuments()}/${fileName}` : sandbox.documentUrl(fileName);
		const workflow = await fillExample(file, { credential: { id, name }, document });
		const workflowId = await client.saveWorkflow(workflow);
		saved.push({ workflowName: workflow.name, inputMode, workflowId });
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
