import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { ItemFailure } from '../failures/failure';
import { toNodeError } from '../failures/toNodeError';
import { COMPARE_PROPERTIES, executeCompare } from './compare';
import { EXTRACT_PROPERTIES, executeExtract } from './extract';
import { OPTIONS_PROPERTY } from './options';
import { getParameter, oneOf, type Parameter } from './parameters';
import { executeReshape, RESHAPE_PROPERTIES } from './reshape';
import { OUTPUT_PROPERTIES } from './shaping';

/** Every operation of the node: what `operation` can be, and what then runs. */
const OPERATIONS = {
	extract: executeExtract,
	reshape: executeReshape,
	compare: executeCompare,
};

const OPERATION: Parameter<keyof typeof OPERATIONS> = {
	property: {
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['creditReport'] } },
		options: [
			{
				name: 'Compare Two Reports',
				value: 'compare',
				action: 'Compare two reports',
				description: 'Say what changed between two saved replies of one person, without a request',
			},
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
	schema: oneOf<keyof typeof OPERATIONS>(['extract', 'reshape', 'compare']),
};

const RESOURCE: Parameter<'creditReport'> = {
	property: {
		displayName: 'Resource',
		name: 'resource',
		type: 'options',
		noDataExpression: true,
		options: [{ name: 'Credit Report', value: 'creditReport' }],
		default: 'creditReport',
	},
	schema: oneOf(['creditReport']),
};

/** The parameters of the node in the order of the form. */
export const NODE_PROPERTIES: INodeProperties[] = [
	RESOURCE.property,
	OPERATION.property,
	...EXTRACT_PROPERTIES,
	...RESHAPE_PROPERTIES,
	...COMPARE_PROPERTIES,
	...OUTPUT_PROPERTIES,
	OPTIONS_PROPERTY,
];

/** Runs the operation chosen in the form for all input items. */
export async function runOperation(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	try {
		getParameter(context, RESOURCE, 0);
		return await OPERATIONS[getParameter(context, OPERATION, 0)](context);
	} catch (error) {
		// What is set for the whole run fails the whole run: there is no item to blame.
		throw error instanceof ItemFailure
			? toNodeError(context.getNode(), error.failure, { itemIndex: 0 })
			: error;
	}
}
