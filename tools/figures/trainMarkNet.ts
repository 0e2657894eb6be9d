import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { MARK_COLUMNS, MARK_ROWS, MARK_VALUES } from '../../reader/ocr/markWindow.ts';
import { MARKS } from '../../reader/ocr/vowelMarks.ts';
import { randomOf } from '../documents/random.ts';
import type { Random } from '../documents/random.ts';
import { drawMarkSamples } from './drawMarkSamples.ts';
import { fontFiles } from './fontFiles.ts';
import { moved, newLayer, toSource, train } from './network.ts';
import type { Network, Sample } from './network.ts';

/**
 * Trains the net that tells the marks above vowels apart, and writes reader/ocr/markWeights.ts:
 *
 *     node tools/figures/trainMarkNet.ts --pages 80 --epochs 12 --fonts DIR
 *
 * `--fonts` is that of trainSignNet.ts. The texts are syllables of any sounds, no words.
 */
const { values: flags } = parseArgs({
	options: {
		pages: { type: 'string', default: '80' },
		epochs: { type: 'string', default: '12' },
		units: { type: 'string', default: '64' },
		fonts: { type: 'string' },
		out: { type: 'string', default: 'reader/ocr/markWeights.ts' },
	},
});

/** Moved by up to a cell, as a letter's place is not known better. */
function shaken(sample: Sample, random: Random): Sample {
	if (random.chance(0.4)) return sample;
	const by = [random.integer(-1, 1), random.integer(-1, 1)] as const;
	return moved(sample, [MARK_COLUMNS, MARK_ROWS], by);
}

const random = randomOf(1, 'mark net');
const fonts = await fontFiles(flags.fonts);
const samples: Sample[] = [];
const held: Sample[] = [];
for (let page = 0; page < Number(flags.pages); page += 1) {
	const drawn = await drawMarkSamples(fonts, randomOf(page, 'marks'));
	(page % 12 === 11 ? held : samples).push(...drawn);
}
process.stdout.write(`${samples.length} marks to learn, ${held.length} to judge by\n`);
const network: Network = {
	hidden: newLayer(MARK_VALUES, Number(flags.units), random),
	answers: newLayer(Number(flags.units), MARKS.length, random),
};
train(network, samples, { epochs: Number(flags.epochs), random, shaken, held });
await writeFile(flags.out, toSource(network, 'tools/figures/trainMarkNet.ts'));
