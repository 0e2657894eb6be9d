const MINUTE_MS = 60_000;

/** Spaces the starts of calls evenly, over all documents of a run. */
export class Pacer {
	readonly #intervalMs: number;
	#nextMs = 0;

	/** @param requestsPerMinute calls started per minute; 0 = no limit */
	constructor(requestsPerMinute: number) {
		this.#intervalMs = requestsPerMinute > 0 ? MINUTE_MS / requestsPerMinute : 0;
	}

	/**
	 * Takes the next place in time.
	 *
	 * @returns milliseconds to wait until then
	 */
	takeTurn(nowMs: number): number {
		const turn = Math.max(nowMs, this.#nextMs);
		this.#nextMs = turn + this.#intervalMs;
		return turn - nowMs;
	}
}
