import { median } from './statistics.ts';

/** One row of the table: the same thing measured several times for each party. */
export interface Line {
	measure: string;
	unit: string;
	/** Which direction is good; null where the number is only for orientation. */
	better: 'less' | 'more' | null;
	ours: readonly number[];
	/** The HTTP Request node with its Code nodes; absent where it has no such thing. */
	peer?: readonly number[];
	/** undici and `JSON.parse`. */
	floor?: readonly number[];
	/** Medians that are no further apart than this are even: the measure cannot tell them apart. */
	resolution?: number;
	/** What one has to know to read the numbers. */
	remark?: string;
}

/** A promise of the project, and what was found. */
export interface Bound {
	measure: string;
	wanted: string;
	found: string;
	held: boolean;
}

/** What one part of the benchmark found out. */
export interface Findings {
	lines: Line[];
	bounds: Bound[];
}

/** True when ours is worse than the peer by the medians, and by more than can be told apart. */
export function isBehind({ ours, peer, better, resolution = 0 }: Line): boolean {
	if (peer === undefined || better === null) return false;
	const more = median(ours) - median(peer);
	return (better === 'less' ? more : -more) > resolution;
}

/** Up to three significant digits, as a person would write them. */
export const toShort = (value: number): string =>
	Math.abs(value) >= 100 ? String(Math.round(value)) : String(Number(value.toPrecision(3)));

/** A bound that a number must not exceed. */
export function atMost(measure: string, found: number, limit: number, unit = ''): Bound {
	const [foundText, limitText] = [toShort(found), toShort(limit)];
	return {
		measure,
		wanted: `≤ ${limitText}${unit}`,
		found: `${foundText}${unit}`,
		held: found <= limit,
	};
}

/** A bound that a number must reach. */
export function atLeast(measure: string, found: number, limit: number, unit = ''): Bound {
	const [foundText, limitText] = [toShort(found), toShort(limit)];
	return {
		measure,
		wanted: `≥ ${limitText}${unit}`,
		found: `${foundText}${unit}`,
		held: found >= limit,
	};
}
