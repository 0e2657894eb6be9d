import type { TableKey } from '../../../nodes/ComputerVisionVietnam/creditReport/sections';
import { shapeReply, type FormSettings } from '../../support/replies';

/** Columns, and all that can stand beside a value. */
const EVERYTHING: Partial<FormSettings> = {
	tablesInRecord: 'columns',
	includeConfidence: true,
	includePosition: true,
	includeOriginalText: true,
	includeImages: true,
};

function shape(info: unknown, envelope: object = {}, over: Partial<FormSettings> = {}) {
	const body = { errorCode: '0', data: { info: [info], ...envelope } };
	const { records, rows } = shapeReply(body, { ...EVERYTHING, ...over });
	return [...records, ...rows].map(({ json }) => json);
}

const LEVELS = 10_000;
const deep = (): unknown => JSON.parse(`${'[{"a":'.repeat(LEVELS)}"leaf"${'}]'.repeat(LEVELS)}`);

const PLACES: Readonly<Record<string, (value: unknown) => object>> = {
	'a field': (value) => ({ address: value }),
	'the box of a field': (value) => ({ address: 'x', address_box: value }),
	'the page of a field': (value) => ({ address: 'x', address_id: value }),
	'the confidence of a field': (value) => ({ address: 'x', address_confidence: value }),
	'a key beside the value': (value) => ({ address: { value: 'x', extra: value } }),
	'an unknown key': (value) => ({ unknown: value }),
	'a list of pages': (value) => ({ imgs: value }),
	'the image of a table': (value) => ({ bad_debt_image: value, bad_debt: [] }),
	'a table': (value) => ({ bad_debt: value }),
	'a row': (value) => ({ bad_debt: [value] }),
	'a row by name': (value) => ({ bad_debt: [{ json0: value, other: value }] }),
	'a cell': (value) => ({ bad_debt: [[value]] }),
	'the value of a cell': (value) => ({ bad_debt: [[{ value }]] }),
	'the box of a cell': (value) => ({ bad_debt: [[{ value: '1', box: value }]] }),
	'a key of a cell': (value) => ({ bad_debt: [[{ value: '1', extra: value }]] }),
	'an extra cell': (value) => ({ credit_contract: [['01/01/2024', '02/01/2024', value]] }),
	'the debts': (value) => ({ loan_details: [['1', '2', '3', value, '4']] }),
	'the value of the debts': (value) => ({ loan_details: [['1', '2', '3', { value }, '4']] }),
	'a debt line': (value) => ({ loan_details: [['1', '2', '3', { value: [value] }, '4']] }),
	'a debt': (value) => ({
		loan_details: [['1', '2', '3', { value: [{ debt_name: value, debt: value, x: value }] }, '4']],
	}),
};
const FORMS = ['columns', 'json'] as const;

describe.each(Object.entries(PLACES))('ten thousand levels in %s', (_name, place) => {
	it.each(FORMS)('become items that can be stored, with tables as %s', (tablesInRecord) => {
		const items = shape(place(deep()), {}, { tablesInRecord });
		expect(items.length).toBeGreaterThan(0);
		expect(() => JSON.stringify(items)).not.toThrow();
	});
});

describe('an identifier that is to be masked', () => {
	it.each([
		['in its place', (value: unknown) => ({ id_card: value })],
		['beside it', (value: unknown) => ({ id_card: { value: 'x', extra: value } })],
	])('may be nested ten thousand levels deep %s', (_name, place) => {
		const items = shape(place(deep()), {}, { maskIdentifiers: true });
		expect(JSON.stringify(items)).not.toContain('leaf');
	});
});

describe('an unknown key beside the report', () => {
	it('may be nested ten thousand levels deep', () => {
		const text = JSON.stringify(shape({ address: 'x' }, { origin: deep() }));
		expect(text).toContain('leaf');
	});
});

describe('keys of the prototype', () => {
	const evil = (): unknown => JSON.parse('{"__proto__":{"polluted":"yes"},"constructor":"leaf"}');

	it.each(Object.entries(PLACES))('in %s set no prototype', (_name, place) => {
		const items = shape(place(evil()));
		expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
		for (const item of items) {
			expect(Object.getPrototypeOf(item)).toBe(Object.prototype);
			expect(item['polluted']).toBeUndefined();
		}
	});

	it('as tables, rows and cells are kept', () => {
		const info: unknown = JSON.parse(
			'{"__proto__":"leaf1","bad_debt":[{"json0":"01/01/2024","__proto__":"leaf2"}],"x":{"__proto__":"leaf3"}}',
		);
		const text = JSON.stringify(shape(info));
		expect(['leaf1', 'leaf2', 'leaf3'].filter((leaf) => !text.includes(leaf))).toEqual([]);
	});
});

describe('a megabyte in any place', () => {
	const long = `Không có${'.'.repeat(1_000_000)}x`;
	const texts: ReadonlyArray<readonly [string, string]> = [
		['dots', long],
		['digits', `(${'1'.repeat(1_000_000)}x`],
		['colons', `t${':'.repeat(1_000_000)}x`],
	];
	const cases = Object.entries(PLACES).flatMap(([name, place]) =>
		texts.map(([kind, text]) => [kind, name, place, text] as const),
	);
	it.each(cases)(
		'of %s in %s is shaped within seconds of processor time',
		(_kind, _name, place, text) => {
			const start = process.cpuUsage();
			shape(place(text));
			expect(process.cpuUsage(start).user).toBeLessThan(5_000_000);
		},
	);
});

describe('evidence about separators', () => {
	const totalOf = (table: TableKey, rows: unknown[][], column: string) =>
		shape({ [table]: rows }, {}, { output: 'rows' })[0]?.[column];

	it('comes from a total row too', () => {
		const rows = [
			['1', '01999001', 'Ngân hàng A', [], '1,234'],
			['', '', 'Tổng cộng', [], '1,234,567'],
		];
		expect(totalOf('loan_details', rows, 'total')).toBe(1234);
		expect(totalOf('loan_details', rows.slice(0, 1), 'total')).toBeNull();
	});

	it('does not come from JSON numbers, which nobody printed', () => {
		const rows: unknown[][] = [
			['1,234', '1,234,567', 2.345, '1'],
			['1', '1', '1', '1'],
		];
		expect(totalOf('credit_card_info', rows, 'credit_limit')).toBe(1234);
	});
});
