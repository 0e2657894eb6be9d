import type { Cause } from './callFailure';
import { VENDOR_ERRORS } from './vendorErrors';

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
