import { once } from 'node:events';
import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import type { CredentialTestResult } from '../../scripts/host/n8nClient.ts';
import { N8N_START_TIMEOUT_MS, startNodeInN8n } from '../support/n8n.ts';
import type { NodeInN8n } from '../support/n8n.ts';

jest.setTimeout(N8N_START_TIMEOUT_MS);

const CREDENTIAL_TYPE = 'computerVisionVietnamApi';
const OK = 'Connection successful!';
const WRONG_KEY = 'The API does not accept this API key and secret';
const WRONG_HOST =
	'Something answered at this base URL, but it is not the Computer Vision Vietnam API';
const OUT_OF_REQUESTS =
	'The API accepts this key, but its requests are used up: ask Computer Vision Vietnam for more';
const REDIRECTED =
	'The server at this base URL redirects to another address: enter the final address';

let started: NodeInN8n;
const servers: Server[] = [];

beforeAll(async () => {
	started = await startNodeInN8n();
});

afterAll(async () => {
	for (const server of servers) server.close();
	await started.stop();
});

/** A server that is not the API, on a free port of 127.0.0.1. */
async function serve(listener: RequestListener): Promise<string> {
	const server = createServer(listener).listen(0, '127.0.0.1');
	servers.push(server);
	await once(server, 'listening');
	const address = server.address();
	return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
}

const serveBody = async (status: number, type: string, body: string) =>
	await serve((_request, response) => {
		response.writeHead(status, { 'content-type': type }).end(body);
	});

const servePage = async (status: number) =>
	await serveBody(status, 'text/html', '<html><body>Welcome</body></html>');

const serveJson = async (body: unknown, status = 200) =>
	await serveBody(status, 'application/json', JSON.stringify(body));

/** What n8n's test button says about a credential with these fields. */
async function testFields(fields: Record<string, unknown>): Promise<CredentialTestResult> {
	const { client } = started.n8n;
	const data = { ...started.sandbox.credential, ...fields };
	const id = await client.saveCredential('under test', CREDENTIAL_TYPE, data);
	return await client.testCredential(id);
}

test('a right key passes, however the base URL is written, and nothing is billed', async () => {
	const { url } = started.sandbox;
	const spellings = [url, `${url}/`, ` ${url} `, `${url}/api/v2/ocr/document/credit_report`];
	for (const baseUrl of spellings) {
		expect(await testFields({ baseUrl })).toEqual({ status: 'OK', message: OK });
	}
	expect(await started.sandbox.stats()).toMatchObject({ calls: spellings.length, billed: 0 });
});

test.each([{ apiKey: 'another-key' }, { apiSecret: 'another-secret' }])(
	'%j is told from a right key',
	async (fields) => {
		expect(await testFields(fields)).toEqual({ status: 'Error', message: WRONG_KEY });
	},
);

test('a wrong key is told where the API answers with HTTP 401', async () => {
	await started.sandbox.control('config', { wrongKey: 'http' });
	expect(await testFields({ apiSecret: 'x' })).toEqual({ status: 'Error', message: WRONG_KEY });
	await started.sandbox.control('reset');
});

const answers: [string, () => Promise<string>, string][] = [
	['a web page', async () => await servePage(200), WRONG_HOST],
	['a page that is not found', async () => await servePage(404), WRONG_HOST],
	['an empty answer', async () => await serveBody(200, 'application/json', ''), WRONG_HOST],
	['another JSON object', async () => await serveJson({ hello: 'world' }), WRONG_HOST],
	['a JSON list', async () => await serveJson([1]), WRONG_HOST],
	['JSON null', async () => await serveJson(null), WRONG_HOST],
	['a login page with status 401', async () => await servePage(401), WRONG_KEY],
	['code 4 as a number', async () => await serveJson({ errorCode: 4 }), WRONG_KEY],
	[
		'a wrong key under the code of a sibling endpoint',
		async () =>
			await serveJson({ errorCode: '5', errorMessage: 'Incorrect Api_key or api_secret' }),
		WRONG_KEY,
	],
	[
		'no requests left',
		async () => await serveJson({ errorCode: '5', errorMessage: 'Out of requests' }),
		OUT_OF_REQUESTS,
	],
	[
		'no requests left under the code of a sibling endpoint',
		async () => await serveJson({ errorCode: '4', errorMessage: 'Out of requests' }),
		OUT_OF_REQUESTS,
	],
];

test.each(answers)('%s is not taken for a success', async (_what, start, message) => {
	expect(await testFields({ baseUrl: await start() })).toEqual({ status: 'Error', message });
});

test('a server that cannot be reached is told from all of these', async () => {
	const { status, message } = await testFields({ baseUrl: 'http://127.0.0.1:9' });
	expect(status).toBe('Error');
	expect([WRONG_KEY, WRONG_HOST, OUT_OF_REQUESTS, REDIRECTED]).not.toContain(message);
});

test('the key follows no redirect', async () => {
	const seen: unknown[] = [];
	const elsewhere = await serve((request, response) => {
		seen.push(request.headers.authorization);
		response.end('{"errorCode":"2"}');
	});
	const baseUrl = await serve((request, response) => {
		response.writeHead(307, { location: `${elsewhere}${request.url}` }).end();
	});
	expect(await testFields({ baseUrl })).toEqual({ status: 'Error', message: REDIRECTED });
	expect(seen).toEqual([]);
});

test.each([
	['http://192.0.2.1', 'The Base URL of the credential is not encrypted (http:)'],
	['demo', 'The Base URL of the credential is not a valid address'],
	['', 'The Base URL of the credential is empty'],
])('the base URL %j is refused before anything is sent', async (baseUrl, message) => {
	expect(await testFields({ baseUrl })).toEqual({ status: 'Error', message });
});
