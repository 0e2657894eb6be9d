type Fields = Readonly<Record<string, unknown>>;

/**
 * The name that a key of the reply gets in an item: its own, but for `__proto__`, which would set an
 * object's prototype instead of a property, here or in a later node. It gets brackets around it, as
 * many as it takes to be no other key of its object.
 *
 * @param fields the object that the key is of
 */
export function itemKey(key: string, fields: Fields): string {
	if (key !== '__proto__') return key;
	let name = '(__proto__)';
	while (Object.hasOwn(fields, name)) name = `(${name})`;
	return name;
}

/** The keys of an object by their names in an item, with their values. */
export const itemEntries = (fields: Fields): Array<[name: string, value: unknown]> =>
	Object.entries(fields).map(([key, value]) => [itemKey(key, fields), value]);
