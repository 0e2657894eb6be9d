import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import { OUTPUT_FORMS, type OutputName, type Outputs } from '../creditReport/outputs';
import type { ShapeSettings, TablesInRecord } from '../creditReport/outputs/output';
import { SECTION_LIST, TABLE_KEYS, type TableKey } from '../creditReport/sections';
import type { AmountUnit } from '../creditReport/values/amount';
import { OPTIONS, type OptionValues } from './options';
import { getParameter, oneOf, type Parameter } from './parameters';

const OUTPUT_NAMES: readonly OutputName[] = [
	'record',
	'rows',
	'recordAndRows',
	'reviewItems',
	'raw',
];

/** The number of the node's outputs depends on this parameter, so it takes no expression. */
const outputProperty = (operation: string): INodeProperties => ({
	displayName: 'Output',
	name: 'output',
	type: 'options',
	noDataExpression: true,
	options: OUTPUT_NAMES.map((name) => OUTPUT_FORMS[name])
		.filter(({ operations }) => operations.includes(operation))
		.map(({ option }) => option),
	default: 'record',
	description: 'What an item that leaves this node stands for',
	displayOptions: { show: { resource: ['creditReport'], operation: [operation] } },
});

const OUTPUT: Parameter<OutputName> = {
	property: outputProperty('extract'),
	schema: oneOf(OUTPUT_NAMES),
};

const TABLES: Parameter<TableKey[]> = {
	property: {
		displayName: 'Tables',
		name: 'tables',
		type: 'multiOptions',
		options: SECTION_LIST.map(({ key, title }) => ({ name: title, value: key })),
		default: [...TABLE_KEYS],
		description: 'The tables of the report whose rows become items',
		hint: 'A report without any row in these tables still gives one item, with an empty table name',
		displayOptions: {
			show: {
				resource: ['creditReport'],
				operation: ['extract', 'reshape'],
				output: ['rows', 'recordAndRows'],
			},
		},
	},
	schema: z.preprocess(
		(value) =>
			typeof value === 'string'
				? value
						.split(',')
						.map((name) => name.trim())
						.filter((name) => name !== '')
				: value,
		z.array(
			z.custom<TableKey>(
				(value) => TABLE_KEYS.some((key) => key === value),
				`a list of names among ${TABLE_KEYS.join(', ')}`,
			),
			{ message: 'a list of table names' },
		),
	),
};

const TABLES_IN_RECORD: Parameter<TablesInRecord> = {
	property: {
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
			show: {
				resource: ['creditReport'],
				operation: ['extract', 'reshape'],
				output: ['record', 'recordAndRows'],
			},
		},
	},
	schema: oneOf<TablesInRecord>(['columns', 'lists', 'json', 'none']),
};

const AMOUNT_UNIT: Parameter<AmountUnit> = {
	property: {
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
		displayOptions: { show: { resource: ['creditReport'] }, hide: { output: ['raw'] } },
	},
	schema: oneOf<AmountUnit>(['asPrinted', 'millionVnd', 'vnd']),
};

/** The parameters that say which items a report becomes. */
export const OUTPUT_PROPERTIES: INodeProperties[] = [
	outputProperty('extract'),
	outputProperty('reshape'),
	outputProperty('compare'),
	TABLES.property,
	TABLES_IN_RECORD.property,
	AMOUNT_UNIT.property,
];

/**
 * Which outputs the node has; decided by the first item, since the editor draws them once.
 * The option is got alone, so that a bad expression in another one fails only its item.
 */
export function getOutputs(context: IExecuteFunctions): Outputs {
	const form = getParameter(context, OUTPUT, 0);
	const { property, schema } = OPTIONS.reviewOutput;
	const named = { ...property, name: 'options.reviewOutput' };
	const review = getParameter(context, { property: named, schema }, 0);
	return { form, review: review && OUTPUT_FORMS[form].lanes !== null };
}

/** What the items of one document are to be. */
export const getShapeSettings = (
	context: IExecuteFunctions,
	itemIndex: number,
	options: OptionValues,
): ShapeSettings => ({
	...options,
	corrections: [],
	second: null,
	tables: getParameter(context, TABLES, itemIndex),
	tablesInRecord: getParameter(context, TABLES_IN_RECORD, itemIndex),
	amountUnit: getParameter(context, AMOUNT_UNIT, itemIndex),
});
