import { randomUUID } from 'node:crypto';
import type { IConnections, INode, INodeParameters } from 'n8n-workflow';
import { CREDENTIAL_TYPE, EXTRACT_NODE, NODE_TYPE } from '../../scripts/host/examples.ts';
import type { CredentialReference } from '../../scripts/host/examples.ts';
import type { WorkflowFile } from '../../scripts/host/n8nClient.ts';

/** A node as a test writes it down; id and position are made up. */
export type NodeDraft = Omit<INode, 'id' | 'position'>;

export type { CredentialReference };

const NODES_BASE = 'n8n-nodes-base';

/** The trigger behind the editor's button and `n8n execute`. */
export const manualTrigger = (): NodeDraft => ({
	name: 'Start',
	type: `${NODES_BASE}.manualTrigger`,
	typeVersion: 1,
	parameters: {},
});

/** A webhook that takes POSTs; an uploaded file of the form field `data` is the item's file. */
export const webhook = (path: string, parameters: INodeParameters = {}): NodeDraft => ({
	name: 'Webhook',
	type: `${NODES_BASE}.webhook`,
	typeVersion: 2,
	webhookId: randomUUID(),
	parameters: { httpMethod: 'POST', path, options: {}, ...parameters },
});

/** A trigger that fires every so many seconds. */
export const everySeconds = (secondsInterval: number): NodeDraft => ({
	name: 'Schedule',
	type: `${NODES_BASE}.scheduleTrigger`,
	typeVersion: 1.2,
	parameters: { rule: { interval: [{ field: 'seconds', secondsInterval }] } },
});

/** Downloads a file into the item's binary field `data`. */
export const download = (url: string): NodeDraft => ({
	name: 'Download',
	type: `${NODES_BASE}.httpRequest`,
	typeVersion: 4.2,
	parameters: { url, options: { response: { response: { responseFormat: 'file' } } } },
});

/** Reads files of the n8n server, an item each, into the binary field `data`. */
export const readFiles = (fileSelector: string): NodeDraft => ({
	name: 'Read the files',
	type: `${NODES_BASE}.readWriteFile`,
	typeVersion: 1,
	parameters: { fileSelector, options: {} },
});

/** Adds the item's file `data` as Base64 text in `document`, and keeps the file. */
export const toBase64 = (): NodeDraft => ({
	name: 'To Base64',
	type: `${NODES_BASE}.extractFromFile`,
	typeVersion: 1,
	parameters: {
		operation: 'binaryToPropery',
		destinationKey: 'document',
		options: { keepSource: 'both' },
	},
});

/** The node under test. */
export const extractReport = (
	parameters: INodeParameters,
	credential: CredentialReference | null,
	settings: Partial<NodeDraft> = {},
): NodeDraft => ({
	name: EXTRACT_NODE,
	type: NODE_TYPE,
	typeVersion: 1,
	parameters,
	...(credential && { credentials: { [CREDENTIAL_TYPE]: credential } }),
	...settings,
});

/** Statements with `$1`, `$2` … from an expression that yields a list of values. */
export const runSql = (
	name: string,
	query: string,
	values: string,
	credential: CredentialReference,
): NodeDraft => ({
	name,
	type: `${NODES_BASE}.postgres`,
	typeVersion: 2.5,
	parameters: { operation: 'executeQuery', query, options: { queryReplacement: values } },
	credentials: { postgres: credential },
});

/** Connects each node to the next; a list of nodes gets one output of the node before each. */
export type ChainLink = NodeDraft | readonly NodeDraft[];

const nodesOf = (link: ChainLink): readonly NodeDraft[] =>
	Array.isArray(link) ? (link as readonly NodeDraft[]) : [link as NodeDraft];

function connect(links: readonly ChainLink[]): IConnections {
	const connections: IConnections = {};
	for (const [place, link] of links.entries()) {
		const [from] = nodesOf(link);
		const next = links[place + 1];
		if (from === undefined || next === undefined) continue;
		const main = nodesOf(next).map(({ name }) => [{ node: name, type: 'main' as const, index: 0 }]);
		connections[from.name] = { main };
	}
	return connections;
}

/** A workflow that runs its nodes one after the other. */
export function buildWorkflow(name: string, ...links: ChainLink[]): WorkflowFile {
	const nodes = links.flatMap((link, column) =>
		nodesOf(link).map((draft, row): INode => {
			const position: [number, number] = [column * 220, row * 200];
			return { ...draft, id: randomUUID(), position };
		}),
	);
	return { name, nodes, connections: connect(links), settings: { executionOrder: 'v1' } };
}
