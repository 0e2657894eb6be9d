import { createHash } from 'node:crypto';
import { sendBase64, sendFile, sendUrl } from '../support/callApi.ts';
import type { Answer } from '../support/callApi.ts';
import { startSandbox } from '../support/sandbox.ts';
import type { Sandbox } from '../support/sandbox.ts';
import { sample } from './sample.ts';

const MARKER = 'marker-4711';
type Check = (answer: Answer) => void;

const status =
	(code: number): Check =>
	(answer) => {
		expect(answer.status).toBe(code);
		expect(answer.headers.get('content-type')).toMatch('text/html');
		expect(answer.text).toMatch(MARKER);
	};
const retryAfter =
	(code: number, pattern: RegExp | null): Check =>
	(answer) => {
		status(code)(answer);
		const header = answer.headers.get('retry-after');
		if (pattern === null) expect(header).toBeNull();
		else expect(header).toMatch(pattern);
	};
const code =
	(errorCode: unknown, message: string): Check =>
	({ status: http, body }) => {
		expect(http).toBe(200);
		expect(body.errorCode).toBe(errorCode);
		expect(body.errorMessage).toMatch(message);
	};
const body =
	(check: (parsed: Answer['body'], answer: Answer) => void): Check =>
	(answer) => {
		expect(answer.status).toBe(200);
		check(answer.body, answer);
	};
const normal = body((parsed) => expect(parsed.data.info[0].cic_code).toBe('0000000101'));

/** Every fault, what arrives at the client, and whether the call is paid for. */
const EXPECTED: Record<string, [check: Check | 'broken', billed: 0 | 1]> = {
	'http-400': [status(400), 0],
	'http-401': [status(401), 0],
	'http-403': [status(403), 0],
	'http-404': [status(404), 0],
	'http-413': [status(413), 0],
	'http-415': [status(415), 0],
	'http-422': [status(422), 0],
	'http-429': [retryAfter(429, /^1$/), 0],
	'http-429-date': [retryAfter(429, / GMT$/), 0],
	'http-429-no-retry-after': [retryAfter(429, null), 0],
	'http-429-absurd': [retryAfter(429, /^86400$/), 0],
	'http-429-nonsense': [retryAfter(429, /^soon$/), 0],
	'http-500': [status(500), 0],
	'http-502': [status(502), 0],
	'http-503': [retryAfter(503, null), 0],
	'http-504': [status(504), 0],
	'error-code-1': [code('1', 'Incorrect image format'), 0],
	'error-code-2': [code('2', 'Url is unavailable'), 0],
	'error-code-3': [code('3', 'Incorrect image format'), 0],
	'error-code-4': [code('4', 'Incorrect api_key or api_secret'), 0],
	'error-code-5': [code('5', 'Out of requests'), 0],
	'error-code-6': [code('6', 'Error when processing the request'), 0],
	'error-code-99': [code('99', `Unexpected condition ${MARKER}`), 0],
	'error-code-number-3': [code(3, 'Incorrect image format'), 0],
	'mismatch-5-wrong-key': [code('5', 'Incorrect Api_key'), 0],
	'mismatch-4-quota': [code('4', 'Out of requests'), 0],
	'mismatch-3-no-content': [code('3', 'does not contain content'), 0],
	'vietnamese-wrong-key': [code('4', 'api_secret không đúng'), 0],
	'vietnamese-quota': [code('5', 'Hết số lượng request'), 0],
	'html-200': [status(200), 0],
	'empty-200': [body((_, { text }) => expect(text).toBe('')), 0],
	'truncated-json': [
		body((parsed, { text }) => {
			expect(parsed).toBeUndefined();
			expect(text).toMatch(/^\{"data"/);
		}),
		1,
	],
	// fetch hands out what it could unpack.
	'broken-gzip': [body((parsed) => expect(parsed).toBeUndefined()), 1],
	'json-null': [body((parsed) => expect(parsed).toBeNull()), 1],
	'json-list': [body((parsed) => expect(parsed).toEqual([MARKER])), 1],
	'json-text': [body((parsed) => expect(parsed).toBe(MARKER)), 1],
	'data-text': [body(({ data }) => expect(data).toBe(MARKER)), 1],
	'data-null': [body(({ data }) => expect(data).toBeNull()), 1],
	'missing-data': [body((parsed) => expect(parsed).not.toHaveProperty('data')), 1],
	'info-text': [body(({ data }) => expect(data.info).toBe(MARKER)), 1],
	'info-null': [body(({ data }) => expect(data.info).toBeNull()), 1],
	'info-empty': [body(({ data }) => expect(data.info).toEqual([])), 1],
	'info-number-entry': [body(({ data }) => expect(data.info).toEqual([42])), 1],
	'row-number': [body(({ data }) => expect(data.info[0].loan_details).toEqual([42])), 1],
	'table-text': [body(({ data }) => expect(data.info[0].loan_details).toBe(MARKER)), 1],
	'cell-text': [
		body(({ data }) => expect(data.info[0].credit_contract).toEqual([[MARKER, MARKER]])),
		1,
	],
	'missing-error-code': [body((parsed) => expect(parsed).not.toHaveProperty('errorCode')), 1],
	'exception-key': [
		body((parsed) => {
			expect(parsed.errorCode).toBe('0');
			expect(parsed.Exception).toMatch(MARKER);
		}),
		1,
	],
	none: [normal, 1],
	slow: [normal, 1],
	// fetch drops the mark when it decodes, so its length tells.
	bom: [normal, 1],
	gzip: [
		(answer) => {
			normal(answer);
			expect(answer.headers.get('content-encoding')).toBe('gzip');
		},
		1,
	],
	'text-html-json': [
		(answer) => {
			normal(answer);
			expect(answer.headers.get('content-type')).toMatch('text/html');
		},
		1,
	],
	'error-code-number-0': [body((parsed) => expect(parsed.errorCode).toBe(0)), 1],
	'error-code-padded-0': [body((parsed) => expect(parsed.errorCode).toBe(' 0 ')), 1],
	'exception-empty': [body((parsed) => expect(parsed.Exception).toBe('')), 1],
	'info-object': [body(({ data }) => expect(data.info.cic_code).toBe('0000000101')), 1],
	'data-list': [body(({ data }) => expect(data[0].info.cic_code).toBe('0000000101')), 1],
	'two-reports': [body(({ data }) => expect(data.info).toHaveLength(2)), 1],
	'redirect-same-origin': [
		({ status: http, headers }) => {
			expect(http).toBe(307);
			expect(headers.get('location')).toMatch(/^\/api\/v2\/.*format_type=file/);
		},
		0,
	],
	'redirect-cross-origin': [
		({ status: http, headers }) => {
			expect(http).toBe(307);
			expect(headers.get('location')).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/api\/v2\//);
		},
		0,
	],
	'reset-on-arrival': ['broken', 0],
	'reset-before-reply': ['broken', 1],
	'reset-mid-body': ['broken', 1],
	'hang-mid-body': ['broken', 1],
	hang: ['broken', 0],
};

describe('faults', () => {
	let sandbox: Sandbox;
	const clean = sample('clean-borrower.pdf');
	const bad = sample('bad-debt.pdf');
	const cleanSha256 = createHash('sha256').update(clean).digest('hex');

	beforeAll(async () => {
		sandbox = await startSandbox();
	});
	afterAll(async () => await sandbox.stop());
	beforeEach(async () => {
		await sandbox.control('reset');
	});

	const outcome = async (answer: Promise<Answer>): Promise<string> =>
		await answer.then(({ status: http, body: parsed }) => parsed?.errorCode ?? `HTTP ${http}`);

	it('are all listed here', async () => {
		const response = await fetch(`${sandbox.url}/__control/faults`);
		const { known } = (await response.json()) as { known: object };
		expect(Object.keys(known).toSorted()).toEqual(Object.keys(EXPECTED).toSorted());
	});

	it.each(Object.entries(EXPECTED))('%s', async (name, [check, billed]) => {
		const delayMs = name === 'slow' ? { delayMs: 150 } : {};
		await sandbox.control('faults', [{ name, marker: MARKER, ...delayMs }]);
		const patience = name.startsWith('hang') ? 500 : 10_000;
		const started = performance.now();
		const call = sendFile(sandbox, clean, { signal: AbortSignal.timeout(patience) });
		if (check === 'broken') await expect(call).rejects.toThrow();
		else check(await call);
		if (name === 'slow') expect(performance.now() - started).toBeGreaterThan(148);
		await new Promise((resolve) => setTimeout(resolve, name.startsWith('hang') ? 50 : 0));
		const stats = await sandbox.stats();
		expect(stats).toMatchObject({ calls: 1, billed, inFlight: 0, pendingFaults: 0 });
		expect(stats.log[0]).toMatchObject({ fault: name, clientLeft: name.startsWith('hang') });
		// The next call is a normal one again.
		normal(await sendFile(sandbox, clean));
	});

	it('sends a byte order mark for real', async () => {
		await sandbox.control('faults', [{ name: 'bom' }]);
		const authorization = `Basic ${btoa(`${sandbox.apiKey}:${sandbox.apiSecret}`)}`;
		const img = encodeURIComponent(sandbox.documentUrl('clean-borrower.pdf'));
		const url = `${sandbox.url}/api/v2/ocr/document/credit_report?format_type=url&img=${img}`;
		const bytes = await (await fetch(url, { headers: { authorization } })).arrayBuffer();
		expect([...new Uint8Array(bytes).subarray(0, 4)]).toEqual([0xef, 0xbb, 0xbf, 0x7b]);
	});

	it('strike in order, each as often as it says', async () => {
		await sandbox.control('faults', [{ name: 'http-502', times: 2 }, { name: 'error-code-6' }]);
		const seen: string[] = [];
		for (let turn = 0; turn < 4; turn += 1) seen.push(await outcome(sendFile(sandbox, clean)));
		expect(seen).toEqual(['HTTP 502', 'HTTP 502', '6', '0']);
	});

	it('strike from now on with times null, until they are taken back', async () => {
		await sandbox.control('faults', [{ name: 'http-503', times: null }]);
		expect(await outcome(sendFile(sandbox, clean))).toBe('HTTP 503');
		expect(await outcome(sendFile(sandbox, clean))).toBe('HTTP 503');
		await fetch(`${sandbox.url}/__control/faults`, { method: 'DELETE' });
		expect(await outcome(sendFile(sandbox, clean))).toBe('0');
	});

	it('strike one document, one URL, one check sum, one format or one call only', async () => {
		const url = sandbox.documentUrl('bad-debt.pdf');
		await sandbox.control('faults', [
			{ name: 'error-code-1', sha256: cleanSha256 },
			{ name: 'error-code-2', url },
			{ name: 'error-code-5', checkSum: 'seven' },
			{ name: 'error-code-6', formatType: 'base64' },
			{ name: 'error-code-99', nth: 7 },
		]);
		expect(await outcome(sendFile(sandbox, bad))).toBe('0');
		expect(await outcome(sendFile(sandbox, clean))).toBe('1');
		expect(await outcome(sendUrl(sandbox, url))).toBe('2');
		const query = { check_sum: 'seven' };
		expect(await outcome(sendFile(sandbox, bad, { query }))).toBe('5');
		expect(await outcome(sendBase64(sandbox, bad.toString('base64')))).toBe('6');
		expect(await outcome(sendFile(sandbox, clean))).toBe('0');
		expect(await outcome(sendFile(sandbox, clean))).toBe('99');
	});

	it('take status, Retry-After and billing as asked', async () => {
		await sandbox.control('faults', [
			{ name: 'error-code-4', status: 401 },
			{ name: 'http-503', retryAfter: 'date+30', billed: true },
		]);
		expect(await sendFile(sandbox, clean)).toMatchObject({ status: 401, body: { errorCode: '4' } });
		const { headers } = await sendFile(sandbox, clean);
		const seconds = (Date.parse(headers.get('retry-after') ?? '') - Date.now()) / 1000;
		expect(seconds).toBeGreaterThan(27);
		expect(seconds).toBeLessThan(31);
		expect((await sandbox.stats()).billed).toBe(1);
	});

	it('lead a client that follows redirects to the same place, or to another host', async () => {
		const follow = { redirect: 'follow' as const, method: 'POST', body: 'x' };
		const headers = { authorization: `Basic ${btoa(`${sandbox.apiKey}:${sandbox.apiSecret}`)}` };
		const url = `${sandbox.url}/api/v2/ocr/document/credit_report?format_type=file`;
		await sandbox.control('faults', [{ name: 'redirect-same-origin' }]);
		await (await fetch(url, { ...follow, headers })).text();
		expect(await sandbox.stats()).toMatchObject({ calls: 2, unauthorized: 0 });
		await sandbox.control('faults', [{ name: 'redirect-cross-origin' }]);
		expect(await (await fetch(url, { ...follow, headers })).text()).toMatch('Another site');
		// fetch drops the header by itself; sending it on purpose shows that the count works.
		expect((await sandbox.stats()).foreign).toEqual({
			calls: 1,
			withAuthorization: 0,
			bodyBytes: 1,
		});
		await sandbox.control('faults', [{ name: 'redirect-cross-origin' }]);
		const { headers: redirect } = await fetch(url, { ...follow, headers, redirect: 'manual' });
		await fetch(redirect.get('location') ?? '', { headers });
		expect((await sandbox.stats()).foreign).toMatchObject({ calls: 2, withAuthorization: 1 });
	});

	it.each([
		['a name that does not exist', [{ name: 'http-999' }]],
		['a key that does not exist', [{ name: 'slow', delay: 5 }]],
		['no list', { name: 'slow' }],
	])('refuses %s', async (_what, faults) => {
		await expect(sandbox.control('faults', faults)).rejects.toThrow('400');
		expect((await sandbox.stats()).pendingFaults).toBe(0);
	});
});
