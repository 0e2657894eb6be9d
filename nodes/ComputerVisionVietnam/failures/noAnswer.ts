import { STORAGE } from './badInput';
import type { Cause } from './failure';

/**
 * Whether a failed call is worth another try.
 * - `always`: the API did not work on the call, so it costs nothing twice
 * - `whenAllowed`: it may have worked on it and billed it; only with `retryTimeouts`
 * - `never`: the same call would fail the same way
 */
export type RetryClass = 'always' | 'whenAllowed' | 'never';

/** Why no answer came, and whether another try may help. */
export interface NetworkCause extends Cause {
	readonly retry: RetryClass;
}

/** The execution was stopped. */
export const CANCELLED: Cause = {
	kind: 'noAnswer',
	clause: 'the execution was stopped',
	remedy: 'Calls that were in flight may have been read and billed all the same.',
};

const noAnswer = (clause: string, remedy: string, retry: RetryClass): NetworkCause => ({
	kind: 'noAnswer',
	clause,
	remedy,
	retry,
});

const CHECK_HOST =
	'Check the Base URL in the credential, and whether this n8n can reach that host (network, proxy, firewall).';
const MAYBE_BILLED =
	'The document may have been read and billed all the same. Look at your account before you send it again, or switch on "Retry Timeouts" to have that done.';

const REFUSED = noAnswer('the connection was refused', CHECK_HOST, 'always');
const UNREACHABLE = noAnswer('the host cannot be reached', CHECK_HOST, 'always');
const DNS = noAnswer('the name of the host could not be looked up', CHECK_HOST, 'always');
const TIMEOUT = noAnswer(
	'it did not come within the timeout',
	`Raise "Timeout" in the options. ${MAYBE_BILLED}`,
	'whenAllowed',
);
const RESET = noAnswer('the connection broke off', MAYBE_BILLED, 'whenAllowed');
const TLS = noAnswer(
	'no trusted encrypted connection (TLS) could be made',
	'Check the Base URL. If the server has its own certificate authority, make n8n trust it (NODE_EXTRA_CA_CERTS).',
	'never',
);
const DAMAGED: NetworkCause = {
	kind: 'unreadableAnswer',
	clause: 'it arrived damaged',
	remedy: `Something between n8n and the API changed the answer, often a proxy. ${MAYBE_BILLED}`,
	retry: 'never',
};
const UNKNOWN = noAnswer('the request failed on its way', CHECK_HOST, 'never');

/** Error codes of Node.js and of n8n's HTTP client. */
const BY_CODE: ReadonlyMap<string, NetworkCause> = new Map([
	['ECONNREFUSED', REFUSED],
	['EHOSTUNREACH', UNREACHABLE],
	['ENETUNREACH', UNREACHABLE],
	['EHOSTDOWN', UNREACHABLE],
	['ENOTFOUND', DNS],
	['EAI_AGAIN', DNS],
	['EAI_FAIL', DNS],
	['EAI_NODATA', DNS],
	['ECONNABORTED', TIMEOUT],
	['ETIMEDOUT', TIMEOUT],
	['ESOCKETTIMEDOUT', TIMEOUT],
	['ECONNRESET', RESET],
	['EPIPE', RESET],
	['ERR_BAD_RESPONSE', RESET],
	['ERR_STREAM_PREMATURE_CLOSE', RESET],
	['ERR_SOCKET_CLOSED', RESET],
	['EPROTO', TLS],
	['CERT_HAS_EXPIRED', TLS],
	['CERT_NOT_YET_VALID', TLS],
	['DEPTH_ZERO_SELF_SIGNED_CERT', TLS],
	['SELF_SIGNED_CERT_IN_CHAIN', TLS],
	['UNABLE_TO_VERIFY_LEAF_SIGNATURE', TLS],
	['UNABLE_TO_GET_ISSUER_CERT', TLS],
	['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', TLS],
]);

/** Families of codes; the name goes on after the prefix. */
const BY_PREFIX: ReadonlyArray<readonly [string, NetworkCause]> = [
	['ERR_TLS_', TLS],
	['ERR_SSL_', TLS],
	['CERT_', TLS],
	['HPE_', DAMAGED],
	['Z_', DAMAGED],
	['ERR__ERROR_FORMAT_', DAMAGED],
	['ZSTD_', DAMAGED],
];

/** n8n wraps the client's error, and that one may wrap the socket's; deeper there is nothing. */
const MAX_DEPTH = 5;

/** Older versions of n8n keep only the text of the error they wrap. */
const BY_TEXT: ReadonlyArray<readonly [RegExp, string]> = [
	[/\btimeout of \d+ms exceeded/, 'ECONNABORTED'],
	[/\bstream has been aborted\b|\bsocket hang up\b/, 'ECONNRESET'],
];

const CODE_IN_TEXT = /\b(?:E[A-Z]{4,}|EAI_[A-Z]+|(?:CERT|ERR|HPE)_[A-Z_]+)\b/g;

/** An error and those it was caused by, from the outside in. */
function listErrors(error: unknown): Error[] {
	const errors: Error[] = [];
	let current = error;
	while (current instanceof Error && errors.length < MAX_DEPTH) {
		errors.push(current);
		current = current.cause;
	}
	return errors;
}

/** Everything that may be an error code: stated ones first, then those that stand in a text. */
function listCodes(error: unknown): string[] {
	const errors = listErrors(error);
	const read = (key: string): string[] => {
		const values: unknown[] = errors.flatMap((one): unknown => Reflect.get(one, key));
		return values.filter((value) => typeof value === 'string');
	};
	const inTexts = [...read('messages'), ...read('message')].flatMap((text) => {
		const phrase = BY_TEXT.find(([pattern]) => pattern.test(text))?.[1];
		return [...(text.match(CODE_IN_TEXT) ?? []), ...(phrase === undefined ? [] : [phrase])];
	});
	return [...read('code'), ...read('httpCode'), ...inTexts];
}

/**
 * Says why no answer came, by the code of the error. Nothing of its text, address or request is
 * passed on: they hold the key and the URL.
 *
 * @param sourceFailed whether the document's own bytes could not be read
 */
export function toNetworkCause(error: unknown, sourceFailed: boolean): NetworkCause {
	if (sourceFailed) return { ...STORAGE, retry: 'never' };
	const found = listCodes(error).map(
		(code) => BY_CODE.get(code) ?? BY_PREFIX.find(([prefix]) => code.startsWith(prefix))?.[1],
	);
	return found.find((cause) => cause !== undefined) ?? UNKNOWN;
}
