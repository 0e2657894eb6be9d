import { ImageBytes } from '../schema/imageBytes';

/** An image of the reply, decoded. */
export interface ReportImage {
	/** `page_1` …, or the table's API name, with `_2` … when the API sends several. */
	readonly key: string;
	readonly bytes: Buffer;
	readonly mimeType: string;
	/** Without the dot. */
	readonly extension: string;
}

interface ImageType {
	readonly mimeType: string;
	readonly extension: string;
}

/** By the first bytes, in hex; what the API declares is not looked at. */
const SIGNATURES: ReadonlyArray<readonly [RegExp, ImageType]> = [
	[/^89504e470d0a1a0a/, { mimeType: 'image/png', extension: 'png' }],
	[/^ffd8ff/, { mimeType: 'image/jpeg', extension: 'jpg' }],
	[/^52494646.{8}57454250/, { mimeType: 'image/webp', extension: 'webp' }],
	[/^(?:49492a00|4d4d002a)/, { mimeType: 'image/tiff', extension: 'tiff' }],
	[/^474946383[79]61/, { mimeType: 'image/gif', extension: 'gif' }],
	[/^424d/, { mimeType: 'image/bmp', extension: 'bmp' }],
	[/^25504446/, { mimeType: 'application/pdf', extension: 'pdf' }],
];

const SIGNATURE_BYTES = 12;

/** The type of an image by its first bytes; null when it is none that is known. */
function detectImage(bytes: Buffer): ImageType | null {
	const head = bytes.toString('hex', 0, SIGNATURE_BYTES);
	return SIGNATURES.find(([signature]) => signature.test(head))?.[1] ?? null;
}

/** An image that is known by its first bytes; null when it is none. */
function withType(bytes: Buffer): (ImageType & { bytes: Buffer }) | null {
	const type = detectImage(bytes);
	return type && { ...type, bytes };
}

/**
 * The bytes of a base64 text, padded or not; null when anything else stands in it. Node.js would skip
 * that, so too few bytes tell; looking at each letter first takes longer than decoding all of them.
 */
function decodeBase64(text: string): Buffer | null {
	const padding = text.endsWith('==') ? 2 : Number(text.endsWith('='));
	const length = text.length - padding;
	const bytes = Buffer.from(text, 'base64');
	return length > 0 && bytes.length === Math.floor((length * 3) / 4) ? bytes : null;
}

/**
 * Decodes base64 with or without a `data:` prefix and line breaks. Null when the text is no base64
 * or its bytes are no image.
 */
export function decodeImage(text: string): (ImageType & { bytes: Buffer }) | null {
	const packed = text.replace(/\s+/g, '');
	const base64 = packed.startsWith('data:') ? packed.slice(packed.indexOf(',') + 1) : packed;
	const bytes = decodeBase64(base64);
	return bytes && withType(bytes);
}

/** What stands in a place of an image: decoded already, a text, or something else. */
function readImage(place: unknown): (ImageType & { bytes: Buffer }) | null {
	if (place instanceof ImageBytes) return withType(place.bytes);
	return typeof place === 'string' ? decodeImage(place) : null;
}

/** What became of the images of one key. */
export interface TakenImages {
	readonly images: readonly ReportImage[];
	/** How many were sent that could not be decoded. */
	readonly broken: number;
}

/** Lists of pages within a list are seen through; deeper ones are no images, and could have no end. */
const MOST_LEVELS = 3;

function isNothing(raw: unknown): boolean {
	return raw === null || raw === undefined || (typeof raw === 'string' && raw.trim() === '');
}

/** What stands in the places of images: texts, and whatever else was sent there. */
function placesOf(raw: unknown): unknown[] {
	const places: unknown[] = Array.isArray(raw) ? raw.flat(MOST_LEVELS) : [raw];
	return places.filter((place) => !isNothing(place));
}

/** Whether a key for images holds anything: one text, or a list of them. */
export const hasImage = (raw: unknown): boolean =>
	placesOf(raw).some((place) => typeof place === 'string' || place instanceof ImageBytes);

/**
 * Takes the images of one key of the reply: one text, a list, or null.
 *
 * @param nameOf the binary key of the n-th image, n from 1
 */
export function takeImages(raw: unknown, nameOf: (nth: number) => string): TakenImages {
	const places = placesOf(raw);
	const images = places.flatMap((place, index) => {
		const decoded = readImage(place);
		return decoded ? [{ key: nameOf(index + 1), ...decoded }] : [];
	});
	return { images, broken: places.length - images.length };
}
