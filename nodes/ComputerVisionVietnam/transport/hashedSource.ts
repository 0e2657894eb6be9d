import { createHash } from 'node:crypto';
import { freeBehind, releaseEarly } from '../document/releaseEarly';
import type { SourceBytes } from '../document/sourceDocument';

/** A source that takes the SHA-256 of what it hands out, so that sending and hashing are one pass. */
export interface HashedSource {
	/** To be sent. */
	readonly bytes: SourceBytes;
	/** Lower-case hex; null unless the last pass went through to the end. */
	readonly sha256: () => string | null;
}

/** The document's bytes in a chunk of what is sent; base64 is sent in chunks of whole quadruples. */
export type ChunkDecoder = (chunk: Uint8Array) => Uint8Array;

/**
 * Hashes a source while it is read to be sent.
 *
 * @param decode what to hash of a chunk; the chunk itself where nothing is encoded
 */
export function hashWhileSending(
	source: SourceBytes,
	decode: ChunkDecoder = (chunk) => chunk,
): HashedSource {
	let digest: string | null = null;
	async function* open(): AsyncGenerator<Uint8Array> {
		const hash = createHash('sha256');
		digest = null;
		for await (const chunk of releaseEarly(source).open()) {
			hash.update(decode(chunk));
			yield chunk;
		}
		digest = hash.digest('hex');
	}
	return { bytes: { size: source.size, open }, sha256: () => digest };
}

/** The hash of a whole source, read for nothing else. Rejects when it cannot be read. */
export async function hashSource(source: SourceBytes): Promise<string> {
	const hash = createHash('sha256');
	for await (const piece of freeBehind(source.open())) hash.update(piece);
	return hash.digest('hex');
}
