/** One of each, or one that the other side has not got. */
export type Pair<Left, Right> =
	| { readonly left: Left; readonly right: Right }
	| { readonly left: Left; readonly right: null }
	| { readonly left: null; readonly right: Right };

/** Less alike than this, two things are not the same one. */
const LEAST_LIKENESS = 0.25;

/**
 * Pairs what is alike, in the order of both lists: one thing that is missing does not shift the
 * others. `likeness` is 0 to 1.
 */
export function align<Left, Right>(
	lefts: readonly Left[],
	rights: readonly Right[],
	likeness: (left: Left, right: Right) => number,
): Pair<Left, Right>[] {
	const gains = lefts.map((left) => rights.map((right) => likeness(left, right) - LEAST_LIKENESS));
	// best[i][j]: the most that can be had of the lists from i and from j on.
	const best = Array.from({ length: lefts.length + 1 }, () =>
		Array.from({ length: rights.length + 1 }, () => 0),
	);
	const at = (row: number, column: number): number => best[row]?.[column] ?? 0;
	const paired = (row: number, column: number): number =>
		(gains[row]?.[column] ?? 0) + at(row + 1, column + 1);
	for (let row = lefts.length - 1; row >= 0; row -= 1) {
		for (let column = rights.length - 1; column >= 0; column -= 1) {
			const values = best[row];
			if (!values) continue;
			values[column] = Math.max(paired(row, column), at(row + 1, column), at(row, column + 1));
		}
	}
	const pairs: Pair<Left, Right>[] = [];
	let [row, column] = [0, 0];
	while (row < lefts.length || column < rights.length) {
		const [left] = lefts.slice(row, row + 1);
		const [right] = rights.slice(column, column + 1);
		const isPair =
			left !== undefined && right !== undefined && paired(row, column) === at(row, column);
		if (isPair && paired(row, column) > at(row + 1, column + 1)) {
			pairs.push({ left, right });
			row += 1;
			column += 1;
		} else if (
			left !== undefined &&
			(right === undefined || at(row + 1, column) >= at(row, column + 1))
		) {
			pairs.push({ left, right: null });
			row += 1;
		} else if (right !== undefined) {
			pairs.push({ left: null, right });
			column += 1;
		}
	}
	return pairs;
}

/** Share of the letters that two texts have in common, in order; 1 for equal ones. */
export function textLikeness(left: string, right: string): number {
	if (left === right) return 1;
	const rights = [...right];
	let previous = new Uint16Array(rights.length + 1);
	for (const letter of left) {
		const current = new Uint16Array(rights.length + 1);
		rights.forEach((other, index) => {
			current[index + 1] =
				letter === other
					? (previous[index] ?? 0) + 1
					: Math.max(previous[index + 1] ?? 0, current[index] ?? 0);
		});
		previous = current;
	}
	return (previous[rights.length] ?? 0) / Math.max([...left].length, rights.length, 1);
}
