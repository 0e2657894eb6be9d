/** What became of one call, as `GET /__control/stats` shows it. Times are ms since the reset. */
export interface CallEntry {
	/** 1-based number of the call since the last reset, in order of arrival. */
	nth: number;
	method: string;
	/** Raw path and query as received, so that a test can see the encoding. */
	target: string;
	contentType: string | null;
	/** `Content-Length` in bytes; null when the body was sent in chunks or there was none. */
	contentLength: number | null;
	formatType: string | null;
	getThumb: string | null;
	checkSum: string | null;
	/** The decoded `img` of a GET. */
	url: string | null;
	/** File name of a multipart upload, decoded as UTF-8. */
	fileName: string | null;
	sha256: string | null;
	bytes: number | null;
	authorized: boolean;
	/** Name of the fault that answered, null when the call was answered normally. */
	fault: string | null;
	/** HTTP status sent; null when none was (reset, hang, client gone). */
	status: number | null;
	/** The vendor code decided on before any fault, null when the call never came that far. */
	code: string | null;
	billed: boolean;
	arrivedAt: number;
	endedAt: number | null;
	/** True when the client left before the whole answer was sent. */
	clientLeft: boolean;
}

/** Counts for one document, by the SHA-256 of its bytes. */
export interface DocumentCount {
	calls: number;
	billed: number;
}

/** Oldest calls are dropped from the log beyond this many; the counts go on. */
const LOG_LIMIT = 20_000;

/** The books of the sandbox: every call, what was billed, how many were in flight at once. */
export class Ledger {
	calls = 0;
	billed = 0;
	unauthorized = 0;
	/** Calls answered 429 because of the cap on calls in flight. */
	overLimit = 0;
	peakInFlight = 0;
	/** Peak of calls on the wire, those refused with 429 included. */
	peakOffered = 0;
	private readonly offered = new Set<CallEntry>();
	private readonly accepted = new Set<CallEntry>();
	readonly documents = new Map<string, DocumentCount>();
	readonly log: CallEntry[] = [];
	readonly startedAt = performance.now();

	/** Accepted calls being worked on. */
	get inFlight(): number {
		return this.accepted.size;
	}

	/** Enters a call that has just arrived. */
	open(
		entry: Omit<CallEntry, 'nth' | 'arrivedAt' | 'endedAt' | 'billed' | 'clientLeft'>,
	): CallEntry {
		this.calls += 1;
		const opened: CallEntry = {
			...entry,
			nth: this.calls,
			billed: false,
			clientLeft: false,
			arrivedAt: Math.round(performance.now() - this.startedAt),
			endedAt: null,
		};
		this.offered.add(opened);
		this.peakOffered = Math.max(this.peakOffered, this.offered.size);
		if (!opened.authorized) this.unauthorized += 1;
		this.log.push(opened);
		if (this.log.length > LOG_LIMIT) this.log.shift();
		return opened;
	}

	/** Takes a call into work. */
	accept(call: CallEntry): void {
		this.accepted.add(call);
		this.peakInFlight = Math.max(this.peakInFlight, this.accepted.size);
	}

	/** Attributes a call to a document once its bytes are known. */
	identify(call: CallEntry, sha256: string, bytes: number): void {
		call.sha256 = sha256;
		call.bytes = bytes;
		const count = this.documents.get(sha256) ?? { calls: 0, billed: 0 };
		count.calls += 1;
		this.documents.set(sha256, count);
	}

	/** Books one paid extraction. */
	bill(call: CallEntry): void {
		call.billed = true;
		this.billed += 1;
		const count = call.sha256 === null ? undefined : this.documents.get(call.sha256);
		if (count) count.billed += 1;
	}

	/** Closes a call; closing twice, or after a reset, is harmless. */
	close(call: CallEntry): void {
		call.endedAt ??= Math.round(performance.now() - this.startedAt);
		this.offered.delete(call);
		this.accepted.delete(call);
	}

	/** The counts as plain JSON. */
	snapshot(): Record<string, unknown> {
		const { calls, billed, unauthorized, overLimit, inFlight, peakInFlight, peakOffered } = this;
		const documents = Object.fromEntries(this.documents);
		return {
			calls,
			billed,
			unauthorized,
			overLimit,
			inFlight,
			peakInFlight,
			peakOffered,
			documents,
			log: this.log,
		};
	}
}
