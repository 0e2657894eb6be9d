import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';

/** Options about the items that a report becomes have no effect on a reply kept as it is. */
const SHAPED: IDisplayOptions = { hide: { '/output': ['raw'] } };
/** Options about requests have no effect where none is sent. */
const SENT: IDisplayOptions = { show: { '/operation': ['extract'] } };

/** Options sorted by name, as n8n demands; the names keep related ones together. */
const OPTIONS: INodeProperties[] = [
	{
		displayName: 'Check Sum',
		name: 'checkSum',
		type: 'string',
		default: '',
		placeholder: 'e.g. branch-12/2026-03',
		description:
			'Text of your own that is sent along with each document (as check_sum), for reconciling the bill with the vendor',
		displayOptions: SENT,
	},
	{
		displayName: 'File Name',
		name: 'fileName',
		type: 'string',
		default: '',
		placeholder: 'e.g. report.pdf',
		description: 'The name of the document in the items; it is not sent',
		displayOptions: { show: { '/operation': ['extract'], '/inputMode': ['base64'] } },
	},
	{
		displayName: 'Include Confidence',
		name: 'includeConfidence',
		type: 'boolean',
		default: false,
		description:
			'Whether to add how sure the API is of each value, from 0 to 1 (credit_score_confidence)',
		displayOptions: SHAPED,
	},
	{
		displayName: 'Include Images',
		name: 'includeImages',
		type: 'boolean',
		default: false,
		description:
			'Whether to ask for the images of pages and tables and put them out as files (page_1, loan_details). Replies get much larger.',
	},
	{
		displayName: 'Include Original Text',
		name: 'includeOriginalText',
		type: 'boolean',
		default: false,
		description: 'Whether to add each value as it was read from the page (credit_score_text)',
		displayOptions: SHAPED,
	},
	{
		displayName: 'Include Position',
		name: 'includePosition',
		type: 'boolean',
		default: false,
		description:
			'Whether to add where each value stands: its box and its page (credit_score_box, credit_score_page)',
		displayOptions: SHAPED,
	},
	{
		displayName: 'Mask Identifiers',
		name: 'maskIdentifiers',
		type: 'boolean',
		default: false,
		description:
			'Whether to replace all but the last 4 characters of the ID card number and the CIC code by *',
		displayOptions: SHAPED,
	},
	{
		displayName: 'Max Concurrency',
		name: 'maxConcurrency',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 1000, numberPrecision: 0 },
		default: 4,
		description: 'How many documents may be in work at the API at the same time',
		displayOptions: SENT,
	},
	{
		displayName: 'Max Retries',
		name: 'maxRetries',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: 10, numberPrecision: 0 },
		default: 2,
		description:
			'How often a document is sent again after an answer that costs nothing: too many requests, server busy, no connection. A document that was read is never sent again.',
		displayOptions: SENT,
	},
	{
		displayName: 'Minimum Confidence',
		name: 'minConfidence',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: 1, numberPrecision: 2 },
		default: 0.85,
		description:
			'Reports with a value that the API is less sure of than this (from 0 to 1) are marked as needing review',
		displayOptions: SHAPED,
	},
	{
		displayName: 'Repeat Report Fields',
		name: 'repeatReportFields',
		type: 'boolean',
		default: true,
		description:
			'Whether each row carries the fields of its report as well, such as cic_code and credit_score',
		displayOptions: { show: { '/output': ['rows', 'recordAndRows'] } },
	},
	{
		displayName: 'Requests per Minute',
		name: 'requestsPerMinute',
		type: 'number',
		typeOptions: { minValue: 0, numberPrecision: 0 },
		default: 0,
		description: 'How many requests may start within a minute. 0 means no limit.',
		displayOptions: SENT,
	},
	{
		displayName: 'Retry Timeouts',
		name: 'retryTimeouts',
		type: 'boolean',
		default: false,
		description:
			'Whether to send a document again when no answer came in time or the connection broke. The first try may have been billed.',
		displayOptions: SENT,
	},
	{
		displayName: 'Separate Output for Review',
		name: 'reviewOutput',
		type: 'boolean',
		noDataExpression: true,
		default: false,
		description:
			'Whether to send reports that a person should look at to an output of their own, Needs Review',
		displayOptions: SHAPED,
	},
	{
		displayName: 'Timeout',
		name: 'timeout',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 3600 },
		default: 120,
		description: 'How many seconds to wait for the answer to one document',
		displayOptions: SENT,
	},
];

/** The collection `options` of the node. */
export const OPTIONS_PROPERTY: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add Option',
	default: {},
	displayOptions: { show: { resource: ['creditReport'] } },
	options: OPTIONS,
};
