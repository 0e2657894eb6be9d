import { createHash } from 'node:crypto';
import { sendFile } from '../support/callApi.ts';
import { startSandbox } from '../support/sandbox.ts';
import type { Sandbox } from '../support/sandbox.ts';

const DOCUMENT = Buffer.from('%PDF-1.7 of nobody');
const SHA256 = createHash('sha256').update(DOCUMENT).digest('hex');
const REPLY = {
	data: { info: [{}], type: 'credit_report' },
	errorCode: '0',
	errorMessage: 'Success',
};

describe('replies that a test teaches', () => {
	let sandbox: Sandbox;

	beforeAll(async () => {
		sandbox = await startSandbox();
	});
	afterAll(async () => await sandbox.stop());
	beforeEach(async () => {
		await sandbox.control('reset');
	});

	it('go out as they are, to that document alone, and are billed', async () => {
		await sandbox.control('replies', { [SHA256]: REPLY });
		expect((await sendFile(sandbox, DOCUMENT)).body).toEqual(REPLY);
		expect((await sendFile(sandbox, Buffer.from('%PDF-1.7 other'))).body.errorCode).toBe('3');
		expect(await sandbox.stats()).toMatchObject({ calls: 2, billed: 1 });
	});

	it('are forgotten by a reset', async () => {
		await sandbox.control('replies', { [SHA256]: REPLY });
		await sandbox.control('reset');
		expect((await sendFile(sandbox, DOCUMENT)).body.errorCode).toBe('3');
	});

	it('need the hash of a document', async () => {
		await expect(sandbox.control('replies', { short: REPLY })).rejects.toThrow('400');
	});
});
