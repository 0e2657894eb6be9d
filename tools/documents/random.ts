import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** Chance that a seed repeats: every document, and every picture of it, can be made again. */
export interface Random {
	/** A whole number, both ends included. */
	integer(from: number, to: number): number;
	/** At least `from`, less than `to`. */
	real(from: number, to: number): number;
	/** True in `share` (0..1) of the cases. */
	chance(share: number): boolean;
	pick<T>(choices: readonly T[]): T;
	/** `count` different ones, in random order; all of them where there are fewer. */
	some<T>(choices: readonly T[], count: number): T[];
}

const STEPS = 0x1000_0000;

/** The chance of a seed and of what it is used for: the same pair always gives the same. */
export function randomOf(seed: number, purpose: string): Random {
	const generator = xoroshiro128plus(seed ^ hash(purpose));
	const integer = (from: number, to: number): number => uniformInt(generator, from, to);
	const real = (from: number, to: number): number =>
		from + ((to - from) * integer(0, STEPS - 1)) / STEPS;
	const pick = <T>(choices: readonly T[]): T => {
		const [chosen] = choices.slice(integer(0, choices.length - 1));
		if (chosen === undefined) throw new Error('There is nothing to pick from');
		return chosen;
	};
	const some = <T>(choices: readonly T[], count: number): T[] =>
		choices
			.map((choice) => ({ choice, place: integer(0, STEPS) }))
			.sort((one, other) => one.place - other.place)
			.slice(0, count)
			.map(({ choice }) => choice);
	return { integer, real, pick, some, chance: (share) => real(0, 1) < share };
}

/** FNV-1a. */
function hash(text: string): number {
	return [...text].reduce(
		(value, letter) => Math.imul(value ^ (letter.codePointAt(0) ?? 0), 0x0100_0193),
		0x811c_9dc5,
	);
}
