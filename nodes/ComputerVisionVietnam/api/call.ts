import { toNetworkCause } from '../failures/noAnswer';
import type { SourceDocument } from '../inputs/document';
import { hashSource, type StreamedBody } from '../inputs/streamedBody';
import { CREDIT_REPORT } from './endpoint';
import { judgeAnswer, type CallFailure, type HttpAnswer, type JudgedAnswer } from './judge';

/** How the document of one item is asked for. */
export interface CallSettings {
	/** How long one call may take, seconds. */
	readonly timeout: number;
	/** Further tries after the first one; 0 = none. */
	readonly maxRetries: number;
	/** Whether a call that may have been billed (timeout, reset) is tried again. */
	readonly retryTimeouts: boolean;
	/** Whether the API is to send page and table images. */
	readonly includeImages: boolean;
	/** Sent as `check_sum`; undefined: not sent. */
	readonly checkSum?: string | undefined;
}

/** One HTTP call as it goes out. */
export interface HttpCall {
	readonly method: 'GET' | 'POST';
	readonly url: string;
	/** null for GET. */
	readonly body: StreamedBody | null;
	readonly timeoutMs: number;
}

/** Sends one call. Resolves at any status; rejects only when no whole answer came. */
export type Send = (call: HttpCall) => Promise<HttpAnswer>;

/** One try: what came back, and the hash of what was sent. */
export type TryOutcome =
	| (Extract<JudgedAnswer, { ok: true }> & {
			/** Of the document's bytes, lower-case hex; null where the API fetched the document. */
			readonly sha256: string | null;
	  })
	| { readonly ok: false; readonly failure: CallFailure };

/** Lone surrogates cannot be encoded; they become U+FFFD, as browsers do it. */
const encode = (text: string): string => encodeURIComponent(Buffer.from(text).toString());

/** The full address of a call to an endpoint. `img` is encoded whole, so that a signed URL with `&` survives. */
export function buildUrl(
	endpoint: string,
	{ formatType, url }: Pick<SourceDocument, 'formatType' | 'url'>,
	{ includeImages, checkSum }: Pick<CallSettings, 'includeImages' | 'checkSum'>,
): string {
	const query = [`format_type=${formatType}`, `get_thumb=${includeImages}`];
	if (url !== null) query.unshift(`img=${encode(url)}`);
	if (checkSum !== undefined) query.push(`check_sum=${encode(checkSum)}`);
	return `${endpoint}?${query.join('&')}`;
}

/** More hops than any real service needs; a loop ends here. */
const MAX_REDIRECTS = 5;

const REDIRECTS = new Set([301, 302, 303, 307, 308]);

/** Where a redirect leads, if it stays with the same host; null: the key must not go there. */
function toRedirectTarget({ status, headers }: HttpAnswer, from: string): string | null {
	const { location } = headers;
	if (!REDIRECTS.has(status) || typeof location !== 'string') return null;
	if (!URL.canParse(location, from)) return null;
	const target = new URL(location, from);
	const isSameOrigin = target.origin === new URL(from).origin;
	return isSameOrigin && target.username === '' ? target.href : null;
}

/** Sends the document, and again with a fresh body for each redirect within the same host. */
async function sendFollowing(
	send: Send,
	document: SourceDocument,
	url: string,
	timeoutMs: number,
): Promise<
	{ answer: HttpAnswer; body: StreamedBody | null } | { error: unknown; failed: boolean }
> {
	let target = url;
	for (let hops = 0; ; hops += 1) {
		const body = document.buildBody();
		try {
			const answer = await send({ method: body ? 'POST' : 'GET', url: target, body, timeoutMs });
			const next = toRedirectTarget(answer, target);
			if (next === null || hops === MAX_REDIRECTS) return { answer, body };
			target = next;
		} catch (error) {
			return { error, failed: body?.sourceFailed ?? false };
		} finally {
			void body?.close();
		}
	}
}

/**
 * One try for one document.
 *
 * @param url the full address, as `buildUrl` makes it
 */
export async function callApi(
	send: Send,
	document: SourceDocument,
	url: string,
	{ timeout }: CallSettings,
): Promise<TryOutcome> {
	const sent = await sendFollowing(send, document, url, timeout * 1_000);
	if ('error' in sent) {
		const cause = toNetworkCause(sent.error, sent.failed);
		return { ok: false, failure: { ...cause, stopsTheRun: false, retryAfterMs: null } };
	}
	const judged = judgeAnswer(sent.answer, CREDIT_REPORT, Date.now());
	if (!judged.ok || !document.content) return judged.ok ? { ...judged, sha256: null } : judged;
	// Read again only where the API answered before it had everything.
	const sha256 = sent.body?.sha256 ?? (await hashSource(document.content));
	return { ...judged, sha256 };
}
