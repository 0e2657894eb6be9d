/**
 * Runs one node on n8n's engine in a process that does nothing else, and measures the process.
 *
 * Compiled to CommonJS before it runs, because the ES modules of n8n-workflow do not load in
 * Node.js; NODE_PATH leads to n8n's modules. Argument: an `EngineOrder` as JSON. Prints an
 * `EngineReport` as one JSON line; started by `takeTurns`, it reports a run each time that it is asked
 * for one.
 */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { compileFunction } from 'node:vm';
import { PackageDirectoryLoader } from 'n8n-core';
import type {
	ICredentialDataDecryptedObject,
	ICredentialType,
	INodeExecutionData,
	INodeParameters,
	INodeType,
	IVersionedNodeType,
} from 'n8n-workflow';
import { startEngine } from '../../support/engine.ts';
import type { Engine } from '../../support/engine.ts';
import { collectGarbage, readPeakMemory, storeLargePdf } from '../../support/peakMemory.ts';
import { repeat } from '../repeat.ts';
import { serveRuns } from './serveRuns.ts';

/** What to run. */
export interface EngineOrder {
	party: 'ours' | 'peer';
	/** Of the unpacked package. */
	packageFolder: string;
	credential: ICredentialDataDecryptedObject & {
		apiKey: string;
		apiSecret: string;
		baseUrl: string;
	};
	concurrency: number;
	withImages: boolean;
	/** The JavaScript of the Code nodes behind the peer's node; none when absent. */
	codes?: readonly string[];
	/** Documents to send; or the size of one to be made up. */
	documents: { files: string[] } | { megabytes: number };
}

/** What a run took. */
export interface EngineReport {
	/** User and system time, ms per document. */
	cpuMs: number;
	/** What the run added to the peak of resident memory, bytes. */
	addedBytes: number;
}

const PEER_VERSION = 4.5;
const MEGABYTE = 1024 * 1024;
/** Sent before memory is measured; after fewer, a process still grows with each of them. */
const SMALL_DOCUMENTS = 6;

const order = JSON.parse(process.argv[2] ?? '{}') as EngineOrder;

async function loadOurs(): Promise<{ node: INodeType; credential: ICredentialType }> {
	const loader = new PackageDirectoryLoader(order.packageFolder);
	await loader.loadAll();
	const node = loader.getNode('computerVisionVietnam').type as INodeType;
	return { node, credential: loader.getCredential('computerVisionVietnamApi').type };
}

function loadPeer(): INodeType {
	const load = createRequire(join(order.packageFolder, 'index.js'));
	const { HttpRequest } = load('n8n-nodes-base/dist/nodes/HttpRequest/HttpRequest.node.js') as {
		HttpRequest: new () => IVersionedNodeType;
	};
	return new HttpRequest().getNodeType(PEER_VERSION);
}

const ourParameters: INodeParameters = {
	resource: 'creditReport',
	operation: 'extract',
	output: 'recordAndRows',
	tablesInRecord: 'none',
	options: { maxConcurrency: order.concurrency, includeImages: order.withImages },
};

/** The key goes into a header: the engine of the tests knows one kind of credential, ours. */
function buildPeerParameters(): INodeParameters {
	const { apiKey, apiSecret, baseUrl } = order.credential;
	const value = `Basic ${Buffer.from(`${apiKey}:${apiSecret}`).toString('base64')}`;
	return {
		method: 'POST',
		url: `${baseUrl}/api/v2/ocr/document/credit_report`,
		sendQuery: true,
		queryParameters: {
			parameters: [
				{ name: 'format_type', value: 'file' },
				{ name: 'get_thumb', value: String(order.withImages) },
			],
		},
		sendHeaders: true,
		headerParameters: { parameters: [{ name: 'Authorization', value }] },
		sendBody: true,
		contentType: 'multipart-form-data',
		bodyParameters: {
			parameters: [{ parameterType: 'formBinaryData', name: 'img', inputDataFieldName: 'data' }],
		},
	};
}

type CodeNode = (input: { all(): INodeExecutionData[] }) => INodeExecutionData[];

/**
 * The Code nodes as plain functions. In n8n they cost more: the items go to another process and back.
 */
const codeNodes = (order.codes ?? []).map((code) => compileFunction(code, ['$input']) as CodeNode);

function runCodeNodes(items: INodeExecutionData[]): void {
	for (const runCode of codeNodes) {
		if (runCode({ all: () => items }).length < items.length) throw new Error('Items were lost');
	}
}

async function storeFile(engine: Engine, file: string): Promise<INodeExecutionData> {
	const data = await engine.binary(await readFile(file), basename(file), 'application/pdf');
	return { json: {}, binary: { data } };
}

async function storeItems(
	engine: Engine,
	documents: EngineOrder['documents'],
): Promise<INodeExecutionData[]> {
	if ('megabytes' in documents) {
		const data = await storeLargePdf(documents.megabytes * MEGABYTE);
		return [{ json: {}, binary: { data } }];
	}
	return await Promise.all(documents.files.map(async (file) => await storeFile(engine, file)));
}

async function run(engine: Engine, documents: EngineOrder['documents']): Promise<EngineReport> {
	const isOurs = order.party === 'ours';
	const items = await storeItems(engine, documents);
	// Only for the memory: V8 sets itself the lowest limits after it, and collects ten times as often.
	if ('megabytes' in documents) collectGarbage();
	const peakBefore = readPeakMemory('reset');
	const cpuBefore = process.cpuUsage();
	const { error, outputs } = await engine.run({
		items,
		parameters: engine.fillParameters(isOurs ? ourParameters : buildPeerParameters()),
		credential: isOurs ? order.credential : null,
		typeVersion: isOurs ? 1 : PEER_VERSION,
	});
	if (error) throw error;
	runCodeNodes(outputs[0] ?? []);
	const { user, system } = process.cpuUsage(cpuBefore);
	return {
		cpuMs: (user + system) / 1000 / items.length,
		addedBytes: readPeakMemory('keep') - peakBefore,
	};
}

/** A large document is sent after small ones. */
async function runLarge(engine: Engine): Promise<EngineReport> {
	await repeat(SMALL_DOCUMENTS, async () => await run(engine, { megabytes: 1 }));
	return await run(engine, order.documents);
}

async function measure(): Promise<void> {
	const { node, credential } = await loadOurs();
	const engine = await startEngine({
		binaryMode: 'filesystem',
		types: { node: order.party === 'ours' ? node : loadPeer(), credential },
	});
	try {
		if (process.connected) await serveRuns(async () => await run(engine, order.documents));
		else process.stdout.write(`${JSON.stringify(await runLarge(engine))}\n`);
	} finally {
		await engine.stop();
	}
}

void measure();
