/** How an image is to be turned, as EXIF's tag 0x0112 numbers it; 1 is upright. */
export type Orientation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

/** What a JPEG's frame header (ITU-T T.81, B.2.2) and the markers before it say. */
export interface JpegHeader {
	readonly kind: 'jpeg';
	/** Pixels of a stored row: before it is turned. */
	readonly width: number;
	/** Stored rows: before they are turned. */
	readonly height: number;
	/** `other`: lossless, hierarchical or arithmetic, which hardly any reader knows. */
	readonly process: 'sequential' | 'progressive' | 'other';
	/** Bits of one component of a pixel; 8 in nearly every file. */
	readonly bitDepth: number;
	/** 1: grey; 3: YCbCr or RGB; 4: CMYK or YCCK. */
	readonly components: number;
	/** Whether Adobe's APP14 stands there; it means that CMYK is stored inverted. */
	readonly hasAdobeMarker: boolean;
	readonly orientation: Orientation;
}

/** What a PNG's IHDR chunk says. */
export interface PngHeader {
	readonly kind: 'png';
	/** Pixels of a row. */
	readonly width: number;
	/** Number of rows. */
	readonly height: number;
	/** Bits of one channel, or of a palette's index. */
	readonly bitDepth: number;
	readonly color: 'grey' | 'rgb' | 'palette' | 'greyAlpha' | 'rgbAlpha';
	/** Whether the rows come in the seven passes of Adam7. */
	readonly isInterlaced: boolean;
}

/** The size of an image and how it is stored. */
export type ImageHeader = JpegHeader | PngHeader;

/** One chunk of a PNG. */
export interface PngChunk {
	/** Four letters, such as `IDAT`. */
	readonly type: string;
	readonly data: Uint8Array;
}

/** Which of both formats the first bytes claim; null: neither. */
export function detectPhoto(head: Uint8Array): ImageHeader['kind'] | null {
	if (startsWith(head, '\xff\xd8\xff')) return 'jpeg';
	return startsWith(head, '\x89PNG\r\n\x1a\n') ? 'png' : null;
}

/**
 * Reads the size of a JPEG or PNG and how it is stored.
 *
 * @param head the file's beginning. A PNG's header is within 33 bytes; a JPEG's stands behind what
 * the camera wrote, often 20 to 200 kB of it
 * @returns null when the bytes do not reach the header, when it is broken (a side of 0 included),
 * and for every other format
 */
export function parseImageHeader(head: Uint8Array): ImageHeader | null {
	switch (detectPhoto(head)) {
		case 'jpeg':
			return parseJpegHeader(head);
		case 'png':
			return parsePngHeader(head);
		case null:
			return null;
	}
}

const toBuffer = ({ buffer, byteOffset, byteLength }: Uint8Array) =>
	Buffer.from(buffer, byteOffset, byteLength);

const toView = ({ buffer, byteOffset, byteLength }: Uint8Array) =>
	new DataView(buffer, byteOffset, byteLength);

/** Markers of ITU-T T.81, table B.1. */
const [START_OF_SCAN, END_OF_IMAGE, APP1, APP14] = [0xda, 0xd9, 0xe1, 0xee];
const END_MARKER = Buffer.from([0xff, END_OF_IMAGE]);
/** The codes between SOF0 and SOF15 that mean something else. */
const NO_FRAMES = [0xc4, 0xc8, 0xcc];

/**
 * The segments up to a JPEG's first scan, each skipped as a whole: EXIF holds a second, small JPEG.
 * `end` is where the next one begins.
 */
function* toSegments(bytes: Uint8Array) {
	const view = toView(bytes);
	let at = 2;
	while (at + 4 <= bytes.length) {
		const marker = view.getUint8(at + 1);
		// What has no length behind it: fill and stuffed bytes, TEM, RST0 to RST7, SOI.
		const isAlone = marker <= 0x01 || marker === 0xff || (marker >= 0xd0 && marker <= 0xd8);
		if (view.getUint8(at) !== 0xff || isAlone) {
			at += 1;
			continue;
		}
		const end = at + 2 + view.getUint16(at + 2);
		if (marker === END_OF_IMAGE || end > bytes.length) return;
		yield { marker, data: bytes.subarray(at + 4, end), end };
		if (marker === START_OF_SCAN) return;
		at = end;
	}
}

/** Whether a JPEG has pixels and an end behind them; cameras may add something after it. */
export function isWholeJpeg(bytes: Uint8Array): boolean {
	const scan = [...toSegments(bytes)].find(({ marker }) => marker === START_OF_SCAN);
	return scan !== undefined && toBuffer(bytes).includes(END_MARKER, scan.end);
}

const startsWith = (data: Uint8Array, text: string) =>
	toBuffer(data).toString('latin1', 0, text.length) === text;

const EXIF = 'Exif\0\0';

function parseJpegHeader(head: Uint8Array): JpegHeader | null {
	let exif: Uint8Array | null = null;
	let hasAdobeMarker = false;
	for (const { marker, data } of toSegments(head)) {
		if (marker === APP1 && startsWith(data, EXIF)) exif ??= data.subarray(EXIF.length);
		if (marker === APP14 && startsWith(data, 'Adobe')) hasAdobeMarker = true;
		if (marker < 0xc0 || marker > 0xcf || NO_FRAMES.includes(marker)) continue;
		if (data.length < 6) return null;
		const view = toView(data);
		const [height, width] = [view.getUint16(1), view.getUint16(3)];
		if (width === 0 || height === 0) return null;
		return {
			kind: 'jpeg',
			width,
			height,
			process: marker <= 0xc1 ? 'sequential' : marker === 0xc2 ? 'progressive' : 'other',
			bitDepth: view.getUint8(0),
			components: view.getUint8(5),
			hasAdobeMarker,
			orientation: exif ? parseOrientation(exif) : 1,
		};
	}
	return null;
}

const ORIENTATIONS = [1, 2, 3, 4, 5, 6, 7, 8] as const;
const ORIENTATION_TAG = 0x0112;
const TYPE_SHORT = 3;
const ENTRY_BYTES = 12;

/**
 * Finds how to turn an image in its EXIF: tag 0x0112 of the first directory (EXIF 2.32, 4.6.4).
 *
 * @param exif from the byte order mark `II` or `MM` on
 * @returns 1 also when it does not say, or nothing that EXIF knows
 */
export function parseOrientation(exif: Uint8Array): Orientation {
	const isLittleEndian = startsWith(exif, 'II*\0');
	if (exif.length < 8 || (!isLittleEndian && !startsWith(exif, 'MM\0*'))) return 1;
	const view = toView(exif);
	const first = view.getUint32(4, isLittleEndian) + 2;
	if (first > exif.length) return 1;
	const end = first + view.getUint16(first - 2, isLittleEndian) * ENTRY_BYTES;
	for (let at = first; at < end && at + ENTRY_BYTES <= exif.length; at += ENTRY_BYTES) {
		if (view.getUint16(at, isLittleEndian) !== ORIENTATION_TAG) continue;
		if (view.getUint16(at + 2, isLittleEndian) !== TYPE_SHORT) return 1;
		const value = view.getUint16(at + 8, isLittleEndian);
		return ORIENTATIONS.find((known) => known === value) ?? 1;
	}
	return 1;
}

const SIGNATURE_BYTES = 8;

/**
 * The chunks of a PNG in their order (PNG, 5.3), as far as they are whole. The checksums are not
 * looked at.
 */
export function* toPngChunks(bytes: Uint8Array): Generator<PngChunk, void> {
	const view = toView(bytes);
	let at = SIGNATURE_BYTES;
	while (at + 12 <= bytes.length) {
		const end = at + 8 + view.getUint32(at);
		if (end + 4 > bytes.length) return;
		const type = toBuffer(bytes).toString('latin1', at + 4, at + 8);
		yield { type, data: bytes.subarray(at + 8, end) };
		at = end + 4;
	}
}

/** The colour types of PNG, 11.2.1, with the bit depths that each may have. */
const COLOR_TYPES = new Map<number, readonly [PngHeader['color'], readonly number[]]>([
	[0, ['grey', [1, 2, 4, 8, 16]]],
	[2, ['rgb', [8, 16]]],
	[3, ['palette', [1, 2, 4, 8]]],
	[4, ['greyAlpha', [8, 16]]],
	[6, ['rgbAlpha', [8, 16]]],
]);
const LARGEST_SIDE = 0x7fffffff;

function parsePngHeader(head: Uint8Array): PngHeader | null {
	const chunk = toPngChunks(head).next().value;
	if (chunk?.type !== 'IHDR' || chunk.data.length !== 13) return null;
	const view = toView(chunk.data);
	const [width, height, bitDepth] = [view.getUint32(0), view.getUint32(4), view.getUint8(8)];
	const [color, depths] = COLOR_TYPES.get(view.getUint8(9)) ?? [];
	const [compression, filter, interlace] = chunk.data.subarray(10);
	if (!color || !depths?.includes(bitDepth) || compression !== 0 || filter !== 0) return null;
	if (width === 0 || height === 0 || Math.max(width, height) > LARGEST_SIDE) return null;
	if (interlace !== 0 && interlace !== 1) return null;
	return { kind: 'png', width, height, bitDepth, color, isInterlaced: interlace === 1 };
}
