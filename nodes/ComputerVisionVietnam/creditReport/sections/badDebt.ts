import { foldText } from '../values/text';
import { reviewNote, type Note } from '../review';
import {
	checkRunningNumbers,
	column,
	countRows,
	dayOf,
	defineSection,
	hasRows,
	LENDER_HEADINGS,
	monthsBefore,
	toPlace,
	type Day,
	type Known,
	type LabelledRow,
	type Table,
} from './section';

const COLUMNS = {
	last_occurred_date: column('date', 'Last day on which the debt was bad'),
	debt_group: column('debtGroup', 'Debt group, 1 to 5'),
	amount: column('amount', 'Amount of the bad debt'),
	institution_no: column('text', 'Running number of the lender as printed'),
	institution_name: column('name', 'Name of the lender or branch'),
} as const;

type BadDebt = typeof COLUMNS;

const NAMED = { key: 'bad_debt', rowLabel: 'Bad debt' };

/** The report looks back five years; older months may stand until the end of the last one. */
const YEARS_BACK = 6;

/** A bad debt is of the groups 3 to 5, and of the years before the report. */
function checkBadDebt({ row, fields, reportDay }: LabelledRow<BadDebt>): Note[] {
	const notes: Note[] = [];
	const { value: group } = fields.debt_group;
	if (group !== null && group < 3) {
		const place = toPlace(NAMED, row, 'debt_group');
		const text = `is ${group}, which is no bad debt`;
		notes.push(reviewNote('disagreement', 'figures_contradict', place, text));
	}
	const day = dayOf(fields.last_occurred_date);
	if (day && reportDay && (day > reportDay || day < monthsBefore(reportDay, 12 * YEARS_BACK))) {
		const place = toPlace(NAMED, row, 'last_occurred_date');
		const text = 'does not lie within the years before the report';
		notes.push(reviewNote('disagreement', 'dates_contradict', place, text));
	}
	return notes;
}

/** Bad debts of the last five years; the cell of a lender spans all of its rows. */
export const badDebt = defineSection({
	key: 'bad_debt',
	title: 'Bad Debt of 5 Years',
	rowLabel: 'Bad debt',
	listsThings: true,
	columns: COLUMNS,
	headings: [...LENDER_HEADINGS, 'ngay phat sinh', 'nhom no', 'so tien', 'du no', 'vnd', 'usd'],
	comparison: {
		keyOf: ({ institution_name: { value: name }, last_occurred_date: { value: date } }) => [
			name === null ? null : foldText(name),
			date,
		],
		added: 'worse',
		removed: 'better',
		worseWhenHigher: ['debt_group', 'amount'],
		ignored: ['institution_no'],
	},
	checkRow: checkBadDebt,
	checkTable: (rows) =>
		checkRunningNumbers(
			NAMED,
			rows.map(({ row, fields }) => ({ row, number: fields.institution_no.value })),
		),
	mergedColumns: ['institution_no', 'institution_name'],
});

/** 5 settles it; otherwise every group must be known, for one that is not might be worse. */
function worstGroup({ rows }: Table<BadDebt>): Known<number> {
	const groups = rows.map(({ fields }) => fields.debt_group.value);
	if (groups.includes(5)) return 5;
	return groups.includes(null) ? null : (groups.toSorted().at(-1) ?? null);
}

/** What a lender computes from the bad debts; `Summary` says what each figure means. */
export function summarizeBadDebt(table: Table<BadDebt>) {
	const days = table.rows.map(({ fields }) => dayOf(fields.last_occurred_date));
	// One that is not known might be later than the others.
	const lastDay: Known<Day> = days.includes(null) ? null : (days.toSorted().at(-1) ?? null);
	return {
		has_bad_debt_5y: hasRows(table),
		/** 3 to 5 as a rule; null when there is none, too. */
		worst_bad_debt_group_5y: worstGroup(table),
		/** `YYYY-MM-DD`; null when there is none, too. */
		last_bad_debt_date: lastDay,
		bad_debt_row_count: countRows(table),
	};
}
