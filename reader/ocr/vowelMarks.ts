/** Marks above a vowel, as they are written in NFD: circumflex or breve, then the tone. */
const SHAPES = ['', '\u0302', '\u0306'];
const TONES = ['', '\u0301', '\u0300', '\u0309', '\u0303'];

/** All that may stand above a vowel; the hook beside o and u and the dot below are no part of it. */
export const MARKS: readonly string[] = SHAPES.flatMap((shape) =>
	TONES.map((tone) => shape + tone),
);

/** Which of the shapes a vowel may have. */
const SHAPES_OF: Readonly<Record<string, readonly string[]>> = {
	a: SHAPES,
	e: SHAPES.slice(0, 2),
	i: SHAPES.slice(0, 1),
	o: SHAPES.slice(0, 2),
	u: SHAPES.slice(0, 1),
	y: SHAPES.slice(0, 1),
};

/** The hook beside o and u, in NFD. */
export const HORN = '\u031B';
const DOT = '\u0323';

function partsOf(letter: string): { readonly base: string; readonly marks: readonly string[] } {
	const [base = '', ...marks] = letter.normalize('NFD');
	return { base, marks };
}

/** Marks that may stand above a letter, as places in MARKS; none where it is no vowel. */
export function possibleMarks(letter: string): number[] {
	const { base, marks } = partsOf(letter);
	const shapes = marks.includes(HORN) ? [''] : (SHAPES_OF[base.toLowerCase()] ?? []);
	const possible = shapes.flatMap((shape) => TONES.map((tone) => shape + tone));
	return MARKS.flatMap((mark, place) => (possible.includes(mark) ? [place] : []));
}

/** Whether a letter has a dot below, which is its tone. */
export function hasDotBelow(letter: string): boolean {
	return partsOf(letter).marks.includes(DOT);
}

/** The letter without its dot below, NFC. */
export function withoutDot(letter: string): string {
	return letter.normalize('NFD').replace(DOT, '').normalize('NFC');
}

/** Whether a place in MARKS has a tone, so that no dot below can stand beside it. */
export function hasTone(place: number): boolean {
	return place % TONES.length > 0;
}

/** What stands above a vowel, as a place in MARKS; -1 for marks that Vietnamese has not. */
export function markOf(letter: string): number {
	const above = partsOf(letter).marks.filter((mark) => mark !== HORN && mark !== DOT);
	return MARKS.indexOf(above.join(''));
}

/** The letter with another mark above it, NFC. */
export function withMark(letter: string, place: number): string {
	const { base, marks } = partsOf(letter);
	const kept = marks.filter((mark) => mark === HORN || mark === DOT);
	return (base + kept.join('') + (MARKS[place] ?? '')).normalize('NFC');
}
