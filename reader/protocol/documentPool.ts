import { extname } from 'node:path';
import { Tinypool } from 'tinypool';
import type { DocumentOutcome, DocumentTask } from '../documentWorker.ts';
import { createOcr } from '../ocr/createOcr.ts';
import type { Ocr } from '../ocr/createOcr.ts';
import { Refusal } from '../refusal.ts';
import { serveOcr } from './ocrLink.ts';

/** Compiled or run from its source, the worker's file ends like this one's. */
const DOCUMENT_WORKER = new URL(`../documentWorker${extname(import.meta.url)}`, import.meta.url);

/** How documents are worked on. */
export interface PoolSettings {
	/** Documents that are read at the same time; as many threads read letters for all of them. */
	readonly workers: number;
	readonly maxPages: number;
	/** Longest time to read one document, milliseconds. */
	readonly timeoutMs: number;
	/** Takes a line for the operator: nothing of a document is in it. */
	readonly log: (line: string) => void;
}

/**
 * Processes that read documents, each for one document; what is more waits in order of arrival. A
 * process that takes too long, or whose caller has left, is killed, and the next document finds a new
 * one, so whatever a file does to its process, or leaves in its memory, it does to no other document.
 */
export class DocumentPool {
	private readonly pool: Tinypool;
	private readonly ocr: Ocr;
	private readonly settings: PoolSettings;

	/** @param worker the module that reads a document */
	constructor(settings: PoolSettings, worker = DOCUMENT_WORKER) {
		this.settings = settings;
		this.ocr = createOcr(settings.workers);
		this.pool = new Tinypool({
			runtime: 'child_process',
			isolateWorkers: true,
			serialization: 'advanced',
			filename: worker.href,
			minThreads: settings.workers,
			maxThreads: settings.workers,
			// Never lets the image library put a large image into a file. glibc gives pages of pixels back
			// where each is mapped alone, and where the library's threads share few heaps.
			env: {
				...process.env,
				VIPS_DISC_THRESHOLD: '64g',
				MALLOC_ARENA_MAX: '2',
				MALLOC_MMAP_THRESHOLD_: '1000000',
			},
		});
		// A process that ended while it had nothing to do was replaced already.
		this.pool.on('error', () => settings.log('a reading process ended and was replaced'));
	}

	/** Resolves when all processes are ready to work. */
	async ready(): Promise<void> {
		const { workers } = this.settings;
		const warmUp = async (): Promise<unknown> => await this.pool.run(null, { name: 'warmUp' });
		await Promise.all(Array.from({ length: workers }, warmUp));
	}

	/**
	 * Reads a document.
	 *
	 * @param left aborts when nobody waits for the answer any more
	 * @returns `data.info` as JSON
	 * @throws Refusal
	 */
	async read(bytes: Uint8Array, withImages: boolean, left: AbortSignal): Promise<Uint8Array> {
		const { maxPages, timeoutMs } = this.settings;
		const stop = new AbortController();
		const task: DocumentTask = { bytes, maxPages, withImages };
		const leave = (): void => stop.abort();
		let timer: NodeJS.Timeout | undefined;
		let send = (_message: unknown): void => undefined;
		const channel = {
			// Called when a process takes the task over: waiting in the queue does not count.
			onMessage: (toProcess: (message: unknown) => void) => {
				send = toProcess;
				timer = setTimeout(leave, timeoutMs);
			},
			postMessage: (message: unknown) => void serveOcr(this.ocr, message, stop.signal, send),
		};
		left.addEventListener('abort', leave, { once: true });
		if (left.aborted) leave();
		try {
			const run = this.pool.run(task, { signal: stop.signal, channel });
			return this.unwrap((await run) as DocumentOutcome);
		} catch (error) {
			if (error instanceof Refusal) throw error;
			const isTooLong = stop.signal.aborted && !left.aborted;
			const reason = isTooLong ? `it took longer than ${timeoutMs / 1000} s` : 'its process ended';
			throw new Refusal('6', reason);
		} finally {
			leave();
			clearTimeout(timer);
			left.removeEventListener('abort', leave);
		}
	}

	/** Kills all processes; what they work on is refused. */
	async close(): Promise<void> {
		await Promise.all([this.pool.destroy(), this.ocr.close()]);
	}

	private unwrap(outcome: DocumentOutcome): Uint8Array {
		switch (outcome.kind) {
			case 'read':
				return outcome.infoJson;
			case 'refused':
				throw new Refusal(outcome.code, outcome.reason);
			case 'failed':
				this.settings.log(outcome.where);
				throw new Refusal('6', 'an unexpected error');
		}
	}
}
