import type { PageInk } from '../geometry/findInk.ts';
import type { Word } from '../page.ts';
import type { Ocr } from './createOcr.ts';
import { cropRun } from './cropRun.ts';

/** Height, in pixels, that letters are brought to for a reading. */
const LETTER = 20;

/** Reads all runs of a page. A run that has ink and could not be read has an empty text. */
export async function readRuns(
	{ runs, gray, usual }: PageInk,
	ocr: Ocr,
	signal?: AbortSignal,
): Promise<Word[]> {
	const crops = runs.map((run) => cropRun(gray, run, LETTER / usual, usual));
	const readings = await ocr.read(
		crops.map((crop) => ({ ...crop, script: 'vie' as const })),
		signal,
	);
	return runs.map(({ box }, index) => ({
		box,
		text: readings[index]?.text ?? '',
		confidence: readings[index]?.certainty ?? 0,
		candidates: [],
	}));
}
