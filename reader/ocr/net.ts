/** How likely each answer is, 0..1; they add up to 1. */
export type Likelihoods = Float32Array;

interface Layer {
	readonly outputs: number;
	/** By input: its weight for each output; then the biases. */
	readonly weights: Float32Array;
}

/** A net with one hidden layer. */
export interface Net {
	readonly hidden: Layer;
	readonly answers: Layer;
}

/** A net as it is stored. */
export interface StoredNet {
	/** Units of the hidden layer. */
	readonly units: number;
	/** What a step of a stored weight stands for: in the hidden layer, in the answers. */
	readonly scales: readonly number[];
	/** Base64, a signed byte each; in each layer, by output: the weights of its inputs, then the bias. */
	readonly weights: string;
}

/** @param inputs number of values that the net is shown */
export function unpackNet({ units, scales, weights }: StoredNet, inputs: number): Net {
	const bytes = Buffer.from(weights, 'base64');
	const split = units * (inputs + 1);
	const [hiddenScale = 1, answerScale = 1] = scales;
	const layer = (from: number, to: number, width: number, scale: number): Layer => {
		const outputs = (to - from) / width;
		const byInput = Float32Array.from({ length: to - from }, (_, index) => {
			const [input, output] = [Math.floor(index / outputs), index % outputs];
			return bytes.readInt8(from + output * width + input) * scale;
		});
		return { outputs, weights: byInput };
	};
	return {
		hidden: layer(0, split, inputs + 1, hiddenScale),
		answers: layer(split, bytes.length, units + 1, answerScale),
	};
}

/** What a thing is, by its description. */
export function classify({ hidden, answers }: Net, values: Float32Array): Likelihoods {
	const inner = apply(hidden, values);
	for (let unit = 0; unit < inner.length; unit += 1) inner[unit] = Math.max(0, inner[unit]!);
	const scores = apply(answers, inner);
	const highest = Math.max(...scores);
	let total = 0;
	for (let answer = 0; answer < scores.length; answer += 1) {
		scores[answer] = Math.exp(scores[answer]! - highest);
		total += scores[answer]!;
	}
	for (let answer = 0; answer < scores.length; answer += 1) scores[answer]! /= total;
	return scores;
}

function apply({ outputs, weights }: Layer, inputs: Float32Array): Float32Array {
	const sums = weights.slice(inputs.length * outputs);
	for (let input = 0; input < inputs.length; input += 1) {
		const value = inputs[input]!;
		// Most of a window is white.
		if (value === 0) continue;
		for (let output = 0, at = input * outputs; output < outputs; output += 1, at += 1) {
			sums[output]! += weights[at]! * value;
		}
	}
	return sums;
}
