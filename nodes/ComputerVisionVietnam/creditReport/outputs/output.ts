import type { IDataObject, INodePropertyOptions } from 'n8n-workflow';

import type { ReadingSettings, Report } from '../report';
import type { TableKey } from '../sections';

/** How the tables stand in a record. */
export type TablesInRecord = 'columns' | 'lists' | 'json' | 'none';

/** What the user chose for the items. */
export interface ShapeSettings extends ReadingSettings {
	/** The tables whose rows become items. */
	readonly tables: readonly TableKey[];
	readonly tablesInRecord: TablesInRecord;
	readonly includeConfidence: boolean;
	readonly includePosition: boolean;
	readonly includeOriginalText: boolean;
	readonly maskIdentifiers: boolean;
	/** Rows carry the report's own fields too. */
	readonly repeatReportFields: boolean;
}

/** Says which document an item came from; on every item, whatever its form. */
export interface DocumentIdentity {
	/** The file's name as the user knows it (`report.pdf`); null when there is none. */
	readonly name: string | null;
	/** The binary property, or `url`, `base64`, `response`. */
	readonly field: string;
	/** SHA-256 of the bytes sent, in lower-case hex; null for `url` and `response`. */
	readonly sha256: string | null;
}

/** A report with the document that it came from. */
export interface PlacedReport {
	readonly report: Report;
	readonly document: DocumentIdentity;
}

/** An image that goes with an item. Items of one table share the same object. */
export interface ShapedImage {
	/** The binary property's name. */
	readonly key: string;
	readonly bytes: Buffer;
	readonly mimeType: string;
	readonly fileName: string;
}

/** One item, still without n8n's wrapping. */
export interface ShapedItem {
	readonly json: IDataObject;
	readonly images: readonly ShapedImage[];
}

/** One of the outputs that a form of output gives the node. */
export interface Lane {
	/** As the editor names it. */
	readonly name: string;
	/** Its items leave by the output for review when the report needs a person and that is asked for. */
	readonly movesToReview: boolean;
	shape(placed: PlacedReport, settings: ShapeSettings): ShapedItem[];
}

/** A form in which a report leaves the node: what `output` can be. */
export interface OutputForm {
	/** The entry of the parameter `output`. */
	readonly option: INodePropertyOptions;
	/** The operations that offer it. */
	readonly operations: readonly string[];
	/** In the order of the outputs; null: the reply leaves as it came, on one output. */
	readonly lanes: readonly Lane[] | null;
}
