import { makePdf } from './makePdf.ts';

const latin1 = (text: string): Buffer => Buffer.from(text, 'latin1');

/** A small file whose content is the same in every run. */
export const pdf = (seed = 'golden', size = 1000): Buffer => makePdf(seed, size);

/** Files by what they are; the first six are formats that are sent. */
export const FILES = {
	pdf: pdf(),
	jpeg: latin1('\xff\xd8\xff\xe0\0\x10JFIF\0golden'),
	png: Buffer.concat([latin1('\x89PNG\r\n\x1a\n'), Buffer.alloc(40)]),
	webp: latin1('RIFF\x10\0\0\0WEBPVP8 '),
	tiff: latin1('II*\0\x08\0\0\0golden'),
	heic: latin1('\0\0\0\x18ftypheic\0\0\0\0mif1heic'),
	'pdf after junk': Buffer.concat([latin1('junk\r\n\r\n'), pdf()]),
	empty: Buffer.alloc(0),
	'encrypted pdf': latin1(
		pdf().toString('latin1').replace('/Root 1 0 R', '/Root 1 0 R/Encrypt 9 0 R'),
	),
	'pdf without pages': latin1('%PDF-1.7\n1 0 obj<</Type/Pages/Kids[]/Count 0>>endobj'),
	gif: latin1('GIF89a\x01\0\x01\0'),
	bmp: latin1('BM\x10\0\0\0\0\0\0\0\x36'),
	video: latin1('\0\0\0\x18ftypisom\0\0\0\0isom'),
	zip: latin1('PK\x03\x04\x14\0'),
	'old office': latin1('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'),
	archive: latin1('Rar!\x1a\x07'),
	rtf: latin1('{\\rtf1 text}'),
	html: latin1('<!DOCTYPE html><html></html>'),
	svg: latin1('<svg xmlns="http://www.w3.org/2000/svg"/>'),
	xml: latin1('<?xml version="1.0"?><a/>'),
	calendar: latin1('BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n'),
	contact: latin1('BEGIN:VCARD\r\nEND:VCARD\r\n'),
	json: latin1('{"a": 1}'),
	text: Buffer.from('\ufeffmột ghi chú', 'utf8'),
	unknown: Buffer.from([0, 1, 2, 3, 4, 5]),
} as const;

export type FileName = keyof typeof FILES;
