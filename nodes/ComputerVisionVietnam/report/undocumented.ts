import { itemEntries } from '../schema/itemKey';
import { isFields } from './cell';
import { decodeImage } from './image';
import { limitNesting } from './nesting';

/** A shorter text that happens to be base64 of an image's first bytes is a text. */
const LEAST_IMAGE_LENGTH = 256;

const isImage = (text: string): boolean =>
	text.length >= LEAST_IMAGE_LENGTH && decodeImage(text) !== null;

function clean(value: unknown): unknown {
	if (typeof value === 'string') return isImage(value) ? '(image left out)' : value;
	if (Array.isArray(value)) return value.map(clean);
	return isFields(value) ? cleanKeys(value) : value;
}

const cleanKeys = (fields: Readonly<Record<string, unknown>>): Record<string, unknown> =>
	Object.fromEntries(itemEntries(fields).map(([name, each]) => [name, clean(each)]));

/**
 * What the API sent beyond its documentation, fit for an item: as it came, except that an image is
 * left out, a depth that no item can bear becomes JSON text, and `__proto__` is no key.
 */
export const keepUndocumented = (value: unknown): unknown => clean(limitNesting(value));
