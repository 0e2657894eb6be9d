import type { IBinaryData, IExecuteFunctions, IHttpRequestOptions, INode } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';
import { z } from 'zod';
import { readBase64 } from '../document/base64Text';
import { holdBytes, Room } from '../document/heldBytes';
import { releaseEarly } from '../document/releaseEarly';
import type { FileStorage, SourceBytes } from '../document/sourceDocument';
import type { OutgoingCall } from './buildRequest';

const CREDENTIAL_TYPE = 'computerVisionVietnamApi';

/** How long a cancelled execution may go on sleeping. */
const SLEEP_SLICE_MS = 100;

/** What n8n's HTTP client gives for a full response; a missing body is an empty one. */
const answerSchema = z.object({
	statusCode: z.number(),
	headers: z.record(z.unknown()),
	body: z.string().catch(''),
});

/** An answer as it came: nothing of it has been judged yet. */
export interface HttpAnswer {
	readonly status: number;
	/** Names in lower case. */
	readonly headers: Readonly<Record<string, unknown>>;
	/** The body as text, without a byte order mark. */
	readonly text: string;
}

/** Everything the node needs from n8n while documents are read and sent. */
export interface Host extends FileStorage {
	readonly node: INode;
	/** The credential's fields, unchecked. Rejects with n8n's own error where there is none. */
	readCredential(): Promise<Readonly<Record<string, unknown>>>;
	/** Sends one call. Resolves at any status; rejects only when no whole answer came. */
	send(call: OutgoingCall, timeoutMs: number): Promise<HttpAnswer>;
	/** True from the moment the execution was stopped. */
	isCancelled(): boolean;
	/** Sleeps at most `ms`, and less when the execution is stopped or `isOver` says so. */
	pause(ms: number, isOver?: () => boolean): Promise<void>;
	/** A number from 0 up to 1, for jitter. */
	random(): number;
	/** Milliseconds on a clock that only serves to measure. */
	now(): number;
	/** Stores bytes as n8n binary data. */
	prepareBinaryData(bytes: Buffer, fileName: string, mimeType: string): Promise<IBinaryData>;
}

async function* readNothing(): AsyncGenerator<Uint8Array> {}

/** A file in memory mode is base64 in the item; it is decoded slice by slice. */
function openInMemory(file: IBinaryData): SourceBytes {
	const sources = readBase64(file.data);
	if (sources.kind === 'base64') return sources.bytes;
	return { size: 0, open: readNothing };
}

async function openStored(
	context: IExecuteFunctions,
	file: IBinaryData,
	id: string,
	room: Room,
): Promise<SourceBytes> {
	if (room.take(file.bytes)) return holdBytes(await context.helpers.getBinaryDataBuffer(0, file));
	const { fileSize } = await context.helpers.getBinaryMetadata(id);
	async function* open(): AsyncGenerator<Uint8Array> {
		const stream: AsyncIterable<Uint8Array> = await context.helpers.getBinaryStream(id);
		yield* stream;
	}
	return releaseEarly({ size: fileSize, open });
}

/**
 * Redirects are not followed here: the HTTP client would keep the whole upload in memory for it,
 * and might carry the key to another host.
 */
const toRequestOptions = (call: OutgoingCall, timeoutMs: number): IHttpRequestOptions => ({
	method: call.method,
	url: call.url,
	timeout: timeoutMs,
	encoding: 'text',
	returnFullResponse: true,
	ignoreHttpStatusErrors: true,
	disableFollowRedirect: true,
	sendCredentialsOnCrossOriginRedirect: false,
	...(call.body && { body: call.body, headers: { 'content-type': call.contentType } }),
});

async function send(
	context: IExecuteFunctions,
	call: OutgoingCall,
	timeoutMs: number,
): Promise<HttpAnswer> {
	const answer: unknown = await context.helpers.httpRequestWithAuthentication.call(
		context,
		CREDENTIAL_TYPE,
		toRequestOptions(call, timeoutMs),
	);
	const { statusCode, headers, body } = answerSchema.parse(answer);
	return { status: statusCode, headers, text: body };
}

/** n8n as the rest of the node sees it. The only place that touches `helpers` and the credential. */
export function createHost(context: IExecuteFunctions): Host {
	const room = new Room();
	const isCancelled = () => context.getExecutionCancelSignal()?.aborted === true;
	return {
		node: context.getNode(),
		readCredential: async () => await context.getCredentials(CREDENTIAL_TYPE),
		send: async (call, timeoutMs) => await send(context, call, timeoutMs),
		isCancelled,
		async pause(ms, isOver = () => false) {
			const end = Date.now() + ms;
			for (let left = ms; left > 0; left = end - Date.now()) {
				if (isCancelled() || isOver()) return;
				await sleep(Math.min(left, SLEEP_SLICE_MS));
			}
		},
		random: Math.random,
		now: Date.now,
		async openFile(file) {
			const { id } = file;
			return id === undefined ? openInMemory(file) : await openStored(context, file, id, room);
		},
		prepareBinaryData: async (bytes, fileName, mimeType) =>
			await context.helpers.prepareBinaryData(bytes, fileName, mimeType),
	};
}
