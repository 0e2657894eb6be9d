import type { Cause } from '../failures/failure';
import type { RetryClass } from '../failures/noAnswer';
import {
	NO_REPORT,
	stopsTheRun,
	toStatedRefusal,
	toStatusCause,
	type VendorCause,
} from '../failures/refused';
import { EXCEPTION, toShapeCause, toTextCause } from '../failures/unreadable';
import type { Endpoint } from './endpoint';
import { parseEnvelope, type WireReport } from './envelope';
import { parseRetryAfter, toRetryClass } from './retryPolicy';

/** A reply that holds at least one report, or why there is none. */
export type Judged =
	| { readonly ok: true; readonly body: unknown; readonly reports: readonly WireReport[] }
	| {
			readonly ok: false;
			readonly cause: Cause;
			/** What the vendor meant by an error code that it stated; null where it stated none that is known. */
			readonly vendorCause: VendorCause | null;
			/** The reply states an error code, so it says more than the HTTP status. */
			readonly isStated: boolean;
	  };

/** An answer as it came: nothing of it has been judged yet. */
export interface HttpAnswer {
	readonly status: number;
	/** Names in lower case. */
	readonly headers: Readonly<Record<string, unknown>>;
	readonly text: string;
}

/** A failed call, and what may follow from it. */
export interface CallFailure extends Cause {
	readonly retry: RetryClass;
	/** True: every further call would fail the same way, so nothing more is sent. */
	readonly stopsTheRun: boolean;
	/** What the server asked for, in milliseconds; null when it asked for nothing. */
	readonly retryAfterMs: number | null;
}

/** What one answer turned out to be. */
export type JudgedAnswer =
	Extract<Judged, { ok: true }> | { readonly ok: false; readonly failure: CallFailure };

const fail = (cause: Cause): Judged => ({ ok: false, cause, vendorCause: null, isStated: false });

/** Judges the JSON body of a reply, whether it just arrived or was saved. */
export function judgeReply(body: unknown, endpoint: Endpoint): Judged {
	const reading = parseEnvelope(body);
	switch (reading.kind) {
		case 'reports':
			return { ok: true, body, reports: reading.reports };
		case 'refused': {
			const { errorCode, errorMessage } = reading;
			const { vendorCause, ...cause } = toStatedRefusal(
				errorCode,
				errorMessage,
				endpoint.causesByCode,
			);
			return { ok: false, cause, vendorCause, isStated: true };
		}
		case 'noReport':
			return fail(NO_REPORT);
		case 'exception':
			return fail(EXCEPTION);
		case 'unreadable':
			return fail(toShapeCause(reading.path, reading.expected));
	}
}

const BYTE_ORDER_MARK = '\ufeff';

/** What tells where a string begins and ends, and numbers that JSON does not know: Python writes these. */
const QUOTE_OR_NO_NUMBER = /\\[^]|"|-?\bInfinity\b|\bNaN\b/g;
/** Stands before such a number while it is a text; no character of any text. */
const NO_NUMBER = '\uffff';

/** Parses JSON; undefined when it is none. */
export function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

/** The JSON with each `NaN` and `Infinity` outside of its strings written in another way. */
function mend(json: string, toJson: (word: string) => string): string {
	let isInString = false;
	return json.replace(QUOTE_OR_NO_NUMBER, (token) => {
		if (token === '"') isInString = !isInString;
		return isInString || token === '"' || token.startsWith('\\') ? token : toJson(token);
	});
}

/** Parses JSON in which `NaN` and `Infinity` stand for numbers. */
function parseWithNoNumbers(json: string): unknown {
	const marked = mend(json, (word) => `"${NO_NUMBER}${word}"`);
	if (parseJson(marked) === undefined) return undefined;
	return JSON.parse(marked, (_key, value: unknown) =>
		typeof value === 'string' && value.startsWith(NO_NUMBER) ? Number(value.slice(1)) : value,
	);
}

/**
 * Judges the text of a reply, whether it just arrived or was saved. `NaN` and `Infinity`, which a
 * Python service sends, cost the value that they stand for: null in the body, and for the parsers a
 * number that is none, so that a person is asked.
 */
export function judgeText(text: string, endpoint: Endpoint): Judged {
	const json = text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text;
	const body = parseJson(json);
	if (body !== undefined) return judgeReply(body, endpoint);
	const withNoNumbers = parseWithNoNumbers(json);
	if (withNoNumbers === undefined) return fail(toTextCause(text));
	const judged = judgeReply(withNoNumbers, endpoint);
	return judged.ok ? { ...judged, body: parseJson(mend(json, () => 'null')) } : judged;
}

/**
 * Judges an answer at any status: an error code in the body says more than the status, and the
 * status decides where the body states none. A stated error keeps its meaning at any status; only
 * what it leaves open goes by the status.
 *
 * @param nowMs milliseconds since 1970, for a `Retry-After` date
 */
export function judgeAnswer(
	{ status, headers, text }: HttpAnswer,
	endpoint: Endpoint,
	nowMs: number,
): JudgedAnswer {
	const judged = judgeText(text, endpoint);
	if (judged.ok) return judged;
	const { cause, vendorCause, isStated } = judged;
	const isOpen = vendorCause === null || vendorCause === 'processing';
	const isAccount = vendorCause === 'key' || vendorCause === 'quota';
	return {
		ok: false,
		failure: {
			...(isStated ? cause : (toStatusCause(status) ?? cause)),
			httpStatus: status,
			retry: isOpen ? toRetryClass(status) : 'never',
			stopsTheRun: vendorCause === null ? stopsTheRun(status) : isAccount,
			retryAfterMs: parseRetryAfter(headers['retry-after'], nowMs),
		},
	};
}
