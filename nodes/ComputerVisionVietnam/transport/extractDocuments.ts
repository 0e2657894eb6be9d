import type { CollectedDocument, DocumentLabel, SourceDocument } from '../document/sourceDocument';
import type { Failure } from '../failure';
import type { WireReport } from '../schema/reply';
import { parseBaseUrl } from './baseUrl';
import { buildUrl } from './buildRequest';
import { callApi } from './callApi';
import type { TryOutcome } from './callApi';
import { toDocumentFailure, toUnsentFailure } from './callFailure';
import type { CallFailure, Cause } from './callFailure';
import { Gate } from './gate';
import type { Host } from './host';
import { Pacer } from './pacer';
import { shouldRetry, toDelay } from './retryPolicy';
import type { TransportSettings } from './settings';

export type { TransportSettings } from './settings';

/** What became of a document that was read. */
interface Extracted {
	readonly ok: true;
	readonly document: DocumentLabel & Pick<SourceDocument, 'hint'>;
	/** Calls made for it, at least 1. */
	readonly attempts: number;
	/** The API's JSON body; as it came unless images are decoded. */
	readonly body: unknown;
	/** The reports in it, at least one. */
	readonly reading: readonly WireReport[];
	/**
	 * The hash of the document's bytes, lower-case hex; null for `url`. Not taken before somebody asks:
	 * the next document waits until this one is out of the way.
	 */
	readonly readSha256: () => Promise<string | null>;
}

/** What became of a document that has no result. */
interface Failed {
	readonly ok: false;
	readonly document: DocumentLabel & Pick<SourceDocument, 'hint'>;
	/** Calls made for it; 0 when it never went out. */
	readonly attempts: number;
	readonly failure: Failure;
	/** True: nothing is wrong with it, another document's failure held it back. */
	readonly unsent: boolean;
}

/** The one result of each document. */
export type DocumentResult = Extracted | Failed;

const CANCELLED: Cause = {
	kind: 'noAnswer',
	clause: 'the execution was stopped',
	remedy: 'Calls that were in flight may have been read and billed all the same.',
};

const STOPPED_BY_ANOTHER: Cause = {
	kind: 'badInput',
	clause: 'another document failed before it',
	remedy: 'Set "On Error" in the node settings to go on with the other documents.',
};

/** Time for the next document to get on its way before an answer is turned into items. */
const HANDOVER_MS = 10;
/** Time for documents that were just let in to get on their way before more are. */
const BREATH_MS = 1;

/** One run: what all its documents share. */
class ExtractionRun {
	readonly #host: Host;
	readonly #settings: TransportSettings;
	readonly #endpoint: string;
	readonly #gate: Gate;
	readonly #pacer: Pacer;
	/** The documents that are not among the first to be sent. */
	readonly #upcoming: Iterator<CollectedDocument, undefined>;
	/** Why nothing more is sent; null while sending goes on. */
	#halt: Cause | null = null;

	constructor(
		host: Host,
		settings: TransportSettings,
		endpoint: string,
		documents: readonly CollectedDocument[],
	) {
		this.#host = host;
		this.#settings = settings;
		this.#endpoint = endpoint;
		this.#gate = new Gate(
			settings.maxConcurrency,
			async () => await host.pause(BREATH_MS, this.#isOver),
		);
		this.#upcoming = documents.slice(settings.maxConcurrency).values();
		this.#pacer = new Pacer(settings.requestsPerMinute);
	}

	/** Nothing is sent from now on. The first reason stays. */
	halt(cause: Cause): void {
		this.#halt ??= cause;
	}

	/** Whether documents still wait for their turn. */
	get hasWaiting(): boolean {
		return this.#gate.hasLine;
	}

	/** Sends one document until it has a result. */
	async extract(document: SourceDocument): Promise<DocumentResult> {
		await this.#gate.enter();
		try {
			this.#readAhead();
			return await this.#extractInside(document);
		} finally {
			this.#gate.leave();
		}
	}

	/** While this document is in flight, the one that will take its place is read. */
	#readAhead(): void {
		const next = this.#upcoming.next().value;
		if (next?.ok && next.document.kind === 'binary') next.document.bytes.whole?.readAhead();
	}

	async #extractInside(document: SourceDocument): Promise<DocumentResult> {
		for (let attempts = 0; ; attempts += 1) {
			await this.#awaitTurn();
			const stop = this.#stopReason();
			if (stop !== null) return toStopped(document, attempts, stop);
			const outcome = await this.#call(document);
			if (outcome.ok) return toExtracted(document, attempts + 1, outcome);
			if (!this.#mayRetry(outcome.failure, attempts + 1)) {
				return this.#fail(document, attempts + 1, outcome.failure);
			}
			await this.#awaitRetry(outcome.failure, attempts + 1);
		}
	}

	async #call(document: SourceDocument): Promise<TryOutcome> {
		const url = buildUrl(this.#endpoint, document, this.#settings);
		const outcome = await callApi(this.#host, document, url, this.#settings);
		if (outcome.ok) this.#gate.taken();
		return outcome;
	}

	#stopReason(): Cause | null {
		return this.#host.isCancelled() ? CANCELLED : this.#halt;
	}

	readonly #isOver = (): boolean => this.#halt !== null;

	async #awaitTurn(): Promise<void> {
		if (this.#stopReason() !== null) return;
		await this.#host.pause(this.#pacer.takeTurn(this.#host.now()), this.#isOver);
	}

	#mayRetry(failure: CallFailure, attempts: number): boolean {
		return (
			!failure.stopsTheRun &&
			this.#stopReason() === null &&
			shouldRetry(failure.retry, attempts, this.#settings)
		);
	}

	/** A crowded server frees the place for the others; any other trouble keeps it, to press less. */
	async #awaitRetry(failure: CallFailure, attempts: number): Promise<void> {
		const delay = toDelay(attempts, failure.retryAfterMs, this.#host.random());
		const stepAside = failure.httpStatus === 429 && this.#gate.refused();
		if (stepAside) this.#gate.leave();
		await this.#host.pause(delay, this.#isOver);
		if (stepAside) await this.#gate.enter({ first: true });
	}

	#fail(document: SourceDocument, attempts: number, failure: CallFailure): DocumentResult {
		if (failure.stopsTheRun) this.halt(failure);
		if (this.#settings.stopAtFirstFailure) this.halt(STOPPED_BY_ANOTHER);
		const cause = this.#host.isCancelled() ? CANCELLED : failure;
		return {
			ok: false,
			document,
			attempts,
			failure: toDocumentFailure(document, cause),
			unsent: false,
		};
	}
}

const toExtracted = (
	document: SourceDocument,
	attempts: number,
	{ body, reports, readSha256 }: Extract<TryOutcome, { ok: true }>,
): DocumentResult => ({ ok: true, document, attempts, body, reading: reports, readSha256 });

const toStopped = (document: SourceDocument, attempts: number, cause: Cause): DocumentResult => ({
	ok: false,
	document,
	attempts,
	failure: toUnsentFailure(document, cause),
	unsent: true,
});

const toRejected = (document: DocumentLabel, failure: Failure): DocumentResult => ({
	ok: false,
	document,
	attempts: 0,
	failure,
	unsent: false,
});

/** The address to send to, or one failure for all documents. */
async function readEndpoint(host: Host) {
	const credential = await host.readCredential();
	return parseBaseUrl(credential['baseUrl'], credential['allowInsecureHttp']);
}

/**
 * Sends the documents of all input items, a few at a time, and gives each exactly one result. A
 * document that was refused before any request keeps its failure; with `stopAtFirstFailure` it also
 * keeps all others from being paid for. Rejects only when n8n has no credential for the node, or
 * with what `finish` rejects with.
 *
 * @param finish called with each result as soon as it is there, so that the answers of all
 * documents never pile up
 * @returns what `finish` made of the results, in the order of `documents`
 */
export async function extractDocuments<T>(
	host: Host,
	documents: readonly CollectedDocument[],
	settings: TransportSettings,
	finish: (result: DocumentResult) => Promise<T>,
): Promise<T[]> {
	const endpoint = documents.some(({ ok }) => ok) ? await readEndpoint(host) : null;
	const run = new ExtractionRun(host, settings, endpoint?.ok ? endpoint.endpoint : '', documents);
	if (settings.stopAtFirstFailure && documents.some(({ ok }) => !ok)) run.halt(STOPPED_BY_ANOTHER);
	const extract = async (entry: CollectedDocument): Promise<DocumentResult> => {
		if (!entry.ok) return toRejected(entry.document, entry.failure);
		if (endpoint?.ok === false) return toRejected(entry.document, endpoint.failure);
		return await run.extract(entry.document);
	};
	const extractAndFinish = async (entry: CollectedDocument): Promise<T> => {
		const result = await extract(entry);
		// The API need not wait for items to be built; nothing is lost by building them a little later.
		if (run.hasWaiting) await host.pause(HANDOVER_MS);
		return await finish(result);
	};
	return await Promise.all(documents.map(extractAndFinish));
}
