import fc from 'fast-check';
import sharp from 'sharp';
import {
	detectPhoto,
	isWholeJpeg,
	parseImageHeader,
	parseOrientation,
	toPngChunks,
} from '../../../nodes/ComputerVisionVietnam/inputs/imageHeader';

const image = (width = 37, height = 23) =>
	sharp({ create: { width, height, channels: 3, background: '#336699' } });

const segment = (marker: number, data: Uint8Array) => {
	const head = Buffer.from([0xff, marker, 0, 0]);
	head.writeUInt16BE(data.length + 2, 2);
	return Buffer.concat([head, data]);
};

/** EXIF as cameras of both kinds write it, with an entry before the one that is looked for. */
function exif(order: 'II' | 'MM', orientation: number, type = 3) {
	const tiff = Buffer.alloc(38);
	const isLittle = order === 'II';
	const put16 = (value: number, at: number) =>
		isLittle ? tiff.writeUInt16LE(value, at) : tiff.writeUInt16BE(value, at);
	const put32 = (value: number, at: number) =>
		isLittle ? tiff.writeUInt32LE(value, at) : tiff.writeUInt32BE(value, at);
	tiff.write(order, 'latin1');
	put16(42, 2);
	put32(8, 4);
	put16(2, 8);
	put16(0x0100, 10);
	put16(3, 12);
	put32(1, 14);
	put16(77, 18);
	put16(0x0112, 22);
	put16(type, 24);
	put32(1, 26);
	put16(orientation, 30);
	return tiff;
}

/** A JPEG with more segments directly behind its first two bytes. */
const withSegments = (jpeg: Buffer, ...segments: Uint8Array[]) =>
	Buffer.concat([jpeg.subarray(0, 2), ...segments, jpeg.subarray(2)]);

const exifSegment = (tiff: Uint8Array, ...more: Uint8Array[]) =>
	segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0'), tiff, ...more]));

describe('the header of a JPEG', () => {
	it.each([
		['sequential', false],
		['progressive', true],
	])('is read from a %s one', async (process, progressive) => {
		const jpeg = await image().jpeg({ progressive }).toBuffer();
		expect(parseImageHeader(jpeg)).toEqual({
			kind: 'jpeg',
			width: 37,
			height: 23,
			process,
			bitDepth: 8,
			components: 3,
			hasAdobeMarker: false,
			orientation: 1,
		});
	});

	it('counts the components of grey and CMYK, and sees the marker of Adobe', async () => {
		const grey = await image().toColourspace('b-w').jpeg().toBuffer();
		expect(parseImageHeader(grey)).toMatchObject({ components: 1, hasAdobeMarker: false });
		const cmyk = await image().toColourspace('cmyk').jpeg().toBuffer();
		expect(parseImageHeader(cmyk)).toMatchObject({ components: 4, hasAdobeMarker: true });
	});

	it.each(['II', 'MM'] as const)('knows all turns of EXIF in the byte order %s', async (order) => {
		const jpeg = await image().jpeg().toBuffer();
		for (const orientation of [1, 2, 3, 4, 5, 6, 7, 8]) {
			const turned = withSegments(jpeg, exifSegment(exif(order, orientation)));
			expect(parseImageHeader(turned)).toMatchObject({ orientation, width: 37 });
			expect(await sharp(turned).metadata()).toMatchObject({ orientation });
		}
		for (const unknown of [0, 9, 65535]) {
			const turned = withSegments(jpeg, exifSegment(exif(order, unknown)));
			expect(parseImageHeader(turned)).toMatchObject({ orientation: 1 });
		}
	});

	it('is not that of the thumbnail in EXIF, nor of one between long blocks', async () => {
		const thumbnail = await image(8, 6).jpeg().toBuffer();
		const jpeg = await image().jpeg().toBuffer();
		const blocks = [
			exifSegment(exif('MM', 6), thumbnail),
			...Array.from({ length: 4 }, () => segment(0xe2, Buffer.alloc(65_000, thumbnail))),
			Buffer.from([0xff, 0xff]),
			segment(0xe1, Buffer.from('http://ns.adobe.com/xap/1.0/\0<x/>')),
		];
		const padded = withSegments(jpeg, ...blocks);
		expect(parseImageHeader(padded)).toMatchObject({ width: 37, height: 23, orientation: 6 });
		expect(parseImageHeader(padded.subarray(0, 200_000))).toBeNull();
	});

	it('tells processes that hardly any reader knows, and bit depths', async () => {
		const jpeg = await image().jpeg().toBuffer();
		const frame = jpeg.indexOf(Buffer.from([0xff, 0xc0]));
		for (const code of [0xc3, 0xc5, 0xc9, 0xca, 0xcf]) {
			const other = Buffer.from(jpeg);
			other[frame + 1] = code;
			expect(parseImageHeader(other)).toMatchObject({ process: 'other', width: 37 });
		}
		const deep = Buffer.from(jpeg);
		deep[frame + 1] = 0xc1;
		deep[frame + 4] = 12;
		expect(parseImageHeader(deep)).toMatchObject({ process: 'sequential', bitDepth: 12 });
	});

	it('is null before it is reached and where a side is 0', async () => {
		const jpeg = await image().jpeg().toBuffer();
		const frame = jpeg.indexOf(Buffer.from([0xff, 0xc0]));
		for (let length = 0; length < frame + 19; length += 1) {
			expect(parseImageHeader(jpeg.subarray(0, length))).toBeNull();
		}
		expect(parseImageHeader(jpeg.subarray(0, frame + 19))).not.toBeNull();
		const flat = Buffer.from(jpeg);
		flat.writeUInt16BE(0, frame + 5);
		expect(parseImageHeader(flat)).toBeNull();
	});

	it('comes with whether the image has its end', async () => {
		const jpeg = await image().jpeg().toBuffer();
		expect(isWholeJpeg(jpeg)).toBe(true);
		expect(isWholeJpeg(Buffer.concat([jpeg, Buffer.alloc(100)]))).toBe(true);
		expect(isWholeJpeg(jpeg.subarray(0, -2))).toBe(false);
		const thumbnail = withSegments(jpeg, exifSegment(exif('II', 1), jpeg));
		expect(isWholeJpeg(thumbnail.subarray(0, -2))).toBe(false);
	});
});

describe('an orientation in EXIF', () => {
	it('is 1 where the tag has another type or its directory is not there', () => {
		expect(parseOrientation(exif('II', 6))).toBe(6);
		expect(parseOrientation(exif('II', 6, 2))).toBe(1);
		const far = exif('MM', 6);
		far.writeUInt32BE(0xffffffff, 4);
		expect(parseOrientation(far)).toBe(1);
		expect(parseOrientation(Buffer.from('PK\x03\x04'.repeat(9)))).toBe(1);
		expect(parseOrientation(exif('MM', 6).subarray(0, 30))).toBe(1);
	});
});

describe('the header of a PNG', () => {
	it('is read', async () => {
		const png = await image().png().toBuffer();
		const header = { kind: 'png', width: 37, height: 23, bitDepth: 8, color: 'rgb' };
		expect(parseImageHeader(png.subarray(0, 33))).toEqual({ ...header, isInterlaced: false });
		expect(parseImageHeader(png.subarray(0, 32))).toBeNull();
		const adam7 = await image().png({ progressive: true }).toBuffer();
		expect(parseImageHeader(adam7)).toEqual({ ...header, isInterlaced: true });
	});

	it.each([
		['a side of 0', 16, [0, 0, 0, 0]],
		['a side beyond 31 bits', 20, [0x80, 0, 0, 0]],
		['a bit depth that the colours do not have', 24, [4]],
		['an unknown colour type', 25, [5]],
		['an unknown compression', 26, [1]],
		['an unknown filter method', 27, [1]],
		['an unknown interlacing', 28, [2]],
		['another first chunk', 12, [0x43]],
	])('is refused with %s', async (_what, at, bytes) => {
		const png = await image().png().toBuffer();
		png.set(bytes, at);
		expect(parseImageHeader(png)).toBeNull();
	});

	it('is followed by chunks, as far as they are whole', async () => {
		const png = await image().png().toBuffer();
		const typesOf = (bytes: Uint8Array) => [...toPngChunks(bytes)].map(({ type }) => type);
		expect(typesOf(png)).toEqual(expect.arrayContaining(['IHDR', 'IDAT', 'IEND']));
		expect(typesOf(png.subarray(0, -1))).not.toContain('IEND');
	});
});

describe('bytes of no photo', () => {
	it.each(['', '\xff', '\x89PNG', '%PDF-1.4', 'GIF89a', 'RIFF0000WEBP'])('%j are none', (text) => {
		const bytes = Buffer.from(text, 'latin1');
		expect(detectPhoto(bytes)).toBeNull();
		expect(parseImageHeader(bytes)).toBeNull();
	});

	it('never make it throw or hang', () => {
		const starts = [
			'',
			'\xff\xd8\xff',
			'\xff\xd8\xff\xe1\x00\x40Exif\0\0MM\0*',
			'\x89PNG\r\n\x1a\n',
		];
		fc.assert(
			fc.property(fc.constantFrom(...starts), fc.uint8Array({ maxLength: 400 }), (start, rest) => {
				const bytes = Buffer.concat([Buffer.from(start, 'latin1'), rest]);
				const header = parseImageHeader(bytes);
				expect(header === null || (header.width > 0 && header.height > 0)).toBe(true);
				isWholeJpeg(bytes);
				expect([1, 2, 3, 4, 5, 6, 7, 8]).toContain(parseOrientation(bytes.subarray(12)));
			}),
			{ numRuns: 500 },
		);
	});

	it('are read in one walk, however many segments or entries they claim', () => {
		const segments = Buffer.alloc(4_000_000, Buffer.from([0xff, 0xe0, 0, 2]));
		segments.set([0xff, 0xd8, 0xff, 0xe0]);
		const fill = Buffer.alloc(4_000_000, 0xff).fill(0xd8, 1, 2);
		const started = performance.now();
		expect(parseImageHeader(segments)).toBeNull();
		expect(parseImageHeader(fill)).toBeNull();
		expect(performance.now() - started).toBeLessThan(3000);
	});
});
