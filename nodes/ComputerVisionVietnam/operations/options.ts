import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

/** Options about the items that a report becomes have no effect on a reply kept as it is, or compared. */
const SHAPED: IDisplayOptions = {
	show: { '/operation': ['extract', 'reshape'] },
	hide: { '/output': ['raw'] },
};
/** Options about requests have no effect where none is sent. */
const SENT: IDisplayOptions = { show: { '/operation': ['extract'] } };

/**
 * Whom an option's value is for: `item`, the one that it was set for; `run`, all items, so the first
 * item's value counts.
 */
type Scope = 'item' | 'run';

/** An option of the node with the values that it takes. */
interface Option<T> {
	readonly scope: Scope;
	readonly property: INodeProperties;
	readonly schema: z.ZodType<T, z.ZodTypeDef, unknown>;
}

/** An option left empty, or an expression that yields nothing, means the default. */
const isBlank = (value: unknown): boolean =>
	value === null || (typeof value === 'string' && value.trim() === '');

type Description = Omit<INodeProperties, 'type' | 'default'>;

/** A number; expressions often yield it as text: `"4"` means 4, `"four"` stays wrong. */
function numberOption(
	scope: Scope,
	fallback: number,
	{ min, max, whole }: { min: number; max: number; whole: boolean },
	description: Description,
): Option<number> {
	const message = `a ${whole ? 'whole ' : ''}number from ${min} to ${max}`;
	const number = z.number({ message }).min(min, message).max(max, message);
	const schema = z.preprocess(
		(value) => {
			if (isBlank(value)) return undefined;
			return typeof value === 'string' ? Number(value) : value;
		},
		(whole ? number.int(message) : number).default(fallback),
	);
	return { scope, schema, property: { ...description, type: 'number', default: fallback } };
}

/** Yes or no; `"true"` and `"false"` are taken as well. */
function flagOption(scope: Scope, fallback: boolean, description: Description): Option<boolean> {
	const schema = z.preprocess(
		(value) => {
			if (isBlank(value)) return undefined;
			const word = typeof value === 'string' ? value.trim().toLowerCase() : value;
			return word === 'true' ? true : word === 'false' ? false : word;
		},
		z.boolean({ message: 'true or false' }).default(fallback),
	);
	return { scope, schema, property: { ...description, type: 'boolean', default: fallback } };
}

/** A text; blank means that it is not set. A number is taken as its digits. */
function textOption(scope: Scope, description: Description): Option<string | undefined> {
	const schema = z.preprocess(
		(value) => {
			if (isBlank(value)) return undefined;
			return typeof value === 'number' ? String(value) : value;
		},
		z.string({ message: 'text' }).optional(),
	);
	return { scope, schema, property: { ...description, type: 'string', default: '' } };
}

/** One of several values; `values` are those of the form. */
function choiceOption<T extends string>(
	scope: Scope,
	values: readonly [T, ...T[]],
	description: Description,
): Option<T> {
	const [fallback] = values;
	const known = z.custom<T>((value) => values.some((each) => each === value), {
		message: `one of ${values.join(', ')}`,
	});
	const schema = z.preprocess(
		(value) => (value === undefined || isBlank(value) ? fallback : value),
		known,
	);
	return { scope, schema, property: { ...description, type: 'options', default: fallback } };
}

/** Every option of the node, once, sorted by the name in the form, as n8n demands. */
export const OPTIONS = {
	allowDifferentPersons: flagOption('item', false, {
		displayName: 'Allow Different Persons',
		name: 'allowDifferentPersons',
		description:
			'Whether to compare two reports even if their ID card numbers and CIC codes say that they are about different persons',
		displayOptions: { show: { '/operation': ['compare'] } },
	}),
	checkSum: textOption('item', {
		displayName: 'Check Sum',
		name: 'checkSum',
		placeholder: 'e.g. branch-12/2026-03',
		description:
			'Text of your own that is sent along with each document (as check_sum), for reconciling the bill with the vendor',
		displayOptions: SENT,
	}),
	expectedCicCode: textOption('item', {
		displayName: 'Expected CIC Code',
		name: 'expectedCicCode',
		placeholder: 'e.g. ={{ $json.cic_code }}',
		description:
			'The CIC code of the person that the report should be about, from your own records. Adds identity_check and asks for review unless it matches.',
		displayOptions: SHAPED,
	}),
	expectedIdCard: textOption('item', {
		displayName: 'Expected ID Card',
		name: 'expectedIdCard',
		placeholder: 'e.g. ={{ $json.id_card }}',
		description:
			'The ID card number of the person that the report should be about, from your own records. Adds identity_check and asks for review unless it matches.',
		displayOptions: SHAPED,
	}),
	fileName: textOption('item', {
		displayName: 'File Name',
		name: 'fileName',
		placeholder: 'e.g. report.pdf',
		description: 'The name of the document in the items; it is not sent',
		displayOptions: { show: { '/operation': ['extract'], '/inputMode': ['base64'] } },
	}),
	filesAreOneReport: flagOption('item', false, {
		displayName: 'Files Are One Report',
		name: 'filesAreOneReport',
		description:
			'Whether the JPEG and PNG files of an item are the pages of one report. They are sent as one PDF, in the order of their names, with their pixels as they are: one call, one bill.',
		displayOptions: { show: { '/operation': ['extract'], '/inputMode': ['binary'] } },
	}),
	includeConfidence: flagOption('item', false, {
		displayName: 'Include Confidence',
		name: 'includeConfidence',
		description:
			'Whether to add how sure the API is of each value, from 0 to 1 (credit_score_confidence)',
		displayOptions: SHAPED,
	}),
	includeImages: flagOption('item', false, {
		displayName: 'Include Images',
		name: 'includeImages',
		description:
			'Whether to ask for the images of pages and tables and put them out as files (page_1, loan_details). Replies get much larger.',
		displayOptions: { show: { '/operation': ['extract', 'reshape'] } },
	}),
	includeOriginalText: flagOption('item', false, {
		displayName: 'Include Original Text',
		name: 'includeOriginalText',
		description: 'Whether to add each value as it was read from the page (credit_score_text)',
		displayOptions: SHAPED,
	}),
	includePosition: flagOption('item', false, {
		displayName: 'Include Position',
		name: 'includePosition',
		description:
			'Whether to add where each value stands: its box and its page (credit_score_box, credit_score_page)',
		displayOptions: SHAPED,
	}),
	maskIdentifiers: flagOption('item', false, {
		displayName: 'Mask Identifiers',
		name: 'maskIdentifiers',
		description:
			'Whether to replace all but the last 4 characters of the ID card number and the CIC code by *',
		displayOptions: SHAPED,
	}),
	maxConcurrency: numberOption(
		'run',
		4,
		{ min: 1, max: 1000, whole: true },
		{
			displayName: 'Max Concurrency',
			name: 'maxConcurrency',
			typeOptions: { minValue: 1, maxValue: 1000, numberPrecision: 0 },
			description:
				'How many documents may be in work at the API at the same time. The value of the first item counts for the whole run.',
			displayOptions: SENT,
		},
	),
	maxRetries: numberOption(
		'item',
		2,
		{ min: 0, max: 10, whole: true },
		{
			displayName: 'Max Retries',
			name: 'maxRetries',
			typeOptions: { minValue: 0, maxValue: 10, numberPrecision: 0 },
			description:
				'How often a document is sent again after an answer that costs nothing: too many requests, server busy, no connection. A document that was read is never sent again.',
			displayOptions: SENT,
		},
	),
	minConfidence: numberOption(
		'item',
		0.85,
		{ min: 0, max: 1, whole: false },
		{
			displayName: 'Minimum Confidence',
			name: 'minConfidence',
			typeOptions: { minValue: 0, maxValue: 1, numberPrecision: 2 },
			description:
				'Reports with a value that the API is less sure of than this (from 0 to 1) are marked as needing review',
			displayOptions: SHAPED,
		},
	),
	numberFormat: choiceOption('item', ['detect', 'dotThousands', 'commaThousands'], {
		displayName: 'Number Format',
		name: 'numberFormat',
		options: [
			{
				name: 'Comma Thousands (1,234.5)',
				value: 'commaThousands',
				description: 'As banks print it that render the report themselves',
			},
			{
				name: 'Detect',
				value: 'detect',
				description: "The report's own numbers tell; what stays ambiguous is left empty",
			},
			{
				name: 'Dot Thousands (1.234,5)',
				value: 'dotThousands',
				description: 'As CIC prints it',
			},
		],
		description: 'How the numbers of the report are grouped, if you know it',
		displayOptions: { hide: { '/output': ['raw'] } },
	}),
	repeatReportFields: flagOption('item', true, {
		displayName: 'Repeat Report Fields',
		name: 'repeatReportFields',
		description:
			'Whether each row carries the fields of its report as well, such as cic_code and credit_score',
		displayOptions: {
			show: { '/operation': ['extract', 'reshape'], '/output': ['rows', 'recordAndRows'] },
		},
	}),
	requestsPerMinute: numberOption(
		'run',
		0,
		{ min: 0, max: 100_000, whole: true },
		{
			displayName: 'Requests per Minute',
			name: 'requestsPerMinute',
			typeOptions: { minValue: 0, numberPrecision: 0 },
			description:
				'How many requests may start within a minute. 0 means no limit. The value of the first item counts for the whole run.',
			displayOptions: SENT,
		},
	),
	retryTimeouts: flagOption('item', false, {
		displayName: 'Retry Timeouts',
		name: 'retryTimeouts',
		description:
			'Whether to send a document again when no answer came in time or the connection broke. The first try may have been billed.',
		displayOptions: SENT,
	}),
	reviewOutput: flagOption('run', false, {
		displayName: 'Separate Output for Review',
		name: 'reviewOutput',
		noDataExpression: true,
		description:
			'Whether to send reports that a person should look at to an output of their own, Needs Review',
		displayOptions: SHAPED,
	}),
	timeout: numberOption(
		'item',
		120,
		{ min: 1, max: 3600, whole: false },
		{
			displayName: 'Timeout',
			name: 'timeout',
			typeOptions: { minValue: 1, maxValue: 3600 },
			description: 'How many seconds to wait for the answer to one document',
			displayOptions: SENT,
		},
	),
} as const;

/** The values of all options of one item. */
export type OptionValues = {
	readonly [N in keyof typeof OPTIONS]: (typeof OPTIONS)[N] extends Option<infer T> ? T : never;
};

/** The collection `options` of the node. */
export const OPTIONS_PROPERTY: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add Option',
	default: {},
	displayOptions: { show: { resource: ['creditReport'] } },
	options: Object.values(OPTIONS).map(({ property }) => property),
};
