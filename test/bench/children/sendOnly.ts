/**
 * The floor: sends documents with undici over connections that are kept, and parses the answers; once
 * to be warm, once to be measured. Argument: a `SendOrder` as JSON. Prints a `SendReport` as JSON.
 */
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { Pool } from 'undici';

/** What to send. */
export interface SendOrder {
	origin: string;
	path: string;
	apiKey: string;
	apiSecret: string;
	files: string[];
	concurrency: number;
}

/** What sending all files took. */
export interface SendReport {
	wallMs: number;
	/** User and system time of this process, ms per document. */
	cpuMs: number;
}

const BOUNDARY = 'bench-7MA4YWxkTrZu0gW';

async function buildBody(file: string): Promise<Buffer> {
	const disposition = `Content-Disposition: form-data; name="img"; filename="${basename(file)}"`;
	const head = `--${BOUNDARY}\r\n${disposition}\r\nContent-Type: application/pdf\r\n\r\n`;
	const end = `\r\n--${BOUNDARY}--\r\n`;
	return Buffer.concat([Buffer.from(head), await readFile(file), Buffer.from(end)]);
}

const order = JSON.parse(process.argv[2] ?? '{}') as SendOrder;
const pool = new Pool(order.origin, { connections: order.concurrency, pipelining: 1 });
const bodies = await Promise.all(order.files.map(buildBody));
const headers = {
	authorization: `Basic ${Buffer.from(`${order.apiKey}:${order.apiSecret}`).toString('base64')}`,
	'content-type': `multipart/form-data; boundary=${BOUNDARY}`,
};

async function sendAll(): Promise<SendReport> {
	const cpuBefore = process.cpuUsage();
	const started = performance.now();
	const waiting = bodies.values();
	const work = async (): Promise<void> => {
		for (const body of waiting) {
			const answer = await pool.request({ method: 'POST', path: order.path, headers, body });
			const reply = JSON.parse(await answer.body.text()) as { errorCode?: unknown };
			if (reply.errorCode !== '0') throw new Error('A document was not read');
		}
	};
	await Promise.all(Array.from({ length: order.concurrency }, work));
	const { user, system } = process.cpuUsage(cpuBefore);
	const cpuMs = (user + system) / 1000 / bodies.length;
	return { wallMs: performance.now() - started, cpuMs };
}

await sendAll();
console.log(JSON.stringify(await sendAll()));
await pool.close();
