type Fields = Readonly<Record<string, unknown>>;

/**
 * Puts the undocumented keys of an outer level of the reply beside those of an inner one. A name
 * that both levels use is kept for the inner one; the outer one's gets `reply_` in front.
 */
export function joinKeys(inner: Fields, outer: Fields): Fields {
	const joined = new Map(Object.entries(inner));
	for (const [key, value] of Object.entries(outer)) {
		let name = key;
		while (joined.has(name)) name = `reply_${name}`;
		joined.set(name, value);
	}
	return Object.fromEntries(joined);
}
