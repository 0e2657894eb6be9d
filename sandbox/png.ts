import { crc32, deflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const GRAY = 0;
const INDEXED = 3;

function chunk(type: string, data: Buffer): Buffer {
	const typed = Buffer.concat([Buffer.from(type, 'latin1'), data]);
	const length = Buffer.alloc(4);
	length.writeUInt32BE(data.length);
	const checksum = Buffer.alloc(4);
	checksum.writeUInt32BE(crc32(typed));
	return Buffer.concat([length, typed, checksum]);
}

function header(width: number, height: number, bits: number, colour: number): Buffer {
	const data = Buffer.alloc(13);
	data.writeUInt32BE(width, 0);
	data.writeUInt32BE(height, 4);
	data.writeUInt8(bits, 8);
	data.writeUInt8(colour, 9);
	return chunk('IHDR', data);
}

function assemble(...chunks: Buffer[]): Buffer {
	return Buffer.concat([SIGNATURE, ...chunks, chunk('IEND', Buffer.alloc(0))]);
}

/** A PNG of one shade, 0 (black) to 255 (white). */
export function plainPng(width: number, height: number, shade: number): Buffer {
	const rows = Buffer.alloc((width + 1) * height, shade);
	for (let row = 0; row < height; row += 1) rows[row * (width + 1)] = 0;
	return assemble(header(width, height, 8, GRAY), chunk('IDAT', deflateSync(rows)));
}

/** Pixels of a picture, four bytes each: red, green, blue, opacity. */
export interface Raster {
	width: number;
	height: number;
	pixels: Buffer;
}

/** The part of a picture inside `[left, top, right, bottom]`, in whole pixels. */
export function crop(raster: Raster, box: readonly [number, number, number, number]): Raster {
	const [left, top, right, bottom] = box;
	const rows: Buffer[] = [];
	for (let y = top; y < bottom; y += 1) {
		const start = (y * raster.width + left) * 4;
		rows.push(raster.pixels.subarray(start, start + (right - left) * 4));
	}
	return { width: right - left, height: bottom - top, pixels: Buffer.concat(rows) };
}

const PALETTE_SIZE = 16;

/** Each channel in 16 steps: enough for text, and rare shades of its edges fall together. */
function colourOf(pixels: Buffer, offset: number): number {
	const step = (channel: number): number => Math.round((pixels[offset + channel] ?? 0) / 17);
	return step(0) * 256 + step(1) * 16 + step(2);
}

function channelsOf(colour: number): [number, number, number] {
	return [(colour >> 8) * 17, ((colour >> 4) & 15) * 17, (colour & 15) * 17];
}

function nearest(colour: number, palette: readonly number[]): number {
	const [red, green, blue] = channelsOf(colour);
	const distances = palette.map((other) => {
		const [r, g, b] = channelsOf(other);
		return (red - r) ** 2 + (green - g) ** 2 + (blue - b) ** 2;
	});
	return distances.indexOf(Math.min(...distances));
}

/** Palette index of every colour that occurs; the palette holds the most frequent ones. */
function quantise(raster: Raster): { palette: number[]; indexOf: Map<number, number> } {
	const counts = new Map<number, number>();
	for (let offset = 0; offset < raster.pixels.length; offset += 4) {
		const colour = colourOf(raster.pixels, offset);
		counts.set(colour, (counts.get(colour) ?? 0) + 1);
	}
	const byCount = [...counts].sort((one, other) => other[1] - one[1]).map(([colour]) => colour);
	const palette = byCount.slice(0, PALETTE_SIZE);
	return { palette, indexOf: new Map(byCount.map((colour) => [colour, nearest(colour, palette)])) };
}

/** A small PNG of a page of text: 16 colours, two pixels to a byte. */
export function textPng(raster: Raster): Buffer {
	const { palette, indexOf } = quantise(raster);
	const stride = Math.ceil(raster.width / 2) + 1;
	const rows = Buffer.alloc(stride * raster.height);
	for (let y = 0; y < raster.height; y += 1) {
		for (let x = 0; x < raster.width; x += 1) {
			const colour = colourOf(raster.pixels, (y * raster.width + x) * 4);
			const place = y * stride + 1 + (x >> 1);
			rows[place] = (rows[place] ?? 0) | ((indexOf.get(colour) ?? 0) << (x % 2 === 0 ? 4 : 0));
		}
	}
	return assemble(
		header(raster.width, raster.height, 4, INDEXED),
		chunk('PLTE', Buffer.from(palette.flatMap(channelsOf))),
		chunk('IDAT', deflateSync(rows, { level: 9 })),
	);
}
