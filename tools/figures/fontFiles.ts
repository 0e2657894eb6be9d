import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { FONTS } from '../documents/fonts.ts';

/** Weights that reports are printed in, as the packages of fonts name their folders. */
const WEIGHTS = ['400Regular', '500Medium', '700Bold'];

/** The fonts of the invented reports, and those of a folder with further packages of fonts. */
export async function fontFiles(folder?: string): Promise<string[]> {
	const own = Object.values(FONTS).flatMap(({ regular, bold, italic }) => [
		regular,
		bold,
		regular,
		bold,
		italic,
	]);
	if (folder === undefined) return own;
	const files = await readdir(folder, { recursive: true });
	const more = files.filter(
		(file) => file.endsWith('.ttf') && WEIGHTS.some((weight) => file.includes(`/${weight}/`)),
	);
	return own.concat(more.sort().map((file) => join(folder, file)));
}
