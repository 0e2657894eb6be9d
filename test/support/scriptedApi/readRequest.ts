import { createHash } from 'node:crypto';
import { text as readText } from 'node:stream/consumers';
import type { FastifyRequest } from 'fastify';

/** What a request turned out to carry, before anything is decided about it. */
export type ReceivedDocument =
	| { kind: 'document'; sha256: string; bytes: number; head: Buffer; fileName: string | null }
	/** The request is understood, but `img` is missing, empty or no base64. */
	| { kind: 'unusable' }
	/** The URL was not fetched or did not answer 200. */
	| { kind: 'unreachable' }
	/** Body and `format_type` do not fit each other, or the body is broken. */
	| { kind: 'malformed' };

/** Bytes kept for telling the file type; a PDF header may stand anywhere in the first 1024. */
const HEAD_BYTES = 1024;
const UPLOAD_LIMIT = 1024 ** 3;
const FETCH_TIMEOUT_MS = 20_000;
const LOOPBACK_HOSTS = new Set(['127.0.0.1', 'localhost', '[::1]']);

/**
 * Reads the document in the way `format_type` names. Uploads are hashed as they stream in; only
 * base64 is held. A URL is fetched for an authorized caller only.
 */
export async function readRequest(
	request: FastifyRequest,
	query: URLSearchParams,
	authorized: boolean,
): Promise<ReceivedDocument> {
	const formatType = query.get('format_type');
	if (request.method === 'GET') {
		if (formatType !== 'url') return { kind: 'malformed' };
		return await fetchDocument(authorized ? query.get('img') : null);
	}
	if (formatType === 'file' && request.isMultipart()) return await readMultipart(request);
	const isJson = /^application\/json\b/i.test(request.headers['content-type'] ?? '');
	if (formatType === 'base64' && isJson) return await readBase64(request);
	for await (const _chunk of request.raw);
	return { kind: 'malformed' };
}

/** Hashes a stream and keeps its first bytes. */
async function digest(
	stream: AsyncIterable<Uint8Array>,
	fileName: string | null,
): Promise<ReceivedDocument> {
	const hash = createHash('sha256');
	let head = Buffer.alloc(0);
	let bytes = 0;
	for await (const chunk of stream) {
		hash.update(chunk);
		bytes += chunk.length;
		if (head.length < HEAD_BYTES) head = Buffer.concat([head, chunk.subarray(0, HEAD_BYTES)]);
	}
	if (bytes === 0) return { kind: 'unusable' };
	return { kind: 'document', sha256: hash.digest('hex'), bytes, head, fileName };
}

/** The documented upload: a file in the field `img`. Other parts are read and dropped. */
async function readMultipart(request: FastifyRequest): Promise<ReceivedDocument> {
	let received: ReceivedDocument = { kind: 'unusable' };
	try {
		for await (const part of request.parts({ limits: { fileSize: UPLOAD_LIMIT } })) {
			if (part.type !== 'file') continue;
			const read = await digest(part.file, part.filename);
			if (part.fieldname === 'img') received = read;
		}
	} catch (error) {
		if (request.raw.destroyed && !request.raw.complete) throw error;
		return { kind: 'malformed' };
	}
	return received;
}

/** Base64 with or without line breaks. A `data:` prefix is not base64 and is refused. */
async function readBase64(request: FastifyRequest): Promise<ReceivedDocument> {
	const text = imageText(await readText(request.raw));
	if (text === null) return { kind: 'malformed' };
	const packed = text.replace(/[\r\n]/g, '');
	if (!isBase64(packed)) return { kind: 'unusable' };
	return await digest(oneChunk(Buffer.from(packed, 'base64')), null);
}

/** The text under `img`; "" when it is missing, null when the body is no JSON object. */
function imageText(json: string): string | null {
	try {
		const body: unknown = JSON.parse(json);
		if (typeof body !== 'object' || body === null || Array.isArray(body)) return null;
		const img: unknown = Reflect.get(body, 'img');
		return typeof img === 'string' ? img : '';
	} catch {
		return null;
	}
}

function isBase64(text: string): boolean {
	// Looks for what must not be there: matching 100 MB of what may be there exhausts the engine.
	return text.length > 0 && text.length % 4 === 0 && !/[^A-Za-z0-9+/=]|=[^=]|===/.test(text);
}

async function* oneChunk(chunk: Uint8Array): AsyncGenerator<Uint8Array> {
	yield chunk;
}

/** Fetches over http from this machine only; any other address is not even connected to. */
async function fetchDocument(img: string | null): Promise<ReceivedDocument> {
	const url = img === null ? null : URL.parse(img);
	if (url?.protocol !== 'http:' || !LOOPBACK_HOSTS.has(url.hostname)) {
		return { kind: 'unreachable' };
	}
	try {
		const signal = AbortSignal.timeout(FETCH_TIMEOUT_MS);
		const response = await fetch(url, { redirect: 'manual', signal });
		if (response.status !== 200 || response.body === null) return { kind: 'unreachable' };
		return await digest(response.body, null);
	} catch {
		return { kind: 'unreachable' };
	}
}

/** True for PDF, JPEG and PNG by their first bytes. */
export function isReadableImage(head: Buffer): boolean {
	const isPdf = head.includes('%PDF-');
	const isJpeg = head.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff]));
	const isPng = head.subarray(0, 4).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47]));
	return isPdf || isJpeg || isPng;
}
