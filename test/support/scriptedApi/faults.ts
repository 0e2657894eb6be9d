import { gzipSync } from 'node:zlib';
import { z } from 'zod';
import { VENDOR_MESSAGES, htmlPage, infoOf, refusal, success } from './envelope.ts';
import type { Envelope } from './envelope.ts';

/** What goes out on the wire, or fails to. */
export type Answer =
	| { kind: 'reply'; status: number; headers: Record<string, string>; body: Buffer }
	/** Announces the whole body, sends `sent` bytes of it, then resets the connection. */
	| { kind: 'cut'; body: Buffer; sent: number }
	/** The same, and then sends nothing more. */
	| { kind: 'stall'; body: Buffer; sent: number }
	| { kind: 'reset' }
	| { kind: 'hang' };

/** What a fault may build its answer from. */
export interface FaultContext {
	/** Planted in bodies and messages, to find out later where they leaked to. */
	marker: string;
	/** The body the call would have got without the fault. */
	normal: () => Buffer;
	/** The same, parsed, when it is a success; else a small success of its own. */
	normalSuccess: () => Envelope;
	/** Overrides the HTTP status of the fault. */
	status: number | undefined;
	/** Overrides `Retry-After`. */
	retryAfter: string | undefined;
	/** Path and query of the call. */
	target: string;
	/** Origin of the second host, where redirects lead. */
	foreignOrigin: string;
}

/** One named way to misbehave. */
export interface FaultKind {
	meaning: string;
	/** Whether such a call is paid for: as a normal one would be, or never. */
	billed: 'asNormal' | 'never';
	/** `arrival`: strikes before the body has been read, so it cannot be aimed at a document. */
	stage?: 'arrival';
	/** Wait before answering, ms, unless the fault says otherwise. */
	delayMs?: number;
	answer: (context: FaultContext) => Answer;
}

/** One entry of `POST /__control/faults`. */
export const faultRequest = z
	.object({
		name: z.string(),
		/** How many calls it strikes; null = all from now on. */
		times: z.number().int().min(1).nullable().default(1),
		/** Only the n-th call since the reset (1-based). */
		nth: z.number().int().min(1).optional(),
		/** Only calls with this document, by hash of its bytes. */
		sha256: z.string().optional(),
		/** Only calls with this `img` URL. */
		url: z.string().optional(),
		/** Only calls with this `check_sum`. */
		checkSum: z.string().optional(),
		/** Only calls of this format. */
		formatType: z.enum(['url', 'file', 'base64']).optional(),
		/** Overrides whether the call is billed. */
		billed: z.boolean().optional(),
		delayMs: z.number().min(0).optional(),
		status: z.number().int().min(200).max(599).optional(),
		retryAfter: z.string().optional(),
		marker: z.string().default(''),
	})
	.strict();

/** A fault waiting for its call. */
export type PendingFault = z.output<typeof faultRequest>;

/** What is known of a call when a fault is looked for. */
export interface FaultTarget {
	nth: number;
	sha256: string | null;
	url: string | null;
	checkSum: string | null;
	formatType: string | null;
}

/** The faults waiting to strike, in the order they were sent. */
export class FaultQueue {
	pending: PendingFault[] = [];

	/** Takes the first fault that fits a call still without a body, if it strikes on arrival. */
	takeOnArrival(target: FaultTarget): PendingFault | null {
		const first = this.pending.find((fault) => fits(fault, target));
		if (!first || FAULTS[first.name]?.stage !== 'arrival') return null;
		return this.consume(first);
	}

	/** Takes the first fault that fits a call whose document is known. */
	take(target: FaultTarget): PendingFault | null {
		const first = this.pending.find((fault) => fits(fault, target));
		return first ? this.consume(first) : null;
	}

	private consume(fault: PendingFault): PendingFault {
		if (fault.times === null) return fault;
		fault.times -= 1;
		if (fault.times === 0) this.pending = this.pending.filter((other) => other !== fault);
		return fault;
	}
}

function fits(fault: PendingFault, target: FaultTarget): boolean {
	return (
		(fault.nth === undefined || fault.nth === target.nth) &&
		(fault.sha256 === undefined || fault.sha256 === target.sha256) &&
		(fault.url === undefined || fault.url === target.url) &&
		(fault.checkSum === undefined || fault.checkSum === target.checkSum) &&
		(fault.formatType === undefined || fault.formatType === target.formatType)
	);
}

const JSON_TYPE = 'application/json; charset=utf-8';
const HTML_TYPE = 'text/html; charset=utf-8';

/** A whole reply with the given body; objects become JSON. */
export function reply(status: number, body: Buffer | string | object, type = JSON_TYPE): Answer {
	const isRaw = Buffer.isBuffer(body) || typeof body === 'string';
	const bytes = Buffer.isBuffer(body) ? body : Buffer.from(isRaw ? body : JSON.stringify(body));
	return { kind: 'reply', status, headers: { 'content-type': type }, body: bytes };
}

function withHeaders(answer: Answer, headers: Record<string, string>): Answer {
	if (answer.kind !== 'reply') return answer;
	return { ...answer, headers: { ...answer.headers, ...headers } };
}

/** An HTTP error with an HTML page, as a proxy sends it. */
function httpError(status: number, title: string): FaultKind {
	return {
		meaning: `HTTP ${status}, HTML page`,
		billed: 'never',
		answer: ({ marker, status: other }) =>
			reply(other ?? status, htmlPage(`${other ?? status} ${title}`, marker), HTML_TYPE),
	};
}

/** HTTP 429 or 503 with `Retry-After`, in seconds or, from `date+N`, as a date N seconds ahead. */
function tryLater(status: number, title: string, standard: string | null): FaultKind {
	const kind = httpError(status, title);
	const how = standard === null ? 'without Retry-After' : `Retry-After ${standard}`;
	return {
		...kind,
		meaning: `HTTP ${status}, ${how}`,
		answer: (context) => {
			const value = context.retryAfter ?? standard;
			const answer = kind.answer(context);
			return value === null ? answer : withHeaders(answer, { 'retry-after': headerDate(value) });
		},
	};
}

function headerDate(value: string): string {
	const seconds = /^date\+(\d+)$/.exec(value)?.[1];
	return seconds === undefined
		? value
		: new Date(Date.now() + Number(seconds) * 1000).toUTCString();
}

/** A body of the wrong shape inside a paid 200. */
function shape(meaning: string, build: (context: FaultContext) => unknown): FaultKind {
	return {
		meaning,
		billed: 'asNormal',
		answer: (context) => reply(context.status ?? 200, JSON.stringify(build(context))),
	};
}

/** A refusal inside a reply, with the vendor's words or others. */
function refused(code: string, message: string): FaultKind {
	return {
		meaning: `code ${code}, "${message}"`,
		billed: 'never',
		answer: ({ marker, status }) =>
			reply(status ?? 200, {
				data: null,
				errorCode: code,
				errorMessage: marker === '' ? message : `${message} ${marker}`,
			}),
	};
}

/** The normal reply in a wrapping that a tolerant reader takes. */
function wrapped(meaning: string, wrap: (normal: Buffer) => Answer): FaultKind {
	return { meaning, billed: 'asNormal', answer: ({ normal }) => wrap(normal()) };
}

function redirect(meaning: string, origin: (context: FaultContext) => string): FaultKind {
	return {
		meaning,
		billed: 'never',
		answer: (context) =>
			withHeaders(reply(context.status ?? 307, htmlPage('Redirect', context.marker), HTML_TYPE), {
				location: `${origin(context)}${context.target}`,
			}),
	};
}

function withFirstReport(envelope: Envelope, change: Record<string, unknown>): Envelope {
	return success([{ ...infoOf(envelope)[0], ...change }]);
}

const HTTP_FAULTS: Record<string, FaultKind> = {
	'http-400': httpError(400, 'Bad Request'),
	'http-401': httpError(401, 'Unauthorized'),
	'http-403': httpError(403, 'Forbidden'),
	'http-404': httpError(404, 'Not Found'),
	'http-413': httpError(413, 'Request Entity Too Large'),
	'http-415': httpError(415, 'Unsupported Media Type'),
	'http-422': httpError(422, 'Unprocessable Entity'),
	'http-429': tryLater(429, 'Too Many Requests', '1'),
	'http-429-date': tryLater(429, 'Too Many Requests', 'date+1'),
	'http-429-no-retry-after': tryLater(429, 'Too Many Requests', null),
	'http-429-absurd': tryLater(429, 'Too Many Requests', '86400'),
	'http-429-nonsense': tryLater(429, 'Too Many Requests', 'soon'),
	'http-500': httpError(500, 'Internal Server Error'),
	'http-502': httpError(502, 'Bad Gateway'),
	'http-503': tryLater(503, 'Service Unavailable', null),
	'http-504': httpError(504, 'Gateway Time-out'),
};

const REFUSALS: Record<string, FaultKind> = {
	'error-code-1': refused('1', VENDOR_MESSAGES['1']),
	'error-code-2': refused('2', VENDOR_MESSAGES['2']),
	'error-code-3': refused('3', VENDOR_MESSAGES['3']),
	'error-code-4': refused('4', VENDOR_MESSAGES['4']),
	'error-code-5': refused('5', VENDOR_MESSAGES['5']),
	'error-code-6': refused('6', VENDOR_MESSAGES['6']),
	'error-code-99': refused('99', 'Unexpected condition'),
	'mismatch-5-wrong-key': refused('5', 'Incorrect Api_key or api_secret'),
	'mismatch-4-quota': refused('4', 'Out of requests'),
	'mismatch-3-no-content': refused('3', 'The photo does not contain content'),
	'vietnamese-wrong-key': refused('4', 'Api_key hoặc api_secret không đúng'),
	'vietnamese-quota': refused('5', 'Hết số lượng request'),
	'error-code-number-3': {
		...refused('3', VENDOR_MESSAGES['3']),
		meaning: 'code 3 as a JSON number',
		answer: ({ status }) => reply(status ?? 200, { ...refusal('3'), errorCode: 3 }),
	},
};

const UNREADABLE: Record<string, FaultKind> = {
	'html-200': {
		meaning: 'HTML page with status 200',
		billed: 'never',
		answer: ({ marker }) => reply(200, htmlPage('Computer Vision', marker), HTML_TYPE),
	},
	'empty-200': { meaning: 'empty body', billed: 'never', answer: () => reply(200, '') },
	'truncated-json': wrapped('JSON that ends in the middle', (normal) =>
		reply(200, normal.subarray(0, Math.ceil(normal.length / 2))),
	),
	'broken-gzip': wrapped('gzip that ends in the middle', (normal) => {
		const packed = gzipSync(normal);
		return withHeaders(reply(200, packed.subarray(0, Math.ceil(packed.length / 2))), {
			'content-encoding': 'gzip',
		});
	}),
	'json-null': shape('the body is null', () => null),
	'json-list': shape('the body is a list', ({ marker }) => [marker]),
	'json-text': shape('the body is a JSON text', ({ marker }) => marker),
	'data-text': shape('`data` is a text', ({ marker }) => ({ ...success([]), data: marker })),
	'data-null': shape('`data` is null', () => ({ ...success([]), data: null })),
	'missing-data': shape('`data` is missing', () => ({ errorCode: '0', errorMessage: 'Success' })),
	'info-text': shape('`info` is a text', ({ marker }) => ({
		...success([]),
		data: { info: marker, type: 'credit_report' },
	})),
	'info-null': shape('`info` is null', () => ({ ...success([]), data: { info: null } })),
	'info-empty': shape('`info` is empty', () => success([])),
	'info-number-entry': shape('`info` holds a number', () => success([42])),
	'row-number': shape('a table row is a number', ({ normalSuccess }) =>
		withFirstReport(normalSuccess(), { loan_details: [42] }),
	),
	'table-text': shape('a table is a text', ({ normalSuccess, marker }) =>
		withFirstReport(normalSuccess(), { loan_details: marker }),
	),
	'cell-text': shape('a cell is a plain text', ({ normalSuccess, marker }) =>
		withFirstReport(normalSuccess(), { credit_contract: [[marker, marker]] }),
	),
	'missing-error-code': shape('`errorCode` is missing', ({ normalSuccess }) => ({
		...normalSuccess(),
		errorCode: undefined,
	})),
	'exception-key': shape('code 0 beside a top-level `Exception`', ({ normalSuccess, marker }) => ({
		...normalSuccess(),
		Exception: `Traceback (most recent call last): ${marker}`,
	})),
};

const TOLERABLE: Record<string, FaultKind> = {
	none: wrapped('no fault: lets one call through', (normal) => reply(200, normal)),
	slow: { ...wrapped('answers late', (normal) => reply(200, normal)), delayMs: 1000 },
	bom: wrapped('byte order mark before the JSON', (normal) =>
		reply(200, Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), normal])),
	),
	gzip: wrapped('gzip', (normal) =>
		withHeaders(reply(200, gzipSync(normal)), { 'content-encoding': 'gzip' }),
	),
	'text-html-json': wrapped('JSON declared as HTML', (normal) => reply(200, normal, HTML_TYPE)),
	'error-code-number-0': shape('code 0 as a JSON number', ({ normalSuccess }) => ({
		...normalSuccess(),
		errorCode: 0,
	})),
	'error-code-padded-0': shape('code 0 between spaces', ({ normalSuccess }) => ({
		...normalSuccess(),
		errorCode: ' 0 ',
	})),
	'exception-empty': shape('`Exception` is there and empty', ({ normalSuccess }) => ({
		...normalSuccess(),
		Exception: '',
	})),
	'info-object': shape('`info` is one object', ({ normalSuccess }) => ({
		...success([]),
		data: { info: infoOf(normalSuccess())[0], type: 'credit_report' },
	})),
	'data-list': shape('`data` is a list of `{info}`', ({ normalSuccess }) => ({
		...success([]),
		data: infoOf(normalSuccess()).map((report) => ({ info: report, type: 'credit_report' })),
	})),
	'two-reports': shape('`info` holds the report twice', ({ normalSuccess }) => {
		const info = infoOf(normalSuccess());
		return success([...info, ...info]);
	}),
	'redirect-same-origin': redirect('307 to the same address', () => ''),
	'redirect-cross-origin': redirect('307 to another host', ({ foreignOrigin }) => foreignOrigin),
};

const BROKEN_CONNECTIONS: Record<string, FaultKind> = {
	'reset-on-arrival': {
		meaning: 'connection reset before the body is read',
		billed: 'never',
		stage: 'arrival',
		answer: () => ({ kind: 'reset' }),
	},
	'reset-before-reply': {
		meaning: 'connection reset after the work is done',
		billed: 'asNormal',
		answer: () => ({ kind: 'reset' }),
	},
	'reset-mid-body': {
		meaning: 'connection reset in the middle of the reply',
		billed: 'asNormal',
		answer: ({ normal }) => {
			const body = normal();
			return { kind: 'cut', body, sent: Math.ceil(body.length / 2) };
		},
	},
	'hang-mid-body': {
		meaning: 'stops sending in the middle of the reply',
		billed: 'asNormal',
		answer: ({ normal }) => {
			const body = normal();
			return { kind: 'stall', body, sent: Math.ceil(body.length / 2) };
		},
	},
	hang: { meaning: 'never answers', billed: 'never', answer: () => ({ kind: 'hang' }) },
};

/** Every fault by name. */
export const FAULTS: Readonly<Record<string, FaultKind>> = {
	...HTTP_FAULTS,
	...REFUSALS,
	...UNREADABLE,
	...TOLERABLE,
	...BROKEN_CONNECTIONS,
};

/** True when the call is to be paid for; `normallyBilled` says what it would be without the fault. */
export function isBilled(fault: PendingFault, normallyBilled: boolean): boolean {
	return fault.billed ?? (FAULTS[fault.name]?.billed === 'asNormal' && normallyBilled);
}
