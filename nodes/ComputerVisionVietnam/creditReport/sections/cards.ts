import { reviewNote, type Note } from '../review';
import { column, defineSection, sumOf, toPlace, type LabelledRow, type Table } from './section';

const COLUMNS = {
	credit_limit: column('amount', 'Total credit limit'),
	payable_amount: column('amount', 'Amount to be paid'),
	late_amount: column('amount', 'Amount that is late'),
	card_count: column('count', 'Number of cards'),
} as const;

type Cards = typeof COLUMNS;

const NAMED = { key: 'credit_card_info', rowLabel: 'Card row' };

/** How often over what is owed on a card may exceed its limit, by interest on years of default. */
const MOST_OVERDRAWN = 3;

/** What is late is part of what is to be paid, which is about the limit at most; a limit needs a card. */
function checkCards({ row, fields }: LabelledRow<Cards>): Note[] {
	const notes: Note[] = [];
	const {
		payable_amount: payable,
		late_amount: late,
		credit_limit: limit,
		card_count: count,
	} = fields;
	const add = (column: keyof Cards, text: string) => {
		const place = toPlace(NAMED, row, column);
		notes.push(reviewNote('disagreement', 'figures_contradict', place, text));
	};
	if (late.value !== null && payable.value !== null && late.value > payable.value) {
		add('late_amount', `is ${late.value}, more than what is to be paid, ${payable.value}`);
	}
	if (limit.value && payable.value !== null && payable.value > limit.value * MOST_OVERDRAWN) {
		add('credit_limit', `is ${limit.value}, far below what is to be paid, ${payable.value}`);
	}
	if (count.value === 0 && (limit.value ?? 0) > 0) add('card_count', 'is 0 beside a credit limit');
	return notes;
}

/** Credit cards: one row in all, or one per issuer. */
export const cards = defineSection({
	key: 'credit_card_info',
	title: 'Credit Cards',
	rowLabel: 'Card row',
	columns: COLUMNS,
	headings: [
		'tong han muc',
		'han muc',
		'so tien',
		'tong so tien',
		'so luong',
		'ten tcph',
		'stt',
		'vnd',
	],
	checkRow: checkCards,
	comparison: {
		added: 'neutral',
		removed: 'neutral',
		worseWhenHigher: ['payable_amount', 'late_amount'],
	},
});

/** What a lender computes from the cards; `Summary` says what each figure means. */
export function summarizeCards(table: Table<typeof COLUMNS>) {
	const limit = sumOf(table, (fields) => fields.credit_limit);
	const payable = sumOf(table, (fields) => fields.payable_amount);
	return {
		card_limit_total: limit,
		card_payable_total: payable,
		card_late_total: sumOf(table, (fields) => fields.late_amount),
		card_count: sumOf(table, (fields) => fields.card_count),
		/** Payable by limit, may exceed 1; null when the limit is 0. */
		card_utilisation: limit === null || limit === 0 || payable === null ? null : payable / limit,
	};
}
