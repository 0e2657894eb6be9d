import fc from 'fast-check';

import {
	joinKeys,
	otherKeys,
	parseEnvelope,
} from '../../../nodes/ComputerVisionVietnam/api/envelope';

const reply = (over: Record<string, unknown> = {}) => ({
	data: { info: [{ cic_code: '1' }], type: 'credit_report' },
	errorCode: '0',
	errorMessage: 'Success',
	...over,
});

describe('a reply with reports', () => {
	it.each(['0', ' 0 ', 0, -0])('has the error code %j', (errorCode) => {
		expect(parseEnvelope(reply({ errorCode }))).toEqual({
			kind: 'reports',
			reports: [{ fields: { cic_code: '1' }, index: 0, envelope: null }],
		});
	});

	it('may hold info as one object', () => {
		expect(parseEnvelope(reply({ data: { info: { a: 1 } } }))).toMatchObject({
			reports: [{ fields: { a: 1 }, index: 0 }],
		});
	});

	it('may hold data as a list', () => {
		const data = [{ info: [{ a: 1 }, { a: 2 }] }, { info: { a: 3 } }];
		expect(parseEnvelope(reply({ data }))).toMatchObject({
			reports: [
				{ fields: { a: 1 }, index: 0 },
				{ fields: { a: 2 }, index: 1 },
				{ fields: { a: 3 }, index: 2 },
			],
		});
	});

	it('keeps the place of each report beside empty entries', () => {
		const data = { info: [null, { a: 1 }, {}, { a: 2 }] };
		expect(parseEnvelope(reply({ data }))).toMatchObject({
			reports: [
				{ fields: { a: 1 }, index: 1 },
				{ fields: { a: 2 }, index: 3 },
			],
		});
	});

	it('keeps undocumented keys of the reply and of data', () => {
		const data = { info: [{ a: 1 }], type: 'credit_report', origin: 'x' };
		const reading = parseEnvelope(reply({ data, requestId: 'y' }));
		expect(reading).toMatchObject({ reports: [{ envelope: { origin: 'x', requestId: 'y' } }] });
	});

	it.each([undefined, null, '', ' ', [], {}, false, 0])(
		'may hold the exception %j',
		(Exception) => {
			expect(parseEnvelope(reply({ Exception })).kind).toBe('reports');
		},
	);

	it('is not cut by keys of the prototype', () => {
		const body: unknown = JSON.parse(
			'{"errorCode":"0","data":{"info":[{"__proto__":{"a":1},"constructor":"b"}]}}',
		);
		const reading = parseEnvelope(body);
		expect(JSON.stringify(reading)).toContain('"__proto__":{"a":1}');
		expect(({} as Record<string, unknown>)['a']).toBeUndefined();
	});
});

describe('a reply without a report', () => {
	it.each([
		['no data', reply({ data: undefined })],
		['data null', reply({ data: null })],
		['data empty', reply({ data: {} })],
		['data an empty list', reply({ data: [] })],
		['data an empty text', reply({ data: '' })],
		['info missing', reply({ data: { type: 'credit_report' } })],
		['info null', reply({ data: { info: null } })],
		['info an empty list', reply({ data: { info: [] } })],
		['info an empty object', reply({ data: { info: {} } })],
		['info of empty entries', reply({ data: { info: [{}, null] } })],
	])('with %s says so', (_name, body) => {
		expect(parseEnvelope(body)).toEqual({ kind: 'noReport' });
	});

	it.each([
		['4', 'Incorrect api_key or api_secret', '4', 'Incorrect api_key or api_secret'],
		[5, 'Out of requests', '5', 'Out of requests'],
		[' 6 ', ' x ', '6', 'x'],
		['1', null, '1', null],
		['1', '', '1', null],
		['1', { a: 1 }, '1', null],
		['00', 'x', '00', 'x'],
		['0.0', 'x', '0.0', 'x'],
	])('is refused with the code %j and the message %j', (code, message, errorCode, errorMessage) => {
		const body = reply({ errorCode: code, errorMessage: message });
		expect(parseEnvelope(body)).toEqual({ kind: 'refused', errorCode, errorMessage });
	});

	it.each([
		['Exception', { Exception: 'x' }],
		['exception', { exception: 'x' }],
		['an empty Exception beside an exception', { Exception: '', exception: 'x' }],
		['Exception as an object', { Exception: { a: 1 } }],
		['Exception without a code', { Exception: 'x', errorCode: undefined }],
	])('is an exception with %s', (_name, over) => {
		expect(parseEnvelope(reply(over))).toEqual({ kind: 'exception' });
	});

	it('keeps its error code beside an exception', () => {
		expect(parseEnvelope(reply({ errorCode: '6', Exception: 'x' }))).toMatchObject({
			kind: 'refused',
			errorCode: '6',
		});
	});
});

describe('a body of another shape', () => {
	const object = 'object';
	it.each([
		['null', null, 'the reply', object],
		['a text', 'secret', 'the reply', object],
		['a number', 42, 'the reply', object],
		['a list', [], 'the reply', object],
		['a missing code', { data: {} }, 'errorCode', 'text or a number'],
		['a blank code', reply({ errorCode: ' ' }), 'errorCode', 'text or a number'],
		['a code null', reply({ errorCode: null }), 'errorCode', 'text or a number'],
		['a code NaN', reply({ errorCode: Number.NaN }), 'errorCode', 'text or a number'],
		['a code true', reply({ errorCode: true }), 'errorCode', 'text or a number'],
		['data a text', reply({ data: 'secret' }), 'data', object],
		['data a list of texts', reply({ data: ['secret'] }), 'data.0', object],
		['info a text', reply({ data: { info: 'secret' } }), 'data.info', object],
		['info a number', reply({ data: { info: 42 } }), 'data.info', object],
		['an entry a text', reply({ data: { info: [{ a: 1 }, 'secret'] } }), 'data.info.1', object],
		['an entry a list', reply({ data: { info: [['secret']] } }), 'data.info.0', object],
	])('with %s is named by its path, without a value', (_name, body, path, expected) => {
		expect(parseEnvelope(body)).toEqual({ kind: 'unreadable', path, expected });
	});

	it('never throws', () => {
		fc.assert(
			fc.property(fc.anything(), fc.anything(), fc.anything(), (body, data, info) => {
				expect(typeof parseEnvelope(body).kind).toBe('string');
				expect(typeof parseEnvelope(reply({ data })).kind).toBe('string');
				expect(typeof parseEnvelope(reply({ data: { info } })).kind).toBe('string');
			}),
		);
	});

	it('may be nested ten thousand levels deep', () => {
		const deep: unknown = JSON.parse('['.repeat(10_000) + ']'.repeat(10_000));
		expect(parseEnvelope(deep).kind).toBe('unreadable');
		expect(parseEnvelope(reply({ data: deep })).kind).toBe('unreadable');
		expect(parseEnvelope(reply({ errorCode: deep })).kind).toBe('unreadable');
		expect(parseEnvelope(reply({ data: { info: [{ a: deep }] } })).kind).toBe('reports');
	});
});

describe('undocumented keys', () => {
	it('cannot set a prototype', () => {
		const other = otherKeys(JSON.parse('{"__proto__": {"polluted": true}}'), new Set());
		expect(Object.getPrototypeOf(other)).toBe(Object.prototype);
		expect(other).toEqual({ '(__proto__)': { polluted: true } });
	});

	it('are null where there are none beyond the known ones', () => {
		expect(otherKeys({ a: 1 }, new Set(['a']))).toBeNull();
		expect(otherKeys({}, new Set())).toBeNull();
		expect(joinKeys(null, null)).toBeNull();
	});

	it('of two levels stand side by side, a name of both under two names', () => {
		expect(joinKeys({ a: 1 }, { a: 2, b: 3 })).toEqual({ a: 1, reply_a: 2, b: 3 });
		expect(joinKeys({ a: 1, reply_a: 2 }, { a: 3 })).toEqual({
			a: 1,
			reply_a: 2,
			reply_reply_a: 3,
		});
		expect(joinKeys(null, { a: 1 })).toEqual({ a: 1 });
		expect(joinKeys({ a: 1 }, null)).toEqual({ a: 1 });
	});
});
