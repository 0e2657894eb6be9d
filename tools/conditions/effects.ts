import type { Random } from '../documents/random.ts';
import { toRaster, toSharp } from './raster.ts';
import type { Raster } from './raster.ts';

const WHITE = { r: 255, g: 255, b: 255 };

/** Turned by a few degrees about its middle; the sheet keeps its size, as a scanner's glass does. */
export async function tilt(raster: Raster, degrees: number): Promise<Raster> {
	const { width, height } = raster;
	const turned = await toRaster(toSharp(raster).rotate(degrees, { background: WHITE }));
	const left = Math.floor((turned.width - width) / 2);
	const top = Math.floor((turned.height - height) / 2);
	return await toRaster(toSharp(turned).extract({ left, top, width, height }));
}

/** Turned by a quarter or half turn. */
export async function turn(raster: Raster, degrees: 90 | 180 | 270): Promise<Raster> {
	return await toRaster(toSharp(raster).rotate(degrees));
}

/** Out of focus; `sigma` in pixels. */
export async function blur(raster: Raster, sigma: number): Promise<Raster> {
	return await toRaster(toSharp(raster).blur(sigma));
}

/** Shades of grey. */
export async function grey(raster: Raster): Promise<Raster> {
	return await toRaster(toSharp(raster).greyscale());
}

/** Ink that is not quite black on paper that is not quite white. */
export function fade(raster: Raster, black: number, white: number): Raster {
	const table = Uint8Array.from({ length: 256 }, (_, value) =>
		Math.round(black + (value / 255) * (white - black)),
	);
	return { ...raster, data: raster.data.map((value) => table[value] ?? value) };
}

/** How many random values are drawn; every pixel takes one of them. */
const NOISE_VALUES = 65_536;

/** Grain of the sensor: normal, the same for the three colours; `sigma` in steps of 255. */
export function addNoise(raster: Raster, sigma: number, random: Random): Raster {
	const noise = Float32Array.from({ length: NOISE_VALUES }, () => normal(random) * sigma);
	const data = new Uint8ClampedArray(raster.data.length);
	let place = 0;
	for (let y = 0; y < raster.height; y += 1) {
		// Each row begins elsewhere, so that the values show no pattern.
		let at = random.integer(0, NOISE_VALUES - 1);
		for (let x = 0; x < raster.width; x += 1) {
			const grain = noise[at] ?? 0;
			data[place] = (raster.data[place] ?? 0) + grain;
			data[place + 1] = (raster.data[place + 1] ?? 0) + grain;
			data[place + 2] = (raster.data[place + 2] ?? 0) + grain;
			place += 3;
			at = (at + 1) & (NOISE_VALUES - 1);
		}
	}
	return { ...raster, data: new Uint8Array(data.buffer) };
}

/** Dark and light specks, `share` of all pixels. */
export function addSpecks(raster: Raster, share: number, random: Random): Raster {
	const data = Uint8Array.from(raster.data);
	const count = Math.round(raster.width * raster.height * share);
	for (let speck = 0; speck < count; speck += 1) {
		const at = 3 * random.integer(0, raster.width * raster.height - 1);
		data.fill(random.chance(0.7) ? 40 : 255, at, at + 3);
	}
	return { ...raster, data };
}

/** Nothing but black and white. */
export async function threshold(raster: Raster, level: number): Promise<Raster> {
	return await toRaster(toSharp(raster).greyscale().threshold(level));
}

/** Stretched or shrunk to this size. */
export async function resize(raster: Raster, width: number, height: number): Promise<Raster> {
	return await toRaster(toSharp(raster).resize(width, height, { fit: 'fill' }));
}

/** Sum of uniform values: normal enough for grain. */
function normal(random: Random): number {
	return [1, 2, 3, 4].reduce((total) => total + random.real(-1, 1), 0) * 0.866;
}
