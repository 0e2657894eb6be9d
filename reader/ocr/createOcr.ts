import { availableParallelism } from 'node:os';
import { extname } from 'node:path';
import { Tinypool } from 'tinypool';
import type { Crop, CropReading } from './letterEngine.ts';

/** Compiled or run from its source, the thread's file ends like this one's. */
const LETTER_ENGINE = new URL(`./letterEngine${extname(import.meta.url)}`, import.meta.url);

/** Pieces that a thread takes at once: few, so that no thread is idle while another has long ones left. */
const BATCH = 4;

/** Milliseconds that a batch may take; a thread that is not done by then hangs. */
const BATCH_TIMEOUT_MS = 60_000;

/** Threads that read letters. */
export interface Ocr {
	/**
	 * Reads pieces of a page, in their order.
	 *
	 * @throws the signal's reason; an error when a thread ended or hangs: it is replaced
	 */
	read(crops: readonly Crop[], signal?: AbortSignal): Promise<CropReading[]>;
	/** Ends the threads. */
	close(): Promise<void>;
}

/**
 * @param workers threads that read at the same time
 * @param engine the module that reads
 */
export function createOcr(
	workers = Math.min(2, availableParallelism()),
	engine = LETTER_ENGINE,
): Ocr {
	const pool = new Tinypool({
		runtime: 'worker_threads',
		filename: engine.href,
		minThreads: 0,
		maxThreads: workers,
		idleTimeout: 30_000,
		isolateWorkers: false,
		concurrentTasksPerWorker: 1,
	});
	const readBatch = async (crops: readonly Crop[], stop: AbortSignal): Promise<CropReading[]> =>
		(await pool.run(crops, { signal: stop })) as CropReading[];
	return {
		async read(crops, signal) {
			signal?.throwIfAborted();
			const stop = new AbortController();
			const leave = (): void => stop.abort();
			signal?.addEventListener('abort', leave, { once: true });
			const timer = setTimeout(leave, BATCH_TIMEOUT_MS * Math.ceil(crops.length / BATCH));
			try {
				const batches: Promise<CropReading[]>[] = [];
				for (let from = 0; from < crops.length; from += BATCH) {
					batches.push(readBatch(crops.slice(from, from + BATCH), stop.signal));
				}
				return (await Promise.all(batches)).flat();
			} catch (error) {
				stop.abort();
				signal?.throwIfAborted();
				throw error;
			} finally {
				clearTimeout(timer);
				signal?.removeEventListener('abort', leave);
			}
		},
		async close() {
			await pool.destroy();
		},
	};
}
