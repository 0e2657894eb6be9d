/** The formats that are sent; the first three are documented by the vendor's samples. */
export type FileType = 'pdf' | 'jpeg' | 'png' | 'webp' | 'tiff' | 'heic';

/** What the first bytes of a file say it is. */
export type DetectedFile =
	| { readonly isDocument: true; readonly fileType: FileType }
	/** `looksLike` names the format with its article and holds nothing of the content. */
	| { readonly isDocument: false; readonly looksLike: string };

/** As many bytes as `detectFile` needs: a PDF's header may follow junk within the first 1024. */
export const HEAD_BYTES = 1024;

/** The MIME type sent with a file: by its bytes, because mail often declares `octet-stream`. */
export const MIME_TYPES: Readonly<Record<FileType, string>> = {
	pdf: 'application/pdf',
	jpeg: 'image/jpeg',
	png: 'image/png',
	webp: 'image/webp',
	tiff: 'image/tiff',
	heic: 'image/heic',
};

/** The usual ending of a file name, for files that have no name of their own. */
export const EXTENSIONS: Readonly<Record<FileType, string>> = {
	pdf: 'pdf',
	jpeg: 'jpg',
	png: 'png',
	webp: 'webp',
	tiff: 'tif',
	heic: 'heic',
};

/** Formats the vendor does not document; they may work, so they are sent with a hint. */
export const UNDOCUMENTED_TYPES: ReadonlySet<FileType> = new Set(['webp', 'tiff', 'heic']);

/** Matched against the head as Latin-1, so that one character is one byte. */
const DOCUMENTS: ReadonlyArray<readonly [RegExp, FileType]> = [
	[/^\xff\xd8\xff/, 'jpeg'],
	[/^\x89PNG\r\n\x1a\n/, 'png'],
	[/^RIFF[^]{4}WEBP/, 'webp'],
	[/^(?:II[*+]\0|MM\0[*+])/, 'tiff'],
	[/^[^]{4}ftyp(?:hei[cxms]|hev[cxms]|mif1|msf1)/, 'heic'],
];

/** Only to tell the user what was found instead; the order matters. */
const OTHERS: ReadonlyArray<readonly [RegExp, string]> = [
	[/^GIF8[79]a/, 'a GIF image'],
	[/^BM[^]{4}\0\0\0\0/, 'a BMP image'],
	[/^[^]{4}ftyp/, 'a video or an image in a container format'],
	[/^PK\x03\x04/, 'a ZIP archive or an Office document'],
	[/^\xd0\xcf\x11\xe0/, 'an old Office document or an Outlook message'],
	[/^(?:7z\xbc\xaf|Rar!|\x1f\x8b)/, 'an archive'],
	[/^\{\\rtf/, 'an RTF document'],
	[/^\s*(?:<!doctype html|<html)/i, 'an HTML page'],
	[/^\s*<svg/i, 'an SVG image'],
	[/^\s*<\?xml/i, 'an XML file'],
	[/^BEGIN:VCALENDAR/i, 'a calendar invite'],
	[/^BEGIN:VCARD/i, 'a contact card'],
	[/^\s*[{[]/, 'JSON text'],
	[/^[\t\n\r\x20-\x7e\x80-\xff]+$/, 'plain text'],
];

const UTF8_MARK = /^\xef\xbb\xbf/;

/**
 * Says by the first bytes what a file is; its name and declared type are not trusted.
 *
 * @param head the first `HEAD_BYTES` of the file, or all of a shorter one
 */
export function detectFile(head: Uint8Array): DetectedFile {
	const text = Buffer.from(head.subarray(0, HEAD_BYTES)).toString('latin1');
	const document = DOCUMENTS.find(([pattern]) => pattern.test(text))?.[1];
	if (document !== undefined) return { isDocument: true, fileType: document };
	if (text.includes('%PDF-')) return { isDocument: true, fileType: 'pdf' };
	const plain = text.replace(UTF8_MARK, '').slice(0, 256);
	const looksLike = OTHERS.find(([pattern]) => pattern.test(plain))?.[1] ?? 'of an unknown format';
	return { isDocument: false, looksLike };
}
