import type { Failure } from '../failure';
import type { Base64Problem } from './base64Text';
import type { Inspection } from './inspectDocument';
import { nameDocument, quoteName } from './nameDocument';
import type { UrlReading } from './readUrl';
import type { DocumentLabel, SkippedFile } from './sourceDocument';

/** What is wrong, after "Cannot send X: ", and what to do about it. */
interface Reason {
	readonly clause: string;
	readonly remedy: string;
}

const badInput = (message: string, description: string): Failure => ({
	kind: 'badInput',
	message,
	description,
});

const cannotSend = (document: DocumentLabel, { clause, remedy }: Reason): Failure =>
	badInput(`Cannot send ${nameDocument(document)}: ${clause}`, remedy);

const FORMATS = 'Send the credit report as a PDF, a JPEG or a PNG.';

function toInspectionReason(inspection: Exclude<Inspection, { kind: 'document' }>): Reason {
	switch (inspection.kind) {
		case 'empty':
			return {
				clause: 'the file is empty',
				remedy: 'Check the node that produced the file: it holds 0 bytes.',
			};
		case 'encrypted':
			return {
				clause: 'the PDF is encrypted',
				remedy:
					'Remove the password or the restrictions first, for example by printing it to a new PDF.',
			};
		case 'noPages':
			return {
				clause: 'the PDF has no pages',
				remedy: 'The file is damaged or was saved too early. Get it again from its source.',
			};
		case 'notADocument':
			return {
				clause: `by its content it is ${describe(inspection.looksLike)}, not a PDF, JPEG or PNG`,
				remedy: `${FORMATS} The file name and the declared type are not trusted.`,
			};
	}
}

const describe = (looksLike: string): string =>
	looksLike.startsWith('of ') ? `a file ${looksLike}` : looksLike;

/** A file or text whose bytes are not a document that can be read. */
export const toInspectionFailure = (
	document: DocumentLabel,
	inspection: Exclude<Inspection, { kind: 'document' }>,
): Failure => cannotSend(document, toInspectionReason(inspection));

function toBase64Reason(problem: Base64Problem): Reason {
	switch (problem.kind) {
		case 'empty':
			return {
				clause: 'the text is empty',
				remedy: 'Check the expression in "Base64 Text": it gives no text for this item.',
			};
		case 'notBase64DataUrl':
			return {
				clause: 'the data URL does not say ";base64"',
				remedy: 'Give the file as base64, either plain or as a "data:…;base64,…" URL.',
			};
		case 'badCharacter':
			return {
				clause: `the text is not base64: unexpected character at position ${problem.position + 1}`,
				remedy: 'Give the whole file as base64, either plain or as a "data:…;base64,…" URL.',
			};
		case 'badLength':
			return {
				clause: 'the base64 text is cut off: its length is impossible',
				remedy: 'Some step before this node shortened the text. Pass it on whole.',
			};
	}
}

/** A text that is no base64. */
export const toBase64Failure = (document: DocumentLabel, problem: Base64Problem): Failure =>
	cannotSend(document, toBase64Reason(problem));

/** An address that the API cannot be asked to fetch; the address itself is never repeated. */
export function toUrlFailure(reading: Exclude<UrlReading, { kind: 'url' }>): Failure {
	const remedy = 'Give the full address of the document, starting with https:// or http://.';
	switch (reading.kind) {
		case 'empty':
			return badInput('The URL is empty', remedy);
		case 'notAUrl':
			return badInput('The URL is not a valid address', remedy);
		case 'wrongScheme':
			return badInput(
				reading.scheme === 'other'
					? 'The URL does not start with https:// or http://'
					: `The URL starts with "${reading.scheme}:", which the API cannot fetch`,
				remedy,
			);
	}
}

const listFields = (available: readonly string[]): string =>
	available.length === 0
		? 'The item has no binary fields at all.'
		: `The item has ${available.slice(0, 10).map(quoteName).join(', ')}.`;

/** A field that the user named and that the item does not have. */
export const toMissingFieldFailure = (field: string, available: readonly string[]): Failure =>
	badInput(
		`The item has no binary field ${quoteName(field)}`,
		`${listFields(available)} Set "Input Binary Field" to the field that holds the document.`,
	);

/** Patterns of which none fits any field. */
export const toNoMatchFailure = (parameter: string, available: readonly string[]): Failure =>
	badInput(
		`No binary field of the item matches ${quoteName(parameter)}`,
		`${listFields(available)} A "*" in "Input Binary Field" stands for any text.`,
	);

/** Patterns that fit files of which none is a document. */
export const toNoDocumentFailure = (parameter: string, files: readonly SkippedFile[]): Failure =>
	badInput(
		`None of the files that match ${quoteName(parameter)} is a PDF, JPEG or PNG`,
		`The item has ${files.slice(0, 10).map(nameFile).join(', ')}. ${FORMATS}`,
	);

const nameFile = ({ name, field, looksLike }: SkippedFile): string =>
	`${quoteName(name ?? field)} (${looksLike})`;

/** A parameter without any name. */
export const toNoFieldNameFailure = (): Failure =>
	badInput(
		'No binary field is named',
		'Set "Input Binary Field" to the field that holds the document, usually "data".',
	);

/** A file that n8n's storage does not deliver. */
export const toStorageFailure = (document: DocumentLabel): Failure =>
	cannotSend(document, {
		clause: 'n8n could not read the file from its storage',
		remedy:
			'The stored file may have been deleted. Run the workflow again from the node that loads the file.',
	});
