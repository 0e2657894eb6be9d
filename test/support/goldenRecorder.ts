import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { sha256 } from './sha256.ts';

/** One answer of the recorder, in the order in which the calls come. */
export interface ScriptedAnswer {
	readonly status?: number;
	readonly headers?: Readonly<Record<string, string>>;
	readonly body?: string;
	/** The connection breaks off in place of an answer. */
	readonly isReset?: boolean;
}

/** A call as it came over the wire, without what differs from run to run. */
export type RecordedCall = Readonly<Record<string, unknown>>;

const REPLY = JSON.stringify({
	data: { info: [{ credit_score: '612', imgs: [] }], type: 'credit_report' },
	errorCode: '0',
	errorMessage: 'Success',
});

/** They depend on the version of n8n's HTTP client; only that they are sent is recorded. */
const VOLATILE = new Set(['user-agent', 'accept-encoding']);

/** Bytes of a body that are shown beside its hash. */
const SHOWN_BYTES = 400;

/** The text of a multipart body before the file, or the start of any other. */
function showStart(body: Buffer, boundary: string | undefined): string {
	const end = boundary === undefined ? -1 : body.indexOf('\r\n\r\n');
	return body
		.subarray(0, end === -1 ? Math.min(60, body.length) : Math.min(end, SHOWN_BYTES))
		.toString();
}

/** A server in the place of the API that writes down what it is sent. */
export class Recorder {
	calls: RecordedCall[] = [];
	#script: ScriptedAnswer[] = [];
	readonly #server: Server;

	constructor() {
		this.#server = createServer((request, response) => void this.#answer(request, response));
	}

	async start(): Promise<void> {
		this.#server.listen(0, '127.0.0.1');
		await once(this.#server, 'listening');
	}

	get origin(): string {
		const address = this.#server.address();
		return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
	}

	/** Forgets the calls; the next ones get these answers, and then successful ones. */
	expect(script: readonly ScriptedAnswer[] = []): void {
		this.calls = [];
		this.#script = [...script];
	}

	async stop(): Promise<void> {
		this.#server.closeAllConnections();
		this.#server.close();
		await once(this.#server, 'close');
	}

	async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const body = await buffer(request);
		this.calls.push(this.#describe(request, body));
		const { status = 200, headers = {}, body: text = REPLY, isReset } = this.#script.shift() ?? {};
		if (isReset) {
			request.socket.resetAndDestroy();
			return;
		}
		const filled = Object.entries(headers).map(([name, value]) => [
			name,
			value.replace('ORIGIN', this.origin),
		]);
		response.writeHead(status, {
			'content-type': 'application/json',
			...Object.fromEntries(filled),
		});
		response.end(text);
	}

	#describe(request: IncomingMessage, body: Buffer): RecordedCall {
		const { headers, method, url = '' } = request;
		const type = headers['content-type'];
		const boundary = /boundary=(.+)$/.exec(type ?? '')?.[1];
		const normal = Buffer.from(
			boundary === undefined
				? body
				: Buffer.from(body.toString('latin1').replaceAll(boundary, 'BOUNDARY'), 'latin1'),
		);
		const toValue = (name: string, value: unknown): unknown => {
			if (VOLATILE.has(name)) return '(any)';
			if (name === 'content-length') return Number(value) === body.length ? '(of the body)' : value;
			return String(value)
				.replaceAll(this.origin.slice('http://'.length), 'HOST')
				.replaceAll(boundary ?? '\0', 'BOUNDARY');
		};
		return {
			method,
			target: url
				.replaceAll(encodeURIComponent(this.origin), 'ORIGIN')
				.replaceAll(this.origin, 'ORIGIN'),
			headers: Object.fromEntries(
				Object.entries(headers)
					.toSorted(([one], [other]) => (one < other ? -1 : 1))
					.map(([name, value]) => [name, toValue(name, value)]),
			),
			bodyStart: showStart(normal, boundary),
			bodyBytes: normal.length,
			bodySha256: sha256(normal),
		};
	}
}
