import { toNetworkCause } from '../../../nodes/ComputerVisionVietnam/failures/noAnswer.ts';

describe('toNetworkCause', () => {
	const withCode = (code: string, cause?: Error): Error =>
		Object.assign(new Error(`secret ${code}`, { cause }), { code });

	it.each([
		['ECONNREFUSED', 'the connection was refused', 'always'],
		['EHOSTUNREACH', 'the host cannot be reached', 'always'],
		['ENOTFOUND', 'the name of the host could not be looked up', 'always'],
		['EAI_AGAIN', 'the name of the host could not be looked up', 'always'],
		['ECONNABORTED', 'it did not come within the timeout', 'whenAllowed'],
		['ETIMEDOUT', 'it did not come within the timeout', 'whenAllowed'],
		['ECONNRESET', 'the connection broke off', 'whenAllowed'],
		['EPIPE', 'the connection broke off', 'whenAllowed'],
		['CERT_HAS_EXPIRED', 'no trusted encrypted connection (TLS) could be made', 'never'],
		[
			'ERR_TLS_CERT_ALTNAME_INVALID',
			'no trusted encrypted connection (TLS) could be made',
			'never',
		],
		['HPE_INVALID_CONSTANT', 'it arrived damaged', 'never'],
		['Z_DATA_ERROR', 'it arrived damaged', 'never'],
		['EWHATEVER', 'the request failed on its way', 'never'],
		['constructor', 'the request failed on its way', 'never'],
	])('reads %s through the wrapping of n8n', (code, clause, retry) => {
		const wrapped = new Error('secret', { cause: withCode('ERR_UNKNOWN', withCode(code)) });
		const failure = toNetworkCause(wrapped, false);
		expect(failure).toMatchObject({ clause, retry });
		expect(JSON.stringify(failure)).not.toContain('secret');
	});

	it.each([
		[{ httpCode: 'ECONNREFUSED' }, 'the connection was refused'],
		[
			{ messages: ['getaddrinfo ENOTFOUND secret.example'] },
			'the name of the host could not be looked up',
		],
		[{ messages: ['timeout of 1000ms exceeded'] }, 'it did not come within the timeout'],
		[{ httpCode: '200', messages: ['stream has been aborted'] }, 'the connection broke off'],
		[{ messages: ['socket hang up'] }, 'the connection broke off'],
		[{ messages: ['self-signed', 42, null], httpCode: null }, 'the request failed on its way'],
	])('reads what older versions of n8n leave of an error: case %#', (left, clause) => {
		const failure = toNetworkCause(Object.assign(new Error('Something'), left), false);
		expect(failure.clause).toBe(clause);
		expect(JSON.stringify(failure)).not.toContain('secret');
	});

	it('blames the storage where the file could not be read', () => {
		expect(toNetworkCause(withCode('ENOENT'), true)).toMatchObject({
			kind: 'badInput',
			clause: 'n8n could not read the file from its storage',
			retry: 'never',
		});
	});

	it.each([undefined, null, 'text', 42, {}])('survives %j', (thrown) => {
		expect(toNetworkCause(thrown, false).kind).toBe('noAnswer');
	});
});
