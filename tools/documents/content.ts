import { SCALARS, TABLES } from './truth.ts';
import type { Debt, ScalarKey, TableKey, TrueCell, TrueReport, TrueTable } from './truth.ts';

/** Where a text stands between two edges. */
export type Align = 'left' | 'center' | 'right';

/** How a text is set. */
export interface TextStyle {
	/** Times the page's own size of letters; 1 if left out. */
	readonly scale?: number;
	readonly weight?: 'regular' | 'bold' | 'italic';
	readonly align?: Align;
	readonly color?: string;
	/** Colour of a band behind the text. */
	readonly fill?: string;
}

/** A line of a lender's debts; terms are printed bold. */
export interface DebtLine extends Debt {
	readonly isTerm: boolean;
	/** Printed beside the amount in a column of its own, where there is one. */
	readonly usd: string;
}

/** Null: covered by the cell above. */
export type CellContent = string | readonly DebtLine[] | null;

/** A column of a table as it is drawn. */
export interface Column {
	readonly heading: string;
	/** Relative to the other columns' widths. */
	readonly width: number;
	readonly align: Align;
	/** What of a list of debts stands in this column: both parts side by side if left out. */
	readonly debts?: 'both' | 'colon' | 'name' | 'amount' | 'usd';
}

/** A table on the page. */
export interface TableBlock {
	readonly kind: 'table';
	/** Null: a table that the API does not send. */
	readonly of: TableKey | null;
	readonly columns: readonly Column[];
	readonly rows: readonly (readonly CellContent[])[];
	/** Page columns in the order of the API's cells, or the API's rows themselves. */
	readonly sent: readonly number[] | { readonly rows: readonly (readonly TrueCell[])[] };
	/** A field that stands in this table. */
	readonly scalar?: { readonly key: ScalarKey; readonly text: string };
	/** Above the headings of several columns each. */
	readonly groups?: readonly {
		readonly heading: string;
		readonly from: number;
		readonly to: number;
	}[];
	/** Rows printed bold, from 0. */
	readonly boldRows?: readonly number[];
	readonly rulings: 'full' | 'horizontal' | 'none';
	readonly headings: 'once' | 'everyPage' | 'none';
	/** Times the page's own size of letters; 1 if left out. */
	readonly scale?: number;
}

/** Where a field's value goes: a scalar, a cell of the only row of a table, or nowhere. */
export type FieldTarget = ScalarKey | { readonly table: TableKey; readonly cell: number } | null;

/** A label and its value. */
export interface Field {
	readonly label: string;
	readonly value: string;
	readonly of: FieldTarget;
	/** Takes the whole width where there are two columns. */
	readonly isWide?: boolean;
}

/** Labels with their values, in one or two columns. */
export interface FieldsBlock {
	readonly kind: 'fields';
	readonly fields: readonly Field[];
	readonly columns: 1 | 2;
	/** Width of a label, as a share of its column. 0: the value follows right behind the label. */
	readonly labelShare: number;
	readonly valueWeight: 'regular' | 'bold';
	/** Label and value stand in a box each. */
	readonly isRuled?: boolean;
}

/** A sentence in place of a table or a field. */
export interface NoteBlock {
	readonly kind: 'note';
	readonly of: TableKey | ScalarKey | null;
	readonly text: string;
	readonly style: TextStyle;
	/** What the reply should say for a field; the sentence itself for most. */
	readonly sent?: string;
}

/** A part of the page; parts stand one below the other. */
export type Block =
	| { readonly kind: 'text'; readonly text: string; readonly style: TextStyle }
	| { readonly kind: 'sides'; readonly left: readonly string[]; readonly right: readonly string[] }
	| { readonly kind: 'gap'; readonly height: number }
	| { readonly kind: 'pageEnd' }
	| FieldsBlock
	| NoteBlock
	| TableBlock;

/** What a reply should say of these blocks: taken from the very texts that are drawn. */
export function truthOf(blocks: readonly Block[]): TrueReport {
	return {
		scalars: toRecord(SCALARS, (key) => scalarOf(blocks, key)),
		tables: toRecord(TABLES, (key) => tableOf(blocks, key)),
	};
}

function toRecord<K extends string, V>(keys: readonly K[], value: (key: K) => V): Record<K, V> {
	return Object.fromEntries(keys.map((key) => [key, value(key)])) as Record<K, V>;
}

function scalarOf(blocks: readonly Block[], key: ScalarKey): string {
	const texts = blocks.flatMap((block) => {
		if (block.kind === 'fields') {
			return block.fields.filter((field) => field.of === key).map(({ value }) => value);
		}
		if (block.kind === 'note' && block.of === key) return [block.sent ?? block.text];
		return block.kind === 'table' && block.scalar?.key === key ? [block.scalar.text] : [];
	});
	return texts.join(' ');
}

function tableOf(blocks: readonly Block[], key: TableKey): TrueTable {
	const rows = blocks.flatMap((block) => {
		if (block.kind === 'table' && block.of === key) return rowsOf(block);
		return block.kind === 'fields' ? rowOfFields(block, key) : [];
	});
	const notes = blocks.flatMap((block) =>
		block.kind === 'note' && block.of === key ? [block.text] : [],
	);
	return { rows, note: notes.length === 0 ? null : notes.join(' ') };
}

function rowsOf({ rows, sent }: TableBlock): readonly (readonly TrueCell[])[] {
	if ('rows' in sent) return sent.rows;
	return rows.map((cells) => sent.map((column) => toTrueCell(cells[column] ?? '')));
}

function rowOfFields({ fields }: FieldsBlock, key: TableKey): string[][] {
	const cells = fields.flatMap(({ of, value }) =>
		of !== null && typeof of === 'object' && of.table === key ? [{ cell: of.cell, value }] : [],
	);
	if (cells.length === 0) return [];
	return [cells.sort((one, other) => one.cell - other.cell).map(({ value }) => value)];
}

function toTrueCell(content: CellContent): TrueCell {
	if (content === null || typeof content === 'string') return content ?? '';
	return content.map(({ debt_name, debt }) => ({ debt_name, debt }));
}
