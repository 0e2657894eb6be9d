import { z } from 'zod';
import { TABLE_KEYS } from '../report/tables';
import type { TableKey } from '../report/tables';

/** An option left empty, or an expression that yields nothing, means the default. */
function isBlank(value: unknown): boolean {
	return value === null || (typeof value === 'string' && value.trim() === '');
}

/** Expressions often yield numbers as text: `"4"` means 4, `"four"` stays wrong. */
function readNumber(value: unknown): unknown {
	if (isBlank(value)) return undefined;
	return typeof value === 'string' ? Number(value) : value;
}

function readFlag(value: unknown): unknown {
	if (isBlank(value)) return undefined;
	if (typeof value !== 'string') return value;
	const word = value.trim().toLowerCase();
	return word === 'true' ? true : word === 'false' ? false : value;
}

function readText(value: unknown): unknown {
	if (isBlank(value)) return undefined;
	return typeof value === 'number' ? String(value) : value;
}

function readNames(value: unknown): unknown {
	if (typeof value !== 'string') return value;
	return value
		.split(',')
		.map((name) => name.trim())
		.filter((name) => name !== '');
}

function numberBetween(min: number, max: number, fallback: number) {
	const message = `a number from ${min} to ${max}`;
	const number = z.number({ message }).min(min, message).max(max, message);
	return z.preprocess(readNumber, number.default(fallback));
}

function countBetween(min: number, max: number, fallback: number) {
	const message = `a whole number from ${min} to ${max}`;
	const count = z.number({ message }).int(message).min(min, message).max(max, message);
	return z.preprocess(readNumber, count.default(fallback));
}

function flag(fallback: boolean) {
	return z.preprocess(readFlag, z.boolean({ message: 'true or false' }).default(fallback));
}

function text() {
	return z.preprocess(readText, z.string({ message: 'text' }).optional());
}

const required = z.string({ message: 'text' });

function oneOf<T extends string>(...values: [T, ...T[]]) {
	return z.enum(values, { message: `one of ${values.join(', ')}` });
}

const isTableKey = (value: unknown): boolean => TABLE_KEYS.some((key) => key === value);

/** The collection `options`; each field's message says what it must be. */
export const optionsSchema = z.object({
	minConfidence: numberBetween(0, 1, 0.85),
	includeConfidence: flag(false),
	includePosition: flag(false),
	includeOriginalText: flag(false),
	includeImages: flag(false),
	maskIdentifiers: flag(false),
	repeatReportFields: flag(true),
	reviewOutput: flag(false),
	maxConcurrency: countBetween(1, 1000, 4),
	requestsPerMinute: countBetween(0, 100_000, 0),
	timeout: numberBetween(1, 3600, 120),
	maxRetries: countBetween(0, 10, 2),
	retryTimeouts: flag(false),
	checkSum: text(),
	fileName: text(),
});

/** The parameters that say what a report becomes. */
export const outputSchema = z.object({
	tables: z.preprocess(
		readNames,
		z.array(z.custom<TableKey>(isTableKey, `a list of names among ${TABLE_KEYS.join(', ')}`), {
			message: 'a list of table names',
		}),
	),
	tablesInRecord: oneOf('columns', 'lists', 'json', 'none'),
	amountUnit: oneOf('asPrinted', 'millionVnd', 'vnd'),
	options: optionsSchema,
});

const INPUT_MODES = 'one of binary, url, base64';

/** Where the document of an item comes from. */
export const inputSchema = z.discriminatedUnion(
	'inputMode',
	[
		z.object({ inputMode: z.literal('binary'), binaryPropertyName: required }),
		z.object({ inputMode: z.literal('url'), url: required }),
		z.object({ inputMode: z.literal('base64'), base64: required }),
	],
	{ errorMap: () => ({ message: INPUT_MODES }) },
);

/** The parameters that decide how many outputs the node has. */
export const lanesSchema = z.object({
	output: oneOf('record', 'rows', 'recordAndRows', 'raw'),
	reviewOutput: flag(false),
});

/** What the node does. */
export const operationSchema = z.object({ operation: oneOf('extract', 'reshape') });

/** The saved reply; what it holds is judged where every reply is judged. */
export const responseSchema = z.object({ response: z.unknown() });
