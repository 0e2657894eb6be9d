/** A rectangle in pixels of the page's image: left, top, right, bottom; the origin is top left. */
export type Box = readonly [left: number, top: number, right: number, bottom: number];

/** What was read at one place of a page. */
export interface Reading {
	/** As it is printed, NFC; empty where nothing is printed. */
	readonly text: string;
	/** 0..1; 1 for the text layer of a PDF. Below 0.85 the text is not to be relied on. */
	readonly confidence: number;
	/** Other readings of the same place, likelier ones first; empty where all agree. */
	readonly candidates: readonly string[];
}

/** A word or a run of words without a wide gap, as it stands on the page. */
export interface Word extends Reading {
	readonly box: Box;
}

/** Words on one base line, from left to right. */
export interface TextLine {
	readonly words: readonly Word[];
	readonly box: Box;
}

/** One cell of a table; a merged cell stands once, with its spans. */
export interface GridCell {
	readonly row: number;
	readonly column: number;
	readonly rowSpan: number;
	readonly columnSpan: number;
	readonly box: Box;
	/** The lines printed in the cell, top to bottom; none in a blank cell. */
	readonly lines: readonly TextLine[];
	/** Whether something is printed here; true beside no lines means: seen and not read. */
	readonly hasInk: boolean;
}

/** A table of a page: cells found from its rulings, or from how its texts are aligned. */
export interface Grid {
	readonly box: Box;
	readonly rows: number;
	readonly columns: number;
	readonly cells: readonly GridCell[];
	/** `aligned`: there are no vertical rulings, the columns were found from the texts. */
	readonly kind: 'ruled' | 'aligned';
}

/** Pixels of a page, upright and flat; what boxes refer to. */
export interface PageImage {
	readonly width: number;
	readonly height: number;
	/** The image as JPEG or PNG; with a box only that part. */
	encode(box?: Box): Promise<Buffer>;
}

/** A page as far as it can be read without knowing what a credit report is. */
export interface Page {
	/** From 0, in the document's order. */
	readonly index: number;
	/** Size of the page's image in pixels. */
	readonly width: number;
	readonly height: number;
	/** `textLayer`: the PDF's own text; `ocr`: read from pixels. */
	readonly source: 'textLayer' | 'ocr';
	/** Text outside of the grids, top to bottom. */
	readonly lines: readonly TextLine[];
	/** Top to bottom. */
	readonly grids: readonly Grid[];
	/** Horizontal lines that belong to no grid; they part the rows of tables without vertical ones. */
	readonly rulings?: readonly {
		readonly direction: 'horizontal' | 'vertical';
		/** y of the ruling; x of its ends. */
		readonly at: number;
		readonly from: number;
		readonly to: number;
	}[];
	/** Draws or hands out the page; only called where images are wanted. */
	image(): Promise<PageImage>;
}
