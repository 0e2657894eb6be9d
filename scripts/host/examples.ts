import { readFile } from 'node:fs/promises';
import type { INode, INodeParameters } from 'n8n-workflow';
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

/** The example in which a person uploads a report in the browser. */
export const FORM_EXAMPLE = 'form-upload-to-record.json';

/** A credential as n8n's nodes refer to it. */
export interface CredentialReference {
	id: string;
	name: string;
}

/** What a user fills into an imported example. */
export interface ExampleValues {
	credential: CredentialReference;
	/** The path or URL that the node "Document" hands on. */
	document?: string;
	/** The name of the document, where nothing else tells it. */
	fileName?: string;
	/** How long a reading may take. */
	timeoutSeconds?: number;
}

/** Gives the parameters of this name another value, wherever they stand. */
const replaceParameter = (node: INode, name: string, value: string | undefined): INode => ({
	...node,
	parameters: JSON.parse(JSON.stringify(node.parameters), (key, before: unknown) =>
		key === name ? (value ?? before) : before,
	) as INode['parameters'],
});

function fillNode(node: INode, values: ExampleValues): INode {
	const { credential, document, fileName, timeoutSeconds: timeout } = values;
	// The one assignment of the node, whose value is a placeholder.
	if (node.name === 'Document') return replaceParameter(node, 'value', document);
	if (node.type !== NODE_TYPE) return node;
	const given = node.parameters['options'] as INodeParameters;
	const options = timeout === undefined ? given : { ...given, timeout };
	const parameters = { ...node.parameters, options };
	const credentials = { [CREDENTIAL_TYPE]: credential };
	return replaceParameter({ ...node, parameters, credentials }, 'fileName', fileName);
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
