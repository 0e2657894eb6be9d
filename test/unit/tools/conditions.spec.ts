import { beforeAll, describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { conditionNamed, CONDITIONS } from '../../../tools/conditions/conditions.ts';
import { renderPages } from '../../../tools/conditions/raster.ts';
import { FONTS } from '../../../tools/documents/fonts.ts';
import { layoutNamed } from '../../../tools/documents/layouts/index.ts';
import { A4 } from '../../../tools/documents/layouts/layout.ts';
import { makeDocument } from '../../../tools/documents/makeDocument.ts';
import type { InventedDocument } from '../../../tools/documents/makeDocument.ts';
import { paintBlocks } from '../../../tools/documents/paintBlocks.ts';
import { randomOf } from '../../../tools/documents/random.ts';

/** A sheet of 4 by 3 inches: enough for everything that happens to pages, and quick. */
const INCHES = { width: 4, height: 3 };

/** Where chance does nothing that shows on so small a sheet. */
const UNSHAKEN = new Set(['digital', 'jpeg40']);

let small: InventedDocument;

beforeAll(async () => {
	const { truth, data } = await makeDocument(layoutNamed('short'), 1);
	const format = { ...A4, width: 288, height: 216, fonts: FONTS.times };
	const blocks = [{ kind: 'text', text: data.customerName, style: { color: '#1f3f74' } }] as const;
	const { pdf, pages } = await paintBlocks(blocks, format, 'small');
	small = { name: 'small-1', pdf, pages, truth, data, isOneImage: false };
});

async function pictureOf(name: string): Promise<{ width: number; height: number; bytes: Buffer }> {
	const { bytes } = await conditionNamed(name).send(small, randomOf(1, name));
	const { width, height } = await sharp(bytes).metadata();
	return { width, height, bytes };
}

describe('A sent report', () => {
	it('is the PDF itself where it is digital', async () => {
		const { bytes, fileName } = await conditionNamed('digital').send(small, randomOf(1, ''));
		expect(bytes.equals(small.pdf)).toBe(true);
		expect(fileName).toBe('small-1.pdf');
	});

	it.each([
		['scan300', 300],
		['scan200', 200],
		['jpeg40', 200],
		['tilt', 200],
		['turned180', 200],
		['blur', 200],
		['noise', 200],
		['stamp', 300],
		['screenPhoto', 200],
	])('has the pixels it promises: %s at %i dpi', async (name, dpi) => {
		const { width, height } = await pictureOf(name);
		expect(Math.abs(width - INCHES.width * dpi)).toBeLessThanOrEqual(2);
		expect(Math.abs(height - INCHES.height * dpi)).toBeLessThanOrEqual(2);
	});

	it('stands on its side when it is turned by 90 degrees', async () => {
		const { width, height } = await pictureOf('turned90');
		expect(height).toBeGreaterThan(width);
	});

	it.each(['photoDay', 'photoLamp'])('leaves room for the table around it: %s', async (name) => {
		const { width, height } = await pictureOf(name);
		expect(width).toBeGreaterThan(INCHES.width * 200 * 1.05);
		expect(height).toBeGreaterThan(INCHES.height * 200 * 1.05);
		expect(width).toBeLessThan(INCHES.width * 200 * 1.25);
	});

	it('is black and white as a fax, of 204 by 196 dpi', async () => {
		const { bytes } = await conditionNamed('fax').send(small, randomOf(1, 'fax'));
		const [page] = await renderPages(bytes, 204);
		expect(page?.width).toBeCloseTo(INCHES.width * 204, -1);
		const image = bytes.toString('latin1').match(/\/Width (\d+)\s*\/Height (\d+)/);
		expect(Number(image?.[1])).toBeCloseTo(INCHES.width * 204, -1);
		expect(Number(image?.[2])).toBeCloseTo(INCHES.height * 196, -1);
	});

	it('is grey as a scan and coloured with a stamp', async () => {
		const isGrey = async (name: string): Promise<boolean> => {
			const { bytes } = await pictureOf(name);
			const { channels } = await sharp(bytes).stats();
			const [red, green] = channels;
			return Math.abs((red?.mean ?? 0) - (green?.mean ?? 0)) < 0.1;
		};
		expect(await isGrey('scan200')).toBe(true);
		expect(await isGrey('stamp')).toBe(false);
	});

	it.each(CONDITIONS.map(({ name }) => name))(
		'is the same to the byte with the same seed: %s',
		async (name) => {
			const send = async (seed: number): Promise<Buffer> =>
				(await conditionNamed(name).send(small, randomOf(seed, name))).bytes;
			const [one, again, other] = [await send(3), await send(3), await send(4)];
			expect(one.equals(again)).toBe(true);
			expect(one.equals(other)).toBe(UNSHAKEN.has(name));
		},
	);

	it('holds all pages in one picture where they are put together', async () => {
		const { pdf } = await paintBlocks(
			[{ kind: 'pageEnd' }, { kind: 'pageEnd' }],
			{ ...A4, width: 288, height: 216, fonts: FONTS.times },
			'three',
		);
		const tall = { ...small, pdf, pages: 3, isOneImage: true };
		const { bytes, pages } = await conditionNamed('jpeg40').send(tall, randomOf(1, ''));
		const { width, height } = await sharp(bytes).metadata();
		expect({ pages, width, height }).toEqual({ pages: 1, width: 800, height: 1800 });
	});
});
