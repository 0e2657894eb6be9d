import { buildRefusal, buildSuccess } from '../../../../reader/protocol/envelope.ts';

describe('the envelope of an answer', () => {
	it('holds the reports as documented', () => {
		const info = [{ address: 'Số 1 đường Thử Nghiệm' }];
		const body: unknown = JSON.parse(buildSuccess(Buffer.from(JSON.stringify(info))).toString());
		expect(body).toEqual({
			data: { info, type: 'credit_report' },
			errorCode: '0',
			errorMessage: 'Success',
		});
	});

	it.each([
		['1', 'Incorrect image format'],
		['2', 'Url is unavailable'],
		['3', 'Incorrect image format'],
		['4', 'Incorrect api_key or api_secret'],
		['6', 'Error when processing the request'],
	] as const)('says code %s in the words of the documentation', (code, message) => {
		expect(JSON.parse(buildRefusal(code))).toEqual({
			data: null,
			errorCode: code,
			errorMessage: message,
		});
	});
});
