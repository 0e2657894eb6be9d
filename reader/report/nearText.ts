/** One wrong letter in so many is taken for a misreading. */
const LETTERS_PER_ERROR = 6;

/** Where a phrase stands in a text. */
export interface Found {
	/** Place behind its last letter. */
	readonly end: number;
	/** Letters that differ. */
	readonly errors: number;
}

/**
 * Finds a phrase in a text although some letters were misread; phrases under six letters must be
 * there as they are. Both are folded.
 *
 * @param lastStart the phrase begins at this place at the latest
 * @returns the place with the fewest errors, the first of them; null where it is not there
 */
export function findNear(text: string, phrase: string, lastStart = Infinity): Found | null {
	const exact = text.indexOf(phrase);
	if (exact !== -1 && exact <= lastStart) return { end: exact + phrase.length, errors: 0 };
	const allowed = Math.floor(phrase.length / LETTERS_PER_ERROR);
	if (allowed === 0) return null;
	// Fewest edits that end at each place of the phrase, and where that way began in the text.
	let costs = Array.from({ length: phrase.length + 1 }, (_, index) => index);
	let starts = costs.map(() => 0);
	let best: Found | null = null;
	for (let place = 1; place <= text.length; place++) {
		const nextCosts = [0];
		const nextStarts = [place];
		for (let letter = 1; letter <= phrase.length; letter++) {
			const isSame = text[place - 1] === phrase[letter - 1];
			const ways = [
				[(costs[letter - 1] ?? 0) + (isSame ? 0 : 1), starts[letter - 1] ?? 0],
				[(costs[letter] ?? 0) + 1, starts[letter] ?? 0],
				[(nextCosts[letter - 1] ?? 0) + 1, nextStarts[letter - 1] ?? 0],
			] as const;
			const [cost, start] = ways.reduce((a, b) => (b[0] < a[0] ? b : a));
			nextCosts.push(cost);
			nextStarts.push(start);
		}
		[costs, starts] = [nextCosts, nextStarts];
		const errors = costs[phrase.length] ?? Infinity;
		const isAtStart = (starts[phrase.length] ?? 0) <= lastStart;
		if (errors <= allowed && isAtStart && errors < (best?.errors ?? Infinity)) {
			best = { end: place, errors };
		}
	}
	return best;
}

/** Whether one of the phrases is in the text, misread letters allowed. Both are folded. */
export function holdsAny(text: string, phrases: readonly string[]): boolean {
	return phrases.some((phrase) => findNear(text, phrase) !== null);
}
