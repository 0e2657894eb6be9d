import { DateTime } from 'luxon';

import { reviewNote, type Note } from '../review';
import {
	column,
	countDistinct,
	countRows,
	dayOf,
	defineSection,
	LENDER_HEADINGS,
	monthsBefore,
	toPlace,
	type Day,
	type Known,
	type LabelledRow,
	type Row,
	type Table,
} from './section';

const COLUMNS = {
	institution_code: column('institutionCode', 'Code of the institution that asked'),
	product: column('name', 'Product that was asked for'),
	looked_up_at: column('dateOrTime', 'When it asked'),
} as const;

type Inquiries = typeof COLUMNS;

const NAMED = { key: 'customers_look_up', rowLabel: 'Inquiry' };

/** The report lists the inquiries of the year before it; some list a month more. */
const MONTHS_BACK = 13;

function checkInquiry({ row, fields, reportDay }: LabelledRow<Inquiries>): Note[] {
	const day = dayOf(fields.looked_up_at);
	if (!day || !reportDay) return [];
	if (day >= monthsBefore(reportDay, MONTHS_BACK) && day <= reportDay) return [];
	const place = toPlace(NAMED, row, 'looked_up_at');
	const text = 'does not lie within the year before the report';
	return [reviewNote('disagreement', 'dates_contradict', place, text)];
}

/** Fewer dates say nothing about an order. */
const LEAST_SORTED = 4;

/** What breaks the order of a list that is sorted by its dates, either way. */
const BREAKS = [
	(before: Day, day: Day) => day < before,
	(before: Day, day: Day) => day > before,
] as const;

/** The first date that breaks an order; -1 when none does. */
const findBreak = (days: readonly Day[], isBreak: (typeof BREAKS)[number]): number =>
	days.findIndex((day, index) => isBreak(days[index - 1] ?? day, day));

/** In a list that is sorted by its dates, one date that breaks the order is misread. */
function checkOrder(rows: ReadonlyArray<Row<Inquiries>>): Note[] {
	const dated = rows.flatMap(({ row, fields }) => {
		const day = dayOf(fields.looked_up_at);
		return day ? [{ row, day }] : [];
	});
	const days = dated.map(({ day }) => day);
	if (days.length < LEAST_SORTED) return [];
	if (BREAKS.some((isBreak) => findBreak(days, isBreak) === -1)) return [];
	// Without the misread one, which is on one side of the break, the list is sorted.
	const outliers = BREAKS.flatMap((isBreak) => {
		const at = findBreak(days, isBreak);
		return [at - 1, at].filter((each) => findBreak(days.toSpliced(each, 1), isBreak) === -1);
	});
	return dated
		.filter((_each, index) => outliers.includes(index))
		.slice(0, 2)
		.map(({ row }) => {
			const place = toPlace(NAMED, row, 'looked_up_at');
			const text = 'breaks the order of the dates around it';
			return reviewNote('disagreement', 'dates_contradict', place, text);
		});
}

/** Who asked about the customer within the last year. */
export const inquiries = defineSection({
	key: 'customers_look_up',
	title: 'Inquiries of 1 Year',
	rowLabel: 'Inquiry',
	listsThings: true,
	columns: COLUMNS,
	headings: [...LENDER_HEADINGS, 'san pham', 'ngay tra cuu', 'ngay', 'gio', 'tctd'],
	checkRow: checkInquiry,
	checkTable: checkOrder,
	comparison: {
		keyOf: ({ institution_code, product, looked_up_at }) => [
			institution_code.value,
			product.value,
			looked_up_at.value,
		],
		added: 'neutral',
		removed: 'neutral',
		worseWhenHigher: [],
	},
});

/** Inquiries in the days that end on the day of the report; null when a date is not known. */
function countWithin(
	{ state, rows }: Table<Inquiries>,
	reportDay: Known<Day>,
	days: number,
): Known<number> {
	if (state === 'unknown') return null;
	if (rows.length === 0) return 0;
	if (!reportDay) return null;
	const first = DateTime.fromISO(reportDay, { zone: 'utc' }).minus({ days }).toISODate() ?? '';
	const dates = rows.map(({ fields }) => dayOf(fields.looked_up_at));
	if (dates.includes(null)) return null;
	return dates.filter((day) => day !== null && day >= first && day <= reportDay).length;
}

/** What a lender computes from the inquiries; `Summary` says what each figure means. */
export const summarizeInquiries = (table: Table<Inquiries>, reportDay: Known<Day>) => ({
	inquiry_count_1y: countRows(table),
	inquiry_institution_count_1y: countDistinct(
		table,
		({ institution_code }) => institution_code.value,
	),
	/** At most 30 days before the day of the report. */
	inquiry_count_30d: countWithin(table, reportDay, 30),
	/** At most 90 days before the day of the report. */
	inquiry_count_90d: countWithin(table, reportDay, 90),
});
