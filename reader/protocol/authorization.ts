import { createHash, timingSafeEqual } from 'node:crypto';

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/**
 * Makes the check of HTTP Basic credentials.
 *
 * Digests are compared, all of their bytes: the time it takes tells nothing about the key.
 */
export function buildAuthorization(
	apiKey: string,
	apiSecret: string,
): (header: string | undefined) => boolean {
	const expected = digest(`${apiKey}:${apiSecret}`);
	return (header = '') => {
		const encoded = /^basic +([a-z0-9+/=]+) *$/i.exec(header)?.[1] ?? '';
		return timingSafeEqual(expected, digest(Buffer.from(encoded, 'base64').toString('utf8')));
	};
}
