import { decodeBase64 } from '../../inputs/base64';
import { detectFormat, type FileFormat } from '../../inputs/detectFile';

/** An image of the reply, decoded. */
export interface ReportImage extends Pick<FileFormat, 'mimeType' | 'extension'> {
	/** `page_1` …, or the table's API name, with `_2` … when the API sends several. */
	readonly key: string;
	readonly bytes: Buffer;
}

/** What became of the images of one key. */
export interface TakenImages {
	readonly images: readonly ReportImage[];
	/** How many were sent that could not be decoded. */
	readonly broken: number;
}

/** The key of the n-th of several images, n from 1. */
type ImageNaming = (nth: number) => string;

/**
 * Decodes base64 with or without a `data:` prefix and line breaks; what the text declares is not
 * looked at. Null when the text is no base64 or its bytes are no image.
 */
export function decodeImage(text: string): Omit<ReportImage, 'key'> | null {
	const bytes = decodeBase64(text);
	if (!Buffer.isBuffer(bytes)) return null;
	const format = detectFormat(bytes);
	if (!format?.isPicture) return null;
	// Files of a reply's images are `.tiff` for those who look for them by name; uploads are `.tif`.
	const extension = format.extension === 'tif' ? 'tiff' : format.extension;
	return { bytes, mimeType: format.mimeType, extension };
}

/** Lists of pages within a list are seen through; deeper ones are no images, and could have no end. */
const MOST_LEVELS = 3;

/** What stands in the places of images: texts, and whatever else was sent there. */
function placesOf(raw: unknown): unknown[] {
	const places: unknown[] = Array.isArray(raw) ? raw.flat(MOST_LEVELS) : [raw];
	return places.filter(
		(place) =>
			place !== null && place !== undefined && !(typeof place === 'string' && place.trim() === ''),
	);
}

/** Whether a key for images holds anything: one text, or a list of them. */
export const hasImage = (raw: unknown): boolean =>
	placesOf(raw).some((place) => typeof place === 'string');

/** Takes the images of one key of the reply: one text, a list, or null. */
export function toImages(raw: unknown, nameOf: ImageNaming): TakenImages {
	const places = placesOf(raw);
	const images = places.flatMap((place, index) => {
		const decoded = typeof place === 'string' ? decodeImage(place) : null;
		return decoded ? [{ key: nameOf(index + 1), ...decoded }] : [];
	});
	return { images, broken: places.length - images.length };
}
