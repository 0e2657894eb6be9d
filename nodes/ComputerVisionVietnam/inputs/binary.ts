import { randomUUID } from 'node:crypto';
import type { IBinaryData, INodeProperties } from 'n8n-workflow';

import {
	EMPTY_FILE,
	NO_FIELD_NAME,
	notADocument,
	STORAGE,
	toMissingFieldFailure,
	toNoMatchFailure,
} from '../failures/badInput';
import { toDocumentFailure, type Cause } from '../failures/failure';
import { detectFormat, HEAD_BYTES, type FileFormat } from './detectFile';
import {
	hintFor,
	refuse,
	type Collected,
	type SourceBytes,
	type InputItem,
	type InputMode,
} from './document';
import { StreamedBody } from './streamedBody';

/** A binary field chosen by the parameter, and whether by its own name or by a pattern. */
export interface ChosenField {
	readonly field: string;
	/** True: the user asked for exactly this field, so it has to be there and be a document. */
	readonly named: boolean;
}

/** The fields that the parameter chooses, in the order of its entries. */
export interface FieldChoice {
	readonly fields: readonly ChosenField[];
	/** Patterns that matched no field. */
	readonly unmatched: readonly string[];
}

/**
 * Whether a name fits a pattern. Takes the parts between the stars from left to right, each at its
 * first place, so that no pattern can hold the node up (a regular expression could).
 */
function fits(name: string, pattern: string): boolean {
	const parts = pattern.split('*');
	const [start = ''] = parts;
	const end = parts.at(-1) ?? '';
	if (!name.startsWith(start) || !name.endsWith(end)) return false;
	let at = start.length;
	for (const part of parts.slice(1, -1)) {
		const found = name.indexOf(part, at);
		if (found === -1) return false;
		at = found + part.length;
	}
	return at <= name.length - end.length;
}

/**
 * Reads `binaryPropertyName`: one name, a comma list, or patterns in which `*` stands for any text.
 * A field is chosen once, whatever number of entries fit it; its own name is the stronger claim.
 *
 * @param parameter the parameter as the user wrote it
 * @param available names of the item's binary fields, in their order
 */
export function matchFields(parameter: string, available: readonly string[]): FieldChoice {
	if (available.includes(parameter)) {
		return { fields: [{ field: parameter, named: true }], unmatched: [] };
	}
	const entries = parameter
		.split(',')
		.map((entry) => entry.trim())
		.filter((entry) => entry !== '');
	const names = new Set(entries.filter((entry) => !entry.includes('*')));
	const matches = entries.map((entry) =>
		entry.includes('*') ? available.filter((field) => fits(field, entry)) : [entry],
	);
	const fields = [...new Set(matches.flat())];
	return {
		fields: fields.map((field) => ({ field, named: names.has(field) })),
		unmatched: entries.filter((_entry, index) => matches[index]?.length === 0),
	};
}

const PROPERTY: INodeProperties = {
	displayName: 'Input Binary Field',
	name: 'binaryPropertyName',
	type: 'string',
	default: 'data',
	required: true,
	placeholder: 'e.g. data',
	hint: 'The name of the input field containing the file to be read',
	description:
		'One name, several separated by commas, or patterns with * such as attachment_*. Each file that matches is one document.',
};

/** The first bytes of a source; fewer where it is shorter. Rejects when the storage cannot deliver. */
async function getHead(content: SourceBytes): Promise<Buffer> {
	let head = Buffer.alloc(0);
	for await (const chunk of content.open()) {
		head = Buffer.concat([head, chunk.subarray(0, HEAD_BYTES)]);
		if (head.length >= HEAD_BYTES) break;
	}
	return head;
}

/** A file name as it may stand in the header of a part; UTF-8 goes through raw, as browsers do. */
function toHeaderName(name: string | null, { extension }: FileFormat): string {
	if (name === null || name.trim() === '') return `document.${extension}`;
	const safe = name.replace(/[\r\n"\0]/g, (letter) => encodeURIComponent(letter));
	return safe.includes('.') ? safe : `${safe}.${extension}`;
}

/** A multipart body with the file as its part `img`. */
function buildBody(name: string | null, format: FileFormat, content: SourceBytes): StreamedBody {
	const boundary = `----n8n-${randomUUID()}`;
	return new StreamedBody({
		contentType: `multipart/form-data; boundary=${boundary}`,
		before: [
			`--${boundary}`,
			`Content-Disposition: form-data; name="img"; filename="${toHeaderName(name, format)}"`,
			`Content-Type: ${format.mimeType}`,
			'',
			'',
		].join('\r\n'),
		content,
		after: `\r\n--${boundary}--\r\n`,
	});
}

/** A file with its beginning; null when n8n's storage does not deliver it. */
async function openFile(item: InputItem, file: IBinaryData) {
	try {
		const content = await item.openFile(file);
		return { content, head: content.size === 0 ? Buffer.alloc(0) : await getHead(content) };
	} catch {
		return null;
	}
}

async function collectFile(
	item: InputItem,
	chosen: ChosenField,
	file: IBinaryData,
): Promise<Collected> {
	const name = file.fileName ?? null;
	const label = { itemIndex: item.itemIndex, field: chosen.field, name };
	const refuseFor = (cause: Cause) => refuse(label, toDocumentFailure(label, cause));
	const opened = await openFile(item, file);
	if (!opened) return refuseFor(STORAGE);
	const { content, head } = opened;
	if (head.length === 0) return refuseFor(EMPTY_FILE);
	const format = detectFormat(head);
	if (!format || format.sending === 'refused') {
		const looksLike = format?.looksLike ?? null;
		// A logo may be skipped; a report that is none, such as a notice named `report.pdf`, may not.
		return !chosen.named && !/\.pdf$/i.test(name ?? '')
			? { kind: 'skipped', file: { ...label, reason: looksLike ?? 'of an unknown format' } }
			: refuseFor(notADocument(looksLike));
	}
	return {
		kind: 'document',
		document: {
			...label,
			...hintFor(format),
			formatType: 'file',
			url: null,
			content,
			buildBody: () => buildBody(name, format, content),
		},
	};
}

/** The documents are files of the item. */
export const binary: InputMode = {
	option: {
		name: 'Binary File',
		value: 'binary',
		description: 'The document is a file of the item, for example from a form or an email',
	},
	property: PROPERTY,
	prepare(item) {
		const { itemIndex, files } = item;
		const parameter = item.getText(PROPERTY);
		const available = Object.keys(files);
		const { fields, unmatched } = matchFields(parameter, available);
		if (fields.length === 0) {
			const label = { itemIndex, field: parameter, name: null };
			const failure =
				unmatched.length === 0 ? NO_FIELD_NAME : toNoMatchFailure(parameter, available);
			return async () => [refuse(label, failure)];
		}
		const collect = async (chosen: ChosenField): Promise<Collected> => {
			const file = Object.hasOwn(files, chosen.field) ? files[chosen.field] : undefined;
			if (file) return await collectFile(item, chosen, file);
			const label = { itemIndex, field: chosen.field, name: null };
			return refuse(label, toMissingFieldFailure(chosen.field, available));
		};
		return async () => await Promise.all(fields.map(collect));
	},
};
