import { setTimeout as sleep } from 'node:timers/promises';
import { startReader } from '../../scripts/host/startReader.ts';
import type { Reader } from '../../scripts/host/startReader.ts';
import { LAYOUTS } from '../../tools/documents/layouts/index.ts';
import { makeDocument } from '../../tools/documents/makeDocument.ts';
import type { InventedDocument } from '../../tools/documents/makeDocument.ts';
import { makeImageBombPdf, makeInflatingPdf, makeMultiplyingPdf } from '../support/hostileFiles.ts';
import { processTree, stillRunning } from '../support/processTree.ts';
import type { ListedProcess } from '../support/processTree.ts';
import { sendFile } from '../support/callApi.ts';
import type { Answer } from '../support/callApi.ts';

const GIGABYTE = 1024 ** 3;
const TIMEOUT_SECONDS = 20;
const TEST_TIMEOUT_MS = 300_000;
const PATIENCE_MS = 15_000;

let reader: Reader;
let report: InventedDocument;
let peak = 0;
let watch: NodeJS.Timeout;

const totalMemory = (of: Reader): number =>
	processTree(of.process.pid ?? 0).reduce((sum, { memory }) => sum + memory, 0);

const codeOf = ({ status, body }: Answer): string => `${status} ${String(body?.errorCode)}`;

/** Looks until it is so; on a busy machine everything takes its time. */
async function until(isSo: () => boolean): Promise<void> {
	const deadline = Date.now() + PATIENCE_MS;
	while (!isSo() && Date.now() < deadline) await sleep(100);
}

/** The processes of a reader that read documents, once all of them are at work. */
async function busyProcesses(of: Reader): Promise<ListedProcess[]> {
	const readingNow = (): ListedProcess[] => processTree(of.process.pid ?? 0).slice(1);
	const before = new Map(readingNow().map(({ pid, worked }) => [pid, worked]));
	await until(() => readingNow().every(({ pid, worked }) => before.get(pid) !== worked));
	return readingNow();
}

beforeAll(async () => {
	reader = await startReader({ flags: ['--timeout', String(TIMEOUT_SECONDS)] });
	const [layout] = LAYOUTS;
	if (layout === undefined) throw new Error('There is no layout');
	report = await makeDocument(layout, 7);
	watch = setInterval(() => (peak = Math.max(peak, totalMemory(reader))), 200);
});

afterAll(async () => {
	clearInterval(watch);
	await reader.stop();
});

describe('files that take time and memory', () => {
	it.each<[string, () => Buffer, RegExp]>([
		['contents that inflate to 300 MB', () => makeInflatingPdf(300_000_000), /^200 6$/],
		['an image of 300 MB', () => makeImageBombPdf(10_000), /^200 [36]$/],
		['drawings that multiply', () => makeMultiplyingPdf(9), /^200 6$/],
	])(
		'come to an end: %s',
		async (_name, make, code) => {
			expect(codeOf(await sendFile(reader, make()))).toMatch(code);
		},
		TEST_TIMEOUT_MS,
	);

	it(
		'harm no report that is sent with them',
		async () => {
			const hostile = [makeMultiplyingPdf(9), makeInflatingPdf(300_000_000)];
			const files = [report.pdf, ...hostile, report.pdf, report.pdf, report.pdf];
			const codes = await Promise.all(
				files.map(async (file) => codeOf(await sendFile(reader, file))),
			);
			expect(codes).toEqual(['200 0', '200 6', '200 6', '200 0', '200 0', '200 0']);
		},
		TEST_TIMEOUT_MS,
	);

	it(
		'stop when their callers leave, and make room for others',
		async () => {
			const left = new AbortController();
			const multiplying = makeMultiplyingPdf(9);
			// Processes that the tests before have killed are replaced by now.
			await Promise.all([1, 2, 3, 4].map(async () => await sendFile(reader, report.pdf)));
			const calls = [multiplying, multiplying].map(
				async (file) => await sendFile(reader, file, { signal: left.signal }),
			);
			const busy = await busyProcesses(reader);
			left.abort();
			await Promise.allSettled(calls);
			await until(() => stillRunning(busy).length === 0);
			expect(busy).toHaveLength(2);
			expect(stillRunning(busy)).toEqual([]);
			expect(codeOf(await sendFile(reader, report.pdf))).toBe('200 0');
		},
		TEST_TIMEOUT_MS,
	);

	it('never take more than 1 GB', () => {
		expect(peak).toBeGreaterThan(GIGABYTE / 20);
		expect(peak).toBeLessThan(GIGABYTE);
	});
});

describe('two hundred requests with two workers', () => {
	it(
		'are all answered, and alike',
		async () => {
			const answers = await Promise.all(
				Array.from({ length: 200 }, async () => await sendFile(reader, report.pdf)),
			);
			expect(new Set(answers.map(codeOf))).toEqual(new Set(['200 0']));
			expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
		},
		2 * TEST_TIMEOUT_MS,
	);
});

describe('memory', () => {
	it(
		'does not grow from the 20th page to the 200th',
		async () => {
			const own = await startReader();
			const measured: number[] = [];
			for (let pages = 0; pages < 200; pages += report.pages) {
				const query = { get_thumb: 'true' };
				expect(codeOf(await sendFile(own, report.pdf, { query }))).toBe('200 0');
				if (pages >= 20) measured.push(totalMemory(own));
			}
			await own.stop();
			const third = Math.floor(measured.length / 3);
			const early = Math.max(...measured.slice(0, third));
			const late = Math.max(...measured.slice(-third));
			expect(late).toBeLessThan(early * 1.15);
		},
		2 * TEST_TIMEOUT_MS,
	);
});

describe('a server that is killed at work', () => {
	it(
		'takes its busy processes along',
		async () => {
			const own = await startReader();
			const multiplying = makeMultiplyingPdf(9);
			const calls = [multiplying, multiplying].map(async (file) => await sendFile(own, file));
			const settled = Promise.allSettled(calls);
			await sleep(3000);
			const tree = processTree(own.process.pid ?? 0);
			expect(tree).toHaveLength(3);
			own.process.kill('SIGKILL');
			await settled;
			await until(() => stillRunning(tree).length === 0);
			expect(stillRunning(tree)).toEqual([]);
		},
		TEST_TIMEOUT_MS,
	);
});
