import type { SourceDocument } from '../document/sourceDocument';
import { buildCall } from './buildRequest';
import type { OutgoingCall } from './buildRequest';
import type { CallFailure } from './callFailure';
import { hashSource } from './hashedSource';
import type { Host, HttpAnswer, SendSettings } from './host';
import { toNetworkFailure } from './networkErrors';
import { readAnswer } from './readAnswer';
import type { AnswerReading } from './readAnswer';
import { StreamedBody } from './streamedBody';

/** One try: what came back, and the hash of what was sent. */
export type TryOutcome =
	| (Extract<AnswerReading, { ok: true }> & { readonly readSha256: () => Promise<string | null> })
	| { readonly ok: false; readonly failure: CallFailure };

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

type Sent =
	| { readonly ok: true; readonly call: OutgoingCall; readonly answer: HttpAnswer }
	| { readonly ok: false; readonly failure: CallFailure };

const hasFailedSource = ({ body }: OutgoingCall): boolean =>
	body instanceof StreamedBody && body.sourceFailed;

async function send(
	host: Host,
	document: SourceDocument,
	url: string,
	settings: SendSettings,
): Promise<Sent> {
	let call: OutgoingCall | null = null;
	try {
		call = await buildCall(url, document);
		return { ok: true, call, answer: await host.send(call, settings) };
	} catch (error) {
		const sourceFailed = call === null || hasFailedSource(call);
		return { ok: false, failure: toNetworkFailure(error, sourceFailed) };
	}
}

/** Sends the document, and again with a fresh body for each redirect within the same host. */
async function sendFollowing(
	host: Host,
	document: SourceDocument,
	url: string,
	settings: SendSettings,
): Promise<Sent> {
	let target = url;
	for (let hops = 0; ; hops += 1) {
		const sent = await send(host, document, target, settings);
		const next = sent.ok ? toRedirectTarget(sent.answer, target) : null;
		if (next === null || hops === MAX_REDIRECTS) return sent;
		target = next;
	}
}

/** The hash of what was sent; read again where the API answered before it had everything. */
async function toHash(call: OutgoingCall, document: SourceDocument): Promise<string | null> {
	const taken = call.sha256();
	if (taken !== null || document.kind === 'url') return taken;
	try {
		return await hashSource(document.bytes);
	} catch {
		return null;
	}
}

/**
 * One try for one document. Never rejects.
 *
 * @param url the full address, as `buildUrl` makes it
 */
export async function callApi(
	host: Host,
	document: SourceDocument,
	url: string,
	settings: SendSettings,
): Promise<TryOutcome> {
	const sent = await sendFollowing(host, document, url, settings);
	if (!sent.ok) return sent;
	const reading = readAnswer(sent.answer, host.now());
	if (!reading.ok) return reading;
	return { ...reading, readSha256: async () => await toHash(sent.call, document) };
}
