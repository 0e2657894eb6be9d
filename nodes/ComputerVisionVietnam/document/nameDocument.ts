import type { DocumentLabel } from './sourceDocument';

/** Longer names are cut in messages; the item keeps the whole name. */
const MAX_NAME = 120;

/** Control characters and the marks that reverse the direction of writing. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu;

/** A name as it may stand in a message: one line, quoted, of a bearable length. */
export function quoteName(name: string): string {
	const letters = Array.from(name.replace(UNPRINTABLE, ' '));
	const shown = letters.length > MAX_NAME ? [...letters.slice(0, MAX_NAME), '…'] : letters;
	return `"${shown.join('')}"`;
}

/** The document as messages call it: its file name, else where it came from. */
export function nameDocument(document: Pick<DocumentLabel, 'name' | 'field'>): string {
	if (document.name !== null) return quoteName(document.name);
	if (document.field === 'url') return 'the document at the URL';
	if (document.field === 'base64') return 'the base64 document';
	if (document.field === 'response') return 'the saved response';
	return `the file in binary field ${quoteName(document.field)}`;
}
