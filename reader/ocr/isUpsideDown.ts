import type { PageInk } from '../geometry/findInk.ts';
import { turn } from '../geometry/grayImage.ts';
import type { Ocr } from './createOcr.ts';
import { cropRun } from './cropRun.ts';

/** Runs that are read both ways, and how long they are in heights of a letter. */
const PROBES = 5;
const SHORTEST = 8;
const LONGEST = 22;

/** Reads a few runs as they are and turned by half a circle; the surer reading tells. */
export async function isUpsideDown(
	{ runs, gray, usual }: PageInk,
	ocr: Ocr,
	signal?: AbortSignal,
): Promise<boolean> {
	const long = runs.filter(({ box, shapes }) => {
		const width = (box[2] - box[0]) / usual;
		return width >= SHORTEST && width <= LONGEST && shapes.length >= SHORTEST;
	});
	const step = Math.max(1, Math.floor(long.length / PROBES));
	const probes = long.filter((_, index) => index % step === 0).slice(0, PROBES);
	const crops = probes.map((run) => cropRun(gray, run, 1, usual));
	const readings = await ocr.read(
		crops
			.concat(crops.map((crop) => turn(crop, 2)))
			.map((crop) => ({ ...crop, script: 'vie' as const })),
		signal,
	);
	const sureness = (from: number): number =>
		readings.slice(from, from + probes.length).reduce((sum, { certainty }) => sum + certainty, 0);
	return sureness(probes.length) > sureness(0);
}
