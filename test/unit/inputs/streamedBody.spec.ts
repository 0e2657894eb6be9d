import {
	hashSource,
	StreamedBody,
} from '../../../nodes/ComputerVisionVietnam/inputs/streamedBody.ts';
import { readAll, sourceOf } from '../../support/byteSources.ts';
import { sha256 } from '../../support/sha256.ts';

const BYTES = Buffer.from('%PDF- báo cáo tín dụng');

const build = (content = sourceOf(BYTES)): StreamedBody =>
	new StreamedBody({ contentType: 'text/plain', before: 'vor-đ-', content, after: '-nach' });

describe('StreamedBody', () => {
	it('says its length before the first byte', async () => {
		const body = build();
		const sent = await readAll(body.stream());
		expect(sent.toString()).toBe(`vor-đ-${BYTES.toString()}-nach`);
		expect(body.size).toBe(sent.length);
	});

	it.each([0, 1, 2, 3, 4, 5, 100])('encodes %d bytes as base64, padded', async (length) => {
		const bytes = Buffer.alloc(length, '\xff');
		const body = new StreamedBody({
			contentType: 'application/json',
			before: '{"img":"',
			content: sourceOf(bytes),
			after: '"}',
			encoding: 'base64',
		});
		const sent = await readAll(body.stream());
		expect(JSON.parse(sent.toString())).toEqual({ img: bytes.toString('base64') });
		expect(body.size).toBe(sent.length);
		expect(body.sha256).toBe(sha256(bytes));
	});

	it('knows the hash only after everything went out', async () => {
		const body = build(sourceOf(BYTES, 3));
		const chunks = body.stream();
		await chunks.next();
		await chunks.next();
		expect(body.sha256).toBeNull();
		await readAll(chunks);
		expect(body.sha256).toBe(sha256(BYTES));
	});

	it('is a Blob to n8n’s HTTP client, and not an empty one', () => {
		expect(Object.prototype.toString.call(build())).toBe('[object Blob]');
		expect(Object.keys(build())).toEqual(expect.arrayContaining(['type', 'size']));
	});

	it('says whose fault it was where the source broke off', async () => {
		async function* broken(): AsyncGenerator<Uint8Array> {
			yield BYTES.subarray(0, 4);
			throw new Error('gone');
		}
		const body = build({ size: BYTES.length, open: broken });
		await expect(readAll(body.stream())).rejects.toThrow('gone');
		expect(body).toMatchObject({ sourceFailed: true, sha256: null });
	});

	it('blames no source that was only left', async () => {
		const body = build(sourceOf(BYTES, 3));
		for await (const _chunk of body.stream()) break;
		expect(body).toMatchObject({ sourceFailed: false, sha256: null });
	});
});

it('hashes a whole source, however it is cut', async () => {
	for (const length of [1, 7, 1_000]) {
		expect(await hashSource(sourceOf(BYTES, length))).toBe(sha256(BYTES));
	}
});
