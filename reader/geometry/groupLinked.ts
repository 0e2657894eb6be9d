/**
 * The first of all that one hangs together with.
 *
 * @param parents of each, one that it is linked to, or itself
 */
export function rootOf(parents: number[], index: number): number {
	let root = index;
	while (parents[root] !== root) root = parents[root]!;
	let step = index;
	while (parents[step] !== root) {
		const next = parents[step]!;
		parents[step] = root;
		step = next;
	}
	return root;
}

/** Links two, and with them all that hang together with either. */
export function unite(parents: number[], first: number, second: number): void {
	const one = rootOf(parents, first);
	const other = rootOf(parents, second);
	if (one < other) parents[other] = one;
	else parents[one] = other;
}

/**
 * Things that hang together, over others too, in their order.
 *
 * @param linkAll calls `link` with the places of each two that are linked
 */
export function groupLinked<T>(
	things: readonly T[],
	linkAll: (link: (one: number, other: number) => void) => void,
): T[][] {
	const parents = things.map((_, index) => index);
	linkAll((one, other) => unite(parents, one, other));
	return [...Map.groupBy(things, (_, index) => rootOf(parents, index)).values()];
}
