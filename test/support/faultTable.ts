/** What the API or the network may do to the call of one document, and what the user is told. */
export interface FaultCase {
	/** Name in the sandbox, or one of the troubles that need no sandbox. */
	readonly fault: string;
	/** Status that replaces the fault's own. */
	readonly status?: number;
	/** The whole message for the document called `subject`. */
	readonly message: (subject: string) => string;
	/** A part of the description: the advice. */
	readonly advice: string;
	/** Calls for the document with one retry allowed. */
	readonly calls: number;
	/** Calls that were billed. */
	readonly billed?: number;
	/** What the documents after it are told; absent when they are sent. */
	readonly haltsWith?: string;
}

const refused = (clause: string) => (subject: string) => `The API refused ${subject}: ${clause}`;
const failedOn = (clause: string) => (subject: string) => `The API failed on ${subject}: ${clause}`;
const noAnswer = (clause: string) => (subject: string) => `No answer for ${subject}: ${clause}`;
const unreadable = (clause: string) => (subject: string) =>
	`Unreadable answer for ${subject}: ${clause}`;

const wrongKey = (code: string): Pick<FaultCase, 'message' | 'advice' | 'haltsWith' | 'calls'> => ({
	message: refused(`the API key or secret is wrong (${code})`),
	advice: 'Correct API Key and API Secret in the credential',
	haltsWith: `the API key or secret is wrong (${code})`,
	calls: 1,
});

const noRequestsLeft = (code: string): ReturnType<typeof wrongKey> => ({
	message: refused(`the account has no requests left (${code})`),
	advice: 'Buy more requests',
	haltsWith: `the account has no requests left (${code})`,
	calls: 1,
});

const WRONG_KEY = '"Incorrect api_key or api_secret"';
const NO_REQUESTS = '"Out of requests"';
const BAD_IMAGE = 'it could not read the document as a PDF or image';

const HTTP_CASES: readonly FaultCase[] = [
	{
		fault: 'http-400',
		message: refused('the request is not valid (HTTP 400)'),
		advice: 'Check the document and the options',
		calls: 1,
	},
	{ fault: 'http-401', ...wrongKey('HTTP 401') },
	{ fault: 'http-400', status: 402, ...noRequestsLeft('HTTP 402') },
	{
		fault: 'http-403',
		message: refused('access is forbidden (HTTP 403)'),
		advice: 'The key may not be allowed',
		calls: 1,
	},
	{
		fault: 'http-404',
		message: refused('the address does not exist (HTTP 404)'),
		advice: 'Check the Base URL',
		calls: 1,
	},
	{
		fault: 'http-400',
		status: 405,
		message: refused('the address does not take such requests (HTTP 405)'),
		advice: 'Check the Base URL',
		calls: 1,
	},
	{
		fault: 'http-400',
		status: 408,
		message: refused('the document took too long to arrive (HTTP 408)'),
		advice: 'Run this document again later',
		calls: 1,
	},
	{
		fault: 'http-413',
		message: refused('the document is too large (HTTP 413)'),
		advice: 'Send fewer pages',
		calls: 1,
	},
	{
		fault: 'http-400',
		status: 414,
		message: refused('the URL is too long (HTTP 414)'),
		advice: 'use the input mode "Binary File"',
		calls: 1,
	},
	{
		fault: 'http-415',
		message: refused('the format of the document is not supported (HTTP 415)'),
		advice: 'Send the credit report as a PDF',
		calls: 1,
	},
	{
		fault: 'http-422',
		message: refused('the document could not be processed (HTTP 422)'),
		advice: 'Open the file to see whether it is damaged',
		calls: 1,
	},
	{
		fault: 'http-400',
		status: 418,
		message: refused('the request is not accepted (HTTP 418)'),
		advice: 'Check the Base URL',
		calls: 1,
	},
	...['http-429', 'http-429-date', 'http-429-no-retry-after', 'http-429-nonsense'].map(
		(fault): FaultCase => ({
			fault,
			message: refused('too many requests at once (HTTP 429)'),
			advice: 'Lower "Max Concurrency"',
			calls: 2,
		}),
	),
	{
		fault: 'http-500',
		message: failedOn('its server reports an internal error (HTTP 500)'),
		advice: 'Run this document again later',
		calls: 1,
	},
	{
		fault: 'http-502',
		message: failedOn('its server is not working at the moment (HTTP 502)'),
		advice: 'Run this document again later',
		calls: 2,
	},
	{
		fault: 'http-503',
		message: failedOn('its server is not available at the moment (HTTP 503)'),
		advice: 'Run this document again later',
		calls: 2,
	},
	{
		fault: 'http-504',
		message: failedOn('its server took too long (HTTP 504)'),
		advice: 'Run this document again later',
		calls: 2,
	},
	{
		fault: 'http-500',
		status: 507,
		message: failedOn('its server reports an error (HTTP 507)'),
		advice: 'Run this document again later',
		calls: 1,
	},
	{
		fault: 'redirect-cross-origin',
		message: (subject) =>
			`The API did not take ${subject}: its server redirects to another address (HTTP 307)`,
		advice: 'were not sent to the other host',
		calls: 1,
	},
];

const CODE_CASES: readonly FaultCase[] = [
	{
		fault: 'error-code-1',
		message: refused(`${BAD_IMAGE} (error code 1, "Incorrect image format")`),
		advice: 'Open the file: it may ask for a password, be restricted',
		calls: 1,
	},
	{
		fault: 'error-code-2',
		message: refused('it could not fetch the URL (error code 2, "Url is unavailable")'),
		advice: 'reachable from the internet',
		calls: 1,
	},
	{
		fault: 'error-code-3',
		message: refused(`${BAD_IMAGE} (error code 3, "Incorrect image format")`),
		advice: 'Open the file: it may ask for a password, be restricted',
		calls: 1,
	},
	{ fault: 'error-code-4', ...wrongKey(`error code 4, ${WRONG_KEY}`) },
	{ fault: 'error-code-5', ...noRequestsLeft(`error code 5, ${NO_REQUESTS}`) },
	{
		fault: 'error-code-6',
		message: refused(
			'it failed while processing the document (error code 6, "Error when processing the request")',
		),
		advice: 'Run this document again',
		calls: 1,
	},
	{
		fault: 'error-code-99',
		message: refused('it gave a reason that this node does not know (error code 99)'),
		advice: 'Look the code up',
		calls: 1,
	},
	{
		fault: 'error-code-number-3',
		message: refused(`${BAD_IMAGE} (error code 3, "Incorrect image format")`),
		advice: 'Open the file: it may ask for a password, be restricted',
		calls: 1,
	},
	{ fault: 'mismatch-5-wrong-key', ...wrongKey(`error code 5, ${WRONG_KEY}`) },
	{ fault: 'mismatch-4-quota', ...noRequestsLeft(`error code 4, ${NO_REQUESTS}`) },
	{
		fault: 'mismatch-3-no-content',
		message: refused(
			'it found no content in the document (error code 3, "The photo does not contain content")',
		),
		advice: 'Check that the pages are not blank',
		calls: 1,
	},
	{ fault: 'vietnamese-wrong-key', ...wrongKey(`error code 4, ${WRONG_KEY}`) },
	{ fault: 'vietnamese-quota', ...noRequestsLeft(`error code 5, ${NO_REQUESTS}`) },
	{
		fault: 'error-code-6',
		status: 503,
		message: refused(
			'it failed while processing the document (error code 6, "Error when processing the request")',
		),
		advice: 'Run this document again',
		calls: 2,
	},
	{ fault: 'error-code-5', status: 429, ...noRequestsLeft(`error code 5, ${NO_REQUESTS}`) },
];

const unreadableCase = (fault: string, clause: string, billed = 0): FaultCase => ({
	fault,
	message: unreadable(clause),
	advice: 'ask Computer Vision Vietnam',
	calls: 1,
	billed,
});

const noReportCase = (fault: string): FaultCase => ({
	fault,
	message: (subject) =>
		`No report found in ${subject}: the API read the document and found no credit report`,
	advice: 'Check that it is a CIC credit report',
	calls: 1,
	billed: 1,
});

const UNREADABLE_CASES: readonly FaultCase[] = [
	{
		fault: 'html-200',
		message: unreadable('it is a web page, not JSON'),
		advice: 'Check the Base URL',
		calls: 1,
	},
	unreadableCase('empty-200', 'it is empty'),
	unreadableCase('truncated-json', 'its JSON is cut off or damaged', 1),
	unreadableCase('broken-gzip', 'its JSON is cut off or damaged', 1),
	unreadableCase('json-null', 'the reply should be an object', 1),
	unreadableCase('json-list', 'the reply should be an object', 1),
	unreadableCase('json-text', 'the reply should be an object', 1),
	unreadableCase('data-text', '"data" should be an object', 1),
	unreadableCase('info-text', '"data.info" should be an object', 1),
	unreadableCase('info-number-entry', '"data.info.0" should be an object', 1),
	unreadableCase('missing-error-code', '"errorCode" should be text or a number', 1),
	unreadableCase(
		'exception-key',
		'the API reports an exception on its side instead of a result',
		1,
	),
	...['data-null', 'missing-data', 'info-null', 'info-empty'].map(noReportCase),
];

const CONNECTION_CASES: readonly FaultCase[] = [
	{
		fault: 'reset-on-arrival',
		message: noAnswer('the connection broke off'),
		advice: 'may have been read and billed',
		calls: 1,
	},
	{
		fault: 'reset-before-reply',
		message: noAnswer('the connection broke off'),
		advice: 'may have been read and billed',
		calls: 1,
		billed: 1,
	},
	{
		fault: 'reset-mid-body',
		message: noAnswer('the connection broke off'),
		advice: 'may have been read and billed',
		calls: 1,
		billed: 1,
	},
	{
		fault: 'hang-mid-body',
		message: noAnswer('it did not come within the timeout'),
		advice: 'Raise "Timeout"',
		calls: 1,
		billed: 1,
	},
	{
		fault: 'hang',
		message: noAnswer('it did not come within the timeout'),
		advice: 'Raise "Timeout"',
		calls: 1,
	},
];

/** Every fault that ends in a failure. */
export const FAILING: readonly FaultCase[] = [
	...HTTP_CASES,
	...CODE_CASES,
	...UNREADABLE_CASES,
	...CONNECTION_CASES,
];

/** Oddities of an answer that must not cost the user a document that was paid for. */
export const TOLERATED: readonly string[] = [
	'bom',
	'gzip',
	'text-html-json',
	'error-code-number-0',
	'error-code-padded-0',
	'exception-empty',
	'info-object',
	'data-list',
	'two-reports',
	'row-number',
	'table-text',
	'cell-text',
	'slow',
];
