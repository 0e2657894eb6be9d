import { SIGN_VALUES } from './signWindow.ts';
import { HIDDEN, SCALES, WEIGHTS } from './signWeights.ts';

/** The signs that are told apart, in the order of the net's answers; the last answer is "none". */
export const SIGNS: readonly string[] = [...'0123456789.,/-:%()ABCDEFGHIJKLMNOPQRSTUVWXYZ'];

/** How likely each sign is, 0..1, "none" last; they add up to 1. */
export type Likelihoods = Float32Array;

/** A net with one hidden layer. */
export interface Net {
	/** By hidden unit: weights of the inputs, then the bias. */
	readonly hidden: Float32Array;
	/** By answer: weights of the hidden units, then the bias. */
	readonly answers: Float32Array;
	readonly units: number;
}

/** The net that was trained on printed and damaged signs of many fonts. */
export function loadNet(): Net {
	const bytes = Buffer.from(WEIGHTS, 'base64');
	const split = HIDDEN * (SIGN_VALUES + 1);
	const [hiddenScale = 1, answerScale = 1] = SCALES;
	const scaled = (from: number, to: number, scale: number): Float32Array =>
		Float32Array.from({ length: to - from }, (_, index) => bytes.readInt8(from + index) * scale);
	return {
		units: HIDDEN,
		hidden: scaled(0, split, hiddenScale),
		answers: scaled(split, bytes.length, answerScale),
	};
}

/** What a sign is, by its description. */
export function classify({ hidden, answers, units }: Net, values: Float32Array): Likelihoods {
	const inner = layer(hidden, values, units).map((value) => Math.max(0, value));
	const scores = layer(answers, inner, SIGNS.length + 1);
	const highest = Math.max(...scores);
	const powers = scores.map((score) => Math.exp(score - highest));
	const total = powers.reduce((sum, power) => sum + power, 0);
	return powers.map((power) => power / total);
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
