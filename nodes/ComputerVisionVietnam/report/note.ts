import type { RefusalReason } from './reading';
import type { TableKey } from './tables';

/** What a note is about; notes of one kind are gathered when there are very many. */
export type NoteKind =
	| 'unreadable'
	| 'lowConfidence'
	| 'missingConfidence'
	| 'caution'
	| 'disagreement'
	| 'implausible'
	| 'table'
	| 'info';

/** One thing that a person should know about a report, and act on. */
export interface Note {
	readonly kind: NoteKind;
	/** Where on the page: "Loan 2, total". */
	readonly subject: string;
	/** What is the matter, as the rest of the sentence. */
	readonly text: string;
	/** Whether it makes the report need a person. */
	readonly needsReview: boolean;
	/** It concerns the rows of this table; without it, the report itself or the row that holds it. */
	readonly table?: TableKey;
}

/** Builds a note that asks for a person. */
export const reviewNote = (kind: NoteKind, subject: string, text: string): Note => ({
	kind,
	subject,
	text,
	needsReview: true,
});

/** Builds a note that only informs. */
export const infoNote = (subject: string, text: string): Note => ({
	kind: 'info',
	subject,
	text,
	needsReview: false,
});

const REFUSALS: Readonly<Record<RefusalReason, string>> = {
	ambiguous_grouping: 'has more than one meaning',
	broken_grouping: 'has separators in places where no number has them',
	fraction_of_dong: 'has a fraction, which an amount in dong never has',
	leading_zero: 'begins with a zero, which an amount never does',
	letter_among_digits: 'has a letter among its digits',
	negative: 'is negative, which a debt never is',
	not_a_code: 'is not a code',
	not_a_count: 'is not a count of up to four digits',
	not_a_date: 'is not a date (day, month, year)',
	not_a_flag: 'is neither yes nor no',
	not_a_group: 'is not a debt group from 1 to 5',
	not_a_month: 'is not a month (month, year)',
	not_a_number: 'is not an amount',
	not_a_score: 'is not a score of two to four digits',
	not_a_text: 'came as a list or an object instead of a text',
	no_day: 'is a month where a day belongs',
	no_such_day: 'is not a day of the calendar',
	no_such_time: 'has a time of day that does not exist',
	too_large: 'is larger than any amount can be',
	two_digit_year: 'has a year of two digits',
};

const MOST_QUOTED = 80;
/** The first half of a character outside the basic plane, cut from its second. */
const HALF_CHARACTER = /[\ud800-\udbff]$/;

/** A printed text in quotes, cut when it is long. */
export function quote(text: string): string {
	if (text.length <= MOST_QUOTED) return `"${text}"`;
	return `"${text.slice(0, MOST_QUOTED).replace(HALF_CHARACTER, '')}…"`;
}

/** Says why a printed text was not read, and what it may have meant. */
export function refusalText(
	text: string,
	reason: RefusalReason,
	candidates: readonly string[] = [],
): string {
	if (reason === 'ambiguous_grouping')
		return `printed ${quote(text)} can be ${candidates.join(' or ')}`;
	const hint = candidates[0] === undefined ? '' : `, perhaps it is ${quote(candidates[0])}`;
	return `printed ${quote(text)} ${REFUSALS[reason]}${hint}`;
}

const MOST_OF_A_KIND = 20;
const MOST_SUBJECTS = 3;

/** Scores that never came are one fact, not one per value. */
function missingConfidenceText(notes: readonly Note[]): string {
	const subjects = notes.slice(0, MOST_SUBJECTS).map(({ subject }) => subject);
	const more = notes.length > MOST_SUBJECTS ? ' / …' : '';
	const values = notes.length === 1 ? '1 value' : `${notes.length} values`;
	return `${values} came without a confidence (${subjects.join(' / ')}${more})`;
}

/** What makes a number missing or doubtful comes before what is merely uncertain. */
const KIND_ORDER: readonly NoteKind[] = [
	'unreadable',
	'disagreement',
	'implausible',
	'table',
	'caution',
	'lowConfidence',
	'missingConfidence',
	'info',
];

/** Gathers what a report says about one kind; the rest stays visible on the rows themselves. */
function kindTexts(kind: NoteKind, notes: readonly Note[]): string[] {
	if (notes.length === 0) return [];
	if (kind === 'missingConfidence') return [missingConfidenceText(notes)];
	const texts = notes.slice(0, MOST_OF_A_KIND).map(({ subject, text }) => `${subject}: ${text}`);
	const left = notes.length - texts.length;
	return left > 0 ? texts.concat(`and ${left} more like the last one`) : texts;
}

/**
 * The notes as one text for `review_notes`, joined with "; ". Null when there are none.
 */
export function joinNotes(notes: readonly Note[]): string | null {
	if (notes.length === 0) return null;
	const byKind = new Map<NoteKind, Note[]>();
	for (const note of notes) {
		const same = byKind.get(note.kind);
		if (same) same.push(note);
		else byKind.set(note.kind, [note]);
	}
	return KIND_ORDER.flatMap((kind) => kindTexts(kind, byKind.get(kind) ?? [])).join('; ');
}
