import PDFDocument from 'pdfkit';
import { FONTS } from '../documents/fonts.ts';
import type { Random } from '../documents/random.ts';
import { renderPages, toRaster, toSharp } from './raster.ts';
import type { Raster } from './raster.ts';

const RED = '#c8202f';
const BLUE = '#24408e';

/** The page with a round stamp and a signature somewhere over its tables. */
export async function stampOn(page: Raster, dpi: number, random: Random): Promise<Raster> {
	const [width, height] = [(page.width / dpi) * 72, (page.height / dpi) * 72];
	const overlay = await drawOverlay(width, height, random);
	const [stamp] = await renderPages(overlay, dpi);
	if (!stamp) return page;
	const { width: left, height: top } = page;
	const fitting = await toRaster(toSharp(stamp).resize(left, top, { fit: 'fill' }));
	const input = Buffer.from(fitting.data.buffer, fitting.data.byteOffset, fitting.data.byteLength);
	// Ink lets the print below shine through.
	return await toRaster(
		toSharp(page).composite([
			{ input, raw: { width: left, height: top, channels: 3 }, blend: 'multiply' },
		]),
	);
}

async function drawOverlay(width: number, height: number, random: Random): Promise<Buffer> {
	const document = new PDFDocument({
		size: [width, height],
		margin: 0,
		info: { CreationDate: new Date(0), ModDate: new Date(0) },
	});
	const chunks: Buffer[] = [];
	document.on('data', (chunk: Buffer) => chunks.push(chunk));
	const ended = new Promise((resolve) => document.on('end', resolve));
	drawStamp(document, [random.real(0.3, 0.8) * width, random.real(0.3, 0.75) * height], random);
	drawSignature(
		document,
		[random.real(0.2, 0.7) * width, random.real(0.35, 0.85) * height],
		random,
	);
	document.end();
	await ended;
	return Buffer.concat(chunks);
}

function drawStamp(
	document: PDFKit.PDFDocument,
	[x, y]: readonly [number, number],
	random: Random,
): void {
	const radius = random.real(46, 56);
	const color = random.pick([RED, RED, BLUE]);
	document.opacity(random.real(0.5, 0.8)).strokeColor(color).fillColor(color);
	document.lineWidth(2.4).circle(x, y, radius).stroke();
	document
		.lineWidth(0.8)
		.circle(x, y, radius * 0.68)
		.stroke();
	document.font(FONTS.arial.bold).fontSize(radius * 0.19);
	const words = 'NGÂN HÀNG HƯ CẤU ★ CHI NHÁNH VÍ DỤ ★ ';
	[...words].forEach((letter, index) => {
		const angle = (index / words.length) * 360;
		document.save().rotate(angle, { origin: [x, y] });
		document.text(letter, x - 3, y - radius * 0.93, { lineBreak: false });
		document.restore();
	});
	document.fontSize(radius * 0.26);
	document.text('ĐÃ KIỂM', x - radius * 0.5, y - radius * 0.15, { lineBreak: false });
}

/** A few loops of a pen. */
function drawSignature(
	document: PDFKit.PDFDocument,
	[x, y]: readonly [number, number],
	random: Random,
): void {
	document.opacity(0.85).strokeColor(BLUE).lineWidth(1.3).moveTo(x, y);
	let [toX, toY] = [x, y];
	for (let stroke = 0; stroke < 7; stroke += 1) {
		const bends = [
			random.real(-10, 30),
			random.real(-34, 20),
			random.real(-6, 34),
			random.real(-22, 34),
		];
		const [firstX = 0, firstY = 0, secondX = 0, secondY = 0] = bends;
		const start = [toX, toY] as const;
		toX += random.real(4, 18);
		toY += random.real(-12, 12);
		document.bezierCurveTo(
			start[0] + firstX,
			start[1] + firstY,
			start[0] + secondX,
			start[1] + secondY,
			toX,
			toY,
		);
	}
	document.stroke();
}
