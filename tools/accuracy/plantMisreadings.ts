import type { Random } from '../documents/random.ts';
import type { Json } from './nodeOnEngine.ts';

/** A true reply with one plausible misreading in it, as sure as everything else. */
export interface PlantedReply {
	/** A scalar, or `<table>.<cell>` with the API's cell number. */
	readonly column: string;
	readonly printed: string;
	readonly misread: string;
	readonly reply: Json;
}

/** What OCR takes for what. */
const CONFUSIONS: Readonly<Record<string, string>> = {
	'0': '8',
	'1': '7',
	'2': '7',
	'3': '8',
	'4': '1',
	'5': '6',
	'6': '5',
	'7': '1',
	'8': '3',
	'9': '0',
	T: '7',
};

/** A digit is dropped or changed, a comma lost, T and 7 confused; null where nothing of the kind is printed. */
export function misread(text: string, random: Random): string | null {
	const places = [...text].flatMap((letter, index) =>
		letter in CONFUSIONS || letter === ',' ? [index] : [],
	);
	if (places.length === 0) return null;
	const at = random.pick(places);
	const letter = text.charAt(at);
	const digits = text.replace(/\D/g, '').length;
	const isDropped = letter === ',' || (digits > 2 && random.chance(0.3));
	const changed = isDropped ? '' : (CONFUSIONS[letter] ?? '');
	const planted = text.slice(0, at) + changed + text.slice(at + 1);
	return planted === text ? null : planted;
}

type Row = readonly Json[];

interface Info extends Json {
	readonly [key: string]: unknown;
}

/** The paths of all texts of a reply that can be misread, with the column that each is of. */
function listTexts(info: Info): Array<{ column: string; path: Array<string | number> }> {
	return Object.entries(info).flatMap(([key, value]) => {
		if (/_(?:box|confidence|id|image)$/.test(key) || key === 'imgs') return [];
		if (typeof value === 'string') return [{ column: key, path: [key] }];
		if (!Array.isArray(value)) return [];
		return (value as Row[]).flatMap((row, rowIndex) =>
			row.flatMap((cell, cellIndex) => {
				const column = `${key}.${cellIndex}`;
				const path = [key, rowIndex, cellIndex, 'value'];
				if (!Array.isArray(cell['value'])) return [{ column, path }];
				return cell['value'].map((_line, line) => ({ column, path: [...path, line, 'debt'] }));
			}),
		);
	});
}

const getAt = (value: unknown, path: ReadonlyArray<string | number>): unknown =>
	path.reduce<unknown>((inner, step) => (inner as Record<string | number, unknown>)[step], value);

/** Plants one misreading at a time, at each value of a reply that can be misread. */
export function plantMisreadings(reply: object, random: Random): PlantedReply[] {
	const info = getAt(reply, ['data', 'info', 0]) as Info;
	return listTexts(info).flatMap(({ column, path }) => {
		const printed = getAt(info, path);
		const changed = typeof printed === 'string' ? misread(printed, random) : null;
		if (typeof printed !== 'string' || changed === null) return [];
		const copy = structuredClone(reply);
		const parent = getAt(copy, ['data', 'info', 0, ...path.slice(0, -1)]) as Record<
			string,
			unknown
		>;
		parent[String(path.at(-1))] = changed;
		return [{ column, printed, misread: changed, reply: copy as Json }];
	});
}
