import { PDFiumLibrary } from '@hyzyla/pdfium';
import type { PDFiumPage } from '@hyzyla/pdfium';
import { FINEST_DPI } from '../geometry/flattenPage.ts';
import type { RawImage } from './rawImage.ts';

/** Dots per inch at which a page is drawn that is not one scanned image. */
const USUAL_DPI = 200;

/** A page that is one image is drawn in its own resolution, between this and the finest that is read. */
const COARSEST_DPI = 150;

/** Pixels of the longer side of a drawn page, however large the page is said to be. */
const LONGEST_SIDE = 4200;

/** A PDF whose pages can be drawn. Must be closed: what it holds is outside of the garbage. */
export interface DrawnPdf {
	/**
	 * Draws a page.
	 *
	 * @param index from 0
	 * @param dpi dots per inch; left out: what its images have, or 200
	 */
	draw(index: number, dpi?: number): Promise<RawImage>;
	close(): void;
}

/** @throws when it is no PDF that can be opened */
export async function openDrawnPdf(bytes: Uint8Array, password?: string): Promise<DrawnPdf> {
	const library = await PDFiumLibrary.init();
	try {
		const document = await library.loadDocument(bytes, password);
		return {
			draw: async (index, dpi) => {
				const page = document.getPage(index);
				const { originalWidth, originalHeight } = page.getOriginalSize();
				const longer = Math.max(originalWidth, originalHeight, 1) / 72;
				const wanted = dpi ?? (await resolutionOf(page, originalWidth));
				const scale = Math.min(wanted, LONGEST_SIDE / longer) / 72;
				const { width, height, data } = await page.render({ scale, render: 'bitmap' });
				return withoutAlpha(width, height, data);
			},
			close: () => {
				document.destroy();
				library.destroy();
			},
		};
	} catch (error) {
		library.destroy();
		throw error;
	}
}

/** The resolution of the widest image on a page, taken to cover its width. */
async function resolutionOf(page: PDFiumPage, width: number): Promise<number> {
	let widest = 0;
	for (const object of page.objects()) {
		if (object.type !== 'image' || !('getImageDataRaw' in object)) continue;
		widest = Math.max(widest, (await object.getImageDataRaw()).width);
	}
	const dpi = (widest * 72) / Math.max(1, width);
	return dpi < COARSEST_DPI / 2 ? USUAL_DPI : Math.min(FINEST_DPI, Math.max(COARSEST_DPI, dpi));
}

/** pdfium draws on white, so nothing is transparent. */
function withoutAlpha(width: number, height: number, drawn: Uint8Array): RawImage {
	const data = new Uint8Array(width * height * 3);
	for (let from = 0, to = 0; to < data.length; from += 4, to += 3) {
		data[to] = drawn[from]!;
		data[to + 1] = drawn[from + 1]!;
		data[to + 2] = drawn[from + 2]!;
	}
	return { width, height, channels: 3, data };
}
