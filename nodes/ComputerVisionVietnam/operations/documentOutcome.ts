import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { DocumentLabel } from '../document/sourceDocument';
import type { Failure } from '../failure';
import type { Host } from '../transport/host';
import { toErrorItem, toNodeError } from '../transport/toNodeError';
import type { DocumentItems } from './buildItems';
import { listLanes } from './outputLanes';
import type { OutputLanes } from './outputLanes';

/** What one document became. */
export type DocumentOutcome = DocumentDone | DocumentFailed;

/** A document that was read. */
export interface DocumentDone {
	readonly ok: true;
	readonly document: Pick<DocumentLabel, 'itemIndex'>;
	readonly items: DocumentItems;
	/** Whether a person should look at one of its items; false for `raw`, which is not looked at. */
	readonly needsReview: boolean;
}

/** A document without a result. */
export interface DocumentFailed {
	readonly ok: false;
	readonly document: Pick<DocumentLabel, 'itemIndex'>;
	readonly failure: Failure;
	/** True: nothing is wrong with it, another document's failure held it back. */
	readonly unsent: boolean;
}

/** The failure of a document by its own fault. */
export function toFailedOutcome(itemIndex: number, failure: Failure): DocumentFailed {
	return { ok: false, document: { itemIndex }, failure, unsent: false };
}

/** The outcomes by input item; those of one item keep their order. */
export function inInputOrder(outcomes: readonly DocumentOutcome[]): DocumentOutcome[] {
	return outcomes.toSorted((a, b) => a.document.itemIndex - b.document.itemIndex);
}

/** The failure that a run stops with: the first of a document that failed by itself. */
function findFirstFailure(outcomes: readonly DocumentOutcome[]): DocumentFailed | undefined {
	const failed = outcomes.filter((outcome): outcome is DocumentFailed => !outcome.ok);
	return failed.find(({ unsent }) => !unsent) ?? failed[0];
}

/** Throws the error that the run stops with, unless nothing failed or the node is set to go on. */
export function stopAtFailure(
	context: IExecuteFunctions,
	host: Host,
	outcomes: readonly DocumentOutcome[],
): void {
	if (context.continueOnFail()) return;
	const first = findFirstFailure(outcomes);
	if (first) throw toNodeError(host.node, first.failure, first.document);
}

/** The items of the outputs, in the order of the outcomes; failed documents go to the first one. */
export function buildOutputs(
	outcomes: readonly DocumentOutcome[],
	lanes: OutputLanes,
): INodeExecutionData[][] {
	const documents = outcomes.map((outcome) =>
		outcome.ok ? outcome.items : [[toErrorItem(outcome.document, outcome.failure)]],
	);
	return listLanes(lanes).map((_, index) => documents.flatMap((items) => items[index] ?? []));
}
