/**
 * Things that hang together, over others too, in their order.
 *
 * @param linkAll calls `link` with the places of each two that are linked
 */
export function groupLinked<T>(
	things: readonly T[],
	linkAll: (link: (one: number, other: number) => void) => void,
): T[][] {
	const group = things.map((_, index) => index);
	const rootOf = (index: number): number => {
		let root = index;
		while (group[root] !== undefined && group[root] !== root) root = group[root] ?? root;
		return root;
	};
	linkAll((one, other) => {
		group[rootOf(other)] = rootOf(one);
	});
	return [...Map.groupBy(things, (_, index) => rootOf(index)).values()];
}
