import type { INodeProperties } from 'n8n-workflow';

import { EMPTY_FILE, notADocument, toBase64Cause } from '../failures/badInput';
import { toDocumentFailure, toName, type Cause } from '../failures/failure';
import { detectFormat } from './detectFile';
import {
	hintFor,
	refuse,
	type Collected,
	type DocumentLabel,
	type SourceBytes,
	type InputMode,
} from './document';
import { StreamedBody } from './streamedBody';

/** A base64 text that can be sent. */
export interface Base64Text {
	readonly kind: 'base64';
	/** Plain, padded, of the standard alphabet, without line breaks or prefix. */
	readonly encoded: string;
}

/** Why a text is no base64; `position` is a place, never a part of the text. */
export type Base64Problem =
	| { readonly kind: 'empty' }
	| { readonly kind: 'notBase64DataUrl' }
	| { readonly kind: 'badCharacter'; readonly position: number }
	/** Blanks inside a line: the plus signs of a form that was not encoded. */
	| { readonly kind: 'blanks' }
	| { readonly kind: 'badLength' };

/** The head of a data URL may hold a file name with commas and further parameters. */
const DATA_URL = /^\s*data:[^]{0,4096}?;\s*base64\s*,/i;
/** Standard and URL-safe letters; padding is outside. */
const OUTSIDE = /[^A-Za-z0-9+/_\s-]/;
/** Widths at which encoders wrap their lines. */
const LINE_WIDTHS: ReadonlySet<number> = new Set([60, 64, 72, 76]);

/**
 * Whether letters were lost: a form that was not encoded turns every `+` into a blank. Only blanks
 * beside line breaks of one width, or at the usual line width, are blanks that were meant.
 */
function hasLostLetters(content: string): boolean {
	if (!content.includes(' ')) return false;
	const lines = content.split(/[\r\n]+/).map((line) => line.trim());
	const pieces = lines.filter((line) => line !== '').flatMap((line) => line.split(' '));
	const width = pieces[0]?.length ?? 0;
	const last = pieces.at(-1)?.length ?? 0;
	const isEven = last <= width && pieces.slice(0, -1).every((piece) => piece.length === width);
	return !isEven || (pieces.length > lines.length && !LINE_WIDTHS.has(width));
}

/**
 * Parses base64 as users have it: plain or as a `data:` URL, wrapped or not, of the standard or the
 * URL-safe alphabet (`-_`), padded or not. Anything else is a stated problem, never repaired: a
 * letter lost in between would make another document of it.
 */
export function parseBase64(text: string): Base64Text | Base64Problem {
	const prefix = DATA_URL.exec(text)?.[0] ?? '';
	if (prefix === '' && /^\s*data:/i.test(text)) return { kind: 'notBase64DataUrl' };
	const content = text.slice(prefix.length);
	const found = content.search(OUTSIDE);
	const end = found === -1 ? content.length : found;
	const padding = content.slice(end).replace(/\s+/g, '');
	const junk = content.slice(end).search(/[^=\s]/);
	if (junk !== -1) return { kind: 'badCharacter', position: prefix.length + end + junk };
	const letters = content.slice(0, end).replace(/\s+/g, '');
	if (letters === '') return { kind: 'empty' };
	// A blank before the padding may have been the last letter.
	if (padding !== '' && /[A-Za-z0-9+/_-] +=/.test(content)) return { kind: 'blanks' };
	if (hasLostLetters(content.slice(0, end))) return { kind: 'blanks' };
	const isPadded = padding.length <= 2 && (letters.length + padding.length) % 4 === 0;
	const isWhole = padding === '' ? letters.length % 4 !== 1 : isPadded;
	// A blank at an edge may have been the letter that is missing; the URL-safe alphabet has no `+`.
	if (!isPadded && content.includes(' ') && !/[-_]/.test(letters)) return { kind: 'blanks' };
	if (!isWhole) return { kind: 'badLength' };
	const standard = letters.replaceAll('-', '+').replaceAll('_', '/');
	return { kind: 'base64', encoded: standard.padEnd(Math.ceil(letters.length / 4) * 4, '=') };
}

/** The bytes of a base64 text, in any form that `parseBase64` takes. */
export function decodeBase64(text: string): Buffer | Base64Problem {
	const parsed = parseBase64(text);
	return parsed.kind === 'base64' ? Buffer.from(parsed.encoded, 'base64') : parsed;
}

const PROPERTY: INodeProperties = {
	displayName: 'Base64 Text',
	name: 'base64',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'e.g. JVBERi0xLjcKJeLjz9M...',
	description: 'The bytes of the document as Base64, with or without a data URL prefix',
};

/** base64 needs no escaping inside a JSON string, so the bytes can be encoded into it. */
const buildBody = (content: SourceBytes): StreamedBody =>
	new StreamedBody({
		contentType: 'application/json',
		before: '{"img":"',
		content,
		after: '"}',
		encoding: 'base64',
	});

function collect(text: string, label: DocumentLabel): Collected {
	const refuseFor = (cause: Cause) => refuse(label, toDocumentFailure(label, cause));
	const parsed = parseBase64(text);
	if (parsed.kind !== 'base64') return refuseFor(toBase64Cause(parsed));
	const bytes = Buffer.from(parsed.encoded, 'base64');
	if (bytes.length === 0) return refuseFor(EMPTY_FILE);
	const format = detectFormat(bytes);
	if (!format || format.sending === 'refused') {
		return refuseFor(notADocument(format?.looksLike ?? null));
	}
	async function* open() {
		yield bytes;
	}
	const content = { size: bytes.length, open };
	return {
		kind: 'document',
		document: {
			...label,
			...hintFor(format),
			formatType: 'base64',
			url: null,
			content,
			buildBody: () => buildBody(content),
		},
	};
}

/** The document is text in the item. */
export const base64: InputMode = {
	option: {
		name: 'Base64 Text',
		value: 'base64',
		description: 'The document is text in a field, plain Base64 or a data URL',
	},
	property: PROPERTY,
	prepare({ itemIndex, fileName, getText }) {
		const text = getText(PROPERTY);
		const name = toName(fileName ?? '') || null;
		return async () => [collect(text, { itemIndex, field: 'base64', name })];
	},
};
