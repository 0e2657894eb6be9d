import type { INodeProperties } from 'n8n-workflow';

import { toUrlFailure } from '../failures/badInput';
import { toName } from '../failures/failure';
import { refuse, type Collected, type InputMode } from './document';

/** An address the API can be asked to fetch. */
export interface DocumentUrl {
	readonly kind: 'url';
	readonly url: string;
	/** The last part of the path; null when there is none. */
	readonly name: string | null;
}

/** Why an address cannot be fetched; nothing of the address is in a problem. */
export type UrlProblem =
	| { readonly kind: 'empty' }
	| { readonly kind: 'notAUrl' }
	| { readonly kind: 'several' }
	/** A known scheme is named; any other is not repeated, it could be part of a secret. */
	| { readonly kind: 'wrongScheme'; readonly scheme: string | null };

const PRINTABLE_ASCII = /^[\x21-\x7e]+$/;
/** Two addresses in one field; one inside the query of another is percent-encoded or follows `=`. */
const SEVERAL = /[\s,;|]+https?:\/\/\S/i;
/** Schemes that people do paste. */
const KNOWN_SCHEMES = new Set(['ftp', 'sftp', 's3', 'gs', 'file', 'data', 'blob', 'mailto', 'smb']);

/** A percent sign that begins no letter stays as it is. */
function decodeSegment(segment: string): string {
	try {
		return decodeURIComponent(segment);
	} catch {
		return segment;
	}
}

/**
 * Checks an address without asking it. A signed address stays as it was given, to the letter;
 * one with spaces or letters beyond ASCII is written the way a browser would send it.
 */
export function parseUrl(text: string): DocumentUrl | UrlProblem {
	const given = text.trim();
	if (given === '') return { kind: 'empty' };
	if (SEVERAL.test(given)) return { kind: 'several' };
	if (!URL.canParse(given)) return { kind: 'notAUrl' };
	const url = new URL(given);
	const scheme = url.protocol.slice(0, -1);
	if (scheme !== 'http' && scheme !== 'https') {
		return { kind: 'wrongScheme', scheme: KNOWN_SCHEMES.has(scheme) ? scheme : null };
	}
	const name = toName(decodeSegment(url.pathname.split('/').at(-1) ?? ''));
	return {
		kind: 'url',
		url: PRINTABLE_ASCII.test(given) ? given : url.href,
		name: name === '' ? null : name,
	};
}

const PROPERTY: INodeProperties = {
	displayName: 'URL',
	name: 'url',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'e.g. https://files.example.com/report.pdf',
	hint: 'The API fetches this address, so it must be reachable from the internet',
	description: 'The address of a PDF, JPEG or PNG file. A signed address is sent as it is.',
};

/** The API fetches the document itself. */
export const url: InputMode = {
	option: {
		name: 'URL',
		value: 'url',
		description: 'The API fetches the document itself from an address it can reach',
	},
	property: PROPERTY,
	prepare({ itemIndex, getText }) {
		const parsed = parseUrl(getText(PROPERTY));
		const label = { itemIndex, field: 'url' };
		const collected: Collected =
			parsed.kind === 'url'
				? {
						kind: 'document',
						document: {
							...label,
							name: parsed.name,
							formatType: 'url',
							url: parsed.url,
							content: null,
							buildBody: () => null,
						},
					}
				: refuse({ ...label, name: null }, toUrlFailure(parsed));
		return async () => [collected];
	},
};
