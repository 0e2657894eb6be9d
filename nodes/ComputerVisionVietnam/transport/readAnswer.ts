import { IMAGE_KEYS } from '../report/tables';
import { readReply } from '../schema/reply';
import type { ReplyReading, WireReport } from '../schema/reply';
import type { ReplyBody } from '../schema/replyBody';
import type { CallFailure, Cause } from './callFailure';
import type { HttpAnswer } from './host';
import { toReplyCause } from './replyFailures';
import type { ReplyCause } from './replyFailures';
import { parseRetryAfter, retryClassOfStatus } from './retryPolicy';
import type { RetryClass } from './retryPolicy';
import { stopsTheRun, toStatusCause } from './statusFailures';

/** What one answer turned out to be. */
export type AnswerReading =
	| { readonly ok: true; readonly body: unknown; readonly reports: readonly WireReport[] }
	| { readonly ok: false; readonly failure: CallFailure };

const ASK = 'If it happens again, ask Computer Vision Vietnam. The call may have been billed.';

const HEAD_LENGTH = 200;

/** What a body is that is not JSON; named by its first characters, of which none is repeated. */
function toTextCause(body: ReplyBody): Cause {
	const start = body.head(HEAD_LENGTH).trimStart();
	if (start === '') {
		return {
			kind: 'unreadableAnswer',
			clause: 'it is empty',
			remedy: `Run this document again. ${ASK}`,
		};
	}
	if (start.startsWith('<')) {
		return {
			kind: 'unreadableAnswer',
			clause: 'it is a web page, not JSON',
			remedy:
				'Check the Base URL in the credential, and whether a proxy or a login page stands between n8n and the API.',
		};
	}
	return {
		kind: 'unreadableAnswer',
		clause: /^[{[]/.test(start) ? 'its JSON is cut off or damaged' : 'it is not JSON',
		remedy: `Run this document again. ${ASK}`,
	};
}

/** A stated error keeps its meaning at any status; only what it leaves open goes by the status. */
function toRetryClass(status: number, stated: ReplyCause | null): RetryClass {
	const vendorCause = stated?.vendorCause ?? null;
	return vendorCause === null || vendorCause === 'processing'
		? retryClassOfStatus(status)
		: 'never';
}

function fail(
	{ status, headers }: HttpAnswer,
	cause: Cause,
	stated: ReplyCause | null,
	nowMs: number,
): AnswerReading {
	const isAccount = stated?.vendorCause === 'key' || stated?.vendorCause === 'quota';
	const isStated = stated !== null && stated.vendorCause !== null;
	return {
		ok: false,
		failure: {
			...cause,
			httpStatus: status,
			retry: toRetryClass(status, stated),
			stopsTheRun: isStated ? isAccount : stopsTheRun(status),
			retryAfterMs: parseRetryAfter(headers['retry-after'], nowMs),
		},
	};
}

/**
 * Reads an answer at any status: a reply in the body says more than the status, and a status
 * decides where the body says nothing.
 *
 * @param nowMs milliseconds since 1970, for a `Retry-After` date
 */
export function readAnswer(answer: HttpAnswer, nowMs: number): AnswerReading {
	const statusCause = toStatusCause(answer.status);
	const parsed = answer.body.parse(IMAGE_KEYS);
	if (!parsed.ok) return fail(answer, statusCause ?? toTextCause(answer.body), null, nowMs);
	const { body } = parsed;
	const reading: ReplyReading = readReply(body);
	if (reading.kind === 'reports') return { ok: true, body, reports: reading.reports };
	const stated = toReplyCause(reading);
	if (reading.kind === 'refused') return fail(answer, stated, stated, nowMs);
	return fail(answer, statusCause ?? stated, statusCause ? null : stated, nowMs);
}
