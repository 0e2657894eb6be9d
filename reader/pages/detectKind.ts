/** What a document is by its first bytes; declared types and names are not looked at. */
export type DocumentKind = 'pdf' | 'image';

/** A PDF may have a few bytes of anything before it. */
const PDF_HEADER_WITHIN = 1024;

/** First bytes, in hexadecimal; a dot stands for any digit. */
const IMAGES = [
	/^ffd8ff/, // JPEG
	/^89504e470d0a1a0a/, // PNG
	/^52494646.{8}57454250/, // WebP
	/^(49492a00|4d4d002a|49492b00|4d4d002b)/, // TIFF, BigTIFF
];

/** @returns null for what is neither a PDF nor an image that pages are sent as */
export function detectKind(bytes: Uint8Array): DocumentKind | null {
	const head = Buffer.from(
		bytes.buffer,
		bytes.byteOffset,
		Math.min(bytes.length, PDF_HEADER_WITHIN),
	);
	const hex = head.subarray(0, 12).toString('hex');
	if (IMAGES.some((image) => image.test(hex))) return 'image';
	return head.includes('%PDF-') ? 'pdf' : null;
}
