import {
	decodeImage,
	hasImage,
	toImages,
} from '../../../../nodes/ComputerVisionVietnam/creditReport/reply/images';

const toBase64 = (hex: string): string => Buffer.from(hex, 'hex').toString('base64');
const PNG = toBase64('89504e470d0a1a0a0000000d49484452');
const JPEG = toBase64('ffd8ffe000104a464946000101000001');

describe('an image', () => {
	it.each([
		['image/png', 'png', '89504e470d0a1a0a0000000d'],
		['image/jpeg', 'jpg', 'ffd8ffe000104a4649460001'],
		['image/webp', 'webp', '52494646aabbccdd57454250'],
		['image/tiff', 'tiff', '49492a000800000000000000'],
		['image/tiff', 'tiff', '4d4d002a0000000800000000'],
		['image/gif', 'gif', '474946383961000000000000'],
		['image/bmp', 'bmp', '424d00000000000000000000'],
		['application/pdf', 'pdf', '255044462d312e370a000000'],
	])('is known as %s (%s) by its bytes', (mimeType, extension, hex) => {
		expect(decodeImage(toBase64(hex))).toMatchObject({ mimeType, extension });
	});

	it.each([
		['as it is', PNG],
		['with line breaks', `${PNG.slice(0, 8)}\n${PNG.slice(8)}\r\n`],
		['with a data: prefix', `data:image/jpeg;base64,${PNG}`],
		['with a data: prefix on a line of its own', ` data:image/png;base64,\n${PNG}`],
		['without padding', PNG.replace(/=+$/, '')],
	])('is decoded %s', (_name, text) => {
		expect(decodeImage(text)?.bytes.toString('base64')).toBe(PNG);
	});

	it.each([
		['nothing', ''],
		['only a prefix', 'data:image/png;base64,'],
		['a prefix without a comma', 'data:image/png;base64'],
		['text that is no base64', 'not an image!'],
		['base64 of something else', Buffer.from('hello world').toString('base64')],
		['a cut signature', toBase64('8950')],
	])('is not made of %s', (_name, text) => {
		expect(decodeImage(text)).toBeNull();
	});
});

describe('the images of a key', () => {
	const nameOf = (nth: number) => `page_${nth}`;
	const keysOf = (raw: unknown) => toImages(raw, nameOf).images.map(({ key }) => key);

	it('come as one text, a list, a list of lists, or not at all', () => {
		expect(keysOf(PNG)).toEqual(['page_1']);
		expect(keysOf([PNG, JPEG])).toEqual(['page_1', 'page_2']);
		expect(keysOf([[PNG], [JPEG]])).toEqual(['page_1', 'page_2']);
		for (const nothing of [undefined, null, '', ' ', [], [''], [null]]) {
			expect(toImages(nothing, nameOf)).toEqual({ images: [], broken: 0 });
		}
	});

	it('keep their page number beside a broken one, which is counted', () => {
		const { images, broken } = toImages([PNG, 'broken!', JPEG], nameOf);
		expect(images.map(({ key }) => key)).toEqual(['page_1', 'page_3']);
		expect(broken).toBe(1);
	});

	it('count as broken when something other than a text stands there', () => {
		expect(toImages([{ value: PNG }, 42], nameOf)).toEqual({ images: [], broken: 2 });
	});

	it('are not searched for in the depth', () => {
		const deep = JSON.parse('['.repeat(10_000) + ']'.repeat(10_000));
		expect(toImages(deep, nameOf)).toEqual({ images: [], broken: 1 });
		expect(hasImage(deep)).toBe(false);
	});
});

describe('whether a key holds an image', () => {
	it.each([[PNG], [[PNG]], [['', PNG]], ['anything printed']])('%j does', (raw) => {
		expect(hasImage(raw)).toBe(true);
	});
	it.each([[null], [''], [' '], [[]], [['']], [{}], [42]])('%j does not', (raw) => {
		expect(hasImage(raw)).toBe(false);
	});
});
