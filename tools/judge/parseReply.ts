import { z } from 'zod';
import { SCALARS, TABLES } from '../documents/truth.ts';
import type { ScalarKey, TableKey } from '../documents/truth.ts';

/** A text that a server read, and how sure it is (0..1); it says nothing: 0. */
export interface ReadText {
	readonly text: string;
	readonly confidence: number;
}

/** A debt line as read. */
export interface ReadDebt {
	readonly name: ReadText;
	readonly amount: ReadText;
}

/** A cell as read: a text, or debt lines. */
export type ReadCell = ReadText | readonly ReadDebt[];

/** What a server made of one document. */
export interface ReadReport {
	readonly scalars: Readonly<Record<ScalarKey, ReadText>>;
	readonly tables: Readonly<Record<TableKey, readonly (readonly ReadCell[])[]>>;
}

/** A reply, or the code and message it was refused with. */
export type ParsedReply =
	| { readonly kind: 'read'; readonly report: ReadReport }
	| { readonly kind: 'refused'; readonly code: string; readonly message: string };

const text = z
	.union([z.string(), z.number()])
	.nullish()
	.transform((value) => String(value ?? ''));
const score = z
	.number()
	.nullish()
	.transform((value) => value ?? 0);
const debtCell = z.object({
	value: z.array(z.object({ debt_name: text, debt: text })),
	score: z.array(score).nullish(),
});
const textCell = z.object({ value: text, score });
const rows = z.array(z.array(z.union([debtCell, textCell])));
const envelope = z.object({
	errorCode: z.union([z.string(), z.number()]).transform(String),
	errorMessage: z.string().nullish(),
	data: z.object({ info: z.array(z.record(z.string(), z.unknown())) }).nullish(),
});

/** Reads a reply of the protocol; throws where it is none. */
export function parseReply(reply: unknown): ParsedReply {
	const { errorCode, errorMessage, data } = envelope.parse(reply);
	const info = data?.info[0];
	if (errorCode.trim() !== '0' || info === undefined) {
		return { kind: 'refused', code: errorCode, message: errorMessage ?? 'no report' };
	}
	return {
		kind: 'read',
		report: {
			scalars: toRecord(SCALARS, (key) => ({
				text: text.parse(info[key]),
				confidence: score.parse(info[`${key}_confidence`]),
			})),
			tables: toRecord(TABLES, (key) =>
				rows.parse(info[key] ?? []).map((cells) => cells.map(toReadCell)),
			),
		},
	};
}

function toReadCell(cell: z.infer<typeof rows>[number][number]): ReadCell {
	if (typeof cell.value === 'string') return { text: cell.value, confidence: cell.score as number };
	const scores = Array.isArray(cell.score) ? cell.score : [];
	return cell.value.map(({ debt_name, debt }, index) => ({
		name: { text: debt_name, confidence: scores[index] ?? 0 },
		amount: { text: debt, confidence: scores[index] ?? 0 },
	}));
}

function toRecord<K extends string, V>(keys: readonly K[], value: (key: K) => V): Record<K, V> {
	return Object.fromEntries(keys.map((key) => [key, value(key)])) as Record<K, V>;
}
