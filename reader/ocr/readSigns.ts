import type { GrayImage } from '../geometry/grayImage.ts';
import type { InkRun } from '../geometry/inkLines.ts';
import type { Box } from '../page.ts';
import { classify } from './net.ts';
import type { Likelihoods, Net } from './net.ts';
import { SIGNS } from './signNet.ts';
import { describeSign, frameOf, signBoxes } from './signWindow.ts';
import type { LineFrame } from './signWindow.ts';

/** A run read sign by sign, by their shapes alone. */
export interface SignReading {
	/** With a space wherever there may be one. */
	readonly text: string;
	/** Likelihood (0..1) of the least sure sign. */
	readonly weakest: number;
	/** The text with the least sure sign read as the next best; null where all are sure. */
	readonly second: string | null;
}

/** Widths of signs in heights of a figure: a figure, and the widest that is one sign. */
const FIGURE_WIDTH = 0.56;
const WIDEST = 0.95;

/** A gap this wide, in heights of a figure, may be a space; those beside a slim 1 are wider. */
const SPACE = 0.28;
const SPACE_BESIDE_1 = 0.42;

/** Below this a sign is looked at again as several that touch. */
const DOUBTFUL = 0.6;

/** Only as much of a run may be no figure, by count of its signs. */
const OTHER_SHARE = 0.25;

/** More signs than this are no figure. */
const LONGEST = 30;

/** Shapes of letters that figures have too; among figures they are figures. */
const TWINS = new Map([
	['O', '0'],
	['I', '1'],
]);

interface Sign {
	readonly box: Box;
	readonly likelihoods: Likelihoods;
}

/** Reads a run of figures by the shapes of its signs; null where it is no such run. */
export function readSigns(
	page: GrayImage,
	run: InkRun,
	usual: number,
	net: Net,
): SignReading | null {
	const boxes = signBoxes(run.shapes);
	if (boxes.length > LONGEST) return null;
	const frame = frameOf(page, run, usual);
	if (!frame) return null;
	const signs = boxes.flatMap((box) => readTouching(page, box, frame, net));
	const others = signs.filter(({ likelihoods }) => !isFigure(best(likelihoods).sign));
	if (others.length > OTHER_SHARE * signs.length) return null;
	return spell(signs, frame);
}

/** One sign, or as many as make better sense of the shape. */
function readTouching(page: GrayImage, box: Box, frame: LineFrame, net: Net): Sign[] {
	const read = (part: Box): Sign => ({
		box: part,
		likelihoods: classify(net, describeSign(page, part, frame)),
	});
	const whole = read(box);
	const width = (box[2] - box[0]) / (frame.bottom - frame.top);
	const { sign, likelihood } = best(whole.likelihoods);
	if (width < WIDEST && sign !== '' && likelihood > DOUBTFUL) return [whole];
	let chosen = { signs: [whole], weakest: sign === '' ? 0 : likelihood };
	const most = Math.min(12, Math.round(width / (FIGURE_WIDTH * 0.7)));
	for (let count = 2; count <= most; count += 1) {
		const signs = cutApart(page, box, frame, count).map(read);
		const weakest = Math.min(
			...signs.map(({ likelihoods }) => {
				const found = best(likelihoods);
				return found.sign === '' ? 0 : found.likelihood;
			}),
		);
		if (weakest > chosen.weakest + 0.1) chosen = { signs, weakest };
	}
	return chosen.signs;
}

/** Cuts a shape into parts of about the same width, where the least ink is. */
function cutApart(page: GrayImage, box: Box, frame: LineFrame, count: number): Box[] {
	const [left, top, right, bottom] = box;
	const reach = 0.16 * (frame.bottom - frame.top);
	const cuts = [left];
	for (let cut = 1; cut < count; cut += 1) {
		const expected = left + ((right - left) * cut) / count;
		let chosen = { x: Math.round(expected), ink: Infinity };
		for (let x = Math.round(expected - reach); x <= expected + reach; x += 1) {
			let ink = 0;
			for (let y = top; y < bottom; y += 1) ink += 255 - (page.data[y * page.width + x] ?? 255);
			ink += Math.abs(x - expected) * 12;
			if (ink < chosen.ink) chosen = { x, ink };
		}
		cuts.push(Math.max(chosen.x, (cuts.at(-1) ?? left) + 2));
	}
	return cuts.map((from, index) => [from, top, cuts[index + 1] ?? right, bottom]);
}

function spell(signs: readonly Sign[], frame: LineFrame): SignReading {
	const digits = signs.filter(({ likelihoods }) => /\d/.test(best(likelihoods).sign)).length;
	const read = signs.map(({ box, likelihoods }, index) => {
		const merged = digits * 2 >= signs.length ? withoutTwins(likelihoods) : likelihoods;
		const before = signs[index - 1];
		const gap = before ? (box[0] - before.box[2]) / (frame.bottom - frame.top) : 0;
		const found = best(merged);
		const isBeside1 = found.sign === '1' || (before && best(before.likelihoods).sign === '1');
		const space = gap > (isBeside1 ? SPACE_BESIDE_1 : SPACE) ? ' ' : '';
		return { ...found, next: best(merged, 1).sign, space };
	});
	const weakest = read.toSorted((one, other) => one.likelihood - other.likelihood)[0];
	const text = (of: (sign: (typeof read)[number]) => string): string =>
		read.map((sign) => sign.space + of(sign)).join('');
	return {
		text: text(({ sign }) => sign),
		weakest: weakest?.likelihood ?? 0,
		second:
			weakest && weakest.likelihood < 0.98
				? text((sign) => (sign === weakest ? sign.next : sign.sign))
				: null,
	};
}

function withoutTwins(likelihoods: Likelihoods): Likelihoods {
	const merged = likelihoods.slice();
	for (const [letter, figure] of TWINS) {
		const [from, to] = [SIGNS.indexOf(letter), SIGNS.indexOf(figure)];
		merged[to] = merged[to]! + merged[from]!;
		merged[from] = 0;
	}
	return merged;
}

/** The likeliest sign, or the one that `place` others are likelier than; '' for none. */
function best(likelihoods: Likelihoods, place = 0): { sign: string; likelihood: number } {
	const order = [...likelihoods.keys()].sort(
		(one, other) => likelihoods[other]! - likelihoods[one]!,
	);
	const index = order[place] ?? 0;
	return { sign: SIGNS[index] ?? '', likelihood: likelihoods[index] ?? 0 };
}

function isFigure(sign: string): boolean {
	return sign !== '' && /[\d.,/:%()-]/.test(sign);
}
