import type { NoteReason } from '../../nodes/ComputerVisionVietnam/creditReport/review.ts';
import type { RefusalReason } from '../../nodes/ComputerVisionVietnam/creditReport/values/reading.ts';
import { markdownTable } from './markdownTable.ts';
import type { NodeCode } from './nodeCode.ts';

/** One line of `test/fixtures/printedTexts.json`: a printed text and what it reads as, or why not. */
export interface PrintedText {
	/** Which parser takes it. */
	readonly kind: string;
	/** As the API would send it; only a confidence is ever anything but text. */
	readonly text: unknown;
	/** The Amount Unit option; As Printed when it is left out. */
	readonly unit?: 'asPrinted' | 'millionVnd' | 'vnd';
	/** Other amounts of the same report. */
	readonly beside?: readonly string[];
	/** The value; exactly one of `reads`, `none` and `refused` is given. */
	readonly reads?: string | number | boolean | null;
	/** Why nothing is stated. */
	readonly none?: string;
	/** Why it is not read. */
	readonly refused?: string;
	/** What a refused text may have meant. */
	readonly candidate?: string;
	/** What is pointed out about a value that was read. */
	readonly caution?: string;
	/** The value does not hold all of the text. */
	readonly lossy?: boolean;
	/** A confidence that came in percent. */
	readonly percent?: boolean;
	/** The line stands in the table of the documentation, with this reason. */
	readonly readme?: string;
}

const KIND_NAMES: Readonly<Record<string, string>> = {
	amount: 'amount',
	code: 'code',
	confidence: 'confidence',
	count: 'count',
	date: 'date',
	dateOrTime: 'date or time',
	debtGroup: 'debt group',
	debtName: 'debt line',
	flag: 'yes or no',
	identityNumber: 'identity number',
	institutionCode: 'institution code',
	month: 'month',
	name: 'name',
	rank: 'rank',
	score: 'score',
	text: 'text',
	timestamp: 'time',
};

const UNIT_NAMES = { asPrinted: '', millionVnd: 'Million VND', vnd: 'VND' } as const;

const code = (text: string): string => (text === '' ? '(nothing)' : `\`${text}\``);

function readsAs({ reads, refused }: PrintedText): string {
	if (refused !== undefined) return 'null, review';
	return reads === undefined || reads === null ? 'null' : code(String(reads));
}

function whereOf({ unit = 'asPrinted', beside = [] }: PrintedText): string {
	const others = beside.map((text) => `beside ${code(text.trim())}`);
	return [UNIT_NAMES[unit], ...others].filter((part) => part !== '').join(', ');
}

function toLine(line: PrintedText): readonly string[] {
	const printed = typeof line.text === 'string' ? line.text : JSON.stringify(line.text);
	const kind = KIND_NAMES[line.kind] ?? line.kind;
	const shown = printed === 'null' ? '(missing)' : code(printed.normalize('NFC'));
	return [kind, shown, whereOf(line), readsAs(line), line.readme ?? ''];
}

/** The table of printed texts: the lines of the fixture that carry a `readme` reason. */
export const readingTable = (lines: readonly PrintedText[]): string =>
	markdownTable(
		['Kind', 'Printed', 'Unit, context', 'Reads as', 'Why'],
		lines.filter(({ readme }) => readme !== undefined).map(toLine),
	);

/** The reasons whose meaning the node's own wording gives. */
const REFUSALS: Readonly<Record<RefusalReason, true>> = {
	ambiguous_grouping: true,
	broken_grouping: true,
	contradicts_format: true,
	fraction_of_dong: true,
	leading_zero: true,
	letter_among_digits: true,
	negative: true,
	no_day: true,
	no_such_day: true,
	no_such_time: true,
	not_a_code: true,
	not_a_count: true,
	not_a_date: true,
	not_a_flag: true,
	not_a_group: true,
	not_a_month: true,
	not_a_number: true,
	not_a_score: true,
	not_a_text: true,
	number_lost_digits: true,
	too_large: true,
	two_digit_year: true,
};

/** The other reasons: a value that was read is doubtful, or the report contradicts itself. */
const DOUBTS: Readonly<Record<Exclude<NoteReason, RefusalReason>, string>> = {
	low_confidence: 'the engine is less sure of the value than Minimum Confidence',
	missing_confidence: 'the value came without a confidence',
	digit_in_word: 'a digit inside a word of a name, where a letter may belong',
	score_out_of_range: 'a score below 150 or above 750',
	unusual_code: 'an institution code that does not look like one (8 characters)',
	unusual_id: 'an identity number with neither 9 nor 12 digits that is no passport number',
	time_missing: 'only noted: a time was printed without the time of day, so midnight is given',
	confidence_in_percent: 'only noted: confidences came in percent and were divided by 100',
	merged_cell: 'only noted: the lender was taken from the row above, whose cell spans this one',
	image_undecodable: 'only noted: an image could not be decoded and was left out',
	image_without_rows: 'a table was found on the page, and none of its rows was read',
	no_data_rows: 'a table came without a row of data',
	stated_unknown: 'the report says that it has no information, which is not the same as none',
	not_a_list: 'something other than rows stands in the place of a table',
	cells_without_rows: 'the cells of a table came without rows and were taken as one row',
	debts_differ_from_total: "a lender's lines by group or by term do not add up to its total",
	debts_not_by_group: 'the debts of a lender are not known by group, so the worst group is open',
	parts_differ_from_total: "a month's total is not the sum of loan and card balance",
	rows_differ_from_total: 'the grand total of a table is not the sum of its rows',
	total_row_unreadable: 'the grand total of a table cannot be read',
	late_payments_contradict:
		'the report says that no payment was late and counts late ones, or an amount that is late',
	figures_contradict: 'two figures of one row cannot both be right',
	dates_contradict: 'a date lies where it cannot: after the report, before it began, out of order',
	numbers_contradict: 'a running number, CIC code or identity number that cannot be',
	codes_contradict: 'a bank that goes by another code elsewhere in the report',
	implausible_unit: 'amounts that hardly anyone has in the unit that was chosen',
	mixed_units: 'amounts are printed in different units, so that their totals are left out',
	identity_mismatch: 'the number is not the expected one',
	identity_unknown: 'the number cannot be compared with the expected one',
	readings_differ: 'a second reading says otherwise',
	row_in_one_reading: 'only one of two readings has the row',
};

function describeRefusal(node: NodeCode, reason: RefusalReason): string {
	if (reason === 'ambiguous_grouping') return 'the number has more than one meaning';
	const text = node.review.refusalText('x', reason, []);
	return `the text ${text.replace(/^printed "x" /, '')}`;
}

const isReason = <K extends string>(
	reason: string,
	reasons: Readonly<Record<K, unknown>>,
): reason is K => Object.hasOwn(reasons, reason);

/** Every reason for which a value, a row or a table is noted, by its code in the review items. */
export function reasonsTable(node: NodeCode): string {
	const reasons = [...Object.keys(DOUBTS), ...Object.keys(REFUSALS)];
	return markdownTable(
		['`reason`', 'Meaning'],
		reasons.map((reason) => [
			code(reason),
			isReason(reason, DOUBTS) ? DOUBTS[reason] : describeRefusal(node, reason as RefusalReason),
		]),
	);
}
