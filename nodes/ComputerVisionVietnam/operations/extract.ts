import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { parseBaseUrl } from '../api/endpoint';
import { Queue } from '../api/queue';
import type { Outputs } from '../creditReport/outputs';
import type { ShapeSettings } from '../creditReport/outputs/output';
import { STOPPED_BY_ANOTHER, toNoDocumentFailure } from '../failures/badInput';
import type { Failure } from '../failures/failure';
import { logError } from '../failures/toNodeError';
import { INPUT_MODES, INPUT_PROPERTIES } from '../inputs';
import { refuse, type Collected, type SkippedFile } from '../inputs/document';
import { pause } from '../n8n/clock';
import { createSend, CREDENTIAL_TYPE } from '../n8n/http';
import { openFile } from '../n8n/storage';
import { buildReviewHints, buildSendingHints, buildSkippedHints, type SentDocument } from './hints';
import {
	buildOutputs,
	stopAtFailure,
	toFailed,
	toOutcome,
	toThrownFailure,
	type Outcome,
} from './outcome';
import { ALL_OPTIONS, getParameter, getText, INPUT_MODE } from './parameters';
import type { OptionValues } from './options';
import { getOutputs, getShapeSettings } from './shaping';

const BILLING_NOTICE: INodeProperties = {
	displayName:
		'Every document that is read successfully is billed by Computer Vision Vietnam, test runs in the editor included. Pin the output while you build a workflow.',
	name: 'billingNotice',
	type: 'notice',
	default: '',
};

/** Which documents are sent. */
export const EXTRACT_PROPERTIES: INodeProperties[] = [BILLING_NOTICE, ...INPUT_PROPERTIES].map(
	(property) => ({
		...property,
		displayOptions: {
			show: {
				resource: ['creditReport'],
				operation: ['extract'],
				...property.displayOptions?.show,
			},
		},
	}),
);

/** What one input item asks for; nothing of it was looked at yet. */
interface PlannedItem {
	readonly itemIndex: number;
	readonly options: OptionValues;
	readonly shape: ShapeSettings;
	readonly collect: () => Promise<Collected[]>;
}

function planItem(context: IExecuteFunctions, itemIndex: number): PlannedItem {
	const options = getParameter(context, ALL_OPTIONS, itemIndex);
	const shape = getShapeSettings(context, itemIndex, options);
	const mode = INPUT_MODES[getParameter(context, INPUT_MODE, itemIndex)];
	const collect = mode.prepare({
		itemIndex,
		files: context.getInputData()[itemIndex]?.binary ?? {},
		fileName: options.fileName,
		getText: (property) => getText(context, property, itemIndex),
		openFile: async (file) => await openFile(context, file),
	});
	return { itemIndex, options, shape, collect };
}

/** The plans of all items, and the failures of those whose parameters cannot be used. */
function planItems(context: IExecuteFunctions): { planned: PlannedItem[]; failed: Outcome[] } {
	const planned: PlannedItem[] = [];
	const failed: Outcome[] = [];
	for (const itemIndex of context.getInputData().keys()) {
		try {
			planned.push(planItem(context, itemIndex));
		} catch (error) {
			const document = { itemIndex, name: null, field: 'parameters' };
			failed.push(toFailed(itemIndex, toThrownFailure(context, error, document)));
		}
	}
	return { planned, failed };
}

/**
 * Finds the documents of an item and checks each by its bytes. An item of which nothing is left gets a
 * failure where failures become items, so that it does not vanish; a run that stops at failures is not
 * to stop for a logo.
 */
async function collectItem(context: IExecuteFunctions, item: PlannedItem): Promise<Collected[]> {
	const { itemIndex, collect } = item;
	try {
		const collected = await collect();
		const skipped = collected.flatMap((each) => (each.kind === 'skipped' ? [each.file] : []));
		const isEmptied = skipped.length > 0 && skipped.length === collected.length;
		if (!isEmptied || !context.continueOnFail()) return collected;
		const parameter = getText(context, INPUT_MODES.binary.property, itemIndex);
		const document = { itemIndex, field: parameter, name: null };
		return [...collected, refuse(document, toNoDocumentFailure(parameter, skipped))];
	} catch (error) {
		const document = { itemIndex, field: 'input', name: null };
		return [refuse(document, toThrownFailure(context, error, document))];
	}
}

/** A document that is to be sent, or was refused before, with what its item asks for. */
interface Job {
	readonly item: PlannedItem;
	readonly collected: Exclude<Collected, { kind: 'skipped' }>;
}

/** A job with its result, and how often it was sent where it was. */
interface FinishedJob {
	readonly outcome: Outcome;
	readonly sent: readonly SentDocument[];
}

/** What sends the documents of a run, or why none of them can be sent. */
async function createQueue(
	context: IExecuteFunctions,
	{ maxConcurrency, requestsPerMinute }: OptionValues,
): Promise<Queue | Failure> {
	const credential = await context.getCredentials(CREDENTIAL_TYPE);
	const baseUrl = parseBaseUrl(credential['baseUrl'], credential['allowInsecureHttp']);
	if (!baseUrl.ok) return baseUrl.failure;
	const host = {
		send: createSend(context),
		cancelled: context.getExecutionCancelSignal() ?? new AbortController().signal,
		pause,
		logError: (error: unknown) => logError(context, error),
	};
	const stopAtFirstFailure = !context.continueOnFail();
	const settings = { maxConcurrency, requestsPerMinute, stopAtFirstFailure };
	return new Queue(host, settings, baseUrl.endpoint);
}

async function finishJob(
	context: IExecuteFunctions,
	{ item, collected }: Job,
	getQueue: () => Promise<Queue | Failure>,
	outputs: Outputs,
): Promise<FinishedJob> {
	const { itemIndex, options, shape } = item;
	const failed = (failure: Failure) => ({ outcome: toFailed(itemIndex, failure), sent: [] });
	if (collected.kind === 'refused') return failed(collected.failure);
	const queue = await getQueue();
	if (!(queue instanceof Queue)) return failed(queue);
	const { document } = collected;
	const result = await queue.extract(document, options);
	const sent = [{ document, attempts: result.attempts }];
	if (!result.ok) return { outcome: { ...result, itemIndex }, sent };
	return { outcome: await toOutcome(context, { ...result.reply, document }, outputs, shape), sent };
}

/** Sends the documents; each becomes items as soon as it is there, while others are in flight. */
async function finishJobs(
	context: IExecuteFunctions,
	jobs: readonly Job[],
	outputs: Outputs,
): Promise<FinishedJob[]> {
	let created: Promise<Queue | Failure> | undefined;
	const isStopped =
		!context.continueOnFail() && jobs.some(({ collected }) => collected.kind === 'refused');
	const create = async (options: OptionValues) => {
		const queue = await createQueue(context, options);
		if (isStopped && queue instanceof Queue) queue.halt(STOPPED_BY_ANOTHER);
		return queue;
	};
	// The run's own settings are those of its first item; nothing is created for nothing to send.
	const finish = async (job: Job) =>
		await finishJob(
			context,
			job,
			async () => await (created ??= create(jobs[0]?.item.options ?? job.item.options)),
			outputs,
		);
	return await Promise.all(jobs.map(finish));
}

/** Sends the credit reports of all items and turns the answers into items. */
export async function executeExtract(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const outputs = getOutputs(context);
	const { planned, failed } = planItems(context);
	stopAtFailure(context, failed);
	const jobs: Job[] = [];
	const skipped: SkippedFile[] = [];
	for (const item of planned) {
		for (const collected of await collectItem(context, item)) {
			if (collected.kind === 'skipped') skipped.push(collected.file);
			else jobs.push({ item, collected });
		}
	}
	const finished = await finishJobs(context, jobs, outputs);
	const outcomes = [...failed, ...finished.map(({ outcome }) => outcome)];
	stopAtFailure(context, outcomes);
	context.addExecutionHints(
		...buildSkippedHints(skipped),
		...buildSendingHints(finished.flatMap(({ sent }) => sent)),
		...buildReviewHints(outcomes),
	);
	return buildOutputs(outcomes, outputs);
}
