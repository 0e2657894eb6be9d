import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { WireReport } from '../api/envelope';
import { countOutputs, OUTPUT_FORMS, shapeReports, type Outputs } from '../creditReport/outputs';
import type { ShapedItem, ShapeSettings } from '../creditReport/outputs/output';
import { UNEXPECTED } from '../failures/badInput';
import { ItemFailure, toDocumentFailure, type Cause, type Failure } from '../failures/failure';
import { logError, toErrorItem, toNodeError } from '../failures/toNodeError';
import { NOT_SHAPED } from '../failures/unreadable';
import type { DocumentLabel } from '../inputs/document';
import { createImageStore } from '../n8n/storage';

/** What one document became. */
export type Outcome =
	| {
			readonly ok: true;
			readonly itemIndex: number;
			/** One list for each of the node's outputs. */
			readonly items: readonly INodeExecutionData[][];
			/** Whether a person should look at one of its items; false for a reply kept as it came. */
			readonly needsReview: boolean;
	  }
	| {
			readonly ok: false;
			readonly itemIndex: number;
			readonly failure: Failure;
			/** True: nothing is wrong with it, another document's failure held it back. */
			readonly unsent: boolean;
	  };

/** A reply that holds at least one report, and which document it is of. */
export interface Reply {
	readonly document: DocumentLabel;
	/** Of the bytes sent, lower-case hex; null where none were. */
	readonly sha256: string | null;
	/** The JSON body, unchanged. */
	readonly body: unknown;
	readonly reports: readonly WireReport[];
}

/** The failure of a document by its own fault. */
export const toFailed = (itemIndex: number, failure: Failure): Outcome => ({
	ok: false,
	itemIndex,
	failure,
	unsent: false,
});

/**
 * Why handling a document threw: a parameter that cannot be used, or an error of the node's own,
 * which goes to n8n's log.
 *
 * @param unexpected what to say of an error of the node's own
 */
export function toThrownFailure(
	context: IExecuteFunctions,
	error: unknown,
	document: DocumentLabel,
	unexpected: Cause = UNEXPECTED,
): Failure {
	if (error instanceof ItemFailure) return error.failure;
	logError(context, error);
	return toDocumentFailure(document, unexpected);
}

/** Wraps shaped items for n8n; their images become files of n8n. */
async function buildItems(
	context: IExecuteFunctions,
	lanes: ReadonlyArray<readonly ShapedItem[]>,
	itemIndex: number,
): Promise<INodeExecutionData[][]> {
	const store = createImageStore(context);
	const toItem = async ({ json, images }: ShapedItem): Promise<INodeExecutionData> => {
		const item = { json, pairedItem: { item: itemIndex } };
		if (images.length === 0) return item;
		const entries = images.map(async (image) => [image.key, await store(image)] as const);
		return { ...item, binary: Object.fromEntries(await Promise.all(entries)) };
	};
	return await Promise.all(lanes.map(async (items) => await Promise.all(items.map(toItem))));
}

/** Turns the reply for one document into items. Never rejects: others may have been paid for. */
export async function toOutcome(
	context: IExecuteFunctions,
	{ document, sha256, body, reports }: Reply,
	outputs: Outputs,
	settings: ShapeSettings,
): Promise<Outcome> {
	const { itemIndex, name, field } = document;
	const { lanes } = OUTPUT_FORMS[outputs.form];
	try {
		if (!lanes) {
			// The reply was judged before, so it is an object.
			const json = body as IDataObject;
			const items = [[{ json, pairedItem: { item: itemIndex } }]];
			return { ok: true, itemIndex, items, needsReview: false };
		}
		const identity = { name, field, sha256 };
		const shaped = shapeReports(reports, identity, lanes, outputs.review, settings);
		const items = await buildItems(context, shaped.lanes, itemIndex);
		return { ok: true, itemIndex, items, needsReview: shaped.needsReview };
	} catch (error) {
		return toFailed(itemIndex, toThrownFailure(context, error, document, NOT_SHAPED));
	}
}

/** Throws the error that the run stops with, unless nothing failed or the node is set to go on. */
export function stopAtFailure(context: IExecuteFunctions, outcomes: readonly Outcome[]): void {
	if (context.continueOnFail()) return;
	const failed = outcomes.filter((outcome) => !outcome.ok);
	const first = failed.find(({ unsent }) => !unsent) ?? failed[0];
	if (first) throw toNodeError(context.getNode(), first.failure, first);
}

/**
 * The items of the outputs in the order of the input items; failed documents go to the first one.
 *
 * @param outcomes those of one input item in their own order
 */
export function buildOutputs(
	outcomes: readonly Outcome[],
	outputs: Outputs,
): INodeExecutionData[][] {
	const inOrder = outcomes.toSorted((left, right) => left.itemIndex - right.itemIndex);
	const documents = inOrder.map((outcome) =>
		outcome.ok ? outcome.items : [[toErrorItem(outcome, outcome.failure)]],
	);
	return Array.from({ length: countOutputs(outputs) }, (_, index) =>
		documents.flatMap((items) => items[index] ?? []),
	);
}
