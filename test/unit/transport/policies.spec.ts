import fc from 'fast-check';
import { Gate } from '../../../nodes/ComputerVisionVietnam/transport/gate.ts';
import { toNetworkFailure } from '../../../nodes/ComputerVisionVietnam/transport/networkErrors.ts';
import { Pacer } from '../../../nodes/ComputerVisionVietnam/transport/pacer.ts';
import {
	parseRetryAfter,
	retryClassOfStatus,
	shouldRetry,
	toDelay,
} from '../../../nodes/ComputerVisionVietnam/transport/retryPolicy.ts';
import { readVendorError } from '../../../nodes/ComputerVisionVietnam/transport/vendorErrors.ts';

const NOW = Date.UTC(2025, 5, 11, 8, 0, 0);

describe('parseRetryAfter', () => {
	it.each([
		['0', 0],
		['7', 7_000],
		[' 7 ', 7_000],
		['86400', 60_000],
		['99999999999999999999', 60_000],
		['Wed, 11 Jun 2025 08:00:09 GMT', 9_000],
		['Wed, 11 Jun 2025 07:00:00 GMT', 0],
		['Fri, 11 Jun 2055 08:00:00 GMT', 60_000],
		['soon', null],
		['-5', null],
		['1.5', null],
		['', null],
		[undefined, null],
		[['1'], null],
		[5, null],
	])('reads %j as %j ms', (header, expected) => {
		expect(parseRetryAfter(header, NOW)).toBe(expected);
	});
});

describe('toDelay', () => {
	it('doubles with each try, never waits longer than half a minute, and spreads', () => {
		expect([1, 2, 3, 4, 10, 1_000].map((attempts) => toDelay(attempts, null, 0))).toEqual([
			500, 1_000, 2_000, 4_000, 15_000, 15_000,
		]);
		expect(toDelay(1, null, 0.999)).toBeLessThan(1_000);
		expect(toDelay(1, null, 0.999)).toBeGreaterThan(990);
	});

	it('never comes back before the server asked for', () => {
		fc.assert(
			fc.property(
				fc.nat(60_000),
				fc.double({ min: 0, max: 0.999, noNaN: true }),
				(wait, random) => {
					const delay = toDelay(1, wait, random);
					expect(delay).toBeGreaterThanOrEqual(wait);
					expect(delay).toBeLessThanOrEqual(wait + 250);
				},
			),
		);
	});
});

describe('shouldRetry', () => {
	it.each([429, 502, 503, 504])('tries again after HTTP %d', (status) => {
		expect(retryClassOfStatus(status)).toBe('always');
	});

	it('tries no other status again', () => {
		const others = Array.from({ length: 500 }, (_, index) => index + 100).filter(
			(status) => ![429, 502, 503, 504].includes(status),
		);
		expect(new Set(others.map(retryClassOfStatus))).toEqual(new Set(['never']));
	});

	it.each([
		['always', 2, false, [true, true, false]],
		['always', 0, true, [false, false, false]],
		['whenAllowed', 2, false, [false, false, false]],
		['whenAllowed', 1, true, [true, false, false]],
		['never', 9, true, [false, false, false]],
	] as const)(
		'%s, %d retries, retryTimeouts %s: %j',
		(retry, maxRetries, retryTimeouts, expected) => {
			const decide = (attempts: number): boolean =>
				shouldRetry(retry, attempts, { maxRetries, retryTimeouts });
			expect([1, 2, 3].map(decide)).toEqual(expected);
		},
	);
});

describe('Gate', () => {
	/** Lets everything run that waits for nothing but its turn. */
	const settle = async (): Promise<void> => await new Promise((resolve) => setImmediate(resolve));

	function startCrowd(max: number, callers: number) {
		const gate = new Gate(max, async () => {});
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

	it('lets in two callers a breath', async () => {
		const breaths: (() => void)[] = [];
		const gate = new Gate(4, async () => await new Promise((resolve) => breaths.push(resolve)));
		const inside: number[] = [];
		for (const caller of [0, 1, 2, 3, 4]) void gate.enter().then(() => inside.push(caller));
		await settle();
		expect(inside).toEqual([0, 1]);
		gate.leave();
		for (const expected of [
			[0, 1, 2, 3],
			[0, 1, 2, 3, 4],
		]) {
			breaths.shift()?.();
			await settle();
			expect(inside).toEqual(expected);
		}
		expect(breaths).toEqual([]);
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

describe('Pacer', () => {
	it('spaces the calls evenly and saves nothing up', () => {
		const pacer = new Pacer(60);
		expect([0, 0, 0, 500, 10_000, 10_000].map((now) => pacer.takeTurn(now))).toEqual([
			0, 1_000, 2_000, 2_500, 0, 1_000,
		]);
	});

	it('knows no limit at 0', () => {
		const pacer = new Pacer(0);
		expect([5, 5, 5].map((now) => pacer.takeTurn(now))).toEqual([0, 0, 0]);
	});
});

describe('readVendorError', () => {
	it.each([
		['1', 'Incorrect image format', 'image'],
		['3', 'The photo does not contain content', 'noContent'],
		['3', 'Ảnh không chứa nội dung', 'noContent'],
		['1', 'Ảnh sai format', 'image'],
		['1', 'ncorrect image formatt', 'image'],
		['6', 'Incorrect format type', 'formatType'],
		['6', 'Incorrect formatt type', 'formatType'],
		['2', 'Url is unavailable', 'url'],
		['2', 'Url của ảnh không khả dụng', 'url'],
		['4', 'Incorrect api_key or api_secret', 'key'],
		['5', 'Incorrect Api_key or api_secret', 'key'],
		['4', 'Api_key hoặc api_secret không đúng', 'key'],
		['4', 'Out of requests', 'quota'],
		['5', 'Hết số lượng request', 'quota'],
		['6', 'Error when processing the request', 'processing'],
	])('takes code %s with %j for %s, by its words', (code, message, cause) => {
		expect(readVendorError(code, message)).toEqual({ cause, byMessage: true });
	});

	it.each([
		['1', 'image'],
		['2', 'url'],
		['3', 'image'],
		['4', 'key'],
		['5', 'quota'],
		['6', 'processing'],
		['7', null],
		['', null],
		['constructor', null],
		['__proto__', null],
	])('takes code %s without known words for %j', (code, cause) => {
		expect(readVendorError(code, null).cause).toBe(cause);
		expect(readVendorError(code, 'Unexpected condition').cause).toBe(cause);
	});
});

describe('toNetworkFailure', () => {
	const withCode = (code: string, cause?: Error): Error =>
		Object.assign(new Error(`secret ${code}`, { cause }), { code });

	it.each([
		['ECONNREFUSED', 'the connection was refused', 'always'],
		['EHOSTUNREACH', 'the host cannot be reached', 'always'],
		['ENOTFOUND', 'the name of the host could not be looked up', 'always'],
		['EAI_AGAIN', 'the name of the host could not be looked up', 'always'],
		['ECONNABORTED', 'it did not come within the timeout', 'whenAllowed'],
		['ETIMEDOUT', 'it did not come within the timeout', 'whenAllowed'],
		['ECONNRESET', 'the connection broke off', 'whenAllowed'],
		['EPIPE', 'the connection broke off', 'whenAllowed'],
		['CERT_HAS_EXPIRED', 'no trusted encrypted connection (TLS) could be made', 'never'],
		[
			'ERR_TLS_CERT_ALTNAME_INVALID',
			'no trusted encrypted connection (TLS) could be made',
			'never',
		],
		['HPE_INVALID_CONSTANT', 'it arrived damaged', 'never'],
		['Z_DATA_ERROR', 'it arrived damaged', 'never'],
		['EWHATEVER', 'the request failed on its way', 'never'],
		['constructor', 'the request failed on its way', 'never'],
	])('reads %s through the wrapping of n8n', (code, clause, retry) => {
		const wrapped = new Error('secret', { cause: withCode('ERR_UNKNOWN', withCode(code)) });
		const failure = toNetworkFailure(wrapped, false);
		expect(failure).toMatchObject({ clause, retry, stopsTheRun: false });
		expect(JSON.stringify(failure)).not.toContain('secret');
	});

	it.each([
		[{ httpCode: 'ECONNREFUSED' }, 'the connection was refused'],
		[
			{ messages: ['getaddrinfo ENOTFOUND secret.example'] },
			'the name of the host could not be looked up',
		],
		[{ messages: ['timeout of 1000ms exceeded'] }, 'it did not come within the timeout'],
		[{ httpCode: '200', messages: ['stream has been aborted'] }, 'the connection broke off'],
		[{ messages: ['socket hang up'] }, 'the connection broke off'],
		[{ messages: ['self-signed', 42, null], httpCode: null }, 'the request failed on its way'],
	])('reads what older versions of n8n leave of an error: case %#', (left, clause) => {
		const failure = toNetworkFailure(Object.assign(new Error('Something'), left), false);
		expect(failure.clause).toBe(clause);
		expect(JSON.stringify(failure)).not.toContain('secret');
	});

	it('blames the storage where the file could not be read', () => {
		expect(toNetworkFailure(withCode('ENOENT'), true)).toMatchObject({
			kind: 'badInput',
			clause: 'n8n could not read the file from its storage',
			retry: 'never',
		});
	});

	it.each([undefined, null, 'text', 42, {}])('survives %j', (thrown) => {
		expect(toNetworkFailure(thrown, false).kind).toBe('noAnswer');
	});
});
