/** The vendor's codes for `credit_report`, with its own wording (codes 1 and 3 share one). */
export const VENDOR_MESSAGES = {
	'0': 'Success',
	'1': 'Incorrect image format',
	'2': 'Url is unavailable',
	'3': 'Incorrect image format',
	'4': 'Incorrect api_key or api_secret',
	'5': 'Out of requests',
	'6': 'Error when processing the request',
} as const;

/** One of the seven documented codes. */
export type VendorCode = keyof typeof VENDOR_MESSAGES;

/** A reply body as the vendor documents it. `data` is free here: faults put anything into it. */
export interface Envelope {
	data?: unknown;
	errorCode?: unknown;
	errorMessage?: unknown;
	[extra: string]: unknown;
}

/** The body of a refusal: no data, the code as text, the vendor's message. */
export function refusal(code: Exclude<VendorCode, '0'>): Envelope {
	return { data: null, errorCode: code, errorMessage: VENDOR_MESSAGES[code] };
}

/** The body of a success around the given list of reports. */
export function success(info: readonly unknown[]): Envelope {
	return {
		data: { info, type: 'credit_report' },
		errorCode: '0',
		errorMessage: VENDOR_MESSAGES['0'],
	};
}

/** An error page as a proxy in front of the API would send it; `marker` lands in its text. */
export function htmlPage(title: string, marker: string): string {
	return `<!DOCTYPE html>
<html><head><title>${title}</title></head>
<body><center><h1>${title}</h1><p>${marker}</p></center><hr><center>nginx</center></body></html>
`;
}

/** The reports inside a success; an empty list when there are none. */
export function infoOf(envelope: Envelope): object[] {
	const { data } = envelope;
	const info: unknown =
		typeof data === 'object' && data !== null ? Reflect.get(data, 'info') : null;
	const isReport = (entry: unknown): entry is object => typeof entry === 'object' && entry !== null;
	return Array.isArray(info) ? info.filter(isReport) : [];
}
