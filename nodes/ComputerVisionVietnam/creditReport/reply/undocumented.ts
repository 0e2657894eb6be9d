import { isFields, otherKeys } from '../../api/envelope';
import { removeInvisible } from '../values/text';
import { decodeImage } from './images';

/** Levels that stay as they are; nothing that a person maps into a workflow lies deeper. */
const MOST_LEVELS = 20;

/** What is still to be written of a JSON text: a piece of it, or a value. */
type Part = { readonly text: string } | { readonly value: unknown };

/** The parts of a list or object in reverse, to be taken from the end of a stack. */
function partsOf(value: object): Part[] {
	const isList = Array.isArray(value);
	const parts: Part[] = [{ text: isList ? ']' : '}' }];
	const entries = Object.entries(value).reverse();
	entries.forEach(([key, each], index) => {
		parts.push({ value: each });
		if (!isList) parts.push({ text: `${JSON.stringify(key)}:` });
		if (index < entries.length - 1) parts.push({ text: ',' });
	});
	return parts.concat({ text: isList ? '[' : '{' });
}

/** JSON without recursion. A value that holds itself is no JSON; it is cut where it comes round. */
function writeJson(root: unknown): string {
	const todo: Part[] = [{ value: root }];
	const seen = new Set<object>();
	let json = '';
	for (let part = todo.pop(); part; part = todo.pop()) {
		if ('text' in part) {
			json += part.text;
		} else if (typeof part.value === 'bigint') {
			json += String(part.value);
		} else if (typeof part.value !== 'object' || part.value === null) {
			json += JSON.stringify(part.value) ?? 'null';
		} else if (seen.has(part.value)) {
			json += 'null';
		} else {
			seen.add(part.value);
			for (const each of partsOf(part.value)) todo.push(each);
		}
	}
	return json;
}

/**
 * A list or object as JSON text, whatever its depth: `JSON.stringify` overflows the stack on a reply
 * nested some thousand levels deep, which a faulty or hostile server can send in a few kilobytes.
 */
export function toJsonText(value: unknown): string {
	try {
		return JSON.stringify(value) ?? 'null';
	} catch {
		return writeJson(value);
	}
}

/**
 * A value as it came, except that what lies below a depth which items can bear becomes JSON text:
 * nothing is lost, and neither this node nor a later one that walks the item overflows its stack.
 */
export function limitNesting(value: unknown, levels = MOST_LEVELS): unknown {
	if (typeof value !== 'object' || value === null) return value;
	if (levels === 0) return toJsonText(value);
	if (Array.isArray(value)) return value.map((each: unknown) => limitNesting(each, levels - 1));
	return Object.fromEntries(
		Object.entries(value).map(([key, each]) => [key, limitNesting(each, levels - 1)]),
	);
}

/** A shorter text that happens to be base64 of an image's first bytes is a text. */
const LEAST_IMAGE_LENGTH = 256;

function fitForItem(value: unknown): unknown {
	if (typeof value === 'string') {
		const isImage = value.length >= LEAST_IMAGE_LENGTH && decodeImage(value) !== null;
		return isImage ? '(image left out)' : removeInvisible(value);
	}
	if (typeof value === 'number' && !Number.isFinite(value)) return null;
	if (Array.isArray(value)) return value.map(fitForItem);
	if (!isFields(value)) return value;
	const kept = otherKeys(value, new Set()) ?? {};
	return Object.fromEntries(
		Object.entries(kept).map(([key, each]) => [removeInvisible(key), fitForItem(each)]),
	);
}

/**
 * What the API sent beyond its documentation, fit for an item: as it came, except that an image is
 * left out, a depth that no item can bear becomes JSON text, invisible characters are removed, and
 * `__proto__` is no key.
 */
export const keepUndocumented = (value: unknown): unknown => fitForItem(limitNesting(value));
