import PDFDocument from 'pdfkit';
import type { Align, TextStyle } from './content.ts';
import { FULL_WIDTH_FONT } from './fonts.ts';
import type { FontFamily } from './fonts.ts';

/** Everything about a page but its content. Lengths are points. */
export interface PageFormat {
	readonly width: number;
	readonly height: number;
	readonly margins: {
		readonly top: number;
		readonly right: number;
		readonly bottom: number;
		readonly left: number;
	};
	readonly fonts: FontFamily;
	/** Size of the letters. */
	readonly size: number;
	/** Between base lines, times the size. */
	readonly leading: number;
	/** Inside of a table's cells. */
	readonly padding: { readonly x: number; readonly y: number };
	/** `rows`: a row that does not fit begins the next page; `anywhere`: between any two lines. */
	readonly cut: 'rows' | 'anywhere';
	readonly ruling: { readonly width: number; readonly color: string };
	/** Behind a table's headings; null for none. */
	readonly headingFill: string | null;
	/** Across the page, behind everything; null for none. */
	readonly watermark: string | null;
	readonly header: ((page: number, pages: number) => PageEdge) | null;
	readonly footer: ((page: number, pages: number) => PageEdge) | null;
}

/** What a header or footer says at its two ends. */
export interface PageEdge {
	readonly left: string;
	readonly right: string;
}

/** A line of text that knows its place. */
export interface PlacedText {
	readonly text: string;
	readonly x: number;
	readonly y: number;
	readonly width: number;
	readonly style: TextStyle;
}

/** Pages that are written from top to bottom. */
export class Paper {
	readonly format: PageFormat;
	/** Where the next block begins. */
	y = 0;
	readonly #document: PDFKit.PDFDocument;
	readonly #chunks: Buffer[] = [];

	constructor(format: PageFormat, title: string) {
		this.format = format;
		this.#document = new PDFDocument({
			size: [format.width, format.height],
			margin: 0,
			autoFirstPage: false,
			bufferPages: true,
			// Fixed, so that the same seed gives the same bytes.
			info: { Title: title, CreationDate: new Date(0), ModDate: new Date(0) },
		});
		this.#document.on('data', (chunk: Buffer) => this.#chunks.push(chunk));
		this.startPage();
	}

	get left(): number {
		return this.format.margins.left;
	}

	get width(): number {
		return this.format.width - this.format.margins.left - this.format.margins.right;
	}

	/** What is left of the page below `y`. */
	get room(): number {
		return this.format.height - this.format.margins.bottom - this.y;
	}

	startPage(): void {
		this.#document.addPage();
		this.y = this.format.margins.top;
		const { watermark, width, height } = this.format;
		if (watermark === null) return;
		this.#document.save().rotate(-32, { origin: [width / 2, height / 2] });
		const style = { scale: 6, weight: 'bold', align: 'center', color: '#f1f3f6' } as const;
		this.text({ text: watermark, x: 0, y: height / 2 - 40, width, style });
		this.#document.restore();
	}

	/** Height of a line of text. */
	lineHeight(style: TextStyle): number {
		return this.format.size * (style.scale ?? 1) * this.format.leading;
	}

	/** Width of a text on one line. */
	measure(text: string, style: TextStyle): number {
		return runsOf(text).reduce((width, run) => {
			this.#choose(run, style);
			return width + this.#document.widthOfString(run);
		}, 0);
	}

	/** The text in lines that are no wider than `width`, broken at spaces. */
	wrap(text: string, width: number, style: TextStyle): string[] {
		const lines: string[] = [];
		for (const word of text.split(' ')) {
			const last = lines.at(-1);
			const longer = last === undefined ? word : `${last} ${word}`;
			if (last === undefined || this.measure(longer, style) > width) lines.push(word);
			else lines[lines.length - 1] = longer;
		}
		return lines;
	}

	text({ text, x, y, width, style }: PlacedText): void {
		if (text === '') return;
		const free = width - this.measure(text, style);
		const shift: Readonly<Record<Align, number>> = { left: 0, center: free / 2, right: free };
		const lead = (this.lineHeight(style) - this.format.size * (style.scale ?? 1)) / 2;
		let place = x + shift[style.align ?? 'left'];
		for (const run of runsOf(text)) {
			this.#choose(run, style);
			this.#document
				.fillColor(style.color ?? '#111')
				.text(run, place, y + lead, { lineBreak: false });
			place += this.#document.widthOfString(run);
		}
	}

	fill(x: number, y: number, width: number, height: number, color: string): void {
		this.#document.rect(x, y, width, height).fill(color);
	}

	/** A line, or the outline of a box where it has both a width and a height. */
	rule(x: number, y: number, width: number, height: number): void {
		const { width: lineWidth, color } = this.format.ruling;
		this.#document.lineWidth(lineWidth).strokeColor(color);
		if (width > 0 && height > 0) this.#document.rect(x, y, width, height).stroke();
		else
			this.#document
				.moveTo(x, y)
				.lineTo(x + width, y + height)
				.stroke();
	}

	/** Writes headers and footers and closes the document. */
	async finish(): Promise<{ pdf: Buffer; pages: number }> {
		const pages = this.#document.bufferedPageRange().count;
		for (let page = 0; page < pages; page += 1) {
			this.#document.switchToPage(page);
			const { header, footer, height } = this.format;
			if (header !== null) this.#edge(header(page + 1, pages), 14);
			if (footer !== null) this.#edge(footer(page + 1, pages), height - 24);
		}
		const ended = new Promise((resolve) => this.#document.on('end', resolve));
		this.#document.end();
		await ended;
		return { pdf: Buffer.concat(this.#chunks), pages };
	}

	#edge({ left, right }: PageEdge, y: number): void {
		const inner = { x: this.left, y, width: this.width };
		this.text({ ...inner, text: left, style: { scale: 0.8, align: 'left' } });
		this.text({ ...inner, text: right, style: { scale: 0.8, align: 'right' } });
	}

	#choose(run: string, { weight, scale }: TextStyle): void {
		const isFullWidth = FULL_WIDTH.test(run);
		this.#document
			.font(isFullWidth ? FULL_WIDTH_FONT : this.format.fonts[weight ?? 'regular'])
			.fontSize(this.format.size * (scale ?? 1));
	}
}

const FULL_WIDTH = /[\uff01-\uff5e]/u;

/** Parts of a text that one font can print. */
function runsOf(text: string): string[] {
	return text.match(/[\uff01-\uff5e]+|[^\uff01-\uff5e]+/gu) ?? [];
}
