import { column, defineSection, sumOf, type Table } from './section';

const COLUMNS = {
	collateral_count: column('count', 'Number of assets pledged'),
	institution_count: column('count', 'Number of lenders that hold collateral'),
} as const;

/** What was pledged for the loans. */
export const collateral = defineSection({
	key: 'loan_guarantee',
	title: 'Collateral',
	rowLabel: 'Collateral row',
	columns: COLUMNS,
	headings: ['so luong', 'so tctd', 'tai san', 'bao dam', 'stt'],
	comparison: { added: 'neutral', removed: 'neutral', worseWhenHigher: [] },
});

/** What a lender computes from the collateral; `Summary` says what each figure means. */
export const summarizeCollateral = (table: Table<typeof COLUMNS>) => ({
	collateral_count: sumOf(table, (fields) => fields.collateral_count),
	collateral_institution_count: sumOf(table, (fields) => fields.institution_count),
});
