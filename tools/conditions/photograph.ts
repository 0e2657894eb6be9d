import type { Random } from '../documents/random.ts';
import type { Raster } from './raster.ts';

type Point = readonly [x: number, y: number];

/** What a camera makes of a sheet on a table. */
export interface Photo {
	/** Size of the picture in pixels. */
	readonly width: number;
	readonly height: number;
	/** Where the sheet's corners come to lie: top left, top right, bottom right, bottom left. */
	readonly corners: readonly [Point, Point, Point, Point];
	/** How far the middle of the sheet bulges downwards, in pixels of the picture. */
	readonly bulge: number;
	/** Colour of the light at a place of the picture (0..1 each), 1 for none taken away. */
	readonly light: (x: number, y: number) => readonly [red: number, green: number, blue: number];
	/** Colour of the table at a pixel. */
	readonly table: (x: number, y: number) => readonly [red: number, green: number, blue: number];
}

/** The picture of the sheet, each pixel looked up where perspective says. */
export function photograph(sheet: Raster, photo: Photo): Raster {
	const toSheet = homography(photo.corners, sheet);
	const data = new Uint8ClampedArray(photo.width * photo.height * 3);
	const pixel = new Float64Array(3);
	for (let y = 0; y < photo.height; y += 1) {
		for (let x = 0; x < photo.width; x += 1) {
			const bulge = photo.bulge * Math.sin((Math.PI * x) / photo.width);
			const [sheetX, sheetY] = toSheet(x, y - bulge);
			const isSheet =
				sheetX >= 0 && sheetY >= 0 && sheetX < sheet.width - 1 && sheetY < sheet.height - 1;
			if (isSheet) sample(sheet, sheetX, sheetY, pixel);
			else pixel.set(photo.table(x, y));
			const light = photo.light(x / photo.width, y / photo.height);
			const at = (y * photo.width + x) * 3;
			data[at] = (pixel[0] ?? 0) * light[0];
			data[at + 1] = (pixel[1] ?? 0) * light[1];
			data[at + 2] = (pixel[2] ?? 0) * light[2];
		}
	}
	return { width: photo.width, height: photo.height, data: new Uint8Array(data.buffer) };
}

/** Corners of a sheet that fills about `share` of the picture, seen a little from the side. */
export function handheldCorners(
	width: number,
	height: number,
	share: number,
	skew: number,
	random: Random,
): Photo['corners'] {
	const free = (1 - share) / 2;
	const corner = (x: number, y: number): Point => [
		width * (x + random.real(-skew, skew)),
		height * (y + random.real(-skew, skew)),
	];
	return [
		corner(free, free),
		corner(1 - free, free),
		corner(1 - free, 1 - free),
		corner(free, 1 - free),
	];
}

/** Bilinear. */
function sample({ width, data }: Raster, x: number, y: number, into: Float64Array): void {
	const left = Math.floor(x);
	const top = Math.floor(y);
	const right = x - left;
	const down = y - top;
	const at = (top * width + left) * 3;
	const below = at + width * 3;
	for (let channel = 0; channel < 3; channel += 1) {
		const upper = (data[at + channel] ?? 0) * (1 - right) + (data[at + 3 + channel] ?? 0) * right;
		const lower =
			(data[below + channel] ?? 0) * (1 - right) + (data[below + 3 + channel] ?? 0) * right;
		into[channel] = upper * (1 - down) + lower * down;
	}
}

/** From a place of the picture to the place of the sheet that is seen there. */
function homography(
	corners: Photo['corners'],
	{ width, height }: Raster,
): (x: number, y: number) => Point {
	const targets: Photo['corners'] = [
		[0, 0],
		[width, 0],
		[width, height],
		[0, height],
	];
	const equations = corners.flatMap(([x, y], index) => {
		const [toX, toY] = targets[index] ?? [0, 0];
		return [
			[x, y, 1, 0, 0, 0, -x * toX, -y * toX, toX],
			[0, 0, 0, x, y, 1, -x * toY, -y * toY, toY],
		];
	});
	const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = solve(equations);
	return (x, y) => {
		const scale = g * x + h * y + 1;
		return [(a * x + b * y + c) / scale, (d * x + e * y + f) / scale];
	};
}

/** Gauss-Jordan; each equation ends with its right side. */
function solve(equations: number[][]): number[] {
	const size = equations.length;
	for (let column = 0; column < size; column += 1) {
		const rest = equations.slice(column);
		const best = rest.reduce((one, other) =>
			Math.abs(other[column] ?? 0) > Math.abs(one[column] ?? 0) ? other : one,
		);
		equations.splice(equations.indexOf(best), 1);
		equations.splice(column, 0, best);
		const pivot = best[column] ?? 1;
		for (let place = 0; place <= size; place += 1) best[place] = (best[place] ?? 0) / pivot;
		for (const other of equations) {
			const factor = other === best ? 0 : (other[column] ?? 0);
			for (let place = 0; place <= size; place += 1) {
				other[place] = (other[place] ?? 0) - factor * (best[place] ?? 0);
			}
		}
	}
	return equations.map((equation) => equation[size] ?? 0);
}
