import type { HttpCall, Send } from '../../../nodes/ComputerVisionVietnam/api/call.ts';
import { Gate, Queue, type QueueSettings } from '../../../nodes/ComputerVisionVietnam/api/queue.ts';
import type { SourceDocument } from '../../../nodes/ComputerVisionVietnam/inputs/document.ts';

describe('Gate', () => {
	/** Lets everything run that waits for nothing but its turn. */
	const settle = async (): Promise<void> => await new Promise((resolve) => setImmediate(resolve));

	function startCrowd(max: number, callers: number) {
		const gate = new Gate(max);
		const inside: number[] = [];
		for (let caller = 0; caller < callers; caller += 1) {
			void gate.enter().then(() => inside.push(caller));
		}
		return { gate, inside };
	}

	it('lets so many in and the next in line when one leaves', async () => {
		const { gate, inside } = startCrowd(2, 4);
		await settle();
		expect(inside).toEqual([0, 1]);
		gate.leave();
		await settle();
		expect(inside).toEqual([0, 1, 2]);
	});

	it('lowers its bound to what the server took', async () => {
		const { gate, inside } = startCrowd(6, 20);
		await settle();
		for (let refusals = 0; refusals < 3; refusals += 1) {
			expect(gate.refused()).toBe(true);
			gate.leave();
		}
		await settle();
		expect(inside).toHaveLength(6);
		gate.leave();
		await settle();
		expect(inside).toHaveLength(7);
	});

	it('keeps the place of the only call in flight, so that nobody else runs into the same wall', async () => {
		const { gate, inside } = startCrowd(1, 3);
		await settle();
		expect(gate.refused()).toBe(false);
		await settle();
		expect(inside).toEqual([0]);
	});

	it('takes a begun document before the line', async () => {
		const { gate, inside } = startCrowd(1, 2);
		void gate.enter({ first: true }).then(() => inside.push(99));
		await settle();
		gate.leave();
		await settle();
		expect(inside).toEqual([0, 99]);
	});

	it('dares more again after calm, up to what was asked for', async () => {
		const { gate, inside } = startCrowd(2, 50);
		await settle();
		gate.refused();
		gate.leave();
		for (let calls = 0; calls < 8; calls += 1) {
			gate.taken();
			gate.leave();
			await settle();
		}
		expect(inside.length - 9).toBe(2);
	});
});

describe('Queue', () => {
	const SETTINGS: QueueSettings = {
		maxConcurrency: 10,
		requestsPerMinute: 0,
		stopAtFirstFailure: false,
	};
	const ITEM = { timeout: 120, maxRetries: 2, retryTimeouts: false, includeImages: false };
	const SUCCESS = { errorCode: '0', errorMessage: 'Success', data: { info: [{ cic_code: '1' }] } };

	const answer =
		(body: unknown, status = 200): Send =>
		async () => ({ status, headers: {}, text: JSON.stringify(body) });

	const documentOf = (name: string): SourceDocument => ({
		itemIndex: 0,
		field: 'url',
		name,
		formatType: 'url',
		url: `https://files.example/${name}`,
		content: null,
		buildBody: () => null,
	});

	function start(send: Send, settings: Partial<QueueSettings> = {}) {
		const pauses: number[] = [];
		const errors: unknown[] = [];
		const stop = new AbortController();
		const host = {
			send,
			cancelled: stop.signal,
			pause: async (ms: number) => void pauses.push(ms),
			logError: (error: unknown) => void errors.push(error),
		};
		const queue = new Queue(host, { ...SETTINGS, ...settings }, 'https://api.example');
		return { queue, pauses, errors, stop };
	}

	describe('keeps a pace', () => {
		beforeEach(() => void jest.useFakeTimers({ now: 0, doNotFake: ['setImmediate'] }));
		afterEach(() => void jest.useRealTimers());

		it('that spaces the calls evenly and saves nothing up', async () => {
			const { queue, pauses } = start(answer(SUCCESS), { requestsPerMinute: 60 });
			for (const now of [0, 0, 0, 500, 10_000, 10_000]) {
				jest.setSystemTime(now);
				await queue.extract(documentOf('a'), ITEM);
			}
			expect(pauses).toEqual([0, 1_000, 2_000, 2_500, 0, 1_000]);
		});

		it('without limit at 0', async () => {
			const { queue, pauses } = start(answer(SUCCESS));
			for (const name of ['a', 'b', 'c']) await queue.extract(documentOf(name), ITEM);
			expect(pauses).toEqual([]);
		});
	});

	it('gives each document its own timeout and images', async () => {
		const calls: HttpCall[] = [];
		const { queue } = start(async (call) => {
			calls.push(call);
			return await answer(SUCCESS)(call);
		});
		await queue.extract(documentOf('a'), ITEM);
		await queue.extract(documentOf('b'), { ...ITEM, timeout: 1.5, includeImages: true });
		expect(calls.map(({ timeoutMs, url }) => [timeoutMs, url.slice(-14)])).toEqual([
			[120_000, 'et_thumb=false'],
			[1_500, 'get_thumb=true'],
		]);
	});

	it('tries each document as often as its own item allows', async () => {
		const { queue } = start(answer({}, 503));
		const attempts = [];
		for (const maxRetries of [0, 3, 1]) {
			const result = await queue.extract(documentOf('a'), { ...ITEM, maxRetries });
			attempts.push(result.attempts);
		}
		expect(attempts).toEqual([1, 4, 2]);
	});

	it('sends nothing more once the key is wrong, and says so of each document', async () => {
		const wrongKey = { errorCode: '4', errorMessage: 'Incorrect api_key or api_secret' };
		const { queue } = start(answer(wrongKey), { maxConcurrency: 1 });
		const documents = ['a', 'b'].map(documentOf);
		const [first, second] = await Promise.all(
			documents.map(async (document) => await queue.extract(document, ITEM)),
		);
		expect(first).toMatchObject({ ok: false, attempts: 1, unsent: false });
		expect(second).toMatchObject({ ok: false, attempts: 0, unsent: true });
		expect(second).toHaveProperty(
			'cause.clause',
			expect.stringMatching(/^the API key or secret is wrong/),
		);
	});

	it('sends nothing once the execution is stopped', async () => {
		const { queue, stop } = start(answer(SUCCESS));
		stop.abort();
		expect(await queue.extract(documentOf('a'), ITEM)).toMatchObject({
			attempts: 0,
			unsent: true,
			cause: { clause: 'the execution was stopped' },
		});
	});

	it('makes an error of the node’s own the failure of its document alone', async () => {
		const { queue, errors } = start(answer(SUCCESS));
		const broken = new RangeError('secret of a person');
		const document = {
			...documentOf('a'),
			buildBody: () => {
				throw broken;
			},
		};
		const results = await Promise.all([
			queue.extract(document, ITEM),
			queue.extract(documentOf('b'), ITEM),
		]);
		expect(results[0]).toMatchObject({
			ok: false,
			unsent: false,
			cause: { clause: 'the node met an error of its own' },
		});
		expect(JSON.stringify(results[0])).not.toContain('secret');
		expect(results[1]).toMatchObject({ ok: true, attempts: 1 });
		expect(errors).toEqual([broken]);
	});
});
