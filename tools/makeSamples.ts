import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { conditionNamed } from './conditions/conditions.ts';
import { layoutNamed } from './documents/layouts/index.ts';
import { makeDocument } from './documents/makeDocument.ts';
import { randomOf } from './documents/random.ts';

/** The documents that show a newcomer what is read; beside each stands what is printed in it. */
export const SAMPLES = [
	{ fileName: 'credit-report.pdf', layout: 'today', condition: 'digital', seed: 26 },
	{ fileName: 'credit-report-photo.jpg', layout: 'short', condition: 'photoDay', seed: 26 },
] as const;

/** Where the samples are kept. */
export const SAMPLES_FOLDER = fileURLToPath(new URL('samples/', import.meta.url));

/** A sample's file and its truth, made anew. */
export async function makeSample({
	layout,
	condition,
	seed,
}: (typeof SAMPLES)[number]): Promise<{ bytes: Buffer; truth: string }> {
	const document = await makeDocument(layoutNamed(layout), seed);
	const { bytes } = await conditionNamed(condition).send(document, randomOf(seed, condition));
	return { bytes, truth: `${JSON.stringify(document.truth, null, '\t')}\n` };
}

if (import.meta.main) {
	await mkdir(SAMPLES_FOLDER, { recursive: true });
	for (const sample of SAMPLES) {
		const { bytes, truth } = await makeSample(sample);
		await writeFile(`${SAMPLES_FOLDER}${sample.fileName}`, bytes);
		await writeFile(`${SAMPLES_FOLDER}${sample.fileName}.truth.json`, truth);
	}
}
