import type { Box, Word } from '../page.ts';
import type { Ruling } from '../geometry/ruledGrid.ts';
import { groupTextRows } from '../geometry/textRows.ts';
import type { Glyph } from './pageDrawing.ts';

/** Parts of a font's height: above and below the base line. */
const ASCENT = 0.9;
const DESCENT = 0.22;
/** A gap between two letters of one word is at most this, in heights of the font. */
const LETTER_GAP = 0.15;
/** So much may a letter stand back over the one before it. */
const LETTER_OVERLAP = 0.35;

/** Whether a vertical ruling stands between two places of a line. */
type IsParted = (left: number, right: number, y: number) => boolean;

interface Run {
	text: string;
	left: number;
	right: number;
	readonly base: number;
	readonly size: number;
}

/**
 * The words of a page, from letters in any order. Text that does not run from left to right, as a
 * watermark across the page, is left out, and so is what is drawn twice to look bold. A vertical
 * ruling parts words however close they stand.
 */
export function findWords(glyphs: readonly Glyph[], rulings: readonly Ruling[] = []): Word[] {
	const verticals = rulings.filter(({ direction }) => direction === 'vertical');
	const isParted = (left: number, right: number, y: number): boolean =>
		verticals.some(({ at, from, to }) => at >= left - 1 && at <= right + 1 && from < y && y < to);
	const runs: Run[] = [];
	let isSpaced = true;
	for (const glyph of glyphs) {
		const isSpace = glyph.text.trim() === '';
		if (!isUpright(glyph) || glyph.isHidden || glyph.isWatermark) continue;
		const run = runs.at(-1);
		const isMark = /^\p{M}+$/u.test(glyph.text);
		if (isSpace) {
			isSpaced = true;
		} else if (run !== undefined && isDrawnAgain(run, glyph)) {
			continue;
		} else if (run !== undefined && (isMark || (!isSpaced && goesOn(run, glyph, isParted)))) {
			run.text += glyph.text;
			run.right = Math.max(run.right, glyph.end[0]);
		} else {
			runs.push(startRun(glyph));
			isSpaced = false;
		}
	}
	return joinRuns(runs, isParted);
}

/** Letters of a line may come font by font; those that touch are one word. */
function joinRuns(runs: readonly Run[], isParted: IsParted): Word[] {
	const placed = runs.map((run) => ({ ...run, box: boxOf(run) }));
	return groupTextRows(placed).flatMap((row) => {
		const words: (Run & { box: Box })[] = [];
		for (const run of row) {
			const last = words.at(-1);
			const gap = last === undefined ? Infinity : (run.left - last.right) / run.size;
			const isSame = last !== undefined && Math.abs(last.base - run.base) < 0.2 * run.size;
			if (last?.text === run.text && isSame && Math.abs(last.left - run.left) < 0.1 * run.size) {
				continue;
			}
			const isNear = isSame && gap < LETTER_GAP / 2 && gap > -LETTER_OVERLAP;
			if (isNear && !isParted(last.right, run.left, run.base - run.size / 3)) {
				last.text += run.text;
				last.right = Math.max(last.right, run.right);
				last.box = boxOf(last);
			} else {
				words.push({ ...run });
			}
		}
		return words.map(({ text, box }): Word => {
			return { text: cleanText(text), confidence: 1, candidates: [], box };
		});
	});
}

function isUpright({ start, end, size }: Glyph): boolean {
	return end[0] >= start[0] && Math.abs(end[1] - start[1]) <= 0.05 * size;
}

function goesOn(run: Run, { start, size }: Glyph, isParted: IsParted): boolean {
	const gap = (start[0] - run.right) / size;
	const isSameLine = Math.abs(start[1] - run.base) < 0.2 * size;
	const isNear = isSameLine && gap < LETTER_GAP && gap > -LETTER_OVERLAP;
	return isNear && !isParted(run.right, start[0], run.base - size / 3);
}

/** The same letter nearly at the same place again. */
function isDrawnAgain(run: Run, { text, start, end, size }: Glyph): boolean {
	return (
		run.text.endsWith(text) &&
		Math.abs(end[0] - run.right) < 0.1 * size &&
		Math.abs(start[1] - run.base) < 0.1 * size
	);
}

function startRun({ text, start, end, size }: Glyph): Run {
	return { text, left: start[0], right: end[0], base: start[1], size };
}

function boxOf({ left, right, base, size }: Run): Box {
	return [left, base - ASCENT * size, right, base + DESCENT * size];
}

/** NFC, ligatures taken apart, without characters that print nothing. */
function cleanText(text: string): string {
	return text
		.replaceAll(/[\ufb00-\ufb06]/g, (ligature) => ligature.normalize('NFKC'))
		.replaceAll(/[\u00ad\u200b-\u200f\u2060\ufeff]|\p{Cc}/gu, '')
		.normalize('NFC');
}
