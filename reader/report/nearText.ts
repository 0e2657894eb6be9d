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
 * @param whole the text
 * @param lastStart the phrase begins at this place at the latest
 * @returns the place with the fewest errors, the first of them; null where it is not there
 */
export function findNear(whole: string, phrase: string, lastStart = Infinity): Found | null {
	const allowed = Math.floor(phrase.length / LETTERS_PER_ERROR);
	const text = whole.slice(0, lastStart + phrase.length + allowed);
	const exact = text.indexOf(phrase);
	if (exact !== -1 && exact <= lastStart) return { end: exact + phrase.length, errors: 0 };
	if (allowed === 0 || !holdsAPart(text, phrase, allowed + 1)) return null;
	return nearest(text, phrase, lastStart, allowed);
}

/** Of so many parts of a phrase one more than there are errors, one part is as it should be. */
function holdsAPart(text: string, phrase: string, parts: number): boolean {
	const length = Math.ceil(phrase.length / parts);
	for (let from = 0; from < phrase.length; from += length) {
		if (text.includes(phrase.slice(from, from + length))) return true;
	}
	return false;
}

function nearest(text: string, phrase: string, lastStart: number, allowed: number): Found | null {
	// Fewest edits that end at each place of the phrase, and where that way began in the text.
	let costs = Array.from({ length: phrase.length + 1 }, (_, index) => index);
	let starts = costs.map(() => 0);
	let best: Found | null = null;
	for (let place = 1; place <= text.length; place++) {
		const nextCosts = [0];
		const nextStarts = [place];
		for (let letter = 1; letter <= phrase.length; letter++) {
			const isSame = text[place - 1] === phrase[letter - 1];
			const changed = (costs[letter - 1] ?? 0) + (isSame ? 0 : 1);
			const extra = (costs[letter] ?? 0) + 1;
			const missing = (nextCosts[letter - 1] ?? 0) + 1;
			const cost = Math.min(changed, extra, missing);
			let start = nextStarts[letter - 1] ?? 0;
			if (cost === changed) start = starts[letter - 1] ?? 0;
			else if (cost === extra) start = starts[letter] ?? 0;
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
