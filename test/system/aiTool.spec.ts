import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { setTimeout as delay } from 'node:timers/promises';
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { CREDENTIAL_TYPE, NODE_TYPE } from '../../scripts/host/examples.ts';
import type { WorkflowFile } from '../../scripts/host/n8nClient.ts';
import { N8N_START_TIMEOUT_MS, startNodeInN8n } from '../support/n8n.ts';
import type { NodeInN8n } from '../support/n8n.ts';

jest.setTimeout(N8N_START_TIMEOUT_MS);

const PATIENCE_MS = 30_000;
const POLL_MS = 200;
const PATH = 'credit-reports';
const TOOL = 'Read_credit_report';
/** A model reads every character and its user pays for it. */
const LARGEST_ANSWER = 3000;

/** What the user enters in the tool's form; the address is left to the model. */
const TOOL_PARAMETERS: INodeParameters = {
	descriptionType: 'manual',
	toolDescription: 'Reads a Vietnamese CIC credit report from a link to a PDF, JPEG or PNG.',
	resource: 'creditReport',
	operation: 'extract',
	inputMode: 'url',
	url: "={{ $fromAI('url', 'Link to the credit report', 'string') }}",
	output: 'record',
	tablesInRecord: 'none',
	amountUnit: 'millionVnd',
	options: { maskIdentifiers: true },
};

const buildWorkflow = (credentialId: string): WorkflowFile => ({
	name: 'Credit reports for agents',
	nodes: [
		{
			id: '1',
			name: 'MCP Server',
			type: '@n8n/n8n-nodes-langchain.mcpTrigger',
			typeVersion: 2,
			position: [0, 0],
			parameters: { path: PATH },
			webhookId: PATH,
		},
		{
			id: '2',
			name: TOOL.replaceAll('_', ' '),
			type: `${NODE_TYPE}Tool`,
			typeVersion: 1,
			position: [0, 220],
			parameters: TOOL_PARAMETERS,
			credentials: { [CREDENTIAL_TYPE]: { id: credentialId, name: 'Sandbox' } },
		},
	],
	connections: {
		[TOOL.replaceAll('_', ' ')]: { ai_tool: [[{ node: 'MCP Server', type: 'ai_tool', index: 0 }]] },
	},
});

let started: NodeInN8n;
let agent: Client;

async function connectAgent(): Promise<Client> {
	const deadline = Date.now() + PATIENCE_MS;
	for (;;) {
		const client = new Client({ name: 'sample-agent', version: '1.0.0' });
		const url = new URL(`${started.n8n.url}/mcp/${PATH}`);
		try {
			await client.connect(new StreamableHTTPClientTransport(url));
			return client;
		} catch (error) {
			// An activated workflow answers a moment later.
			if (Date.now() > deadline) throw error;
			await delay(POLL_MS);
		}
	}
}

beforeAll(async () => {
	started = await startNodeInN8n();
	const { client } = started.n8n;
	const { credential } = started.sandbox;
	const id = await client.saveCredential('Sandbox', CREDENTIAL_TYPE, credential);
	await client.setActive(await client.saveWorkflow(buildWorkflow(id)), true);
	agent = await connectAgent();
});

afterAll(async () => {
	await agent?.close();
	await started?.stop();
});

/** What the agent gets to read when it calls the tool. */
async function callTool(url: string): Promise<{ text: string; isError: boolean }> {
	const result = await agent.callTool({ name: TOOL, arguments: { url } });
	const parts = result.content as { type: string; text: string }[];
	return { text: parts.map(({ text }) => text).join('\n'), isError: result.isError === true };
}

test('the agent is offered one tool that asks for a link and nothing else', async () => {
	const { tools } = await agent.listTools();
	expect(tools).toMatchObject([
		{ name: TOOL, description: expect.stringContaining('CIC credit report') },
	]);
	expect(Object.keys(tools[0]?.inputSchema.properties ?? {})).toEqual(['url']);
});

test('a link goes in, a compact record comes out', async () => {
	const { text, isError } = await callTool(started.sandbox.documentUrl('bad-debt.pdf'));
	expect(isError).toBe(false);
	expect(text.length).toBeLessThan(LARGEST_ANSWER);
	const [record] = JSON.parse(text) as IDataObject[];
	expect(record).toMatchObject({
		cic_code: '******0202',
		worst_debt_group: 5,
		has_bad_debt_5y: true,
		amount_unit: 'VND',
	});
	expect(await started.sandbox.stats()).toMatchObject({ calls: 1, billed: 1 });
});

test('a link that leads nowhere gives the agent a reason, not a stack trace', async () => {
	const { text } = await callTool(`${started.sandbox.url}/documents/no-such-report.pdf`);
	expect(text).toContain('could not fetch the URL');
	expect(text.length).toBeLessThan(LARGEST_ANSWER);
	expect(text).not.toMatch(/\bat .*\.js:\d+/);
	expect(text).not.toContain(started.sandbox.credential.apiSecret);
});

test('the agent goes on after a failure', async () => {
	const { text } = await callTool(started.sandbox.documentUrl('clean-borrower.pdf'));
	expect(JSON.parse(text)).toMatchObject([{ worst_debt_group: 1, has_bad_debt_5y: false }]);
});
