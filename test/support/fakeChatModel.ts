import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One message as a chat client of OpenAI's form sends it. */
export interface ChatMessage {
	role: string;
	content: unknown;
	tool_calls?: unknown[];
}

/** A request for a completion. */
export interface ChatRequest {
	messages: ChatMessage[];
	tools?: { function: { name: string; description: string; parameters: object } }[];
}

/** A stand-in for a language model, on 127.0.0.1. */
export interface FakeChatModel {
	/** What an n8n credential for OpenAI takes as base URL. */
	readonly url: string;
	/** All requests so far. */
	readonly requests: ChatRequest[];
	stop(): Promise<void>;
}

/** What the model says to a request: a text, or arguments with which it calls its first tool. */
export type ChatAnswer = { text: string } | { toolArguments: object };

const toMessage = (answer: ChatAnswer, { tools }: ChatRequest) =>
	'text' in answer
		? { role: 'assistant', content: answer.text }
		: {
				role: 'assistant',
				content: null,
				tool_calls: [
					{
						id: 'call-1',
						type: 'function',
						function: {
							name: tools?.[0]?.function.name,
							arguments: JSON.stringify(answer.toolArguments),
						},
					},
				],
			};

async function readBody(request: IncomingMessage): Promise<ChatRequest> {
	const parts: Buffer[] = [];
	for await (const part of request) parts.push(part as Buffer);
	return JSON.parse(Buffer.concat(parts).toString('utf8')) as ChatRequest;
}

/** Starts a model that answers each request as `answer` says. */
export async function startFakeChatModel(
	answer: (request: ChatRequest) => ChatAnswer,
): Promise<FakeChatModel> {
	const requests: ChatRequest[] = [];
	const reply = async (request: IncomingMessage, response: ServerResponse) => {
		const body = await readBody(request);
		requests.push(body);
		const said = answer(body);
		const completion = {
			id: 'completion-1',
			object: 'chat.completion',
			created: 0,
			model: 'fake',
			choices: [
				{
					index: 0,
					message: toMessage(said, body),
					finish_reason: 'text' in said ? 'stop' : 'tool_calls',
				},
			],
			usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
		};
		response.setHeader('content-type', 'application/json').end(JSON.stringify(completion));
	};
	const server = createServer((request, response) => void reply(request, response));
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const { port } = server.address() as AddressInfo;
	return {
		url: `http://127.0.0.1:${port}/v1`,
		requests,
		async stop() {
			server.close();
			server.closeAllConnections();
			await once(server, 'close');
		},
	};
}
