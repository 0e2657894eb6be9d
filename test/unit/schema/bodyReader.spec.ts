import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { IMAGE_KEYS } from '../../../nodes/ComputerVisionVietnam/report/tables.ts';
import { BodyReader } from '../../../nodes/ComputerVisionVietnam/schema/bodyReader.ts';
import { ImageBytes } from '../../../nodes/ComputerVisionVietnam/schema/imageBytes.ts';
import type { ReplyBody } from '../../../nodes/ComputerVisionVietnam/schema/replyBody.ts';

const toReply = (report: object) => ({ data: { info: [report] }, errorCode: '0' });

/** Copies, because what was read may be gone; a whole block each, as they come from the network. */
function cut(bytes: Buffer, sizes: readonly number[]): Buffer[] {
	const chunks: Buffer[] = [];
	for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
		const size = sizes[turn % sizes.length] ?? bytes.length;
		const chunk = Buffer.from(new ArrayBuffer(Math.min(size, bytes.length - at)));
		bytes.copy(chunk, 0, at);
		chunks.push(chunk);
		at += chunk.length;
	}
	return chunks;
}

function readText(text: string, sizes: readonly number[]): ReplyBody {
	const reader = new BodyReader();
	for (const chunk of cut(Buffer.from(text), sizes)) reader.add(chunk);
	return reader.end();
}

function parse(text: string, sizes: readonly number[]): unknown {
	const parsed = readText(text, sizes).parse(IMAGE_KEYS);
	if (!parsed.ok) throw new Error('no JSON');
	return parsed.body;
}

/** The body as JSON again, with each image as the text that was sent. */
const toText = (body: unknown): string =>
	JSON.stringify(body, (_key, value: unknown) =>
		value instanceof ImageBytes ? String(value) : value,
	);

function countImages(value: unknown): number {
	if (value instanceof ImageBytes) return 1;
	if (typeof value !== 'object' || value === null) return 0;
	return Object.values(value).reduce((sum: number, each) => sum + countImages(each), 0);
}

const LARGE = randomBytes(60_000).toString('base64');
const PADDED = randomBytes(60_001).toString('base64');
const SIZES = [[1 << 30], [65_536], [16_000], [4_093], [50_000, 3]];

describe('a body that arrives in chunks', () => {
	it.each(SIZES)('has its large images decoded, in chunks of %s', (...sizes) => {
		const report = { imgs: [LARGE, PADDED], bad_debt_image: LARGE, address: 'Số 3, phường Mẫu' };
		const body = parse(JSON.stringify(toReply(report)), sizes);
		expect(toText(body)).toBe(JSON.stringify(toReply(report)));
		expect(countImages(body)).toBe(sizes[0] === 1 << 30 ? 0 : 3);
	});

	it('takes a small image for a text', () => {
		const report = { imgs: [randomBytes(5_000).toString('base64')] };
		expect(parse(JSON.stringify(toReply(report)), [4_000])).toEqual(toReply(report));
	});

	it.each([
		['under a key that is not documented', { stamp: LARGE }],
		['in a cell', { bad_debt: [[{ value: LARGE, box: [], score: 1 }]] }],
		['deeper than a list', { imgs: [[LARGE]] }],
	])('keeps the letters of an image %s', (_name, report) => {
		expect(parse(JSON.stringify(toReply(report)), [65_536])).toEqual(toReply(report));
	});

	it.each([
		['with a data: prefix', `data:image/png;base64,${LARGE}`],
		['with line breaks', LARGE.replace(/.{76}/g, '$&\n')],
		['of the URL-safe alphabet', `${LARGE.slice(0, 40_000)}-_${LARGE.slice(40_002)}`],
		['that lacks a letter', LARGE.slice(1)],
		['with bits that stand for nothing', `${LARGE.slice(0, -4)}AB==`],
		['with padding in the middle', `${LARGE.slice(0, 40_000)}AA==${LARGE.slice(40_004)}`],
		['with a quote in it', `${LARGE.slice(0, 40_000)}"${LARGE.slice(40_001)}`],
		['behind a quote', `"${LARGE}`],
		['with a letter that is none', `${LARGE.slice(0, 40_000)}é${LARGE.slice(40_001)}`],
	])('keeps a text %s', (_name, text) => {
		const reply = toReply({ imgs: [text, LARGE], address: text });
		expect(toText(parse(JSON.stringify(reply), [65_536]))).toBe(JSON.stringify(reply));
	});

	it('is no JSON when it ends within an image', () => {
		const text = JSON.stringify(toReply({ imgs: [LARGE] }));
		expect(readText(text.slice(0, 50_000), [16_000]).parse(IMAGE_KEYS)).toEqual({ ok: false });
	});

	it('shows its first characters, without a byte order mark', () => {
		expect(readText('\ufeff<html>Lỗi</html>', [3]).head(9)).toBe('<html>Lỗi');
	});

	it('says the same as all of it at once', () => {
		const letters = fc.constantFrom(LARGE, PADDED, LARGE.slice(3), 'a"b\\', '"', '\\', 'Mẫu', '');
		const text = fc.array(letters, { maxLength: 4 }).map((parts) => parts.join(''));
		const report = fc.dictionary(
			fc.constantFrom('imgs', 'bad_debt_image', 'address', 'x'),
			fc.oneof(text, fc.array(text, { maxLength: 3 })),
		);
		const sizes = fc.array(fc.integer({ min: 1, max: 70_000 }), { minLength: 1, maxLength: 5 });
		fc.assert(
			fc.property(report, sizes, (info, cuts) => {
				const json = JSON.stringify(toReply(info));
				const large = cuts.map((size) => Math.max(size, 500));
				return toText(parse(json, large)) === json;
			}),
			{ numRuns: 200 },
		);
	});
});
