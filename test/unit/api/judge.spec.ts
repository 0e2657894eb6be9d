import fc from 'fast-check';
import { CREDIT_REPORT } from '../../../nodes/ComputerVisionVietnam/api/endpoint.ts';
import { judgeAnswer, judgeText } from '../../../nodes/ComputerVisionVietnam/api/judge.ts';

const answer = (status: number, body: unknown, headers = {}) => ({
	status,
	headers,
	text: typeof body === 'string' ? body : JSON.stringify(body),
});

const refusal = (errorCode: unknown, errorMessage: unknown) => ({
	data: null,
	errorCode,
	errorMessage,
});

function failureOf(status: number, body: unknown, headers = {}) {
	const reading = judgeAnswer(answer(status, body, headers), CREDIT_REPORT, 0);
	if (reading.ok) throw new Error('taken');
	return reading.failure;
}

describe('judgeAnswer', () => {
	it('takes a report at any status: it was paid for', () => {
		const body = { data: { info: [{ cic_code: '1' }] }, errorCode: '0', errorMessage: 'Success' };
		for (const status of [200, 201, 400, 500]) {
			expect(judgeAnswer(answer(status, body), CREDIT_REPORT, 0)).toMatchObject({ ok: true, body });
		}
	});

	it.each([
		[503, refusal('5', 'Out of requests'), 'never', true],
		[429, refusal('4', 'x'), 'never', true],
		[401, refusal('1', 'Incorrect image format'), 'never', false],
		[503, refusal('6', 'x'), 'always', false],
		[503, refusal('42', 'x'), 'always', false],
		[401, refusal('42', 'x'), 'never', true],
		[503, { message: 'busy' }, 'always', false],
		[401, { detail: 'denied' }, 'never', true],
		[403, '<html>', 'never', false],
		[200, refusal('6', 'x'), 'never', false],
	])('HTTP %d with %j: retry %s, stops the run: %s', (status, body, retry, stopsTheRun) => {
		expect(failureOf(status, body)).toMatchObject({ retry, stopsTheRun, httpStatus: status });
	});

	it('notes Retry-After', () => {
		expect(failureOf(503, '', { 'retry-after': '3' }).retryAfterMs).toBe(3_000);
	});

	it.each(['4 0123456789', 'Nguyễn Văn A', '<b>', '99999'])(
		'does not repeat the code %j',
		(code) => {
			const failure = failureOf(200, refusal(code, 'secret of a person'));
			expect(failure.clause).toBe(
				'it gave a reason that this node does not know (an unknown error code)',
			);
			expect(failure.errorCode).toBeUndefined();
		},
	);

	it('quotes only words of the vendor, in the vendor’s spelling', () => {
		expect(failureOf(200, refusal('5', 'OUT OF REQUESTS for secret')).clause).toBe(
			'the account has no requests left (error code 5, "Out of requests")',
		);
	});

	it('never throws and repeats nothing of any body', () => {
		const bodies = fc.oneof(
			fc.json(),
			fc.string(),
			fc.string().map((text) => `<html>${text}`),
			fc
				.record({ errorCode: fc.jsonValue(), errorMessage: fc.jsonValue(), data: fc.jsonValue() })
				.map((reply) => JSON.stringify(reply)),
		);
		fc.assert(
			fc.property(bodies, fc.integer({ min: 200, max: 599 }), (body, status) => {
				const reading = judgeAnswer(answer(status, body), CREDIT_REPORT, 0);
				if (!reading.ok) expect(reading.failure.clause.length).toBeGreaterThan(5);
			}),
		);
		const marked = fc.anything({
			values: [fc.constant('MARKER42')],
			key: fc.constant('MARKERkey'),
		});
		fc.assert(
			fc.property(marked, fc.constantFrom('0', '7', 'MARKER42'), (data, errorCode) => {
				const body = JSON.stringify({ errorCode, errorMessage: data, data, Exception: data }) ?? '';
				const reading = judgeAnswer(answer(200, body), CREDIT_REPORT, 0);
				if (!reading.ok) expect(JSON.stringify(reading.failure)).not.toContain('MARKER');
			}),
		);
	});
});

describe('numbers that JSON does not know', () => {
	const toReply = (fields: string) => `{"errorCode":"0","data":{"info":[{${fields}}]}}`;
	const judge = (text: string) => {
		const judged = judgeText(text, CREDIT_REPORT);
		if (!judged.ok) throw new Error(judged.cause.clause);
		return { body: judged.body, fields: judged.reports[0]?.fields };
	};

	it('are null in the body, and numbers that are none for the parsers', () => {
		const { body, fields } = judge(toReply('"a":NaN,"b":[-Infinity,Infinity],"c":"NaN"'));
		expect(body).toMatchObject({ data: { info: [{ a: null, b: [null, null], c: 'NaN' }] } });
		expect(fields).toEqual({ a: NaN, b: [-Infinity, Infinity], c: 'NaN' });
	});

	it.each([' NaN, -Infinity ', '\\" NaN', '\\\\', 'x\\\\\\" : NaN', '\\u0022 NaN "'.slice(0, -2)])(
		'stay what they are inside the text %j',
		(text) => {
			const { body, fields } = judge(toReply(`"t":"${text}","n":NaN,"${text}":1`));
			const expected: unknown = JSON.parse(`"${text}"`);
			expect(fields).toMatchObject({ t: expected, n: NaN, [String(expected)]: 1 });
			expect(body).toMatchObject({ data: { info: [{ t: expected, n: null }] } });
		},
	);

	it.each(['"a":nan', '"a":+Infinity', '"a":NaNs', '"a":NaN'.repeat(2), '"a":"NaN'])(
		'do not mend %j',
		(fields) => {
			expect(judgeText(toReply(fields), CREDIT_REPORT)).toMatchObject({
				cause: { clause: 'its JSON is cut off or damaged' },
			});
		},
	);

	it('cost no stack, however many escapes stand beside them', () => {
		const { fields } = judge(toReply(`"a":"${'\\/'.repeat(3_000_000)}","b":NaN`));
		expect(fields?.['b']).toBeNaN();
	});
});
