import type { ImageBytes } from './imageBytes';

/** The body of an answer as JSON. */
export type ParsedBody = { readonly ok: true; readonly body: unknown } | { readonly ok: false };

const BYTE_ORDER_MARK = '\ufeff';

function parse(text: string): ParsedBody {
	try {
		return { ok: true, body: JSON.parse(text) };
	} catch {
		return { ok: false };
	}
}

const isObject = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** What stands under a key of an object: a list, or one thing in a list's place. */
function listUnder(value: unknown, key: string): unknown[] {
	const inner = isObject(value) ? value[key] : undefined;
	return Array.isArray(inner) ? inner : [inner];
}

/** The body of an answer, not judged yet: its text, and apart from it the images that stood in it. */
export class ReplyBody {
	readonly #bytes: Buffer;
	readonly #images: ReadonlyMap<string, ImageBytes>;

	/**
	 * @param bytes the body, with a mark in the place of each image
	 * @param images by their marks
	 */
	constructor(bytes: Buffer, images: ReadonlyMap<string, ImageBytes> = new Map()) {
		this.#bytes = bytes;
		this.#images = images;
	}

	/** The first characters. */
	head(length: number): string {
		return this.#toText(this.#bytes.subarray(0, length * 4)).slice(0, length);
	}

	/**
	 * Parses the body. Images are `ImageBytes` where the API documents them, and the text that was sent
	 * anywhere else.
	 *
	 * @param imageKeys the keys of a report that hold one image or a list of them
	 */
	parse(imageKeys: readonly string[]): ParsedBody {
		const text = this.#toText(this.#bytes);
		const parsed = parse(text);
		if (!parsed.ok || this.#images.size === 0) return parsed;
		return this.#putBack(parsed.body, imageKeys) ? parsed : parse(this.#fillIn(text));
	}

	#toText(bytes: Buffer): string {
		const text = bytes.toString();
		return text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text;
	}

	/** Whether every image found its place. */
	#putBack(body: unknown, imageKeys: readonly string[]): boolean {
		let left = this.#images.size;
		const take = (value: unknown): unknown => {
			const image = typeof value === 'string' ? this.#images.get(value) : undefined;
			if (image) left -= 1;
			return image ?? value;
		};
		const entries = listUnder(body, 'data').flatMap((data) => listUnder(data, 'info'));
		for (const entry of entries.filter(isObject)) {
			for (const key of imageKeys) {
				const value = entry[key];
				if (value !== undefined) entry[key] = Array.isArray(value) ? value.map(take) : take(value);
			}
		}
		return left === 0;
	}

	#fillIn(text: string): string {
		let filled = text;
		for (const [mark, image] of this.#images) filled = filled.replace(mark, String(image));
		return filled;
	}
}
