import fc from 'fast-check';
import { displayNameOf } from '../../nodes/ComputerVisionVietnam/operations/displayNames';
import {
	inputSchema,
	optionsSchema,
	outputSchema,
} from '../../nodes/ComputerVisionVietnam/operations/settingsSchema';

const DEFAULTS = {
	minConfidence: 0.85,
	includeConfidence: false,
	includePosition: false,
	includeOriginalText: false,
	includeImages: false,
	maskIdentifiers: false,
	repeatReportFields: true,
	reviewOutput: false,
	maxConcurrency: 4,
	requestsPerMinute: 0,
	timeout: 120,
	maxRetries: 2,
	retryTimeouts: false,
};

const NUMBERS = ['minConfidence', 'maxConcurrency', 'requestsPerMinute', 'timeout', 'maxRetries'];

describe('the options', () => {
	it('left out, empty, blank or null, mean their defaults', () => {
		expect(optionsSchema.parse({})).toEqual(DEFAULTS);
		for (const empty of [undefined, null, '', '  ']) {
			const all = Object.fromEntries(Object.keys(DEFAULTS).map((name) => [name, empty]));
			expect(optionsSchema.parse(all)).toEqual(DEFAULTS);
		}
	});

	it('keep 0 and false: they are values', () => {
		const zeros = { minConfidence: 0, maxRetries: 0, repeatReportFields: false };
		expect(optionsSchema.parse(zeros)).toMatchObject(zeros);
	});

	it('read numbers and switches from text', () => {
		const text = { maxConcurrency: ' 8 ', timeout: '1.5', includeImages: 'TRUE', checkSum: 12 };
		expect(optionsSchema.parse(text)).toMatchObject({
			maxConcurrency: 8,
			timeout: 1.5,
			includeImages: true,
			checkSum: '12',
		});
	});

	it('never take nonsense for a number', () => {
		const nonsense = fc.oneof(
			fc.constantFrom<unknown>(NaN, Infinity, '1,5', '0x', '4 ms', [], [4], {}, true, '１２'),
			fc.string().filter((text) => text.trim() !== '' && Number.isNaN(Number(text))),
		);
		fc.assert(
			fc.property(nonsense, fc.constantFrom(...NUMBERS), (value, name) => {
				expect(optionsSchema.safeParse({ [name]: value }).success).toBe(false);
			}),
		);
	});

	it('never throw, and never show a value in what they say', () => {
		fc.assert(
			fc.property(fc.anything(), fc.constantFrom(...Object.keys(DEFAULTS)), (value, name) => {
				const parsed = optionsSchema.safeParse({ [name]: value });
				const messages = parsed.error?.issues.map(({ message }) => message) ?? [];
				for (const message of messages) {
					expect(message).toMatch(/^(a number|a whole number|true or false|text)/);
				}
			}),
		);
	});

	it('say what they must be', () => {
		const parsed = optionsSchema.safeParse({ maxConcurrency: 2.5 });
		expect(parsed.error?.issues[0]?.message).toBe('a whole number from 1 to 1000');
	});
});

describe('the chosen tables', () => {
	const rest = { tablesInRecord: 'columns', amountUnit: 'vnd', options: {} };
	const readTables = (tables: unknown) => outputSchema.safeParse({ ...rest, tables });

	it('are a list or a comma list of known names', () => {
		expect(readTables(['bad_debt']).data?.tables).toEqual(['bad_debt']);
		expect(readTables('bad_debt,, loan_details ').data?.tables).toEqual([
			'bad_debt',
			'loan_details',
		]);
		expect(readTables([]).data?.tables).toEqual([]);
	});

	it.each([[['loans']], ['toString'], [['__proto__']], [{}], [3], [null], [[['bad_debt']]]])(
		'are not %j',
		(tables) => {
			expect(readTables(tables).success).toBe(false);
		},
	);
});

describe('the input', () => {
	it.each([
		[{ inputMode: 'ftp' }, 'one of binary, url, base64'],
		[{ inputMode: 'url', url: 42 }, 'text'],
		[{ inputMode: 'base64' }, 'text'],
		[{ inputMode: 'binary', binaryPropertyName: null }, 'text'],
	])('%j must be %s', (input, message) => {
		expect(inputSchema.safeParse(input).error?.issues[0]?.message).toBe(message);
	});
});

it.each([
	[['options', 'minConfidence'], 'Minimum Confidence'],
	[['tables', '0'], 'Tables'],
	[['inputMode'], 'Input Mode'],
	[['unheard'], 'unheard'],
])('messages call %j "%s"', (path, name) => {
	expect(displayNameOf(path)).toBe(name);
});
