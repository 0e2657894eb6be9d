import type { IBinaryData } from 'n8n-workflow';
import type { Failure } from '../failure';
import type { FileType } from './detectFile';

/** Which document a result, a message or an item belongs to. */
export interface DocumentLabel {
	/** Place of the input item, from 0. */
	readonly itemIndex: number;
	/** The file's name as the user knows it; null when there is none. Never holds a URL's query. */
	readonly name: string | null;
	/** The binary property, or `url`, `base64`, `response`. */
	readonly field: string;
}

/** A file that is small enough to be handled in one piece. */
export interface WholeFile {
	/** The bytes, which are the caller's from then on. Rejects when the storage cannot deliver. */
	take(): Promise<Buffer>;
	/** Takes them back: held for the next `take` while there is room, else freed. */
	giveBack(bytes: Buffer): void;
	/** Begins to read them for the next `take`, if there is room. */
	readAhead(): void;
}

/** Bytes that can be read as often as needed, without being held as a whole. */
export interface SourceBytes {
	/** Length in bytes; exact, because it becomes the `Content-Length`. */
	readonly size: number;
	/** The same in one piece; absent where that would take too much memory. */
	readonly whole?: WholeFile;
	/** A fresh pass from the first byte; its pieces are the caller's. Rejects when the storage cannot deliver. */
	open(): AsyncIterable<Uint8Array>;
}

interface CheckedDocument extends DocumentLabel {
	/** Sent as `check_sum` for this document; overrides the one of the run's settings. */
	readonly checkSum?: string;
	/** Something the user should know about a document that is sent all the same. */
	readonly hint?: string;
}

/** A stored file, sent as multipart. */
export interface FileDocument extends CheckedDocument {
	readonly kind: 'binary';
	readonly fileType: FileType;
	readonly bytes: SourceBytes;
}

/** A text of the input item, sent as JSON. */
export interface Base64Document extends CheckedDocument {
	readonly kind: 'base64';
	readonly fileType: FileType;
	/** The decoded bytes: what is hashed. */
	readonly bytes: SourceBytes;
	/** The same bytes as clean base64 text (ASCII): what is sent. */
	readonly encoded: SourceBytes;
}

/** An address that the API fetches itself. */
export interface UrlDocument extends CheckedDocument {
	readonly kind: 'url';
	/** Goes into the request only, never into a message: its query may be a secret. */
	readonly url: string;
}

/** A document that passed every check that can be made before a request. */
export type SourceDocument = FileDocument | Base64Document | UrlDocument;

/** One document of the run, in input order: ready to send, or refused before any request. */
export type CollectedDocument =
	| { readonly ok: true; readonly document: SourceDocument }
	| { readonly ok: false; readonly document: DocumentLabel; readonly failure: Failure };

/** A file that a pattern matched and that is no document; it is reported, not sent. */
export interface SkippedFile extends DocumentLabel {
	/** What the bytes look like, with article: `a GIF image`. */
	readonly looksLike: string;
}

/** Where n8n keeps the bytes of a file. Implemented in `transport/host.ts`, the only place with helpers. */
export interface FileStorage {
	/** The file as a source of bytes. Rejects when the storage does not know it. */
	openFile(file: IBinaryData): Promise<SourceBytes>;
}
