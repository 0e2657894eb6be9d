import { cleanText, foldText } from '../creditReport/values/text';
import type { Cause } from './failure';

/** What the vendor's API means by an error, whatever code and wording it chose. */
export type VendorCause =
	'image' | 'noContent' | 'url' | 'key' | 'quota' | 'processing' | 'formatType';

interface VendorError {
	/** The vendor's own words in this endpoint's table or a sibling's; safe to quote. */
	readonly wording: string;
	/** What happened, after "The API refused X: ". */
	readonly clause: string;
	readonly remedy: string;
	/** Matched against the folded message, in English and Vietnamese, misspellings included. */
	readonly pattern: RegExp;
}

/** What keeps a document from being read although it was sent whole. */
const FILE_CAUSES =
	'it may ask for a password, be restricted, or be damaged by a step that treats files as text; a URL may give a web page instead of the file.';

/** Every cause; the order matters where a message could match two. */
export const VENDOR_ERRORS: Readonly<Record<VendorCause, VendorError>> = {
	key: {
		wording: 'Incorrect api_key or api_secret',
		clause: 'the API key or secret is wrong',
		remedy:
			'Correct API Key and API Secret in the credential, and check that they belong to its Base URL.',
		pattern: /api ?key|api ?secret/,
	},
	quota: {
		wording: 'Out of requests',
		clause: 'the account has no requests left',
		remedy: 'Buy more requests from Computer Vision Vietnam, then run the failed documents again.',
		pattern: /out of requests?|het so luong request/,
	},
	url: {
		wording: 'Url is unavailable',
		clause: 'it could not fetch the URL',
		remedy:
			'The address must be reachable from the internet and not expired. Or load the file with an HTTP Request node and use the input mode "Binary File".',
		pattern: /url is unavailable|url.* khong kha dung/,
	},
	noContent: {
		wording: 'The photo does not contain content',
		clause: 'it found no content in the document',
		remedy: 'Check that the pages are not blank, upright and sharp enough to read.',
		pattern: /not contain content|khong chua noi dung/,
	},
	formatType: {
		wording: 'Incorrect format type',
		clause: 'it does not know the way the document was sent',
		remedy: 'Try another input mode. If that fails too, check that the Base URL is right.',
		pattern: /n?correct format+ type/,
	},
	image: {
		wording: 'Incorrect image format',
		clause: 'it could not read the document as a PDF or image',
		remedy: `Open the file: ${FILE_CAUSES} If it opens, print it to a new PDF or save it as JPEG and send that.`,
		pattern: /n?correct image format+|anh sai format/,
	},
	processing: {
		wording: 'Error when processing the request',
		clause: 'it failed while processing the document',
		remedy: `Run this document again. If it keeps failing, open the file: ${FILE_CAUSES} Else ask Computer Vision Vietnam.`,
		pattern: /error when processing/,
	},
};

const CAUSES = ['key', 'quota', 'url', 'noContent', 'formatType', 'image', 'processing'] as const;

/** A refusal that the API stated in its reply. */
export interface StatedRefusal extends Cause {
	/** What the vendor meant; null where neither its message nor its code is known. */
	readonly vendorCause: VendorCause | null;
}

const UNKNOWN_ERROR = {
	clause: 'it gave a reason that this node does not know',
	remedy:
		'Look the code up in the documentation of the API. If it happens again, ask Computer Vision Vietnam.',
};

/** A code may be any text; only what looks like a code is repeated. */
const CODE = /^-?\d{1,4}$/;

/**
 * Says what the API meant: by its message first, since codes 4 and 5 are swapped on sibling
 * endpoints, and by the code where the message is unknown or missing. The vendor's words are shown
 * where they are known ones: a body's text may hold data.
 *
 * @param causesByCode the endpoint's own table
 */
export function toStatedRefusal(
	errorCode: string,
	errorMessage: string | null,
	causesByCode: ReadonlyMap<string, VendorCause>,
): StatedRefusal {
	// Underscores, hyphens and dots are written or left out at will in the vendor's tables.
	const folded = foldText(cleanText((errorMessage ?? '').slice(0, 300)))
		.replace(/[^a-z0-9]+/g, ' ')
		.trim();
	const named = CAUSES.find((cause) => VENDOR_ERRORS[cause].pattern.test(folded));
	const vendorCause = named ?? causesByCode.get(errorCode) ?? null;
	const { clause, remedy } = vendorCause === null ? UNKNOWN_ERROR : VENDOR_ERRORS[vendorCause];
	const shownCode = CODE.test(errorCode) ? errorCode : undefined;
	const code = shownCode === undefined ? 'an unknown error code' : `error code ${shownCode}`;
	const wording = named === undefined ? '' : `, "${VENDOR_ERRORS[named].wording}"`;
	return {
		kind: 'refused',
		clause: `${clause} (${code}${wording})`,
		remedy,
		errorCode: shownCode,
		vendorCause,
		findsNoReport: vendorCause === 'image' || vendorCause === 'noContent',
	};
}

/** Error code 0 and nothing found. */
export const NO_REPORT: Cause = {
	kind: 'refused',
	opening: 'No report found in',
	clause: 'the API read the document and found no credit report',
	remedy:
		'Check that it is a CIC credit report and that its pages are sharp and upright. The call may have been billed.',
	errorCode: '0',
	findsNoReport: true,
};

type StatusCause = Pick<Cause, 'clause' | 'remedy'>;

/** Whose fault it was shows in how the message opens; 4xx keeps the opening of a refusal. */
const OPENINGS: Readonly<Record<number, string>> = {
	3: 'The API did not take',
	5: 'The API failed on',
};

const LATER = 'Run this document again later.';
const TOO_LARGE =
	'Send fewer pages, or save the document with a lower resolution (200 to 300 dpi is enough).';
const WRONG_PLACE =
	'Check the Base URL in the credential: something answers there, but not this API.';
const MOVED =
	'If the service has moved, put its new address into the Base URL of the credential. Key and document were not sent to the other host.';

/** What a status means where the body did not say it; a status not listed goes by its hundred. */
const STATUSES: Readonly<Record<number, StatusCause>> = {
	400: {
		clause: 'the request is not valid',
		remedy: 'Check the document and the options of the node, "Check Sum" above all.',
	},
	401: { clause: VENDOR_ERRORS.key.clause, remedy: VENDOR_ERRORS.key.remedy },
	402: { clause: VENDOR_ERRORS.quota.clause, remedy: VENDOR_ERRORS.quota.remedy },
	403: {
		clause: 'access is forbidden',
		remedy:
			'The key may not be allowed to use credit reports, or this server’s address is blocked. Ask Computer Vision Vietnam.',
	},
	404: { clause: 'the address does not exist', remedy: WRONG_PLACE },
	405: { clause: 'the address does not take such requests', remedy: WRONG_PLACE },
	408: { clause: 'the document took too long to arrive', remedy: `${LATER} ${TOO_LARGE}` },
	413: { clause: 'the document is too large', remedy: TOO_LARGE },
	414: {
		clause: 'the URL is too long',
		remedy: 'Load the file with an HTTP Request node and use the input mode "Binary File".',
	},
	415: {
		clause: 'the format of the document is not supported',
		remedy: 'Send the credit report as a PDF, a JPEG or a PNG.',
	},
	422: {
		clause: 'the document could not be processed',
		remedy: 'Open the file to see whether it is damaged, and check the options of the node.',
	},
	429: {
		clause: 'too many requests at once',
		remedy: 'Lower "Max Concurrency" or set "Requests per Minute" in the options, then run again.',
	},
	500: { clause: 'its server reports an internal error', remedy: LATER },
	502: { clause: 'its server is not working at the moment', remedy: LATER },
	503: { clause: 'its server is not available at the moment', remedy: LATER },
	504: { clause: 'its server took too long', remedy: LATER },
};

const BY_HUNDRED: Readonly<Record<number, StatusCause>> = {
	3: { clause: 'its server redirects to another address', remedy: MOVED },
	4: { clause: 'the request is not accepted', remedy: WRONG_PLACE },
	5: { clause: 'its server reports an error', remedy: LATER },
};

/** Statuses after which every further call would fail the same way. */
const STOPPING = new Set([401, 402]);

/** Whether a status stands for a wrong key or an exhausted quota. */
export const stopsTheRun = (status: number): boolean => STOPPING.has(status);

/** What a status says by itself; null for 1xx and 2xx, which say nothing went wrong. */
export function toStatusCause(status: number): Cause | null {
	const hundred = Math.floor(status / 100);
	const known = STATUSES[status] ?? BY_HUNDRED[hundred];
	if (known === undefined) return null;
	const opening = OPENINGS[hundred];
	return {
		kind: 'refused',
		...(opening !== undefined && { opening }),
		clause: `${known.clause} (HTTP ${status})`,
		remedy: known.remedy,
		httpStatus: status,
	};
}
