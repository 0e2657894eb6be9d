import { CREDIT_REPORT } from '../../../nodes/ComputerVisionVietnam/api/endpoint.ts';
import {
	toStatedRefusal,
	VENDOR_ERRORS,
} from '../../../nodes/ComputerVisionVietnam/failures/refused.ts';

describe('toStatedRefusal', () => {
	it.each([
		['1', 'Incorrect image format', 'image'],
		['3', 'The photo does not contain content', 'noContent'],
		['3', 'Ảnh không chứa nội dung', 'noContent'],
		['1', 'Ảnh sai format', 'image'],
		['1', 'ncorrect image formatt', 'image'],
		['6', 'Incorrect format type', 'formatType'],
		['6', 'Incorrect formatt type', 'formatType'],
		['2', 'Url is unavailable', 'url'],
		['2', 'Url của ảnh không khả dụng', 'url'],
		['4', 'Incorrect api_key or api_secret', 'key'],
		['5', 'Incorrect Api_key or api_secret', 'key'],
		['4', 'Api_key hoặc api_secret không đúng', 'key'],
		['4', 'Out of requests', 'quota'],
		['5', 'Hết số lượng request', 'quota'],
		['6', 'Error when processing the request', 'processing'],
	] as const)('takes code %s with %j for %s, by its words', (code, message, cause) => {
		const refusal = toStatedRefusal(code, message, CREDIT_REPORT.causesByCode);
		expect(refusal).toMatchObject({ kind: 'refused', vendorCause: cause, errorCode: code });
		// The words go into the failure, so they were what decided.
		expect(refusal.clause).toContain(`"${VENDOR_ERRORS[cause].wording}"`);
	});

	it.each([
		['1', 'image'],
		['2', 'url'],
		['3', 'image'],
		['4', 'key'],
		['5', 'quota'],
		['6', 'processing'],
		['7', null],
		['', null],
		['constructor', null],
		['__proto__', null],
	])('takes code %s without known words for %j', (code, cause) => {
		for (const message of [null, 'Unexpected condition']) {
			const refusal = toStatedRefusal(code, message, CREDIT_REPORT.causesByCode);
			expect(refusal.vendorCause).toBe(cause);
			expect(refusal.clause).not.toContain('Unexpected');
		}
	});
});
