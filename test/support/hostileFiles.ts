import { crc32, deflateSync } from 'node:zlib';
import sharp from 'sharp';

/** Objects of a PDF, by number from 1; streams as bytes. The first one is the catalogue. */
function buildPdf(objects: readonly (string | Buffer)[], trailer = ''): Buffer {
	const parts: Buffer[] = [Buffer.from('%PDF-1.7\n')];
	const offsets: number[] = [];
	let offset = parts[0]?.length ?? 0;
	const add = (part: string | Buffer): void => {
		const bytes = Buffer.from(part);
		parts.push(bytes);
		offset += bytes.length;
	};
	objects.forEach((object, index) => {
		offsets.push(offset);
		add(`${index + 1} 0 obj\n`);
		add(object);
		add('\nendobj\n');
	});
	const start = offset;
	const entries = offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('');
	add(`xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${entries}`);
	add(
		`trailer <</Size ${objects.length + 1} /Root 1 0 R ${trailer}>>\nstartxref\n${start}\n%%EOF\n`,
	);
	return Buffer.concat(parts);
}

function stream(dictionary: string, bytes: Buffer | string): Buffer {
	const body = Buffer.from(bytes);
	const head = `<<${dictionary} /Length ${body.length}>>\nstream\n`;
	return Buffer.concat([Buffer.from(head), body, Buffer.from('\nendstream')]);
}

const CATALOGUE = '<</Type /Catalog /Pages 2 0 R>>';
const ONE_PAGE = '<</Type /Pages /Kids [3 0 R] /Count 1>>';
const page = (more: string, size = '595 842'): string =>
	`<</Type /Page /Parent 2 0 R /MediaBox [0 0 ${size}] ${more}>>`;
const FONT = '<</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>';

/** `bytes` zeros, deflated, and deflated once more: a few hundred bytes for gigabytes. */
const bomb = (bytes: number, filler: string): Buffer =>
	deflateSync(deflateSync(Buffer.alloc(bytes, filler), { level: 9 }), { level: 9 });
const TWICE = '/Filter [/FlateDecode /FlateDecode]';

/** A PDF of so many pages, each with a line of text. */
export function makePdfOfPages(pages: number): Buffer {
	const first = 5;
	const kids = Array.from({ length: pages }, (_, index) => `${index + first} 0 R`).join(' ');
	const more = '/Resources <</Font <</F 4 0 R>>>> /Contents 3 0 R';
	return buildPdf([
		CATALOGUE,
		`<</Type /Pages /Kids [${kids}] /Count ${pages}>>`,
		stream('', 'BT /F 12 Tf 72 700 Td (a page) Tj ET'),
		FONT,
		...Array.from({ length: pages }, () => page(more)),
	]);
}

/** A page whose contents are `bytes` long once they are inflated. */
export function makeInflatingPdf(bytes: number): Buffer {
	const contents = stream(TWICE, bomb(bytes, 'q Q '));
	return buildPdf([CATALOGUE, ONE_PAGE, page('/Contents 4 0 R'), contents]);
}

/** A page with an image of `side` × `side` pixels, which is all white. */
export function makeImageBombPdf(side: number): Buffer {
	const image = `/Type /XObject /Subtype /Image /Width ${side} /Height ${side}
		/ColorSpace /DeviceRGB /BitsPerComponent 8 ${TWICE}`;
	return buildPdf([
		CATALOGUE,
		ONE_PAGE,
		page('/Resources <</XObject <</I 5 0 R>>>> /Contents 4 0 R'),
		stream('', 'q 595 0 0 842 0 0 cm /I Do Q'),
		stream(image, bomb(Math.min(side * side * 3, 1024 ** 3), '\xff')),
	]);
}

/** A page of `side` × `side` points without any text. */
export function makeHugePagePdf(side: number): Buffer {
	const contents = stream('', `0 0 ${side} ${side / 2} re f`);
	return buildPdf([CATALOGUE, ONE_PAGE, page('/Contents 4 0 R', `${side} ${side}`), contents]);
}

/** A drawing that draws itself, many times each time. */
export function makeRecursivePdf(): Buffer {
	const form = '/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources <</XObject <</X 5 0 R>>>>';
	return buildPdf([
		CATALOGUE,
		ONE_PAGE,
		page('/Resources <</XObject <</X 5 0 R>>>> /Contents 4 0 R'),
		stream('', '/X Do'),
		stream(form, '/X Do '.repeat(1000)),
	]);
}

/** Drawings that each draw the next one ten times: 10 to the power of `depth` in the end. */
export function makeMultiplyingPdf(depth: number): Buffer {
	const forms = Array.from({ length: depth }, (_, level) => {
		const next = `<</XObject <</X ${level + 6} 0 R>>>>`;
		const form = `/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources ${next}`;
		return stream(form, level === depth - 1 ? '0 0 1 1 re f' : '/X Do '.repeat(10));
	});
	return buildPdf([
		CATALOGUE,
		ONE_PAGE,
		page('/Resources <</XObject <</X 5 0 R>>>> /Contents 4 0 R'),
		stream('', '/X Do'),
		...forms,
	]);
}

/** A tree of pages that contains itself. */
export function makeCircularPdf(): Buffer {
	return buildPdf([CATALOGUE, '<</Type /Pages /Kids [2 0 R 3 0 R] /Count 2>>', page('')]);
}

/** A PNG of `side` × `side` pixels, all of one grey: a few hundred kilobytes for gigabytes. */
export function makePngBomb(side: number): Buffer {
	const chunk = (type: string, data: Buffer): Buffer => {
		const body = Buffer.concat([Buffer.from(type), data]);
		const frame = Buffer.alloc(8);
		frame.writeUInt32BE(data.length, 0);
		frame.writeUInt32BE(crc32(body), 4);
		return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
	};
	const header = Buffer.alloc(13);
	header.writeUInt32BE(side, 0);
	header.writeUInt32BE(side, 4);
	// One bit per pixel, grey.
	header[8] = 1;
	const rows = deflateSync(Buffer.alloc(side * (1 + Math.ceil(side / 8))));
	return Buffer.concat([
		Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
		chunk('IHDR', header),
		chunk('IDAT', rows),
		chunk('IEND', Buffer.alloc(0)),
	]);
}

/** An image of noise, which no packing makes small and no page looks like. */
export async function makeNoise(
	width: number,
	height: number,
	format: 'jpeg' | 'png' | 'webp' | 'tiff',
): Promise<Buffer> {
	const noise = { type: 'gaussian', mean: 128, sigma: 60 } as const;
	const create = { width, height, channels: 3, background: '#fff', noise } as const;
	return await sharp({ create }).toFormat(format).toBuffer();
}

/** A file in a format that the image library may know and that is no document. */
export const OTHER_FILES: Record<string, string | Buffer> = {
	html: '<!DOCTYPE html><html><body>%PDF is not here</body></html>',
	svg: '<svg xmlns="http://www.w3.org/2000/svg" width="900" height="900"><rect width="9" height="9"/></svg>',
	'svg that reads a file':
		'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="900" height="900"><image xlink:href="file:///etc/hostname" width="9" height="9"/></svg>',
	text: 'BÁO CÁO TÍN DỤNG, Mã số CIC 0000000000',
	json: '{"img":"JVBERi0="}',
	zip: Buffer.from('504b0304140000000800', 'hex'),
	gif: Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64'),
	'the first bytes of a PDF': '%PDF-1.7\n',
	'the first bytes of a JPEG': Buffer.from('ffd8ffe000104a464946', 'hex'),
	'the first bytes of a PNG': Buffer.from('89504e470d0a1a0a', 'hex'),
	'a PDF without a page': buildPdf([CATALOGUE, '<</Type /Pages /Kids [] /Count 0>>']),
	'a PDF without a catalogue': buildPdf(['<<>>']),
};
