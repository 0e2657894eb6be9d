import type { INodeProperties } from 'n8n-workflow';

import { base64 } from './base64';
import { binary } from './binary';
import { url } from './url';

/** Every input mode, sorted by name, as n8n demands it of a list of options. */
export const INPUT_MODES = { base64, binary, url } as const;

/** What the parameter `inputMode` can be. */
export type InputModeName = keyof typeof INPUT_MODES;

const INPUT_MODE_LIST = Object.values(INPUT_MODES);

/** Where the document of an item comes from. */
export const INPUT_MODE_PROPERTY: INodeProperties = {
	displayName: 'Input Mode',
	name: 'inputMode',
	type: 'options',
	noDataExpression: true,
	options: INPUT_MODE_LIST.map(({ option }) => option),
	default: 'binary',
	description: 'Where the credit report (PDF, JPEG or PNG) comes from',
};

const MODE_PROPERTIES = [binary, url, base64].map(({ option, property }) => ({
	...property,
	displayOptions: { show: { inputMode: [option.value] } },
}));

/** The parameters that say which documents are sent, each shown in its own mode. */
export const INPUT_PROPERTIES: INodeProperties[] = [INPUT_MODE_PROPERTY, ...MODE_PROPERTIES];
