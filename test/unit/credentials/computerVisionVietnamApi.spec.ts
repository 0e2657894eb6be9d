import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { ComputerVisionVietnamApi } from '../../../credentials/ComputerVisionVietnamApi.credentials';

const KEY = { apiKey: 'sample-key', apiSecret: 'sample-secret', allowInsecureHttp: false };
const REQUEST = { url: 'https://api.example.com/x', headers: { accept: 'a' } };

async function authenticate(credential: ICredentialDataDecryptedObject) {
	const { authenticate: apply } = new ComputerVisionVietnamApi();
	if (typeof apply !== 'function') throw new Error('The credential has no function to apply');
	return await apply(credential, { ...REQUEST });
}

it('adds key and secret as HTTP Basic and leaves the rest of the request alone', async () => {
	const baseUrl = 'https://demo.computervision.com.vn';
	expect(await authenticate({ ...KEY, baseUrl })).toEqual({
		...REQUEST,
		auth: { username: 'sample-key', password: 'sample-secret' },
	});
});

it('drops the blanks that come along with a pasted key', async () => {
	const pasted = { apiKey: ' sample-key\n', apiSecret: '\tsample-secret ', baseUrl: 'https://a.b' };
	expect((await authenticate(pasted)).auth).toEqual({
		username: 'sample-key',
		password: 'sample-secret',
	});
});

it.each(['http://127.0.0.1:8080', 'http://localhost', 'http://[::1]:1'])(
	'sends the key to this machine without encryption: %s',
	async (baseUrl) => {
		expect(await authenticate({ ...KEY, baseUrl })).toHaveProperty('auth');
	},
);

it.each(['http://192.0.2.1', 'http://api.example.com', 'http://localhost.example.com', '', 'demo'])(
	'never sends the key to %j',
	async (baseUrl) => {
		await expect(authenticate({ ...KEY, baseUrl })).rejects.toThrow(/^The Base URL/);
	},
);

it('sends it unencrypted elsewhere only where the credential allows it', async () => {
	const allowed = { ...KEY, baseUrl: 'http://192.0.2.1', allowInsecureHttp: true };
	expect(await authenticate(allowed)).toHaveProperty('auth');
	const text = { ...allowed, allowInsecureHttp: 'true' };
	await expect(authenticate(text)).rejects.toThrow('is not encrypted');
});
