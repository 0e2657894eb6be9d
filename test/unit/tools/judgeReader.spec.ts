import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { parseSeeds } from '../../../tools/parseSeeds.ts';

const run = promisify(execFile);

describe('The judge as a command', () => {
	it('refuses details of judging seeds', async () => {
		const command = ['tools/judgeReader.ts', '--seeds', '999-1000', '--details'];
		const message = 'their details are not for looking at';
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
