import { nameDocument } from '../document/nameDocument';
import type { DocumentLabel } from '../document/sourceDocument';
import type { Failure, FailureKind } from '../failure';
import type { RetryClass } from './retryPolicy';

/** Why a call failed, apart from the document it was for. English; holds nothing that was received. */
export interface Cause {
	readonly kind: FailureKind;
	/** A clause that follows the opening of its kind, such as `the connection was refused`. */
	readonly clause: string;
	readonly remedy: string;
	readonly errorCode?: string | undefined;
	readonly httpStatus?: number | undefined;
	/** An opening that fits better than that of the kind; the document's name follows it. */
	readonly opening?: string;
}

/** A failed call, and what may follow from it. */
export interface CallFailure extends Cause {
	readonly retry: RetryClass;
	/** True: every further call would fail the same way, so nothing more is sent. */
	readonly stopsTheRun: boolean;
	/** What the server asked for; null when it asked for nothing. */
	readonly retryAfterMs: number | null;
}

const OPENINGS: Readonly<Record<FailureKind, string>> = {
	badInput: 'Cannot send',
	refused: 'The API refused',
	noAnswer: 'No answer for',
	unreadableAnswer: 'Unreadable answer for',
};

function toFailure(cause: Cause, message: string, description: string): Failure {
	const { kind, errorCode, httpStatus } = cause;
	return {
		kind,
		message,
		description,
		...(errorCode !== undefined && { errorCode }),
		...(httpStatus !== undefined && { httpStatus }),
	};
}

/** The failure of a document that was sent. */
export function toDocumentFailure(document: DocumentLabel, cause: Cause): Failure {
	const opening = cause.opening ?? OPENINGS[cause.kind];
	const message = `${opening} ${nameDocument(document)}: ${cause.clause}`;
	return toFailure(cause, message, cause.remedy);
}

/** A text at the start of a sentence. */
const capitalise = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** The failure of a document that was held back because of what another one met. */
export function toUnsentFailure(document: DocumentLabel, cause: Cause): Failure {
	const message = `${capitalise(nameDocument(document))} was not sent: ${cause.clause}`;
	return toFailure(cause, message, cause.remedy);
}
