import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { SIGNS } from '../../reader/ocr/signNet.ts';
import { SIGN_VALUES, WINDOW_HEIGHT, WINDOW_WIDTH } from '../../reader/ocr/signWindow.ts';
import { randomOf } from '../documents/random.ts';
import type { Random } from '../documents/random.ts';
import { drawSamples } from './drawSamples.ts';
import type { Sample } from './drawSamples.ts';
import { fontFiles } from './fontFiles.ts';

/**
 * Trains the net that tells figures apart by their shapes, and writes reader/ocr/signWeights.ts:
 *
 *     node tools/figures/trainSignNet.ts --pages 60 --epochs 12 --fonts DIR
 *
 * `--fonts` names a folder with more packages of `@expo-google-fonts`, so that the net does not only
 * know the letters that the invented reports are printed in.
 */
const ANSWERS = SIGNS.length + 1;
const BATCH = 128;
const FASTEST = 2e-3;
const SLOWEST = 2e-5;

/** Weights of a layer by unit, its bias last, with what Adam remembers of them. */
interface Layer {
	readonly inputs: number;
	readonly units: number;
	readonly weights: Float32Array;
	readonly gradient: Float32Array;
	readonly mean: Float32Array;
	readonly spread: Float32Array;
}

function newLayer(inputs: number, units: number, random: Random): Layer {
	const size = units * (inputs + 1);
	const reach = Math.sqrt(6 / inputs);
	return {
		inputs,
		units,
		weights: Float32Array.from({ length: size }, (_, index) =>
			index % (inputs + 1) === inputs ? 0 : random.real(-reach, reach),
		),
		gradient: new Float32Array(size),
		mean: new Float32Array(size),
		spread: new Float32Array(size),
	};
}

function forward({ inputs, units, weights }: Layer, values: Float32Array): Float32Array {
	const outputs = new Float32Array(units);
	for (let unit = 0, at = 0; unit < units; unit += 1) {
		let sum = 0;
		for (let input = 0; input < inputs; input += 1)
			sum += (weights[at++] ?? 0) * (values[input] ?? 0);
		outputs[unit] = sum + (weights[at++] ?? 0);
	}
	return outputs;
}

/** Adds to the gradient; returns how the inputs should have been. */
function backward(layer: Layer, values: Float32Array, errors: Float32Array): Float32Array {
	const { inputs, units, weights, gradient } = layer;
	const below = new Float32Array(inputs);
	for (let unit = 0; unit < units; unit += 1) {
		const error = errors[unit] ?? 0;
		if (error === 0) continue;
		let at = unit * (inputs + 1);
		for (let input = 0; input < inputs; input += 1, at += 1) {
			gradient[at] = (gradient[at] ?? 0) + error * (values[input] ?? 0);
			below[input] = (below[input] ?? 0) + error * (weights[at] ?? 0);
		}
		gradient[at] = (gradient[at] ?? 0) + error;
	}
	return below;
}

/** Adam. */
function update(layer: Layer, step: number, speed: number): void {
	const { weights, gradient, mean, spread } = layer;
	const meanScale = 1 / (1 - 0.9 ** step);
	const spreadScale = 1 / (1 - 0.999 ** step);
	for (let at = 0; at < weights.length; at += 1) {
		const slope = (gradient[at] ?? 0) / BATCH;
		const newMean = 0.9 * (mean[at] ?? 0) + 0.1 * slope;
		const newSpread = 0.999 * (spread[at] ?? 0) + 0.001 * slope * slope;
		mean[at] = newMean;
		spread[at] = newSpread;
		weights[at] =
			(weights[at] ?? 0) -
			(speed * newMean * meanScale) / (Math.sqrt(newSpread * spreadScale) + 1e-8);
	}
	gradient.fill(0);
}

interface Network {
	readonly hidden: Layer;
	readonly answers: Layer;
}

function answer(
	{ hidden, answers }: Network,
	values: Float32Array,
): { inner: Float32Array; likely: Float32Array } {
	const inner = forward(hidden, values).map((value) => Math.max(0, value));
	const scores = forward(answers, inner);
	const highest = Math.max(...scores);
	const powers = scores.map((score) => Math.exp(score - highest));
	const total = powers.reduce((sum, power) => sum + power, 0);
	return { inner, likely: powers.map((power) => power / total) };
}

/** Learns one sample. */
function learn({ hidden, answers }: Network, { values, label }: Sample): void {
	const { inner, likely } = answer({ hidden, answers }, values);
	likely[label] = (likely[label] ?? 0) - 1;
	const below = backward(answers, inner, likely);
	backward(
		hidden,
		values,
		below.map((error, unit) => ((inner[unit] ?? 0) > 0 ? error : 0)),
	);
}

/** Moved by up to a pixel of the window, with a little noise: what cutting out leaves open. */
function shaken({ values, label }: Sample, random: Random): Sample {
	if (random.chance(0.5)) return { values, label };
	const moved = values.slice();
	const [right, down] = [random.integer(-1, 1), random.integer(-1, 1)];
	for (let y = 0; y < WINDOW_HEIGHT; y += 1) {
		for (let x = 0; x < WINDOW_WIDTH; x += 1) {
			const [fromX, fromY] = [x - right, y - down];
			const isInside = fromX >= 0 && fromY >= 0 && fromX < WINDOW_WIDTH && fromY < WINDOW_HEIGHT;
			moved[y * WINDOW_WIDTH + x] = isInside ? (values[fromY * WINDOW_WIDTH + fromX] ?? 0) : 0;
		}
	}
	return { values: moved, label };
}

/** Rare signs are shown more often than their share, though not as often as frequent ones. */
function mixed(samples: readonly Sample[], random: Random): Sample[] {
	const counts = new Uint32Array(ANSWERS);
	for (const { label } of samples) counts[label] = (counts[label] ?? 0) + 1;
	const weights = samples.map(({ label }) => 1 / Math.sqrt(counts[label] ?? 1));
	const mean = weights.reduce((sum, weight) => sum + weight, 0) / samples.length;
	return samples
		.flatMap((sample, index) => {
			const share = (weights[index] ?? 0) / mean;
			const times = Math.floor(share) + Number(random.chance(share % 1));
			return Array.from({ length: times }, () => ({ sample, place: random.real(0, 1) }));
		})
		.toSorted((one, other) => one.place - other.place)
		.map(({ sample }) => sample);
}

function report(network: Network, samples: readonly Sample[]): string {
	let right = 0;
	let sure = 0;
	let wrong = 0;
	for (const { values, label } of samples) {
		const { likely } = answer(network, values);
		const found = likely.indexOf(Math.max(...likely));
		if (found === label) right += 1;
		if ((likely[found] ?? 0) < 0.9) continue;
		sure += 1;
		if (found !== label) wrong += 1;
	}
	const percent = (part: number, whole: number): string => ((100 * part) / whole).toFixed(2);
	return `${percent(right, samples.length)} % right, ${percent(sure, samples.length)} % sure, of which ${percent(wrong, sure)} % wrong`;
}

function toSource({ hidden, answers }: Network): string {
	const scales = [hidden, answers].map(({ weights }) => Math.max(...weights.map(Math.abs)) / 127);
	const bytes = [hidden, answers].map(({ weights }, index) =>
		Buffer.from(Int8Array.from(weights, (weight) => Math.round(weight / (scales[index] ?? 1)))),
	);
	return `// Written by tools/figures/trainSignNet.ts.

/** Units of the hidden layer. */
export const HIDDEN = ${hidden.units};

/** What a step of a stored weight stands for: in the hidden layer, in the answers. */
export const SCALES: readonly number[] = [${scales.join(', ')}];

/** The weights, a signed byte each, as base64. */
export const WEIGHTS =
	'${Buffer.concat(bytes).toString('base64')}';
`;
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
const epochs = Number(flags.epochs);
let step = 0;
for (let epoch = 0; epoch < epochs; epoch += 1) {
	const speed = SLOWEST + (FASTEST - SLOWEST) * 0.5 * (1 + Math.cos((Math.PI * epoch) / epochs));
	for (const [index, sample] of mixed(samples, random).entries()) {
		learn(network, shaken(sample, random));
		if (index % BATCH !== BATCH - 1) continue;
		step += 1;
		update(network.hidden, step, speed);
		update(network.answers, step, speed);
	}
	process.stdout.write(`epoch ${epoch + 1}: ${report(network, held)}\n`);
}
await writeFile(flags.out, toSource(network));
