import fc from 'fast-check';
import {
	parseRetryAfter,
	shouldRetry,
	toDelay,
	toRetryClass,
} from '../../../nodes/ComputerVisionVietnam/api/retryPolicy.ts';

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
		expect(toRetryClass(status)).toBe('always');
	});

	it('tries no other status again', () => {
		const others = Array.from({ length: 500 }, (_, index) => index + 100).filter(
			(status) => ![429, 502, 503, 504].includes(status),
		);
		expect(new Set(others.map(toRetryClass))).toEqual(new Set(['never']));
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
