import type { INodeProperties } from 'n8n-workflow';

const EXTRACT = { resource: ['creditReport'], operation: ['extract'] };

/** Which documents are sent (operation extract). */
export const EXTRACT_PROPERTIES: INodeProperties[] = [
	{
		displayName:
			'Every document that is read successfully is billed by Computer Vision Vietnam, test runs in the editor included. Pin the output while you build a workflow.',
		name: 'billingNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: EXTRACT },
	},
	{
		displayName: 'Input Mode',
		name: 'inputMode',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Base64 Text',
				value: 'base64',
				description: 'The document is text in a field, plain Base64 or a data URL',
			},
			{
				name: 'Binary File',
				value: 'binary',
				description: 'The document is a file of the item, for example from a form or an email',
			},
			{
				name: 'URL',
				value: 'url',
				description: 'The API fetches the document itself from an address it can reach',
			},
		],
		default: 'binary',
		description: 'Where the credit report (PDF, JPEG or PNG) comes from',
		displayOptions: { show: EXTRACT },
	},
	{
		displayName: 'Input Binary Field',
		name: 'binaryPropertyName',
		type: 'string',
		default: 'data',
		required: true,
		placeholder: 'e.g. data',
		hint: 'The name of the input field containing the file to be read',
		description:
			'One name, several separated by commas, or patterns with * such as attachment_*. Each file that matches is one document.',
		displayOptions: { show: { ...EXTRACT, inputMode: ['binary'] } },
	},
	{
		displayName: 'URL',
		name: 'url',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. https://files.example.com/report.pdf',
		hint: 'The API fetches this address, so it must be reachable from the internet',
		description: 'The address of a PDF, JPEG or PNG file. A signed address is sent as it is.',
		displayOptions: { show: { ...EXTRACT, inputMode: ['url'] } },
	},
	{
		displayName: 'Base64 Text',
		name: 'base64',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. JVBERi0xLjcKJeLjz9M...',
		description: 'The bytes of the document as Base64, with or without a data URL prefix',
		displayOptions: { show: { ...EXTRACT, inputMode: ['base64'] } },
	},
];

/** Which saved reply is shaped (operation reshape). */
export const RESHAPE_PROPERTIES: INodeProperties[] = [
	{
		displayName: 'Response',
		name: 'response',
		type: 'json',
		default: '={{ $json }}',
		required: true,
		hint: 'Nothing is sent and nothing is billed',
		description:
			'A reply of the API saved earlier with the output Raw, as an object or as JSON text',
		displayOptions: { show: { resource: ['creditReport'], operation: ['reshape'] } },
	},
];
