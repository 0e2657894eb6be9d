import type { Box } from '../page.ts';

/** From where to where a letter reaches, in pixels of the page. */
export interface LetterPlace {
	readonly letter: string;
	readonly left: number;
	readonly right: number;
}

/** Widths of letters in heights of a capital's square, as fonts have them on average. */
const WIDTHS: readonly (readonly [letters: RegExp, width: number])[] = [
	[/[ijlI.,:;'’|!]/u, 0.28],
	[/[ftr()\-/"]/u, 0.36],
	[/[mwMW]/u, 0.84],
	[/\p{Lu}/u, 0.68],
	[/./u, 0.52],
];

/** White beside a letter, between letters at most, and between words at least. */
const BEARING = 0.08;
const WIDEST_GAP = 0.2;
const NARROWEST_SPACE = 0.15;

/** Letters that may touch each other, and what each of them costs. */
const MOST_TOUCHING = 8;
const TOUCHING = 0.01;

/** What it costs to take two shapes for one letter. */
const BROKEN = 0.05;

/** How far letters and shapes may run apart, as shares of the line. */
const FARTHEST = 0.25;

interface Step {
	readonly cost: number;
	/** Letters and signs that it takes. */
	readonly letters: number;
	readonly signs: number;
}

/**
 * Finds the letters of a line that was read among its shapes by their widths.
 *
 * @param signs shapes from left to right, those above each other as one
 * @returns in the order of the text, spaces left out; null where text and shapes do not fit
 */
export function placeLetters(signs: readonly Box[], text: string): LetterPlace[] | null {
	const { letters, spaces } = splitLetters(text);
	const first = signs[0];
	const last = signs.at(-1);
	if (!first || !last || letters.length === 0) return null;
	const widths = letters.map(widthOf);
	const total = widths.reduce((sum, width) => sum + width, 0.28 * spaces.size - BEARING);
	const em = (last[2] - first[0]) / total;
	const line = { signs, widths, spaces, em };
	const best: Step[][] = letters.map(() => []);
	const costAt = (letter: number, sign: number): number => {
		if (letter === letters.length && sign === signs.length) return 0;
		return best[letter]?.[sign]?.cost ?? Infinity;
	};
	for (let letter = letters.length - 1; letter >= 0; letter -= 1) {
		for (let sign = signs.length - 1; sign >= 0; sign -= 1) {
			if (Math.abs(letter / letters.length - sign / signs.length) > FARTHEST) continue;
			best[letter]![sign] = bestStep(letter, sign, line, costAt);
		}
	}
	return costAt(0, 0) === Infinity ? null : follow(best, signs, letters, widths);
}

function splitLetters(text: string): { letters: string[]; spaces: Set<number> } {
	const letters: string[] = [];
	const spaces = new Set<number>();
	for (const letter of text) {
		if (letter === ' ') spaces.add(letters.length);
		else letters.push(letter);
	}
	return { letters, spaces };
}

function widthOf(letter: string): number {
	const [base = ''] = letter.normalize('NFD');
	return WIDTHS.find(([letters]) => letters.test(base))?.[1] ?? 0.5;
}

interface Line {
	readonly signs: readonly Box[];
	readonly widths: readonly number[];
	/** Letters before which there is a space. */
	readonly spaces: ReadonlySet<number>;
	readonly em: number;
}

/** The cheapest way to take the next letters for the next shapes. */
function bestStep(
	letter: number,
	sign: number,
	{ signs, widths, spaces, em }: Line,
	costAt: (letter: number, sign: number) => number,
): Step {
	const box = signs[sign]!;
	const before = signs[sign - 1];
	const gap = before ? (box[0] - before[2]) / em : 0;
	const isSpace = spaces.has(letter);
	const misfit = isSpace ? Math.max(0, NARROWEST_SPACE - gap) : Math.max(0, gap - WIDEST_GAP);
	const gapCost = before ? 4 * misfit * misfit : 0;
	let best: Step = { cost: Infinity, letters: 1, signs: 1 };
	let width = -BEARING;
	for (let count = 1; count <= MOST_TOUCHING && letter + count <= widths.length; count += 1) {
		if (count > 1 && spaces.has(letter + count - 1)) break;
		width += widths[letter + count - 1]!;
		const off = (box[2] - box[0]) / em - width;
		const rest = costAt(letter + count, sign + 1);
		const cost = gapCost + off * off + TOUCHING * (count - 1) + rest;
		if (cost < best.cost) best = { cost, letters: count, signs: 1 };
	}
	const next = signs[sign + 1];
	if (!next) return best;
	const off = (next[2] - box[0]) / em - widths[letter]! + BEARING;
	const cost = gapCost + off * off + BROKEN + costAt(letter + 1, sign + 2);
	return cost < best.cost ? { cost, letters: 1, signs: 2 } : best;
}

function follow(
	best: readonly (readonly Step[])[],
	signs: readonly Box[],
	letters: readonly string[],
	widths: readonly number[],
): LetterPlace[] {
	const places: LetterPlace[] = [];
	for (let letter = 0, sign = 0; letter < letters.length;) {
		const step = best[letter]![sign]!;
		const left = signs[sign]![0];
		const right = signs[sign + step.signs - 1]![2];
		const total = widths
			.slice(letter, letter + step.letters)
			.reduce((sum, width) => sum + width, 0);
		let from = left;
		for (let index = letter; index < letter + step.letters; index += 1) {
			const to = from + ((right - left) * widths[index]!) / total;
			places.push({ letter: letters[index]!, left: from, right: to });
			from = to;
		}
		letter += step.letters;
		sign += step.signs;
	}
	return places;
}
