import PDFDocument from 'pdfkit';
import type { Sharp } from 'sharp';
import { openDrawnPdf } from '../../../reader/pages/renderPage.ts';
import { toSharp } from '../../../reader/pages/rawImage.ts';
import type { RawImage } from '../../../reader/pages/rawImage.ts';
import { FONTS } from '../../../tools/documents/fonts.ts';

export type Pen = InstanceType<typeof PDFDocument>;

/** A PDF of one page, A4 or of a size in points, with what `paint` draws on it. */
export async function drawPdf(
	paint: (pen: Pen) => void,
	size: [number, number] = [595, 842],
): Promise<Buffer> {
	const pen = new PDFDocument({ size, margin: 0 });
	const chunks: Buffer[] = [];
	pen.on('data', (chunk: Buffer) => chunks.push(chunk));
	const ended = new Promise((resolve) => pen.on('end', resolve));
	pen.font(FONTS.times.regular).fontSize(10);
	paint(pen);
	pen.end();
	await ended;
	return Buffer.concat(chunks);
}

/** The same page in pixels. */
export async function drawPage(
	paint: (pen: Pen) => void,
	dpi = 200,
	size?: [number, number],
): Promise<RawImage> {
	const pdf = await openDrawnPdf(await drawPdf(paint, size));
	try {
		return await pdf.draw(0, dpi);
	} finally {
		pdf.close();
	}
}

/** A table with rulings; texts stand 4 points right of their cell's left side. */
export function drawTable(
	pen: Pen,
	{
		left = 50,
		top = 100,
		widths = [60, 90, 120, 90],
		height = 20,
	}: {
		readonly left?: number;
		readonly top?: number;
		readonly widths?: readonly number[];
		readonly height?: number;
	},
	rows: readonly (readonly string[])[],
): void {
	const width = widths.reduce((sum, part) => sum + part, 0);
	pen.lineWidth(0.75);
	for (let row = 0; row <= rows.length; row += 1) {
		pen
			.moveTo(left, top + row * height)
			.lineTo(left + width, top + row * height)
			.stroke();
	}
	let x = left;
	for (const part of [...widths, 0]) {
		pen
			.moveTo(x, top)
			.lineTo(x, top + rows.length * height)
			.stroke();
		x += part;
	}
	for (const [row, texts] of rows.entries()) {
		x = left;
		for (const [column, text] of texts.entries()) {
			pen.text(text, x + 4, top + row * height + 5, { lineBreak: false });
			x += widths[column] ?? 0;
		}
	}
}

/** An image as sharp changed it, as pixels again. */
export async function changed(image: RawImage, change: (image: Sharp) => Sharp): Promise<RawImage> {
	const { data, info } = await change(toSharp(image))
		.removeAlpha()
		.raw()
		.toBuffer({ resolveWithObject: true });
	return {
		width: info.width,
		height: info.height,
		channels: info.channels === 1 ? 1 : 3,
		data,
	};
}
