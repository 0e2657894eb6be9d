import { DateTime } from 'luxon';
import type { RetryClass } from '../failures/noAnswer';

/** HTTP statuses that pass by themselves. */
const PASSING_STATUSES: ReadonlySet<number> = new Set([429, 502, 503, 504]);

/** The retry class of an HTTP status. */
export const toRetryClass = (status: number): RetryClass =>
	PASSING_STATUSES.has(status) ? 'always' : 'never';

/** First wait in milliseconds, doubled with each further try. */
const BASE_DELAY_MS = 1_000;
/** The longest wait of our own, in milliseconds. */
const MAX_DELAY_MS = 30_000;
/** A server may ask for any wait; a workflow does not stand still longer than this for one try. */
const MAX_RETRY_AFTER_MS = 60_000;
/** Spreads the calls that were all told to come back at the same second. */
const RETRY_AFTER_SPREAD_MS = 250;

/**
 * Parses `Retry-After` in both of its forms.
 *
 * @param header seconds or an HTTP date, as sent; anything else is not understood
 * @param nowMs milliseconds since 1970, for the date form
 * @returns milliseconds from 0 to `MAX_RETRY_AFTER_MS`; null when there is no readable value
 */
export function parseRetryAfter(header: unknown, nowMs: number): number | null {
	if (typeof header !== 'string') return null;
	const text = header.trim();
	const wait = /^\d+$/.test(text)
		? Number(text) * 1_000
		: DateTime.fromHTTP(text).toMillis() - nowMs;
	return Number.isNaN(wait) ? null : Math.min(Math.max(wait, 0), MAX_RETRY_AFTER_MS);
}

/**
 * How long to wait before the next try, in milliseconds.
 *
 * @param attempts tries made so far, at least 1
 * @param retryAfterMs what the server asked for; null when it asked for nothing
 * @param random from 0 up to 1
 */
export function toDelay(attempts: number, retryAfterMs: number | null, random: number): number {
	if (retryAfterMs !== null) return retryAfterMs + random * RETRY_AFTER_SPREAD_MS;
	const full = Math.min(BASE_DELAY_MS * 2 ** (attempts - 1), MAX_DELAY_MS);
	return full / 2 + (random * full) / 2;
}

/** Whether there is to be another try after `attempts` of them. */
export function shouldRetry(
	retry: RetryClass,
	attempts: number,
	{ maxRetries, retryTimeouts }: { maxRetries: number; retryTimeouts: boolean },
): boolean {
	if (attempts > maxRetries) return false;
	return retry === 'always' || (retry === 'whenAllowed' && retryTimeouts);
}
