import type { IExecuteFunctions } from 'n8n-workflow';

import { parseBaseUrl, toSecretProblem } from '../api/endpoint';
import { Queue, toResultFailure, type DocumentResult } from '../api/queue';
import type { Outputs } from '../creditReport/outputs';
import type { ShapeSettings } from '../creditReport/outputs/output';
import { STOPPED_BY_ANOTHER } from '../failures/badInput';
import type { Failure } from '../failures/failure';
import { logError } from '../failures/toNodeError';
import type { Collected, DocumentLabel, SourceDocument } from '../inputs/document';
import { hashSource } from '../inputs/streamedBody';
import { pause } from '../n8n/clock';
import { createSend, CREDENTIAL_TYPE } from '../n8n/http';
import type { OptionValues } from './options';
import { toFailed, toOutcome, type Outcome } from './outcome';

/** What one input item asks for; nothing of it was looked at yet. */
export interface PlannedItem {
	readonly itemIndex: number;
	readonly options: OptionValues;
	readonly shape: ShapeSettings;
	readonly collect: () => Promise<Collected[]>;
}

/** A document that is to be sent, or was refused before, with what its item asks for. */
export interface Job {
	readonly item: PlannedItem;
	readonly collected: Exclude<Collected, { kind: 'skipped' }>;
}

/** A job with its outcome. */
export interface FinishedJob {
	readonly document: DocumentLabel & Pick<SourceDocument, 'hint' | 'isOptional'>;
	readonly outcome: Outcome;
	/** Calls made for it; 0 when it never went out. */
	readonly attempts: number;
	/** The same file was sent for another place; null when it was not. */
	readonly twin: DocumentLabel | null;
	/** The API looked at it and found no report. */
	readonly findsNoReport: boolean;
}

/** A photo that only a pattern chose and that is no report, beside a report of the same item. */
export const isNoReportAfterAll = (
	{ document, findsNoReport }: FinishedJob,
	all: readonly FinishedJob[],
): boolean =>
	document.isOptional === true &&
	findsNoReport &&
	all.some(({ outcome }) => outcome.ok && outcome.itemIndex === document.itemIndex);

/** What sends the documents of a run, or why none of them can be sent. */
async function createQueue(
	context: IExecuteFunctions,
	{ maxConcurrency, requestsPerMinute }: OptionValues,
): Promise<Queue | Failure> {
	const credential = await context.getCredentials(CREDENTIAL_TYPE);
	const baseUrl = parseBaseUrl(credential['baseUrl'], credential['allowInsecureHttp']);
	if (!baseUrl.ok) return baseUrl.failure;
	const problem = toSecretProblem(credential);
	if (problem) return problem;
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

/**
 * Jobs whose file another job sends already: the same bytes, asked for in the same way. Only files that
 * are alike in size and settings are read for it.
 *
 * @returns the job that sends the file, by each job that need not
 */
async function findTwins(jobs: readonly Job[]): Promise<Map<Job, Job>> {
	const files = jobs.flatMap((job) => {
		const content = job.collected.kind === 'document' ? job.collected.document.content : null;
		if (content === null) return [];
		const { includeImages, checkSum } = job.item.options;
		return [{ job, content, likeness: JSON.stringify([content.size, includeImages, checkSum]) }];
	});
	const counts = new Map<string, number>();
	for (const { likeness } of files) counts.set(likeness, (counts.get(likeness) ?? 0) + 1);
	const senders = new Map<string, Job>();
	const twins = new Map<Job, Job>();
	for (const { job, content, likeness } of files) {
		if (counts.get(likeness) === 1) continue;
		// Bytes that cannot be read have no hash, which sending them will tell.
		const key = `${likeness} ${await hashSource(content).catch(() => null)}`;
		const sender = senders.get(key);
		if (sender) twins.set(job, sender);
		else senders.set(key, job);
	}
	return twins;
}

/** A job that was refused before anything was sent. */
const toRefused = ({ item, collected }: Job, failure: Failure): FinishedJob => ({
	document: collected.document,
	outcome: toFailed(item.itemIndex, failure),
	attempts: 0,
	twin: null,
	findsNoReport: false,
});

/** The outcome of a job, once it is known what became of its document. */
async function toFinished(
	context: IExecuteFunctions,
	{ item, collected: { document } }: Job,
	result: DocumentResult,
	twin: Job | undefined,
	outputs: Outputs,
): Promise<FinishedJob> {
	const { itemIndex } = item;
	const sent = {
		document,
		attempts: twin ? 0 : result.attempts,
		twin: twin?.collected.document ?? null,
	};
	if (!result.ok) {
		const failure = toResultFailure(document, result);
		const outcome = { ok: false, itemIndex, failure, unsent: result.unsent } as const;
		return { ...sent, outcome, findsNoReport: result.cause.findsNoReport === true };
	}
	const outcome = await toOutcome(context, { ...result.reply, document }, outputs, item.shape);
	return { ...sent, outcome, findsNoReport: false };
}

/** Sends the documents; each becomes items as soon as it is there, while others are in flight. */
export async function finishJobs(
	context: IExecuteFunctions,
	jobs: readonly Job[],
	outputs: Outputs,
): Promise<FinishedJob[]> {
	const refused = jobs.filter(({ collected }) => collected.kind === 'refused');
	const [first] = jobs;
	// Nothing is created, and no credential is asked for, where there is nothing to send.
	if (!first || refused.length === jobs.length) {
		return jobs.flatMap((job) =>
			job.collected.kind === 'refused' ? [toRefused(job, job.collected.failure)] : [],
		);
	}
	// The run's own settings are those of its first item.
	const queue = await createQueue(context, first.item.options);
	if (queue instanceof Queue && refused.length > 0 && !context.continueOnFail()) {
		queue.halt(STOPPED_BY_ANOTHER);
	}
	const twins = await findTwins(jobs);
	const results = new Map<Job, Promise<DocumentResult>>();
	const finish = async (job: Job): Promise<FinishedJob> => {
		const { item, collected } = job;
		if (collected.kind === 'refused') return toRefused(job, collected.failure);
		if (!(queue instanceof Queue)) return toRefused(job, queue);
		const twin = twins.get(job);
		const sending = (twin && results.get(twin)) ?? queue.extract(collected.document, item.options);
		results.set(job, sending);
		return await toFinished(context, job, await sending, twin, outputs);
	};
	return await Promise.all(jobs.map(finish));
}
