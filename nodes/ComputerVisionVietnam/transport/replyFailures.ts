import { quoteName } from '../document/nameDocument';
import type { ReplyReading } from '../schema/reply';
import type { Cause } from './callFailure';
import { readVendorError, VENDOR_ERRORS } from './vendorErrors';
import type { VendorCause } from './vendorErrors';

/** zod's names of types, for people. */
const EXPECTED: Readonly<Record<string, string>> = {
	object: 'an object',
	array: 'a list',
	string: 'text',
	number: 'a number',
};

/** What a reply says that holds no report. */
type FailedReading = Exclude<ReplyReading, { kind: 'reports' }>;

/** A failure stated inside a reply; the same for one that was saved earlier. */
export interface ReplyCause extends Cause {
	/** What the vendor meant; null where it said nothing of the kind. */
	readonly vendorCause: VendorCause | null;
}

const MAYBE_BILLED = 'The call may have been billed.';
const ASK_VENDOR = 'If it happens again, ask Computer Vision Vietnam.';

/** A code may be any text; only what looks like a code is repeated. */
const toShownCode = (errorCode: string): string | null =>
	/^-?\d{1,4}$/.test(errorCode) ? errorCode : null;

/** The code, and the vendor's words where they are known ones: a body's text may hold data. */
function describeCode(shownCode: string | null, wording: string | null): string {
	const code = shownCode === null ? 'an unknown error code' : `error code ${shownCode}`;
	return wording === null ? code : `${code}, "${wording}"`;
}

const UNKNOWN_ERROR = {
	clause: 'it gave a reason that this node does not know',
	remedy: `Look the code up in the documentation of the API. ${ASK_VENDOR}`,
};

function toRefusal({ errorCode, errorMessage }: Extract<ReplyReading, { kind: 'refused' }>) {
	const shownCode = toShownCode(errorCode);
	const { cause, byMessage } = readVendorError(errorCode, errorMessage);
	const known = cause === null ? null : VENDOR_ERRORS[cause];
	const { clause, remedy } = known ?? UNKNOWN_ERROR;
	return {
		kind: 'refused' as const,
		clause: `${clause} (${describeCode(shownCode, byMessage ? (known?.wording ?? null) : null)})`,
		remedy,
		errorCode: shownCode ?? undefined,
		vendorCause: cause,
	};
}

/** Only keys of the documented reply and list positions may stand in a message. */
const isSafePath = (path: string): boolean =>
	/^[A-Za-z_]{1,40}(?:\.[a-z_]{1,40}|\.\d{1,6})*$/.test(path);

const toPlace = (path: string): string => (isSafePath(path) ? quoteName(path) : 'the reply');

/** The cause of a reply that holds no report, without the document's name. */
export function toReplyCause(reading: FailedReading): ReplyCause {
	switch (reading.kind) {
		case 'refused':
			return toRefusal(reading);
		case 'noReport':
			return {
				kind: 'refused',
				opening: 'No report found in',
				clause: 'the API read the document and found no credit report',
				remedy: `Check that it is a CIC credit report and that its pages are sharp and upright. ${MAYBE_BILLED}`,
				errorCode: '0',
				vendorCause: null,
			};
		case 'exception':
			return {
				kind: 'unreadableAnswer',
				clause: 'the API reports an exception on its side instead of a result',
				remedy: `Run this document again. ${ASK_VENDOR} ${MAYBE_BILLED}`,
				vendorCause: null,
			};
		case 'unreadable':
			return {
				kind: 'unreadableAnswer',
				clause: `${toPlace(reading.path)} should be ${EXPECTED[reading.expected] ?? reading.expected}`,
				remedy: `The answer does not have the documented form. ${ASK_VENDOR} ${MAYBE_BILLED}`,
				vendorCause: null,
			};
	}
}
