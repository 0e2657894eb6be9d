import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { saveFigures } from '../../../tools/judge/saveFigures.ts';
import { parseSeeds } from '../../../tools/parseSeeds.ts';

const run = promisify(execFile);

describe('The judge as a command', () => {
	it.each([
		['--seeds', '999-1000', '--details', 'their details are not for looking at'],
		['--seeds', '7', '--save=figures.md', 'not for publishing'],
	])('refuses %s %s %s', async (...each) => {
		const [flag, seeds, other, message] = each;
		const command = ['tools/judgeReader.ts', flag, seeds, other];
		await expect(run(process.execPath, command)).rejects.toThrow(message);
	});
});

describe('Seeds', () => {
	it('are single ones and ranges', () => {
		expect(parseSeeds('1-3,7')).toEqual([1, 2, 3, 7]);
	});

	it.each(['', 'a', '3-1', '1-'])('are not "%s"', (text) => {
		// An empty text is the number 0 to JavaScript, and no seed to anybody.
		expect(() => parseSeeds(text)).toThrow('No range of seeds');
	});
});

describe('Saved figures', () => {
	let folder: string;

	beforeAll(async () => {
		folder = await mkdtemp(join(tmpdir(), 'figures-'));
	});
	afterAll(async () => {
		await rm(folder, { recursive: true });
	});

	it('take the place of the last ones and leave the rest as it is', async () => {
		const path = join(folder, 'reader.md');
		const begin = '<!-- figures: written by tools/judgeReader.ts --save -->';
		const end = '<!-- end of figures -->';
		await writeFile(path, `# Reader\n\n${begin}\nold\n${end}\n\nLast words.\n`);
		await saveFigures(path, 'first');
		await saveFigures(path, 'second');
		expect(await readFile(path, 'utf8')).toBe(
			`# Reader\n\n${begin}\n\nsecond\n\n${end}\n\nLast words.\n`,
		);
	});

	it('are refused by a file that has no place for them', async () => {
		const path = join(folder, 'other.md');
		await writeFile(path, '# Other\n');
		await expect(saveFigures(path, 'figures')).rejects.toThrow('no place for figures');
		expect(await readFile(path, 'utf8')).toBe('# Other\n');
	});
});
