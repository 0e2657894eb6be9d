import type { DocumentLabel } from '../inputs/document';

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

/** Longer names are cut in messages; the item keeps the whole name. */
const MAX_NAME = 120;

/**
 * A name as items, messages and requests carry it: composed letters, blanks of one kind, nothing that
 * cannot be seen or that reverses the direction of writing.
 */
export const toName = (name: string): string =>
	name
		.normalize('NFC')
		.replace(/[\p{Cc}\p{Zl}\p{Zp}]+|\p{Zs}/gu, ' ')
		.replace(/\p{Cf}+/gu, '')
		.trim();

/** A name as it may stand in a message: one line, quoted, of a bearable length. */
export function quoteName(name: string): string {
	const letters = Array.from(toName(name));
	const shown = letters.length > MAX_NAME ? [...letters.slice(0, MAX_NAME), '…'] : letters;
	return `"${shown.join('')}"`;
}

/** The document as messages call it: its file name, else where it came from. */
export function nameDocument(document: Pick<DocumentLabel, 'name' | 'field'>): string {
	if (document.name !== null) return quoteName(document.name);
	if (document.field === 'url') return 'the document at the URL';
	if (document.field === 'base64') return 'the base64 document';
	if (document.field === 'response') return 'the saved response';
	return `the file in binary field ${quoteName(document.field)}`;
}

/** Why a document failed, apart from its name. English; holds nothing that was received. */
export interface Cause {
	readonly kind: FailureKind;
	/** A clause that follows the opening of its kind, such as `the connection was refused`. */
	readonly clause: string;
	readonly remedy: string;
	readonly errorCode?: string | undefined;
	readonly httpStatus?: number | undefined;
	/** An opening that fits better than that of the kind; the document's name follows it. */
	readonly opening?: string;
	/** The API looked at the document and found no report in it. */
	readonly findsNoReport?: boolean;
}

const OPENINGS: Readonly<Record<FailureKind, string>> = {
	badInput: 'Cannot send',
	refused: 'The API refused',
	noAnswer: 'No answer for',
	unreadableAnswer: 'Unreadable answer for',
};

/** An item cannot be handled; thrown where that is found out, told where the item is handled. */
export class ItemFailure extends Error {
	constructor(readonly failure: Failure) {
		super(failure.message);
	}
}

/** Builds the failure of a bad input that is no document's. */
export const toBadInput = (message: string, description: string): Failure => ({
	kind: 'badInput',
	message,
	description,
});

function toFailure({ kind, remedy, errorCode, httpStatus }: Cause, message: string): Failure {
	return {
		kind,
		message,
		description: remedy,
		...(errorCode !== undefined && { errorCode }),
		...(httpStatus !== undefined && { httpStatus }),
	};
}

/** The failure of a document by its own fault. */
export function toDocumentFailure(document: DocumentLabel, cause: Cause): Failure {
	const opening = cause.opening ?? OPENINGS[cause.kind];
	return toFailure(cause, `${opening} ${nameDocument(document)}: ${cause.clause}`);
}

/** The failure of a document that was held back because of what another one met. */
export function toUnsentFailure(document: DocumentLabel, cause: Cause): Failure {
	const name = nameDocument(document);
	const subject = name.charAt(0).toUpperCase() + name.slice(1);
	return toFailure(cause, `${subject} was not sent: ${cause.clause}`);
}
/** A Buffer, or what became of one in JSON. */
const isBuffer = (value: object): boolean =>
	Buffer.isBuffer(value) || ('type' in value && value.type === 'Buffer' && 'data' in value);

/** What stands in a place, by its type, for a message: never the value itself. */
export function describeType(value: unknown): string {
	if (value === null || value === undefined) return `nothing (${value})`;
	if (Array.isArray(value)) return 'a list';
	if (typeof value === 'object') return isBuffer(value) ? 'a Buffer object' : 'an object';
	if (typeof value === 'string') return value.trim() === '' ? 'an empty text' : 'a text';
	return typeof value === 'boolean' ? `the value ${value}` : `a ${typeof value}`;
}
