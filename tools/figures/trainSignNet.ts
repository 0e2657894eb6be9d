import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { SIGNS } from '../../reader/ocr/signNet.ts';
import { SIGN_VALUES, WINDOW_HEIGHT, WINDOW_WIDTH } from '../../reader/ocr/signWindow.ts';
import { randomOf } from '../documents/random.ts';
import type { Random } from '../documents/random.ts';
import { drawSamples } from './drawSamples.ts';
import { fontFiles } from './fontFiles.ts';
import { moved, newLayer, toSource, train } from './network.ts';
import type { Network, Sample } from './network.ts';

/**
 * Trains the net that tells figures apart by their shapes, and writes reader/ocr/signWeights.ts:
 *
 *     node tools/figures/trainSignNet.ts --pages 60 --epochs 12 --fonts DIR
 *
 * `--fonts` names a folder with more packages of `@expo-google-fonts`, so that the net does not only
 * know the letters that the invented reports are printed in.
 */
const ANSWERS = SIGNS.length + 1;

/** Moved by up to a pixel of the window: what cutting out leaves open. */
function shaken(sample: Sample, random: Random): Sample {
	if (random.chance(0.5)) return sample;
	const by = [random.integer(-1, 1), random.integer(-1, 1)] as const;
	return moved(sample, [WINDOW_WIDTH, WINDOW_HEIGHT], by);
}

const { values: flags } = parseArgs({
	options: {
		pages: { type: 'string', default: '60' },
		epochs: { type: 'string', default: '12' },
		units: { type: 'string', default: '64' },
		fonts: { type: 'string' },
		out: { type: 'string', default: 'reader/ocr/signWeights.ts' },
	},
});
const random = randomOf(1, 'sign net');
const fonts = await fontFiles(flags.fonts);
const samples: Sample[] = [];
const held: Sample[] = [];
for (let page = 0; page < Number(flags.pages); page += 1) {
	const drawn = await drawSamples(fonts, randomOf(page, 'signs'));
	(page % 12 === 11 ? held : samples).push(...drawn);
}
process.stdout.write(`${samples.length} signs to learn, ${held.length} to judge by\n`);
const network: Network = {
	hidden: newLayer(SIGN_VALUES, Number(flags.units), random),
	answers: newLayer(Number(flags.units), ANSWERS, random),
};
train(network, samples, { epochs: Number(flags.epochs), random, shaken, held });
await writeFile(flags.out, toSource(network, 'tools/figures/trainSignNet.ts'));
