import { markdownTable as layOut } from 'markdown-table';

const MOST_COLUMNS = 100;
const LEAST_WIDTH = 3;

const toCell = (text: string): string =>
	text
		.replace(/\|/g, '\\|')
		.replace(/\s*\n\s*/g, ' ')
		.trim();

const lengthOf = (text: string): number => [...text].length;

/** A Markdown table, laid out as prettier does it: in columns, unless they get too wide. */
export function markdownTable(
	headings: readonly string[],
	rows: readonly (readonly string[])[],
): string {
	const cells = [headings, ...rows].map((row) => row.map(toCell));
	const [head = [], ...body] = cells;
	const wideHead = head.map((cell) => cell.padEnd(LEAST_WIDTH));
	const aligned = layOut([wideHead, ...body], { stringLength: lengthOf });
	if (aligned.split('\n').every((line) => lengthOf(line) <= MOST_COLUMNS)) return aligned;
	const rule = head.map(() => '-'.repeat(LEAST_WIDTH));
	return [head, rule, ...body].map((row) => `| ${row.join(' | ')} |`).join('\n');
}
