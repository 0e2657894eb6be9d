import { cutOut, resize, shrink, toGray, turn } from '../../../../reader/geometry/grayImage.ts';

function gray(
	width: number,
	...data: readonly number[]
): {
	width: number;
	height: number;
	data: Uint8Array;
} {
	return { width, height: data.length / width, data: Uint8Array.from(data) };
}

describe('brightness of a page', () => {
	it.each([
		['black', [20, 20, 20], 0, 30],
		['a red stamp', [220, 40, 40], 200, 255],
		['a blue stamp', [50, 60, 210], 180, 255],
		['dark blue print', [31, 63, 116], 0, 110],
		['yellowed paper', [240, 225, 190], 215, 255],
	])('%s', (_name, pixel, darkest, brightest) => {
		const image = { width: 1, height: 1, channels: 3 as const, data: Uint8Array.from(pixel) };
		const [light] = toGray(image).data;
		expect(light).toBeGreaterThanOrEqual(darkest);
		expect(light).toBeLessThanOrEqual(brightest);
	});
});

describe('an image', () => {
	it('is cut out, white where there is nothing', () => {
		const part = cutOut(gray(2, 1, 2, 3, 4), [1, 1, 3, 3]);
		expect([...part.data]).toEqual([4, 255, 255, 255]);
	});

	it('is turned clockwise by quarters', () => {
		const image = gray(3, 1, 2, 3, 4, 5, 6);
		expect([...turn(image, 1).data]).toEqual([4, 1, 5, 2, 6, 3]);
		expect([...turn(image, 2).data]).toEqual([6, 5, 4, 3, 2, 1]);
		expect([...turn(turn(image, 1), 3).data]).toEqual([...image.data]);
	});

	it('keeps its mean when it gets smaller or larger', () => {
		const image = gray(4, 0, 100, 0, 100, 100, 0, 100, 0, 0, 100, 0, 100, 100, 0, 100, 0);
		expect([...shrink(image, 2).data]).toEqual([50, 50, 50, 50]);
		const larger = resize(image, 8, 8);
		expect(larger.data).toHaveLength(64);
		expect(larger.data.reduce((sum, light) => sum + light, 0) / 64).toBeCloseTo(50, -1);
	});
});
