import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { Failure } from '../failure';
import { readReply } from '../schema/reply';
import type { WireReport } from '../schema/reply';
import { ReplyBody } from '../schema/replyBody';
import { toDocumentFailure } from '../transport/callFailure';
import type { Cause } from '../transport/callFailure';
import { createHost } from '../transport/host';
import type { Host } from '../transport/host';
import { readAnswer } from '../transport/readAnswer';
import { toReplyCause } from '../transport/replyFailures';
import { buildReviewHints } from './buildHints';
import { buildOutputs, stopAtFailure, toFailedOutcome } from './documentOutcome';
import type { DocumentOutcome } from './documentOutcome';
import type { OutputLanes } from './outputLanes';
import { readOutputLanes, readReshapeParameters } from './parameters';
import { shapeDocument } from './shapeDocument';

type SavedReply =
	| { readonly ok: true; readonly reports: readonly WireReport[] }
	| { readonly ok: false; readonly cause: Cause };

/** A saved text is judged like the body of an answer with status 200. */
function readSavedText(text: string): SavedReply {
	const answer = { status: 200, headers: {}, body: new ReplyBody(Buffer.from(text)) };
	const reading = readAnswer(answer, 0);
	if (reading.ok) return reading;
	return { ok: false, cause: { ...reading.failure, httpStatus: undefined } };
}

/** A reply that failed when it was saved fails again, for the same reason. */
function readSaved(response: unknown): SavedReply {
	if (typeof response === 'string') return readSavedText(response);
	const reading = readReply(response);
	return reading.kind === 'reports'
		? { ok: true, reports: reading.reports }
		: { ok: false, cause: toReplyCause(reading) };
}

const isMissing = (response: unknown): boolean =>
	response === null ||
	response === undefined ||
	(typeof response === 'string' && response.trim() === '');

const MISSING: Failure = {
	kind: 'badInput',
	message: 'There is no saved response to shape',
	description:
		'Set the parameter "Response" to a reply that was saved with the output Raw, as an object or as JSON text.',
};

async function reshapeItem(
	context: IExecuteFunctions,
	host: Host,
	itemIndex: number,
	lanes: OutputLanes,
): Promise<DocumentOutcome> {
	const parameters = readReshapeParameters(context, itemIndex, lanes);
	if (!parameters.ok) return toFailedOutcome(itemIndex, parameters.failure);
	const { response, shape } = parameters.value;
	if (isMissing(response)) return toFailedOutcome(itemIndex, MISSING);
	const document = { itemIndex, name: null, field: 'response' };
	const saved = readSaved(response);
	if (!saved.ok) return toFailedOutcome(itemIndex, toDocumentFailure(document, saved.cause));
	const read = { document, sha256: null, reports: saved.reports };
	return await shapeDocument(host, read, shape, lanes);
}

/** Shapes the saved replies of all items; nothing is sent. */
export async function executeReshape(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const host = createHost(context);
	const lanes = readOutputLanes(context);
	const outcomes: DocumentOutcome[] = [];
	for (const itemIndex of context.getInputData().keys()) {
		outcomes.push(await reshapeItem(context, host, itemIndex, lanes));
	}
	stopAtFailure(context, host, outcomes);
	context.addExecutionHints(...buildReviewHints(outcomes));
	return buildOutputs(outcomes, lanes);
}
