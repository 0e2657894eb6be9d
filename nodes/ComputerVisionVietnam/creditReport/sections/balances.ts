import { addendOf, isBlank } from '../field';
import { quote, reviewNote, type Note } from '../review';
import { addAmounts, isSameAmount } from '../values/amount';
import {
	column,
	defineSection,
	toPlace,
	type Known,
	type LabelledRow,
	type Row,
	type Table,
} from './section';

const COLUMNS = {
	month: column('month', 'The month, where the report prints one'),
	loan_balance: column('amount', 'Loan balance at the end of the month'),
	card_balance: column('amount', 'Card balance at the end of the month'),
	total_balance: column('amount', 'Total balance at the end of the month'),
} as const;

type Balances = typeof COLUMNS;

const NAMED = { key: 'outstanding_loans', rowLabel: 'Month row' };

/** A month's total is the sum of its parts; blank means "no such product" and adds nothing. */
function checkMonth({ row, label, fields }: LabelledRow<Balances>): Note[] {
	const parts = [fields.loan_balance, fields.card_balance]
		.filter((field) => !isBlank(field))
		.map(addendOf);
	const total = fields.total_balance.value;
	const known = parts.filter((part) => part !== null);
	if (total === null || known.length === 0 || known.length < parts.length) return [];
	const sum = known.reduce(addAmounts);
	if (isSameAmount(total, sum)) return [];
	const printed = quote(fields.total_balance.cell.text);
	const text = `the total, printed ${printed}, is not the sum of its parts, ${sum}`;
	const place = { path: `outstanding_loans.${row}.total_balance`, label };
	return [reviewNote('disagreement', 'parts_differ_from_total', place, text)];
}

/** How far the months around may lie apart for the one between them to be known roughly. */
const STEADY = 1.1;
/** How far a month may lie off them; loans do not double and halve from month to month. */
const OFF = 2;

/** A loan balance that is out of all proportion to the months before and after it is misread. */
function checkCourse(rows: ReadonlyArray<Row<Balances>>): Note[] {
	return rows.flatMap(({ row, fields }, index): Note[] => {
		const [before, here, after] = [rows[index - 1]?.fields, fields, rows[index + 1]?.fields].map(
			(each) => each?.loan_balance.value ?? 0,
		);
		if (!before || !after || here === undefined || fields.loan_balance.value === null) return [];
		const [low, high] = [Math.min(before, after), Math.max(before, after)];
		if (high > low * STEADY || (here <= high * OFF && here >= low / OFF)) return [];
		const place = toPlace(NAMED, row, 'loan_balance');
		const text = `is ${here}, out of proportion to the months around it`;
		return [reviewNote('disagreement', 'figures_contradict', place, text)];
	});
}

/** What was owed at the end of each of the last twelve months. */
export const balances = defineSection({
	key: 'outstanding_loans',
	title: 'Balances of 12 Months',
	rowLabel: 'Month row',
	columns: COLUMNS,
	headings: ['thang', 'du no', 'tong', 'vnd', 'stt'],
	comparison: {
		keyOf: ({ month }) => [month.value],
		added: 'neutral',
		removed: 'neutral',
		worseWhenHigher: ['loan_balance', 'card_balance', 'total_balance'],
	},
	hasLeadingMonth: true,
	checkRow: checkMonth,
	checkTable: checkCourse,
});

/** What a lender computes from the months; `Summary` says what each figure means. */
export function summarizeBalances({ state, rows }: Table<Balances>) {
	const totals = rows.flatMap(({ fields }) => fields.total_balance.value ?? []);
	const peak = totals.length === 0 ? null : totals.reduce((left, right) => Math.max(left, right));
	/** The highest readable total of the months. */
	const loan_12m_peak: Known<number> = state === 'none' ? 0 : peak;
	return { loan_12m_peak };
}
