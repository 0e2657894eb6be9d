import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { execa } from 'execa';
import { node24Path, projectPath } from '../../../scripts/host/project.ts';

const READY_TIMEOUT_MS = 20_000;
const SERVER = projectPath('test', 'support', 'scriptedApi', 'server.ts');

/** The folder of the documents whose replies the sandbox knows; n8n must be allowed to read it. */
export const sampleDocuments = (): string => projectPath('test', 'fixtures', 'documents');

/** What the sandbox prints on its first line. */
interface ReadyLine {
	url: string;
	controlUrl: string;
	apiKey: string;
	apiSecret: string;
}

/** A sandbox API of one's own, in a child process on a free port of 127.0.0.1. */
export interface Sandbox extends ReadyLine {
	/** The credential's fields as a user would enter them for this sandbox. */
	readonly credential: {
		apiKey: string;
		apiSecret: string;
		baseUrl: string;
		allowInsecureHttp: boolean;
	};
	/** Where the sandbox serves one of its sample documents without asking for a key. */
	documentUrl(fileName: string): string;
	/** Posts to the control endpoint: `control('faults', [...])`, `control('config', {...})`. */
	control(action: 'faults' | 'config' | 'replies' | 'reset', body?: unknown): Promise<unknown>;
	/** The counts of the control endpoint: calls, billed, peak in flight, per document. */
	// eslint-disable-next-line @typescript-eslint/no-explicit-any -- free-form JSON, read by tests
	stats(): Promise<any>;
	stop(): Promise<void>;
}

async function readReadyLine(output: Readable): Promise<ReadyLine> {
	const signal = AbortSignal.timeout(READY_TIMEOUT_MS);
	for await (const line of createInterface({ input: output, signal }))
		return JSON.parse(line) as ReadyLine;
	throw new Error('The sandbox did not become ready');
}

type Call = Omit<RequestInit, 'headers'> & { headers?: Record<string, string> };

async function callControl(url: string, init?: Call): Promise<unknown> {
	// A kept connection that the server closes while we are busy would fail the next call.
	const headers = { ...init?.headers, connection: 'close' };
	const response = await fetch(url, { ...init, headers });
	const text = await response.text();
	if (!response.ok) throw new Error(`${url} answered ${response.status}: ${text}`);
	return text === '' ? undefined : JSON.parse(text);
}

const postJson = (body: unknown): Call => ({
	method: 'POST',
	headers: { 'content-type': 'application/json' },
	body: JSON.stringify(body),
});

/** Starts the sandbox's server with the given flags and waits until it answers. */
export async function startSandbox(flags: readonly string[] = []): Promise<Sandbox> {
	const child = execa(node24Path(), [SERVER, '--exit-with-parent', ...flags], {
		stdio: ['pipe', 'pipe', 'inherit'],
		buffer: false,
		reject: false,
	});
	const ready = await readReadyLine(child.stdout);
	child.stdout.resume();
	const { url, apiKey, apiSecret, controlUrl } = ready;
	return {
		...ready,
		credential: { apiKey, apiSecret, baseUrl: url, allowInsecureHttp: false },
		documentUrl: (fileName) => `${url}/documents/${encodeURIComponent(fileName)}`,
		control: async (action, body = {}) =>
			await callControl(`${controlUrl}/${action}`, postJson(body)),
		stats: async () => await callControl(`${controlUrl}/stats`),
		async stop() {
			child.kill();
			await child;
		},
	};
}
