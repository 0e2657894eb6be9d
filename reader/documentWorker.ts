import { Worker } from 'node:worker_threads';
import { connectOcr } from './protocol/ocrLink.ts';
import { readDocument } from './readDocument.ts';
import { Refusal } from './refusal.ts';
import type { RefusalCode } from './refusal.ts';

/** One document to be read by a process of its own. */
export interface DocumentTask {
	readonly bytes: Uint8Array;
	readonly maxPages: number;
	readonly withImages: boolean;
}

/** What became of it; `where` is the stack of an unexpected error, without its message. */
export type DocumentOutcome =
	| { readonly kind: 'read'; readonly infoJson: Uint8Array }
	| { readonly kind: 'refused'; readonly code: RefusalCode; readonly reason: string }
	| { readonly kind: 'failed'; readonly where: string };

// Standard output is the server's, and what a library writes may quote the document.
process.stdout.write = () => true;
process.stderr.write = () => true;
process.on('uncaughtException', () => process.exit(1));

/**
 * Ends this process when it takes too much memory or has lost its server, also while it is busy:
 * a thread of its own looks. What is inflated or decoded lies outside of the heap that Node limits.
 */
function startWatch(maxBytes: number): void {
	const watch = `const { ppid } = process;
		setInterval(() => {
			const isOver = process.memoryUsage.rss() > ${maxBytes};
			if (isOver || process.ppid !== ppid) process.kill(process.pid, 'SIGKILL');
		}, 50);`;
	new Worker(watch, { eval: true, resourceLimits: { maxOldGenerationSizeMb: 8 } }).unref();
}

/** Resident memory of one process that reads documents; ten pages scanned at 300 dpi take 500 MB. */
const MAX_PROCESS_BYTES = 640 * 1024 ** 2;

startWatch(MAX_PROCESS_BYTES);
const ocr = connectOcr();

/** Nothing to do; answered once everything that reading needs is loaded. */
export const warmUp = (): void => undefined;

/** Reads one document. */
export default async function handleDocument(task: DocumentTask): Promise<DocumentOutcome> {
	try {
		const info = await readDocument(task.bytes, { ...task, ocr });
		return { kind: 'read', infoJson: Buffer.from(JSON.stringify(info)) };
	} catch (error) {
		if (error instanceof Refusal) {
			return { kind: 'refused', code: error.code, reason: error.message };
		}
		return { kind: 'failed', where: describe(error) };
	}
}

/** Name and places of an error; its message may quote the document. */
function describe(error: unknown): string {
	if (!(error instanceof Error)) return typeof error;
	const places = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
	return [error.name, ...places.slice(0, 5)].join('\n');
}
