import type { IExecuteFunctions } from 'n8n-workflow';
import { ExpressionError } from 'n8n-workflow';
import type { z } from 'zod';
import type { DocumentInput } from '../document/collectDocuments';
import type { Failure } from '../failure';
import { TABLE_KEYS } from '../report/tables';
import type { ShapeSettings } from '../shape/shapeReports';
import type { TransportSettings } from '../transport/settings';
import { toNodeError } from '../transport/toNodeError';
import { displayNameOf } from './displayNames';
import type { OutputLanes } from './outputLanes';
import {
	inputSchema,
	lanesSchema,
	operationSchema,
	outputSchema,
	responseSchema,
} from './settingsSchema';

/** Parameters as they were read from the form, or why they cannot be used. */
export type ParameterReading<T> =
	{ readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: Failure };

/** Everything `extract` needs to know about one input item. */
export interface ExtractParameters {
	readonly input: DocumentInput;
	readonly shape: ShapeSettings;
	readonly transport: TransportSettings;
}

/** Everything `reshape` needs to know about one input item. */
export interface ReshapeParameters {
	/** The saved reply as the form gave it: an object or JSON text, not yet checked. */
	readonly response: unknown;
	readonly shape: ShapeSettings;
}

const badParameter = (message: string, description: string): Failure => ({
	kind: 'badInput',
	message,
	description,
});

/** Names the first parameter that is wrong and what it must be; never shows its value. */
function toFailure(error: z.ZodError): Failure {
	const issue = error.issues[0];
	const name = displayNameOf(issue?.path.map(String) ?? []);
	const needed = issue?.message ?? 'a valid value';
	return badParameter(
		`The parameter "${name}" is not valid`,
		`It must be ${needed}. Correct it in the node, or the expression that yields it.`,
	);
}

/** An expression of the user that n8n could not evaluate; n8n's own wording helps most. */
function toExpressionFailure(error: unknown): Failure {
	const reason = error instanceof ExpressionError ? `: ${error.message}` : '';
	return badParameter(
		`A parameter of this item could not be read${reason}`,
		'Check the expressions in the parameters of the node.',
	);
}

function readParameters<T>(
	schema: z.ZodType<T, z.ZodTypeDef, unknown>,
	read: () => unknown,
): ParameterReading<T> {
	try {
		const parsed = schema.safeParse(read());
		return parsed.success
			? { ok: true, value: parsed.data }
			: { ok: false, failure: toFailure(parsed.error) };
	} catch (error) {
		return { ok: false, failure: toExpressionFailure(error) };
	}
}

/** What is set for the whole run fails the whole run: there is no item to blame. */
function orThrow<T>(context: IExecuteFunctions, reading: ParameterReading<T>): T {
	if (!reading.ok) throw toNodeError(context.getNode(), reading.failure, { itemIndex: 0 });
	return reading.value;
}

/** What the node is to do; the form allows no expression here, so it is the same for all items. */
export function readOperation(context: IExecuteFunctions): 'extract' | 'reshape' {
	const reading = readParameters(operationSchema, () => ({
		operation: context.getNodeParameter('operation', 0),
	}));
	return orThrow(context, reading).operation;
}

/**
 * Which outputs the node has; decided by the first item, since the editor draws them once.
 * The option is read alone, so that a bad expression in another one fails only its item.
 */
export function readOutputLanes(context: IExecuteFunctions): OutputLanes {
	const reading = readParameters(lanesSchema, () => ({
		output: context.getNodeParameter('output', 0),
		reviewOutput: context.getNodeParameter('options.reviewOutput', 0, false),
	}));
	const { output, reviewOutput } = orThrow(context, reading);
	return { form: output, review: reviewOutput && output !== 'raw' };
}

type OutputParameters = z.output<typeof outputSchema>;

function readOutputParameters(
	context: IExecuteFunctions,
	itemIndex: number,
): ParameterReading<OutputParameters> {
	return readParameters(outputSchema, () => ({
		tables: context.getNodeParameter('tables', itemIndex, [...TABLE_KEYS]),
		tablesInRecord: context.getNodeParameter('tablesInRecord', itemIndex, 'columns'),
		amountUnit: context.getNodeParameter('amountUnit', itemIndex, 'asPrinted'),
		options: context.getNodeParameter('options', itemIndex, {}),
	}));
}

/** `raw` is never shaped; the settings then only have to be complete. */
function toShapeSettings(parameters: OutputParameters, lanes: OutputLanes): ShapeSettings {
	const { tables, tablesInRecord, amountUnit, options } = parameters;
	return {
		output: lanes.form === 'raw' ? 'record' : lanes.form,
		tables,
		tablesInRecord,
		amountUnit,
		minConfidence: options.minConfidence,
		includeConfidence: options.includeConfidence,
		includePosition: options.includePosition,
		includeOriginalText: options.includeOriginalText,
		includeImages: options.includeImages,
		maskIdentifiers: options.maskIdentifiers,
		repeatReportFields: options.repeatReportFields,
		reviewOutput: lanes.review,
	};
}

function toTransportSettings(
	{ options }: OutputParameters,
	{ form }: OutputLanes,
	stopAtFirstFailure: boolean,
): TransportSettings {
	return {
		maxConcurrency: options.maxConcurrency,
		requestsPerMinute: options.requestsPerMinute,
		timeoutSeconds: options.timeout,
		maxRetries: options.maxRetries,
		retryTimeouts: options.retryTimeouts,
		getThumb: options.includeImages,
		decodesImages: options.includeImages && form !== 'raw',
		stopAtFirstFailure,
	};
}

function readChosenInput(context: IExecuteFunctions, itemIndex: number) {
	const read = (name: string): unknown => context.getNodeParameter(name, itemIndex, '');
	return readParameters(inputSchema, () => {
		const inputMode = read('inputMode');
		if (inputMode === 'url') return { inputMode, url: read('url') };
		if (inputMode === 'base64') return { inputMode, base64: read('base64') };
		return { inputMode, binaryPropertyName: read('binaryPropertyName') };
	});
}

function toDocumentInput(
	item: Pick<DocumentInput, 'itemIndex' | 'checkSum'>,
	chosen: z.output<typeof inputSchema>,
	fileName: string | undefined,
	context: IExecuteFunctions,
): DocumentInput {
	switch (chosen.inputMode) {
		case 'binary': {
			const files = context.getInputData()[item.itemIndex]?.binary ?? {};
			return { ...item, mode: 'binary', binaryPropertyName: chosen.binaryPropertyName, files };
		}
		case 'url':
			return { ...item, mode: 'url', url: chosen.url };
		case 'base64': {
			const named = fileName === undefined ? {} : { fileName };
			return { ...item, mode: 'base64', base64: chosen.base64, ...named };
		}
	}
}

/** The check sum is of this item alone, so that each document can carry one of its own. */
function readInput(
	context: IExecuteFunctions,
	itemIndex: number,
	{ checkSum, fileName }: OutputParameters['options'],
): ParameterReading<DocumentInput> {
	const reading = readChosenInput(context, itemIndex);
	if (!reading.ok) return reading;
	const item = { itemIndex, ...(checkSum !== undefined && { checkSum }) };
	const value = toDocumentInput(item, reading.value, fileName, context);
	return { ok: true, value };
}

/** The parameters of one item for `extract`. */
export function readExtractParameters(
	context: IExecuteFunctions,
	itemIndex: number,
	lanes: OutputLanes,
): ParameterReading<ExtractParameters> {
	const output = readOutputParameters(context, itemIndex);
	if (!output.ok) return output;
	const input = readInput(context, itemIndex, output.value.options);
	if (!input.ok) return input;
	return {
		ok: true,
		value: {
			input: input.value,
			shape: toShapeSettings(output.value, lanes),
			transport: toTransportSettings(output.value, lanes, !context.continueOnFail()),
		},
	};
}

/** The parameters of one item for `reshape`. */
export function readReshapeParameters(
	context: IExecuteFunctions,
	itemIndex: number,
	lanes: OutputLanes,
): ParameterReading<ReshapeParameters> {
	const output = readOutputParameters(context, itemIndex);
	if (!output.ok) return output;
	const response = readParameters(responseSchema, () => ({
		response: context.getNodeParameter('response', itemIndex),
	}));
	if (!response.ok) return response;
	return {
		ok: true,
		value: { response: response.value.response, shape: toShapeSettings(output.value, lanes) },
	};
}
