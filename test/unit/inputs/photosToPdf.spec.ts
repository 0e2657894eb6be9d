import { crc32, deflateSync } from 'node:zlib';
import { PDFiumLibrary } from '@hyzyla/pdfium';
import fc from 'fast-check';
import sharp, { type PngOptions, type Sharp } from 'sharp';
import { toPngChunks } from '../../../nodes/ComputerVisionVietnam/inputs/imageHeader';
import { photosToPdf } from '../../../nodes/ComputerVisionVietnam/inputs/photosToPdf';

let library: PDFiumLibrary;
beforeAll(async () => {
	library = await PDFiumLibrary.init();
});
afterAll(() => library.destroy());

const WIDTH = 93;
const HEIGHT = 61;

/** Pixels that differ from place to place in every channel: ramps, lines and some noise. */
function makePixels(channels: number, width = WIDTH, height = HEIGHT) {
	const pixels = Buffer.alloc(width * height * channels);
	for (let at = 0; at < pixels.length; at += 1) {
		const pixel = Math.floor(at / channels);
		const [x, y] = [pixel % width, Math.floor(pixel / width)];
		const ramp = [x * 2, y * 4, x + y, x * 3 - y][at % channels] ?? 0;
		pixels[at] = x % 17 === 0 || y === 5 ? 20 : ramp + ((x * 7 + y * 13) % 5);
	}
	return pixels;
}

const raw = (channels: 1 | 2 | 3 | 4, width = WIDTH, height = HEIGHT) =>
	sharp(makePixels(channels, width, height), { raw: { width, height, channels } });

/** Smooth ones, where JPEG's rounding is all that decoders differ in. */
const photo = () => raw(3).resize(186, 122).blur(2);

const png = async (image: Sharp, options: PngOptions = {}) => await image.png(options).toBuffer();

const sixteen = async (channels: 1 | 2 | 3 | 4, options: PngOptions = {}) => {
	const samples = new Uint16Array(makePixels(channels)).map((value, at) => value * 257 + (at % 7));
	const size = { width: WIDTH, height: HEIGHT, channels };
	const space = channels < 3 ? 'grey16' : 'rgb16';
	return await sharp(samples, { raw: size }).toColourspace(space).png(options).toBuffer();
};

const makePdf = async (...files: Buffer[]) => {
	const made = await photosToPdf(files.map((bytes) => ({ name: null, bytes })));
	if (!made.ok) throw new Error(made.problem.kind);
	return made.pdf;
};

const chunk = (type: string, data: Uint8Array) => {
	const named = Buffer.concat([Buffer.from(type), data]);
	const [length, checksum] = [Buffer.alloc(4), Buffer.alloc(4)];
	length.writeUInt32BE(data.length);
	checksum.writeUInt32BE(crc32(named));
	return Buffer.concat([length, named, checksum]);
};

/** Where the pixels of each round of Adam7 begin and how far they stand apart, both ways. */
const ROUNDS = [
	[0, 0, 8, 8],
	[4, 0, 8, 8],
	[0, 4, 4, 8],
	[2, 0, 4, 4],
	[0, 2, 2, 4],
	[1, 0, 2, 2],
	[0, 1, 1, 2],
];

/** What sharp does not write: one channel, few bits, `tRNS` for a colour. */
function encodePng(
	bits: number,
	color: number,
	isInterlaced: boolean,
	extra: Buffer[] = [],
	side = WIDTH,
) {
	const channels = color === 2 ? 3 : 1;
	const rows: number[] = [];
	for (const [left = 0, top = 0, stepX = 1, stepY = 1] of isInterlaced ? ROUNDS : [[0, 0, 1, 1]]) {
		for (let y = top; y < HEIGHT && left < side; y += stepY) {
			let row = '';
			for (let x = left; x < side; x += stepX) {
				for (let channel = 0; channel < channels; channel += 1) {
					const value = (x * 3 + y * 5 + channel) % Math.min(2 ** bits, 200);
					row += (bits === 16 ? value * 257 : value).toString(2).padStart(bits, '0');
				}
			}
			rows.push(0, ...(row.match(/.{1,8}/g) ?? []).map((byte) => parseInt(byte.padEnd(8, '0'), 2)));
		}
	}
	const header = Buffer.from([
		0,
		0,
		0,
		side,
		0,
		0,
		0,
		HEIGHT,
		bits,
		color,
		0,
		0,
		Number(isInterlaced),
	]);
	return Buffer.concat([
		Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
		chunk('IHDR', header),
		...extra,
		chunk('IDAT', deflateSync(Buffer.from(rows))),
		chunk('IEND', Buffer.alloc(0)),
	]);
}

/** The pages as they are drawn with a pixel for each of the image; RGB. */
async function draw(pdf: Buffer, sizes: Array<{ width: number; height: number }>) {
	const document = await library.loadDocument(pdf);
	try {
		expect(document.getPageCount()).toBe(sizes.length);
		const drawn: Buffer[] = [];
		for (const [index, { width, height }] of sizes.entries()) {
			const page = await document.getPage(index).render({ width, height, render: 'bitmap' });
			expect(page).toMatchObject({ width, height });
			drawn.push(
				await sharp(page.data, { raw: { width, height, channels: 4 } })
					.removeAlpha()
					.raw()
					.toBuffer(),
			);
		}
		return drawn;
	} finally {
		document.destroy();
	}
}

/** The image as sharp decodes it: turned as EXIF says, on white, RGB. */
async function decode(file: Buffer) {
	const { data, info } = await sharp(file)
		.autoOrient()
		.flatten({ background: '#fff' })
		.toColourspace('srgb')
		.raw({ depth: 'uchar' })
		.toBuffer({ resolveWithObject: true });
	if (info.channels === 3) return { ...info, data };
	const rgb = Buffer.from([...data].flatMap((value) => [value, value, value]));
	return { ...info, data: rgb };
}

const farthest = (one: Buffer, other: Buffer) => {
	expect(one.length).toBe(other.length);
	return one.reduce((most, value, at) => Math.max(most, Math.abs(value - (other[at] ?? 0))), 0);
};

/** The largest difference of a channel between the page and what sharp makes of the file. */
async function difference(file: Buffer) {
	const image = await decode(file);
	const [page = Buffer.alloc(0)] = await draw(await makePdf(file), [image]);
	return farthest(page, image.data);
}

const textOf = (pdf: Buffer) => pdf.toString('latin1');

describe('a JPEG', () => {
	const kinds: Record<string, () => Promise<Buffer>> = {
		baseline: async () => await photo().jpeg({ quality: 90 }).toBuffer(),
		progressive: async () => await photo().jpeg({ progressive: true }).toBuffer(),
		'with all its chroma': async () =>
			await photo().jpeg({ chromaSubsampling: '4:4:4' }).toBuffer(),
		grey: async () => await photo().toColourspace('b-w').jpeg().toBuffer(),
	};
	it.each(Object.entries(kinds))('%s is drawn as it is decoded', async (_kind, make) => {
		expect(await difference(await make())).toBeLessThanOrEqual(3);
	});

	it('goes in byte by byte', async () => {
		const jpeg = await photo().jpeg().toBuffer();
		expect((await makePdf(jpeg)).includes(jpeg)).toBe(true);
	});

	it.each([1, 2, 3, 4, 5, 6, 7, 8])('is turned as EXIF says: %d', async (orientation) => {
		const jpeg = await photo().withMetadata({ orientation }).jpeg().toBuffer();
		expect(await difference(jpeg)).toBeLessThanOrEqual(3);
	});

	it('in CMYK is inverted where Adobe stored it so', async () => {
		const cmyk = await photo().toColourspace('cmyk').jpeg().toBuffer();
		const image = await decode(cmyk);
		const [page = Buffer.alloc(0)] = await draw(await makePdf(cmyk), [image]);
		const stats = async (data: Buffer) =>
			(await sharp(data, { raw: { ...image, channels: 3 } }).stats()).channels.map(
				({ mean }) => mean,
			);
		const [drawn, decoded] = [await stats(page), await stats(image.data)];
		// The two mix inks in their own ways; a negative would be far off.
		for (const [at, mean] of drawn.entries())
			expect(Math.abs(mean - decoded[at]!)).toBeLessThan(30);
		const plain = Buffer.from(cmyk);
		plain.write('Other', plain.indexOf('Adobe'));
		expect(textOf(await makePdf(plain))).not.toContain('/Decode');
		expect(textOf(await makePdf(cmyk))).toContain('/Decode [1 0 1 0 1 0 1 0]');
	});
});

describe('a PNG', () => {
	const kinds: Record<string, (options: PngOptions) => Promise<Buffer>> = {
		grey: async (options) => await png(raw(1).toColourspace('b-w'), options),
		RGB: async (options) => await png(raw(3), options),
		'RGB with alpha': async (options) => await png(raw(4), options),
		'grey with alpha': async (options) => await png(raw(2).toColourspace('b-w'), options),
		'a palette': async (options) => await png(raw(3), { ...options, palette: true }),
		'a palette of 16': async (options) =>
			await png(raw(3), { ...options, palette: true, colours: 16 }),
		'a palette of 4': async (options) =>
			await png(raw(3), { ...options, palette: true, colours: 4 }),
		'a palette of 2': async (options) =>
			await png(raw(3), { ...options, palette: true, colours: 2 }),
		'a palette with alpha': async (options) => await png(raw(4), { ...options, palette: true }),
		'16 bits, grey': async (options) => await sixteen(1, options),
		'16 bits, RGB': async (options) => await sixteen(3, options),
		'16 bits, RGB with alpha': async (options) => await sixteen(4, options),
	};
	for (const progressive of [false, true]) {
		it.each(Object.entries(kinds))(
			`of %s, ${progressive ? 'interlaced' : 'row by row'}, is drawn as it is decoded`,
			async (kind, make) => {
				const file = await make({ progressive, adaptiveFiltering: true });
				// Of 16 bits, the lower 8 are rounded away by the one and cut off by the other.
				const rounding = kind.startsWith('16') ? 1 : 0;
				expect(await difference(file)).toBeLessThanOrEqual(rounding);
			},
		);
	}

	for (const isInterlaced of [false, true]) {
		const order = isInterlaced ? 'interlaced' : 'row by row';

		it.each([1, 2, 4, 8, 16])(
			`of %d bits of grey, ${order}, is drawn as it is decoded`,
			async (bits) => {
				const rounding = bits === 16 ? 1 : 0;
				expect(await difference(encodePng(bits, 0, isInterlaced))).toBeLessThanOrEqual(rounding);
			},
		);

		it.each([
			[1, 0, [0, 0]],
			[2, 0, [0, 2]],
			// Only as many bits count as a channel has.
			[4, 0, [0xff, 0xf9]],
			[8, 0, [0, 100]],
			[8, 2, [0, 100, 0, 101, 0, 102]],
		])(`with one transparent colour of %d bits, type %d, ${order}`, async (bits, color, key) => {
			const file = encodePng(bits, color, isInterlaced, [chunk('tRNS', Buffer.from(key))]);
			expect(textOf(await makePdf(file))).toContain('/Mask [');
			expect(await difference(file)).toBe(0);
			const opaque = encodePng(bits, color, isInterlaced);
			expect((await decode(file)).data.equals((await decode(opaque)).data)).toBe(false);
		});

		it.each([
			[0, [100, 100], '/Mask [25700 25700]'],
			[2, [1, 1, 2, 2, 3, 3], '/Mask [257 257 514 514 771 771]'],
		])(`with one transparent colour of 16 bits, type %d, ${order}`, async (color, key, mask) => {
			const file = encodePng(16, color, isInterlaced, [chunk('tRNS', Buffer.from(key))]);
			expect(textOf(await makePdf(file))).toContain(mask);
		});
	}

	it.each([1, 2, 3, 4, 5, 7, 8, 9])('of %d columns can be interlaced', async (columns) => {
		const file = encodePng(8, 0, true, [], columns);
		expect(await difference(file)).toBe(0);
	});

	it('goes in as stored where it can, also in several chunks', async () => {
		const file = await png(raw(3), { compressionLevel: 0 });
		const at = file.indexOf('IDAT') - 4;
		const data = Buffer.concat(
			[...toPngChunks(file)].filter(({ type }) => type === 'IDAT').map((part) => part.data),
		);
		expect((await makePdf(file)).includes(data)).toBe(true);
		const parts = [data.subarray(0, 1), data.subarray(1, 500), data.subarray(500)];
		const split = Buffer.concat([
			file.subarray(0, at),
			...parts.map((part) => chunk('IDAT', part)),
			chunk('IEND', Buffer.alloc(0)),
		]);
		expect(await difference(split)).toBe(0);
	});

	it('has no mask where nothing is transparent', async () => {
		const opaque = await png(raw(3).ensureAlpha());
		expect(textOf(await makePdf(opaque))).not.toContain('/SMask');
		expect(textOf(await makePdf(await png(raw(4))))).toContain('/SMask');
	});

	it.each([1, 2, 3, 4, 5, 6, 7, 8])('is turned as EXIF says: %d', async (orientation) => {
		expect(await difference(await png(raw(3).withMetadata({ orientation })))).toBe(0);
	});
});

describe('several photos', () => {
	it('become the pages in their order, of the size of A4 at most', async () => {
		const files = [
			await photo().jpeg().toBuffer(),
			await png(raw(4)),
			await photo().withMetadata({ orientation: 6 }).jpeg().toBuffer(),
		];
		const images = await Promise.all(files.map(decode));
		const pdf = await makePdf(...files);
		const pages = await draw(pdf, images);
		for (const [index, page] of pages.entries()) {
			expect(farthest(page, images[index]!.data)).toBeLessThanOrEqual(3);
		}
		const boxes = textOf(pdf).match(/MediaBox \[[^\]]*\]/g);
		expect(boxes).toEqual([
			'MediaBox [0 0 842 552.28]',
			'MediaBox [0 0 842 552.28]',
			'MediaBox [0 0 552.28 842]',
		]);
	});

	it('give the same bytes every time, with a table that points at each object', async () => {
		const files = [await photo().jpeg().toBuffer(), await png(raw(4), { progressive: true })];
		const pdf = await makePdf(...files);
		expect((await makePdf(...files)).equals(pdf)).toBe(true);
		const text = textOf(pdf);
		const offsets = [...text.matchAll(/(\d{10}) 00000 n \n/g)].map(([, offset]) => Number(offset));
		expect(offsets.length).toBeGreaterThan(7);
		for (const [index, offset] of offsets.entries()) {
			expect(text.slice(offset)).toMatch(new RegExp(`^${index + 1} 0 obj\n`));
		}
		const table = Number(/startxref\n(\d+)/.exec(text)?.[1]);
		expect(text.slice(table)).toMatch(/^xref\n/);
	});

	it('are left as they were', async () => {
		const files = [await photo().jpeg().toBuffer(), await png(raw(4), { progressive: true })];
		const before = files.map((file) => Buffer.from(file));
		await makePdf(...files);
		expect(files).toEqual(before);
	});
});

describe('what cannot become a page', () => {
	const problemOf = async (bytes: Uint8Array) => {
		const good = { name: 'page 1.png', bytes: await png(raw(1)) };
		const made = await photosToPdf([good, { name: 'page 2', bytes }]);
		if (made.ok) return null;
		expect(made.problem).toMatchObject({ index: 1, name: 'page 2' });
		return made.problem.kind;
	};

	it('is another format', async () => {
		for (const text of ['', '%PDF-1.7', 'GIF89a', '\x89PNG']) {
			expect(await problemOf(Buffer.from(text, 'latin1'))).toBe('otherFormat');
		}
		expect(await problemOf(await raw(3).webp().toBuffer())).toBe('otherFormat');
	});

	it('is a file that was cut off anywhere', async () => {
		const files = [
			await raw(3).withMetadata({ orientation: 6 }).jpeg().toBuffer(),
			await raw(3).jpeg({ progressive: true }).toBuffer(),
			await png(raw(3)),
			await png(raw(4), { progressive: true }),
		];
		for (const file of files) {
			for (let length = 8; length < file.length; length += 1 + (file.length >> 6)) {
				expect(await problemOf(file.subarray(0, length))).toBe('broken');
			}
			expect(await problemOf(file.subarray(0, -1))).toBe('broken');
			expect(await problemOf(file)).toBeNull();
		}
	});

	it('is a JPEG of a kind that a PDF cannot hold', async () => {
		const jpeg = await raw(3).jpeg().toBuffer();
		const frame = jpeg.indexOf(Buffer.from([0xff, 0xc0]));
		for (const [at, value] of [
			[1, 0xc9],
			[1, 0xc3],
			[4, 12],
			[9, 2],
		] as const) {
			const other = Buffer.from(jpeg);
			other[frame + at] = value;
			expect(await problemOf(other)).toBe('unsupported');
		}
	});

	it('is a PNG whose pixels, palette or filters are not what its header says', async () => {
		const tall = await png(raw(4));
		tall.writeUInt32BE(HEIGHT + 1, 20);
		expect(await problemOf(tall)).toBe('broken');
		const damaged = await png(raw(4));
		damaged.fill(0x55, damaged.indexOf('IDAT') + 40, damaged.indexOf('IDAT') + 80);
		expect(await problemOf(damaged)).toBe('broken');
		const palette = await png(raw(3), { palette: true });
		palette.write('XXXX', palette.indexOf('PLTE'));
		expect(await problemOf(palette)).toBe('broken');
		const filtered = encodePng(8, 0, true);
		const rows = Buffer.alloc(HEIGHT * (WIDTH + 20), 9);
		const at = filtered.indexOf('IDAT') - 4;
		const bad = [
			filtered.subarray(0, at),
			chunk('IDAT', deflateSync(rows)),
			filtered.subarray(-12),
		];
		expect(await problemOf(Buffer.concat(bad))).toBe('broken');
	});

	it('is a PNG whose header would have it fill memory', async () => {
		const huge = await png(raw(4));
		huge.writeUInt32BE(0x7fffffff, 16);
		huge.writeUInt32BE(0x7fffffff, 20);
		expect(await problemOf(huge)).toBe('tooLarge');
	});

	it('is not a PNG with more in it than its header says', async () => {
		const bomb = await png(raw(4), { progressive: true });
		const zeros = chunk('IDAT', deflateSync(Buffer.alloc(30_000_000)));
		const parts = [bomb.subarray(0, bomb.indexOf('IDAT') - 4), zeros, bomb.subarray(-12)];
		expect(await problemOf(Buffer.concat(parts))).toBeNull();
	});

	it('never makes it throw, whatever is garbled', async () => {
		const files = [
			await photo().withMetadata({ orientation: 6 }).jpeg().toBuffer(),
			await png(raw(4), { progressive: true }),
			await png(raw(4), { palette: true }),
			encodePng(4, 0, false, [chunk('tRNS', Buffer.from([0, 3]))]),
		];
		const patch = fc.tuple(fc.nat(), fc.uint8Array({ minLength: 1, maxLength: 8 }));
		await fc.assert(
			fc.asyncProperty(
				fc.constantFrom(...files),
				fc.array(patch, { minLength: 1, maxLength: 4 }),
				fc.boolean(),
				async (file, patches, nearStart) => {
					const garbled = Buffer.from(file);
					const range = nearStart ? 120 : garbled.length;
					for (const [at, bytes] of patches) {
						garbled.set(bytes.subarray(0, garbled.length - (at % range)), at % range);
					}
					const made = await photosToPdf([{ name: null, bytes: garbled }]);
					if (!made.ok) return;
					const document = await library.loadDocument(made.pdf);
					expect(document.getPageCount()).toBe(1);
					document.destroy();
				},
			),
			{ numRuns: 300 },
		);
	});
});
