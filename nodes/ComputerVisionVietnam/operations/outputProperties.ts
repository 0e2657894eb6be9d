import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { TABLE_KEYS, TABLES } from '../report/tables';

const RECORD_OUTPUT = {
	name: 'Record',
	value: 'record',
	description: 'One flat item per report: scalars, summary figures and, if wanted, the tables',
};
const ROWS_OUTPUT = {
	name: 'Rows',
	value: 'rows',
	description: 'One item per table row: each loan, card, bad debt or inquiry on its own',
};
const BOTH_OUTPUT = {
	name: 'Record and Rows',
	value: 'recordAndRows',
	description: 'Two outputs: the records on the first, the rows on the second',
};
const RAW_OUTPUT = {
	name: 'Raw',
	value: 'raw',
	description: 'The JSON reply of the API, unchanged, to be kept and reshaped later',
};

/** The number of the node's outputs depends on this parameter, so it takes no expression. */
const buildOutputProperty = (
	operation: string,
	options: INodePropertyOptions[],
): INodeProperties => ({
	displayName: 'Output',
	name: 'output',
	type: 'options',
	noDataExpression: true,
	options: [RECORD_OUTPUT, ROWS_OUTPUT, BOTH_OUTPUT, ...options],
	default: 'record',
	description: 'What an item that leaves this node stands for',
	displayOptions: { show: { resource: ['creditReport'], operation: [operation] } },
});

/** The parameters that say which items a report becomes; the same for every operation. */
export const OUTPUT_PROPERTIES: INodeProperties[] = [
	buildOutputProperty('extract', [RAW_OUTPUT]),
	buildOutputProperty('reshape', []),
	{
		displayName: 'Tables',
		name: 'tables',
		type: 'multiOptions',
		options: TABLE_KEYS.map((key) => ({ name: TABLES[key].title, value: key })),
		default: [...TABLE_KEYS],
		description: 'The tables of the report whose rows become items',
		hint: 'A report without any row in these tables still gives one item, with an empty table name',
		displayOptions: {
			show: { resource: ['creditReport'], output: ['rows', 'recordAndRows'] },
		},
	},
	{
		displayName: 'Tables in Record',
		name: 'tablesInRecord',
		type: 'options',
		options: [
			{
				name: 'Columns',
				value: 'columns',
				description: 'One field per cell, such as loan_details_1_total: fits a spreadsheet',
			},
			{
				name: 'JSON Text',
				value: 'json',
				description: 'One text field per table: fits a database column',
			},
			{
				name: 'Lists',
				value: 'lists',
				description: 'One list of rows per table: fits expressions and Code nodes',
			},
			{
				name: 'None',
				value: 'none',
				description: 'No tables: only the scalars and the summary figures',
			},
		],
		default: 'columns',
		description: 'How the rows of the tables stand in the record',
		displayOptions: {
			show: { resource: ['creditReport'], output: ['record', 'recordAndRows'] },
		},
	},
	{
		displayName: 'Amount Unit',
		name: 'amountUnit',
		type: 'options',
		options: [
			{
				name: 'As Printed',
				value: 'asPrinted',
				description: 'The numbers as they stand on the page, whatever their unit',
			},
			{
				name: 'Million VND',
				value: 'millionVnd',
				description: 'The page states millions, as CIC reports do: multiplied into dong',
			},
			{
				name: 'VND',
				value: 'vnd',
				description: 'The page states dong: kept, and checked for being plausible',
			},
		],
		default: 'asPrinted',
		hint: 'CIC reports state millions of dong; Million VND turns them into dong',
		description:
			'The unit in which the report states its amounts. The page does not always say it: compare one report with its page before you choose.',
		displayOptions: {
			show: { resource: ['creditReport'] },
			hide: { output: ['raw'] },
		},
	},
];
