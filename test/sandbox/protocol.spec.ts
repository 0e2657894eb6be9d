import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sendBase64, sendFile, sendUrl } from '../support/callApi.ts';
import { startSandbox } from '../support/sandbox.ts';
import type { Sandbox } from '../support/sandbox.ts';
import { sample } from './sample.ts';

const SIGNED = '?expires=4102444800&signature=a%26b%3Dc%2Fd%2Be%20f';

describe('the documented protocol', () => {
	let sandbox: Sandbox;
	const clean = sample('clean-borrower.pdf');

	beforeAll(async () => {
		sandbox = await startSandbox();
	});
	afterAll(async () => await sandbox.stop());
	beforeEach(async () => {
		await sandbox.control('reset');
	});

	it('gives the same reply for a file, for base64 and for a URL', async () => {
		const byFile = await sendFile(sandbox, clean);
		const byBase64 = await sendBase64(sandbox, clean.toString('base64'));
		const byUrl = await sendUrl(sandbox, sandbox.documentUrl('clean-borrower.pdf'));
		expect(byFile.status).toBe(200);
		expect(byFile.body).toMatchObject({ errorCode: '0', errorMessage: 'Success' });
		expect(byFile.body.data.type).toBe('credit_report');
		expect(byFile.body.data.info[0].cic_code).toBe('0000000101');
		expect(byBase64.body).toEqual(byFile.body);
		expect(byUrl.body).toEqual(byFile.body);
		const sha256 = createHash('sha256').update(clean).digest('hex');
		expect((await sandbox.stats()).documents).toEqual({ [sha256]: { calls: 3, billed: 3 } });
	});

	it('takes base64 with line breaks and refuses a data: prefix with code 1', async () => {
		const wrapped = clean.toString('base64').replace(/.{76}/g, '$&\n');
		expect((await sendBase64(sandbox, `${wrapped}\n`)).body.errorCode).toBe('0');
		const prefixed = `data:application/pdf;base64,${clean.toString('base64')}`;
		expect((await sendBase64(sandbox, prefixed)).body).toEqual({
			data: null,
			errorCode: '1',
			errorMessage: 'Incorrect image format',
		});
	});

	it.each([
		['a number', 42],
		['nothing', undefined],
		['an empty text', ''],
		['a text that is no base64', 'Báo cáo'],
		['base64 cut in the middle', 'JVBERi0xL'],
	])('answers code 1 for %s under img', async (_what, img) => {
		expect((await sendBase64(sandbox, img)).body.errorCode).toBe('1');
		expect((await sandbox.stats()).billed).toBe(0);
	});

	it('sends images only with get_thumb=true', async () => {
		const without = (await sendFile(sandbox, clean)).body.data.info[0];
		expect(without.imgs).toEqual([]);
		expect(without.loan_details_image).toBe('');
		const query = { get_thumb: 'true' };
		const images = (await sendFile(sandbox, clean, { query })).body.data.info[0];
		expect(images.imgs).toHaveLength(2);
		const png = Buffer.from(images.loan_details_image, 'base64');
		expect(png.subarray(1, 4).toString('latin1')).toBe('PNG');
		expect(images.bad_debt_image).toBe('');
	});

	it('refuses a wrong key or secret with code 4, and with HTTP 401 when set so', async () => {
		const wrong = { data: null, errorCode: '4', errorMessage: 'Incorrect api_key or api_secret' };
		expect(await sendFile(sandbox, clean, { key: 'x' })).toMatchObject({
			status: 200,
			body: wrong,
		});
		expect((await sendFile(sandbox, clean, { secret: 'x' })).body).toEqual(wrong);
		const bare = await fetch(`${sandbox.url}/api/v2/ocr/document/credit_report?format_type=url`);
		expect(await bare.json()).toEqual(wrong);
		await sandbox.control('config', { wrongKey: 'http' });
		expect((await sendFile(sandbox, clean, { key: 'x' })).status).toBe(401);
		expect(await sandbox.stats()).toMatchObject({ calls: 4, billed: 0, unauthorized: 4 });
	});

	it('tells a right key from a wrong one without a document, and bills neither', async () => {
		expect((await sendUrl(sandbox, '')).body.errorCode).toBe('2');
		expect((await sendUrl(sandbox, '', { secret: 'x' })).body.errorCode).toBe('4');
		await sandbox.control('config', { quota: 0 });
		expect((await sendUrl(sandbox, '')).body.errorCode).toBe('5');
		expect((await sandbox.stats()).billed).toBe(0);
	});

	it('answers code 3 for an image it does not know and code 1 for what is no image', async () => {
		expect((await sendFile(sandbox, Buffer.from('%PDF-1.7 unknown'))).body.errorCode).toBe('3');
		expect((await sendFile(sandbox, Buffer.from('plain text'))).body.errorCode).toBe('1');
		expect((await sendFile(sandbox, Buffer.alloc(0))).body.errorCode).toBe('1');
	});

	it.each([
		['base64 sent as a file', 'file', 'application/json', '{"img":"JVBERi0="}'],
		['a broken JSON body', 'base64', 'application/json', '{"img":'],
		['a body that is no object', 'base64', 'application/json', '[]'],
		['a multipart body without a boundary', 'file', 'multipart/form-data', 'x'],
		['a broken multipart body', 'file', 'multipart/form-data; boundary=b', '--b\r\nx'],
		['no format', '', 'application/json', '{"img":"JVBERi0="}'],
	])('answers code 6 for %s', async (_what, formatType, contentType, body) => {
		const authorization = `Basic ${btoa(`${sandbox.apiKey}:${sandbox.apiSecret}`)}`;
		const response = await fetch(
			`${sandbox.url}/api/v2/ocr/document/credit_report?format_type=${formatType}`,
			{ method: 'POST', headers: { authorization, 'content-type': contentType }, body },
		);
		expect(await response.json()).toMatchObject({
			errorCode: '6',
			errorMessage: 'Error when processing the request',
		});
	});

	it('fetches a signed URL only when all of it arrived in img', async () => {
		const signed = `${sandbox.url}/signed/clean-borrower.pdf${SIGNED}`;
		expect((await sendUrl(sandbox, signed)).body.errorCode).toBe('0');
		const cut = signed.slice(0, signed.indexOf('&'));
		expect((await sendUrl(sandbox, cut)).body).toMatchObject({
			errorCode: '2',
			errorMessage: 'Url is unavailable',
		});
	});

	it.each([
		'http://127.0.0.1:1/closed.pdf',
		'http://192.0.2.1/not-loopback.pdf',
		'http://localhost.example/not-loopback.pdf',
		'https://127.0.0.1/not-http.pdf',
		'file:///etc/hostname',
		'no url',
	])('answers code 2 for %s', async (url) => {
		expect((await sendUrl(sandbox, url)).body.errorCode).toBe('2');
	});

	it('follows no redirect and fetches nothing for a caller without a key', async () => {
		const seen: string[] = [];
		const site = createServer((request, response) => {
			seen.push(request.url ?? '');
			response.writeHead(302, { location: sandbox.documentUrl('clean-borrower.pdf') }).end();
		});
		await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
		const { port } = site.address() as AddressInfo;
		const url = `http://127.0.0.1:${port}/x.pdf`;
		expect((await sendUrl(sandbox, url)).body.errorCode).toBe('2');
		expect((await sendUrl(sandbox, url, { key: 'x' })).body.errorCode).toBe('4');
		expect(seen).toEqual(['/x.pdf']);
		site.closeAllConnections();
		await new Promise((resolve) => site.close(resolve));
	});

	it('notes how each call came in', async () => {
		const name = 'Báo cáo tín dụng - Nguyễn.pdf';
		await sendFile(sandbox, clean, {
			fileName: name,
			query: { get_thumb: 'false', check_sum: 'batch-7' },
		});
		const [call] = (await sandbox.stats()).log;
		expect(call).toMatchObject({
			nth: 1,
			method: 'POST',
			formatType: 'file',
			getThumb: 'false',
			checkSum: 'batch-7',
			fileName: name,
			bytes: clean.length,
			authorized: true,
			status: 200,
			code: '0',
			billed: true,
			fault: null,
			clientLeft: false,
		});
	});

	it('hashes an upload of 100 MB, as a file and as base64', async () => {
		const large = Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(100 * 1024 ** 2, 7)]);
		const sha256 = createHash('sha256').update(large).digest('hex');
		expect((await sendFile(sandbox, large)).body.errorCode).toBe('3');
		expect((await sendBase64(sandbox, large.toString('base64'))).body.errorCode).toBe('3');
		expect((await sandbox.stats()).documents).toEqual({ [sha256]: { calls: 2, billed: 0 } });
	}, 60_000);

	it('does not bill an upload that breaks off', async () => {
		const stream = new ReadableStream({
			start(controller) {
				controller.enqueue(Buffer.from('--b\r\nContent-Disposition: form-data; name="img"; '));
				controller.enqueue(Buffer.from('filename="a.pdf"\r\n\r\n%PDF-1.7'));
				setTimeout(() => controller.error(new Error('gone')), 50);
			},
		});
		const authorization = `Basic ${btoa(`${sandbox.apiKey}:${sandbox.apiSecret}`)}`;
		const headers = { authorization, 'content-type': 'multipart/form-data; boundary=b' };
		const url = `${sandbox.url}/api/v2/ocr/document/credit_report?format_type=file`;
		const init = { method: 'POST', headers, body: stream, duplex: 'half' } as RequestInit;
		await expect(fetch(url, init)).rejects.toThrow();
		await new Promise((resolve) => setTimeout(resolve, 100));
		expect(await sandbox.stats()).toMatchObject({ calls: 1, billed: 0, inFlight: 0 });
		expect((await sandbox.stats()).log[0]).toMatchObject({ clientLeft: true, code: null });
	});

	it('answers an unknown address with an HTML page and HTTP 404', async () => {
		const response = await fetch(`${sandbox.url}/api/v2/ocr/document/other`);
		expect(response.status).toBe(404);
		expect(response.headers.get('content-type')).toMatch('text/html');
		expect(await response.text()).toMatch('<h1>404 Not Found</h1>');
		expect((await sandbox.stats()).calls).toBe(0);
	});
});
