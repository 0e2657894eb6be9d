const toCell = (text: string): string =>
	text
		.replace(/\|/g, '\\|')
		.replace(/\s*\n\s*/g, ' ')
		.trim();

const toRow = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

const MOST_COLUMNS = 100;

/** A Markdown table, laid out as prettier does it: in columns, unless they get too wide. */
export function markdownTable(
	headings: readonly string[],
	rows: readonly (readonly string[])[],
): string {
	const cells = [headings, ...rows].map((row) => row.map(toCell));
	const widths = headings.map((_heading, column) =>
		Math.max(3, ...cells.map((row) => [...(row[column] ?? '')].length)),
	);
	const lines = cells.map((row) =>
		row.map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - [...cell].length)),
	);
	const [head = [], ...body] = lines;
	const rule = widths.map((width) => '-'.repeat(width));
	const aligned = [head, rule, ...body].map(toRow);
	const isWide = aligned.some((line) => [...line].length > MOST_COLUMNS);
	const [compactHead = [], ...compactBody] = cells;
	const compact = [compactHead, widths.map(() => '---'), ...compactBody].map(toRow);
	return (isWide ? compact : aligned).join('\n');
}
