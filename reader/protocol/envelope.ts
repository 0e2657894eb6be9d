/** The documented codes with the documentation's own words; codes 1 and 3 share theirs. */
const MESSAGES = {
	'0': 'Success',
	'1': 'Incorrect image format',
	'2': 'Url is unavailable',
	'3': 'Incorrect image format',
	'4': 'Incorrect api_key or api_secret',
	'6': 'Error when processing the request',
} as const;

/** A documented code that this server answers with; 5, "Out of requests", never happens here. */
export type ErrorCode = keyof typeof MESSAGES;

/** The body of an answer without data. */
export function buildRefusal(code: Exclude<ErrorCode, '0'>): string {
	return JSON.stringify({ data: null, errorCode: code, errorMessage: MESSAGES[code] });
}

/**
 * The body of a success.
 *
 * @param infoJson the list of reports, serialised already by the process that read them
 */
export function buildSuccess(infoJson: Uint8Array): Buffer {
	const end = `,"type":"credit_report"},"errorCode":"0","errorMessage":"${MESSAGES[0]}"}`;
	return Buffer.concat([Buffer.from(`{"data":{"info":`), infoJson, Buffer.from(end)]);
}
