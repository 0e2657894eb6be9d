import {
	parseBaseUrl,
	toSecretProblem,
	trimInvisible,
} from '../../../nodes/ComputerVisionVietnam/api/endpoint.ts';

const PATH = '/api/v2/ocr/document/credit_report';

describe('parseBaseUrl', () => {
	it.each([
		['https://demo.computervision.com.vn', `https://demo.computervision.com.vn${PATH}`],
		[' https://ocr.bank.example:8443/ ', `https://ocr.bank.example:8443${PATH}`],
		['https://proxy.example/ocr//', `https://proxy.example/ocr${PATH}`],
		[`https://proxy.example/ocr${PATH}`, `https://proxy.example/ocr${PATH}`],
		['http://localhost:3000', `http://localhost:3000${PATH}`],
		['http://ocr.localhost', `http://ocr.localhost${PATH}`],
		['http://127.0.0.1:9', `http://127.0.0.1:9${PATH}`],
		['http://127.1', `http://127.0.0.1${PATH}`],
		['http://[::1]:9', `http://[::1]:9${PATH}`],
	])('takes %j', (baseUrl, endpoint) => {
		expect(parseBaseUrl(baseUrl, false)).toMatchObject({ ok: true, endpoint });
	});

	it.each([
		[undefined, 'is empty'],
		['', 'is empty'],
		['demo.computervision.com.vn', 'is not a valid address'],
		['ftp://demo.example', 'does not start with https://'],
		['https://key:secret@demo.example', 'contains a user name or password'],
		['https://demo.example/?token=secret', 'contains a "?" or "#" part'],
		['http://demo.example', 'is not encrypted (http:)'],
		['http://127.0.0.1.evil.example', 'is not encrypted (http:)'],
		['http://localhost.evil.example', 'is not encrypted (http:)'],
		['http://0.0.0.0', 'is not encrypted (http:)'],
		['http://10.0.0.8', 'is not encrypted (http:)'],
	])('refuses %j and repeats nothing of it', (baseUrl, clause) => {
		const reading = parseBaseUrl(baseUrl, 'true');
		if (reading.ok) throw new Error('taken');
		expect(reading.failure.message).toBe(`The Base URL of the credential ${clause}`);
		expect(JSON.stringify(reading.failure)).not.toContain('secret');
	});

	it('takes plain http to another machine only where the credential allows it', () => {
		expect(parseBaseUrl('http://10.0.0.8', true).ok).toBe(true);
	});
});

describe('secrets as they are pasted', () => {
	const AROUND = ['\ufeff', '\u200b', '\u00a0', ' \t\r\n', '\u2060', '\u202a', '\u0000', '\u3000'];

	it.each(AROUND)('%j around them does not matter', (around) => {
		const pasted = `${around}se+cr/et=${around}`;
		expect(trimInvisible(pasted)).toBe('se+cr/et=');
		expect(toSecretProblem({ apiKey: pasted, apiSecret: pasted })).toBeNull();
		expect(parseBaseUrl(`${around}https://a.example/${around}`, false)).toMatchObject({
			endpoint: `https://a.example${PATH}`,
		});
	});

	it.each(AROUND)('%j inside is told, by the field and without its text', (inside) => {
		const pasted = `topse${inside}cret`;
		const problem = toSecretProblem({ apiKey: 'key', apiSecret: pasted });
		expect(problem?.message).toBe(
			'The API Secret of the credential has a blank or an invisible character inside',
		);
		expect(JSON.stringify(problem)).not.toContain('topse');
		expect(parseBaseUrl(`https://a.example/${pasted}`, false)).toMatchObject({
			ok: false,
			failure: { message: expect.stringContaining('has a blank or an invisible character') },
		});
	});

	it.each([undefined, null, 5, {}])('%j is an empty text', (value) => {
		expect(trimInvisible(value)).toBe('');
	});
});
