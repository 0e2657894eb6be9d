/** A binary field chosen by the parameter, and whether by its own name or by a pattern. */
export interface ChosenField {
	readonly field: string;
	/** True: the user asked for exactly this field, so it has to be there and be a document. */
	readonly named: boolean;
}

/** The fields that the parameter chooses, in the order of its entries. */
export interface FieldChoice {
	readonly fields: readonly ChosenField[];
	/** Patterns that matched no field. */
	readonly unmatched: readonly string[];
}

/**
 * Whether a name fits a pattern. Takes the parts between the stars from left to right, each at its
 * first place, so that no pattern can hold the node up (a regular expression could).
 */
function fits(name: string, pattern: string): boolean {
	const parts = pattern.split('*');
	const [start = ''] = parts;
	const end = parts.at(-1) ?? '';
	if (!name.startsWith(start) || !name.endsWith(end)) return false;
	let at = start.length;
	for (const part of parts.slice(1, -1)) {
		const found = name.indexOf(part, at);
		if (found === -1) return false;
		at = found + part.length;
	}
	return at <= name.length - end.length;
}

/**
 * Reads `binaryPropertyName`: one name, a comma list, or patterns in which `*` stands for any text.
 * A field is chosen once, whatever number of entries fit it; its own name is the stronger claim.
 *
 * @param parameter the parameter as the user wrote it
 * @param available names of the item's binary fields, in their order
 */
export function matchFields(parameter: string, available: readonly string[]): FieldChoice {
	if (available.includes(parameter)) {
		return { fields: [{ field: parameter, named: true }], unmatched: [] };
	}
	const entries = parameter
		.split(',')
		.map((entry) => entry.trim())
		.filter((entry) => entry !== '');
	const names = new Set(entries.filter((entry) => !entry.includes('*')));
	const matches = entries.map((entry) => matchEntry(entry, available));
	const fields = [...new Set(matches.flat())];
	return {
		fields: fields.map((field) => ({ field, named: names.has(field) })),
		unmatched: entries.filter((_entry, index) => matches[index]?.length === 0),
	};
}

function matchEntry(entry: string, available: readonly string[]): readonly string[] {
	if (!entry.includes('*')) return [entry];
	return available.filter((field) => fits(field, entry));
}
