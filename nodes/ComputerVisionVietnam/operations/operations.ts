import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';
import { executeExtract } from './extract.operation';
import { EXTRACT_PROPERTIES, RESHAPE_PROPERTIES } from './inputProperties';
import { OPTIONS_PROPERTY } from './optionProperties';
import { OUTPUT_PROPERTIES } from './outputProperties';
import { readOperation } from './parameters';
import { executeReshape } from './reshape.operation';

/** Every operation of the node: what `operation` can be, and what then runs. */
const OPERATIONS = {
	extract: executeExtract,
	reshape: executeReshape,
};

/** The parameters of the node in the order of the form. */
export const NODE_PROPERTIES: INodeProperties[] = [
	{
		displayName: 'Resource',
		name: 'resource',
		type: 'options',
		noDataExpression: true,
		options: [{ name: 'Credit Report', value: 'creditReport' }],
		default: 'creditReport',
	},
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['creditReport'] } },
		options: [
			{
				name: 'Extract',
				value: 'extract',
				action: 'Extract credit report',
				description: 'Send credit reports to the API and put out what it read',
			},
			{
				name: 'Reshape Saved Response',
				value: 'reshape',
				action: 'Reshape saved response',
				description: 'Shape a reply saved earlier once more, without a request',
			},
		],
		default: 'extract',
	},
	...EXTRACT_PROPERTIES,
	...RESHAPE_PROPERTIES,
	...OUTPUT_PROPERTIES,
	OPTIONS_PROPERTY,
];

/** Runs the operation chosen in the form for all input items. */
export async function runOperation(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	return await OPERATIONS[readOperation(context)](context);
}
