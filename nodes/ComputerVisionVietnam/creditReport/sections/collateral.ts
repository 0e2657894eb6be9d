import { reviewNote, type Note } from '../review';
import { column, defineSection, sumOf, toPlace, type LabelledRow, type Table } from './section';

const COLUMNS = {
	collateral_count: column('count', 'Number of assets pledged'),
	institution_count: column('count', 'Number of lenders that hold collateral'),
} as const;

const NAMED = { key: 'loan_guarantee', rowLabel: 'Collateral row' };

/** Every lender that holds collateral holds at least one asset. */
function checkCollateral({ row, fields }: LabelledRow<typeof COLUMNS>): Note[] {
	const [assets, lenders] = [fields.collateral_count.value, fields.institution_count.value];
	if (assets === null || lenders === null) return [];
	if (lenders <= assets && (lenders > 0 || assets === 0)) return [];
	const text = `is ${lenders} beside ${assets} assets`;
	const place = toPlace(NAMED, row, 'institution_count');
	return [reviewNote('disagreement', 'figures_contradict', place, text)];
}

/** What was pledged for the loans. */
export const collateral = defineSection({
	key: 'loan_guarantee',
	title: 'Collateral',
	rowLabel: 'Collateral row',
	columns: COLUMNS,
	headings: ['so luong', 'so tctd', 'tai san', 'bao dam', 'stt'],
	checkRow: checkCollateral,
	comparison: { added: 'neutral', removed: 'neutral', worseWhenHigher: [] },
});

/** What a lender computes from the collateral; `Summary` says what each figure means. */
export const summarizeCollateral = (table: Table<typeof COLUMNS>) => ({
	collateral_count: sumOf(table, (fields) => fields.collateral_count),
	collateral_institution_count: sumOf(table, (fields) => fields.institution_count),
});
