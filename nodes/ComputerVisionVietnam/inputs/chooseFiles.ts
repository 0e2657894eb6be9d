import { describeType, toName } from '../failures/failure';
import { isFields, type Fields } from '../api/envelope';

/** A file that the parameter chooses, and whether by itself or by a pattern. */
export interface ChosenFile {
	readonly field: string;
	/** True: the user asked for exactly this file, so it has to be there and be a document. */
	readonly named: boolean;
	/** What stands there: a file of n8n, or anything else; undefined where there is no such field. */
	readonly value: unknown;
}

/** The files that the parameter chooses, in the order of its entries; or why it chooses none. */
export type FileChoice =
	| { readonly kind: 'files'; readonly files: readonly ChosenFile[] }
	| { readonly kind: 'noName' }
	| { readonly kind: 'noMatch'; readonly pattern: string }
	/** Something else stands where a name, a list of names or a file belongs. */
	| { readonly kind: 'notAName'; readonly holds: string };

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

/** Names that look the same are the same: composed or not, with or without invisible characters. */
const isSameName = (left: string, right: string): boolean => toName(left) === toName(right);

/** How n8n names a file that the workflow setting "binary mode: combined" keeps in the item's JSON. */
const COMBINED_PREFIX = '_files.';

type Files = Readonly<Record<string, unknown>>;

function findField(name: string, files: Files): string | undefined {
	const fields = Object.keys(files);
	return (
		fields.find((field) => field === name) ??
		fields.find((field) => isSameName(field, name)) ??
		fields.find((field) => isSameName(`${COMBINED_PREFIX}${field}`, name))
	);
}

function chooseByName(name: string, files: Files): ChosenFile {
	const field = findField(name, files);
	return {
		field: field ?? name,
		named: true,
		value: field === undefined ? undefined : files[field],
	};
}

/**
 * Whether an expression gave this file of the item. n8n hands out copies: with the place where the
 * bytes are stored, with the bytes, or, of a file kept in memory by `$binary`, with neither.
 */
function isCopyOf(value: Fields, file: unknown): boolean {
	if (!isFields(file)) return false;
	const key = ['id', 'data'].find((each) => each in value);
	if (key !== undefined) return file[key] === value[key];
	return Object.entries(value).every(([name, each]) => file[name] === each);
}

/** A file that an expression gives. Where it may be a copy of several, it stays what it is. */
function chooseGiven(value: Fields, files: Files): ChosenFile {
	const [found, ...others] = Object.entries(files).filter(([, file]) => isCopyOf(value, file));
	if (!found || (others.length > 0 && !('id' in value) && !('data' in value))) {
		return { field: found?.[0] ?? 'binaryPropertyName', named: true, value };
	}
	return { field: found[0], named: true, value: found[1] };
}

/** One entry of the parameter: a name, a pattern, or a file itself; null when it is none of these. */
function chooseEntry(entry: unknown, files: Files): ChosenFile[] | null {
	// What is meant as a file has at least one of these, as n8n's own has.
	if (isFields(entry) && ['data', 'id', 'mimeType'].some((key) => key in entry)) {
		return [chooseGiven(entry, files)];
	}
	const isText = typeof entry === 'string' || typeof entry === 'number';
	const name = isText ? String(entry).trim() : '';
	if (name === '') return null;
	if (!name.includes('*') || findField(name, files) !== undefined)
		return [chooseByName(name, files)];
	const fields = Object.keys(files).filter((field) => fits(toName(field), toName(name)));
	return fields.map((field) => ({ field, named: false, value: files[field] }));
}

/** The entries of the parameter: those of a list, or of a text with commas. */
function toEntries(parameter: unknown, files: Files): unknown[] {
	if (Array.isArray(parameter)) return parameter;
	if (typeof parameter !== 'string' || findField(parameter, files) !== undefined) {
		return [parameter];
	}
	return parameter.split(',').filter((entry) => entry.trim() !== '');
}

/**
 * Chooses the files that `binaryPropertyName` asks for: one name, a comma list, patterns in which `*`
 * stands for any text; by an expression also a list of names, a file, or a list of files. A file is
 * chosen once, whatever number of entries fit it; its own name is the stronger claim.
 *
 * @param parameter of any type
 * @param files the item's files by their fields
 */
export function chooseFiles(parameter: unknown, files: Files): FileChoice {
	const entries = toEntries(parameter, files);
	if (entries.length === 0) return { kind: 'noName' };
	const chosen = new Map<unknown, ChosenFile>();
	for (const entry of entries) {
		const found = chooseEntry(entry, files);
		if (!found) return { kind: 'notAName', holds: describeType(entry) };
		for (const file of found) {
			const key = file.field in files ? file.field : (file.value ?? file.field);
			if (!chosen.has(key) || file.named) chosen.set(key, file);
		}
	}
	const patterns = entries.filter((entry) => typeof entry === 'string' && entry.includes('*'));
	if (chosen.size === 0) return { kind: 'noMatch', pattern: patterns.join(', ') };
	return { kind: 'files', files: [...chosen.values()] };
}
