import type { InventedDocument } from '../documents/makeDocument.ts';
import type { Random } from '../documents/random.ts';
import { renderPages, stack, toPdf, toSharp } from './raster.ts';
import type { Raster, StoredPage } from './raster.ts';

/** A file as an office would send it. */
export interface SentFile {
	readonly fileName: string;
	readonly bytes: Buffer;
	readonly pages: number;
}

/** A way from the printed report to the file that is sent. */
export interface Condition {
	readonly name: string;
	/** For people: what happens to the page. */
	readonly says: string;
	readonly send: (document: InventedDocument, random: Random) => Promise<SentFile>;
}

/** How a picture is stored. */
export type Storage =
	{ readonly kind: 'png' } | { readonly kind: 'jpeg'; readonly quality: number };

const SCANNER_JPEG: Storage = { kind: 'jpeg', quality: 88 };

/** Draws the pages at this resolution, changes each, and stores them as a file. */
export function pixels(
	name: string,
	says: string,
	dpi: number,
	change: (page: Raster, random: Random) => Promise<Raster>,
	storage: Storage = SCANNER_JPEG,
	storedDpi = { x: dpi, y: dpi },
): Condition {
	return {
		name,
		says,
		send: async (document, random) => {
			const changed: Raster[] = [];
			for (const page of await renderPages(document.pdf, dpi))
				changed.push(await change(page, random));
			return await store(document, changed, storedDpi, storage);
		},
	};
}

/** A single page is sent as an image, several as a PDF of images. */
export async function store(
	{ name, isOneImage }: InventedDocument,
	rasters: readonly Raster[],
	dpi: { readonly x: number; readonly y: number },
	storage: Storage,
): Promise<SentFile> {
	const pages = isOneImage ? [await stack(rasters)] : rasters;
	const stored = await Promise.all(
		pages.map(async (page): Promise<StoredPage> => {
			const image = toSharp(page).withMetadata({ density: dpi.x });
			const bytes =
				storage.kind === 'png'
					? await image.png({ compressionLevel: 6 }).toBuffer()
					: await image.jpeg({ quality: storage.quality }).toBuffer();
			return { bytes, width: page.width, height: page.height };
		}),
	);
	const [only, ...others] = stored;
	if (only && others.length === 0 && dpi.x === dpi.y) {
		return {
			fileName: `${name}.${storage.kind === 'png' ? 'png' : 'jpg'}`,
			bytes: only.bytes,
			pages: 1,
		};
	}
	return { fileName: `${name}.pdf`, bytes: await toPdf(stored, dpi), pages: stored.length };
}
