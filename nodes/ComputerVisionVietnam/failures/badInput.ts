import type { Base64Problem } from '../inputs/base64';
import type { PhotoProblemKind } from '../inputs/photosToPdf';
import type { SkippedFile } from '../inputs/document';
import type { UrlProblem } from '../inputs/url';
import { quoteName, toBadInput, type Cause, type Failure } from './failure';

const FORMATS = 'Send the credit report as a PDF, a JPEG or a PNG.';

const badInput = (clause: string, remedy: string): Cause => ({ kind: 'badInput', clause, remedy });

/** A file or text without a single byte. */
export const EMPTY_FILE = badInput(
	'the file is empty',
	'Check the node that produced the file: it holds 0 bytes.',
);

/** A file that n8n's storage does not deliver. */
export const STORAGE = badInput(
	'n8n could not read the file from its storage',
	'The stored file may have been deleted. Run the workflow again from the node that loads the file.',
);

/** A document that another one's failure held back. */
export const STOPPED_BY_ANOTHER = badInput(
	'another document failed before it',
	'Set "On Error" in the node settings to go on with the other documents.',
);

/** An error of the node's own, before anything was sent. */
export const UNEXPECTED = badInput(
	'the node met an error of its own',
	'The log of n8n has its name and place. Report them to the maintainers of the node.',
);

/**
 * A file whose bytes are of a format that is not sent.
 *
 * @param looksLike the format with its article; null when it is of none that is known
 */
export const notADocument = (looksLike: string | null): Cause =>
	badInput(
		`by its content it is ${looksLike ?? 'a file of an unknown format'}, not a PDF, JPEG or PNG`,
		`${FORMATS} The file name and the declared type are not trusted.`,
	);

/**
 * Something else in the place of a file.
 *
 * @param problem what stands there, by its type
 */
export const notAFile = (problem: string): Cause =>
	badInput(
		problem,
		'Check the node that makes the item: a file of n8n is made by nodes such as "Convert to File", a form or an email trigger.',
	);

/** A file among the pages of a report that is no photo. */
export const notAPhoto = (looksLike: string): Cause =>
	badInput(
		`it is ${looksLike}, which cannot be a page among photos`,
		'With "Files Are One Report" every file must be a JPEG or PNG. Switch the option off to send each file for itself.',
	);

const PAGE_PROBLEMS: Readonly<Record<PhotoProblemKind, string>> = {
	otherFormat: 'it is neither a JPEG nor a PNG',
	broken: 'the image is cut off or damaged',
	unsupported: 'it is a kind of JPEG that no PDF can hold',
	tooLarge: 'the image is too large',
};

/** A photo that cannot become a page of a PDF. */
export const notAPage = (kind: PhotoProblemKind): Cause =>
	badInput(
		PAGE_PROBLEMS[kind],
		'Take or scan this page again and save it as an ordinary JPEG or PNG of at most 200 MB.',
	);

/** A text that is no base64. */
export function toBase64Cause(problem: Base64Problem): Cause {
	switch (problem.kind) {
		case 'empty':
			return badInput(
				'the text is empty',
				'Check the expression in "Base64 Text": it gives no text for this item.',
			);
		case 'notBase64DataUrl':
			return badInput(
				'the data URL does not say ";base64"',
				'Give the file as base64, either plain or as a "data:…;base64,…" URL.',
			);
		case 'badCharacter':
			return badInput(
				`the text is not base64: unexpected character at position ${problem.position + 1}`,
				'Give the whole file as base64, either plain or as a "data:…;base64,…" URL.',
			);
		case 'blanks':
			return badInput(
				'the base64 text has blanks inside its lines, which were plus signs once',
				'A form or URL that was not encoded turns "+" into a blank. Encode the text before it is sent, or send the file itself.',
			);
		case 'badLength':
			return badInput(
				'the base64 text is cut off: its length is impossible',
				'Some step before this node shortened the text. Pass it on whole.',
			);
	}
}

/** An address that the API cannot be asked to fetch; the address itself is never repeated. */
export function toUrlFailure(problem: UrlProblem): Failure {
	const remedy = 'Give the full address of the document, starting with https:// or http://.';
	switch (problem.kind) {
		case 'empty':
			return toBadInput('The URL is empty', remedy);
		case 'notAUrl':
			return toBadInput('The URL is not a valid address', remedy);
		case 'several':
			return toBadInput(
				'The URL field holds more than one address',
				'Give one address per item, for example by a Split Out node before this one.',
			);
		case 'wrongScheme':
			return toBadInput(
				problem.scheme === null
					? 'The URL does not start with https:// or http://'
					: `The URL starts with "${problem.scheme}:", which the API cannot fetch`,
				remedy,
			);
	}
}

/** Names that look the same are shown once. */
function listFields(available: readonly string[]): string {
	const names = [...new Set(available.map(quoteName))].slice(0, 10);
	return names.length === 0
		? 'The item has no binary fields at all.'
		: `The item has ${names.join(', ')}.`;
}

/** A field that the user named and that the item does not have. */
export const toMissingFieldFailure = (field: string, available: readonly string[]): Failure =>
	toBadInput(
		`The item has no binary field ${quoteName(field)}`,
		`${listFields(available)} Set "Input Binary Field" to the field that holds the document.`,
	);

/** Patterns of which none fits any field. */
export const toNoMatchFailure = (parameter: string, available: readonly string[]): Failure =>
	toBadInput(
		`No binary field of the item matches ${quoteName(parameter)}`,
		`${listFields(available)} A "*" in "Input Binary Field" stands for any text.`,
	);

/** Patterns that fit files of which none is a document. */
export function toNoDocumentFailure(parameter: string, files: readonly SkippedFile[]): Failure {
	const named = files.slice(0, 10).map(nameSkipped).join(', ');
	return toBadInput(
		`None of the files that match ${quoteName(parameter)} is a PDF, JPEG or PNG`,
		`The item has ${named}. ${FORMATS}`,
	);
}

/** A file that a pattern matched and that is no document, with what it is instead. */
export const nameSkipped = ({ name, field, reason }: SkippedFile): string =>
	`${quoteName(name ?? field)} (${reason})`;

/** A parameter without any name. */
export const NO_FIELD_NAME = toBadInput(
	'No binary field is named',
	'Set "Input Binary Field" to the field that holds the document, usually "data".',
);

/** A parameter of the node with a value that it cannot have; the value is never shown. */
export const toParameterFailure = (displayName: string, needed: string): Failure =>
	toBadInput(
		`The parameter "${displayName}" is not valid`,
		`It must be ${needed}. Correct it in the node, or the expression that yields it.`,
	);

/**
 * An expression of the user that n8n could not evaluate.
 *
 * @param reason n8n's own wording, which helps most; "" where there is none
 */
export const toExpressionFailure = (reason: string): Failure =>
	toBadInput(
		`A parameter of this item could not be read${reason === '' ? '' : `: ${reason}`}`,
		'Check the expressions in the parameters of the node.',
	);

const CORRECTION_FORM =
	'A path is that of a review item, such as "credit_score", "loan_details.2.total" or "bad_debt".';

/** A correction of a place that the report does not have. */
export const toMisplacedCorrection = (path: string): Failure =>
	toBadInput(`The report has no place ${quoteName(path)} to correct`, CORRECTION_FORM);

/** A correction whose value is none that can stand in its place. */
export const toUnreadableCorrection = (path: string): Failure =>
	toBadInput(
		`The correction of ${quoteName(path)} cannot be read`,
		'Give the value as it is printed on the page, such as "1.234,5" or "20/05/2024", or null where nothing is printed.',
	);

/** Two reports that are not about one person. */
export const DIFFERENT_PERSONS = toBadInput(
	'The two reports are about different persons',
	'Compare two reports of one person. If the person has several CIC codes, switch on "Allow Different Persons" in the options.',
);

/** A reply with more than one report where one is needed. */
export const toSeveralReportsFailure = (parameter: string): Failure =>
	toBadInput(
		`The reply in "${parameter}" holds more than one report`,
		'Compare replies of one report each.',
	);

/** A saved reply that is not there. */
export const MISSING_RESPONSE = toBadInput(
	'There is no saved response to shape',
	'Set the parameter "Response" to a reply that was saved with the output Raw, as an object or as JSON text.',
);

/** One of two saved replies that is not there. */
export const toMissingResponseFailure = (parameter: string): Failure =>
	toBadInput(
		`There is no saved response in "${parameter}"`,
		`Set the parameter "${parameter}" to a reply that was saved with the output Raw, as an object or as JSON text.`,
	);
