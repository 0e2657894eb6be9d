import type { Box } from '../page.ts';
import { darkerThan } from './grayImage.ts';
import type { GrayImage } from './grayImage.ts';
import { findInkShapes } from './inkShapes.ts';
import { median } from './textRows.ts';

/** Darker than this, on even paper, is ink. */
const INK = 140;

/** Degrees that are looked at, and how finely. */
const WIDEST = 20;
const COARSE = 0.5;
const FINE = 0.1;

/** How long letters that hang together are at least, in those of a letter. */
const WORD = 1.6;

/** Votes per letter that settle how a page lies. */
const CLEAR_VOTES = 0.15;

/** How the text of a page lies. */
export interface Lie {
	/** Whether its lines run up and down the image instead of across. */
	readonly sideways: boolean;
	/** Degrees, clockwise, by which the lines are tilted against the image's rows (or columns). */
	readonly tilt: number;
}

/** Judges from shapes of letter size how the text of a page lies; `page` has about 100 dpi. */
export function findLie(page: GrayImage): Lie {
	const letters = findInkShapes(darkerThan(page, INK))
		.map(({ box }) => box)
		.filter((box) => {
			const [left, top, right, bottom] = box;
			const longer = longerSide(box);
			const shorter = Math.min(right - left, bottom - top);
			return longer >= 5 && longer <= 90 && shorter >= 3 && shorter <= 26;
		});
	const across = sharpestTilt(
		letters.map(([left, top, right, bottom]) => [left, right, bottom, top]),
	);
	const down = sharpestTilt(
		letters.map(([left, top, right, bottom]) => [top, bottom, right, left]),
	);
	const votes = votesForSideways(letters);
	// A page is higher than wide: one that is so already lies on its side only by clear votes.
	const sideways = votes > (page.height > page.width ? CLEAR_VOTES * letters.length : 0);
	return { sideways, tilt: sideways ? -down : across };
}

/** The tilt at which the edges of shapes, projected along it, heap up most sharply. */
function sharpestTilt(edges: readonly Box[]): number {
	let best = { tilt: 0, score: -1 };
	const look = (from: number, to: number, step: number): void => {
		for (let tilt = from; tilt <= to + 1e-9; tilt += step) {
			const score = sharpness(edges, Math.tan((tilt * Math.PI) / 180));
			if (score > best.score) best = { tilt, score };
		}
	};
	look(-WIDEST, WIDEST, COARSE);
	look(best.tilt - COARSE, best.tilt + COARSE, FINE);
	return best.tilt;
}

function sharpness(edges: readonly Box[], slope: number): number {
	const heap = new Map<number, number>();
	for (const [from, to, end, start] of edges) {
		const drop = ((from + to) / 2) * slope;
		for (const edge of [end - drop, start - drop]) {
			const bin = Math.round(edge / 1.5);
			heap.set(bin, (heap.get(bin) ?? 0) + 1);
		}
	}
	return [...heap.values()].reduce((sum, count) => sum + count * count, 0);
}

/** Letters of a word stand closer together than lines do, and words are wider than high. */
function votesForSideways(letters: readonly Box[]): number {
	let votes = 0;
	const word = WORD * median(letters.map(longerSide));
	for (const [index, box] of letters.entries()) {
		const [left, top, right, bottom] = box;
		const width = right - left;
		const height = bottom - top;
		// A lone 1 or slash is slim, too, but no longer than other letters.
		const isWord = longerSide(box) > word;
		if (isWord && width > 2.5 * height) votes -= 2;
		if (isWord && height > 2.5 * width) votes += 2;
		let nearest = { gap: 12, across: 0 };
		for (const other of letters.slice(Math.max(0, index - 150), index + 150)) {
			if (other === box) continue;
			const gapAcross = Math.max(other[0] - right, left - other[2]);
			const gapDown = Math.max(other[1] - bottom, top - other[3]);
			if (gapDown < 0 && gapAcross >= 0 && gapAcross < nearest.gap) {
				nearest = { gap: gapAcross, across: -1 };
			}
			if (gapAcross < 0 && gapDown >= 0 && gapDown < nearest.gap) {
				nearest = { gap: gapDown, across: 1 };
			}
		}
		votes += nearest.across;
	}
	return votes;
}

const longerSide = ([left, top, right, bottom]: Box): number =>
	Math.max(right - left, bottom - top);
