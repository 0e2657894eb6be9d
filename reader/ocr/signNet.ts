import { unpackNet } from './net.ts';
import type { Net } from './net.ts';
import { HIDDEN, SCALES, WEIGHTS } from './signWeights.ts';
import { SIGN_VALUES } from './signWindow.ts';

/** The signs that are told apart, in the order of the net's answers; the last answer is "none". */
export const SIGNS: readonly string[] = [...'0123456789.,/-:%()ABCDEFGHIJKLMNOPQRSTUVWXYZ'];

/** The net that was trained on printed and damaged signs of many fonts. */
export function loadNet(): Net {
	return unpackNet({ units: HIDDEN, scales: SCALES, weights: WEIGHTS }, SIGN_VALUES);
}
