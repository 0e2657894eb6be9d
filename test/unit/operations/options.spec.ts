import fc from 'fast-check';
import { OPTIONS, OPTIONS_PROPERTY } from '../../../nodes/ComputerVisionVietnam/operations/options';
import {
	ALL_OPTIONS,
	INPUT_MODE,
} from '../../../nodes/ComputerVisionVietnam/operations/parameters';

const optionsSchema = ALL_OPTIONS.schema;

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
	numberFormat: 'detect',
	filesAreOneReport: false,
	allowDifferentPersons: false,
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
					expect(message).toMatch(/^(a number|a whole number|true or false|text|one of detect, )/);
				}
			}),
		);
	});

	it('say what they must be', () => {
		const parsed = optionsSchema.safeParse({ maxConcurrency: 2.5 });
		expect(parsed.error?.issues[0]?.message).toBe('a whole number from 1 to 1000');
	});
});

it('the form offers every option once, under its own name, sorted as people read it', () => {
	const offered =
		OPTIONS_PROPERTY.options?.map((option) => 'displayName' in option && option) ?? [];
	expect(offered).toEqual(Object.values(OPTIONS).map(({ property }) => property));
	for (const [name, { property }] of Object.entries(OPTIONS)) expect(property.name).toBe(name);
	const titles = Object.values(OPTIONS).map(({ property }) => property.displayName);
	expect(titles).toEqual(titles.toSorted((left, right) => left.localeCompare(right)));
});

it('says of the options of the run, and of no other, that the first item decides', () => {
	const ofTheRun = Object.values(OPTIONS).filter(({ scope }) => scope === 'run');
	expect(ofTheRun.map(({ property }) => property.name)).toEqual([
		'maxConcurrency',
		'requestsPerMinute',
		'reviewOutput',
	]);
	for (const { scope, property } of Object.values(OPTIONS)) {
		const says = /first item counts for the whole run/.test(property.description ?? '');
		// The outputs of the node take no expression, so they cannot differ by item.
		expect(says).toBe(scope === 'run' && !property.noDataExpression);
	}
});

it.each(['ftp', '', null, 42, ['binary'], 'toString', '__proto__'])(
	'%j is no input mode',
	(inputMode) => {
		const parsed = INPUT_MODE.schema.safeParse(inputMode);
		expect(parsed.error?.issues[0]?.message).toBe('one of binary, url, base64');
	},
);
