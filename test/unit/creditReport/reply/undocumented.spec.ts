import fc from 'fast-check';

import {
	keepUndocumented,
	limitNesting,
	toJsonText,
} from '../../../../nodes/ComputerVisionVietnam/creditReport/reply/undocumented';

const LEVELS = 100_000;
const deepText = `${'[{"a":'.repeat(LEVELS)}"leaf"${'}]'.repeat(LEVELS)}`;
const deep: unknown = JSON.parse(deepText);

function depthOf(value: unknown): number {
	if (typeof value !== 'object' || value === null) return 0;
	return 1 + Math.max(0, ...Object.values(value).map(depthOf));
}

describe('JSON of any depth', () => {
	it('is written where JSON.stringify overflows', () => {
		expect(() => JSON.stringify(deep)).toThrow(RangeError);
		expect(toJsonText(deep)).toBe(deepText);
	});

	it('is written as JSON.stringify writes it', () => {
		fc.assert(
			fc.property(fc.jsonValue(), (value) => {
				expect(toJsonText(value)).toBe(JSON.stringify(value));
				// Wrapped so deep that the other way of writing it is taken.
				let wrapped: unknown = value;
				for (let level = 0; level < 20_000; level++) wrapped = [wrapped];
				const text = toJsonText(wrapped);
				expect(text.slice(20_000, -20_000)).toBe(JSON.stringify(value));
			}),
			{ numRuns: 20 },
		);
	});

	it('ends at a value that holds itself', () => {
		const loop: Record<string, unknown> = { a: 1 };
		loop['self'] = loop;
		expect(toJsonText(loop)).toBe('{"a":1,"self":null}');
	});
});

describe('a limited depth', () => {
	it('leaves what is flat as it is', () => {
		const value = { a: [1, { b: null }], c: 'x' };
		expect(limitNesting(value)).toEqual(value);
		expect(limitNesting('x')).toBe('x');
		expect(limitNesting(null)).toBeNull();
	});

	it('turns what lies deeper into JSON text and loses nothing', () => {
		const limited = limitNesting(deep);
		expect(depthOf(limited)).toBeLessThanOrEqual(20);
		expect(() => JSON.stringify(limited)).not.toThrow();
		expect(JSON.stringify(limited)).toContain('leaf');
	});
});

describe('what is kept of the undocumented', () => {
	const IMAGE = `iVBORw0KGgo${'A'.repeat(400)}`;

	it('is as it came, except that images are left out', () => {
		expect(keepUndocumented({ a: [1, 'x', null], crop: IMAGE, list: [IMAGE] })).toEqual({
			a: [1, 'x', null],
			crop: '(image left out)',
			list: ['(image left out)'],
		});
	});

	it('holds no __proto__, at any level', () => {
		expect(keepUndocumented(JSON.parse('{"a": {"__proto__": 1}, "__proto__": 2}'))).toEqual({
			a: { '(__proto__)': 1 },
			'(__proto__)': 2,
		});
	});

	it('keeps a short text that looks like the beginning of an image', () => {
		expect(keepUndocumented('iVBORw0KGgo=')).toBe('iVBORw0KGgo=');
	});

	it('is an empty object where one came', () => {
		expect(keepUndocumented({ a: {} })).toEqual({ a: {} });
	});
});
