import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { useEngineAndSandbox } from '../support/engineAndSandbox.ts';
import { openGolden } from '../support/golden.ts';
import {
	hostileReplies,
	mangledReplies,
	misreadReplies,
	printedTextReplies,
	sampleReplies,
} from '../support/goldenReplies.ts';
import type { Replies } from '../support/goldenReplies.ts';
import { toPlainRun } from '../support/goldenRun.ts';
import { INPUT_MODES, INPUTS } from '../support/sampleDocuments.ts';
import type { SampleName } from '../support/sampleDocuments.ts';

const running = useEngineAndSandbox();
const golden = openGolden('items');

/** Parameters under the name that their fixture has. */
type Combination = readonly [name: string, parameters: INodeParameters];

const TABLES_IN_RECORD = ['columns', 'lists', 'json', 'none'];
const UNITS = ['asPrinted', 'millionVnd', 'vnd'];

const withTables = (output: string): Combination[] =>
	TABLES_IN_RECORD.map((tablesInRecord) => [
		`${output} ${tablesInRecord}`,
		{ output, tablesInRecord },
	]);

const FORMS: readonly Combination[] = [
	...withTables('record'),
	['rows', { output: 'rows' }],
	...withTables('recordAndRows'),
];

const EVERYTHING = {
	minConfidence: 0.96,
	includeConfidence: true,
	includePosition: true,
	includeOriginalText: true,
	includeImages: true,
	maskIdentifiers: true,
	repeatReportFields: false,
	reviewOutput: true,
};

const OPTIONS: readonly Combination[] = [
	['minConfidence 0', { minConfidence: 0 }],
	['minConfidence 0.95', { minConfidence: 0.95 }],
	['minConfidence 1', { minConfidence: 1 }],
	['includeConfidence', { includeConfidence: true }],
	['includePosition', { includePosition: true }],
	['includeOriginalText', { includeOriginalText: true }],
	['includeImages', { includeImages: true }],
	['maskIdentifiers', { maskIdentifiers: true }],
	['repeatReportFields false', { repeatReportFields: false }],
	['reviewOutput', { reviewOutput: true }],
	['everything', EVERYTHING],
];

const TABLE_SUBSETS: readonly (readonly string[])[] = [
	[],
	['loan_details'],
	['credit_card_info'],
	['outstanding_loans'],
	['bad_debt'],
	['late_payments'],
	['loan_guarantee'],
	['credit_contract'],
	['customers_look_up'],
	['customers_look_up', 'loan_details'],
];

const cross = (
	names: readonly Combination[],
	others: readonly Combination[],
	join: (parameters: INodeParameters, other: INodeParameters) => INodeParameters,
): Combination[] =>
	names.flatMap(([name, parameters]) =>
		others.map(([other, more]): Combination => [`${name}, ${other}`, join(parameters, more)]),
	);

const inUnits = (forms: readonly Combination[]): Combination[] =>
	cross(
		forms,
		UNITS.map((amountUnit) => [amountUnit, { amountUnit }]),
		(form, unit) => ({ ...form, ...unit }),
	);

const withOptions = (forms: readonly Combination[], options: readonly Combination[]) =>
	cross(forms, options, (form, more) => ({ ...form, options: more }));

const named = (...names: string[]): Combination[] => FORMS.filter(([name]) => names.includes(name));

const SUBSETS = cross(
	[
		['rows', { output: 'rows' }],
		['recordAndRows', { output: 'recordAndRows' }],
	],
	TABLE_SUBSETS.map((tables) => [`tables ${tables.join('+')}`, { tables: [...tables] }]),
	(form, tables) => ({ ...form, ...tables }),
);

const ALL: readonly Combination[] = [
	...inUnits(FORMS),
	...withOptions(
		named('record columns', 'record lists', 'record json', 'rows', 'recordAndRows none'),
		OPTIONS,
	),
	...SUBSETS,
];

/** For the many replies that differ in what is read, not in how it is put out. */
const SOME: readonly Combination[] = [
	...inUnits(named('record columns', 'record lists', 'rows')),
	...withOptions(named('record json'), [['reviewOutput', { reviewOutput: true }]]),
	...withOptions(named('recordAndRows columns', 'recordAndRows lists'), [
		['everything', EVERYTHING],
	]),
	...withOptions(named('rows'), [['everything', EVERYTHING]]),
];

/** Each form once, with each option where a row and a record show it, and all that is in `SOME`. */
const MOST: readonly Combination[] = [
	...new Map([
		...SOME,
		...FORMS,
		...withOptions(named('record lists', 'rows'), OPTIONS),
		...SUBSETS.slice(0, TABLE_SUBSETS.length),
	]),
];

/** Those kept whole; of the others a hash is. */
const WHOLE = new Set([
	'record columns, asPrinted',
	'record lists, millionVnd',
	'rows, asPrinted',
	'rows, everything',
]);

interface Group {
	readonly name: string;
	readonly replies: () => Replies;
	readonly combinations: readonly Combination[];
	readonly isWhole: boolean;
}

const GROUPS: readonly Group[] = [
	{ name: 'samples', replies: () => sampleReplies(true), combinations: ALL, isWhole: true },
	{ name: 'hostile', replies: hostileReplies, combinations: MOST, isWhole: true },
	{ name: 'misread', replies: () => misreadReplies(60), combinations: SOME, isWhole: false },
	{ name: 'mangled', replies: mangledReplies, combinations: SOME, isWhole: false },
	{ name: 'texts', replies: printedTextReplies, combinations: SOME, isWhole: false },
];

function match(key: string, combination: string, isWhole: boolean, actual: object): void {
	if (isWhole && WHOLE.has(combination)) golden.matchWhole(key, actual);
	else golden.matchHash(key, actual);
}

describe.each(GROUPS)(
	'golden items of reshape: $name',
	({ name, replies, combinations, isWhole }) => {
		let items: INodeExecutionData[];

		beforeAll(() => {
			items = Object.entries(replies()).map(([from, reply]) => ({
				json: { from, reply: JSON.stringify(reply) },
			}));
		});

		it.each(combinations)('%s', async (combination, parameters) => {
			const result = await running.engine.run({
				credential: null,
				items,
				onError: 'continueRegularOutput',
				parameters: { operation: 'reshape', response: '={{ $json.reply }}', ...parameters },
			});
			const actual = await toPlainRun(running.engine, result);
			match(`reshape ${name}: ${combination}`, combination, isWhole, actual);
		});
	},
);

describe('golden items of reshape: given as objects', () => {
	it.each(['record', 'rows'])('%s', async (output) => {
		const replies = { ...sampleReplies(false), ...hostileReplies(), ...mangledReplies() };
		const result = await running.engine.run({
			credential: null,
			items: Object.values(replies).map((reply) => ({ json: reply as INodeExecutionData['json'] })),
			onError: 'continueRegularOutput',
			parameters: { operation: 'reshape', output },
		});
		golden.matchHash(`reshape objects: ${output}`, await toPlainRun(running.engine, result));
	});
});

const SAMPLES: readonly SampleName[] = [
	'clean-borrower.pdf',
	'bad-debt.pdf',
	'empty-report.pdf',
	'scanned-report.pdf',
	'scanned-report.jpg',
];

/** The way in changes nothing but the identity; binary files go every way out. */
const EXTRACTED_BRIEFLY: readonly Combination[] = [
	['raw', { output: 'raw' }],
	...named('record columns', 'rows', 'recordAndRows lists'),
	...withOptions(named('rows', 'recordAndRows none'), [['everything', EVERYTHING]]),
];

const EXTRACTED: readonly Combination[] = [
	['raw', { output: 'raw' }],
	...withOptions([['raw', { output: 'raw' }]], [['includeImages', { includeImages: true }]]),
	...FORMS,
	...withOptions(named('record columns', 'rows', 'recordAndRows lists'), OPTIONS),
	...inUnits(named('record lists', 'rows')),
];

describe.each(INPUT_MODES)('golden items of extract: %s', (mode) => {
	const { parameters: source, toItem } = INPUTS[mode];
	let items: INodeExecutionData[];

	beforeAll(async () => {
		items = [];
		for (const name of SAMPLES) items.push(await toItem(running, name));
	});

	it.each(mode === 'binary' ? EXTRACTED : EXTRACTED_BRIEFLY)(
		'%s',
		async (combination, parameters) => {
			const result = await running.engine.run({
				credential: running.sandbox.credential,
				items,
				parameters: { ...source, ...parameters },
			});
			const actual = await toPlainRun(running.engine, result);
			match(`extract ${mode}: ${combination}`, combination, mode === 'binary', actual);
		},
	);
});

describe('golden items', () => {
	it('are all of those that are kept', () => {
		golden.finish();
	});
});
