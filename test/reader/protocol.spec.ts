import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ComputerVisionVietnamApi } from '../../credentials/ComputerVisionVietnamApi.credentials.ts';
import { startReader } from '../../scripts/host/startReader.ts';
import type { Reader } from '../../scripts/host/startReader.ts';
import { makePdf } from '../support/makePdf.ts';
import { call, sendBase64, sendFile, sendUrl } from '../support/callApi.ts';
import type { Answer } from '../support/callApi.ts';

const MAX_BYTES = 100_000;
/** A PDF without any text: it can be read, and there is no report in it. */
const EMPTY_PAGE = makePdf('an empty page', 2000);

const refusal = (errorCode: string, errorMessage: string) => ({
	data: null,
	errorCode,
	errorMessage,
});
const NOT_AN_IMAGE = refusal('1', 'Incorrect image format');
const URL_UNAVAILABLE = refusal('2', 'Url is unavailable');
const NO_REPORT = refusal('3', 'Incorrect image format');
const WRONG_KEY = refusal('4', 'Incorrect api_key or api_secret');
const NOT_PROCESSED = refusal('6', 'Error when processing the request');

let reader: Reader;

beforeAll(async () => {
	reader = await startReader({ flags: ['--max-bytes', String(MAX_BYTES)] });
});

afterAll(async () => await reader.stop());

/** Application errors come with HTTP 200 and as JSON, as far as is known of the vendor's service. */
function expectAnswer(answer: Answer, body: object): void {
	expect(answer.body).toEqual(body);
	expect(answer.status).toBe(200);
	expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8');
}

describe('the key', () => {
	it.each([
		['another key', { key: 'other' }],
		['another secret', { secret: 'other' }],
		['none', { headers: { authorization: '' } }],
		['a bearer token', { headers: { authorization: 'Bearer token' } }],
	])('is asked for on every way of sending: %s is code 4', async (_name, options) => {
		expectAnswer(await sendFile(reader, EMPTY_PAGE, options), WRONG_KEY);
		expectAnswer(await sendBase64(reader, 'JVBERi0=', options), WRONG_KEY);
		expectAnswer(await sendUrl(reader, 'http://127.0.0.1:1/', options), WRONG_KEY);
	});

	it('is looked at before the document: nothing is fetched for a stranger', async () => {
		const server = createServer((_request, response) => void response.end('x'));
		await once(server.listen(0, '127.0.0.1'), 'listening');
		let asked = 0;
		server.on('request', () => (asked += 1));
		const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
		expectAnswer(await sendUrl(reader, url, { key: 'other' }), WRONG_KEY);
		expect(asked).toBe(0);
		expectAnswer(await sendUrl(reader, url), NOT_AN_IMAGE);
		expect(asked).toBe(1);
		server.close();
	});

	it('is told right from wrong by the test of the node’s credential, without a document', async () => {
		const { request, rules } = new ComputerVisionVietnamApi().test;
		const query = request.qs as Record<string, string>;
		const right = await call(reader, query, { method: 'GET' });
		const wrong = await call(reader, query, { method: 'GET' }, { secret: 'other' });
		// A rule fails the test when the reply has its value under its key.
		const failing = ({ status, body }: Answer) =>
			(rules ?? []).find(({ type, properties }) =>
				type === 'responseCode'
					? properties.value === status
					: type === 'responseSuccessBody' && body[properties.key] === properties.value,
			);
		expectAnswer(right, URL_UNAVAILABLE);
		expect(failing(right)).toBeUndefined();
		expect(failing(wrong)?.properties.message).toContain('does not accept this API key');
	});
});

describe('the three ways of sending', () => {
	let fileUrl = '';
	const server = createServer((request, response) => {
		if (request.url?.startsWith('/a%20b.pdf?x=1&y=2') === true) response.end(EMPTY_PAGE);
		else response.writeHead(404).end();
	});

	beforeAll(async () => {
		await once(server.listen(0, '127.0.0.1'), 'listening');
		fileUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/a%20b.pdf?x=1&y=2`;
	});

	afterAll(() => void server.close());

	it('all lead to the document', async () => {
		const base64 = Buffer.from(EMPTY_PAGE).toString('base64');
		const wrapped = base64.replace(/.{76}/g, '$&\r\n');
		expectAnswer(await sendFile(reader, EMPTY_PAGE), NO_REPORT);
		expectAnswer(await sendUrl(reader, fileUrl), NO_REPORT);
		for (const img of [
			base64,
			wrapped,
			wrapped.replaceAll('\r', ''),
			`data:application/pdf;base64,${base64}`,
			`data:application/pdf;name=a.pdf;base64,\n${wrapped}\n`,
			base64.replace(/=+$/, ''),
		]) {
			expectAnswer(await sendBase64(reader, img), NO_REPORT);
		}
	});

	it('take get_thumb and check_sum, in whatever spelling', async () => {
		for (const query of [{ get_thumb: 'true', check_sum: 'a b&c' }, { get_thumb: '' }])
			expectAnswer(await sendFile(reader, EMPTY_PAGE, { query }), NO_REPORT);
	});

	it('take the file from the field img, wherever it stands', async () => {
		const form = new FormData();
		form.append('note', 'first');
		form.append('other', new Blob([Buffer.alloc(5000)]), 'other.bin');
		form.append('img', new Blob([EMPTY_PAGE]), 'Báo cáo "tín dụng".pdf');
		form.append('last', 'field');
		const answer = await call(reader, { format_type: 'file' }, { method: 'POST', body: form });
		expectAnswer(answer, NO_REPORT);
	});
});

describe('what is no document', () => {
	it('is code 1 when nothing or no file is sent', async () => {
		expectAnswer(await sendFile(reader, new Uint8Array()), NOT_AN_IMAGE);
		expectAnswer(await sendBase64(reader, ''), NOT_AN_IMAGE);
		for (const img of [undefined, null, 42, {}, ['JVBERi0='], 'no base64!', 'JVBERi0%3D', '\u0000'])
			expectAnswer(await sendBase64(reader, img), NOT_AN_IMAGE);
		const form = new FormData();
		form.append('img', 'a text');
		const noFile = await call(reader, { format_type: 'file' }, { method: 'POST', body: form });
		expectAnswer(noFile, NOT_AN_IMAGE);
	});

	it('is code 2 when a URL leads nowhere or to where nobody may look', async () => {
		for (const img of [
			'',
			'report.pdf',
			'ftp://127.0.0.1/report.pdf',
			'file:///etc/passwd',
			'http://127.0.0.1:1/',
			`${reader.url}/no-such-page`,
			'http://169.254.169.254/latest/meta-data/',
			'http://user:password@127.0.0.1/',
		]) {
			expectAnswer(await sendUrl(reader, img), URL_UNAVAILABLE);
		}
	});

	it.each([
		['no format_type', {}, { method: 'POST', body: new FormData() }],
		['GET with a file', { format_type: 'file' }, { method: 'GET' }],
		['POST with a URL', { format_type: 'url', img: 'http://127.0.0.1/' }, { method: 'POST' }],
		[
			'a file that is JSON',
			{ format_type: 'file' },
			{ method: 'POST', body: '{"img":"JVBERi0="}' },
		],
		[
			'base64 that is no JSON',
			{ format_type: 'base64' },
			{ method: 'POST', body: '{"img":', headers: { 'content-type': 'application/json' } },
		],
		[
			'base64 that is a list',
			{ format_type: 'base64' },
			{ method: 'POST', body: 'null', headers: { 'content-type': 'application/json' } },
		],
		[
			'a form without a boundary',
			{ format_type: 'file' },
			{ method: 'POST', body: 'x', headers: { 'content-type': 'multipart/form-data' } },
		],
		[
			'a form that ends too early',
			{ format_type: 'file' },
			{
				method: 'POST',
				body: '--b\r\nContent-Disposition: form-data; name="img"; filename="a.pdf"\r\n\r\n%PDF',
				headers: { 'content-type': 'multipart/form-data; boundary=b' },
			},
		],
	])('is code 6 when the request is not as documented: %s', async (_name, query, init) => {
		expectAnswer(await call(reader, query, init), NOT_PROCESSED);
	});
});

describe('a document over the limit of bytes', () => {
	const over = makePdf('too large', MAX_BYTES + 1);

	it('is code 6 on every way of sending, and not a byte earlier', async () => {
		const exact = makePdf('just right', MAX_BYTES);
		expectAnswer(await sendFile(reader, exact), NO_REPORT);
		expectAnswer(await sendFile(reader, over), NOT_PROCESSED);
		const wrap = (bytes: Uint8Array): string =>
			Buffer.from(bytes).toString('base64').replace(/.{76}/g, '$&\r\n');
		expectAnswer(await sendBase64(reader, wrap(exact)), NO_REPORT);
		expectAnswer(await sendBase64(reader, wrap(over)), NOT_PROCESSED);
	});

	it('is answered after it was sent, however large it is: no client is cut off while it talks', async () => {
		const huge = Buffer.alloc(20 * 1024 ** 2);
		expectAnswer(await sendFile(reader, huge), NOT_PROCESSED);
		expectAnswer(await sendBase64(reader, huge.toString('base64')), NOT_PROCESSED);
	});
});

describe('other addresses and methods', () => {
	it('are 404', async () => {
		expect((await fetch(reader.url)).status).toBe(404);
		const { status } = await call(reader, {}, { method: 'PUT', body: 'x' });
		expect(status).toBe(404);
	});
});

describe('what it writes', () => {
	it('is one line of JSON, then the reasons of refusals, and nothing of what was sent', async () => {
		await sendFile(reader, Buffer.from('Nguyễn Văn Bí Mật, 012345678901'));
		await sendUrl(reader, 'http://127.0.0.1:1/secret-path?token=secret-token');
		const { url, apiKey, apiSecret } = reader;
		const [ready, hint, ...lines] = reader.output().trimEnd().split('\n');
		expect(JSON.parse(ready ?? '')).toEqual({ url, apiKey, apiSecret });
		expect(hint).toContain(`enter ${url} as Base URL`);
		expect(lines.length).toBeGreaterThan(20);
		for (const line of lines) expect(line).toMatch(/^reader: code [1236]: [ -~]+$/);
		const rest = lines.join('\n');
		for (const secret of ['Bí Mật', '0123', 'secret', 'token', apiKey, apiSecret, '127.0.0.1'])
			expect(rest).not.toContain(secret);
	});
});
