import fc from 'fast-check';

import { parseEnvelope } from '../../../nodes/ComputerVisionVietnam/api/envelope';
import { mangledReply, plant, type Planted } from '../../support/mangledReplies';
import { shapeWires, type FormSettings, type ShapedOutputs } from '../../support/replies';

/** Shrinking such replies can take minutes; the first counterexample says enough. */
const RUNS = { numRuns: Number(process.env['RUNS'] ?? 100), endOnFailure: true };

function shape(body: unknown, settings: Partial<FormSettings> = {}): ShapedOutputs {
	const reading = parseEnvelope(body);
	return shapeWires(reading.kind === 'reports' ? reading.reports : [], settings);
}

const itemsOf = ({ records, rows, needsReview }: ShapedOutputs) =>
	[...records, ...rows, ...needsReview].map(({ json }) => json);

const settings = fc.record<Partial<FormSettings>>({
	output: fc.constantFrom('record', 'rows', 'recordAndRows'),
	tablesInRecord: fc.constantFrom('columns', 'lists', 'json', 'none'),
	amountUnit: fc.constantFrom('asPrinted', 'millionVnd', 'vnd'),
	minConfidence: fc.double({ min: 0, max: 1, noNaN: true }),
	includeConfidence: fc.boolean(),
	includePosition: fc.boolean(),
	includeOriginalText: fc.boolean(),
	includeImages: fc.boolean(),
	maskIdentifiers: fc.boolean(),
	repeatReportFields: fc.boolean(),
	reviewOutput: fc.boolean(),
});

describe('whatever the API sends', () => {
	test('no JSON body makes reading or shaping throw', () => {
		fc.assert(
			fc.property(fc.jsonValue({ maxDepth: 6 }), settings, (value, chosen) => {
				const bodies = [
					value,
					{ errorCode: 0, data: value },
					{ errorCode: '0', data: { info: value } },
				];
				for (const body of bodies) expect(() => shape(body, chosen)).not.toThrow();
			}),
			RUNS,
		);
	});

	test('no reply with wrong types, odd keys or missing parts does either', () => {
		fc.assert(
			fc.property(mangledReply, settings, (reply, chosen) => {
				const { body } = plant(reply);
				expect(parseEnvelope(body).kind).toMatch(/^(reports|noReport)$/);
				expect(() => shape(body, chosen)).not.toThrow();
			}),
			RUNS,
		);
	});

	test('the same reply gives the same items, and is left as it was', () => {
		fc.assert(
			fc.property(mangledReply, settings, (reply, chosen) => {
				const { body } = plant(reply);
				const before = JSON.stringify(body);
				const first = JSON.stringify(shape(body, chosen));
				expect(JSON.stringify(shape(JSON.parse(before), chosen))).toBe(first);
				expect(JSON.stringify(body)).toBe(before);
			}),
			RUNS,
		);
	});
});

describe('the keys of every item', () => {
	const ALWAYS = [
		'document_name',
		'document_field',
		'document_sha256',
		'report_index',
		'needs_review',
		'review_notes',
	];

	test('hold what is always present, never "error"', () => {
		fc.assert(
			fc.property(mangledReply, settings, (reply, chosen) => {
				for (const json of itemsOf(shape(plant(reply).body, chosen))) {
					expect(Object.keys(json)).toEqual(expect.arrayContaining(ALWAYS));
					expect(Object.hasOwn(json, 'error')).toBe(false);
				}
			}),
			RUNS,
		);
	});

	test('name each row once, the same on every run and with every option', () => {
		fc.assert(
			fc.property(mangledReply, settings, (reply, chosen) => {
				const { body } = plant(reply);
				const keysWith = (each: Partial<FormSettings>) =>
					shape(body, each).rows.map(({ json }) => json['row_key']);
				const keys = keysWith({ output: 'rows' });
				expect(new Set(keys).size).toBe(keys.length);
				expect(keysWith({ ...chosen, output: 'rows', reviewOutput: false })).toEqual(keys);
			}),
			RUNS,
		);
	});

	test('are the same for every row of a table, but for what is only there when it is', () => {
		const isOptional = (name: string) => /^cell_\d+|_text$|_other$|^other_cells$/.test(name);
		fc.assert(
			fc.property(mangledReply, (reply) => {
				const names = new Map<unknown, string>();
				for (const { json } of shape(plant(reply).body, {
					output: 'rows',
					repeatReportFields: false,
				}).rows) {
					const own = Object.keys(json)
						.filter((name) => !isOptional(name))
						.join();
					expect(names.get(json['table']) ?? own).toBe(own);
					names.set(json['table'], own);
				}
			}),
			RUNS,
		);
	});

	test('set no prototype, at any depth', () => {
		const check = (value: unknown): void => {
			if (typeof value !== 'object' || value === null) return;
			expect([Object.prototype, Array.prototype]).toContain(Object.getPrototypeOf(value));
			expect(Object.hasOwn(value, '__proto__')).toBe(false);
			Object.values(value).forEach(check);
		};
		fc.assert(
			fc.property(mangledReply, settings, (reply, chosen) => {
				const { includePosition: _boxes, ...rest } = chosen;
				itemsOf(shape(plant(reply).body, rest)).forEach(check);
				expect(Object.keys(Object.prototype)).toEqual([]);
			}),
			RUNS,
		);
	});
});

/**
 * A value counts as found when one of the items holds
 * - a text that contains it whole, blanks and dots aside (codes are stripped of them), JSON texts
 *   and structures included, or
 * - a number that it means: as printed, in million dong, or in dong, or
 * - a text that begins with the ISO day or month that it means.
 * Every planted value is unique in its reply, so none can be found in another's place.
 *
 * Not looked for, because the contract leaves them out or says otherwise: marks that mean "none"
 * (blank, dash, "Không có"); confidences, places and page numbers, which are options; images;
 * errorCode, errorMessage and `type` of the envelope. `review_notes` do not count as a place.
 */
describe('every value of a reply is found again', () => {
	const squeeze = (text: string) => text.normalize('NFC').replace(/[\s.]/g, '');

	function leavesOf(value: unknown): unknown[] {
		if (typeof value !== 'object' || value === null) return [value];
		return Object.values(value).flatMap(leavesOf);
	}

	/** JSON texts (debts in a flat record, tables as JSON) are looked into as well. */
	const opened = (value: unknown): unknown[] =>
		typeof value === 'string' && /^[[{]/.test(value)
			? [value, ...leavesOf(JSON.parse(value))]
			: [value];

	function lost(items: readonly object[], planted: readonly Planted[]): string[] {
		const places = items.map((item) => ({ ...item, review_notes: null }));
		const leaves = leavesOf(places).flatMap((leaf) => {
			try {
				return opened(leaf);
			} catch {
				return [leaf];
			}
		});
		const texts = leaves.filter((each) => typeof each === 'string');
		const all = squeeze(texts.join('\n').replaceAll('\n', '|'));
		const numbers = new Set(leaves.filter((each) => typeof each === 'number'));
		const isFound = ({ value, numbers: meant, day }: Planted) =>
			all.includes(squeeze(String(value))) ||
			meant.some((n) => numbers.has(n) || numbers.has(n * 1_000_000)) ||
			(day !== null && texts.some((text) => text.startsWith(day)));
		return planted.filter((each) => !isFound(each)).map(({ path, value }) => `${path} = ${value}`);
	}

	const FORMS: Array<[string, Partial<FormSettings>]> = [
		['a record with columns', { output: 'record', tablesInRecord: 'columns' }],
		['a record with lists', { output: 'record', tablesInRecord: 'lists' }],
		['a record with JSON', { output: 'record', tablesInRecord: 'json' }],
		['rows', { output: 'rows' }],
		['a record without tables, and rows', { output: 'recordAndRows', tablesInRecord: 'none' }],
	];

	test.each(FORMS)('in %s', (_name, form) => {
		fc.assert(
			fc.property(
				mangledReply,
				fc.constantFrom('asPrinted', 'millionVnd', 'vnd'),
				fc.boolean(),
				(reply, amountUnit, reviewOutput) => {
					const { body, planted } = plant(reply);
					const items = itemsOf(shape(body, { ...form, amountUnit, reviewOutput }));
					const isEmpty = parseEnvelope(body).kind === 'noReport';
					expect(isEmpty ? [] : lost(items, planted)).toEqual([]);
				},
			),
			RUNS,
		);
	});

	test('the test itself notices a value that is lost', () => {
		const { body, planted } = plant({
			data: { info: [{ address: { seed: 'text' } }] },
			errorCode: '0',
		});
		const items = itemsOf(shape(body));
		expect(lost(items, planted)).toEqual([]);
		expect(
			lost(
				items.map((item) => ({ ...item, address: null })),
				planted,
			),
		).toHaveLength(1);
	});
});
