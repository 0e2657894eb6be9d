/** Less is not worth it. */
const LEAST_BYTES = 16 * 1024;

/**
 * Frees the memory of a buffer that is used up, if the buffer is all there is in its block. V8 would
 * count it until the next full collection, and comes to that the sooner: with replies full of images,
 * half of the time went into collecting. Nobody may use the buffer afterwards. Does nothing on
 * versions of Node.js that cannot do it.
 */
export function freeNow({ buffer, byteLength }: Uint8Array): void {
	if (byteLength < buffer.byteLength || byteLength < LEAST_BYTES) return;
	if ('transfer' in buffer && typeof buffer.transfer === 'function') buffer.transfer(0);
}
