import { STOPPED_BY_ANOTHER, UNEXPECTED } from '../failures/badInput';
import { toDocumentFailure, toUnsentFailure, type Cause, type Failure } from '../failures/failure';
import { CANCELLED } from '../failures/noAnswer';
import type { DocumentLabel, SourceDocument } from '../inputs/document';
import { buildUrl, callApi, type CallSettings, type Send, type TryOutcome } from './call';
import type { CallFailure } from './judge';
import { shouldRetry, toDelay } from './retryPolicy';

/** Rounds without a refusal before one more call is let in; doubled each time that was too many. */
const MAX_ROUNDS = 64;

/**
 * Decides how many calls are in flight. Callers wait in line, first come first served.
 *
 * The bound starts at `maxConcurrency` and learns what the server really takes: a 429 lowers it to
 * the number of calls that were in flight besides the refused one, and undisturbed calls raise it
 * again, more and more hesitantly. So a server with a cap below `maxConcurrency` refuses a few
 * calls at the start, not one call of each document until its retries are spent.
 */
export class Gate {
	readonly #max: number;
	#limit: number;
	#inFlight = 0;
	#calm = 0;
	#rounds = 1;
	#refusedLast = false;
	readonly #line: Array<() => void> = [];

	/** @param maxConcurrency calls in flight at most, at least 1 */
	constructor(maxConcurrency: number) {
		this.#max = maxConcurrency;
		this.#limit = maxConcurrency;
	}

	/** Resolves when the caller may send. `first`: ahead of the line, for a document already begun. */
	async enter({ first = false } = {}): Promise<void> {
		const turn = new Promise<void>((resolve) => {
			if (first) this.#line.unshift(resolve);
			else this.#line.push(resolve);
		});
		this.#admit();
		await turn;
	}

	/** To be called once for each `enter`, when the call is over. */
	leave(): void {
		this.#inFlight -= 1;
		this.#admit();
	}

	/**
	 * Notes a 429 of a call that is still inside.
	 *
	 * @returns true when other calls are in flight, so that waiting outside lets them go on;
	 * false when this was the only one, so that nobody else should try meanwhile
	 */
	refused(): boolean {
		const others = this.#inFlight - 1;
		this.#limit = Math.max(1, Math.min(this.#limit, others));
		if (!this.#refusedLast) this.#rounds = Math.min(this.#rounds * 2, MAX_ROUNDS);
		this.#refusedLast = true;
		this.#calm = 0;
		return others > 0;
	}

	/** Notes a call that the server took. */
	taken(): void {
		this.#refusedLast = false;
		this.#calm += 1;
		if (this.#limit >= this.#max || this.#calm < this.#limit * this.#rounds) return;
		this.#limit += 1;
		this.#calm = 0;
		this.#admit();
	}

	#admit(): void {
		while (this.#inFlight < this.#limit) {
			const next = this.#line.shift();
			if (next === undefined) return;
			this.#inFlight += 1;
			next();
		}
	}
}

/** How the documents of one run are sent, whichever item they are of. */
export interface QueueSettings {
	/** Calls in flight at the same time, over all items; at least 1. */
	readonly maxConcurrency: number;
	/** Calls started per minute, retries included; 0 = no limit. */
	readonly requestsPerMinute: number;
	/** Whether nothing more is sent once a document has failed: the run will stop anyway. */
	readonly stopAtFirstFailure: boolean;
}

/** What the queue needs from n8n. */
export interface QueueHost {
	readonly send: Send;
	/** Given when the execution is stopped. */
	readonly cancelled: AbortSignal;
	/** Sleeps so many milliseconds, less when one of the signals is given. Never rejects. */
	pause(ms: number, ...signals: AbortSignal[]): Promise<void>;
	/** Tells n8n's log of an error of the node's own. */
	logError(error: unknown): void;
}

/** The one result of a document. */
export type DocumentResult =
	| {
			readonly ok: true;
			/** Calls made for it, at least 1. */
			readonly attempts: number;
			readonly reply: Extract<TryOutcome, { ok: true }>;
	  }
	| {
			readonly ok: false;
			/** Calls made for it; 0 when it never went out. */
			readonly attempts: number;
			readonly cause: Cause;
			/** True: nothing is wrong with it, another document's failure held it back. */
			readonly unsent: boolean;
	  };

/** The failure of a document by what its sending came to. */
export const toResultFailure = (
	document: DocumentLabel,
	{ cause, unsent }: Extract<DocumentResult, { ok: false }>,
): Failure => (unsent ? toUnsentFailure(document, cause) : toDocumentFailure(document, cause));

const MINUTE_MS = 60_000;

/** Sends the documents of one run: a few at a time, at a pace, again where that may help. */
export class Queue {
	readonly #host: QueueHost;
	readonly #settings: QueueSettings;
	readonly #endpoint: string;
	readonly #gate: Gate;
	/** Given when nothing more is to be sent. */
	readonly #halted = new AbortController();
	#haltCause: Cause | null = null;
	#nextStartMs = 0;

	constructor(host: QueueHost, settings: QueueSettings, endpoint: string) {
		this.#host = host;
		this.#settings = settings;
		this.#endpoint = endpoint;
		this.#gate = new Gate(settings.maxConcurrency);
	}

	/** Nothing is sent from now on. The first cause stays. */
	halt(cause: Cause): void {
		this.#haltCause ??= cause;
		this.#halted.abort();
	}

	/** Sends one document until it has a result. Never rejects. */
	async extract(document: SourceDocument, settings: CallSettings): Promise<DocumentResult> {
		await this.#gate.enter();
		try {
			return await this.#tryUntilDone(document, settings);
		} catch (error) {
			this.#host.logError(error);
			return this.#fail(document, 1, UNEXPECTED);
		} finally {
			this.#gate.leave();
		}
	}

	async #tryUntilDone(document: SourceDocument, settings: CallSettings): Promise<DocumentResult> {
		const url = buildUrl(this.#endpoint, document, settings);
		for (let attempts = 0; ; attempts += 1) {
			await this.#awaitTurn();
			const stop = this.#stopCause();
			if (stop) {
				return { ok: false, attempts, cause: stop, unsent: true };
			}
			const outcome = await callApi(this.#host.send, document, url, settings);
			if (outcome.ok) {
				this.#gate.taken();
				return { ok: true, attempts: attempts + 1, reply: outcome };
			}
			const { failure } = outcome;
			if (failure.stopsTheRun) this.halt(failure);
			if (this.#stopCause() || !shouldRetry(failure.retry, attempts + 1, settings)) {
				return this.#fail(document, attempts + 1, failure);
			}
			await this.#awaitRetry(failure, attempts + 1);
		}
	}

	#stopCause(): Cause | null {
		return this.#host.cancelled.aborted ? CANCELLED : this.#haltCause;
	}

	async #pause(ms: number): Promise<void> {
		await this.#host.pause(ms, this.#host.cancelled, this.#halted.signal);
	}

	/** Spaces the starts of calls evenly over the minute. */
	async #awaitTurn(): Promise<void> {
		const { requestsPerMinute } = this.#settings;
		if (requestsPerMinute === 0 || this.#stopCause()) return;
		const now = Date.now();
		const start = Math.max(now, this.#nextStartMs);
		this.#nextStartMs = start + MINUTE_MS / requestsPerMinute;
		await this.#pause(start - now);
	}

	/** A crowded server frees the place for the others; any other trouble keeps it, to press less. */
	async #awaitRetry({ httpStatus, retryAfterMs }: CallFailure, attempts: number): Promise<void> {
		const delay = toDelay(attempts, retryAfterMs, Math.random());
		const stepAside = httpStatus === 429 && this.#gate.refused();
		if (stepAside) this.#gate.leave();
		await this.#pause(delay);
		if (stepAside) await this.#gate.enter({ first: true });
	}

	/** A photo that only a pattern chose and that is no report stops nothing: its neighbour may be one. */
	#fail(document: SourceDocument, attempts: number, cause: Cause): DocumentResult {
		const mayBeNone = document.isOptional === true && cause.findsNoReport === true;
		if (this.#settings.stopAtFirstFailure && !mayBeNone) this.halt(STOPPED_BY_ANOTHER);
		const told = this.#host.cancelled.aborted ? CANCELLED : cause;
		return { ok: false, attempts, cause: told, unsent: false };
	}
}
