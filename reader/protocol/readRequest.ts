import type { FastifyRequest } from 'fastify';
import { Refusal } from '../refusal.ts';
import type { DocumentFetcher } from './fetchDocument.ts';

const REQUEST_FORMAT = 'the request is not as documented';

/** What the readers of the three ways need. */
export interface RequestReading {
	readonly maxBytes: number;
	readonly fetcher: DocumentFetcher;
	/** Aborted when nobody waits for the answer any more. */
	readonly signal: AbortSignal;
}

/**
 * The document of a call, in the way that `format_type` names.
 *
 * @returns never empty, never more than `maxBytes`
 * @throws Refusal 1 for what is no document, 2 for a URL that gives none, 6 for a request that is
 * not as documented or too large
 */
export async function readRequest(
	request: FastifyRequest,
	query: URLSearchParams,
	reading: RequestReading,
): Promise<Buffer> {
	const bytes = await readBytes(request, query, reading);
	if (bytes.length === 0) throw new Refusal('1', 'the document is empty');
	return bytes;
}

async function readBytes(
	request: FastifyRequest,
	query: URLSearchParams,
	{ maxBytes, fetcher, signal }: RequestReading,
): Promise<Buffer> {
	const formatType = query.get('format_type');
	if (request.method === 'GET') {
		if (formatType !== 'url') throw new Refusal('6', REQUEST_FORMAT);
		return await fetcher.fetch(query.get('img')?.trim() ?? '', signal);
	}
	if (formatType === 'file' && request.isMultipart()) return await readFile(request, maxBytes);
	const isJson = /^application\/json\b/i.test(request.headers['content-type'] ?? '');
	if (formatType === 'base64' && isJson) return await readBase64(request, maxBytes);
	throw new Refusal('6', REQUEST_FORMAT);
}

const tooLarge = (maxBytes: number): Refusal =>
	new Refusal('6', `the document has more than ${maxBytes} bytes`);

/** The file in the field `img`; other parts are read and dropped. */
async function readFile(request: FastifyRequest, maxBytes: number): Promise<Buffer> {
	let file: Buffer | null = null;
	try {
		for await (const part of request.parts({ limits: { fileSize: maxBytes, parts: 20 } })) {
			if (part.type !== 'file') continue;
			if (part.fieldname === 'img') file = await part.toBuffer();
			else part.file.resume();
		}
	} catch (error) {
		const isTooLarge = error instanceof request.server.multipartErrors.RequestFileTooLargeError;
		throw isTooLarge ? tooLarge(maxBytes) : new Refusal('6', REQUEST_FORMAT);
	}
	if (file === null) throw new Refusal('1', 'there is no file in the field "img"');
	return file;
}

/** Base64, plain or as a `data:` URL, with or without line breaks, in the field `img`. */
async function readBase64(request: FastifyRequest, maxBytes: number): Promise<Buffer> {
	const img = toImageText(await readAtMost(request, toJsonLimit(maxBytes), maxBytes));
	const text = img.replace(/^\s*data:[^,]*;base64,/i, '').replace(/\s+/g, '');
	// Looks for what must not be there: a pattern of what may be there is slow on 50 MB.
	if (/[^A-Za-z0-9+/=]/.test(text)) throw new Refusal('1', '"img" is not base64');
	const bytes = Buffer.from(text, 'base64');
	if (bytes.length > maxBytes) throw tooLarge(maxBytes);
	return bytes;
}

/** Four letters for three bytes, `\\r\\n` after every 76 of them, and room for the JSON. */
const toJsonLimit = (maxBytes: number): number => Math.ceil((maxBytes * 4 * 80) / (3 * 76)) + 4096;

/** Reads a body to its end even if it is too large, since a client may not listen before. */
async function readAtMost(
	request: FastifyRequest,
	limit: number,
	maxBytes: number,
): Promise<string> {
	const chunks: Buffer[] = [];
	let length = 0;
	for await (const chunk of request.raw as AsyncIterable<Buffer>) {
		length += chunk.length;
		if (length <= limit) chunks.push(chunk);
	}
	if (length > limit) throw tooLarge(maxBytes);
	return Buffer.concat(chunks).toString('utf8');
}

function toImageText(json: string): string {
	let body: unknown;
	try {
		body = JSON.parse(json);
	} catch {
		throw new Refusal('6', REQUEST_FORMAT);
	}
	if (typeof body !== 'object' || body === null) throw new Refusal('6', REQUEST_FORMAT);
	const img: unknown = Reflect.get(body, 'img');
	if (typeof img !== 'string') throw new Refusal('1', 'there is no text in the field "img"');
	return img;
}
