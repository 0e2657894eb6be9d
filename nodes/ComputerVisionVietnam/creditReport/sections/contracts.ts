import { reviewNote, type Note } from '../review';
import {
	column,
	countRows,
	dayOf,
	defineSection,
	monthsBefore,
	toPlace,
	type Day,
	type FieldsOf,
	type Known,
	type LabelledRow,
	type Table,
} from './section';

const COLUMNS = {
	signed_date: column('date', 'Day on which the contract was signed'),
	end_date: column('date', 'Day on which the contract ends'),
} as const;

type Contracts = typeof COLUMNS;

const NAMED = { key: 'credit_contract', rowLabel: 'Contract' };

/** No contract runs longer. */
const LONGEST_YEARS = 40;

/** A contract is signed before the report, and before it ends. */
function checkContract({ row, fields, reportDay }: LabelledRow<Contracts>): Note[] {
	const [signed, end] = [dayOf(fields.signed_date), dayOf(fields.end_date)];
	const notes: Note[] = [];
	if (signed && end && end < signed) {
		const place = toPlace(NAMED, row, 'end_date');
		const text = 'lies before the day on which the contract was signed';
		notes.push(reviewNote('disagreement', 'dates_contradict', place, text));
	}
	if (signed && end && signed < monthsBefore(end, 12 * LONGEST_YEARS)) {
		const place = toPlace(NAMED, row, 'end_date');
		const text = `lies more than ${LONGEST_YEARS} years after the contract was signed`;
		notes.push(reviewNote('disagreement', 'dates_contradict', place, text));
	}
	if (signed && reportDay && signed > reportDay) {
		const place = toPlace(NAMED, row, 'signed_date');
		notes.push(reviewNote('disagreement', 'dates_contradict', place, 'lies after the report'));
	}
	return notes;
}

/** Credit contracts by their dates. */
export const contracts = defineSection({
	key: 'credit_contract',
	title: 'Credit Contracts',
	rowLabel: 'Contract',
	listsThings: true,
	columns: COLUMNS,
	headings: ['ngay ky', 'ngay ket thuc', 'so hop dong', 'stt'],
	checkRow: checkContract,
	comparison: {
		keyOf: ({ signed_date, end_date }) => [signed_date.value, end_date.value],
		added: 'neutral',
		removed: 'neutral',
		worseWhenHigher: [],
	},
});

/** Signed by the report's day and not ended before it; one date can settle that it is not. */
function isActive({ signed_date, end_date }: FieldsOf<Contracts>, reportDay: Day): Known<boolean> {
	const signed = dayOf(signed_date);
	const end = dayOf(end_date);
	if ((signed && signed > reportDay) || (end && end < reportDay)) return false;
	return signed && end ? true : null;
}

function countActive({ state, rows }: Table<Contracts>, reportDay: Known<Day>): Known<number> {
	if (state === 'unknown') return null;
	if (rows.length === 0) return 0;
	if (!reportDay) return null;
	const states = rows.map(({ fields }) => isActive(fields, reportDay));
	return states.includes(null) ? null : states.filter((state) => state === true).length;
}

/** What a lender computes from the contracts; `Summary` says what each figure means. */
export const summarizeContracts = (table: Table<Contracts>, reportDay: Known<Day>) => ({
	contract_count: countRows(table),
	/** Signed by the day of the report and not ended before it. */
	active_contract_count: countActive(table, reportDay),
});
