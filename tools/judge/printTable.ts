import type { JudgedDocument } from './runJudge.ts';
import { shareOf, tally } from './tally.ts';
import type { Share, Tally } from './tally.ts';

/** A line per group of documents, with a heading; Markdown. */
export function printTable(
	documents: readonly JudgedDocument[],
	groupBy: (document: JudgedDocument) => string,
	groupName: string,
): string {
	const groups = Map.groupBy(documents, groupBy);
	const heading = [
		groupName,
		'documents',
		'values',
		'exact',
		'sure but wrong',
		'unsure and wrong',
		'missing',
		'exact but unsure',
		'tables exact',
		's/page',
	];
	const lines = [...groups].map(([group, members]) => {
		const counts = tally(
			members.flatMap(({ judgement }) => judgement.values),
			members.flatMap(({ judgement }) => judgement.tables),
		);
		return [group, String(members.length), ...columns(counts), secondsPerPage(members)];
	});
	return toMarkdown([heading, ...lines]);
}

/** A line per kind of value. */
export function printKinds(documents: readonly JudgedDocument[]): string {
	const values = documents.flatMap(({ judgement }) => judgement.values);
	const lines = [...Map.groupBy(values, ({ kind }) => kind)].map(([kind, members]) =>
		[kind, ...columns(tally(members, []))].slice(0, -1),
	);
	const heading = [
		'kind',
		'values',
		'exact',
		'sure but wrong',
		'unsure and wrong',
		'missing',
		'exact but unsure',
	];
	return toMarkdown([heading, ...lines]);
}

function columns(counts: Tally): string[] {
	const { printed, exact, sureButWrong, wrongAndUnsure, missing, exactButUnsure } = counts;
	return [
		String(printed),
		bounded(shareOf(exact, printed)),
		bounded(shareOf(sureButWrong, printed)),
		percent(wrongAndUnsure / printed),
		percent(missing / printed),
		percent(exactButUnsure / exact),
		`${counts.exactTables}/${counts.tables}`,
	];
}

function secondsPerPage(documents: readonly JudgedDocument[]): string {
	const seconds = documents.reduce((sum, document) => sum + document.seconds, 0);
	const pages = documents.reduce((sum, document) => sum + document.pages, 0);
	return (seconds / pages).toFixed(2);
}

/** `98.2 % (97.1-98.9)`. */
function bounded({ share, low, high }: Share): string {
	return `${percent(share)} (${(low * 100).toFixed(2)}-${(high * 100).toFixed(2)})`;
}

function percent(share: number): string {
	return Number.isNaN(share) ? '-' : `${(share * 100).toFixed(2)} %`;
}

function toMarkdown(rows: readonly (readonly string[])[]): string {
	const [heading = [], ...lines] = rows;
	const widths = heading.map((_, column) =>
		Math.max(...rows.map((row) => row[column]?.length ?? 0)),
	);
	const line = (cells: readonly string[]): string =>
		`| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
	const rule = `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`;
	return [line(heading), rule, ...lines.map(line)].join('\n');
}
