import { describe, expect, it } from '@jest/globals';
import { describeCorpus, listLayouts, toCorpus } from '../../../../tools/accuracy/corpus.ts';
import { parseOptions } from '../../../../tools/accuracy/options.ts';
import { CONDITIONS } from '../../../../tools/conditions/conditions.ts';
import { LAYOUTS } from '../../../../tools/documents/layouts/index.ts';

const API = ['--api', 'https://api.example', '--key', 'key', '--secret', 'secret'];

describe('The options', () => {
	it.each([
		[['--layouts', 'today,tomorrow'], 'No layout tomorrow; there are today,'],
		[['--conditions', 'rain'], 'No condition rain; there are digital,'],
		[['--seeds', 'all'], 'No range of seeds: all'],
		[['--limit', 'few'], '--limit is a number of documents, not "few"'],
		[['--limit', '0'], '--limit is a number of documents, not "0"'],
		[['--limit', '-1'], 'argument is ambiguous'],
		[['--limit', '1.5'], '--limit is a number of documents'],
		[['--fast'], "Unknown option '--fast'"],
		[['--api', 'api.example', '--key', 'a', '--secret', 'b'], '--api is the address of a server'],
		[['--api', 'ftp://api.example', '--key', 'a', '--secret', 'b'], '--api is the address'],
		[['--api', 'https://api.example', '--key', 'a'], '--api needs --key and --secret'],
		[['--save', ...API], '--save keeps the figures of the reader'],
		[['--save', '--limit', '3'], '--save does not go with --limit'],
		[['--save', '--seeds', '7,1001'], 'Figures of seeds below 1000 are not for publishing'],
		[['--full', '--layouts', 'dense', '--conditions', 'fax'], 'none of these layouts'],
	])('refuse %j', (commandArguments, message) => {
		expect(() => parseOptions(commandArguments)).toThrow(message);
	});

	it('ask for help', () => {
		expect(parseOptions(['--help'])).toBeNull();
	});

	it('are few for a first look', () => {
		const { corpus, ...others } = parseOptions([]) ?? { corpus: null };
		expect(others).toEqual({ limit: Infinity, api: null, isSaving: false });
		expect(corpus?.seeds).toEqual([1001]);
		expect(corpus?.parts).toHaveLength(1);
	});

	it('take a name or seed that stands there twice once', () => {
		const options = parseOptions(['--layouts', 'short,short', '--seeds', '1-2,2']);
		expect(options?.corpus).toMatchObject({ seeds: [1, 2], parts: [{ layouts: ['short'] }] });
	});

	it('keep the replies of each server in a file of its own', () => {
		expect(parseOptions([...API, '--limit', '5'])).toMatchObject({
			limit: 5,
			api: {
				apiKey: 'key',
				apiSecret: 'secret',
				isAgreed: false,
				keptPath: '.accuracy/api.example.jsonl',
			},
		});
		expect(parseOptions([...API, '--yes', '--kept', 'a.jsonl'])?.api).toMatchObject({
			isAgreed: true,
			keptPath: 'a.jsonl',
		});
	});
});

describe('The full run', () => {
	const choice = { seeds: [1001], isFull: true, layouts: undefined, conditions: undefined };
	const full = toCorpus(choice);
	const layoutsIn = (condition: string): string[] =>
		full.parts.flatMap(({ layouts, conditions }) =>
			conditions.includes(condition) ? layouts : [],
		);

	it.each(['digital', 'scan300', 'scan200', 'photoDay', 'photoLamp'])(
		'sends every layout in %s, the long one not in all of them',
		(condition) => {
			const layouts = LAYOUTS.map(({ name }) => name);
			const sent = layoutsIn(condition);
			expect(layouts.filter((layout) => !sent.includes(layout) && layout !== 'dense')).toEqual([]);
		},
	);

	it('sends each layout but the long one in some of the other conditions', () => {
		const beyond = full.parts
			.filter(({ conditions }) => !conditions.includes('digital'))
			.flatMap(({ layouts }) => layouts);
		const others = LAYOUTS.map(({ name }) => name).filter((layout) => layout !== 'dense');
		expect(beyond.toSorted()).toEqual(others.toSorted());
		expect(layoutsIn('digital')).toContain('dense');
	});

	it.each(CONDITIONS.map(({ name }) => name))(
		'sends each layout at most once in %s',
		(condition) => {
			const layouts = layoutsIn(condition);
			expect(layouts.length).toBeGreaterThanOrEqual(3);
			expect(new Set(layouts).size).toBe(layouts.length);
		},
	);

	it('says what it sends', () => {
		expect(describeCorpus(full)).toContain('; dense in digital, scan300, photoDay; ');
	});

	it('is narrowed by names', () => {
		const narrow = toCorpus({
			...choice,
			layouts: ['today', 'dense'],
			conditions: ['fax', 'scan300'],
		});
		expect(narrow.parts).toEqual([
			{ layouts: ['today'], conditions: ['scan300'] },
			{ layouts: ['dense'], conditions: ['scan300'] },
			{ layouts: ['today'], conditions: ['fax'] },
		]);
		expect(listLayouts(narrow)).toEqual(['today', 'dense']);
	});
});
