import type { Failure } from '../../nodes/ComputerVisionVietnam/failure';
import type { CallFailure } from '../../nodes/ComputerVisionVietnam/transport/callFailure';
import { markdownTable } from './markdownTable.ts';
import type { NodeCode } from './nodeCode.ts';

const DOCUMENT = { itemIndex: 0, name: 'report.pdf', field: 'data' };

const RETRIES: Readonly<Record<CallFailure['retry'], string>> = {
	always: 'yes',
	whenAllowed: 'only with Retry Timeouts',
	never: 'no',
};

/** The vendor's codes with the words of its table, and one that is not in it. */
const VENDOR_ERRORS: ReadonlyArray<readonly [string, string]> = [
	['1', 'Incorrect image format'],
	['2', 'Url is unavailable'],
	['3', 'The photo does not contain content'],
	['4', 'Incorrect api_key or api_secret'],
	['5', 'Out of requests'],
	['6', 'Error when processing the request'],
	['99', ''],
];
const STATUSES = [401, 403, 404, 413, 415, 422, 429, 500, 502, 503, 504];
const NETWORK_CODES = [
	'ECONNREFUSED',
	'ENOTFOUND',
	'EHOSTUNREACH',
	'ETIMEDOUT',
	'ECONNRESET',
	'CERT_HAS_EXPIRED',
];
const BODIES = [
	'<html></html>',
	'',
	'{"data": {"info": [',
	'{"errorCode": "0", "data": {"info": 5}}',
	'{"errorCode": "0", "Exception": "…", "data": {"info": []}}',
];

const HEADINGS = ['Message', 'What to do', 'Tried again by itself'];

/** A line without the last cell belongs to a failure before any request. */
const toTable = (lines: readonly (readonly string[])[]): string =>
	markdownTable(HEADINGS.slice(0, lines[0]?.length), lines);

const toLine = ({ message, description }: Failure): string[] => [message, description];

/** Failures before any request: nothing was sent, nothing billed. */
export function badInputTable(node: NodeCode): string {
	const { toBase64Failure, toInspectionFailure, toUrlFailure } = node;
	const insecure = node.parseBaseUrl('http://api.example.com', false);
	const failures: Failure[] = [
		node.toMissingFieldFailure('data', ['attachment_0']),
		node.toNoMatchFailure('attachment_*', []),
		toInspectionFailure(DOCUMENT, { kind: 'notADocument', looksLike: 'a ZIP archive' }),
		toInspectionFailure(DOCUMENT, { kind: 'empty' }),
		toInspectionFailure(DOCUMENT, { kind: 'encrypted' }),
		toInspectionFailure(DOCUMENT, { kind: 'noPages' }),
		node.toStorageFailure(DOCUMENT),
		toUrlFailure({ kind: 'notAUrl' }),
		toUrlFailure({ kind: 'wrongScheme', scheme: 'ftp' }),
		toBase64Failure(DOCUMENT, { kind: 'badCharacter', position: 41 }),
		toBase64Failure(DOCUMENT, { kind: 'badLength' }),
		...(insecure.ok ? [] : [insecure.failure]),
	];
	return toTable(failures.map(toLine));
}

function readFailedAnswer(node: NodeCode, status: number, text: string): CallFailure {
	const body = new node.ReplyBody(Buffer.from(text));
	const reading = node.readAnswer({ status, headers: {}, body }, 0);
	if (reading.ok) throw new Error(`Status ${status} with this body is no failure`);
	return reading.failure;
}

const toCallLine = (node: NodeCode, failure: CallFailure): string[] => [
	...toLine(node.toDocumentFailure(DOCUMENT, failure)),
	RETRIES[failure.retry],
];

/** The API answered, and said no. */
export function refusalTable(node: NodeCode): string {
	const bodies = VENDOR_ERRORS.map(([errorCode, errorMessage]) =>
		readFailedAnswer(node, 200, JSON.stringify({ errorCode, errorMessage })),
	);
	const statuses = STATUSES.map((status) => readFailedAnswer(node, status, ''));
	const noReport = readFailedAnswer(node, 200, '{"errorCode": "0", "data": {"info": []}}');
	const lines = [...bodies, ...statuses, noReport].map((failure) => toCallLine(node, failure));
	const [key] = bodies.filter(({ stopsTheRun }) => stopsTheRun);
	if (key === undefined) throw new Error('A wrong key no longer stops the run');
	return toTable([...lines, [...toLine(node.toUnsentFailure(DOCUMENT, key)), RETRIES.never]]);
}

/** No answer came, or one that is no credit report. */
export function noAnswerTable(node: NodeCode): string {
	const network = NETWORK_CODES.map((code) =>
		node.toNetworkFailure(Object.assign(new Error(), { code }), false),
	);
	const unreadable = BODIES.map((text) => readFailedAnswer(node, 200, text));
	return toTable([...network, ...unreadable].map((failure) => toCallLine(node, failure)));
}
