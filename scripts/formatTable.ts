const LONGEST_CELL = 44;

/** A value as it is shown in one cell: null as `-`, lists as JSON, long text cut. */
function toCell(value: unknown): string {
	if (value === null || value === undefined) return '-';
	const text = typeof value === 'string' ? value : JSON.stringify(value);
	const line = text.normalize('NFC').replace(/\s+/g, ' ');
	return line.length > LONGEST_CELL ? `${line.slice(0, LONGEST_CELL - 1)}…` : line;
}

const isNumeric = (value: unknown): boolean => typeof value === 'number' || value === null;

/**
 * Lines of a plain-text table: a heading, a rule, one line per row; columns of numbers are aligned
 * to the right. A row that lacks a column shows `-` there.
 */
export function formatTable(
	columns: readonly string[],
	rows: readonly Readonly<Record<string, unknown>>[],
): string[] {
	const layouts = columns.map((column) => {
		const cells = rows.map((row) => toCell(row[column]));
		const width = Math.max(column.length, ...cells.map((cell) => cell.length));
		const alignRight = rows.length > 0 && rows.every((row) => isNumeric(row[column] ?? null));
		const fit = (cell: string) => (alignRight ? cell.padStart(width) : cell.padEnd(width));
		return { heading: fit(column), rule: '─'.repeat(width), cells: cells.map(fit) };
	});
	const join = (cells: string[]) => cells.join('  ').trimEnd();
	return [
		join(layouts.map(({ heading }) => heading)),
		join(layouts.map(({ rule }) => rule)),
		...rows.map((_row, index) => join(layouts.map(({ cells }) => cells[index] ?? ''))),
	];
}
