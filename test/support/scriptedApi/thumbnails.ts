import { createCipheriv } from 'node:crypto';
import { infoOf, success } from './envelope.ts';
import type { Envelope } from './envelope.ts';

const noises = new Map<number, string>();

/** Base64 of bytes that do not compress, the same on every run. */
function noise(bytes: number): string {
	const known = noises.get(bytes);
	if (known !== undefined) return known;
	const cipher = createCipheriv('aes-128-ctr', Buffer.alloc(16, 1), Buffer.alloc(16));
	const base64 = cipher.update(Buffer.alloc(bytes)).toString('base64');
	noises.set(bytes, base64);
	return base64;
}

/** Grows a base64 image by bytes after its end, which every decoder ignores. */
function grow(image: string, bytes: number): string {
	if (bytes <= 0) return image;
	const original = Buffer.from(image, 'base64');
	const filling = Buffer.alloc((3 - (original.length % 3)) % 3);
	return Buffer.concat([original, filling]).toString('base64') + noise(bytes);
}

const resized = new WeakMap<Envelope, Map<string, Envelope>>();

/**
 * The same reply with `pages` page images (null: as they are) and, by growing them, about
 * `totalBytes` bytes of JSON in all (null: not grown). The images can still be decoded. The same
 * reply gives the same object again, so that samples are resized once.
 */
export function resizeThumbnails(
	reply: Envelope,
	pages: number | null,
	totalBytes: number | null,
): Envelope {
	const known = resized.get(reply) ?? new Map<string, Envelope>();
	resized.set(reply, known);
	const key = `${pages} ${totalBytes}`;
	const made = known.get(key) ?? resize(reply, pages, totalBytes);
	known.set(key, made);
	return made;
}

function resize(reply: Envelope, pages: number | null, totalBytes: number | null): Envelope {
	const report = Object.entries(infoOf(reply)[0] ?? {});
	const found: unknown = report.find(([key]) => key === 'imgs')?.[1];
	if (!Array.isArray(found) || found.length === 0) return reply;
	const images = Array.from({ length: pages ?? found.length }, (_, page) =>
		String(found[page % found.length]),
	);
	const withImages = (imgs: string[]): Envelope =>
		success([{ ...Object.fromEntries(report), imgs }]);
	const missing = totalBytes === null ? 0 : totalBytes - JSON.stringify(withImages(images)).length;
	const share = Math.floor(((missing / 4) * 3) / images.length);
	return withImages(images.map((image) => grow(image, share)));
}
