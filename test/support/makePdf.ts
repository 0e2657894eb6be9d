import { createHash, randomBytes } from 'node:crypto';

/** A catalogue, one empty page, and a stream that takes up the rest of the file. */
const HEAD = [
	'%PDF-1.7',
	'1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj',
	'2 0 obj <</Type /Pages /Kids [3 0 R] /Count 1>> endobj',
	'3 0 obj <</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources <<>>>> endobj',
	'4 0 obj <<>> stream\n',
].join('\n');
const TAIL = '\nendstream endobj\ntrailer <</Root 1 0 R /Size 5>>\n%%EOF\n';

/**
 * A PDF of one empty page and of exactly `size` bytes, at least 400. Another seed gives other bytes, the
 * same one the same; without one they are nobody else's.
 */
export function makePdf(
	seed: string = randomBytes(8).toString('hex'),
	size = 500,
): Buffer<ArrayBuffer> {
	const bytes = Buffer.alloc(size);
	const block = createHash('sha512').update(seed).digest();
	const end = size - TAIL.length;
	for (let offset = HEAD.length; offset < end; offset += block.length)
		bytes.set(block.subarray(0, end - offset), offset);
	bytes.write(HEAD, 'latin1');
	bytes.write(TAIL, end, 'latin1');
	return bytes;
}
