import type { IDataObject, INodeProperties } from 'n8n-workflow';
import type { TableDescription } from '../../nodes/ComputerVisionVietnam/report/tables';
import { badInputTable, noAnswerTable, refusalTable } from './failureTables.ts';
import { markdownTable } from './markdownTable.ts';
import type { NodeCode } from './nodeCode.ts';
import { shapeSample } from './samples.ts';

const SAMPLE = 'bad-debt.pdf';
const DOUBTFUL_SAMPLE = 'scanned-report.pdf';

const quote = (text: string): string => `\`${text}\``;
const toText = (value: unknown): string =>
	typeof value === 'string' ? value : JSON.stringify(value ?? null);

const pick = (json: IDataObject, names: readonly string[]): IDataObject =>
	Object.fromEntries(names.map((name) => [name, json[name] ?? null]));

const toJson = (value: unknown): string =>
	['```json', JSON.stringify(value, null, '\t'), '```'].join('\n');

/** What a loan officer looks at first. */
const FIRST_FIELDS = [
	'document_name',
	'cic_code',
	'report_time',
	'credit_score',
	'loan_total',
	'loan_bad_total',
	'worst_debt_group',
	'lender_count',
	'card_utilisation',
	'has_bad_debt_5y',
	'max_days_late',
	'inquiry_count_90d',
	'needs_review',
];

function recordSample(node: NodeCode): string {
	const { record } = shapeSample(node, SAMPLE);
	return markdownTable(
		['Field', 'Value'],
		FIRST_FIELDS.map((name) => [quote(name), toText(record[name])]),
	);
}

const LOAN_FIELDS = ['row', 'institution_code', 'total', 'group_1', 'group_2', 'group_3'];
const MORE_LOAN_FIELDS = ['group_4', 'group_5', 'other_bad'];

function loanRowsSample(node: NodeCode): string {
	const names = [...LOAN_FIELDS, ...MORE_LOAN_FIELDS];
	const { rows } = shapeSample(node, SAMPLE, { tables: ['loan_details'] });
	return markdownTable(
		names.map(quote),
		rows.map((row) => names.map((name) => (row[name] === null ? '' : toText(row[name])))),
	);
}

const rowSample = (node: NodeCode): string =>
	toJson(shapeSample(node, SAMPLE, { tables: ['bad_debt'] }).rows[0]);

function columnsSample(node: NodeCode): string {
	const { record } = shapeSample(node, SAMPLE, { tablesInRecord: 'columns' });
	const names = Object.keys(record).filter((name) => /^bad_debt_[12]_(last|debt|am)/.test(name));
	return toJson(pick(record, names));
}

function listsSample(node: NodeCode): string {
	const { record } = shapeSample(node, SAMPLE, { tablesInRecord: 'lists' });
	const [first] = record['bad_debt'] as IDataObject[];
	return toJson({ bad_debt: [pick(first ?? {}, ['row', 'last_occurred_date', 'debt_group'])] });
}

function reviewSample(node: NodeCode): string {
	const { rows } = shapeSample(node, DOUBTFUL_SAMPLE, {
		tables: ['credit_contract'],
		minConfidence: 0,
	});
	const names = ['signed_date', 'signed_date_text', 'end_date', 'needs_review', 'review_notes'];
	return toJson(pick(rows[0] ?? {}, ['table', 'row', ...names]));
}

const listColumns = ({ leadingColumn, columns }: TableDescription): string =>
	[...(leadingColumn ? [leadingColumn] : []), ...columns].map(({ name }) => quote(name)).join(', ');

function tablesTable(node: NodeCode): string {
	const tables: TableDescription[] = node.TABLE_KEYS.map((key) => node.TABLES[key]);
	return markdownTable(
		['Table', 'What it holds', 'Columns'],
		tables.map((table) => [quote(table.key), table.title, listColumns(table)]),
	);
}

const toDefault = ({ default: value }: INodeProperties): string =>
	typeof value === 'boolean' ? (value ? 'on' : 'off') : value === '' ? '' : toText(value);

function optionsTable(node: NodeCode): string {
	const options = (node.OPTIONS_PROPERTY.options ?? []).filter((option) => 'type' in option);
	return markdownTable(
		['Option', 'Name in a workflow', 'Default', 'Meaning'],
		options.map((option) => [
			option.displayName,
			quote(option.name),
			toDefault(option),
			option.description ?? '',
		]),
	);
}

/** The generated parts of the README by the name in their markers. */
export const BLOCKS: Readonly<Record<string, (node: NodeCode) => string>> = {
	'record-sample': recordSample,
	'loan-rows-sample': loanRowsSample,
	'row-sample': rowSample,
	'columns-sample': columnsSample,
	'lists-sample': listsSample,
	'review-sample': reviewSample,
	'tables-table': tablesTable,
	'options-table': optionsTable,
	'bad-input-table': badInputTable,
	'refusal-table': refusalTable,
	'no-answer-table': noAnswerTable,
};

const startOf = (name: string): string => `<!-- ${name}:start -->`;
const endOf = (name: string): string => `<!-- ${name}:end -->`;

function fillBlock(text: string, name: string, content: string): string {
	const start = text.indexOf(startOf(name));
	const end = text.indexOf(endOf(name));
	if (start < 0 || end < start) throw new Error(`README.md has no markers for ${name}`);
	return `${text.slice(0, start)}${startOf(name)}\n\n${content}\n\n${text.slice(end)}`;
}

/** The README with every generated part as the code gives it now. */
export function fillReadme(readme: string, node: NodeCode): string {
	return Object.entries(BLOCKS).reduce(
		(text, [name, render]) => fillBlock(text, name, render(node)),
		readme,
	);
}
