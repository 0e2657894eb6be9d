import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { projectPath } from '../../scripts/host/project.ts';
import { drawCharts } from './charts.ts';
import type { Bound, Line } from './findings.ts';
import { machineLine } from './machine.ts';
import type { Machine } from './machine.ts';
import { boundLines, markdownTable } from './printFindings.ts';

/** Everything that one run of the benchmark found out. */
export interface BenchResult {
	scale: string;
	machine: Machine;
	lines: Line[];
	bounds: Bound[];
}

const JSON_FILE = 'results.json';
const MARKDOWN_FILE = 'results.md';

async function toPretty(text: string, path: string): Promise<string> {
	const config = await resolveConfig(path);
	return await format(text, { ...config, filepath: path });
}

function toMarkdown({ scale, machine, lines, bounds }: BenchResult): string {
	return [
		'# Numbers of the last kept run',
		`Written by \`npm run bench${scale === 'full' ? ' -- --full' : ' --'} --save\`. ` +
			'Medians, with the least and greatest value in brackets.',
		machineLine(machine),
		markdownTable(lines),
		`\`\`\`text\n${boundLines(bounds).join('\n')}\n\`\`\``,
		'',
	].join('\n\n');
}

/**
 * Writes the result as JSON and Markdown, and the charts.
 *
 * @param keep into the repository (`test/bench`, `.github/images`) instead of `test-results/bench`
 * @returns the folder of the JSON file
 */
export async function saveResult(result: BenchResult, keep: boolean): Promise<string> {
	const folder = keep ? projectPath('test', 'bench') : projectPath('test-results', 'bench');
	const pictures = keep ? projectPath('.github', 'images') : folder;
	await mkdir(folder, { recursive: true });
	const files = [
		[join(folder, JSON_FILE), JSON.stringify(result)],
		[join(folder, MARKDOWN_FILE), toMarkdown(result)],
	] as const;
	for (const [path, text] of files) await writeFile(path, await toPretty(text, path));
	for (const [name, svg] of drawCharts(result.lines)) await writeFile(join(pictures, name), svg);
	return folder;
}
