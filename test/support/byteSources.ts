import type { SourceBytes } from '../../nodes/ComputerVisionVietnam/inputs/document.ts';

/** A source of bytes in pieces of the given length, as a storage would hand them out. */
export const sourceOf = (bytes: Buffer, length = 64 * 1024): SourceBytes => ({
	size: bytes.length,
	async *open() {
		for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length);
	},
});

/** Everything that a stream gives. */
export async function readAll(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
	const chunks: Uint8Array[] = [];
	for await (const chunk of stream) chunks.push(chunk);
	return Buffer.concat(chunks);
}
