import type { NodeExecutionHint } from 'n8n-workflow';
import { quoteName } from '../document/nameDocument';
import type { SkippedFile } from '../document/sourceDocument';
import type { DocumentResult } from '../transport/extractDocuments';
import type { DocumentOutcome } from './documentOutcome';

/** Longer lists make a hint unreadable. */
const NAMES_SHOWN = 5;

const count = (number: number, one: string, many: string): string =>
	`${number} ${number === 1 ? one : many}`;

const toHint = (message: string, type: NodeExecutionHint['type'] = 'info'): NodeExecutionHint => ({
	message,
	type,
	location: 'outputPane',
});

function listShort(names: readonly string[]): string {
	const rest = names.length - NAMES_SHOWN;
	const shown = names.slice(0, NAMES_SHOWN).join(', ');
	return rest > 0 ? `${shown} and ${rest} more` : shown;
}

/** Files that a pattern matched and that are no document. */
export function buildSkippedHints(skipped: readonly SkippedFile[]): NodeExecutionHint[] {
	if (skipped.length === 0) return [];
	const files = skipped.map(
		({ name, field, looksLike }) => `${quoteName(name ?? field)} (${looksLike})`,
	);
	return [toHint(`Skipped ${count(files.length, 'file', 'files')}: ${listShort(files)}`)];
}

/** What the transport has to say: documents in unusual formats, and retries spent. */
export function buildTransportHints(
	results: ReadonlyArray<Pick<DocumentResult, 'attempts' | 'document'>>,
): NodeExecutionHint[] {
	const remarks = results.flatMap(({ document: { name, field, hint } }) =>
		hint === undefined ? [] : [`${quoteName(name ?? field)}: ${hint}`],
	);
	const retried = results.filter(({ attempts }) => attempts > 1);
	const retries = retried.reduce((sum, { attempts }) => sum + attempts - 1, 0);
	return [
		...(remarks.length > 0 ? [toHint(listShort(remarks))] : []),
		...(retries > 0
			? [
					toHint(
						`${count(retries, 'retry was', 'retries were')} spent on ${count(retried.length, 'document', 'documents')}`,
					),
				]
			: []),
	];
}

/** Documents with something that a person should look at. */
export function buildReviewHints(outcomes: readonly DocumentOutcome[]): NodeExecutionHint[] {
	const read = outcomes.filter((outcome) => outcome.ok);
	const doubtful = read.filter(({ needsReview }) => needsReview);
	if (doubtful.length === 0) return [];
	const share = `${doubtful.length} of ${count(read.length, 'document', 'documents')}`;
	const verb = doubtful.length === 1 ? 'needs' : 'need';
	return [toHint(`${share} ${verb} review: see review_notes in the items`, 'warning')];
}
