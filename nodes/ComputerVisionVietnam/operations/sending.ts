import type { IExecuteFunctions } from 'n8n-workflow';

import { parseBaseUrl, toSecretProblem } from '../api/endpoint';
import { Queue, toResultFailure, type DocumentResult } from '../api/queue';
import type { Outputs } from '../creditReport/outputs';
import type { ShapeSettings } from '../creditReport/outputs/output';
import { STOPPED_BY_ANOTHER } from '../failures/badInput';
import type { Failure } from '../failures/failure';
import { logError } from '../failures/toNodeError';
import type { Collected, DocumentLabel, SourceBytes, SourceDocument } from '../inputs/document';
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
	isHalted: boolean,
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
	const queue = new Queue(host, settings, baseUrl.endpoint);
	if (isHalted) queue.halt(STOPPED_BY_ANOTHER);
	return queue;
}

/** Jobs whose files may be the same: equal in size, asked for in the same way. */
interface AlikeJobs {
	readonly first: Job;
	readonly firstContent: SourceBytes;
	/** By the hash of their file, once there is a second one. */
	readonly byHash: Map<string, Job>;
}

/** Finds jobs whose file another job sends already: the same bytes, asked for in the same way. */
class TwinFinder {
	readonly #alike = new Map<string, AlikeJobs>();

	/** The job before this one that sends its file. A file is only read when one of its size came before. */
	async find(job: Job): Promise<Job | null> {
		const content = job.collected.kind === 'document' ? job.collected.document.content : null;
		if (content === null) return null;
		const { includeImages, checkSum } = job.item.options;
		const likeness = JSON.stringify([content.size, includeImages, checkSum]);
		const alike = this.#alike.get(likeness);
		if (!alike) {
			this.#alike.set(likeness, { first: job, firstContent: content, byHash: new Map() });
			return null;
		}
		const { first, firstContent, byHash } = alike;
		if (byHash.size === 0) await this.#findSender(first, firstContent, byHash);
		return await this.#findSender(job, content, byHash);
	}

	/** Bytes that cannot be read have no hash, which sending them will tell. */
	async #findSender(job: Job, content: SourceBytes, byHash: Map<string, Job>): Promise<Job | null> {
		const hash = await hashSource(content).catch(() => null);
		if (hash === null) return null;
		const sender = byHash.get(hash);
		if (!sender) byHash.set(hash, job);
		return sender ?? null;
	}
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
	sending: Promise<DocumentResult>,
	twin: Job | null,
	outputs: Outputs,
): Promise<FinishedJob> {
	const { itemIndex } = item;
	const result = await sending;
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

/**
 * Sends the documents; each becomes items as soon as it is there, while others are in flight or not
 * even looked at. A run that stops at a failure looks at all of them first, and sends none when one
 * cannot be used.
 */
export async function finishJobs(
	context: IExecuteFunctions,
	found: AsyncIterable<Job>,
	outputs: Outputs,
): Promise<FinishedJob[]> {
	const listed: Job[] = [];
	if (!context.continueOnFail()) for await (const job of found) listed.push(job);
	const isHalted = listed.some(({ collected }) => collected.kind === 'refused');
	const twins = new TwinFinder();
	const sendings = new Map<Job, Promise<DocumentResult>>();
	const finishing: Array<Promise<FinishedJob>> = [];
	let first: Job | null = null;
	// No credential is asked for where there is nothing to send.
	let queue: Queue | Failure | null = null;
	for await (const job of context.continueOnFail() ? found : listed) {
		// The run's own settings are those of its first item.
		first ??= job;
		const { item, collected } = job;
		if (collected.kind === 'refused') {
			finishing.push(Promise.resolve(toRefused(job, collected.failure)));
			continue;
		}
		queue ??= await createQueue(context, first.item.options, isHalted);
		if (!(queue instanceof Queue)) {
			finishing.push(Promise.resolve(toRefused(job, queue)));
			continue;
		}
		const twin = await twins.find(job);
		const sending = (twin && sendings.get(twin)) ?? queue.extract(collected.document, item.options);
		sendings.set(job, sending);
		finishing.push(toFinished(context, job, sending, twin, outputs));
	}
	return await Promise.all(finishing);
}
