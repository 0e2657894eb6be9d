import type { Random } from '../documents/random.ts';

/** What a classifier is shown, and what it is: the place of the right answer. */
export interface Sample {
	readonly values: Float32Array;
	readonly label: number;
}

const BATCH = 128;
const FASTEST = 2e-3;
const SLOWEST = 2e-5;

/** Weights of a layer by unit, its bias last, with what Adam remembers of them. */
export interface Layer {
	readonly inputs: number;
	readonly units: number;
	readonly weights: Float32Array;
	readonly gradient: Float32Array;
	readonly mean: Float32Array;
	readonly spread: Float32Array;
}

/** A layer with random weights. */
export function newLayer(inputs: number, units: number, random: Random): Layer {
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

/** A net with one hidden layer. */
export interface Network {
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

/** Rare signs are shown more often than their share, though not as often as frequent ones. */
function mixed(samples: readonly Sample[], answers: number, random: Random): Sample[] {
	const counts = new Uint32Array(answers);
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

/** How many samples the net knows, and how many of those it is sure of are wrong. */
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

/** The file of weights that the reader loads; `by` is the script that writes it. */
export function toSource({ hidden, answers }: Network, by: string): string {
	const scales = [hidden, answers].map(({ weights }) => Math.max(...weights.map(Math.abs)) / 127);
	const bytes = [hidden, answers].map(({ weights }, index) =>
		Buffer.from(Int8Array.from(weights, (weight) => Math.round(weight / (scales[index] ?? 1)))),
	);
	return `// Written by ${by}.

/** Units of the hidden layer. */
export const HIDDEN = ${hidden.units};

/** What a step of a stored weight stands for: in the hidden layer, in the answers. */
export const SCALES: readonly number[] = [${scales.join(', ')}];

/** The weights, a signed byte each, as base64. */
export const WEIGHTS =
	'${Buffer.concat(bytes).toString('base64')}';
`;
}

/** What training is told. */
export interface Training {
	readonly epochs: number;
	readonly random: Random;
	/** Changes a sample a little, as cutting out may. */
	readonly shaken: (sample: Sample, random: Random) => Sample;
	/** Samples to judge by after every epoch. */
	readonly held: readonly Sample[];
}

/** Trains the net, slower and slower; prints how well it does after every epoch. */
export function train(
	network: Network,
	samples: readonly Sample[],
	{ epochs, random, shaken, held }: Training,
): void {
	let step = 0;
	for (let epoch = 0; epoch < epochs; epoch += 1) {
		const speed = SLOWEST + (FASTEST - SLOWEST) * 0.5 * (1 + Math.cos((Math.PI * epoch) / epochs));
		for (const [index, sample] of mixed(samples, network.answers.units, random).entries()) {
			learn(network, shaken(sample, random));
			if (index % BATCH !== BATCH - 1) continue;
			step += 1;
			update(network.hidden, step, speed);
			update(network.answers, step, speed);
		}
		process.stdout.write(`epoch ${epoch + 1}: ${report(network, held)}\n`);
	}
}

/** The sample with its window of cells moved by whole cells. */
export function moved(
	{ values, label }: Sample,
	[columns, rows]: readonly [columns: number, rows: number],
	[right, down]: readonly [right: number, down: number],
): Sample {
	const shifted = values.slice();
	for (let y = 0; y < rows; y += 1) {
		for (let x = 0; x < columns; x += 1) {
			const [fromX, fromY] = [x - right, y - down];
			const isInside = fromX >= 0 && fromY >= 0 && fromX < columns && fromY < rows;
			shifted[y * columns + x] = isInside ? (values[fromY * columns + fromX] ?? 0) : 0;
		}
	}
	return { values: shifted, label };
}
