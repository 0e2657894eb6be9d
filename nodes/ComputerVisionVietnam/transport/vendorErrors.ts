import { foldText } from '../report/text';

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
		remedy:
			'Open the file to see whether it is damaged. If it opens, print it to a new PDF or save it as JPEG and send that.',
		pattern: /n?correct image format+|anh sai format/,
	},
	processing: {
		wording: 'Error when processing the request',
		clause: 'it failed while processing the document',
		remedy:
			'Run this document again. If it keeps failing, send it in another format or ask Computer Vision Vietnam.',
		pattern: /error when processing/,
	},
};

/** This endpoint's own table; siblings number the same causes differently. */
const CAUSES_BY_CODE: ReadonlyMap<string, VendorCause> = new Map([
	['1', 'image'],
	['2', 'url'],
	['3', 'image'],
	['4', 'key'],
	['5', 'quota'],
	['6', 'processing'],
]);

const CAUSES = ['key', 'quota', 'url', 'noContent', 'formatType', 'image', 'processing'] as const;

/** Underscores, hyphens and dots are written or left out at will in the vendor's tables. */
const foldMessage = (message: string): string =>
	foldText(message)
		.replace(/[^a-z0-9]+/g, ' ')
		.trim();

/** An error as the API stated it. */
export interface VendorStatement {
	/** null: neither the message nor the code is known. */
	readonly cause: VendorCause | null;
	/** True when the words decided; the code may then say something else. */
	readonly byMessage: boolean;
}

/**
 * Says what the API meant: by its message first, since codes 4 and 5 are swapped on sibling
 * endpoints, and by the code where the message is unknown or missing.
 */
export function readVendorError(errorCode: string, errorMessage: string | null): VendorStatement {
	const folded = foldMessage((errorMessage ?? '').slice(0, 300));
	const named = CAUSES.find((cause) => VENDOR_ERRORS[cause].pattern.test(folded));
	if (named !== undefined) return { cause: named, byMessage: true };
	return { cause: CAUSES_BY_CODE.get(errorCode) ?? null, byMessage: false };
}
