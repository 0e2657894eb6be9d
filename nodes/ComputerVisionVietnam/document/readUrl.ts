/** An address the API can be asked to fetch, or why not; nothing of the address is in a problem. */
export type UrlReading =
	| { readonly kind: 'url'; readonly url: string; readonly name: string | null }
	| { readonly kind: 'empty' }
	| { readonly kind: 'notAUrl' }
	| { readonly kind: 'wrongScheme'; readonly scheme: string };

const PRINTABLE_ASCII = /^[\x21-\x7e]+$/;
/** Schemes that people do paste; any other is not repeated, it could be part of a secret. */
const KNOWN_SCHEMES = new Set(['ftp', 'sftp', 's3', 'gs', 'file', 'data', 'blob', 'mailto', 'smb']);

function decodeSegment(segment: string): string {
	try {
		return decodeURIComponent(segment);
	} catch {
		return segment;
	}
}

/** The last part of the path, as a file name; the query is never part of it. */
function toFileName(url: URL): string | null {
	const segment = url.pathname.split('/').at(-1) ?? '';
	const name = decodeSegment(segment).trim();
	return name === '' ? null : name;
}

/**
 * Checks an address without asking it. A signed address stays as it was given, to the letter;
 * one with spaces or letters beyond ASCII is written the way a browser would send it.
 */
export function readUrl(text: string): UrlReading {
	const given = text.trim();
	if (given === '') return { kind: 'empty' };
	if (!URL.canParse(given)) return { kind: 'notAUrl' };
	const url = new URL(given);
	const scheme = url.protocol.slice(0, -1);
	if (scheme !== 'http' && scheme !== 'https') {
		return { kind: 'wrongScheme', scheme: KNOWN_SCHEMES.has(scheme) ? scheme : 'other' };
	}
	return {
		kind: 'url',
		url: PRINTABLE_ASCII.test(given) ? given : url.href,
		name: toFileName(url),
	};
}
