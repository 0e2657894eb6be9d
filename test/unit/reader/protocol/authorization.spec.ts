import { buildAuthorization } from '../../../../reader/protocol/authorization.ts';

const basic = (text: string): string => `Basic ${Buffer.from(text).toString('base64')}`;

describe('the key of a caller', () => {
	const isAuthorized = buildAuthorization('key', 'sec:ret');

	it.each([
		basic('key:sec:ret'),
		basic('key:sec:ret').replace('Basic', 'basic'),
		basic('key:sec:ret').replace(' ', '  '),
	])('is right in %s', (header) => {
		expect(isAuthorized(header)).toBe(true);
	});

	it.each([
		undefined,
		'',
		'Basic',
		'Basic ',
		'key:sec:ret',
		basic('key:sec:ret').replace('Basic', 'Bearer'),
		basic('key:sec'),
		basic('key:sec:ret '),
		basic('key'),
		basic(':sec:ret'),
		basic('KEY:sec:ret'),
		basic(''),
		'Basic not base64!',
	])('is wrong in %j', (header) => {
		expect(isAuthorized(header)).toBe(false);
	});
});
