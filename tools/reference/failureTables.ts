import type { NodeExecutionHint } from 'n8n-workflow';
import type * as BadInput from '../../nodes/ComputerVisionVietnam/failures/badInput.ts';
import type { Cause, Failure } from '../../nodes/ComputerVisionVietnam/failures/failure.ts';
import type { RetryClass } from '../../nodes/ComputerVisionVietnam/failures/noAnswer.ts';
import type { VendorCause } from '../../nodes/ComputerVisionVietnam/failures/refused.ts';
import type * as Unreadable from '../../nodes/ComputerVisionVietnam/failures/unreadable.ts';
import type { Base64Problem } from '../../nodes/ComputerVisionVietnam/inputs/base64.ts';
import type { PhotoProblemKind } from '../../nodes/ComputerVisionVietnam/inputs/photosToPdf.ts';
import type { UrlProblem } from '../../nodes/ComputerVisionVietnam/inputs/url.ts';
import { markdownTable } from './markdownTable.ts';
import type { NodeCode } from './nodeCode.ts';

const DOCUMENT = { itemIndex: 0, name: 'report.pdf', field: 'data' };
const LOGO = { itemIndex: 0, name: 'logo.gif', field: 'attachment_1', reason: 'a GIF image' };

const RETRIES: Readonly<Record<RetryClass, string>> = {
	always: 'yes',
	whenAllowed: 'only with Retry Timeouts',
	never: 'no',
};

const HEADINGS = ['Message', 'What to do', 'Tried again by itself'];

/** A line without the last cell belongs to a failure before any request. */
const toTable = (lines: readonly (readonly string[])[]): string =>
	markdownTable(HEADINGS.slice(0, lines[0]?.length), lines);

const toLine = ({ message, description }: Failure): string[] => [message, description];

const PHOTO_PROBLEMS: Readonly<Record<PhotoProblemKind, true>> = {
	otherFormat: true,
	broken: true,
	unsupported: true,
	tooLarge: true,
};
const BASE64_PROBLEMS: Readonly<Record<Base64Problem['kind'], Base64Problem>> = {
	empty: { kind: 'empty' },
	notBase64DataUrl: { kind: 'notBase64DataUrl' },
	badCharacter: { kind: 'badCharacter', position: 41 },
	blanks: { kind: 'blanks' },
	badLength: { kind: 'badLength' },
};
const URL_PROBLEMS: Readonly<Record<UrlProblem['kind'], readonly UrlProblem[]>> = {
	empty: [{ kind: 'empty' }],
	notAUrl: [{ kind: 'notAUrl' }],
	several: [{ kind: 'several' }],
	wrongScheme: [
		{ kind: 'wrongScheme', scheme: null },
		{ kind: 'wrongScheme', scheme: 'ftp' },
	],
};

/** Every export of `failures/badInput.ts` with what it gives; the compiler misses none. */
function listBadInputs(
	node: NodeCode,
): Readonly<Record<keyof typeof BadInput, Array<Failure | Cause>>> {
	const { badInput } = node;
	return {
		toMissingFieldFailure: [badInput.toMissingFieldFailure('data', ['attachment_0'])],
		toNoMatchFailure: [badInput.toNoMatchFailure('attachment_*', [])],
		NO_FIELD_NAME: [badInput.NO_FIELD_NAME],
		notAFile: [badInput.notAFile('it holds nothing (null), not a file')],
		notADocument: [badInput.notADocument('a ZIP archive or an Office document')],
		toNoDocumentFailure: [badInput.toNoDocumentFailure('attachment_*', [LOGO])],
		EMPTY_FILE: [badInput.EMPTY_FILE],
		STORAGE: [badInput.STORAGE],
		notAPhoto: [badInput.notAPhoto('a PDF')],
		notAPage: (Object.keys(PHOTO_PROBLEMS) as PhotoProblemKind[]).map(badInput.notAPage),
		toUrlFailure: Object.values(URL_PROBLEMS).flat().map(badInput.toUrlFailure),
		toBase64Cause: Object.values(BASE64_PROBLEMS).map(badInput.toBase64Cause),
		toParameterFailure: [badInput.toParameterFailure('Timeout', 'a number from 1 to 3600')],
		toExpressionFailure: [badInput.toExpressionFailure('')],
		MISSING_RESPONSE: [badInput.MISSING_RESPONSE],
		toMissingResponseFailure: [badInput.toMissingResponseFailure('Later Response')],
		toMisplacedCorrection: [badInput.toMisplacedCorrection('loan_details.9.total')],
		toUnreadableCorrection: [badInput.toUnreadableCorrection('loan_details.2.total')],
		DIFFERENT_PERSONS: [badInput.DIFFERENT_PERSONS],
		toSeveralReportsFailure: [badInput.toSeveralReportsFailure('Later Response')],
		STOPPED_BY_ANOTHER: [badInput.STOPPED_BY_ANOTHER],
		UNEXPECTED: [badInput.UNEXPECTED],
		// Part of a message, not one of its own.
		nameSkipped: [],
	};
}

const BASE_URLS = [
	'',
	'https://a b',
	'nowhere',
	'ftp://x',
	'https://u:p@x',
	'https://x?a',
	'http://x',
];

/** What can be wrong with a credential. */
function listCredentialFailures({ endpoint }: NodeCode): Failure[] {
	const urls = BASE_URLS.map((url) => endpoint.parseBaseUrl(url, false));
	const secret = endpoint.toSecretProblem({ apiKey: 'a b', apiSecret: 'c' });
	return [...urls.flatMap((url) => (url.ok ? [] : [url.failure])), ...(secret ? [secret] : [])];
}

/** What the node says of a saved reply that is none. */
function mappingFailure(node: NodeCode): Failure {
	try {
		node.reshape.judgeSaved({ file: 'report.pdf' }, DOCUMENT, 'Response');
	} catch (error) {
		if (error instanceof node.failures.ItemFailure) return error.failure;
		throw error;
	}
	throw new Error('An object without a reply is taken for one');
}

/** Failures before any request: nothing was sent, nothing billed. */
export function badInputTable(node: NodeCode): string {
	const known = Object.values(listBadInputs(node)).flat();
	const failures = known.map((each) =>
		'message' in each ? each : node.failures.toDocumentFailure(DOCUMENT, each),
	);
	return toTable([...failures, mappingFailure(node), ...listCredentialFailures(node)].map(toLine));
}

type CallCause = Cause & { readonly retry: RetryClass };

const toCallLine = (node: NodeCode, cause: CallCause): string[] => [
	...toLine(node.failures.toDocumentFailure(DOCUMENT, cause)),
	RETRIES[cause.retry],
];

/** Judges an answer that is no report, as the node does. */
function judgeFailed(node: NodeCode, status: number, text: string) {
	const { CREDIT_REPORT } = node.endpoint;
	const judged = node.judge.judgeAnswer({ status, headers: {}, text }, CREDIT_REPORT, 0);
	if (judged.ok) throw new Error(`Status ${status} with this body is no failure`);
	return judged.failure;
}

/** The code that stands for a cause at this endpoint; one without goes by its words alone. */
function codeOf(node: NodeCode, cause: VendorCause): string {
	const codes = [...node.endpoint.CREDIT_REPORT.causesByCode];
	return codes.find(([, known]) => known === cause)?.[0] ?? '3';
}

/** Every status that has a meaning of its own; one of the others stands for its hundred. */
function listStatuses(node: NodeCode): number[] {
	const clauses = new Map<string, number>();
	for (let status = 300; status < 600; status += 1) {
		const clause = node.refused.toStatusCause(status)?.clause.replace(/ \(HTTP \d+\)$/, '') ?? '';
		if (!clauses.has(clause)) clauses.set(clause, status);
	}
	return [...clauses.values()].toSorted((left, right) => left - right);
}

/** The API answered, and said no. */
export function refusalTable(node: NodeCode): string {
	const causes = Object.entries(node.refused.VENDOR_ERRORS) as Array<
		[VendorCause, { wording: string }]
	>;
	const stated = causes.map(([cause, { wording }]) =>
		judgeFailed(
			node,
			200,
			JSON.stringify({ errorCode: codeOf(node, cause), errorMessage: wording }),
		),
	);
	const unknown = judgeFailed(node, 200, '{"errorCode": "99"}');
	const noReport = judgeFailed(node, 200, '{"errorCode": "0", "data": {"info": []}}');
	const statuses = listStatuses(node).map((status) => judgeFailed(node, status, ''));
	const key = stated.find(({ stopsTheRun }) => stopsTheRun);
	if (key === undefined) throw new Error('A wrong key no longer stops the run');
	const unsent = node.failures.toUnsentFailure(DOCUMENT, key);
	const lines = [...stated, unknown, noReport, ...statuses].map((each) => toCallLine(node, each));
	return toTable([...lines, [...toLine(unsent), RETRIES.never]]);
}

/** One code of each family of errors on the way; the last one is of none. */
const NETWORK_CODES = [
	'ECONNREFUSED',
	'ENOTFOUND',
	'EHOSTUNREACH',
	'ETIMEDOUT',
	'ECONNRESET',
	'CERT_HAS_EXPIRED',
	'HPE_INVALID_CONSTANT',
	'EUNHEARDOF',
];

/** Every export of `failures/unreadable.ts` with what it gives; the compiler misses none. */
const listUnreadable = ({
	unreadable,
}: NodeCode): Readonly<Record<keyof typeof Unreadable, readonly Cause[]>> => ({
	toTextCause: ['<html></html>', '', '{"data": {', 'OK'].map(unreadable.toTextCause),
	toShapeCause: [unreadable.toShapeCause('data.info', 'object')],
	EXCEPTION: [unreadable.EXCEPTION],
	NOT_SHAPED: [unreadable.NOT_SHAPED],
});

/** No answer came, or one that is no credit report. */
export function noAnswerTable(node: NodeCode): string {
	const network = NETWORK_CODES.map((code) =>
		node.noAnswer.toNetworkCause(Object.assign(new Error(), { code }), false),
	);
	const never = (cause: Cause): CallCause => ({ ...cause, retry: 'never' });
	const others = [node.noAnswer.CANCELLED, ...Object.values(listUnreadable(node)).flat()];
	return toTable([...network, ...others.map(never)].map((each) => toCallLine(node, each)));
}

/** What the node says in its output panel beside items that came out well. */
export function hintsTable({ hints }: NodeCode): string {
	const finished = {
		document: { ...DOCUMENT, hint: 'this format is not documented by the API' },
		outcome: { ok: true, itemIndex: 0, items: [], needsReview: true },
		attempts: 2,
		twin: DOCUMENT,
		findsNoReport: false,
	} as const;
	const wide = Object.fromEntries(Array.from({ length: 1001 }, (_, index) => [`c${index}`, null]));
	const long = { json: { ...wide, c0: 'x'.repeat(50_001) }, pairedItem: { item: 0 } };
	const given: NodeExecutionHint[] = [
		...hints.buildSkippedHints([LOGO]),
		...hints.buildSendingHints([finished]),
		...hints.buildTwinHints([finished]),
		...hints.buildReviewHints([finished.outcome]),
		...hints.buildSizeHints([{ ...finished.outcome, items: [[long]] }]),
		...hints.buildTurnedHints(1),
	];
	return markdownTable(
		['Hint'],
		given.map(({ message }) => [message]),
	);
}
