import type { IDataObject } from 'n8n-workflow';

import type { AmountUnit } from '../report/amount';
import type { TableKey } from '../report/tables';

/** The forms in which a report leaves the node; `raw` needs no shaping. */
export type ShapedOutput = 'record' | 'rows' | 'recordAndRows';

/** How the tables stand in a record. */
export type TablesInRecord = 'columns' | 'lists' | 'json' | 'none';

/** What the user chose for the items. */
export interface ShapeSettings {
	readonly output: ShapedOutput;
	/** The tables whose rows become items. */
	readonly tables: readonly TableKey[];
	readonly tablesInRecord: TablesInRecord;
	readonly amountUnit: AmountUnit;
	/** 0..1 */
	readonly minConfidence: number;
	readonly includeConfidence: boolean;
	readonly includePosition: boolean;
	readonly includeOriginalText: boolean;
	readonly includeImages: boolean;
	readonly maskIdentifiers: boolean;
	/** Rows carry the report's own fields too. */
	readonly repeatReportFields: boolean;
	/** Items of a report that needs a person leave by an output of their own. */
	readonly reviewOutput: boolean;
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

/** The items of one document by output. */
export interface ShapedOutputs {
	readonly records: readonly ShapedItem[];
	readonly rows: readonly ShapedItem[];
	readonly needsReview: readonly ShapedItem[];
}
