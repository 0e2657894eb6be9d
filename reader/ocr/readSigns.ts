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

/** More figures than this do not touch each other. */
const MOST_TOUCHING = 6;

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
	const read = (box: Box): Sign => ({
		box,
		likelihoods: classify(net, describeSign(page, box, frame)),
	});
	const most = boxes.reduce((sum, box) => sum + mostSigns(box, frame), 0);
	const wholes: Sign[] = [];
	let letters = 0;
	for (const box of boxes) {
		const whole = read(box);
		wholes.push(whole);
		const isOne = isPlain(whole, frame) || mostSigns(box, frame) === 1;
		if (isOne && !isFigure(best(whole.likelihoods).sign)) letters += 1;
		// Words are seen to be none before their end, and before what touches is cut apart.
		if (letters > OTHER_SHARE * most) return null;
	}
	const signs = wholes.flatMap((whole) =>
		isPlain(whole, frame) ? [whole] : cutTouching(page, whole, frame, read),
	);
	const others = signs.filter(({ likelihoods }) => !isFigure(best(likelihoods).sign));
	return others.length > OTHER_SHARE * signs.length ? null : spell(signs, frame);
}

/** Whether a shape is surely one sign. */
function isPlain({ box: [left, , right], likelihoods }: Sign, frame: LineFrame): boolean {
	const { sign, likelihood } = best(likelihoods);
	const width = (right - left) / (frame.bottom - frame.top);
	return width < WIDEST && sign !== '' && likelihood > DOUBTFUL;
}

/** The shape as one sign, or as many as make better sense of it. */
function cutTouching(
	page: GrayImage,
	whole: Sign,
	frame: LineFrame,
	read: (part: Box) => Sign,
): Sign[] {
	let chosen = { signs: [whole], weakest: weakestOf([whole]) };
	for (let count = 2; count <= mostSigns(whole.box, frame); count += 1) {
		const signs: Sign[] = [];
		const needed = chosen.weakest + 0.1;
		const makesSense = cutApart(page, whole.box, frame, count).every((part) => {
			const sign = read(part);
			signs.push(sign);
			return weakestOf([sign]) > needed;
		});
		if (makesSense) chosen = { signs, weakest: weakestOf(signs) };
	}
	return chosen.signs;
}

/** Likelihood of the least sure sign; 0 where one of them is none. */
function weakestOf(signs: readonly Sign[]): number {
	return Math.min(
		...signs.map(({ likelihoods }) => {
			const { sign, likelihood } = best(likelihoods);
			return sign === '' ? 0 : likelihood;
		}),
	);
}

/** How many signs a shape may be at most. */
function mostSigns([left, , right]: Box, frame: LineFrame): number {
	const width = (right - left) / (frame.bottom - frame.top);
	return Math.max(1, Math.min(MOST_TOUCHING, Math.round(width / (FIGURE_WIDTH * 0.7))));
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
		return { ...found, next: best(merged, found.sign).sign, space };
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

/** The likeliest sign, '' for none; `but` is left out of account. */
function best(likelihoods: Likelihoods, but?: string): { sign: string; likelihood: number } {
	let index = -1;
	for (let other = 0; other < likelihoods.length; other += 1) {
		if ((SIGNS[other] ?? '') === but) continue;
		if (index < 0 || likelihoods[other]! > likelihoods[index]!) index = other;
	}
	return { sign: SIGNS[index] ?? '', likelihood: likelihoods[index] ?? 0 };
}

function isFigure(sign: string): boolean {
	return sign !== '' && /[\d.,/:%()-]/.test(sign);
}
