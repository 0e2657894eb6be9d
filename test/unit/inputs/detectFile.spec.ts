import { PDFDocument } from 'pdf-lib';
import {
	detectFormat,
	HEAD_BYTES,
} from '../../../nodes/ComputerVisionVietnam/inputs/detectFile.ts';
import { makePdf } from '../../support/makePdf.ts';

const latin1 = (text: string): Buffer => Buffer.from(text, 'latin1');

describe('detectFormat', () => {
	it.each([
		['a PDF', makePdf('a'), 'pdf', 'documented'],
		[
			'a PDF after junk',
			Buffer.concat([Buffer.alloc(1_000, '\n'), makePdf('a')]),
			'pdf',
			'documented',
		],
		['a JPEG image', latin1('\xff\xd8\xff\xe0abc'), 'jpg', 'documented'],
		['a PNG image', latin1('\x89PNG\r\n\x1a\nabc'), 'png', 'documented'],
		['a WebP image', latin1('RIFF\x01\x02\x03\x04WEBPVP8'), 'webp', 'undocumented'],
		['a TIFF image', latin1('II*\0abc'), 'tif', 'undocumented'],
		['a TIFF image', latin1('MM\0*abc'), 'tif', 'undocumented'],
		['a HEIC image', latin1('\0\0\0\x18ftypheic\0\0\0\0'), 'heic', 'undocumented'],
		['a HEIC image', latin1('\0\0\0\x18ftypmif1\0\0\0\0'), 'heic', 'undocumented'],
	])('takes %s by its bytes: case %#', (kind, bytes, extension, sending) => {
		const format = detectFormat(bytes);
		expect(format).toMatchObject({ extension, sending, isPicture: true });
		expect(kind).toContain(format?.looksLike);
	});

	it.each([
		[latin1('GIF89a...'), 'a GIF image'],
		[latin1('BM\x36\x10\x0e\0\0\0\0\0\x36\0'), 'a BMP image'],
		[latin1('PK\x03\x04...'), 'a ZIP archive or an Office document'],
		[latin1('\xd0\xcf\x11\xe0...'), 'an old Office document or an Outlook message'],
		[latin1('7z\xbc\xaf\x27\x1c'), 'an archive'],
		[latin1('{\\rtf1'), 'an RTF document'],
		[latin1('\xef\xbb\xbf<!DOCTYPE html><p>'), 'an HTML page'],
		[latin1('<html>not a PDF'), 'an HTML page'],
		[latin1('<svg xmlns="x">'), 'an SVG image'],
		[latin1('<?xml version="1.0"?>'), 'an XML file'],
		[latin1('BEGIN:VCALENDAR'), 'a calendar invite'],
		[latin1('BEGIN:VCARD'), 'a contact card'],
		[latin1('{"error":"expired"}'), 'JSON text'],
		[Buffer.from('Kính gửi quý khách'), 'plain text'],
		[latin1('\0\0\0\x18ftypavif'), 'a video or an image in a container format'],
	])('refuses what is no document and names it: case %#', (bytes, looksLike) => {
		expect(detectFormat(bytes)).toMatchObject({ looksLike, sending: 'refused' });
	});

	it.each([
		['bytes of no format', latin1('\0\x01\x02\x03')],
		['a PDF that begins too late', Buffer.concat([Buffer.alloc(HEAD_BYTES, '\0'), makePdf('a')])],
		['nothing', Buffer.alloc(0)],
	])('knows no format of %s', (_, bytes) => {
		expect(detectFormat(bytes)).toBeNull();
	});

	it.each([true, false])(
		'takes what pdf-lib writes, object streams %s',
		async (useObjectStreams) => {
			const document = await PDFDocument.create();
			document.addPage();
			const bytes = await document.save({ useObjectStreams });
			expect(detectFormat(bytes)?.looksLike).toBe('a PDF');
		},
	);

	it('leaves an encrypted PDF and one without pages to the API: only the beginning counts', () => {
		const encrypted = latin1('%PDF-1.4\ntrailer<</Root 1 0 R/Encrypt 9 0 R>>\n%%EOF\n');
		const bare = latin1('%PDF-1.4\n1 0 obj<</Type/Pages/Kids[]/Count 0>>\n%%EOF\n');
		for (const bytes of [encrypted, bare]) {
			expect(detectFormat(bytes)).toMatchObject({ looksLike: 'a PDF', sending: 'documented' });
		}
	});

	it('needs no more than the first bytes, and reads none beyond them', () => {
		const head = makePdf('a', 100_000).subarray(0, HEAD_BYTES);
		expect(detectFormat(head)).toEqual(detectFormat(makePdf('a', 100_000)));
	});

	it('judges any bytes at once, even those that would send a regular expression astray', () => {
		const startedAt = performance.now();
		for (const letter of [0xff, 0x20, 0x2f, 0x41, 0x3c, 0x00]) {
			detectFormat(Buffer.concat([Buffer.alloc(70_000, letter), latin1('\0')]));
			detectFormat(Buffer.concat([Buffer.alloc(200, letter), latin1('\0')]));
		}
		expect(performance.now() - startedAt).toBeLessThan(500);
	});
});
