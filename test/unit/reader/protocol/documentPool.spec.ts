import { setTimeout as sleep } from 'node:timers/promises';
import { DocumentPool } from '../../../../reader/protocol/documentPool.ts';
import { processTree, stillRunning } from '../../../support/processTree.ts';

const WORKER = new URL('./misbehavingWorker.ts', import.meta.url);
const TIMEOUT_MS = 1000;

describe('the processes that read documents', () => {
	const lines: string[] = [];
	let pool: DocumentPool;

	const read = async (document: string, signal = new AbortController().signal) => {
		const json = await pool.read(Buffer.from(document), false, signal);
		const [info] = JSON.parse(Buffer.from(json).toString()) as { pid: number }[];
		return info?.pid ?? 0;
	};

	beforeAll(async () => {
		const settings = { workers: 2, maxPages: 20, timeoutMs: TIMEOUT_MS };
		pool = new DocumentPool({ ...settings, log: (line) => lines.push(line) }, WORKER);
		await pool.ready();
	});

	afterAll(async () => await pool.close());

	it('are new ones for each document and not this one', async () => {
		const pids = await Promise.all(Array.from({ length: 20 }, async () => await read('answer')));
		expect(new Set(pids).size).toBe(20);
		expect(pids).not.toContain(process.pid);
	});

	it.each([
		['never end', 'it took longer than 1 s'],
		['never answer', 'it took longer than 1 s'],
		['exit', 'its process ended'],
		['crash', 'its process ended'],
		['throw later', 'its process ended'],
	])('are replaced when a document makes them %s, which is code 6', async (document, message) => {
		const started = performance.now();
		await expect(read(document)).rejects.toMatchObject({ code: '6', message });
		expect(performance.now() - started).toBeLessThan(TIMEOUT_MS + 2000);
		expect(await read('answer')).toBeGreaterThan(0);
	});

	it('do not harm each other', async () => {
		const documents = ['never end', 'exit', 'crash', 'never answer', 'throw later'];
		const good = Array.from({ length: 30 }, () => 'answer');
		const settled = await Promise.allSettled(
			[...documents, ...good].map(async (document) => await read(document)),
		);
		expect(settled.map(({ status }) => status)).toEqual([
			...documents.map(() => 'rejected'),
			...good.map(() => 'fulfilled'),
		]);
	});

	it('do not count the time in the queue', async () => {
		const settled = await Promise.allSettled(
			['never end', 'never end', 'never end', 'never end', 'answer'].map(
				async (document) => await read(document),
			),
		);
		expect(settled.at(-1)?.status).toBe('fulfilled');
	});

	it('stop at once when nobody waits any more, also in the queue', async () => {
		const left = new AbortController();
		const started = performance.now();
		const read4 = ['never end', 'never end', 'never answer', 'answer'].map(
			async (document) => await read(document, left.signal),
		);
		await sleep(200);
		left.abort();
		const settled = await Promise.allSettled(read4);
		expect(settled.map(({ status }) => status)).toEqual(Array(4).fill('rejected'));
		expect(performance.now() - started).toBeLessThan(TIMEOUT_MS);
		expect(await read('answer')).toBeGreaterThan(0);
		await expect(read('answer', left.signal)).rejects.toMatchObject({ code: '6' });
	});

	it('are gone after the end, the busy ones too', async () => {
		const before = new Set(processTree(process.pid).map(({ pid }) => pid));
		const own = new DocumentPool(
			{ workers: 2, maxPages: 20, timeoutMs: 60_000, log: () => undefined },
			WORKER,
		);
		const { signal } = new AbortController();
		const busy = ['never end', 'never end', 'answer'].map(
			async (document) => await own.read(Buffer.from(document), false, signal),
		);
		await sleep(300);
		const started = processTree(process.pid).filter(({ pid }) => !before.has(pid));
		const settled = Promise.allSettled(busy);
		await own.close();
		// One is the command that lists them.
		expect(started.length).toBeGreaterThanOrEqual(2);
		expect((await settled).map(({ status }) => status)).toEqual(Array(3).fill('rejected'));
		expect(stillRunning(started)).toEqual([]);
	});
});
