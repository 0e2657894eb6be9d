import type {
	IBinaryData,
	ICredentialDataDecryptedObject,
	IExecuteFunctions,
	IHttpRequestOptions,
	INode,
} from 'n8n-workflow';
import { sleep } from 'n8n-workflow';
import { z } from 'zod';
import { readBase64 } from '../document/base64Text';
import { Room, SMALL_BYTES, SmallFile } from '../document/smallFile';
import type { FileStorage, SourceBytes } from '../document/sourceDocument';
import { ReplyBody } from '../schema/replyBody';
import type { OutgoingCall } from './buildRequest';
import { receiveBody } from './receiveBody';
import type { BodyStream } from './receiveBody';
import type { TransportSettings } from './settings';

const CREDENTIAL_TYPE = 'computerVisionVietnamApi';

/** How long a cancelled execution may go on sleeping. */
const SLEEP_SLICE_MS = 100;

/** What n8n's HTTP client gives for a full response; its headers are left where they are. */
const answerSchema = z.object({
	statusCode: z.number(),
	headers: z.custom<HttpAnswer['headers']>((headers) => typeof headers === 'object', 'object'),
	body: z.unknown(),
});

const isStream = (body: unknown): body is BodyStream =>
	typeof body === 'object' && body !== null && 'destroy' in body && Symbol.asyncIterator in body;

/** How one call is made. */
export type SendSettings = Pick<TransportSettings, 'timeoutSeconds' | 'decodesImages'>;

/** An answer as it came: nothing of it has been judged yet. */
export interface HttpAnswer {
	readonly status: number;
	/** Names in lower case. */
	readonly headers: Readonly<Record<string, unknown>>;
	readonly body: ReplyBody;
}

/** Everything the node needs from n8n while documents are read and sent. */
export interface Host extends FileStorage {
	readonly node: INode;
	/** The credential's fields, unchecked. Rejects with n8n's own error where there is none. */
	readCredential(): Promise<Readonly<Record<string, unknown>>>;
	/** Sends one call. Resolves at any status; rejects only when no whole answer came. */
	send(call: OutgoingCall, settings: SendSettings): Promise<HttpAnswer>;
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
	if (file.bytes && file.bytes <= SMALL_BYTES) {
		const read = async () => await context.helpers.getBinaryDataBuffer(0, file);
		return new SmallFile(file.bytes, read, room);
	}
	const { fileSize } = await context.helpers.getBinaryMetadata(id);
	async function* open(): AsyncGenerator<Uint8Array> {
		const stream: AsyncIterable<Uint8Array> = await context.helpers.getBinaryStream(id);
		yield* stream;
	}
	return { size: fileSize, open };
}

/**
 * Redirects are not followed here: the HTTP client would keep the whole upload in memory for it,
 * and might carry the key to another host.
 */
const toRequestOptions = (
	call: OutgoingCall,
	{ timeoutSeconds, decodesImages }: SendSettings,
): IHttpRequestOptions => ({
	method: call.method,
	url: call.url,
	timeout: timeoutSeconds * 1_000,
	encoding: decodesImages ? 'stream' : 'arraybuffer',
	returnFullResponse: true,
	ignoreHttpStatusErrors: true,
	disableFollowRedirect: true,
	sendCredentialsOnCrossOriginRedirect: false,
	...(call.body && { body: call.body, headers: { 'content-type': call.contentType } }),
});

/** The credential comes along: n8n would ask its database for it, and decrypt it, at every call. */
async function request(
	context: IExecuteFunctions,
	credential: ICredentialDataDecryptedObject,
	options: IHttpRequestOptions,
): Promise<z.output<typeof answerSchema>> {
	const answer: unknown = await context.helpers.httpRequestWithAuthentication.call(
		context,
		CREDENTIAL_TYPE,
		options,
		{ credentialsDecrypted: { id: '', name: '', type: CREDENTIAL_TYPE, data: credential } },
	);
	return answerSchema.parse(answer);
}

/** Whatever is no body is an empty one. */
const toBody = (body: unknown): ReplyBody =>
	new ReplyBody(Buffer.isBuffer(body) ? body : Buffer.alloc(0));

async function send(
	context: IExecuteFunctions,
	credential: ICredentialDataDecryptedObject,
	call: OutgoingCall,
	settings: SendSettings,
	pause: Host['pause'],
): Promise<HttpAnswer> {
	const end = Date.now() + settings.timeoutSeconds * 1_000;
	const answer = await request(context, credential, toRequestOptions(call, settings));
	const { statusCode, headers, body } = answer;
	const received = isStream(body) ? await receiveBody(body, end - Date.now(), pause) : toBody(body);
	return { status: statusCode, headers, body: received };
}

/** n8n as the rest of the node sees it. The only place that touches `helpers` and the credential. */
export function createHost(context: IExecuteFunctions): Host {
	const room = new Room();
	const isCancelled = () => context.getExecutionCancelSignal()?.aborted === true;
	let credential: Promise<ICredentialDataDecryptedObject> | undefined;
	const readCredential = async () => await (credential ??= context.getCredentials(CREDENTIAL_TYPE));
	const pause: Host['pause'] = async (ms, isOver = () => false) => {
		const end = Date.now() + ms;
		for (let left = ms; left > 0; left = end - Date.now()) {
			if (isCancelled() || isOver()) return;
			await sleep(Math.min(left, SLEEP_SLICE_MS));
		}
	};
	return {
		node: context.getNode(),
		readCredential,
		send: async (call, settings) =>
			await send(context, await readCredential(), call, settings, pause),
		isCancelled,
		pause,
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
