import { createHash } from 'node:crypto';

/** A catalogue, one empty page, and a stream that takes up the rest of the file. */
const HEAD = [
	'%PDF-1.7',
	'1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj',
	'2 0 obj <</Type /Pages /Kids [3 0 R] /Count 1>> endobj',
	'3 0 obj <</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources <<>>>> endobj',
	'4 0 obj <<>> stream\n',
].join('\n');
const TAIL = '\nendstream endobj\ntrailer <</Root 1 0 R /Size 5>>\n%%EOF\n';

/** The smallest size that `makePdf` can make. */
export const SMALLEST_PDF = HEAD.length + TAIL.length;

/** A PDF of one empty page and of exactly `size` bytes; another seed gives other bytes. */
export function makePdf(size: number, seed: string): Uint8Array<ArrayBuffer> {
	const bytes = new Uint8Array(size);
	const block = createHash('sha512').update(seed).digest();
	const end = size - TAIL.length;
	for (let offset = HEAD.length; offset < end; offset += block.length)
		bytes.set(block.subarray(0, end - offset), offset);
	bytes.set(Buffer.from(HEAD, 'latin1'));
	bytes.set(Buffer.from(TAIL, 'latin1'), end);
	return bytes;
}
