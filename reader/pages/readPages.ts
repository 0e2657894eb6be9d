import pLimit from 'p-limit';
import type { PDFDocumentProxy } from 'unpdf/pdfjs';
import type { Ocr } from '../ocr/createOcr.ts';
import type { Page } from '../page.ts';
import { Refusal } from '../refusal.ts';
import { openImage } from './decodeImage.ts';
import { detectKind } from './detectKind.ts';
import { openPdf } from './openPdf.ts';
import { toPageImage } from './pageImage.ts';
import { turnImage } from './rawImage.ts';
import { readImagePage } from './readImagePage.ts';
import { PAGE_DPI, readTextPage } from './readTextPage.ts';
import type { DrawPage } from './readTextPage.ts';
import { openDrawnPdf } from './renderPage.ts';
import type { DrawnPdf } from './renderPage.ts';

/** Pixels that a page of an image file may have: a phone's photo has 12 to 50 million. */
const MAX_PIXELS = 64_000_000;

/** Pages of a document in work at once: while letters of one are read, the next is laid flat. */
const PAGES_AT_ONCE = 2;

/** How pages are read. */
export interface PageOptions {
	/** A document with more is refused. */
	readonly maxPages: number;
	readonly ocr: Ocr;
}

/** The pages of a document; their images can be had until it is closed. */
export interface ReadPages extends AsyncDisposable {
	readonly pages: readonly Page[];
}

/**
 * Reads the pages of a PDF or an image file, each page of a PDF by its text where it has some and
 * by its pixels else.
 *
 * @throws Refusal 1 for what is neither or broken, 6 for too many pages or pixels or a password
 */
export async function readPages(bytes: Uint8Array, options: PageOptions): Promise<ReadPages> {
	switch (detectKind(bytes)) {
		case 'pdf':
			return await readPdf(bytes, options);
		case 'image':
			return { pages: await readImage(bytes, options), [Symbol.asyncDispose]: async () => {} };
		case null:
			throw new Refusal('1', 'it is neither a PDF nor an image');
	}
}

function checkPages(pages: number, { maxPages }: PageOptions): void {
	if (pages > maxPages) throw new Refusal('6', `it has more than ${maxPages} pages`);
}

async function readPdf(bytes: Uint8Array, options: PageOptions): Promise<ReadPages> {
	const pdf = await openPdf(bytes);
	let drawing: Promise<DrawnPdf> | null = null;
	const openDrawing = async (): Promise<DrawnPdf> => await (drawing ??= openDrawnPdf(bytes));
	const close = async (): Promise<void> => {
		await pdf.loadingTask.destroy();
		(await drawing)?.close();
	};
	try {
		checkPages(pdf.numPages, options);
		return { pages: await readPdfPages(pdf, openDrawing, options), [Symbol.asyncDispose]: close };
	} catch (error) {
		await close();
		throw error;
	}
}

async function readPdfPages(
	pdf: PDFDocumentProxy,
	openDrawing: () => Promise<DrawnPdf>,
	{ ocr }: PageOptions,
): Promise<Page[]> {
	const drawPage: DrawPage = async (index, turn) => {
		const drawn = await (await openDrawing()).draw(index, PAGE_DPI);
		return toPageImage(await turnImage(drawn, turn));
	};
	return await readEach(pdf.numPages, async (index) => {
		const page = await pdf.getPage(index + 1);
		const load = async () => await (await openDrawing()).draw(index);
		const textPage = await readTextPage(page, index, drawPage);
		// It holds the page's images as pixels.
		page.cleanup();
		return textPage ?? (await readImagePage(load, index, ocr));
	});
}

async function readEach(
	count: number,
	readPage: (index: number) => Promise<Page>,
): Promise<Page[]> {
	const limit = pLimit(PAGES_AT_ONCE);
	const indices = Array.from({ length: count }, (_, index) => index);
	return await Promise.all(indices.map((index) => limit(readPage, index)));
}

async function readImage(bytes: Uint8Array, options: PageOptions): Promise<Page[]> {
	const image = await orBroken(openImage(bytes, MAX_PIXELS));
	checkPages(image.pages, options);
	return await readEach(image.pages, async (index) => {
		const load = async () => await orBroken(image.decode(index));
		return await readImagePage(load, index, options.ocr);
	});
}

async function orBroken<T>(opened: Promise<T>): Promise<T> {
	try {
		return await opened;
	} catch (error) {
		throw error instanceof Refusal ? error : new Refusal('1', 'the image cannot be opened');
	}
}
