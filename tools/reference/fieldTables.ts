import type { INodeProperties } from 'n8n-workflow';
import type { ColumnKind } from '../../nodes/ComputerVisionVietnam/creditReport/field.ts';
import type {
	Summary,
	TableKey,
} from '../../nodes/ComputerVisionVietnam/creditReport/sections/index.ts';
import type { Section } from '../../nodes/ComputerVisionVietnam/creditReport/sections/section.ts';
import { markdownTable } from './markdownTable.ts';
import type { NodeCode } from './nodeCode.ts';

const quote = (text: string): string => `\`${text}\``;
const quoteAll = (names: readonly string[]): string => names.map(quote).join(', ');

/** What a column of each kind holds in an item. */
const KINDS: Readonly<Record<ColumnKind, string>> = {
	amount: 'number, in the chosen unit',
	code: 'text',
	count: 'number',
	date: '`YYYY-MM-DD`',
	dateOrTime: '`YYYY-MM-DD`, with a time `YYYY-MM-DDTHH:mm:ss+07:00`',
	debtGroup: 'number from 1 to 5',
	debts: 'list of debt lines',
	flag: 'true or false',
	identityNumber: 'text',
	institutionCode: 'text',
	month: '`YYYY-MM`',
	name: 'text',
	score: 'number',
	text: 'text',
	timestamp: '`YYYY-MM-DDTHH:mm:ss+07:00`',
};

/** The report's own fields. */
export const scalarsTable = ({ sections }: NodeCode): string =>
	markdownTable(
		['Field', 'Holds', 'Meaning'],
		Object.entries(sections.SCALARS).map(([name, { kind, meaning }]) => [
			quote(name),
			KINDS[kind],
			meaning,
		]),
	);

/** Every column of every table, in the order of the API's cells, then the derived ones. */
export const columnsTable = ({ sections }: NodeCode): string =>
	markdownTable(
		['Table', 'Column', 'Holds', 'Meaning'],
		sections.SECTION_LIST.flatMap(({ key, columns }) =>
			Object.entries(columns).map(([name, { kind, meaning }], index) => [
				index === 0 ? quote(key) : '',
				quote(name),
				KINDS[kind],
				meaning,
			]),
		),
	);

/** The tables with the names of their columns only. */
export const tablesTable = ({ sections }: NodeCode): string =>
	markdownTable(
		['Table', 'What it holds', 'Columns'],
		sections.SECTION_LIST.map(({ key, title, columns }) => [
			quote(key),
			title,
			quoteAll(Object.keys(columns)),
		]),
	);

const BY_GROUP =
	'of the lines of this group; null unless the group lines of every lender account for its total';
const BY_TERM = 'of the lines of this term; null when a lender does not state its terms';

/** What each summary figure means; the compiler misses none. */
const SUMMARY: Readonly<Record<keyof Summary, string>> = {
	loan_total: "sum of the lenders' totals, never of the single lines, which overlap",
	loan_total_group_1: `sum ${BY_GROUP}`,
	loan_total_group_2: 'as above',
	loan_total_group_3: 'as above',
	loan_total_group_4: 'as above',
	loan_total_group_5: 'as above',
	loan_total_other_bad: '"Nợ xấu khác", bad debt outside the groups; as above',
	loan_bad_total: 'groups 3, 4, 5 and other bad debt; as above',
	loan_short_term_total: `sum ${BY_TERM}`,
	loan_medium_term_total: 'as above',
	loan_long_term_total: 'as above',
	lender_count:
		'different banks, by the middle of the 8-character code; branches of one bank count once',
	lender_branch_count: 'different branches',
	worst_debt_group: 'highest group with an amount above 0; null when no group line could be read',
	card_limit_total: 'sum of the credit limits',
	card_payable_total: 'sum of what is to be paid',
	card_late_total: 'sum of what is late',
	card_count: 'number of cards',
	card_utilisation: 'payable by limit; can exceed 1; null when the limit is 0',
	has_bad_debt_5y: 'whether the table of bad debts of five years has rows',
	worst_bad_debt_group_5y: 'highest group among them; null when there are none, too',
	last_bad_debt_date: 'latest day among them; null when there are none, too',
	bad_debt_row_count: 'how many rows there are',
	has_late_card_payment_3y: 'whether a card payment was late within three years',
	max_days_late: 'most days late',
	late_payment_count: 'how often a payment was late',
	has_vamc: "whether debt was sold to VAMC, the state's asset management company",
	loan_12m_peak: 'highest readable total balance of the twelve months',
	inquiry_count_1y: 'inquiries of one year',
	inquiry_institution_count_1y: 'different institutions among them',
	inquiry_count_30d: 'inquiries of at most 30 days before the day of the report',
	inquiry_count_90d: 'inquiries of at most 90 days before the day of the report',
	collateral_count: 'assets pledged',
	collateral_institution_count: 'lenders that hold collateral',
	contract_count: 'contracts',
	active_contract_count: 'contracts signed by the day of the report and not ended before it',
};

/** The summary figures of a record. */
export const summaryTable = (): string =>
	markdownTable(
		['Field', 'Meaning'],
		Object.entries(SUMMARY).map(([name, meaning]) => [quote(name), meaning]),
	);

/** How the key of a row is made of its columns; null where rows are matched by their place. */
const KEYS: Readonly<Record<TableKey, string>> = {
	loan_details: 'the code alone where both reports print one, else the name',
	credit_card_info: 'their place in the table',
	outstanding_loans: 'the month',
	bad_debt: 'name and date together',
	late_payments: 'their place in the table',
	loan_guarantee: 'their place in the table',
	credit_contract: 'both dates together',
	customers_look_up: 'all three together',
};

/** The columns that the key of a row is made of, as the code asks for them. */
function keyColumns({ comparison }: Section): string[] {
	const asked = new Set<string>();
	const fields = new Proxy(
		{},
		{
			get: (_target, name) => {
				asked.add(String(name));
				return { value: null };
			},
		},
	);
	comparison.keyOf?.(fields);
	return [...asked];
}

/** By what a row of two reports is the same one, and which changes of it matter. */
export const comparisonTable = ({ sections }: NodeCode): string =>
	markdownTable(
		['Table', 'The same row by', 'New row', 'Row gone', 'Worse when higher', 'Not compared'],
		sections.SECTION_LIST.map((section) => {
			const { key, comparison } = section;
			const columns = quoteAll(keyColumns(section));
			return [
				quote(key),
				columns === '' ? KEYS[key] : `${columns}: ${KEYS[key]}`,
				comparison.added,
				comparison.removed,
				quoteAll(comparison.worseWhenHigher),
				quoteAll(comparison.ignored ?? []),
			];
		}),
	);

function toDefault({ default: value }: INodeProperties): string {
	if (typeof value === 'boolean') return value ? 'on' : 'off';
	return typeof value === 'object' ? JSON.stringify(value) : String(value ?? '');
}

const asList = (names: unknown): string => (Array.isArray(names) ? names.join(', ') : 'all');

/** Every option of the node. */
export const optionsTable = ({ options }: NodeCode): string =>
	markdownTable(
		['Option', 'Name in a workflow', 'Default', 'Operations', 'Meaning'],
		Object.values(options.OPTIONS).map(({ property }) => [
			property.displayName,
			quote(property.name),
			toDefault(property),
			asList(property.displayOptions?.show?.['/operation']),
			property.description ?? '',
		]),
	);
