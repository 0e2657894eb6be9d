import type { GridCell, TextLine } from '../page.ts';
import { cellsOf, textOf } from './blocks.ts';
import type { TableBlock } from './blocks.ts';
import type { Printed } from './creditReport.ts';
import { findFields } from './fields.ts';
import type { Field, Label } from './fields.ts';
import { toPrinted, tokensOf } from './tokens.ts';

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
	return cells.flatMap((cell) => {
		const fields = findFields({ page, lines: joined(cell) }, labels);
		if (fields.length !== 1 || cell.lines.length > 2) return fields;
		const [field] = fields;
		if (field === undefined || field.value.text !== '') return fields;
		const isPlain = (other: GridCell): boolean => {
			return findFields({ page, lines: joined(other) }, labels).length === 0;
		};
		const value = neighbours(cells, cell).find((other) => other.lines.length > 0);
		if (value === undefined || !isPlain(value)) return fields;
		return [{ name: field.name, value: cellText(value, table) }];
	});
}

/** A label that ends with its cell needs no colon. */
function joined({ lines }: GridCell): TextLine[] {
	return [...lines];
}

function neighbours(cells: readonly GridCell[], cell: GridCell): GridCell[] {
	const isRight = (other: GridCell): boolean =>
		other.column === cell.column + cell.columnSpan &&
		other.row <= cell.row &&
		other.row + other.rowSpan > cell.row;
	const isBelow = (other: GridCell): boolean =>
		other.row === cell.row + cell.rowSpan &&
		other.column <= cell.column &&
		other.column + other.columnSpan > cell.column;
	return [...cells.filter(isRight), ...cells.filter(isBelow)];
}

function cellText({ lines }: GridCell, { page }: TableBlock): Printed {
	return toPrinted(
		lines.flatMap((line) => tokensOf(line)),
		page,
	);
}

/** Whether the table is a list of fields: its cells hold labels. */
export function holdsText({ lines }: GridCell): boolean {
	return textOf(lines) !== '';
}
