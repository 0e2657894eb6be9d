import { toBadInput, type Failure } from '../failures/failure';
import type { VendorCause } from '../failures/refused';

/** What the node has to know of one of the vendor's endpoints; another document type brings another. */
export interface Endpoint {
	/** Below the credential's base URL. */
	readonly path: string;
	/** The endpoint's own table of error codes; siblings number the same causes differently. */
	readonly causesByCode: ReadonlyMap<string, VendorCause>;
}

/** The endpoint that reads CIC credit reports. Source: the vendor's API reference. */
export const CREDIT_REPORT: Endpoint = {
	path: '/api/v2/ocr/document/credit_report',
	causesByCode: new Map([
		['1', 'image'],
		['2', 'url'],
		['3', 'image'],
		['4', 'key'],
		['5', 'quota'],
		['6', 'processing'],
	]),
};

/** Blanks of every kind, control characters, and characters that nobody sees. */
const BLANK_INSIDE = /[\s\p{Cc}\p{Cf}]/u;
const BLANKS_AROUND = /^[\s\p{Cc}\p{Cf}]+|[\s\p{Cc}\p{Cf}]+$/gu;

/** A text of the credential without what a copy from a mail or a page brings along around it. */
export const trimInvisible = (value: unknown): string =>
	typeof value === 'string' ? value.replace(BLANKS_AROUND, '') : '';

const SECRETS = { apiKey: 'API Key', apiSecret: 'API Secret' } as const;

/** Says which secret of the credential cannot be one; null when both can. Nothing of it is repeated. */
export function toSecretProblem(credential: Readonly<Record<string, unknown>>): Failure | null {
	const broken = Object.entries(SECRETS).find(([field]) =>
		BLANK_INSIDE.test(trimInvisible(credential[field])),
	);
	if (!broken) return null;
	return toBadInput(
		`The ${broken[1]} of the credential has a blank or an invisible character inside`,
		'Copy it again from where Computer Vision Vietnam gave it to you, and paste it into an empty field.',
	);
}

/** The address to send to, or why the credential's base URL cannot be used. */
export type BaseUrlReading =
	| {
			readonly ok: true;
			/** The full address of the endpoint, without a query. */
			readonly endpoint: string;
	  }
	| { readonly ok: false; readonly failure: Failure };

const refuse = (clause: string, description: string): BaseUrlReading => ({
	ok: false,
	failure: toBadInput(`The Base URL of the credential ${clause}`, description),
});

const EXAMPLE = 'Give the address of the API, such as https://demo.computervision.com.vn.';

/** This machine itself, in any spelling: `URL` has already normalised 127.1 and the like. */
function isLoopback(hostname: string): boolean {
	return (
		hostname === 'localhost' ||
		hostname.endsWith('.localhost') ||
		hostname === '[::1]' ||
		/^127(?:\.\d{1,3}){3}$/.test(hostname)
	);
}

/**
 * Parses the credential's base URL. A path prefix is kept, a trailing slash does not matter.
 * `http:` is refused except for this machine itself or where the credential allows it: key and
 * report would travel readable. No part of the URL is repeated in the failure.
 *
 * @param baseUrl the credential's field, of any type
 * @param allowInsecureHttp the credential's switch; only `true` allows
 */
export function parseBaseUrl(baseUrl: unknown, allowInsecureHttp: unknown): BaseUrlReading {
	const text = trimInvisible(baseUrl);
	if (text === '') return refuse('is empty', EXAMPLE);
	if (BLANK_INSIDE.test(text)) {
		return refuse('has a blank or an invisible character inside', `Type it anew. ${EXAMPLE}`);
	}
	if (!URL.canParse(text)) return refuse('is not a valid address', EXAMPLE);
	const url = new URL(text);
	if (url.protocol !== 'https:' && url.protocol !== 'http:') {
		return refuse('does not start with https://', EXAMPLE);
	}
	if (url.username !== '' || url.password !== '') {
		return refuse('contains a user name or password', 'Put them into API Key and API Secret.');
	}
	if (url.search !== '' || url.hash !== '') {
		return refuse('contains a "?" or "#" part', `Remove it. ${EXAMPLE}`);
	}
	if (url.protocol === 'http:' && !isLoopback(url.hostname) && allowInsecureHttp !== true) {
		return refuse(
			'is not encrypted (http:)',
			'Use https://. For a server in your own network you can switch on "Allow Insecure HTTP" in the credential.',
		);
	}
	// A user may paste the whole address of the endpoint; what comes after the prefix is dropped.
	const path = url.pathname.replace(/\/+$/, '');
	const prefix = path.endsWith(CREDIT_REPORT.path)
		? path.slice(0, -CREDIT_REPORT.path.length)
		: path;
	return { ok: true, endpoint: `${url.origin}${prefix}${CREDIT_REPORT.path}` };
}
