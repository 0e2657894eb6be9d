import { readFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { makeSample, SAMPLES, SAMPLES_FOLDER } from '../../../tools/makeSamples.ts';

describe('A sample', () => {
	it.each(SAMPLES.map((sample) => [sample.fileName, sample] as const))(
		'is what the makers make, and small enough to keep: %s',
		async (fileName, sample) => {
			const bytes = await readFile(`${SAMPLES_FOLDER}${fileName}`);
			const truth = await readFile(`${SAMPLES_FOLDER}${fileName}.truth.json`, 'utf8');
			expect((await makeSample(sample)).truth).toBe(truth);
			expect(bytes.length).toBeGreaterThan(20_000);
			expect(bytes.length).toBeLessThan(1_000_000);
		},
	);
});
