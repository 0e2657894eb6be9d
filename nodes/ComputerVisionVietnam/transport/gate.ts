/** Let in before a breath. One would be slower than the calls themselves where many are in flight. */
const CALLERS_A_BREATH = 2;
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
	#admitted = 0;
	#isAdmitting = false;
	readonly #breathe: () => Promise<void>;
	readonly #line: Array<() => void> = [];

	/**
	 * @param maxConcurrency calls in flight at most, at least 1
	 * @param breathe what is waited for after every second caller that is let in. Answers often come
	 * together; without a breath, no document goes out before the last of them has been read, and then
	 * all do. Must not reject.
	 */
	constructor(maxConcurrency: number, breathe: () => Promise<void>) {
		this.#max = maxConcurrency;
		this.#limit = maxConcurrency;
		this.#breathe = breathe;
	}

	/** Whether somebody waits in line. */
	get hasLine(): boolean {
		return this.#line.length > 0;
	}

	/** Resolves when the caller may send. `first`: ahead of the line, for a document already begun. */
	async enter({ first = false } = {}): Promise<void> {
		const turn = new Promise<void>((resolve) => {
			if (first) this.#line.unshift(resolve);
			else this.#line.push(resolve);
		});
		void this.#admit();
		await turn;
	}

	/** To be called once for each `enter`, when the call is over. */
	leave(): void {
		this.#inFlight -= 1;
		void this.#admit();
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
		void this.#admit();
	}

	async #admit(): Promise<void> {
		if (this.#isAdmitting) return;
		this.#isAdmitting = true;
		while (this.#inFlight < this.#limit) {
			const next = this.#line.shift();
			if (next === undefined) break;
			this.#inFlight += 1;
			next();
			this.#admitted += 1;
			if (this.#admitted % CALLERS_A_BREATH === 0) await this.#breathe();
		}
		this.#isAdmitting = false;
	}
}
