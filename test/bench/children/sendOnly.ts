/**
 * The floor: sends documents with undici over connections that are kept, and parses the answers.
 * Nothing else, so that what a party takes beyond it is that party's own.
 *
 * Argument: a `SendOrder` as JSON. Prints a `SendReport` as one JSON line; started by `takeTurns`, it
 * reports a run each time that it is asked for one.
 */
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { Pool } from 'undici';
import { serveRuns } from './serveRuns.ts';

/** What to send. */
export interface SendOrder {
	origin: string;
	path: string;
	authorization: string;
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
	const head =
		`--${BOUNDARY}\r\nContent-Disposition: form-data; name="img"; filename="${basename(file)}"\r\n` +
		'Content-Type: application/pdf\r\n\r\n';
	return Buffer.concat([
		Buffer.from(head),
		await readFile(file),
		Buffer.from(`\r\n--${BOUNDARY}--\r\n`),
	]);
}

const { origin, path, authorization, files, concurrency } = JSON.parse(
	process.argv[2] ?? '{}',
) as SendOrder;
const pool = new Pool(origin, { connections: concurrency, pipelining: 1 });
const bodies = await Promise.all(files.map(buildBody));

async function send(body: Buffer): Promise<boolean> {
	const headers = { authorization, 'content-type': `multipart/form-data; boundary=${BOUNDARY}` };
	const answer = await pool.request({ method: 'POST', path, headers, body });
	const reply = JSON.parse(await answer.body.text()) as { errorCode?: unknown };
	return reply.errorCode === '0';
}

/** Sends all bodies, so many at a time. Rejects when one of them is not read. */
async function sendAll(): Promise<void> {
	const waiting = bodies.values();
	const work = async (): Promise<void> => {
		for (const body of waiting) if (!(await send(body))) throw new Error('A document was not read');
	};
	await Promise.all(Array.from({ length: concurrency }, work));
}

async function measure(): Promise<SendReport> {
	const cpuBefore = process.cpuUsage();
	const started = performance.now();
	await sendAll();
	const wallMs = performance.now() - started;
	const { user, system } = process.cpuUsage(cpuBefore);
	return { wallMs, cpuMs: (user + system) / 1000 / bodies.length };
}

if (process.connected) await serveRuns(measure);
else console.log(JSON.stringify(await measure()));
await pool.close();
