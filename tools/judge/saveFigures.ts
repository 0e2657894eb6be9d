import { execFileSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';

const BEGIN = '<!-- figures: written by tools/judgeReader.ts --save -->';
const END = '<!-- end of figures -->';

/**
 * Puts the text between the two marks of a Markdown file, in the place of what stood there; throws
 * where the file has no such marks.
 */
export async function saveFigures(path: string, figures: string): Promise<void> {
	const text = await readFile(path, 'utf8');
	const [begin, end] = [text.indexOf(BEGIN), text.indexOf(END)];
	if (begin === -1 || end < begin)
		throw new Error(`${path} has no place for figures: ${BEGIN} … ${END}`);
	const before = text.slice(0, begin + BEGIN.length);
	await writeFile(path, `${before}\n\n${figures}\n\n${text.slice(end)}`);
}

/** What the figures were measured with: seeds, commit, Node, machine, day. */
export function describeRun(seeds: string): string {
	const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
	const processors = cpus();
	return [
		`Seeds ${seeds}`,
		`commit ${commit}`,
		`Node ${process.version}`,
		`${processors.length} × ${processors[0]?.model.trim() ?? 'unknown processor'}`,
		new Date().toISOString().slice(0, 10),
	].join(' · ');
}
