import type { SentFile } from '../conditions/condition.ts';
import { parseReply } from './parseReply.ts';
import type { ParsedReply } from './parseReply.ts';
import type { Server } from './startReader.ts';

/** A reply and how long it took, in seconds. */
export interface TimedReply {
	readonly reply: ParsedReply;
	readonly seconds: number;
}

/** Sends a file as the node does and waits for the reply. */
export async function askServer(
	{ url, apiKey, apiSecret }: Omit<Server, 'stop'>,
	file: SentFile,
): Promise<TimedReply> {
	const form = new FormData();
	form.append('img', new Blob([new Uint8Array(file.bytes)]), file.fileName);
	const target = new URL('/api/v2/ocr/document/credit_report', url);
	target.search = '?format_type=file&get_thumb=false';
	const authorization = `Basic ${Buffer.from(`${apiKey}:${apiSecret}`).toString('base64')}`;
	const started = performance.now();
	const response = await fetch(target, { method: 'POST', body: form, headers: { authorization } });
	const reply = parseReply(await response.json());
	return { reply, seconds: (performance.now() - started) / 1000 };
}
