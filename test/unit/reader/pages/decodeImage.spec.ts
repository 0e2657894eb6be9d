import sharp from 'sharp';
import type { Sharp } from 'sharp';
import { openImage } from '../../../../reader/pages/decodeImage.ts';

const MAX_PIXELS = 1_000_000;

function image(width: number, height: number, background: string): Sharp {
	return sharp({ create: { width, height, channels: 3, background } });
}

describe('an image file', () => {
	it.each(['jpeg', 'png', 'webp', 'tiff'] as const)('is decoded from %s', async (format) => {
		const bytes = await image(40, 60, '#f00').toFormat(format).toBuffer();
		const file = await openImage(bytes, MAX_PIXELS);
		const { width, height, channels, data } = await file.decode(0);
		expect([file.pages, width, height, channels]).toEqual([1, 40, 60, 3]);
		expect(data[0]).toBeGreaterThan(240);
		expect(data[1]).toBeLessThan(15);
	});

	it('is turned as EXIF says', async () => {
		const bytes = await image(40, 60, '#fff').jpeg().withMetadata({ orientation: 6 }).toBuffer();
		const { width, height } = await (await openImage(bytes, MAX_PIXELS)).decode(0);
		expect([width, height]).toEqual([60, 40]);
	});

	it('is grey or see-through', async () => {
		const grey = await image(8, 8, '#888').toColourspace('b-w').png().toBuffer();
		const clear = await sharp({
			create: { width: 8, height: 8, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } },
		})
			.png()
			.toBuffer();
		for (const [bytes, light] of [
			[grey, 0x88],
			[clear, 255],
		] as const) {
			const { data, width, height, channels } = await (
				await openImage(bytes, MAX_PIXELS)
			).decode(0);
			expect(data).toHaveLength(width * height * channels);
			expect(data[0]).toBe(light);
		}
	});

	it('is refused with too many pixels, before they are decoded', async () => {
		const bytes = await image(3000, 2000, '#fff').png().toBuffer();
		await expect(openImage(bytes, MAX_PIXELS)).rejects.toThrow();
	});

	it('is refused when it is none, and when it breaks off', async () => {
		await expect(openImage(Buffer.from('no image'), MAX_PIXELS)).rejects.toThrow();
		const whole = await image(400, 400, '#0a5').jpeg({ quality: 100 }).toBuffer();
		const part = await openImage(whole.subarray(0, whole.length / 2), MAX_PIXELS);
		await expect(part.decode(0)).rejects.toThrow();
	});
});
