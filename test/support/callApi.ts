/** A server of the protocol and the key to it. */
export interface Api {
	readonly url: string;
	readonly apiKey: string;
	readonly apiSecret: string;
}

/** What came back, without judging it. */
export interface Answer {
	status: number;
	headers: Headers;
	text: string;
	/** Parsed body; undefined when it is no JSON. */
	// eslint-disable-next-line @typescript-eslint/no-explicit-any -- replies are read freely here
	body: any;
}

/** What differs from an ordinary call. */
export interface CallOptions {
	query?: Record<string, string>;
	key?: string;
	secret?: string;
	headers?: Record<string, string>;
	fileName?: string;
	signal?: AbortSignal;
}

/** Sends any request to the documented address; only the key is filled in. */
export async function call(
	api: Api,
	query: Record<string, string>,
	init: RequestInit,
	{ key = api.apiKey, secret = api.apiSecret, ...options }: CallOptions = {},
): Promise<Answer> {
	const search = new URLSearchParams({ ...query, ...options.query });
	const headers = new Headers(init.headers);
	headers.set('authorization', `Basic ${Buffer.from(`${key}:${secret}`).toString('base64')}`);
	for (const [name, value] of Object.entries(options.headers ?? {})) headers.set(name, value);
	const response = await fetch(`${api.url}/api/v2/ocr/document/credit_report?${search}`, {
		redirect: 'manual',
		...init,
		headers,
		signal: options.signal ?? null,
	});
	const text = await response.text();
	return { status: response.status, headers: response.headers, text, body: parse(text) };
}

function parse(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

/** Multipart upload, as it is documented. */
export async function sendFile(
	api: Api,
	bytes: Uint8Array,
	options: CallOptions = {},
): Promise<Answer> {
	const body = new FormData();
	body.append('img', new Blob([Uint8Array.from(bytes)]), options.fileName ?? 'report.pdf');
	return await call(api, { format_type: 'file' }, { method: 'POST', body }, options);
}

/** JSON upload of anything under `img`. */
export async function sendBase64(
	api: Api,
	img: unknown,
	options: CallOptions = {},
): Promise<Answer> {
	const headers = { 'content-type': 'application/json' };
	const body = JSON.stringify({ img });
	return await call(api, { format_type: 'base64' }, { method: 'POST', headers, body }, options);
}

/** GET with the URL of a document. */
export async function sendUrl(api: Api, img: string, options: CallOptions = {}): Promise<Answer> {
	return await call(api, { format_type: 'url', img }, { method: 'GET' }, options);
}
