import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Sandbox } from '../support/sandbox.ts';

export const DOCUMENTS = 'test/fixtures/documents';

/** A sample document by its file name. */
export function sample(file: string): Buffer {
	return readFileSync(join(DOCUMENTS, file));
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

export interface CallOptions {
	query?: Record<string, string>;
	key?: string;
	secret?: string;
	signal?: AbortSignal;
}

async function send(
	sandbox: Sandbox,
	formatType: string,
	init: RequestInit,
	options: CallOptions,
): Promise<Answer> {
	const { key = sandbox.apiKey, secret = sandbox.apiSecret } = options;
	const query = new URLSearchParams({
		format_type: formatType,
		get_thumb: 'false',
		...options.query,
	});
	const headers = new Headers(init.headers);
	headers.set('authorization', `Basic ${Buffer.from(`${key}:${secret}`).toString('base64')}`);
	const response = await fetch(`${sandbox.url}/api/v2/ocr/document/credit_report?${query}`, {
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

/** Multipart upload, as the vendor documents it. */
export async function sendFile(
	sandbox: Sandbox,
	bytes: Buffer,
	fileName = 'report.pdf',
	options: CallOptions = {},
): Promise<Answer> {
	const form = new FormData();
	form.append('img', new Blob([Uint8Array.from(bytes)]), fileName);
	return await send(sandbox, 'file', { method: 'POST', body: form }, options);
}

/** JSON upload of any text under `img`. */
export async function sendBase64(
	sandbox: Sandbox,
	img: unknown,
	options: CallOptions = {},
): Promise<Answer> {
	const headers = { 'content-type': 'application/json' };
	const body = JSON.stringify({ img });
	return await send(sandbox, 'base64', { method: 'POST', headers, body }, options);
}

/** GET with the URL of a document. */
export async function sendUrl(
	sandbox: Sandbox,
	img: string,
	options: CallOptions = {},
): Promise<Answer> {
	const query = { img, ...options.query };
	return await send(sandbox, 'url', { method: 'GET' }, { ...options, query });
}
