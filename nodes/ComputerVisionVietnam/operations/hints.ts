import type { NodeExecutionHint } from 'n8n-workflow';
import { nameSkipped } from '../failures/badInput';
import { quoteName } from '../failures/failure';
import type { SkippedFile, SourceDocument } from '../inputs/document';
import type { Outcome } from './outcome';

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
	const files = count(skipped.length, 'file', 'files');
	return [toHint(`Skipped ${files}: ${listShort(skipped.map(nameSkipped))}`)];
}

/** A document that was sent, and how often. */
export interface SentDocument {
	readonly document: SourceDocument;
	readonly attempts: number;
}

/** Documents in unusual formats, and retries spent. */
export function buildSendingHints(sent: readonly SentDocument[]): NodeExecutionHint[] {
	const remarks = sent.flatMap(({ document: { name, field, hint } }) =>
		hint === undefined ? [] : [`${quoteName(name ?? field)}: ${hint}`],
	);
	const retried = sent.filter(({ attempts }) => attempts > 1);
	const hints = remarks.length > 0 ? [toHint(listShort(remarks))] : [];
	if (retried.length === 0) return hints;
	const retries = retried.reduce((sum, { attempts }) => sum + attempts - 1, 0);
	const were = count(retries, 'retry was', 'retries were');
	const documents = count(retried.length, 'document', 'documents');
	return hints.concat(toHint(`${were} spent on ${documents}`));
}

/** Documents with something that a person should look at. */
export function buildReviewHints(outcomes: readonly Outcome[]): NodeExecutionHint[] {
	const read = outcomes.filter((outcome) => outcome.ok);
	const doubtful = read.filter(({ needsReview }) => needsReview);
	if (doubtful.length === 0) return [];
	const share = `${doubtful.length} of ${count(read.length, 'document', 'documents')}`;
	const verb = doubtful.length === 1 ? 'needs' : 'need';
	return [toHint(`${share} ${verb} review: see review_notes in the items`, 'warning')];
}
