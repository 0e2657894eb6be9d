import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { collectDocuments } from '../document/collectDocuments';
import type { CollectedDocument } from '../document/sourceDocument';
import type { ShapeSettings } from '../shape/shapeReports';
import { extractDocuments } from '../transport/extractDocuments';
import type { DocumentResult } from '../transport/extractDocuments';
import { createHost } from '../transport/host';
import type { Host } from '../transport/host';
import { buildReviewHints, buildSkippedHints, buildTransportHints } from './buildHints';
import { buildOutputs, inInputOrder, stopAtFailure, toFailedOutcome } from './documentOutcome';
import type { DocumentFailed, DocumentOutcome } from './documentOutcome';
import type { OutputLanes } from './outputLanes';
import { readExtractParameters, readOutputLanes } from './parameters';
import type { ExtractParameters } from './parameters';
import { keepRaw, shapeDocument } from './shapeDocument';

/** What the input items ask for, before anything is sent. */
interface ExtractPlan {
	/** By the place of the item; an item whose parameters cannot be used has none. */
	readonly parameters: ReadonlyMap<number, ExtractParameters>;
	readonly failed: readonly DocumentFailed[];
}

function planItems(context: IExecuteFunctions, lanes: OutputLanes): ExtractPlan {
	const parameters = new Map<number, ExtractParameters>();
	const failed: DocumentFailed[] = [];
	for (const itemIndex of context.getInputData().keys()) {
		const reading = readExtractParameters(context, itemIndex, lanes);
		if (reading.ok) parameters.set(itemIndex, reading.value);
		else failed.push(toFailedOutcome(itemIndex, reading.failure));
	}
	return { parameters, failed };
}

/** A document that has its outcome, and what the hints say about the way there. */
interface FinishedDocument extends Pick<DocumentResult, 'attempts' | 'document'> {
	readonly outcome: DocumentOutcome;
}

async function toOutcome(
	host: Host,
	result: DocumentResult,
	shape: ShapeSettings,
	lanes: OutputLanes,
): Promise<DocumentOutcome> {
	if (!result.ok) return result;
	const { document, body, reading, readSha256 } = result;
	if (lanes.form === 'raw') return keepRaw(document, body);
	const sha256 = await readSha256();
	return await shapeDocument(host, { document, sha256, reports: reading }, shape, lanes);
}

/** Sends the documents; each becomes items as soon as it is there, while others are in flight. */
async function finishDocuments(
	host: Host,
	documents: readonly CollectedDocument[],
	{ parameters }: ExtractPlan,
	lanes: OutputLanes,
): Promise<FinishedDocument[]> {
	const first = parameters.values().next().value;
	if (first === undefined) return [];
	return await extractDocuments(host, documents, first.transport, async (result) => {
		const { document, attempts } = result;
		const { shape } = parameters.get(document.itemIndex) ?? first;
		return { document, attempts, outcome: await toOutcome(host, result, shape, lanes) };
	});
}

/** Sends the credit reports of all items and turns the answers into items. */
export async function executeExtract(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const host = createHost(context);
	const lanes = readOutputLanes(context);
	const plan = planItems(context, lanes);
	stopAtFailure(context, host, plan.failed);
	const inputs = Array.from(plan.parameters.values(), ({ input }) => input);
	const { documents, skipped } = await collectDocuments(host, inputs, context.continueOnFail());
	const finished = await finishDocuments(host, documents, plan, lanes);
	const outcomes = inInputOrder([...plan.failed, ...finished.map(({ outcome }) => outcome)]);
	stopAtFailure(context, host, outcomes);
	context.addExecutionHints(
		...buildSkippedHints(skipped),
		...buildTransportHints(finished),
		...buildReviewHints(outcomes),
	);
	return buildOutputs(outcomes, lanes);
}
