import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import { CREDIT_REPORT } from '../api/endpoint';
import { judgeReply, judgeText } from '../api/judge';
import type { Outputs } from '../creditReport/outputs';
import { MISSING_RESPONSE } from '../failures/badInput';
import { toDocumentFailure } from '../failures/failure';
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

/** A reply that failed when it was saved fails again, for the same reason. */
async function reshapeItem(
	context: IExecuteFunctions,
	itemIndex: number,
	outputs: Outputs,
): Promise<Outcome> {
	const document = { itemIndex, name: null, field: 'response' };
	const options = getParameter(context, ALL_OPTIONS, itemIndex);
	const settings = getShapeSettings(context, itemIndex, options);
	const response = getParameter(context, RESPONSE, itemIndex);
	const isText = typeof response === 'string';
	if ((response ?? '') === '' || (isText && response.trim() === '')) {
		return toFailed(itemIndex, MISSING_RESPONSE);
	}
	const judged = isText ? judgeText(response, CREDIT_REPORT) : judgeReply(response, CREDIT_REPORT);
	if (!judged.ok) return toFailed(itemIndex, toDocumentFailure(document, judged.cause));
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
