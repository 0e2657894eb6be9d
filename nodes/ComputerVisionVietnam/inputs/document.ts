import type { IBinaryData, INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import type { Failure } from '../failures/failure';
import type { FileFormat } from './detectFile';
import type { StreamedBody } from './streamedBody';

/** Which document a result, a message or an item belongs to. */
export interface DocumentLabel {
	/** Place of the input item, from 0. */
	readonly itemIndex: number;
	/** The file's name as the user knows it; null when there is none. Never holds a URL's query. */
	readonly name: string | null;
	/** The binary property, or `url`, `base64`, `response`. */
	readonly field: string;
}

/** Bytes that can be read as often as needed, without being held as a whole. */
export interface SourceBytes {
	/** Length in bytes; exact, because it becomes the `Content-Length`. */
	readonly size: number;
	/** A fresh pass from the first byte. Rejects when the storage cannot deliver. */
	open(): AsyncIterable<Uint8Array>;
}

/** A document that passed every check that can be made before a request. */
export interface SourceDocument extends DocumentLabel {
	/** How the API is told that the document comes. */
	readonly formatType: 'file' | 'url' | 'base64';
	/** The address that the API fetches; it may be a secret, so it stands in no message. Else null. */
	readonly url: string | null;
	/** The document's bytes; null where the API fetches them. */
	readonly content: SourceBytes | null;
	/** Something the user should know about a document that is sent all the same. */
	readonly hint?: string;
	/** An image that only a pattern chose: it may be a photo in a mail, and no report. */
	readonly isOptional?: boolean;
	/** The body of one call, good for one try; null where there is none. */
	buildBody(): StreamedBody | null;
}

/** A file that a pattern matched and that is no document; it is reported, not sent. */
export interface SkippedFile extends DocumentLabel {
	/** What it is instead, such as `a GIF image`. */
	readonly reason: string;
}

/** What one candidate turned out to be, before any request. */
export type Collected =
	| { readonly kind: 'document'; readonly document: SourceDocument }
	| { readonly kind: 'refused'; readonly document: DocumentLabel; readonly failure: Failure }
	| { readonly kind: 'skipped'; readonly file: SkippedFile };

/** Builds the refusal of a candidate. */
export const refuse = (
	document: DocumentLabel,
	failure: Failure,
): Extract<Collected, { kind: 'refused' }> => ({
	kind: 'refused',
	document,
	failure,
});

/** What the user should know about a format; undefined when there is nothing to say. */
export const hintFor = ({ sending }: FileFormat): { hint?: string } =>
	sending === 'undocumented'
		? {
				hint: 'this format is not documented by the API; if it is refused, convert it to PDF, JPEG or PNG',
			}
		: {};

/** What n8n says of a file: where its bytes are, and its name. */
export type StoredFile = Pick<IBinaryData, 'id' | 'data'>;

/** What an input mode may ask of the item that it finds documents in. */
export interface InputItem {
	/** Place of the item in the input, from 0. */
	readonly itemIndex: number;
	/** The item's files, by their fields; whatever stands there. */
	readonly files: Readonly<Record<string, unknown>>;
	/** What to call a document that has no name of its own; undefined: nothing. */
	readonly fileName: string | undefined;
	/** The text that the form holds for a parameter. Throws a `ItemFailure`. */
	readonly getText: (property: INodeProperties) => string;
	/** Whether the files of the item are the pages of one report. */
	readonly filesAreOneReport: boolean;
	/** What an expression or the form gives for a parameter, of any type. Throws a `ItemFailure`. */
	readonly getValue: (property: INodeProperties) => unknown;
	/** A file of the item as a source of bytes. Rejects when n8n's storage does not know it. */
	readonly openFile: (file: StoredFile) => Promise<SourceBytes>;
}

/** A way of giving documents to the node: what `inputMode` can be. */
export interface InputMode {
	/** The entry of the parameter `inputMode`. */
	readonly option: INodePropertyOptions;
	/** The parameter that says where the documents are; shown only in this mode. */
	readonly property: INodeProperties;
	/**
	 * Gets the parameter, which may throw a `ItemFailure`.
	 *
	 * @returns finds the documents and checks each by its bytes
	 */
	prepare(item: InputItem): () => Promise<Collected[]>;
}
