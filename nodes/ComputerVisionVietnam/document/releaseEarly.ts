import type { SourceBytes } from './sourceDocument';

/** Smaller sources leave too little behind to matter. */
const LARGE_BYTES = 4 * 1024 * 1024;
/** Larger pieces are one block that somebody holds anyway. */
const MAX_PIECE = 1024 * 1024;
/** Pretended bytes for each real one: V8 then collects every 16 MB of a file instead of every 64. */
const PRETENCE = 3;

/**
 * Lets V8 count memory that does not exist. V8 frees the buffers of a stream only when 64 MB of
 * them have gathered. A buffer that may grow is address space and nothing else until it is
 * written to, but it counts.
 */
function pretendToUse(bytes: number): void {
	Reflect.construct(ArrayBuffer, [bytes, { maxByteLength: bytes }]);
}

async function* readPressing(source: SourceBytes): AsyncGenerator<Uint8Array> {
	for await (const chunk of source.open()) {
		if (chunk.byteLength <= MAX_PIECE) pretendToUse(chunk.byteLength * PRETENCE);
		yield chunk;
	}
}

/**
 * The same source, read so that what was read is freed soon: an upload of 100 MB adds about 20 MB
 * to the peak of the process, not 64.
 */
export function releaseEarly(source: SourceBytes): SourceBytes {
	if (source.size < LARGE_BYTES) return source;
	return { size: source.size, open: () => readPressing(source) };
}
