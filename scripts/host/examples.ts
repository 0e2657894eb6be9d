import { readFile } from 'node:fs/promises';
import type { INode } from 'n8n-workflow';
import type { WorkflowFile } from './n8nClient.ts';
import { projectPath } from './project.ts';

/** The node's type as n8n knows it once the package is installed. */
export const NODE_TYPE = 'n8n-nodes-computervision-vietnam.computerVisionVietnam';

/** The credential's type. */
export const CREDENTIAL_TYPE = 'computerVisionVietnamApi';

/** The node in each example that extracts. */
export const EXTRACT_NODE = 'Extract credit report';

/** The three ways in, by the example that shows each, and what its node "Document" has to hold. */
export const INPUT_EXAMPLES = [
	{ inputMode: 'binary', file: 'pdf-to-rows-and-record.json', documentIs: 'path' },
	{ inputMode: 'url', file: 'link-to-rows-and-record.json', documentIs: 'url' },
	{ inputMode: 'base64', file: 'base64-to-rows-and-record.json', documentIs: 'url' },
] as const;

/** What a user fills into an imported example. */
export interface ExampleValues {
	credential: { id: string; name: string };
	/** The path or URL that the node "Document" hands on. */
	document: string;
}

function fillNode(node: INode, { credential, document }: ExampleValues): INode {
	if (node.type === NODE_TYPE) return { ...node, credentials: { [CREDENTIAL_TYPE]: credential } };
	if (node.name !== 'Document') return node;
	const text = JSON.stringify(node.parameters);
	// The one assignment of the node, whose value is a placeholder.
	return {
		...node,
		parameters: JSON.parse(text, (key, value: unknown) =>
			key === 'value' ? document : value,
		) as INode['parameters'],
	};
}

/** An example as it is committed. */
export async function readExample(file: string): Promise<WorkflowFile> {
	return JSON.parse(await readFile(projectPath('examples', file), 'utf8')) as WorkflowFile;
}

/** An example with the values a user would fill in. */
export async function fillExample(file: string, values: ExampleValues): Promise<WorkflowFile> {
	const workflow = await readExample(file);
	return { ...workflow, nodes: workflow.nodes.map((node) => fillNode(node, values)) };
}
