import type { NodeExecutionHint } from 'n8n-workflow';
import { nameSkipped } from '../failures/badInput';
import { quoteName } from '../failures/failure';
import type { SkippedFile } from '../inputs/document';
import type { Outcome } from './outcome';
import type { FinishedJob } from './sending';

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

/** Documents in unusual formats, and retries spent. */
export function buildSendingHints(sent: readonly FinishedJob[]): NodeExecutionHint[] {
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

/** Files that came more than once and were sent once. */
export function buildTwinHints(finished: readonly FinishedJob[]): NodeExecutionHint[] {
	const names = finished.flatMap(({ document: { name, field }, twin }) =>
		twin ? [quoteName(name ?? field)] : [],
	);
	if (names.length === 0) return [];
	const files = count(names.length, 'file is', 'files are');
	return [toHint(`${files} the same as another one and was not sent again: ${listShort(names)}`)];
}

/** A cell of a spreadsheet takes 50,000 characters; a sheet or table of a thousand columns is no use. */
const MOST_CHARACTERS = 50_000;
const MOST_COLUMNS = 1000;

/** Records that other systems may cut or refuse; rows are what helps. Nothing is cut here. */
export function buildSizeHints(outcomes: readonly Outcome[]): NodeExecutionHint[] {
	const records = outcomes
		.flatMap((outcome) => (outcome.ok ? outcome.items.flat() : []))
		.filter(({ json }) => !('row_key' in json));
	const columns = records.reduce((most, { json }) => Math.max(most, Object.keys(json).length), 0);
	const isLong = records.some(({ json }) =>
		Object.values(json).some(
			(value) => typeof value === 'string' && value.length > MOST_CHARACTERS,
		),
	);
	const hints: NodeExecutionHint[] = [];
	if (columns > MOST_COLUMNS) {
		const text = `A record has ${columns} columns, more than many systems take: set "Tables in Record" to JSON Text or None, or use the output Rows`;
		hints.push(toHint(text, 'warning'));
	}
	if (isLong) {
		const text =
			'A text has more than 50,000 characters, which a spreadsheet cell cuts: use the output Rows, or fewer tables';
		hints.push(toHint(text, 'warning'));
	}
	return hints;
}

/** Pairs of reports that were given in the wrong order. */
export function buildTurnedHints(turned: number): NodeExecutionHint[] {
	if (turned === 0) return [];
	const pairs = count(turned, 'pair was', 'pairs were');
	return [
		toHint(
			`${pairs} given in the wrong order and turned: the report of the later time is the later one`,
		),
	];
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
