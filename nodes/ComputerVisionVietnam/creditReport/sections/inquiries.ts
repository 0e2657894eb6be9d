import { DateTime } from 'luxon';

import {
	column,
	countDistinct,
	countRows,
	dayOf,
	defineSection,
	LENDER_HEADINGS,
	type Day,
	type Known,
	type Table,
} from './section';

const COLUMNS = {
	institution_code: column('institutionCode', 'Code of the institution that asked'),
	product: column('text', 'Product that was asked for'),
	looked_up_at: column('dateOrTime', 'When it asked'),
} as const;

type Inquiries = typeof COLUMNS;

/** Who asked about the customer within the last year. */
export const inquiries = defineSection({
	key: 'customers_look_up',
	title: 'Inquiries of 1 Year',
	rowLabel: 'Inquiry',
	listsThings: true,
	columns: COLUMNS,
	headings: [...LENDER_HEADINGS, 'san pham', 'ngay tra cuu', 'ngay', 'gio', 'tctd'],
	comparison: {
		keyOf: ({ institution_code, product, looked_up_at }) => {
			const parts = [institution_code.value, product.value, looked_up_at.value];
			return parts.includes(null) ? null : parts.join(' ');
		},
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
