import type { Random } from '../documents/random.ts';
import { addNoise, addSpecks, blur, fade, grey, resize, threshold, tilt } from './effects.ts';
import type { Raster } from './raster.ts';

/** A flatbed's work: grey, a little askew, soft and grainy. */
export async function scan(page: Raster, random: Random): Promise<Raster> {
	const laid = await tilt(await grey(page), random.real(-0.5, 0.5));
	return addNoise(fade(await blur(laid, 0.5), 18, 250), 3, random);
}

/** Black or white, 204 by 196 dpi, with specks. */
export async function fax(page: Raster, random: Random): Promise<Raster> {
	const laid = await tilt(await grey(page), random.real(-0.4, 0.4));
	const squeezed = await resize(laid, page.width, Math.round((page.height * 196) / 204));
	return addSpecks(await threshold(squeezed, random.integer(140, 175)), 0.0002, random);
}
