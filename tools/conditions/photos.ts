import type { Random } from '../documents/random.ts';
import { store } from './condition.ts';
import type { Condition } from './condition.ts';
import { addNoise, blur, fade } from './effects.ts';
import { handheldCorners, photograph } from './photograph.ts';
import { renderPages } from './raster.ts';
import type { Raster } from './raster.ts';

type Light = (random: Random) => {
	light: (x: number, y: number) => readonly [number, number, number];
	bulge: number;
	noise: number;
	blur: number;
};

/** Pixels of the sheet per inch in a photo: drawn finer, so that the camera decides. */
const SHEET_DPI = 260;
const PHOTO_DPI = 200;

/** A photo of every page; the sheet fills `share` of the picture, its corners `skew` off. */
export function photo(
	name: string,
	says: string,
	share: number,
	skew: number,
	lightOf: Light,
): Condition {
	return {
		name,
		says: `${says}; about ${PHOTO_DPI} dpi over the page`,
		send: async (document, random) => {
			const pictures: Raster[] = [];
			for (const sheet of await renderPages(document.pdf, SHEET_DPI)) {
				pictures.push(await takePhoto(sheet, share, skew, lightOf(random), random));
			}
			return await store(
				document,
				pictures,
				{ x: PHOTO_DPI, y: PHOTO_DPI },
				{ kind: 'jpeg', quality: 85 },
			);
		},
	};
}

async function takePhoto(
	sheet: Raster,
	share: number,
	skew: number,
	{ light, bulge, noise, blur: softness }: ReturnType<Light>,
	random: Random,
): Promise<Raster> {
	const width = Math.round((sheet.width / SHEET_DPI) * (PHOTO_DPI / share));
	const height = Math.round((sheet.height / SHEET_DPI) * (PHOTO_DPI / share));
	const table = wood(random);
	const corners = handheldCorners(width, height, share, skew, random);
	const seen = photograph(fade(sheet, 25, 245), { width, height, corners, bulge, light, table });
	return addNoise(await blur(seen, softness), noise, random);
}

/** A brown table whose grain runs across. */
function wood(random: Random): (x: number, y: number) => readonly [number, number, number] {
	const base = random.real(70, 130);
	const waves = [random.real(0.02, 0.05), random.real(0.11, 0.2), random.real(0.4, 0.7)];
	return (x, y) => {
		const grain = waves.reduce((sum, wave) => sum + Math.sin(y * wave + x * 0.004), 0) * 6;
		return [base + grain, (base + grain) * 0.72, (base + grain) * 0.5];
	};
}

/** Bright at one side, a little blue. */
export function dayLight(random: Random): ReturnType<Light> {
	const slope = random.real(0.08, 0.22) * random.pick([-1, 1]);
	const brightness = random.real(0.86, 0.96);
	return {
		light: (x, y) => {
			const here = brightness - Math.abs(slope) / 2 + slope * (x - 0.5) + 0.04 * (0.5 - y);
			return [here * 0.97, here * 0.99, here * 1.02];
		},
		bulge: 0,
		noise: 3,
		blur: 0.6,
	};
}

/** Warm, falls off from the lamp, with the soft shadow of whoever holds the camera. */
export function lampLight(random: Random): ReturnType<Light> {
	const [lampX, lampY] = [random.real(0.1, 0.9), random.real(-0.1, 0.3)];
	const shadowAt = random.real(0.55, 0.85);
	return {
		light: (x, y) => {
			const distance = Math.hypot(x - lampX, y - lampY);
			const shadow = 0.2 / (1 + Math.exp(-(y - shadowAt) * 18));
			const here = 1.02 / (1 + 0.55 * distance * distance) - shadow;
			return [here, here * 0.93, here * 0.78];
		},
		bulge: random.real(-9, 9),
		noise: 5,
		blur: 0.7,
	};
}

/** Bluish, with the stripes that a camera's pixels make of a screen's, a little from the side. */
export async function photographScreen(page: Raster, random: Random): Promise<Raster> {
	const phase = random.real(0, 6);
	const [across, along] = [random.real(0.55, 0.75), random.real(0.03, 0.09)];
	const corners = handheldCorners(page.width, page.height, 0.97, 0.012, random);
	const moire = (x: number, y: number): number =>
		0.9 +
		0.05 * Math.sin(x * page.width * across + y * page.height * along + phase) +
		0.03 * Math.sin(y * page.height * (across + 0.11) - x * page.width * along);
	const seen = photograph(fade(page, 30, 250), {
		width: page.width,
		height: page.height,
		corners,
		bulge: 0,
		light: (x, y) => {
			const here = moire(x, y) * (1 - 0.12 * Math.hypot(x - 0.5, y - 0.5));
			return [here * 0.93, here * 0.98, here * 1.05];
		},
		table: () => [24, 26, 30],
	});
	return addNoise(await blur(seen, 0.6), 3, random);
}
