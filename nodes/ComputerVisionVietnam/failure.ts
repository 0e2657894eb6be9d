/**
 * The four ways in which a document fails. They are never mixed: what a user does next differs.
 *
 * - `badInput`: found before any request; nothing was sent and nothing was billed.
 * - `refused`: the API answered, and said no (an error code in the body, or an HTTP status).
 * - `noAnswer`: no answer arrived (refused, reset, DNS, TLS, timeout, cancelled).
 * - `unreadableAnswer`: an answer arrived that is not a credit report reply.
 */
export type FailureKind = 'badInput' | 'refused' | 'noAnswer' | 'unreadableAnswer';

/**
 * Why one document has no result. English, for people; holds no field value, no response body,
 * no URL query, no key and no secret, so it can be shown, stored and logged.
 */
export interface Failure {
	readonly kind: FailureKind;
	/** What happened, in one sentence. */
	readonly message: string;
	/** What the user can do about it. */
	readonly description: string;
	/** The vendor's error code as it was sent, where there was one. */
	readonly errorCode?: string;
	/** The HTTP status, where an answer arrived. */
	readonly httpStatus?: number;
}
