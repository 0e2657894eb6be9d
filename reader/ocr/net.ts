/** How likely each answer is, 0..1; they add up to 1. */
export type Likelihoods = Float32Array;

/** A net with one hidden layer. */
export interface Net {
	/** By hidden unit: weights of the inputs, then the bias. */
	readonly hidden: Float32Array;
	/** By answer: weights of the hidden units, then the bias. */
	readonly answers: Float32Array;
	readonly units: number;
}

/** A net as it is stored. */
export interface StoredNet {
	/** Units of the hidden layer. */
	readonly units: number;
	/** What a step of a stored weight stands for: in the hidden layer, in the answers. */
	readonly scales: readonly number[];
	/** Base64, a signed byte each. */
	readonly weights: string;
}

/** @param inputs number of values that the net is shown */
export function unpackNet({ units, scales, weights }: StoredNet, inputs: number): Net {
	const bytes = Buffer.from(weights, 'base64');
	const split = units * (inputs + 1);
	const [hiddenScale = 1, answerScale = 1] = scales;
	const scaled = (from: number, to: number, scale: number): Float32Array =>
		Float32Array.from({ length: to - from }, (_, index) => bytes.readInt8(from + index) * scale);
	return {
		units,
		hidden: scaled(0, split, hiddenScale),
		answers: scaled(split, bytes.length, answerScale),
	};
}

/** What a thing is, by its description. */
export function classify({ hidden, answers, units }: Net, values: Float32Array): Likelihoods {
	const inner = layer(hidden, values, units);
	for (let unit = 0; unit < units; unit += 1) inner[unit] = Math.max(0, inner[unit]!);
	const scores = layer(answers, inner, answers.length / (units + 1));
	const highest = Math.max(...scores);
	let total = 0;
	for (let answer = 0; answer < scores.length; answer += 1) {
		scores[answer] = Math.exp(scores[answer]! - highest);
		total += scores[answer]!;
	}
	for (let answer = 0; answer < scores.length; answer += 1) scores[answer]! /= total;
	return scores;
}

function layer(weights: Float32Array, inputs: Float32Array, units: number): Float32Array {
	const outputs = new Float32Array(units);
	let at = 0;
	for (let unit = 0; unit < units; unit += 1) {
		let sum = 0;
		for (let input = 0; input < inputs.length; input += 1) sum += weights[at++]! * inputs[input]!;
		outputs[unit] = sum + weights[at++]!;
	}
	return outputs;
}
