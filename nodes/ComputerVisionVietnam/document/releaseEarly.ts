import { freeNow } from '../freeNow';
import type { SourceBytes } from './sourceDocument';

/** Smaller sources leave too little behind to matter. */
const LARGE_BYTES = 4 * 1024 * 1024;
/** Of what is pressed for or freed; a larger piece is a block that somebody holds anyway. */
const MAX_PIECE = 1024 * 1024;
/** Pretended bytes for each real one: V8 then collects every 6 MB of a file instead of every 64. */
const PRETENCE = 9;

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

/** One pass whose pieces nobody needs once the next one is asked for; each is freed then. */
export async function* freeBehind(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
	for await (const piece of pieces) {
		yield piece;
		if (piece.byteLength <= MAX_PIECE) freeNow(piece);
	}
}

/**
 * The same source for a pass whose pieces are on their way out when the next one is asked for, so
 * that nobody knows when they may be freed: V8 is made to collect them soon. An upload of 100 MB
 * adds about 7 MB to the peak of the process, not 64.
 */
export function releaseEarly(source: SourceBytes): SourceBytes {
	if (source.size < LARGE_BYTES) return source;
	return { size: source.size, open: () => readPressing(source) };
}
