import { sendFile } from '../support/callApi.ts';
import { startSandbox } from '../support/sandbox.ts';
import type { Sandbox } from '../support/sandbox.ts';
import { sample } from './sample.ts';

const thumbs = { query: { get_thumb: 'true' } };
const unknown = (name: string): Buffer => Buffer.from(`%PDF-1.7 ${name}`);
const pause = async (ms: number): Promise<void> =>
	await new Promise((resolve) => setTimeout(resolve, ms));

describe('limits and load', () => {
	let sandbox: Sandbox;
	const clean = sample('clean-borrower.pdf');

	beforeAll(async () => {
		sandbox = await startSandbox([
			'--unknown-as',
			'clean-borrower.pdf',
			'--latency',
			'60',
			'--max-in-flight',
			'3',
		]);
	});
	afterAll(async () => await sandbox.stop());
	beforeEach(async () => {
		await sandbox.control('reset');
	});

	it('works on as many calls as allowed and answers 429 beyond, unbilled', async () => {
		await sandbox.control('config', { latencyMs: 1000 });
		const calls = Array.from({ length: 10 }, async () => await sendFile(sandbox, clean));
		const statuses = (await Promise.all(calls)).map(({ status }) => status);
		expect(statuses.filter((status) => status === 200)).toHaveLength(3);
		expect(statuses.filter((status) => status === 429)).toHaveLength(7);
		const stats = await sandbox.stats();
		const counts = { calls: 10, billed: 3, overLimit: 7, peakInFlight: 3, inFlight: 0 };
		expect(stats).toMatchObject(counts);
		expect(stats.peakOffered).toBeGreaterThan(3);
	});

	it('never refuses a client that keeps exactly to the limit', async () => {
		await sandbox.control('config', { latencyMs: 5 });
		const worker = async (): Promise<number[]> => {
			const statuses: number[] = [];
			for (let turn = 0; turn < 30; turn += 1) {
				statuses.push((await sendFile(sandbox, unknown(`${turn}`))).status);
			}
			return statuses;
		};
		const statuses = (await Promise.all([worker(), worker(), worker()])).flat();
		expect(new Set(statuses)).toEqual(new Set([200]));
		expect(await sandbox.stats()).toMatchObject({ billed: 90, overLimit: 0, peakInFlight: 3 });
	});

	it('says when to come back, or says nothing', async () => {
		await sandbox.control('config', { latencyMs: 500 });
		const refused = async (): Promise<string | null> => {
			const busy = Array.from({ length: 4 }, async () => await sendFile(sandbox, clean));
			const answers = await Promise.all(busy);
			const last = answers.find(({ status }) => status === 429);
			return last?.headers.get('retry-after') ?? null;
		};
		expect(await refused()).toBe('1');
		await sandbox.control('config', { overLimitRetryAfter: null });
		expect(await refused()).toBeNull();
	});

	it('answers after the set latency', async () => {
		const started = performance.now();
		await sendFile(sandbox, clean);
		const took = performance.now() - started;
		expect(took).toBeGreaterThan(58);
		expect(took).toBeLessThan(2000);
	});

	it('bills a call whose client did not wait for the answer', async () => {
		await sandbox.control('config', { latencyMs: 600 });
		const signal = AbortSignal.timeout(300);
		await expect(sendFile(sandbox, clean, { signal })).rejects.toThrow();
		expect(await sandbox.stats()).toMatchObject({ calls: 1, billed: 0, inFlight: 1 });
		while ((await sandbox.stats()).inFlight > 0) await pause(20);
		const stats = await sandbox.stats();
		expect(stats).toMatchObject({ calls: 1, billed: 1, inFlight: 0 });
		expect(stats.log[0]).toMatchObject({ clientLeft: true, billed: true });
	});

	it('answers code 5 once the quota is spent', async () => {
		await sandbox.control('config', { quota: 2 });
		const codes: string[] = [];
		for (const name of ['a', 'b', 'c']) {
			codes.push((await sendFile(sandbox, unknown(name))).body.errorCode);
		}
		expect(codes).toEqual(['0', '0', '5']);
		expect((await sandbox.stats()).billed).toBe(2);
	});

	it('answers for a document that it does not know as for the sample that was named', async () => {
		const known = await sendFile(sandbox, clean);
		const other = await sendFile(sandbox, unknown('one'));
		expect(other.body).toEqual(known.body);
		await sandbox.control('config', { unknownAs: null });
		expect((await sendFile(sandbox, unknown('one'))).body.errorCode).toBe('3');
	});

	it.each([
		['a sample', clean],
		['an unknown document', unknown('padded')],
	])('grows the thumbnails of %s to 20 MB over 12 pages', async (_what, bytes) => {
		await sandbox.control('config', { imagePages: 12, padImagesToBytes: 20_000_000 });
		const { body, text } = await sendFile(sandbox, bytes, thumbs);
		expect(text.length).toBeGreaterThan(19_900_000);
		expect(text.length).toBeLessThan(20_100_000);
		expect(body.data.info[0].imgs).toHaveLength(12);
		const image = Buffer.from(body.data.info[0].imgs[11], 'base64');
		expect(image.subarray(1, 4).toString('latin1')).toBe('PNG');
		const plain = await sendFile(sandbox, bytes);
		expect(plain.text.length).toBeLessThan(30_000);
	});

	it('refuses a setting it does not know and keeps those it has', async () => {
		await expect(sandbox.control('config', { latency: 5 })).rejects.toThrow('400');
		await expect(sandbox.control('config', { latencyMs: 'x' })).rejects.toThrow('400');
		expect((await sandbox.stats()).settings.latencyMs).toBe(60);
	});
});
