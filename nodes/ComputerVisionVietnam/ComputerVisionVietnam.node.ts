import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';
import { NODE_PROPERTIES, runOperation } from './operations';
import { OUTPUTS_EXPRESSION } from './creditReport/outputs';

/** Reads Vietnamese CIC credit reports through the OCR API of Computer Vision Vietnam. */
export class ComputerVisionVietnam implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Computer Vision Vietnam',
		name: 'computerVisionVietnam',
		icon: {
			light: 'file:../../icons/computerVisionVietnam.svg',
			dark: 'file:../../icons/computerVisionVietnam.dark.svg',
		},
		group: ['transform'],
		version: 1,
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description: 'Read Vietnamese CIC credit reports (PDF or photo) into typed rows and records',
		defaults: { name: 'Computer Vision Vietnam' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: OUTPUTS_EXPRESSION,
		credentials: [
			{
				name: 'computerVisionVietnamApi',
				required: true,
				displayOptions: { show: { operation: ['extract'] } },
			},
		],
		properties: NODE_PROPERTIES,
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runOperation(this);
	}
}
