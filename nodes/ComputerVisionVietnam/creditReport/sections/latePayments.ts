import { reviewNote, tableNote, type Note } from '../review';
import { cards } from './cards';
import {
	column,
	defineSection,
	hasRows,
	maxOf,
	sumOf,
	toPlace,
	type FieldsOf,
	type Known,
	type LabelledRow,
	type Row,
	type Table,
} from './section';

const COLUMNS = {
	has_late_payment: column('flag', 'Whether a card payment was late'),
	max_days_late: column('count', 'Most days late'),
	late_count: column('count', 'How often a payment was late'),
} as const;

type LatePayments = typeof COLUMNS;

const countsLateness = ({ max_days_late, late_count }: FieldsOf<LatePayments>): boolean =>
	(max_days_late.value ?? 0) > 0 || (late_count.value ?? 0) > 0;

function checkLateness(rows: ReadonlyArray<Row<LatePayments>>): Note[] {
	const contradicts = rows.some(
		({ fields }) => fields.has_late_payment.value === false && countsLateness(fields),
	);
	if (!contradicts) return [];
	const text = 'the report says that no payment was late and counts late payments all the same';
	return [tableNote('disagreement', 'late_payments_contradict', latePayments, text)];
}

const NAMED = { key: 'late_payments', rowLabel: 'Late payment row' };

/** Days late and how often go together, and with the flag. */
function checkLatePayment({ row, fields }: LabelledRow<LatePayments>): Note[] {
	const { has_late_payment: flag, max_days_late: days, late_count: count } = fields;
	if (days.value === null || count.value === null) return [];
	const isOdd = days.value > 0 !== count.value > 0;
	const isDenied = flag.value === true && days.value === 0 && count.value === 0;
	if (!isOdd && !isDenied) return [];
	const place = toPlace(NAMED, row, 'late_count');
	const text = `is ${count.value} beside ${days.value} days at most`;
	return [reviewNote('disagreement', 'figures_contradict', place, text)];
}

/** Card payments that were late within the last three years. */
export const latePayments = defineSection({
	key: 'late_payments',
	title: 'Late Card Payments of 3 Years',
	rowLabel: 'Late payment row',
	columns: COLUMNS,
	headings: ['khach hang co cham', 'kh co cham', 'so ngay', 'so lan', 'stt'],
	checkRow: checkLatePayment,
	comparison: {
		added: 'neutral',
		removed: 'neutral',
		worseWhenHigher: ['has_late_payment', 'max_days_late', 'late_count'],
	},
	checkTable: checkLateness,
});

/** Card amounts that are late now, in a report that prints that no payment was late within three years. */
export function checkLateCards(
	{ rows }: Table<typeof cards.columns>,
	history: Table<LatePayments>,
): Note[] {
	// A history without rows may be one that was not printed.
	const saysNever =
		history.rows.length > 0 &&
		history.rows.every(({ fields }) => fields.has_late_payment.value === false);
	if (!saysNever) return [];
	return rows.flatMap(({ row, fields }): Note[] => {
		const late = fields.late_amount.value ?? 0;
		if (late === 0) return [];
		const text = `is ${late}, and the report says that no payment was late`;
		const place = toPlace(cards, row, 'late_amount');
		return [reviewNote('disagreement', 'late_payments_contradict', place, text)];
	});
}

/** One "yes" settles it; "no" needs every row to say so, and no count to say otherwise. */
function hasLatePayment(table: Table<LatePayments>): Known<boolean> {
	const { state, rows } = table;
	if (state !== 'listed') return hasRows(table);
	const flags = rows.map(({ fields }) => fields.has_late_payment.value);
	if (flags.includes(true)) return true;
	const isClean = flags.every((flag) => flag === false);
	return isClean && !rows.some(({ fields }) => countsLateness(fields)) ? false : null;
}

/** What a lender computes from late payments; `Summary` says what each figure means. */
export const summarizeLatePayments = (table: Table<LatePayments>) => ({
	has_late_card_payment_3y: hasLatePayment(table),
	max_days_late: maxOf(table, (fields) => fields.max_days_late),
	late_payment_count: sumOf(table, (fields) => fields.late_count),
});
