import type { IDataObject } from 'n8n-workflow';

import { badInputTable, hintsTable, noAnswerTable, refusalTable } from './failureTables.ts';
import {
	columnsTable,
	comparisonTable,
	optionsTable,
	scalarsTable,
	summaryTable,
	tablesTable,
} from './fieldTables.ts';
import { markdownTable } from './markdownTable.ts';
import type { NodeCode } from './nodeCode.ts';
import { readingTable, reasonsTable, type PrintedText } from './readingTables.ts';
import { compareSample, recordSample, shapeSample } from './samples.ts';

const SAMPLE = 'bad-debt.pdf';
const DOUBTFUL_SAMPLE = 'scanned-report.pdf';

const quote = (text: string): string => `\`${text}\``;
const toText = (value: unknown): string =>
	typeof value === 'string' ? value : JSON.stringify(value ?? null);

const pick = (json: IDataObject, names: readonly string[]): IDataObject =>
	Object.fromEntries(names.map((name) => [name, json[name] ?? null]));

/** JSON as prettier lays it out: a list of numbers stands in one line. */
function toJson(value: unknown): string {
	const text = JSON.stringify(value, null, '\t').replace(
		/\[\s+[-\d.]+(?:,\s+[-\d.]+)*\s+\]/g,
		(list) => JSON.stringify(JSON.parse(list)).replaceAll(',', ', '),
	);
	return ['```json', text, '```'].join('\n');
}

/** What a loan officer looks at first. */
const FIRST_FIELDS = [
	'cic_code',
	'report_time',
	'credit_score',
	'loan_total',
	'loan_bad_total',
	'worst_debt_group',
	'lender_count',
	'has_bad_debt_5y',
	'max_days_late',
	'inquiry_count_90d',
	'needs_review',
];

function firstFields(node: NodeCode): string {
	const record = recordSample(node, SAMPLE);
	return markdownTable(
		['Field', 'Value'],
		FIRST_FIELDS.map((name) => [quote(name), toText(record[name])]),
	);
}

const LOAN_FIELDS = ['row', 'institution_code', 'total', 'group_1', 'group_2', 'group_3'];
const MORE_LOAN_FIELDS = ['group_4', 'group_5', 'other_bad'];

function loanRows(node: NodeCode): string {
	const names = [...LOAN_FIELDS, ...MORE_LOAN_FIELDS];
	const [rows = []] = shapeSample(node, SAMPLE, 'rows', { tables: ['loan_details'] });
	return markdownTable(
		names.map(quote),
		rows.map((row) => names.map((name) => (row[name] === null ? '' : toText(row[name])))),
	);
}

const row = (node: NodeCode): string =>
	toJson(shapeSample(node, SAMPLE, 'rows', { tables: ['bad_debt'] })[0]?.[0]);

function columns(node: NodeCode): string {
	const record = recordSample(node, SAMPLE, { tablesInRecord: 'columns' });
	return toJson(pick(record, ['bad_debt_1_debt_group', 'bad_debt_1_amount']));
}

function lists(node: NodeCode): string {
	const record = recordSample(node, SAMPLE, { tablesInRecord: 'lists' });
	const [first] = record['bad_debt'] as IDataObject[];
	return toJson({ bad_debt: [pick(first ?? {}, ['row', 'debt_group', 'amount'])] });
}

const UNREADABLE = 'credit_contract.1.signed_date';

/** One review item of the doubtful report: a date that does not exist. */
function reviewItem(node: NodeCode): string {
	const [items = []] = shapeSample(node, DOUBTFUL_SAMPLE, 'reviewItems');
	const item = items.find(({ path }) => path === UNREADABLE);
	if (!item) throw new Error(`There is no longer a doubt about ${UNREADABLE}`);
	return toJson(item);
}

const CORRECTION = {
	path: UNREADABLE,
	value: '30/12/2023',
	by: 'Lan',
	at: '2026-03-02T09:30:00+07:00',
	reason: 'The day is smudged; contract at hand',
};

const corrections = (): string => toJson([CORRECTION]);

/** What a record says of a correction. */
function trail(node: NodeCode): string {
	const { path, value, ...said } = CORRECTION;
	const record = recordSample(node, DOUBTFUL_SAMPLE, {
		corrections: [{ path, value, ...said, report_index: 0 }],
	});
	return toJson(pick(record, ['correction_count', 'corrections']));
}

const CHANGE_FIELDS = ['table', 'key', 'column', 'change', 'direction', 'earlier', 'later'];

/** What changed since an earlier report of the same invented person. */
function changes(node: NodeCode): string {
	return markdownTable(
		CHANGE_FIELDS.map(quote),
		compareSample(node, SAMPLE).changes.map((change) =>
			CHANGE_FIELDS.map((name) => toText(Reflect.get(change, name) ?? '')),
		),
	);
}

const COMPARED_FIELDS = [
	'same_person',
	'days_between',
	'is_worse',
	'worst_group_rose',
	'new_lender_count',
	'new_bad_debt_count',
	'loan_total_earlier',
	'loan_total_later',
	'loan_total_change',
];

const compared = (node: NodeCode): string =>
	toJson(pick(compareSample(node, SAMPLE).record, COMPARED_FIELDS));

/** The generated parts of README and docs by the name in their markers. */
const BLOCKS: Readonly<
	Record<string, (node: NodeCode, printed: readonly PrintedText[]) => string>
> = {
	'record-sample': firstFields,
	'loan-rows-sample': loanRows,
	'row-sample': row,
	'columns-sample': columns,
	'lists-sample': lists,
	'review-item-sample': reviewItem,
	'corrections-sample': corrections,
	'trail-sample': trail,
	'changes-sample': changes,
	'compared-sample': compared,
	'tables-table': tablesTable,
	'scalars-table': scalarsTable,
	'columns-table': columnsTable,
	'summary-table': summaryTable,
	'comparison-table': comparisonTable,
	'options-table': optionsTable,
	'bad-input-table': badInputTable,
	'refusal-table': refusalTable,
	'no-answer-table': noAnswerTable,
	'hints-table': hintsTable,
	'reading-table': (_node, printed) => readingTable(printed),
	'reasons-table': reasonsTable,
};

/** The names of the blocks that are filled here. */
export const BLOCK_NAMES: readonly string[] = Object.keys(BLOCKS);

/** Blocks that other commands fill with what they measured: `npm run accuracy` fills these. */
export const MEASURED_BLOCKS: readonly string[] = ['accuracy'];

const MARKED = /<!-- ([a-z-]+):start -->\n[^]*?<!-- \1:end -->/g;

/** The names of the blocks that a text has places for. */
export const listBlocks = (text: string): string[] =>
	[...text.matchAll(MARKED)].map(([, name = '']) => name);

/** A text with every generated part as the code gives it now. Throws for a block that nobody fills. */
export const fillBlocks = (text: string, node: NodeCode, printed: readonly PrintedText[]): string =>
	text.replace(MARKED, (block, name: string) => {
		const render = BLOCKS[name];
		if (render) return `<!-- ${name}:start -->\n\n${render(node, printed)}\n\n<!-- ${name}:end -->`;
		if (MEASURED_BLOCKS.includes(name)) return block;
		throw new Error(`There is no generated part named ${name}`);
	});
