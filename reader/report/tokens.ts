import type { Box, Page, TextLine } from '../page.ts';
import { around } from '../geometry/textRows.ts';
import type { Printed } from './creditReport.ts';

/** One word of a line; words that came as one run are taken apart at their spaces. */
export interface Token {
	readonly text: string;
	readonly confidence: number;
	/** Other readings of this word. */
	readonly candidates: readonly string[];
	readonly box: Box;
}

/** Between words: a space, or the colon of a label whose value follows without one. */
const BETWEEN = /\s+|(?<=\p{L}:)(?=[\p{L}\p{N}])/u;

function splitWords(text: string): string[] {
	return text.split(BETWEEN).filter((word) => word !== '');
}

/** The words of a line, from left to right; places within a run are in proportion to letters. */
export function tokensOf({ words }: Pick<TextLine, 'words'>): Token[] {
	return words.flatMap(({ text, confidence, candidates, box }) => {
		const parts = splitWords(text);
		const [left, top, right, bottom] = box;
		const width = (right - left) / Math.max(1, text.length);
		let from = 0;
		return parts.map((part, index): Token => {
			const start = text.indexOf(part, from);
			from = start + part.length;
			const others = candidates.flatMap((candidate) => {
				const words = splitWords(candidate);
				const word = words[index];
				return words.length === parts.length && word !== undefined && word !== part ? [word] : [];
			});
			return {
				text: part,
				confidence,
				candidates: [...new Set(others)],
				box: [left + start * width, top, left + from * width, bottom],
			};
		});
	});
}

/** Height of a line of these words, in pixels. */
export function heightOf(tokens: readonly Token[]): number {
	const heights = tokens.map(({ box }) => box[3] - box[1]);
	return heights.toSorted((a, b) => a - b)[heights.length >> 1] ?? 0;
}

/** The words as one text, as sure as the least sure of them. */
export function toPrinted(tokens: readonly Token[], page: Page): Printed {
	const candidates = tokens.flatMap((token, index) =>
		token.candidates.map((candidate) => {
			return tokens.map(({ text }, place) => (place === index ? candidate : text)).join(' ');
		}),
	);
	return {
		text: tokens.map(({ text }) => text).join(' '),
		confidence: Math.min(1, ...tokens.map(({ confidence }) => confidence)),
		candidates,
		page: page.index,
		box: tokens.length === 0 ? null : around(tokens.map(({ box }) => box)),
		isFromPixels: page.source === 'ocr',
	};
}

/** Nothing is printed on this page where something could be. */
export function nothingPrinted(page: Page): Printed {
	return toPrinted([], page);
}

/** Something is printed on this page that was seen and not read: no blank, and nothing to rely on. */
export function notRead(page: Page): Printed {
	return { ...nothingPrinted(page), text: '?', confidence: 0 };
}
