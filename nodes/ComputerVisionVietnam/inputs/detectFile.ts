/** A format that is known by its first bytes. */
export interface FileFormat {
	/** With its article: `a GIF image`. */
	readonly looksLike: string;
	readonly mimeType: string;
	/** Without the dot, as files are usually named. */
	readonly extension: string;
	/** Whether a reply may hold a picture of a page in this format. */
	readonly isPicture: boolean;
	/**
	 * Whether it is sent to the API: the vendor documents PDF, JPEG and PNG; `undocumented` formats may
	 * work, so they are sent with a hint; the others are refused.
	 */
	readonly sending: 'documented' | 'undocumented' | 'refused';
}

/** As many bytes as `detectFormat` needs: a PDF's header may follow junk within the first 1024. */
export const HEAD_BYTES = 1024;

/** PDF, whose header may follow junk. */
export const PDF: FileFormat = {
	looksLike: 'a PDF',
	mimeType: 'application/pdf',
	extension: 'pdf',
	isPicture: true,
	sending: 'documented',
};

type Entry = readonly [pattern: RegExp, format: FileFormat];

const sent = (
	pattern: RegExp,
	looksLike: string,
	mimeType: string,
	extension: string,
	sending: FileFormat['sending'] = 'documented',
): Entry => [pattern, { looksLike, mimeType, extension, isPicture: true, sending }];

const refused = (
	pattern: RegExp,
	looksLike: string,
	picture?: readonly [mimeType: string, extension: string],
): Entry => {
	const [mimeType, extension] = picture ?? ['application/octet-stream', 'bin'];
	const isPicture = picture !== undefined;
	return [pattern, { looksLike, mimeType, extension, isPicture, sending: 'refused' }];
};

/**
 * Every format by its first bytes, matched as Latin-1, so that one character is one byte. The order
 * matters: a PDF may begin with junk, but no image of another kind may be taken for one.
 */
const FORMATS: readonly Entry[] = [
	sent(/^\xff\xd8\xff/, 'a JPEG image', 'image/jpeg', 'jpg'),
	sent(/^\x89PNG\r\n\x1a\n/, 'a PNG image', 'image/png', 'png'),
	sent(/^RIFF[^]{4}WEBP/, 'a WebP image', 'image/webp', 'webp', 'undocumented'),
	sent(/^(?:II[*+]\0|MM\0[*+])/, 'a TIFF image', 'image/tiff', 'tif', 'undocumented'),
	sent(
		/^[^]{4}ftyp(?:hei[cxms]|hev[cxms]|mif1|msf1)/,
		'a HEIC image',
		'image/heic',
		'heic',
		'undocumented',
	),
	[/%PDF-/, PDF],
	refused(/^GIF8[79]a/, 'a GIF image', ['image/gif', 'gif']),
	refused(/^BM[^]{4}\0\0\0\0/, 'a BMP image', ['image/bmp', 'bmp']),
	refused(/^[^]{4}ftyp/, 'a video or an image in a container format'),
	refused(/^PK\x03\x04/, 'a ZIP archive or an Office document'),
	refused(/^\xd0\xcf\x11\xe0/, 'an old Office document or an Outlook message'),
	refused(/^\x78\x9f\x3e\x22/, 'an Outlook wrapper (winmail.dat)'),
	refused(/^(?:7z\xbc\xaf|Rar!|\x1f\x8b)/, 'an archive'),
	refused(/^\{\\rtf/, 'an RTF document'),
	refused(/^\s*(?:<!doctype html|<html)/i, 'an HTML page'),
	refused(/^\s*<svg/i, 'an SVG image'),
	refused(/^\s*<\?xml/i, 'an XML file'),
	refused(/^BEGIN:VCALENDAR/i, 'a calendar invite'),
	refused(/^BEGIN:VCARD/i, 'a contact card'),
	refused(/^\s*[{[]/, 'JSON text'),
	refused(/^[\t\n\r\x20-\x7e\x80-\xff]{1,256}$/, 'plain text'),
];

const UTF8_MARK = /^\xef\xbb\xbf/;
/** What tells a text from binary data is seen in its beginning. */
const TEXT_CHARACTERS = 256;

/**
 * Says by the first bytes what a file is; its name and declared type are not trusted.
 *
 * @param head the first `HEAD_BYTES` of the file, or all of a shorter one
 * @returns null when the bytes are of no known format
 */
export function detectFormat(head: Uint8Array): FileFormat | null {
	const bytes = Buffer.from(head.subarray(0, HEAD_BYTES)).toString('latin1');
	const start = bytes.replace(UTF8_MARK, '').slice(0, TEXT_CHARACTERS);
	const found = FORMATS.find(([pattern, { sending }]) =>
		pattern.test(sending === 'refused' ? start : bytes),
	);
	return found?.[1] ?? null;
}
