import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import multipart from '@fastify/multipart';
import { htmlPage, refusal } from './envelope.ts';
import type { Envelope } from './envelope.ts';
import { FAULTS, isBilled, reply as answerWith } from './faults.ts';
import type { Answer, FaultContext, FaultTarget, PendingFault } from './faults.ts';
import type { CallEntry } from './ledger.ts';
import { isReadableImage, readRequest } from './readRequest.ts';
import type { ReceivedDocument } from './readRequest.ts';
import type { Sandbox } from './sandboxState.ts';
import { resizeThumbnails } from './thumbnails.ts';

/** The documented address. */
export const CREDIT_REPORT_PATH = '/api/v2/ocr/document/credit_report';

/** Time for the first half of a cut reply to reach the client, ms. */
const CUT_AFTER_MS = 50;

/** Registers the endpoint; it reads bodies itself, so no parser of fastify's may touch them. */
export async function creditReportRoute(app: FastifyInstance, sandbox: Sandbox): Promise<void> {
	app.removeAllContentTypeParsers();
	app.addContentTypeParser('*', (_request, _payload, done) => done(null));
	await app.register(multipart, { throwFileSizeLimit: true });
	app.route({
		method: ['GET', 'POST'],
		url: CREDIT_REPORT_PATH,
		handler: async (request, reply) => {
			reply.hijack();
			await handleCall(sandbox, request, reply);
		},
	});
}

/** One call from arrival to its last byte; the books are closed before the answer is complete. */
async function handleCall(
	sandbox: Sandbox,
	request: FastifyRequest,
	reply: FastifyReply,
): Promise<void> {
	const query = new URL(request.url, 'http://sandbox').searchParams;
	const call = sandbox.ledger.open(entryOf(sandbox, request, query));
	reply.raw.once('close', () => {
		call.clientLeft = call.endedAt === null;
	});
	const { maxInFlight } = sandbox.settings;
	if (maxInFlight !== null && sandbox.ledger.inFlight >= maxInFlight) {
		await refuseOverLimit(sandbox, request, reply, call);
		return;
	}
	sandbox.ledger.accept(call);
	try {
		const answer = await decide(sandbox, request, query, call);
		await send(sandbox, call, reply, answer);
	} catch (error) {
		// A client that leaves in the middle of its upload is no fault of ours; anything else is.
		const name = error instanceof Error ? error.name : typeof error;
		if (request.raw.complete) process.stderr.write(`sandbox: call ${call.nth} broke: ${name}\n`);
		reply.raw.destroy();
	} finally {
		sandbox.ledger.close(call);
	}
}

function entryOf(
	sandbox: Sandbox,
	request: FastifyRequest,
	query: URLSearchParams,
): Parameters<Sandbox['ledger']['open']>[0] {
	const length = request.headers['content-length'];
	return {
		method: request.method,
		target: request.url,
		contentType: request.headers['content-type'] ?? null,
		contentLength: length === undefined ? null : Number(length),
		formatType: query.get('format_type'),
		getThumb: query.get('get_thumb'),
		checkSum: query.get('check_sum'),
		url: request.method === 'GET' ? query.get('img') : null,
		fileName: null,
		sha256: null,
		bytes: null,
		authorized: isAuthorized(sandbox, request.headers.authorization),
		fault: null,
		status: null,
		code: null,
	};
}

function isAuthorized(sandbox: Sandbox, header: string | undefined): boolean {
	const { apiKey, apiSecret } = sandbox.settings;
	return header === `Basic ${Buffer.from(`${apiKey}:${apiSecret}`).toString('base64')}`;
}

async function refuseOverLimit(
	sandbox: Sandbox,
	request: FastifyRequest,
	reply: FastifyReply,
	call: CallEntry,
): Promise<void> {
	sandbox.ledger.overLimit += 1;
	try {
		for await (const _chunk of request.raw);
		const answer = answerWith(429, htmlPage('429 Too Many Requests', ''), 'text/html');
		const { overLimitRetryAfter: after } = sandbox.settings;
		if (answer.kind === 'reply' && after !== null) answer.headers['retry-after'] = after;
		sandbox.ledger.close(call);
		await send(sandbox, call, reply, answer);
	} catch {
		reply.raw.destroy();
	} finally {
		sandbox.ledger.close(call);
	}
}

/** Reads the call, works on it, books it and says what goes out. */
async function decide(
	sandbox: Sandbox,
	request: FastifyRequest,
	query: URLSearchParams,
	call: CallEntry,
): Promise<Answer> {
	const arrivedMs = performance.now();
	const early = sandbox.faults.takeOnArrival(targetOf(call));
	if (early) return answerOf(sandbox, call, early, refusal('6'));
	const received = await readRequest(request, query, call.authorized);
	if (received.kind === 'document') {
		call.fileName = received.fileName;
		sandbox.ledger.identify(call, received.sha256, received.bytes);
	}
	const fault = sandbox.faults.take(targetOf(call));
	const delay = fault?.delayMs ?? (fault ? FAULTS[fault.name]?.delayMs : undefined);
	const latency = sandbox.settings.latencyMs + (delay ?? 0);
	const wait = latency - (performance.now() - arrivedMs);
	// A timer is up to a millisecond late: rounded down, the latency is met on average.
	if (wait > 0) await sleep(Math.floor(wait));
	return answerOf(sandbox, call, fault, workOn(sandbox, call, received));
}

function targetOf(call: CallEntry): FaultTarget {
	const { nth, sha256, url, checkSum, formatType } = call;
	return { nth, sha256, url, checkSum, formatType };
}

/** What the vendor's service would say to this call if nothing went wrong on the way. */
function workOn(sandbox: Sandbox, call: CallEntry, received: ReceivedDocument): Envelope {
	if (!call.authorized) return refusal('4');
	if (sandbox.settings.quota === 0) return refusal('5');
	if (received.kind === 'malformed') return refusal('6');
	if (received.kind === 'unreachable') return refusal('2');
	if (received.kind === 'unusable') return refusal('1');
	if (!isReadableImage(received.head)) return refusal('1');
	return extract(sandbox, received.sha256, call.getThumb === 'true');
}

/** The reply that was taught for the document, or that of a sample; a taught one goes out as it is. */
function extract(sandbox: Sandbox, sha256: string, withImages: boolean): Envelope {
	const { unknownAs, imagePages, padImagesToBytes } = sandbox.settings;
	const { documents } = sandbox;
	const taught = documents.taughtReply(sha256);
	if (taught) return taught;
	const sample = documents.find(sha256) ?? documents.named(unknownAs);
	if (!sample) return refusal('3');
	const reply = documents.reply(sample, withImages);
	const resized = withImages && (imagePages !== null || padImagesToBytes !== null);
	return resized ? resizeThumbnails(reply, imagePages, padImagesToBytes) : reply;
}

/** Books the call and builds its answer, normal or faulty. */
function answerOf(
	sandbox: Sandbox,
	call: CallEntry,
	fault: PendingFault | null,
	envelope: Envelope,
): Answer {
	call.code = String(envelope.errorCode);
	call.fault = fault?.name ?? null;
	const normallyBilled = envelope.errorCode === '0';
	if (fault ? isBilled(fault, normallyBilled) : normallyBilled) bill(sandbox, call);
	const kind = fault ? FAULTS[fault.name] : undefined;
	if (!fault || !kind) return normalAnswer(sandbox, call, envelope);
	return kind.answer(contextOf(sandbox, call, fault, envelope));
}

function bill(sandbox: Sandbox, call: CallEntry): void {
	sandbox.ledger.bill(call);
	const { quota } = sandbox.settings;
	if (quota !== null) sandbox.settings.quota = Math.max(0, quota - 1);
}

const serialised = new WeakMap<Envelope, Buffer>();

/** JSON of a body; the samples' bodies are the same objects every time and serialised once. */
function serialise(envelope: Envelope): Buffer {
	const known = serialised.get(envelope);
	if (known) return known;
	const bytes = Buffer.from(JSON.stringify(envelope));
	serialised.set(envelope, bytes);
	return bytes;
}

function normalAnswer(sandbox: Sandbox, call: CallEntry, envelope: Envelope): Answer {
	if (call.authorized || sandbox.settings.wrongKey === 'code') {
		return answerWith(200, serialise(envelope));
	}
	const answer = answerWith(401, htmlPage('401 Authorization Required', ''), 'text/html');
	if (answer.kind === 'reply') answer.headers['www-authenticate'] = 'Basic realm="api"';
	return answer;
}

function contextOf(
	sandbox: Sandbox,
	call: CallEntry,
	fault: PendingFault,
	envelope: Envelope,
): FaultContext {
	return {
		marker: fault.marker,
		status: fault.status,
		retryAfter: fault.retryAfter,
		target: call.target,
		foreignOrigin: sandbox.foreignOrigin,
		normal: () => serialise(envelope),
		normalSuccess: () => (envelope.errorCode === '0' ? envelope : sandbox.documents.firstReply()),
	};
}

async function untilClosed(raw: FastifyReply['raw']): Promise<void> {
	if (!raw.destroyed) await new Promise((resolve) => raw.once('close', resolve));
}

/**
 * Puts the answer on the wire. The call leaves the count of calls in flight just before its last
 * byte does: a client at the cap may send its next one the moment it has read this one.
 */
async function send(
	sandbox: Sandbox,
	call: CallEntry,
	reply: FastifyReply,
	answer: Answer,
): Promise<void> {
	const { raw } = reply;
	if (answer.kind === 'reset') {
		raw.socket?.resetAndDestroy();
		return;
	}
	if (answer.kind === 'hang') {
		await untilClosed(raw);
		return;
	}
	if (answer.kind === 'cut' || answer.kind === 'stall') {
		raw.writeHead(200, {
			'content-type': 'application/json; charset=utf-8',
			'content-length': answer.body.length,
		});
		raw.write(answer.body.subarray(0, answer.sent));
		if (answer.kind === 'stall') await untilClosed(raw);
		else await sleep(CUT_AFTER_MS);
		raw.socket?.resetAndDestroy();
		return;
	}
	call.status = answer.status;
	sandbox.ledger.close(call);
	raw.writeHead(answer.status, { ...answer.headers, 'content-length': answer.body.length });
	raw.end(answer.body);
}
