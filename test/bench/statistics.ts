/** What several measurements of one thing gave. */
export interface Spread {
	median: number;
	low: number;
	high: number;
}

/** The middle value, or the mean of the two middle ones. NaN when there is none. */
export function median(values: readonly number[]): number {
	const sorted = values.toSorted((a, b) => a - b);
	const upper = sorted[Math.floor(sorted.length / 2)] ?? NaN;
	const lower = sorted[Math.ceil(sorted.length / 2) - 1] ?? NaN;
	return (lower + upper) / 2;
}

/** Median, least and greatest value. */
export const spreadOf = (values: readonly number[]): Spread => ({
	median: median(values),
	low: Math.min(...values),
	high: Math.max(...values),
});
