import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { unpackNode } from '../../scripts/host/packNode.ts';
import { node24Path, projectPath } from '../../scripts/host/project.ts';
import { runCommand } from '../../scripts/host/runCommand.ts';
import type { SendOrder, SendReport } from './children/sendOnly.ts';
import { buildReply, writeDocuments, writeLargePdf } from './documents.ts';
import { API_PATH } from './rig.ts';
import type { Order, Rig, Run } from './rig.ts';

const DOCUMENTS = 200;
/** A reply with 5 MB of images is a thousand times as long, so fewer are enough. */
const IMAGE_DOCUMENTS = 4;
/** 5 MB of images are a third more as Base64, and the text of the report is beside them. */
const IMAGES = { imagePages: 12, padImagesToBytes: 7_000_000, latencyMs: 0 };
const MOST_ROWS = 20_000;
const TURNS = 3;

/** One line of the table; what is compared is given where the bound is about it. */
export interface Finding {
	measure: string;
	bound: string;
	value: string;
	peer?: string;
	floor?: string;
	held: boolean;
}

type Measure = (rig: Rig) => Promise<Finding[]>;

/** The middle value, the lower of two. */
const median = (values: readonly number[]): number =>
	values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) / 2)] ?? NaN;

async function repeat<T>(times: number, work: () => Promise<T>): Promise<T[]> {
	const results: T[] = [];
	for (let turn = 0; turn < times; turn += 1) results.push(await work());
	return results;
}

/** Sends documents with undici and nothing else, in a process of its own. */
async function runFloor(rig: Rig, files: string[], concurrency: number, order: Partial<Order>) {
	const { url: origin, apiKey, apiSecret, control } = rig.sandbox;
	await control('reset');
	await control('config', order.server);
	const path = `${API_PATH}?format_type=file&get_thumb=${order.withImages ?? false}`;
	const send: SendOrder = { origin, path, apiKey, apiSecret, files, concurrency };
	const script = projectPath('test', 'bench', 'children', 'sendOnly.ts');
	return JSON.parse(await runCommand(node24Path(), [script, JSON.stringify(send)])) as SendReport;
}

/** Everybody in turn, with as many calls in flight as the HTTP Request node really has. */
async function takeTurns(rig: Rig, name: string, count: number, order: Partial<Order> = {}) {
	const folder = join(rig.folder, name);
	const files = await writeDocuments(folder, count);
	const takeTurn = async () => {
		const peer = await rig.run('peer', { ...order, folder });
		const options = { maxConcurrency: peer.peakInFlight };
		const ours = await rig.run('ours', { ...order, folder, options });
		for (const { extracted, billed, rows } of [ours, peer])
			if (extracted !== count || billed !== count || rows !== peer.rows)
				throw new Error(`${extracted} extracted, ${billed} billed of ${count}; ${rows} rows`);
		return { ours, peer, floor: await runFloor(rig, files, peer.peakInFlight, order) };
	};
	// Not measured: V8 compiles meanwhile.
	await takeTurn();
	return await repeat(TURNS, takeTurn);
}

/** One turn of everybody with the same documents. */
type Turn = Awaited<ReturnType<typeof takeTurns>>[number];

const inMs = (ms: number): string => `${ms.toFixed(1)} ms`;

function atMost(
	measure: string,
	[value, bound]: readonly [value: number, bound: number],
	show: (value: number) => string,
	peer?: number,
): Finding {
	const shown = { bound: `≤ ${show(bound)}`, value: show(value) };
	return { measure, ...shown, ...(peer && { peer: show(peer) }), held: value <= bound };
}

function notAbovePeer(
	measure: string,
	turns: readonly Turn[],
	read: (run: Run) => number,
	readFloor: (report: SendReport) => number,
): Finding {
	const ours = median(turns.map((turn) => read(turn.ours)));
	const peer = median(turns.map((turn) => read(turn.peer)));
	const floor = inMs(median(turns.map((turn) => readFloor(turn.floor))));
	return { ...atMost(measure, [ours, peer], inMs, peer), bound: '≤ HTTP Request + Code', floor };
}

async function compareWithPeer(rig: Rig): Promise<Finding[]> {
	const turns = await takeTurns(rig, 'documents', DOCUMENTS);
	const time = '200 documents, as many in flight as HTTP Request: until records and rows';
	const [untilItems, floor] = [({ nodeMs }: Run) => nodeMs, ({ wallMs }: SendReport) => wallMs];
	const perDocument = ({ cpuMs }: Run) => cpuMs / DOCUMENTS;
	return [
		notAbovePeer(time, turns, untilItems, floor),
		notAbovePeer('CPU per document, text-only', turns, perDocument, ({ cpuMs }) => cpuMs),
	];
}

async function measureImages(rig: Rig): Promise<Finding[]> {
	const order = { withImages: true, server: IMAGES };
	const turns = await takeTurns(rig, 'images', IMAGE_DOCUMENTS, order);
	const perDocument = ({ cpuMs }: Run) => cpuMs / IMAGE_DOCUMENTS;
	const measure = 'CPU per document, 5 MB of images';
	return [notAbovePeer(measure, turns, perDocument, ({ cpuMs }) => cpuMs)];
}

async function measureLatency(rig: Rig): Promise<Finding[]> {
	const [maxConcurrency, latencyMs] = [8, 2000];
	const order = { folder: join(rig.folder, 'documents'), server: { latencyMs } };
	const { nodeMs, extracted } = await rig.run('ours', { ...order, options: { maxConcurrency } });
	if (extracted !== DOCUMENTS) throw new Error(`${extracted} of ${DOCUMENTS} documents`);
	const ideal = (DOCUMENTS / maxConcurrency) * latencyMs;
	const show = (share: number) => `${share.toFixed(3)} × ${ideal / 1000} s`;
	return [atMost('200 documents, 2 s latency, 8 in flight', [nodeMs / ideal, 1.02], show)];
}

async function measureCrowd(rig: Rig): Promise<Finding[]> {
	const folder = join(rig.folder, 'documents');
	const order = { folder, server: { maxInFlight: 8 } };
	const ours = await rig.run('ours', { ...order, options: { maxConcurrency: 16 } });
	const peer = await rig.run('peer', order);
	const measure = '200 documents, 16 in flight where the server allows 8 and answers 429';
	const show = ({ extracted, billed }: Run) => `${extracted} extracted, ${billed} billed`;
	const [bound, value] = ['200 extracted, 200 billed', show(ours)];
	return [{ measure, bound, value, peer: show(peer), held: value === bound }];
}

async function measureMemory(rig: Rig): Promise<Finding[]> {
	const folder = join(rig.folder, 'large');
	await writeLargePdf(folder, 100 * 1024 ** 2);
	const order = { folder, server: { latencyMs: 0 }, withMemory: true };
	// The first upload adds most: later ones find its memory, freed and still resident.
	const added = async (party: 'ours' | 'peer') =>
		Math.max(...(await repeat(TURNS, async () => (await rig.run(party, order)).addedBytes))) /
		1024 ** 2;
	const [ours, peer] = [await added('ours'), await added('peer')];
	const show = (megabytes: number) => `${megabytes.toFixed(0)} MB`;
	return [atMost('peak memory added by an upload of 100 MB', [ours, 60], show, peer)];
}

/** Parse and shape alone: saved replies are reshaped on n8n's engine, in this process. */
async function measureRows(): Promise<Finding[]> {
	await import('../../tools/accuracy/loadN8nAsCommonJs.ts');
	const { startEngine } = await import('../support/engine.ts');
	const engine = await startEngine();
	const parameters = { operation: 'reshape', output: 'rows' };
	/** Time of 1000 rows, ms. */
	const measureIn = async (rowsPerReply: number): Promise<number> => {
		const json = buildReply(rowsPerReply);
		const items = Array.from({ length: MOST_ROWS / rowsPerReply }, () => ({ json }));
		const shape = async (): Promise<number> => {
			const started = performance.now();
			const { outputs } = await engine.run({ items, parameters });
			if (outputs[0]?.length !== MOST_ROWS) throw new Error('Rows are missing');
			return performance.now() - started;
		};
		// Not measured: V8 compiles meanwhile.
		await shape();
		return (median(await repeat(TURNS, shape)) / MOST_ROWS) * 1000;
	};
	const times: number[] = [];
	for (const rows of [10, 100, 1000, MOST_ROWS]) times.push(await measureIn(rows));
	await engine.stop();
	const [most = NaN, thousands = NaN] = times.toReversed();
	const perSecond = `${Math.round(1_000_000 / most)} rows/s`;
	const list = times.map((ms) => ms.toFixed(1)).join(', ');
	const show = (share: number) =>
		`${share.toFixed(2)} (${list} ms for 1000 rows in replies of 10, 100, 1000, 20,000)`;
	const measure = '20,000 rows in one reply, parse and shape';
	const linear = 'time per row in one reply of 20,000 / in replies of 1000';
	return [
		{ measure, bound: '≥ 20000 rows/s', value: perSecond, held: most <= 50 },
		{ ...atMost(linear, [most / thousands, 1.5], show), bound: '≤ 1.50' },
	];
}

/** n8n's own loader in a process that has n8n's engine loaded, as a starting n8n has. */
const LOAD = `const { PackageDirectoryLoader } = require('n8n-core');
	const started = performance.now();
	const loading = new PackageDirectoryLoader(process.argv[1]).loadAll();
	loading.then(() => console.log(performance.now() - started)).then(() => process.exit());`;

async function measurePackage(rig: Rig): Promise<Finding[]> {
	const folder = join(rig.folder, 'package');
	await mkdir(folder);
	const unpacked = await unpackNode(rig.tarball, folder);
	// In the package's folder, from where all modules are n8n's own, and none this project's.
	const options = { cwd: folder, env: { NODE_PATH: join(rig.n8n.host.folder, 'node_modules') } };
	const load = async () => Number(await runCommand(node24Path(), ['-e', LOAD, unpacked], options));
	const ms = median(await repeat(TURNS, load));
	const kilobytes = (await stat(rig.tarball)).size / 1000;
	return [
		atMost('loading the node in n8n', [ms, 60], inMs),
		atMost('packed tarball', [kilobytes, 150], (value) => `${value.toFixed(0)} kB`),
	];
}

/** In this order: n8n is warm after the first, as one that has run for weeks. */
export const MEASURES: Readonly<Record<string, Measure>> = {
	// First: later, memory that others left is there to be used.
	'An upload of 100 MB': measureMemory,
	'As many in flight as HTTP Request': compareWithPeer,
	'200 documents at 2 s': measureLatency,
	'A server with a limit': measureCrowd,
	'Reports with 5 MB of images': measureImages,
	Rows: measureRows,
	'The package': measurePackage,
};
