import {
	detectPhoto,
	isWholeJpeg,
	parseImageHeader,
	parseOrientation,
	toPngChunks,
	type JpegHeader,
	type Orientation,
	type PngHeader,
} from './imageHeader';

/** A photo or scan of one page. */
export interface Photo {
	/** The file's name; null when there is none. */
	readonly name: string | null;
	/** The whole file. */
	readonly bytes: Uint8Array;
}

/**
 * Why a photo cannot become a page. `otherFormat`: neither JPEG nor PNG; `broken`: cut off or
 * damaged; `unsupported`: a JPEG that a PDF cannot hold (arithmetic, lossless, not 8 bits, two
 * components); `tooLarge`: a PNG that would have to be unpacked and takes over 200 MB then.
 */
export type PhotoProblemKind = 'otherFormat' | 'broken' | 'unsupported' | 'tooLarge';

/** The first photo that cannot become a page. */
export interface PhotoProblem {
	readonly kind: PhotoProblemKind;
	/** Its place among the photos, from 0. */
	readonly index: number;
	readonly name: string | null;
}

/** The PDF, or the reason why there is none. */
export type PhotosPdf =
	| { readonly ok: true; readonly pdf: Buffer }
	| { readonly ok: false; readonly problem: PhotoProblem };

/** An image XObject (PDF 32000-1, 8.9.5): its own dictionary entries and its bytes as stored. */
interface PdfImage {
	readonly entries: string;
	readonly data: Uint8Array;
}

/** A page that shows one image. */
interface Page {
	readonly width: number;
	readonly height: number;
	readonly orientation: Orientation;
	readonly image: PdfImage;
	/** How opaque each pixel is; null: all are. */
	readonly softMask: PdfImage | null;
}

/** Points (1/72 inch) of a page's longer side: that of A4. */
const LONGER_SIDE_PT = 842;
/** Bounds the memory that a small file can ask for: 50 megapixels of RGBA. */
const LARGEST_UNPACKED_BYTES = 200_000_000;

/**
 * Makes one PDF of photos, one page each, in their order. The pixels stay as they are: JPEG and most
 * PNG go in as stored, PNG with alpha or interlacing is packed anew without loss. EXIF's turn becomes
 * the page's. Colour profiles are left out. The same photos give the same bytes.
 *
 * @param photos at least one
 */
export async function photosToPdf(photos: readonly Photo[]): Promise<PhotosPdf> {
	const pages: Page[] = [];
	for (const [index, { name, bytes }] of photos.entries()) {
		const page = await toPage(bytes);
		if (typeof page === 'string') return { ok: false, problem: { kind: page, index, name } };
		pages.push(page);
	}
	return { ok: true, pdf: toPdf(pages) };
}

async function toPage(bytes: Uint8Array): Promise<Page | PhotoProblemKind> {
	if (detectPhoto(bytes) === null) return 'otherFormat';
	const header = parseImageHeader(bytes);
	if (!header) return 'broken';
	return header.kind === 'jpeg' ? toJpegPage(header, bytes) : await toPngPage(header, bytes);
}

const COLOR_SPACES = new Map([
	[1, '/DeviceGray'],
	[3, '/DeviceRGB'],
	[4, '/DeviceCMYK'],
]);

function toJpegPage(header: JpegHeader, bytes: Uint8Array): Page | PhotoProblemKind {
	const { width, height, orientation, components, hasAdobeMarker } = header;
	const colorSpace = COLOR_SPACES.get(components);
	if (header.process === 'other' || header.bitDepth !== 8 || !colorSpace) return 'unsupported';
	if (!isWholeJpeg(bytes)) return 'broken';
	const inverted = components === 4 && hasAdobeMarker ? ' /Decode [1 0 1 0 1 0 1 0]' : '';
	const entries = `/ColorSpace ${colorSpace} /BitsPerComponent 8${inverted} /Filter /DCTDecode`;
	return { width, height, orientation, image: { entries, data: bytes }, softMask: null };
}

/** What of a PNG's chunks the page needs; a chunk that is not there is empty. */
interface PngParts {
	readonly palette: Uint8Array;
	/** `tRNS`: how opaque each colour of a palette is, or the one colour that is transparent. */
	readonly transparency: Uint8Array;
	readonly exif: Uint8Array;
	/** The pixels, filtered and deflated: all `IDAT` chunks in one. */
	readonly packed: Buffer<ArrayBuffer>;
}

/** Returns null where the end is missing, the pixels, or a palette that is needed. */
function parsePng({ color }: PngHeader, bytes: Uint8Array): PngParts | null {
	const chunks = [...toPngChunks(bytes)];
	if (!chunks.some(({ type }) => type === 'IEND')) return null;
	const dataOf = (type: string) =>
		chunks.filter((chunk) => chunk.type === type).map(({ data }) => data);
	const [palette = new Uint8Array()] = dataOf('PLTE');
	const [transparency = new Uint8Array()] = dataOf('tRNS');
	const [exif = new Uint8Array()] = dataOf('eXIf');
	const packed = Buffer.concat(dataOf('IDAT'));
	const isPalette = palette.length > 0 && palette.length <= 768 && palette.length % 3 === 0;
	if (packed.length === 0 || (color === 'palette' && !isPalette)) return null;
	return { palette, transparency, exif, packed };
}

/** Channels of a pixel, the one for alpha included. */
const CHANNELS = { grey: 1, rgb: 3, palette: 1, greyAlpha: 2, rgbAlpha: 4 };

async function toPngPage(header: PngHeader, bytes: Uint8Array): Promise<Page | PhotoProblemKind> {
	const { width, height, bitDepth, color, isInterlaced } = header;
	const png = parsePng(header, bytes);
	if (!png) return 'broken';
	const hasAlpha = color.endsWith('Alpha') || (color === 'palette' && png.transparency.length > 0);
	const page = { width, height, orientation: parseOrientation(png.exif) };
	if (isInterlaced || hasAlpha) {
		const images = await repack(header, png);
		return typeof images === 'string' ? images : { ...page, ...images };
	}
	const layout = `/Colors ${CHANNELS[color]} /BitsPerComponent ${bitDepth} /Columns ${width}`;
	const entries = `${toColorEntries(header, png, bitDepth)} /Filter /FlateDecode /DecodeParms << /Predictor 15 ${layout} >>`;
	return { ...page, image: { entries, data: png.packed }, softMask: null };
}

/**
 * The colours of a PNG as PDF names them, with the one that `tRNS` makes transparent.
 *
 * @param bits of a channel as the PDF has it: the PNG's, or 8 where it had fewer
 */
function toColorEntries(header: PngHeader, png: PngParts, bits: number): string {
	const { color, bitDepth } = header;
	const depth = `/BitsPerComponent ${bits}`;
	if (color === 'palette') {
		const colors = Buffer.from(png.palette).toString('hex');
		return `/ColorSpace [/Indexed /DeviceRGB ${png.palette.length / 3 - 1} <${colors}>] ${depth}`;
	}
	const space = color.startsWith('grey') ? '/DeviceGray' : '/DeviceRGB';
	const channels = CHANNELS[color];
	const key = Buffer.from(png.transparency);
	const hasKey = !color.endsWith('Alpha') && key.length === channels * 2;
	if (!hasKey) return `/ColorSpace ${space} ${depth}`;
	const scale = toScale(header, bits);
	const values = Array.from({ length: channels }, (_, channel) => {
		return (key.readUInt16BE(channel * 2) & (2 ** bitDepth - 1)) * scale;
	});
	const mask = values.flatMap((value) => [value, value]).join(' ');
	return `/ColorSpace ${space} ${depth} /Mask [${mask}]`;
}

/** What a value of few bits is to be multiplied with, so that white is 255; an index stays. */
const toScale = ({ color, bitDepth }: PngHeader, bits: number) =>
	color === 'palette' ? 1 : (2 ** bits - 1) / (2 ** bitDepth - 1);

/** Unpacks a PNG, parts colours and alpha, and packs both as PDF wants them. */
async function repack(
	header: PngHeader,
	png: PngParts,
): Promise<Pick<Page, 'image' | 'softMask'> | PhotoProblemKind> {
	const { width, height, bitDepth, color } = header;
	const bits = Math.max(8, bitDepth);
	const pixelBytes = (CHANNELS[color] * bits) / 8;
	if (width * height * pixelBytes > LARGEST_UNPACKED_BYTES) return 'tooLarge';
	const passes = toPasses(header);
	const size = passes.reduce((sum, { rows, rowBytes }) => sum + rows * (1 + rowBytes), 0);
	const filtered = await inflate(png.packed, size);
	const pixels = filtered && unpack(header, passes, filtered);
	if (!pixels) return 'broken';
	const alphaBytes = color.endsWith('Alpha') ? bits / 8 : 0;
	const alpha =
		color === 'palette'
			? pixels.map((index) => png.transparency[index] ?? 255)
			: pickBytes(pixels, pixelBytes, pixelBytes - alphaBytes, pixelBytes);
	const colors = pickBytes(pixels, pixelBytes, 0, pixelBytes - alphaBytes);
	const grey = `/ColorSpace /DeviceGray /BitsPerComponent ${bits}`;
	return {
		image: await deflate(toColorEntries(header, png, bits), colors),
		softMask: alpha.every((byte) => byte === 255) ? null : await deflate(grey, alpha),
	};
}

/** Some bytes of each pixel: those from `from` up to `to`. */
function pickBytes(pixels: Uint8Array, pixelBytes: number, from: number, to: number): Uint8Array {
	if (to - from === pixelBytes) return pixels;
	const picked = new Uint8Array((pixels.length / pixelBytes) * (to - from));
	let next = 0;
	for (let pixel = 0; pixel < pixels.length; pixel += pixelBytes) {
		for (let at = pixel + from; at < pixel + to; at += 1) picked[next++] = pixels[at] ?? 0;
	}
	return picked;
}

/** The pixels of an image that come together: all, or one of the seven rounds of Adam7. */
interface Pass {
	/** Where its first pixel stands. */
	readonly left: number;
	readonly top: number;
	/** How far its pixels and rows stand apart. */
	readonly stepX: number;
	readonly stepY: number;
	readonly columns: number;
	readonly rows: number;
	/** Length of a row, without the byte that names its filter. */
	readonly rowBytes: number;
}

/** PNG, 8.2: left, top, stepX, stepY. */
const ADAM7 = [
	[0, 0, 8, 8],
	[4, 0, 8, 8],
	[0, 4, 4, 8],
	[2, 0, 4, 4],
	[0, 2, 2, 4],
	[1, 0, 2, 2],
	[0, 1, 1, 2],
] as const;

function toPasses({ width, height, bitDepth, color, isInterlaced }: PngHeader): Pass[] {
	const places = isInterlaced ? ADAM7 : [[0, 0, 1, 1] as const];
	return places
		.map(([left, top, stepX, stepY]) => {
			const columns = Math.ceil((width - left) / stepX);
			const rows = Math.ceil((height - top) / stepY);
			const rowBytes = Math.ceil((columns * CHANNELS[color] * bitDepth) / 8);
			return { left, top, stepX, stepY, columns, rows, rowBytes };
		})
		.filter(({ columns, rows }) => columns > 0 && rows > 0);
}

/** Undoes filters and interlacing; each channel then has 8 or 16 bits. Null: an unknown filter. */
function unpack(header: PngHeader, passes: readonly Pass[], filtered: Buffer): Uint8Array | null {
	const { width, height, bitDepth, color } = header;
	const pixelBytes = Math.max(1, (CHANNELS[color] * bitDepth) / 8);
	const pixels = new Uint8Array(width * height * pixelBytes);
	let at = 0;
	for (const { left, top, stepX, stepY, columns, rows, rowBytes } of passes) {
		let above = new Uint8Array(rowBytes);
		for (let y = 0; y < rows; y += 1) {
			const row = new Uint8Array(filtered.subarray(at + 1, at + 1 + rowBytes));
			if (!unfilter(filtered[at], row, above, pixelBytes)) return null;
			const values = bitDepth < 8 ? toBytes(header, row, columns) : row;
			let to = ((top + y * stepY) * width + left) * pixelBytes;
			for (let from = 0; from < columns * pixelBytes; from += pixelBytes) {
				for (let i = 0; i < pixelBytes; i += 1) pixels[to + i] = values[from + i] ?? 0;
				to += stepX * pixelBytes;
			}
			above = row;
			at += 1 + rowBytes;
		}
	}
	return pixels;
}

/** Undoes a row's filter in place (PNG, 9.2); returns false when there is no such filter. */
function unfilter(
	filter: number | undefined,
	row: Uint8Array,
	above: Uint8Array,
	pixelBytes: number,
): boolean {
	if (filter === undefined || filter > 4) return false;
	for (let i = 0; i < row.length; i += 1) {
		const isFirst = i < pixelBytes;
		const left = isFirst ? 0 : (row[i - pixelBytes] ?? 0);
		const up = above[i] ?? 0;
		const corner = isFirst ? 0 : (above[i - pixelBytes] ?? 0);
		row[i] = (row[i] ?? 0) + predict(filter, left, up, corner);
	}
	return true;
}

function predict(filter: number, left: number, up: number, corner: number): number {
	if (filter === 0) return 0;
	if (filter === 1) return left;
	if (filter === 2) return up;
	if (filter === 3) return (left + up) >> 1;
	// Paeth: the neighbour that is nearest to left + up - corner; the order decides ties.
	const toLeft = Math.abs(up - corner);
	const toUp = Math.abs(left - corner);
	const toCorner = Math.abs(left + up - 2 * corner);
	if (toLeft <= toUp && toLeft <= toCorner) return left;
	return toUp <= toCorner ? up : corner;
}

/** A row of less than 8 bits a pixel, with one byte for each. */
function toBytes(header: PngHeader, row: Uint8Array, columns: number): Uint8Array {
	const { bitDepth } = header;
	const scale = toScale(header, 8);
	return Uint8Array.from({ length: columns }, (_, x) => {
		const bit = x * bitDepth;
		const shift = 8 - bitDepth - (bit % 8);
		return (((row[bit >> 3] ?? 0) >> shift) & (2 ** bitDepth - 1)) * scale;
	});
}

/** What a stream makes of bytes, read no further than wanted, so that no small file fills memory. */
async function readThrough(
	bytes: Buffer<ArrayBuffer>,
	through: CompressionStream | DecompressionStream,
	wanted = Infinity,
): Promise<Buffer> {
	const chunks: Uint8Array[] = [];
	let size = 0;
	for await (const chunk of new Blob([bytes]).stream().pipeThrough(through)) {
		chunks.push(chunk);
		size += chunk.length;
		if (size >= wanted) break;
	}
	return Buffer.concat(chunks);
}

/** The first `size` bytes of deflated data; null when it is damaged or holds less. */
async function inflate(packed: Buffer<ArrayBuffer>, size: number): Promise<Buffer | null> {
	try {
		const bytes = await readThrough(packed, new DecompressionStream('deflate'), size);
		return bytes.length < size ? null : bytes;
	} catch {
		return null;
	}
}

async function deflate(entries: string, bytes: Uint8Array): Promise<PdfImage> {
	const data = await readThrough(Buffer.from(bytes), new CompressionStream('deflate'));
	return { entries: `${entries} /Filter /FlateDecode`, data };
}

/**
 * Where an orientation puts the image, as a matrix on a page of 1 by 1 (PDF 32000-1, 8.3.4): the
 * image's lower left corner goes to (e, f), its lower right one to (a + e, b + f), its upper left
 * one to (c + e, d + f).
 */
const MATRICES: Record<Orientation, readonly [number, number, number, number, number, number]> = {
	1: [1, 0, 0, 1, 0, 0],
	2: [-1, 0, 0, 1, 1, 0],
	3: [-1, 0, 0, -1, 1, 1],
	4: [1, 0, 0, -1, 0, 1],
	5: [0, -1, -1, 0, 1, 1],
	6: [0, -1, 1, 0, 0, 1],
	7: [0, 1, 1, 0, 0, 0],
	8: [0, 1, -1, 0, 1, 0],
};

/** The size of a page in points, and the operators that fill it with the image. */
function toLayout({ width, height, orientation }: Page) {
	const scale = LONGER_SIDE_PT / Math.max(width, height);
	const sides = (orientation < 5 ? [width, height] : [height, width]).map((pixels) =>
		// A line of pixels must not become a page without a width.
		Math.max(1, Number((pixels * scale).toFixed(3))),
	);
	const matrix = MATRICES[orientation].map((place, index) => place * (sides[index % 2] ?? 0));
	return { box: `[0 0 ${sides.join(' ')}]`, draw: `q ${matrix.join(' ')} cm /Photo Do Q` };
}

const toText = (text: string) => Buffer.from(text, 'latin1');

const toStream = (entries: string, data: Uint8Array) => [
	toText(`<< ${entries}/Length ${data.length} >>\nstream\n`),
	data,
	toText('\nendstream'),
];

function toPdf(pages: readonly Page[]): Buffer {
	// The catalogue is object 1, the list of pages object 2; its entries are known at the end.
	const objects: Uint8Array[][] = [[toText('<< /Type /Catalog /Pages 2 0 R >>')], []];
	const add = (object: Uint8Array[]) => `${objects.push(object)} 0 R`;
	const addImage = ({ width, height }: Page, { entries, data }: PdfImage, more = '') => {
		const size = `/Width ${width} /Height ${height}`;
		return add(toStream(`/Type /XObject /Subtype /Image ${size} ${entries} ${more}`, data));
	};
	const references = pages.map((page) => {
		const { box, draw } = toLayout(page);
		const mask = page.softMask ? `/SMask ${addImage(page, page.softMask)} ` : '';
		const resources = `<< /XObject << /Photo ${addImage(page, page.image, mask)} >> >>`;
		const contents = add(toStream('', toText(draw)));
		const entries = `/MediaBox ${box} /Resources ${resources} /Contents ${contents}`;
		return add([toText(`<< /Type /Page /Parent 2 0 R ${entries} >>`)]);
	});
	const kids = `/Kids [${references.join(' ')}] /Count ${pages.length}`;
	objects[1] = [toText(`<< /Type /Pages ${kids} >>`)];
	return toFile(objects);
}

/** Numbers the objects from 1 and lists where each begins (PDF 32000-1, 7.5). */
function toFile(objects: readonly Uint8Array[][]): Buffer {
	const parts: Uint8Array[] = [];
	let size = 0;
	const write = (...added: Uint8Array[]) => {
		for (const part of added) {
			parts.push(part);
			size += part.length;
		}
	};
	// The version that knows channels of 16 bits; four bytes say that the file is not text.
	write(toText('%PDF-1.5\n%\xe2\xe3\xcf\xd3\n'));
	const offsets = objects.map((object, index) => {
		const offset = size;
		write(toText(`${index + 1} 0 obj\n`), ...object, toText('\nendobj\n'));
		return `${String(offset).padStart(10, '0')} 00000 n \n`;
	});
	const count = objects.length + 1;
	const table = `xref\n0 ${count}\n0000000000 65535 f \n${offsets.join('')}`;
	const trailer = `trailer\n<< /Size ${count} /Root 1 0 R >>\nstartxref\n${size}\n%%EOF\n`;
	write(toText(table), toText(trailer));
	return Buffer.concat(parts);
}
