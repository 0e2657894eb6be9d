import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { CONDITIONS, conditionNamed } from './conditions/conditions.ts';
import { LAYOUTS, layoutNamed } from './documents/layouts/index.ts';
import { makeDocument } from './documents/makeDocument.ts';
import { randomOf } from './documents/random.ts';
import { parseSeeds } from './parseSeeds.ts';

const USAGE = `node tools/makeDocuments.ts --out folder [options]

Writes invented reports as files, each with its truth beside it.

  --seeds 1-5,8        below 1000 for tuning, the others only for judging (default 1)
${LAYOUTS.map(({ name, says }) => `  --layouts ${name.padEnd(14)} ${says}`).join('\n')}
${CONDITIONS.map(({ name, says }) => `  --conditions ${name.padEnd(12)} ${says}`).join('\n')}
`;

const { values: options } = parseArgs({
	options: {
		out: { type: 'string' },
		seeds: { type: 'string', default: '1' },
		layouts: { type: 'string', default: LAYOUTS.map(({ name }) => name).join(',') },
		conditions: { type: 'string', default: 'digital' },
	},
});

async function writeAll(folder: string): Promise<void> {
	await mkdir(folder, { recursive: true });
	for (const seed of parseSeeds(options.seeds)) {
		for (const layout of options.layouts.split(',')) {
			const document = await makeDocument(layoutNamed(layout), seed);
			const truth = JSON.stringify(document.truth, null, '\t');
			await writeFile(join(folder, `${document.name}.truth.json`), truth);
			for (const condition of options.conditions.split(',')) {
				const random = randomOf(seed, `${layout} ${condition}`);
				const { fileName, bytes } = await conditionNamed(condition).send(document, random);
				const name = fileName.replace(document.name, `${document.name}-${condition}`);
				await writeFile(join(folder, name), bytes);
				console.log(name);
			}
		}
	}
}

if (options.out === undefined) console.log(USAGE);
else await writeAll(options.out);
