import type { InkRun } from '../geometry/inkLines.ts';
import type { Verdict } from './judgeReadings.ts';

/** Sizes of a dash in heights of a letter. */
const DASH_FROM = 0.15;
const DASH_TO = 1.3;
const DASH_THICKEST = 0.35;

/** A run that is one flat patch is a dash, which the letter engine takes for nothing. */
export function readMark({ shapes, box }: InkRun, usual: number): Verdict | null {
	const [only, ...others] = shapes;
	if (!only || others.length > 0) return null;
	const width = (box[2] - box[0]) / usual;
	const height = (box[3] - box[1]) / usual;
	const isFull = only.area >= 0.6 * (box[2] - box[0]) * (box[3] - box[1]);
	const isDash =
		width >= DASH_FROM && width <= DASH_TO && height <= DASH_THICKEST && width >= 1.6 * height;
	return isDash && isFull ? { text: '-', confidence: 0.95, candidates: [] } : null;
}
