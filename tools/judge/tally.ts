import { SURE } from './judgeReport.ts';
import type { JudgedTable, JudgedValue } from './judgeReport.ts';

/** Counts over many values. */
export interface Tally {
	/** Values that are printed. */
	readonly printed: number;
	readonly exact: number;
	/** Wrong or invented, and said to be sure (at least 0.85). */
	readonly sureButWrong: number;
	/** Wrong or invented, and marked as unsure. */
	readonly wrongAndUnsure: number;
	/** Printed, and nothing read. */
	readonly missing: number;
	/** Of the wrong ones: read where nothing is printed. */
	readonly invented: number;
	/** Exact, and marked as unsure all the same. */
	readonly exactButUnsure: number;
	readonly tables: number;
	readonly exactTables: number;
}

/** Adds the values and tables up. */
export function tally(values: readonly JudgedValue[], tables: readonly JudgedTable[]): Tally {
	const count = (is: (value: JudgedValue) => boolean): number => values.filter(is).length;
	const isWrong = ({ verdict }: JudgedValue): boolean =>
		verdict === 'wrong' || verdict === 'invented';
	const isSure = ({ confidence }: JudgedValue): boolean => confidence >= SURE;
	return {
		printed: count(({ verdict }) => verdict !== 'invented'),
		exact: count(({ verdict }) => verdict === 'exact'),
		sureButWrong: count((value) => isWrong(value) && isSure(value)),
		wrongAndUnsure: count((value) => isWrong(value) && !isSure(value)),
		missing: count(({ verdict }) => verdict === 'missing'),
		invented: count(({ verdict }) => verdict === 'invented'),
		exactButUnsure: count((value) => value.verdict === 'exact' && !isSure(value)),
		tables: tables.length,
		exactTables: tables.filter(({ isExact }) => isExact).length,
	};
}

/** A share and the bounds that it lies in with 95 % certainty, 0..1 each (Wilson's interval). */
export interface Share {
	readonly share: number;
	readonly low: number;
	readonly high: number;
}

/** `hits` of `all`; of none, nothing is known. */
export function shareOf(hits: number, all: number): Share {
	if (all === 0) return { share: Number.NaN, low: 0, high: 1 };
	const z = 1.959964;
	const share = hits / all;
	const middle = (share + (z * z) / (2 * all)) / (1 + (z * z) / all);
	const half =
		(z / (1 + (z * z) / all)) * Math.sqrt((share * (1 - share)) / all + (z * z) / (4 * all * all));
	return { share, low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}
