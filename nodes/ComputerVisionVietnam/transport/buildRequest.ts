import { hash, randomUUID } from 'node:crypto';
import { EXTENSIONS, MIME_TYPES } from '../document/detectFile';
import type {
	Base64Document,
	FileDocument,
	SourceBytes,
	SourceDocument,
	WholeFile,
} from '../document/sourceDocument';
import { freeNow } from '../freeNow';
import { hashWhileSending } from './hashedSource';
import { StreamedBody } from './streamedBody';
import type { BodyParts } from './streamedBody';

/** One call as it goes out; good for one try, because a body can be read only once. */
export interface OutgoingCall {
	readonly method: 'GET' | 'POST';
	readonly url: string;
	/** null for GET. */
	readonly body: StreamedBody | Buffer | null;
	/** Of the body; "" for GET. */
	readonly contentType: string;
	/** The hash of the bytes sent, once they all went out; null before, and where the API fetches. */
	readonly sha256: () => string | null;
}

/** What the query says beside the document. */
export interface QuerySettings {
	readonly getThumb: boolean;
	readonly checkSum?: string | undefined;
}

const FORMAT_TYPES = { binary: 'file', url: 'url', base64: 'base64' } as const;

/** Lone surrogates cannot be encoded; they become U+FFFD, as browsers do it. */
const encode = (text: string): string => encodeURIComponent(Buffer.from(text).toString());

/** The full address of the call. `img` is encoded whole, so that a signed URL with `&` survives. */
export function buildUrl(
	endpoint: string,
	document: SourceDocument,
	{ getThumb, checkSum }: QuerySettings,
): string {
	const query = [`format_type=${FORMAT_TYPES[document.kind]}`, `get_thumb=${getThumb}`];
	if (document.kind === 'url') query.unshift(`img=${encode(document.url)}`);
	const mark = document.checkSum ?? checkSum;
	if (mark !== undefined) query.push(`check_sum=${encode(mark)}`);
	return `${endpoint}?${query.join('&')}`;
}

/** A file name as it may stand in the header of a part; UTF-8 goes through raw, as browsers do. */
function toHeaderName({ name, fileType }: FileDocument): string {
	const ending = EXTENSIONS[fileType];
	if (name === null || name.trim() === '') return `document.${ending}`;
	const safe = name.replace(/[\r\n"\0]/g, (letter) => encodeURIComponent(letter));
	return safe.includes('.') ? safe : `${safe}.${ending}`;
}

function buildMultipart(document: FileDocument, content: SourceBytes): BodyParts {
	const boundary = `----n8n-${randomUUID()}`;
	const disposition = `form-data; name="img"; filename="${toHeaderName(document)}"`;
	return {
		contentType: `multipart/form-data; boundary=${boundary}`,
		before: [
			`--${boundary}`,
			`Content-Disposition: ${disposition}`,
			`Content-Type: ${MIME_TYPES[document.fileType]}`,
			'',
			'',
		].join('\r\n'),
		content,
		after: `\r\n--${boundary}--\r\n`,
	};
}

/** base64 needs no escaping inside a JSON string, so the text can be streamed into it. */
const buildJson = (content: SourceBytes): BodyParts => ({
	contentType: 'application/json',
	before: '{"img":"',
	content,
	after: '"}',
});

const decodeAscii = (chunk: Uint8Array): Uint8Array =>
	Buffer.from(Buffer.from(chunk).toString('latin1'), 'base64');

type Body = Pick<OutgoingCall, 'body' | 'contentType' | 'sha256'>;

function streamBody(parts: BodyParts, sha256: () => string | null): Body {
	return { body: new StreamedBody(parts), contentType: parts.contentType, sha256 };
}

/** A small file goes out in one piece, which is half the work of a stream. */
async function wholeBody(document: FileDocument, file: WholeFile): Promise<Body> {
	const { contentType, before, after } = buildMultipart(document, document.bytes);
	const [head, bytes, tail] = [Buffer.from(before), await file.take(), Buffer.from(after)];
	const body = Buffer.concat([head, bytes, tail]);
	freeNow(bytes);
	const sent = body.subarray(head.length, body.length - tail.length);
	return { body, contentType, sha256: () => hash('sha256', sent, 'hex') };
}

async function buildBody(document: FileDocument | Base64Document): Promise<Body> {
	if (document.kind === 'base64') {
		const hashed = hashWhileSending(document.encoded, decodeAscii);
		return streamBody(buildJson(hashed.bytes), hashed.sha256);
	}
	if (document.bytes.whole) return await wholeBody(document, document.bytes.whole);
	const hashed = hashWhileSending(document.bytes);
	return streamBody(buildMultipart(document, hashed.bytes), hashed.sha256);
}

/**
 * The call for a document with a body of its own; a body that is streamed is read while it is sent.
 * Rejects when the storage cannot deliver.
 */
export async function buildCall(url: string, document: SourceDocument): Promise<OutgoingCall> {
	if (document.kind === 'url') {
		return { method: 'GET', url, body: null, contentType: '', sha256: () => null };
	}
	return { method: 'POST', url, ...(await buildBody(document)) };
}
