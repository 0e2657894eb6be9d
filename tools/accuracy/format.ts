import { shareOf } from '../judge/tally.ts';

/** A share of 0..1 for people; only all is 100 % and only none is 0 %, and `-` is a share of nothing. */
export function percent(share: number): string {
	if (Number.isNaN(share)) return '-';
	if (share === 0 || share === 1) return `${share * 100} %`;
	return `${Math.min(99.99, Math.max(0.01, share * 100)).toFixed(2)} %`;
}

/** A count with the upper bound of its share at 95 %: none of 500 is not none at all. */
export const counted = (hits: number, all: number): string =>
	all === 0 ? '-' : `${hits} of ${all} (≤ ${percent(shareOf(hits, all).high)})`;

/** A share with its bounds at 95 %. */
export function bounded(hits: number, all: number): string {
	if (all === 0) return '-';
	const { share, low, high } = shareOf(hits, all);
	return `${percent(share)} (${(low * 100).toFixed(2)}-${(high * 100).toFixed(2)})`;
}
