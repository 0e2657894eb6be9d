import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { INodeExecutionData, INodeParameters, INodeType, OnError } from 'n8n-workflow';
import { ComputerVisionVietnamApi } from '../../credentials/ComputerVisionVietnamApi.credentials.ts';
import { ComputerVisionVietnam } from '../../nodes/ComputerVisionVietnam/ComputerVisionVietnam.node.ts';
import { Engine, startEngine } from './engine.ts';
import type { BinaryMode, RunOptions, RunResult } from './engine.ts';
import { startSandbox } from './sandbox.ts';
import type { Sandbox } from './sandbox.ts';
import { sha256 } from './sha256.ts';

export type InputMode = 'binary' | 'url' | 'base64';
export const INPUT_MODES: readonly InputMode[] = ['binary', 'url', 'base64'];

/** A document of a test: bytes that nobody else sends. */
export interface TestDocument {
	readonly name: string;
	readonly bytes: Buffer;
	/** Sent as `check_sum` where a test aims a fault at the document; derived from the bytes if absent. */
	readonly mark?: string;
}

/** Serves the documents of `url` runs, as a customer's file store would. */
class FileStore {
	readonly #files = new Map<string, Buffer>();
	readonly #server: Server = createServer((request, response) => {
		const [, hash = ''] = (request.url ?? '').split('/');
		const bytes = this.#files.get(hash);
		response.statusCode = bytes ? 200 : 404;
		response.end(bytes);
	});

	async start(): Promise<void> {
		this.#server.listen(0, '127.0.0.1');
		await once(this.#server, 'listening');
	}

	/** The address of a document; `secret` stands in its query, as in a signed URL. */
	add({ bytes, name }: TestDocument, secret: string): string {
		const address = this.#server.address();
		const port = typeof address === 'object' ? address?.port : undefined;
		const hash = sha256(bytes);
		this.#files.set(hash, bytes);
		return `http://127.0.0.1:${port}/${hash}/${encodeURIComponent(name)}?a=1&sig=${secret}`;
	}

	async stop(): Promise<void> {
		this.#server.closeAllConnections();
		this.#server.close();
		await once(this.#server, 'close');
	}
}

/** What a test asks of a run, beyond what it is about. */
export interface RigRun {
	readonly mode?: InputMode;
	readonly documents: readonly TestDocument[];
	readonly options?: INodeParameters;
	readonly parameters?: INodeParameters;
	readonly onError?: OnError;
	readonly credential?: Record<string, string | boolean>;
	readonly signal?: AbortSignal;
	readonly retryOnFail?: boolean;
}

/** The real engine, the real node from its source, and a sandbox in a process of its own. */
export class Rig {
	readonly engine: Engine;
	readonly sandbox: Sandbox;
	readonly files: FileStore;
	/** Stands in the query of every document's URL. */
	readonly urlSecret: string = `urlsecret${randomBytes(6).toString('hex')}`;
	/** Stands in every document's URL as the password; empty for none. */
	readonly urlPassword: string = '';

	constructor(engine: Engine, sandbox: Sandbox, files: FileStore) {
		this.engine = engine;
		this.sandbox = sandbox;
		this.files = files;
	}

	/** A second engine over the same sandbox, for runs at the same time. */
	twin(): Rig {
		const { nodeType, credentialType } = this.engine;
		return new Rig(new Engine(nodeType, credentialType, ''), this.sandbox, this.files);
	}

	documentUrl(document: TestDocument): string {
		const url = this.files.add(document, this.urlSecret);
		return this.urlPassword ? url.replace('//', `//user:${this.urlPassword}@`) : url;
	}

	async toItem(
		mode: InputMode,
		document: TestDocument,
		index: number,
	): Promise<INodeExecutionData> {
		const json = {
			place: index,
			mark: document.mark ?? `mark-${sha256(document.bytes).slice(0, 16)}`,
		};
		if (mode === 'url') return { json: { ...json, source: this.documentUrl(document) } };
		if (mode === 'base64') return { json: { ...json, source: document.bytes.toString('base64') } };
		const data = await this.engine.binary(document.bytes, document.name);
		return { json, binary: { data } };
	}

	toParameters({ mode = 'binary', options = {}, parameters = {} }: RigRun): INodeParameters {
		const source: Record<InputMode, INodeParameters> = {
			binary: { binaryPropertyName: 'data' },
			url: { url: '={{ $json.source }}' },
			base64: { base64: '={{ $json.source }}' },
		};
		return {
			resource: 'creditReport',
			operation: 'extract',
			inputMode: mode,
			output: 'raw',
			...source[mode],
			options: { checkSum: '={{ $json.mark }}', ...options },
			...parameters,
		};
	}

	async run(asked: RigRun): Promise<RunResult> {
		const { mode = 'binary', documents, onError, signal, retryOnFail } = asked;
		const items = await Promise.all(
			documents.map(async (document, index) => await this.toItem(mode, document, index)),
		);
		const options: RunOptions = {
			items,
			parameters: this.toParameters(asked),
			credential: asked.credential ?? this.sandbox.credential,
			...(onError && { onError }),
			...(signal && { signal }),
			...(retryOnFail && { retryOnFail, maxTries: 2, waitBetweenTries: 0 }),
		};
		return await this.engine.run(options);
	}

	async stop(): Promise<void> {
		await this.engine.stop();
		await this.sandbox.stop();
		await this.files.stop();
	}
}

/** Everything a run needs; end it with `stop()`. */
export async function startRig(
	flags: readonly string[] = ['--unknown-as', 'clean-borrower.pdf'],
	binaryMode: BinaryMode = 'filesystem',
	node: INodeType = new ComputerVisionVietnam(),
): Promise<Rig> {
	const credential = new ComputerVisionVietnamApi();
	const engine = await startEngine({ binaryMode, types: { node, credential } });
	const files = new FileStore();
	await files.start();
	return new Rig(engine, await startSandbox(flags), files);
}
