import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import { CREDIT_REPORT } from '../api/endpoint';
import { isFields, type WireReport } from '../api/envelope';
import { judgeReply, judgeText, parseJson, type Judged } from '../api/judge';
import { correctionsSchema, type Correction } from '../creditReport/corrections';
import type { Outputs } from '../creditReport/outputs';
import { MISSING_RESPONSE } from '../failures/badInput';
import {
	describeType,
	ItemFailure,
	toBadInput,
	toDocumentFailure,
	type Cause,
	type Failure,
} from '../failures/failure';
import type { DocumentLabel } from '../inputs/document';
import { buildReviewHints, buildSizeHints } from './hints';
import {
	buildOutputs,
	stopAtFailure,
	toFailed,
	toOutcome,
	toThrownFailure,
	type Outcome,
} from './outcome';
import { ALL_OPTIONS, getParameter, type Parameter } from './parameters';
import { getOutputs, getShapeSettings } from './shaping';

/** The saved reply; what it holds is judged where every reply is judged. */
const RESPONSE: Parameter<unknown> = {
	property: {
		displayName: 'Response',
		name: 'response',
		type: 'json',
		default: '={{ $json }}',
		required: true,
		hint: 'Nothing is sent and nothing is billed',
		description:
			'A reply of the API saved earlier with the output Raw, as an object or as JSON text',
		displayOptions: { show: { resource: ['creditReport'], operation: ['reshape'] } },
	},
	schema: z.unknown(),
};

const RESHAPE = { show: { resource: ['creditReport'], operation: ['reshape'] } };

const CORRECTIONS: Parameter<Correction[]> = {
	property: {
		displayName: 'Corrections',
		name: 'corrections',
		type: 'json',
		default: '',
		placeholder: 'e.g. [{ "path": "loan_details.2.total", "value": "340", "by": "Lan" }]',
		hint: 'Leave empty if nobody corrected anything',
		description:
			'What a person says of single values, as they are printed on the page: a list of { path, value, by, at, reason }. The path is that of a review item.',
		displayOptions: RESHAPE,
	},
	// A list may be given as JSON text; nothing is an empty list.
	schema: z.preprocess((value) => {
		if (typeof value !== 'string') return value ?? [];
		return value.trim() === '' ? [] : (parseJson(value) ?? value);
	}, correctionsSchema),
};

const SECOND_RESPONSE: Parameter<unknown> = {
	property: {
		displayName: 'Second Response',
		name: 'secondResponse',
		type: 'json',
		default: '',
		hint: 'Leave empty if the document was read once',
		description:
			'A reply of another engine for the same document, given like Response. Where the two differ, the first one stands and a person is asked; where they agree, no confidence is asked for.',
		displayOptions: RESHAPE,
	},
	schema: z.unknown(),
};

/** Which saved reply is shaped, and what else is known of it. */
export const RESHAPE_PROPERTIES: INodeProperties[] = [
	RESPONSE.property,
	SECOND_RESPONSE.property,
	CORRECTIONS.property,
];

/** How often a reply may be wrapped: in a list of one, as JSON text, under `data`. */
const MOST_WRAPPINGS = 5;

/** Keys that only a reply has, and nothing that is put around one. */
const REPLY_KEYS = ['errorCode', 'Exception', 'exception'];

/**
 * Takes off what a sheet, a database or a node put around a saved reply: a list of one, JSON text (also
 * of JSON text), or an object with the text under `data`. Gives the text where it is no JSON.
 */
function unwrap(response: unknown): unknown {
	let value = response;
	for (let wrappings = 0; wrappings < MOST_WRAPPINGS; wrappings += 1) {
		const fields = isFields(value) ? value : {};
		if (REPLY_KEYS.some((key) => key in fields)) break;
		if (Array.isArray(value) && value.length === 1) value = value[0] as unknown;
		else if (typeof fields['data'] === 'string') value = fields['data'];
		else if (typeof value === 'string') {
			const judged = judgeText(value, CREDIT_REPORT);
			if (judged.ok) return judged.body;
			const parsed = parseJson(value);
			if (parsed === undefined) return value;
			value = parsed;
		} else break;
	}
	return value;
}

/** What stands in a parameter is no reply: a matter of the workflow, whatever the vendor did. */
function toMappingFailure(parameter: string, response: unknown, cause: Cause): Failure {
	const holds = describeType(response);
	return toBadInput(
		`The parameter "${parameter}" holds no saved reply: ${cause.clause}`,
		`It holds ${holds}. Map it to a reply that was saved with the output Raw, as an object or as JSON text.`,
	);
}

/** Nothing, or blank text. */
export const isMissing = (value: unknown): boolean =>
	value === null || value === undefined || (typeof value === 'string' && value.trim() === '');

/**
 * The reply in a parameter. One that failed when it was saved fails again, for the same reason. Throws an
 * `ItemFailure`.
 *
 * @param parameter as the form names it
 */
export function judgeSaved(
	response: unknown,
	document: DocumentLabel,
	parameter: string,
): Extract<Judged, { ok: true }> {
	const value = unwrap(response);
	const judged =
		typeof value === 'string' ? judgeText(value, CREDIT_REPORT) : judgeReply(value, CREDIT_REPORT);
	if (judged.ok) return judged;
	const { cause, isStated } = judged;
	if (cause.kind === 'unreadableAnswer') {
		throw new ItemFailure(toMappingFailure(parameter, response, cause));
	}
	const remedy = isStated
		? cause.remedy
		: 'The reply says that the document held no credit report.';
	throw new ItemFailure(toDocumentFailure(document, { ...cause, remedy }));
}

/** The reports of another reading of the document; null where none is given. */
function getSecond(
	context: IExecuteFunctions,
	itemIndex: number,
	document: DocumentLabel,
): readonly WireReport[] | null {
	const second = getParameter(context, SECOND_RESPONSE, itemIndex);
	if (isMissing(second)) return null;
	return judgeSaved(second, document, SECOND_RESPONSE.property.displayName).reports;
}

async function reshapeItem(
	context: IExecuteFunctions,
	itemIndex: number,
	outputs: Outputs,
): Promise<Outcome> {
	const document = { itemIndex, name: null, field: 'response' };
	const options = getParameter(context, ALL_OPTIONS, itemIndex);
	const settings = getShapeSettings(context, itemIndex, options);
	const response = getParameter(context, RESPONSE, itemIndex);
	if (isMissing(response)) return toFailed(itemIndex, MISSING_RESPONSE);
	const corrections = getParameter(context, CORRECTIONS, itemIndex);
	const { body, reports } = judgeSaved(response, document, RESPONSE.property.displayName);
	const second = getSecond(context, itemIndex, document);
	const reply = { document, sha256: null, body, reports };
	return await toOutcome(context, reply, outputs, { ...settings, corrections, second });
}

/** Shapes the saved replies of all items; nothing is sent. */
export async function executeReshape(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const outputs = getOutputs(context);
	const outcomes: Outcome[] = [];
	for (const itemIndex of context.getInputData().keys()) {
		try {
			outcomes.push(await reshapeItem(context, itemIndex, outputs));
		} catch (error) {
			const document = { itemIndex, name: null, field: 'response' };
			outcomes.push(toFailed(itemIndex, toThrownFailure(context, error, document)));
		}
	}
	stopAtFailure(context, outcomes);
	context.addExecutionHints(...buildReviewHints(outcomes), ...buildSizeHints(outcomes));
	return buildOutputs(outcomes, outputs);
}
