import fc from 'fast-check';
import { PDFDocument } from 'pdf-lib';
import { inspectDocument } from '../../../nodes/ComputerVisionVietnam/document/inspectDocument.ts';
import type { SourceBytes } from '../../../nodes/ComputerVisionVietnam/document/sourceDocument.ts';

/** The bytes in pieces of the given length, as a storage would hand them out. */
function inPieces(bytes: Buffer, length = 64 * 1024): SourceBytes & { read: number } {
	const source = {
		size: bytes.length,
		read: 0,
		async *open() {
			for (let at = 0; at < bytes.length; at += length) {
				source.read = Math.min(at + length, bytes.length);
				yield bytes.subarray(at, at + length);
			}
		},
	};
	return source;
}

const latin1 = (text: string): Buffer => Buffer.from(text, 'latin1');
const PAGE = '3 0 obj<</Type/Page/MediaBox[0 0 9 9]>>endobj';
const pdf = (body: string): Buffer => latin1(`%PDF-1.4\n${body}\n%%EOF\n`);
const PDF = { kind: 'document', fileType: 'pdf' };

describe('inspectDocument', () => {
	it.each([
		['a PDF', pdf(PAGE), 'pdf'],
		['a PDF after junk', Buffer.concat([Buffer.alloc(1_000, '\n'), pdf(PAGE)]), 'pdf'],
		['a JPEG', latin1('\xff\xd8\xff\xe0abc'), 'jpeg'],
		['a PNG', latin1('\x89PNG\r\n\x1a\nabc'), 'png'],
		['a WebP', latin1('RIFF\x01\x02\x03\x04WEBPVP8'), 'webp'],
		['a little-endian TIFF', latin1('II*\0abc'), 'tiff'],
		['a big-endian TIFF', latin1('MM\0*abc'), 'tiff'],
		['a HEIC photo', latin1('\0\0\0\x18ftypheic\0\0\0\0'), 'heic'],
		['an HEIF photo', latin1('\0\0\0\x18ftypmif1\0\0\0\0'), 'heic'],
	])('takes %s by its bytes', async (_, bytes, fileType) => {
		expect(await inspectDocument(inPieces(bytes))).toEqual({ kind: 'document', fileType });
	});

	it.each([
		[latin1('GIF89a...'), 'a GIF image'],
		[latin1('PK\x03\x04...'), 'a ZIP archive or an Office document'],
		[latin1('\xd0\xcf\x11\xe0...'), 'an old Office document or an Outlook message'],
		[latin1('\xef\xbb\xbf<!DOCTYPE html><p>'), 'an HTML page'],
		[latin1('<html>not a PDF'), 'an HTML page'],
		[latin1('<?xml version="1.0"?>'), 'an XML file'],
		[latin1('BEGIN:VCALENDAR'), 'a calendar invite'],
		[latin1('{"error":"expired"}'), 'JSON text'],
		[Buffer.from('Kính gửi quý khách'), 'plain text'],
		[latin1('\0\x01\x02\x03'), 'of an unknown format'],
		[latin1('\0\0\0\x18ftypavif'), 'a video or an image in a container format'],
		[Buffer.concat([Buffer.alloc(1_024, '\0'), pdf(PAGE)]), 'of an unknown format'],
	])('calls no document what is none: case %#', async (bytes, looksLike) => {
		expect(await inspectDocument(inPieces(bytes))).toEqual({ kind: 'notADocument', looksLike });
	});

	it('judges any bytes at once, even those that would send a regular expression astray', async () => {
		const startedAt = performance.now();
		for (const letter of [0xff, 0x20, 0x2f, 0x41, 0x00]) {
			await inspectDocument(inPieces(Buffer.concat([Buffer.alloc(70_000, letter), latin1('\0')])));
			await inspectDocument(inPieces(pdf(`/Encrypt${String.fromCharCode(letter).repeat(70_000)}`)));
			await inspectDocument(inPieces(pdf('/Type '.repeat(20_000))));
		}
		expect(performance.now() - startedAt).toBeLessThan(2_000);
	});

	it('finds an empty file without opening it', async () => {
		const source = {
			size: 0,
			open: () => {
				throw new Error('opened');
			},
		};
		expect(await inspectDocument(source)).toEqual({ kind: 'empty' });
	});

	it.each([
		'trailer<</Root 1 0 R/Encrypt 9 0 R>>',
		'trailer << /Encrypt\r\n12  0\tR >>',
		'7 0 obj<</Type/XRef/Encrypt<</Filter/Standard>>>>stream',
	])('finds an encrypted PDF however the file is cut into pieces: case %#', async (trailer) => {
		const bytes = Buffer.concat([pdf(PAGE), Buffer.alloc(300, 'x'), latin1(trailer)]);
		await fc.assert(
			fc.asyncProperty(fc.integer({ min: 1, max: 700 }), async (length) => {
				expect(await inspectDocument(inPieces(bytes, length))).toEqual({ kind: 'encrypted' });
			}),
			{ numRuns: 60 },
		);
	});

	it.each(['/EncryptMetadata false', '(how to /Encrypt a file)', '/Encrypted 9 0 R'])(
		'does not take %s for a sign of encryption',
		async (text) => {
			expect(await inspectDocument(inPieces(pdf(`${PAGE}\n${text}`)))).toEqual(PDF);
		},
	);

	it('finds a PDF without pages however it is cut, and none where a page may hide', async () => {
		const bare = pdf('1 0 obj<</Type/Catalog/Pages 2 0 R>>\n2 0 obj<</Type/Pages/Kids[]/Count 0>>');
		const packed = pdf('1 0 obj<</Type/ObjStm/N 3/First 20>>stream');
		for (const length of [1, 7, 64, 65, 4_096]) {
			expect(await inspectDocument(inPieces(bare, length))).toEqual({ kind: 'noPages' });
			expect(await inspectDocument(inPieces(packed, length))).toEqual(PDF);
			expect(await inspectDocument(inPieces(pdf(PAGE), length))).toEqual(PDF);
		}
	});

	it.each([true, false])(
		'takes what pdf-lib writes, object streams %s',
		async (useObjectStreams) => {
			const document = await PDFDocument.create();
			document.addPage();
			const bytes = Buffer.from(await document.save({ useObjectStreams }));
			expect(await inspectDocument(inPieces(bytes, 100))).toEqual(PDF);
		},
	);

	it('reads no more than the beginning of an image', async () => {
		const source = inPieces(Buffer.concat([latin1('\xff\xd8\xff'), Buffer.alloc(900_000)]), 1_000);
		await inspectDocument(source);
		expect(source.read).toBeLessThanOrEqual(2_000);
	});

	it('looks at a small file in one piece and gives it back', async () => {
		for (const body of ['', PAGE]) {
			const bytes = pdf(body);
			const givenBack: Buffer[] = [];
			const whole = {
				take: async () => bytes,
				giveBack: (returned: Buffer) => void givenBack.push(returned),
				readAhead: () => undefined,
			};
			const inspection = await inspectDocument({ ...inPieces(Buffer.alloc(9)), whole });
			expect(inspection).toEqual(body === '' ? { kind: 'noPages' } : PDF);
			expect(givenBack).toEqual([bytes]);
		}
	});

	it('frees each piece of a large file once it was looked at', async () => {
		const pieces = Array.from({ length: 4 }, (_, index) =>
			Buffer.concat([pdf(index === 3 ? PAGE : ''), Buffer.alloc(64 * 1024, ' ')]),
		);
		async function* open(): AsyncGenerator<Uint8Array> {
			yield* pieces;
		}
		expect(await inspectDocument({ size: 9, open })).toEqual(PDF);
		const left = pieces.map(({ byteLength }) => byteLength);
		const canFree = 'transfer' in ArrayBuffer.prototype;
		expect(left.every((bytes) => bytes === 0)).toBe(canFree);
	});

	it('passes on what the storage fails with', async () => {
		const source = {
			size: 9,
			open: () => {
				throw new Error('gone');
			},
		};
		await expect(inspectDocument(source)).rejects.toThrow('gone');
	});
});
