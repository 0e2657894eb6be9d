import { readFileSync, writeFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { Container } from '@n8n/di';
import { BinaryDataService } from 'n8n-core';
import type { IBinaryData } from 'n8n-workflow';

/** A PDF of the given size, piece by piece; its filling is a comment. */
export function* makeLargePdf(bytes: number): Generator<Buffer> {
	const head = Buffer.from('%PDF-1.4\n3 0 obj<</Type/Page/MediaBox[0 0 9 9]>>endobj\n%');
	yield head;
	const piece = Buffer.alloc(64 * 1024, 'x');
	for (let left = bytes - head.length; left > 0; left -= piece.length) {
		yield piece.subarray(0, Math.min(left, piece.length));
	}
}

/** Stores the file without ever holding it: what is measured starts with a process at rest. */
export async function storeLargePdf(bytes: number): Promise<IBinaryData> {
	return await Container.get(BinaryDataService).store(
		{ type: 'execution', workflowId: 'memory', executionId: 'input' },
		Readable.from(makeLargePdf(bytes)),
		{ data: '', mimeType: 'application/pdf', fileName: 'report.pdf' },
	);
}

/** Collects garbage twice, so that what finalizers let go is gone as well. */
export function collectGarbage(): void {
	globalThis.gc?.();
	globalThis.gc?.();
}

/** The peak of resident memory in bytes since the last reset, as Linux counts it. */
export function readPeakMemory(action: 'reset' | 'keep'): number {
	if (action === 'reset') writeFileSync('/proc/self/clear_refs', '5');
	const found = /VmHWM:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'));
	return Number(found?.[1]) * 1024;
}
