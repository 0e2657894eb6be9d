import type { GridCell } from '../page.ts';
import { cellsOf } from './blocks.ts';
import type { TableBlock } from './blocks.ts';
import { findFields, labelAt } from './fields.ts';
import type { Field, Label } from './fields.ts';
import { toPrinted, tokensOf } from './tokens.ts';

/** A cell with more words than this is no label; one that only begins as a label of one word. */
const LONGEST_LABEL = 8;
const LONGEST_OF_ONE_WORD = 3;

/**
 * Fields that stand in the cells of a table: the value behind its label in the same cell, in the
 * next cell, or in the one below.
 */
export function fieldsOfTable<Name extends string>(
	table: TableBlock,
	labels: readonly Label<Name>[],
): Field<Name>[] {
	const { page } = table;
	const cells = cellsOf(table);
	return cells.flatMap((cell): Field<Name>[] => {
		const inside = findFields({ page, lines: cell.lines }, labels);
		const name = labelOfCell(cell, labels) ?? onlyEmpty(inside);
		if (name === null) return inside;
		const [right, below] = neighbours(cells, cell);
		const value = [right, below].find((other) => {
			return other !== undefined && labelOfCell(other, labels) === undefined;
		});
		const tokens = (value?.lines ?? []).flatMap((line) => tokensOf(line));
		return [{ name, value: toPrinted(tokens, page) }];
	});
}

/** The label that a whole cell is; undefined for any other cell, null for one not asked for. */
function labelOfCell<Name extends string>(
	{ lines }: GridCell,
	labels: readonly Label<Name>[],
): Name | null | undefined {
	const tokens = lines.flatMap((line) => tokensOf(line));
	if (tokens.length === 0 || tokens.length > LONGEST_LABEL) return undefined;
	const text = tokens.map((token) => token.text).join(' ');
	if (/\d|:\s*\S/.test(text)) return undefined;
	const label = labelAt(tokens, 0, labels);
	const isLabel = label !== null && (label.to > 1 || tokens.length <= LONGEST_OF_ONE_WORD);
	return isLabel ? label.name : undefined;
}

/** The one field of a cell that has nothing behind its label. */
function onlyEmpty<Name extends string>(fields: readonly Field<Name>[]): Name | null {
	const [field] = fields;
	return fields.length === 1 && field?.value.text === '' ? field.name : null;
}

function neighbours(
	cells: readonly GridCell[],
	cell: GridCell,
): [right: GridCell | undefined, below: GridCell | undefined] {
	const right = cells.find(
		(other) =>
			other.column === cell.column + cell.columnSpan &&
			other.row <= cell.row &&
			other.row + other.rowSpan > cell.row,
	);
	const below = cells.find(
		(other) =>
			other.row === cell.row + cell.rowSpan &&
			other.column <= cell.column &&
			other.column + other.columnSpan > cell.column,
	);
	return [right, below];
}
