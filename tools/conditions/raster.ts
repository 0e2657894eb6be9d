import { PDFiumLibrary } from '@hyzyla/pdfium';
import PDFDocument from 'pdfkit';
import sharp from 'sharp';
import type { Sharp } from 'sharp';

/** Pixels of a page: red, green, blue, rows from the top. */
export interface Raster {
	readonly width: number;
	readonly height: number;
	readonly data: Uint8Array;
}

/** A page as it is stored in a file. */
export interface StoredPage {
	/** JPEG or PNG. */
	readonly bytes: Buffer;
	readonly width: number;
	readonly height: number;
}

/** Every page of the PDF, drawn at this resolution. */
export async function renderPages(pdf: Buffer, dpi: number): Promise<Raster[]> {
	const library = await PDFiumLibrary.init();
	const document = await library.loadDocument(pdf);
	const pages: Raster[] = [];
	for (const page of document.pages()) {
		const { width, height, data } = await page.render({ scale: dpi / 72, render: 'bitmap' });
		const rgba = sharp(data, { raw: { width, height, channels: 4 } });
		pages.push(await toRaster(rgba.flatten({ background: '#fff' }).removeAlpha()));
	}
	document.destroy();
	library.destroy();
	return pages;
}

/** The raster as sharp takes it. */
export function toSharp({ width, height, data }: Raster): Sharp {
	return sharp(data, { raw: { width, height, channels: 3 } });
}

/** What sharp made of an image, as pixels again. */
export async function toRaster(image: Sharp): Promise<Raster> {
	const { data, info } = await image
		.toColourspace('srgb')
		.removeAlpha()
		.raw()
		.toBuffer({ resolveWithObject: true });
	// A grey image comes with one value per pixel.
	const { width, height } = info;
	if (info.channels === 3) return { width, height, data };
	const colored = new Uint8Array(data.length * 3);
	data.forEach((value, at) => colored.fill(value, at * 3, at * 3 + 3));
	return { width, height, data: colored };
}

/** All of them in one picture, one below the other. */
export async function stack(rasters: readonly Raster[]): Promise<Raster> {
	const width = Math.max(...rasters.map((raster) => raster.width));
	const fitting = await Promise.all(
		rasters.map(async (raster) => {
			const right = width - raster.width;
			return right === 0
				? raster
				: await toRaster(toSharp(raster).extend({ right, background: '#fff' }));
		}),
	);
	const height = fitting.reduce((sum, raster) => sum + raster.height, 0);
	return { width, height, data: new Uint8Array(Buffer.concat(fitting.map(({ data }) => data))) };
}

/** The pages in one PDF, an image each, `dpi` pixels to the inch. */
export async function toPdf(
	pages: readonly StoredPage[],
	dpi: { readonly x: number; readonly y: number },
): Promise<Buffer> {
	const document = new PDFDocument({
		autoFirstPage: false,
		info: { CreationDate: new Date(0), ModDate: new Date(0) },
	});
	const chunks: Buffer[] = [];
	document.on('data', (chunk: Buffer) => chunks.push(chunk));
	const ended = new Promise((resolve) => document.on('end', resolve));
	for (const { bytes, width, height } of pages) {
		const size = { width: (width / dpi.x) * 72, height: (height / dpi.y) * 72 };
		document.addPage({ size: [size.width, size.height], margin: 0 });
		document.image(bytes, 0, 0, size);
	}
	document.end();
	await ended;
	return Buffer.concat(chunks);
}
