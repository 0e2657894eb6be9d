import { PROTO_NAME } from './cell';
import { decodeImage } from './image';
import { limitNesting } from './nesting';

/** A shorter text that happens to be base64 of an image's first bytes is a text. */
const LEAST_IMAGE_LENGTH = 256;

const isImage = (text: string): boolean =>
	text.length >= LEAST_IMAGE_LENGTH && decodeImage(text) !== null;

function clean(value: unknown): unknown {
	if (typeof value === 'string') return isImage(value) ? '(image left out)' : value;
	if (Array.isArray(value)) return value.map(clean);
	return typeof value === 'object' && value !== null ? cleanKeys(value) : value;
}

function cleanKeys(value: object): Record<string, unknown> {
	const entries = Object.entries(value).map(
		([key, each]) => [key === '__proto__' ? PROTO_NAME : key, clean(each)] as const,
	);
	return Object.fromEntries(entries);
}

/**
 * What the API sent beyond its documentation, fit for an item: as it came, except that an image is
 * left out, a depth that no item can bear becomes JSON text, and `__proto__` is no key.
 */
export const keepUndocumented = (value: unknown): unknown => clean(limitNesting(value));
