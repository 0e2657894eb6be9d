import { createHash } from 'node:crypto';

/** The SHA-256 of some bytes in hex, as the sandbox counts documents by it. */
export const sha256 = (bytes: Uint8Array): string =>
	createHash('sha256').update(bytes).digest('hex');
