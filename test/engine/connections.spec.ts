import { createServer } from 'node:net';
import { once } from 'node:events';
import { makePdf } from '../support/makePdf.ts';
import { startRig } from '../support/rig.ts';
import type { Rig, TestDocument } from '../support/rig.ts';
import { sha256 } from '../support/sha256.ts';

let rig: Rig;

beforeAll(async () => {
	rig = await startRig();
});

afterAll(async () => {
	await rig.stop();
});

beforeEach(async () => {
	await rig.sandbox.control('reset');
});

const makeDocument = (name = 'report.pdf'): TestDocument => ({ name, bytes: makePdf() });

/** A port on which nobody listens. */
async function findDeadPort(): Promise<number> {
	const server = createServer().listen(0, '127.0.0.1');
	await once(server, 'listening');
	const address = server.address();
	server.close();
	await once(server, 'close');
	return typeof address === 'object' ? (address?.port ?? 0) : 0;
}

async function runAgainst(baseUrl: string, options = {}) {
	const credential = { ...rig.sandbox.credential, baseUrl };
	return await rig.run({ documents: [makeDocument()], credential, options });
}

describe('a server that cannot be reached', () => {
	it('is tried again when it refuses the connection, then named without its address', async () => {
		const port = await findDeadPort();
		const startedAt = performance.now();
		const { error } = await runAgainst(`http://127.0.0.1:${port}`, { maxRetries: 1 });
		expect(performance.now() - startedAt).toBeGreaterThan(500);
		expect(error).toMatchObject({
			message: 'No answer for "report.pdf": the connection was refused',
			description: expect.stringContaining('Check the Base URL'),
		});
	});

	it('is tried again when its name cannot be looked up', async () => {
		const startedAt = performance.now();
		const { error } = await runAgainst('https://api.nowhere.invalid', { maxRetries: 1 });
		expect(performance.now() - startedAt).toBeGreaterThan(500);
		expect(error?.message).toBe(
			'No answer for "report.pdf": the name of the host could not be looked up',
		);
	});

	it('is not tried again when it has no TLS', async () => {
		const { error } = await runAgainst(rig.sandbox.url.replace('http:', 'https:'));
		expect(error).toMatchObject({
			message: 'No answer for "report.pdf": no trusted encrypted connection (TLS) could be made',
			description: expect.stringContaining('NODE_EXTRA_CA_CERTS'),
		});
	});

	it('never gets the key over plain http unless it is this machine', async () => {
		const { error } = await runAgainst('http://api.nowhere.invalid');
		expect(error).toMatchObject({
			message: 'The Base URL of the credential is not encrypted (http:)',
			description: expect.stringContaining('Allow Insecure HTTP'),
		});
	});
});

describe('the credential', () => {
	it('stops the run at a wrong key and sends none of the other documents', async () => {
		// Slow enough that both of the two that go together are out before the first refusal comes.
		await rig.sandbox.control('config', { latencyMs: 500 });
		const credential = { ...rig.sandbox.credential, apiSecret: 'wrong' };
		const documents = ['a.pdf', 'b.pdf', 'c.pdf', 'd.pdf'].map(makeDocument);
		const { json } = await rig.run({
			documents,
			credential,
			onError: 'continueRegularOutput',
			options: { maxConcurrency: 2 },
		});
		const reason =
			'the API key or secret is wrong (error code 4, "Incorrect api_key or api_secret")';
		expect(json.map(({ error }) => error)).toEqual([
			`The API refused "a.pdf": ${reason}`,
			`The API refused "b.pdf": ${reason}`,
			`"c.pdf" was not sent: ${reason}`,
			`"d.pdf" was not sent: ${reason}`,
		]);
		expect((await rig.sandbox.stats()).calls).toBe(2);
	});

	it('keeps a path prefix of the base URL and does not mind a slash at its end', async () => {
		const { error } = await runAgainst(`${rig.sandbox.url}/proxy/ocr/`);
		expect(error?.message).toBe(
			'The API refused "report.pdf": the address does not exist (HTTP 404)',
		);
		expect((await runAgainst(`${rig.sandbox.url}/`)).error).toBeUndefined();
	});

	it('stays at home when the server redirects to another host', async () => {
		await rig.sandbox.control('faults', [{ name: 'redirect-cross-origin', times: null }]);
		const { error } = await rig.run({ documents: [makeDocument()] });
		expect(error?.message).toContain('its server redirects to another address (HTTP 307)');
		expect((await rig.sandbox.stats()).foreign.calls).toBe(0);
	});

	it.each([301, 302, 307, 308])(
		'goes with a %d within the same host, and so does the whole document',
		async (status) => {
			const document = makeDocument();
			await rig.sandbox.control('faults', [{ name: 'redirect-same-origin', status }]);
			const { error } = await rig.run({ documents: [document] });
			const { log, billed } = await rig.sandbox.stats();
			expect(error).toBeUndefined();
			expect(billed).toBe(1);
			expect(log.at(-1)).toMatchObject({ authorized: true, sha256: sha256(document.bytes) });
		},
	);

	it('does not follow redirects without end', async () => {
		await rig.sandbox.control('faults', [{ name: 'redirect-same-origin', times: null }]);
		const { error } = await rig.run({ documents: [makeDocument()] });
		expect(error?.message).toContain('its server redirects to another address');
		expect((await rig.sandbox.stats()).calls).toBe(6);
	});
});

describe('retries', () => {
	it.each(['hang', 'hang-mid-body', 'reset-before-reply', 'reset-mid-body'])(
		'send a document again after %s only where the user allowed it',
		async (name) => {
			await rig.sandbox.control('faults', [{ name }]);
			const options = { timeout: 1, retryTimeouts: true };
			const { error, hints } = await rig.run({ documents: [makeDocument()], options });
			expect(error).toBeUndefined();
			expect((await rig.sandbox.stats()).calls).toBe(2);
			expect(hints.map(({ message }) => message)).toEqual(['1 retry was spent on 1 document']);
		},
	);

	it('upload the whole document again, with the right hash in the item', async () => {
		const document = makeDocument();
		await rig.sandbox.control('faults', [{ name: 'http-503', times: 2 }]);
		const parameters = { output: 'record' };
		const { json } = await rig.run({ documents: [document], parameters });
		expect(json[0]?.['document_sha256']).toBe(sha256(document.bytes));
		expect((await rig.sandbox.stats()).log.at(-1).sha256).toBe(sha256(document.bytes));
	});

	it('wait as long as Retry-After says', async () => {
		await rig.sandbox.control('faults', [{ name: 'http-429', retryAfter: '2' }]);
		await rig.run({ documents: [makeDocument()] });
		const { log } = await rig.sandbox.stats();
		expect(log[1].arrivedAt - log[0].endedAt).toBeGreaterThanOrEqual(2_000);
		expect(log[1].arrivedAt - log[0].endedAt).toBeLessThan(3_500);
	});

	it('are over once the retries of the node are spent, and Retry On Fail starts anew', async () => {
		await rig.sandbox.control('faults', [{ name: 'error-code-6' }]);
		const { error, json } = await rig.run({ documents: [makeDocument()], retryOnFail: true });
		expect(error).toBeUndefined();
		expect(json).toHaveLength(1);
		expect(await rig.sandbox.stats()).toMatchObject({ calls: 2, billed: 1 });
	});
});

describe('pacing', () => {
	it('spreads the calls of all items over the minute', async () => {
		const documents = ['a.pdf', 'b.pdf', 'c.pdf', 'd.pdf', 'e.pdf'].map(makeDocument);
		await rig.run({ documents, options: { requestsPerMinute: 300, maxConcurrency: 4 } });
		const { log } = await rig.sandbox.stats();
		const first: number = log[0].arrivedAt;
		expect(log.at(-1).arrivedAt - first).toBeGreaterThanOrEqual(4 * 200 - 50);
	});

	it('has never more calls in flight than allowed', async () => {
		await rig.sandbox.control('config', { latencyMs: 50 });
		const documents = Array.from({ length: 30 }, () => makeDocument());
		await rig.run({ documents, options: { maxConcurrency: 3 } });
		expect((await rig.sandbox.stats()).peakInFlight).toBe(3);
	});
});

describe('a run that is set to stop', () => {
	it('stops sending once a document has failed and reports that one', async () => {
		const documents = ['a.pdf', 'b.pdf', 'c.pdf', 'd.pdf'].map(makeDocument);
		const [, second] = documents;
		const hash = second && sha256(second.bytes);
		await rig.sandbox.control('faults', [{ name: 'http-422', sha256: hash }]);
		const { error } = await rig.run({ documents, options: { maxConcurrency: 1 } });
		expect(error).toMatchObject({
			message: 'The API refused "b.pdf": the document could not be processed (HTTP 422)',
			context: { itemIndex: 1 },
		});
		expect((await rig.sandbox.stats()).calls).toBe(2);
	});

	it('pays for nothing when a document is bad before anything is sent', async () => {
		const documents = [makeDocument('good.pdf'), { name: 'bad.pdf', bytes: Buffer.alloc(0) }];
		const { error } = await rig.run({ documents });
		expect(error).toMatchObject({
			message: 'Cannot send "bad.pdf": the file is empty',
			context: { itemIndex: 1 },
		});
		expect((await rig.sandbox.stats()).calls).toBe(0);
	});
});
