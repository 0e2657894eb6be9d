import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import { CREDIT_REPORT } from '../api/endpoint';
import { isFields } from '../api/envelope';
import { judgeReply, judgeText, parseJson, type Judged } from '../api/judge';
import type { Outputs } from '../creditReport/outputs';
import { MISSING_RESPONSE } from '../failures/badInput';
import {
	describeType,
	toBadInput,
	toDocumentFailure,
	type Cause,
	type Failure,
} from '../failures/failure';
import type { DocumentLabel } from '../inputs/document';
import { buildReviewHints } from './hints';
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

/** Which saved reply is shaped. */
export const RESHAPE_PROPERTIES: INodeProperties[] = [RESPONSE.property];

/** How often a reply may be wrapped: in a list of one, as JSON text, under `data`. */
const MOST_WRAPPINGS = 5;

/** Whether a value is a reply rather than something around one. */
const isReply = (value: unknown): boolean =>
	isFields(value) && ('errorCode' in value || 'Exception' in value || 'exception' in value);

/**
 * Takes off what a sheet, a database or a node put around a saved reply: a list of one, JSON text (also
 * of JSON text), or an object with the text under `data`. Gives the text where it is no JSON.
 */
function unwrap(response: unknown): unknown {
	let value = response;
	for (let wrappings = 0; wrappings < MOST_WRAPPINGS && !isReply(value); wrappings += 1) {
		if (Array.isArray(value) && value.length === 1) value = value[0] as unknown;
		else if (isFields(value) && typeof value['data'] === 'string') value = value['data'];
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

/** What stands in "Response" is no reply: a matter of the workflow, whatever the vendor did. */
function toMappingFailure(response: unknown, cause: Cause): Failure {
	const holds = describeType(response);
	return toBadInput(
		`The parameter "Response" holds no saved reply: ${cause.clause}`,
		`It holds ${holds}. Map it to a reply that was saved with the output Raw, as an object or as JSON text.`,
	);
}

/** A reply that failed when it was saved fails again, for the same reason. */
function judgeSaved(
	response: unknown,
	document: DocumentLabel,
): Failure | Extract<Judged, { ok: true }> {
	const value = unwrap(response);
	const judged =
		typeof value === 'string' ? judgeText(value, CREDIT_REPORT) : judgeReply(value, CREDIT_REPORT);
	if (judged.ok) return judged;
	const { cause } = judged;
	if (cause.kind === 'unreadableAnswer') return toMappingFailure(response, cause);
	if (judged.isStated) return toDocumentFailure(document, cause);
	const remedy = 'The reply says that the document held no credit report.';
	return toDocumentFailure(document, { ...cause, remedy });
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
	const isBlank = typeof response === 'string' && response.trim() === '';
	if (response === null || response === undefined || isBlank) {
		return toFailed(itemIndex, MISSING_RESPONSE);
	}
	const judged = judgeSaved(response, document);
	if (!('ok' in judged)) return toFailed(itemIndex, judged);
	const { body, reports } = judged;
	return await toOutcome(context, { document, sha256: null, body, reports }, outputs, settings);
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
	context.addExecutionHints(...buildReviewHints(outcomes));
	return buildOutputs(outcomes, outputs);
}
