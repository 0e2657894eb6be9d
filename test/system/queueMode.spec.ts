import { mkdirSync, writeFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import pLimit from 'p-limit';
import { CURRENT_N8N, installHost } from '../../scripts/host/installHost.ts';
import { projectPath } from '../../scripts/host/project.ts';
import { makePdf } from '../support/makePdf.ts';
import { startQueueMode, USER_DATABASE, WORKER_CONCURRENCY } from '../support/queueModeRig.ts';
import type { QueueModeRig } from '../support/queueModeRig.ts';
import { postFile } from '../support/postFile.ts';
import {
	buildCrashWorkflow,
	buildUploadWorkflow,
	TABLES_SQL,
	UPLOAD_PATH,
} from '../support/queueModeWorkflows.ts';
import { sha256 } from '../support/sha256.ts';

const INSTALL_TIMEOUT_MS = 900_000;
const START_TIMEOUT_MS = 300_000;
const DOCUMENTS = 200;
const UPLOAD_BYTES = 20_000;
/** Every 40th file is no document at all; its stated error costs nothing. */
const BROKEN_EVERY = 40;
const KILL_AFTER = 70;
const RESTART_AFTER = 130;
const REDIS_DOWN_MS = 1500;
/** Between two uploads, so that they come in all the while. */
const PACE_MS = 60;
/** Open uploads at once; one whose worker died is answered only when n8n has noticed. */
const SENDERS = 60;
/**
 * The sender's patience; longer than n8n takes to notice a dead worker. n8n never answers an upload
 * whose job ended in the moment when Redis was away, although its result is stored.
 */
const ANSWER_TIMEOUT_MS = 75_000;
/** For writes that must not come any more. */
const LATE_WRITES_MS = 3000;
const API_LATENCY_MS = 500;

jest.setTimeout(300_000);

/** A line of the user's tables `results` and `errors`. */
interface Settled {
	/** Null when the worker died before the first node had noted the document. */
	document: string | null;
	execution_id: string;
	message?: string;
	kind?: 'node' | 'execution';
	/** How often the result was written. */
	stored?: number;
}

interface Upload {
	document: string;
	bytes: Uint8Array<ArrayBuffer>;
	isBroken: boolean;
}

/** What became of the calls to the API, for a person. */
interface Bill {
	billed: number;
	/** Documents that were billed more than once, with the reason. */
	twice: { document: string; calls: number; reason: string }[];
	/** Documents that were billed although no result came of it. */
	lost: string[];
}

const uploads: Upload[] = Array.from({ length: DOCUMENTS }, (_, index) => {
	const isBroken = index % BROKEN_EVERY === BROKEN_EVERY - 1;
	const document = `báo cáo ${String(index + 1).padStart(3, '0')}.pdf`;
	const bytes = makePdf(`report ${index}`, UPLOAD_BYTES);
	// Without its first bytes it is no PDF any more.
	if (isBroken) bytes.fill(0x20, 0, 8);
	return { document, bytes, isBroken };
});

let rig: QueueModeRig;
/** Documents that the sender must take for failed: HTTP status of the answer, 0 for no answer. */
let refused = new Map<string, number>();
/** What the second test sent again, and what was stored at that moment. */
let resent: string[] = [];
let storedBefore: string[] = [];
let unanswered: string[] = [];

beforeAll(async () => void (await installHost(CURRENT_N8N)), INSTALL_TIMEOUT_MS);
beforeAll(async () => {
	rig = await startQueueMode([
		'--unknown-as',
		'clean-borrower.pdf',
		'--latency',
		String(API_LATENCY_MS),
	]);
	const { client } = rig.main;
	await rig.postgres.execute(USER_DATABASE, TABLES_SQL);
	const crashes = await client.saveWorkflow(buildCrashWorkflow(rig));
	await client.setActive(crashes, true).catch(() => undefined);
	await client.setActive(await client.saveWorkflow(buildUploadWorkflow(rig, crashes)), true);
}, START_TIMEOUT_MS);
afterAll(async () => await rig?.stop(), 60_000);

/** Uploads a document once and waits for the answer: n8n gives it when the last node has run. */
async function send({ document, bytes }: Upload): Promise<void> {
	const query = new URLSearchParams({ document });
	const url = `${rig.main.url}/webhook/${UPLOAD_PATH}?${query}`;
	const status = await postFile(url, { bytes, name: document }, ANSWER_TIMEOUT_MS).then(
		async (response) => {
			await response.body?.cancel();
			return response.status;
		},
		() => 0,
	);
	if (status !== 200) refused.set(document, status);
}

const read = async <T>(sql: string): Promise<T[]> => await rig.postgres.query(USER_DATABASE, sql);
const readResults = async () =>
	await read<Settled>('select document, execution_id, stored from results');
const readErrors = async () => await read<Settled>('select * from errors');

const namesOf = (settled: readonly Settled[]): string[] =>
	settled.flatMap(({ document }) => document ?? []).sort();

function explain(document: string, runs: number): string {
	if (unanswered.includes(document))
		return 'its job ended while Redis was away, so the sender got no answer; sent again';
	if (resent.includes(document)) {
		const moment = storedBefore.includes(document)
			? 'the result was stored and before the sender was told'
			: 'the call was paid and before the result was stored';
		return `its worker was killed after ${moment}; sent again`;
	}
	return runs > 1 ? 'the queue gave its job to a second worker' : 'unexplained';
}

async function readBill(): Promise<Bill> {
	const { billed, documents } = (await rig.sandbox.stats()) as {
		billed: number;
		documents: Record<string, { calls: number; billed: number }>;
	};
	const runs = await read<{ document: string; execution_id: string }>('select * from runs');
	const results = new Set(namesOf(await readResults()));
	const bill: Bill = { billed, twice: [], lost: [] };
	for (const { document, bytes } of uploads) {
		const calls = documents[sha256(bytes)]?.billed ?? 0;
		const executions = runs.filter((run) => run.document === document);
		if (calls > 0 && !results.has(document)) bill.lost.push(document);
		if (calls > 1)
			bill.twice.push({ document, calls, reason: explain(document, executions.length) });
	}
	return bill;
}

function report(title: string, bill: Bill, errors: readonly Settled[]): void {
	const lines = [
		title,
		`calls billed: ${bill.billed}; documents billed twice: ${bill.twice.length}`,
		...bill.twice.map(({ document, calls, reason }) => `  ${document}: ${calls} calls, ${reason}`),
		`billed without a result: ${bill.lost.length}${bill.lost.map((name) => `\n  ${name}`).join('')}`,
		`not confirmed to the sender: ${refused.size}`,
		...Array.from(
			refused,
			([document, status]) => `  ${document}: ${status === 0 ? 'no answer' : `HTTP ${status}`}`,
		),
		`stated errors: ${errors.length}`,
		...errors.map(({ document, message, kind }) => `  ${document ?? '?'} (${kind}): ${message}`),
	];
	mkdirSync(projectPath('test-results'), { recursive: true });
	const file = projectPath('test-results', `queueMode.${resent.length > 0 ? 2 : 1}.txt`);
	writeFileSync(file, `${lines.join('\n')}\n`);
	console.log(lines.join('\n'));
}

test('every upload ends in one stored result or one stated error, through a crash and a restart', async () => {
	const limit = pLimit(SENDERS);
	const sends: Promise<void>[] = [];
	let restarted = Promise.resolve();
	for (const [index, upload] of uploads.entries()) {
		sends.push(limit(async () => await send(upload)));
		if (index === KILL_AFTER) await rig.workers[1]?.process.kill();
		if (index === RESTART_AFTER) restarted = rig.redis.restart(REDIS_DOWN_MS);
		await delay(PACE_MS);
	}
	await restarted;
	await Promise.all(sends);
	await delay(LATE_WRITES_MS);
	const [results, errors, bill] = [await readResults(), await readErrors(), await readBill()];
	report('After the crash and the restart', bill, errors);

	const stored = namesOf(results);
	const stated = errors.filter(({ kind }) => kind === 'node');
	const died = errors.filter(({ kind }) => kind === 'execution');
	const known = new Set([...stored, ...namesOf(stated)]);
	const lost = [...refused.keys()].filter((document) => !known.has(document));
	const settled = [...stored, ...namesOf(stated), ...lost];
	expect(settled.sort()).toEqual(uploads.map(({ document }) => document).sort());
	for (const { stored: times } of results) expect(times).toBe(1);
	const broken = uploads.filter(({ isBroken }) => isBroken).map(({ document }) => document);
	expect(namesOf(stated)).toEqual(broken);
	for (const { document, message } of stated) expect(message).toContain(document);
	// What died with the worker is at most what it had in flight. n8n says so to the sender and to
	// the error workflow; the line there can lack the name, which then only the sender knows.
	const failed = [...refused.values()].filter((status) => status === 500);
	expect(failed.length).toBeGreaterThan(0);
	expect(failed.length).toBeLessThanOrEqual(WORKER_CONCURRENCY);
	for (const document of lost) expect(refused.get(document)).toBe(500);
	expect(died).toHaveLength(lost.length);
	expect(lost).toEqual(expect.arrayContaining(namesOf(died)));
	for (const { message } of died) expect(message).toMatch(/too many times|stalled/);
	expect(bill.twice).toEqual([]);
	expect(lost).toEqual(expect.arrayContaining(bill.lost));
	expect(bill.billed).toBe(results.length + bill.lost.length);
});

test('what died with the worker gets its result when sent again, and only that is paid twice', async () => {
	const isBroken = (document: string) =>
		uploads.some((it) => it.document === document && it.isBroken);
	resent = [...refused.keys()].filter((document) => !isBroken(document));
	unanswered = resent.filter((document) => refused.get(document) === 0);
	refused = new Map();
	const before = await readBill();
	storedBefore = namesOf(await readResults());
	const again = uploads.filter(({ document }) => resent.includes(document));
	await Promise.all(again.map(send));
	const [results, bill] = [await readResults(), await readBill()];
	report('After the lost ones were sent again', bill, await readErrors());
	expect(refused.size).toBe(0);
	expect(results).toHaveLength(uploads.filter(({ isBroken }) => !isBroken).length);
	expect(bill.billed - before.billed).toBe(resent.length);
	expect(bill.lost).toEqual([]);
	// Paid for twice: what had been paid and was lost, and what was stored without the sender's knowing.
	const known = resent.filter((document) => storedBefore.includes(document));
	expect(bill.twice.map(({ document }) => document)).toEqual([...before.lost, ...known].sort());
	expect(bill.twice.map(({ reason }) => reason)).not.toContain('unexplained');
});
