import type { Cell } from './reply/cell';
import type { Caution, RefusalReason } from './values/reading';

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

/** Where on the report something stands. */
export interface Place {
	/** A scalar's name, `<table>.<row>.<column>`, or `<table>` for the table as a whole. */
	readonly path: string;
	/** For people: "Loan 2, total". */
	readonly label: string;
}

/** Why a note is there, by a code that stays the same; workflows may branch on it. */
export type NoteReason =
	| RefusalReason
	| Caution
	| TableDoubtReason
	| 'low_confidence'
	| 'missing_confidence'
	| 'confidence_in_percent'
	| 'debts_differ_from_total'
	| 'debts_not_by_group'
	| 'parts_differ_from_total'
	| 'rows_differ_from_total'
	| 'total_row_unreadable'
	| 'late_payments_contradict'
	| 'merged_cell'
	| 'implausible_unit'
	| 'mixed_units'
	| 'image_undecodable'
	| 'identity_mismatch'
	| 'identity_unknown'
	| 'readings_differ'
	| 'row_in_one_reading'
	| 'figures_contradict'
	| 'dates_contradict'
	| 'numbers_contradict'
	| 'codes_contradict';

/** How a table came that is not as documented. */
export type TableDoubtReason =
	'image_without_rows' | 'no_data_rows' | 'stated_unknown' | 'not_a_list' | 'cells_without_rows';

/** One thing that a person should know about a report, and act on. */
export interface Note extends Place {
	readonly kind: NoteKind;
	readonly reason: NoteReason;
	/** What the printed text may have meant; empty where nothing suggests itself. */
	readonly candidates: readonly string[];
	/** What is the matter, as the rest of the sentence. */
	readonly text: string;
	/** Whether it makes the report need a person. */
	readonly needsReview: boolean;
	/** It concerns the rows of a table as a whole: the table's key. Otherwise the value or row itself. */
	readonly table?: string;
}

const ACRONYMS = /\b(?:cic|id|vamc)\b/g;

/** A field's name as people read it: `id_card` is "ID card" to people. */
export function labelOf(name: string): string {
	const words = name.replaceAll('_', ' ').replace(ACRONYMS, (word) => word.toUpperCase());
	return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Builds a note that asks for a person. */
export const reviewNote = (
	kind: NoteKind,
	reason: NoteReason,
	{ path, label }: Place,
	text: string,
	candidates: readonly string[] = [],
): Note => ({ kind, reason, path, label, text, candidates, needsReview: true });

/** Builds a note that only informs. */
export const infoNote = (reason: NoteReason, place: Place, text: string): Note => ({
	...reviewNote('info', reason, place, text),
	needsReview: false,
});

/** Builds a note about the rows of a table as a whole. */
export const tableNote = (
	kind: NoteKind,
	reason: NoteReason,
	table: { readonly key: string; readonly title: string },
	text: string,
): Note => ({
	...reviewNote(kind, reason, { path: table.key, label: table.title }, text),
	table: table.key,
});

const REFUSALS: Readonly<Record<RefusalReason, string>> = {
	ambiguous_grouping: 'has more than one meaning',
	broken_grouping: 'has separators in places where no number has them',
	contradicts_format: 'does not fit the number format that the options state',
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
	number_lost_digits: 'came as a number that cannot hold all of its digits',
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
	candidates: readonly string[],
): string {
	if (reason === 'ambiguous_grouping') {
		return `printed ${quote(text)} can be ${candidates.join(' or ')}`;
	}
	const hint = candidates[0] === undefined ? '' : `, perhaps it is ${quote(candidates[0])}`;
	return `printed ${quote(text)} ${REFUSALS[reason]}${hint}`;
}

/** Cautions hold no printed text: an identity number may be asked to be masked. */
const CAUTIONS: Readonly<Record<Caution, string>> = {
	digit_in_word: 'has a digit inside a word, so compare it with the page',
	score_out_of_range: 'is outside the range of CIC scores, 150 to 750, so compare it with the page',
	unusual_code:
		'does not look like an institution code (8 characters), so compare it with the page',
	unusual_id: 'has neither 9 nor 12 digits and is no passport number, so compare it with the page',
	time_missing: 'printed without a time of day, so midnight is given',
};

/** What a person should know about a value that was read all the same. */
export const cautionNote = (caution: Caution, place: Place): Note =>
	caution === 'time_missing'
		? infoNote(caution, place, CAUTIONS[caution])
		: reviewNote('caution', caution, place, CAUTIONS[caution]);

/**
 * Judges the confidence of a printed value; null when nobody need look for its sake.
 *
 * @param placeOf asked only where there is something to say, which is seldom
 */
export function confidenceNote(
	{ text, confidence, isCertain }: Cell,
	placeOf: () => Place,
	minConfidence: number,
): Note | null {
	if (text === '' || isCertain) return null;
	if (confidence === null) {
		return reviewNote(
			'missingConfidence',
			'missing_confidence',
			placeOf(),
			'came without a confidence',
		);
	}
	if (confidence >= minConfidence) return null;
	const said = `read with confidence ${confidence}, below ${minConfidence}`;
	return reviewNote('lowConfidence', 'low_confidence', placeOf(), said);
}

const MOST_OF_A_KIND = 20;
const MOST_LABELS = 3;

/** What makes a number missing or doubtful comes before what is merely uncertain. */
export const KIND_ORDER: readonly NoteKind[] = [
	'unreadable',
	'disagreement',
	'implausible',
	'table',
	'caution',
	'lowConfidence',
	'missingConfidence',
	'info',
];

/** Scores that never came are one fact, not one per value. */
function missingConfidenceText(notes: readonly Note[]): string {
	const labels = notes.slice(0, MOST_LABELS).map(({ label }) => label);
	const more = notes.length > MOST_LABELS ? ' / …' : '';
	const values = notes.length === 1 ? '1 value' : `${notes.length} values`;
	return `${values} came without a confidence (${labels.join(' / ')}${more})`;
}

/** Gathers what a report says about one kind; the rest stays visible on the rows themselves. */
function kindTexts(kind: NoteKind, notes: readonly Note[]): string[] {
	if (notes.length === 0) return [];
	if (kind === 'missingConfidence') return [missingConfidenceText(notes)];
	const texts = notes.slice(0, MOST_OF_A_KIND).map(({ label, text }) => `${label}: ${text}`);
	const left = notes.length - texts.length;
	return left > 0 ? texts.concat(`and ${left} more like the last one`) : texts;
}

/**
 * The notes as one text for `review_notes`, joined with "; ". Null when there are none.
 */
export function joinNotes(notes: readonly Note[]): string | null {
	if (notes.length === 0) return null;
	return KIND_ORDER.flatMap((kind) =>
		kindTexts(
			kind,
			notes.filter((note) => note.kind === kind),
		),
	).join('; ');
}
