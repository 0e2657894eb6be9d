import type { Box } from '../page.ts';
import { rootOf, unite } from './groupLinked.ts';

/** One connected patch of ink. */
export interface InkShape {
	readonly box: Box;
	/** Number of its pixels. */
	readonly area: number;
}

/** Black and white: 1 is ink. */
export interface InkMask {
	readonly width: number;
	readonly height: number;
	readonly data: Uint8Array;
}

interface Run {
	readonly y: number;
	readonly from: number;
	/** Exclusive. */
	readonly to: number;
}

/** The connected patches of ink of a mask, touching at corners too, in order of their first row. */
export function findInkShapes(mask: InkMask): InkShape[] {
	return [...shapesByRoot(connectRuns(mask)).values()];
}

/** The largest of them, alone; null where there is no ink. */
export function largestPatch(mask: InkMask): (InkMask & { readonly area: number }) | null {
	const connected = connectRuns(mask);
	const [largest] = [...shapesByRoot(connected)].toSorted(
		([, one], [, other]) => other.area - one.area,
	);
	if (!largest) return null;
	const { width, height } = mask;
	const data = new Uint8Array(width * height);
	for (const [index, { y, from, to }] of connected.runs.entries()) {
		if (rootOf(connected.parents, index) === largest[0]) {
			data.fill(1, y * width + from, y * width + to);
		}
	}
	return { width, height, data, area: largest[1].area };
}

/** Runs of ink, each with one that it is connected to, or itself. */
interface ConnectedRuns {
	readonly runs: readonly Run[];
	readonly parents: number[];
}

function connectRuns(mask: InkMask): ConnectedRuns {
	const runs: Run[] = [];
	const parents: number[] = [];
	let above = 0;
	for (let y = 0; y < mask.height; y += 1) {
		const start = runs.length;
		let candidate = above;
		for (const run of runsOfRow(mask, y)) {
			const index = runs.push(run) - 1;
			parents.push(index);
			while (candidate < start && runs[candidate]!.to < run.from) candidate += 1;
			for (let other = candidate; other < start && runs[other]!.from <= run.to; other += 1) {
				unite(parents, index, other);
			}
		}
		above = start;
	}
	return { runs, parents };
}

function* runsOfRow({ width, data }: InkMask, y: number): Generator<Run> {
	const start = y * width;
	let x = 0;
	while (x < width) {
		while (x < width && data[start + x] === 0) x += 1;
		const from = x;
		while (x < width && data[start + x] !== 0) x += 1;
		if (x > from) yield { y, from, to: x };
	}
}

function shapesByRoot({ runs, parents }: ConnectedRuns): Map<number, InkShape> {
	const shapes = new Map<number, { box: [number, number, number, number]; area: number }>();
	for (const [index, { y, from, to }] of runs.entries()) {
		const root = rootOf(parents, index);
		const shape = shapes.get(root);
		if (!shape) {
			shapes.set(root, { box: [from, y, to, y + 1], area: to - from });
			continue;
		}
		shape.box[0] = Math.min(shape.box[0], from);
		shape.box[2] = Math.max(shape.box[2], to);
		shape.box[3] = y + 1;
		shape.area += to - from;
	}
	return shapes;
}
