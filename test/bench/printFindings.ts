import { isBehind, toShort } from './findings.ts';
import type { Bound, Findings, Line } from './findings.ts';
import { spreadOf } from './statistics.ts';

/** A median with the least and the greatest value behind it; "" when nothing was measured. */
function toCell(values: readonly number[] | undefined): string {
	if (values === undefined || values.length === 0) return '';
	const { median, low, high } = spreadOf(values);
	if (low === high) return toShort(median);
	return `${toShort(median)} (${toShort(low)}–${toShort(high)})`;
}

function toRatio(ours: readonly number[], others: readonly number[] | undefined): string {
	if (others === undefined || others.length === 0) return '';
	const other = spreadOf(others).median;
	return other === 0 ? '' : (spreadOf(ours).median / other).toFixed(2);
}

const HEADINGS = ['measure', 'unit', 'ours', 'peer', 'floor', 'ours/peer', 'ours/floor'];

const toCells = ({ measure, unit, ours, peer, floor }: Line): string[] => [
	measure,
	unit,
	toCell(ours),
	toCell(peer),
	toCell(floor),
	toRatio(ours, peer),
	toRatio(ours, floor),
];

function alignColumns(rows: readonly string[][]): string[] {
	const widths = HEADINGS.map((_, column) =>
		Math.max(...rows.map((cells) => cells[column]?.length ?? 0)),
	);
	return rows.map((cells) =>
		cells
			.map((cell, column) => cell.padEnd(widths[column] ?? 0))
			.join('  ')
			.trimEnd(),
	);
}

/** The table, as lines of text. Medians, with the least and greatest value in brackets. */
export const tableLines = (lines: readonly Line[]): string[] =>
	alignColumns([HEADINGS, ...lines.map(toCells)]);

/** The table for a Markdown page. */
export function markdownTable(lines: readonly Line[]): string {
	const headings = [...HEADINGS, 'remark'];
	const rows = lines.map((line) => [...toCells(line), line.remark ?? '']);
	return [headings, headings.map(() => '---'), ...rows]
		.map((cells) => `| ${cells.join(' | ')} |`)
		.join('\n');
}

/** One line per bound: held or missed, what was wanted and what was found. */
export const boundLines = (bounds: readonly Bound[]): string[] =>
	bounds.map(
		({ measure, wanted, found, held }) =>
			`${held ? 'held  ' : 'missed'}  ${measure}: ${found} (wanted ${wanted})`,
	);

/** Prints what one part found out, as soon as it is known. */
export function printFindings({ lines, bounds }: Findings): void {
	console.log(`\n${[...tableLines(lines), '', ...boundLines(bounds)].join('\n')}\n`);
	for (const line of lines) if (isBehind(line)) console.log(`behind the peer: ${line.measure}`);
}
