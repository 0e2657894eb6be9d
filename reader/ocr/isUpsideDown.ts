import type { PageInk } from '../geometry/findInk.ts';
import { turn } from '../geometry/grayImage.ts';
import type { GrayImage } from '../geometry/grayImage.ts';
import type { Ocr } from './createOcr.ts';
import { cropRun } from './cropRun.ts';

/** Runs that are looked at, and how long they are in heights of a letter. */
const PROBES = 4;
const SHORTEST = 5;
const LONGEST = 16;

/** White above and below them, in heights of a letter. */
const MARGIN = 0.6;

/** What the engine's opinion of upright text is at least, as a mean over the probes. */
const SURE = 0.8;

/** Reads a few runs as they are and, if they make little sense, turned by half a circle. */
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
	const crops = probes.map((run) => cropRun(gray, run, 1, usual, MARGIN));
	const sureness = async (pieces: readonly GrayImage[]): Promise<number> => {
		const readings = await ocr.read(
			pieces.map((piece) => ({ ...piece, script: 'vie' as const })),
			signal,
		);
		return readings.reduce((sum, { certainty }) => sum + certainty, 0) / pieces.length;
	};
	if (probes.length === 0) return false;
	const upright = await sureness(crops);
	if (upright >= SURE) return false;
	return (await sureness(crops.map((crop) => turn(crop, 2)))) > upright;
}
