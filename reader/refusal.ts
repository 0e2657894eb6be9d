/**
 * The documented codes that stand for a document which is not answered with reports:
 * 1 is no image or PDF, 2 could not be fetched, 3 holds no CIC report, 6 could not be processed,
 * which is also what becomes of a document over a limit.
 */
export type RefusalCode = '1' | '2' | '3' | '6';

/** Ends the reading of one document; everything else that is thrown counts as code 6. */
export class Refusal extends Error {
	override readonly name = 'Refusal';
	readonly code: RefusalCode;

	/** @param reason for the operator's log: fixed words and limits, nothing of the document */
	constructor(code: RefusalCode, reason: string) {
		super(reason);
		this.code = code;
	}
}
