import type { PageDrawing } from './pageDrawing.ts';

/** Fewer letters than this beside a large image are a stamp on a scan, not a page of text. */
const FEW_LETTERS = 200;
/** An image that covers more of the page than this may be a scan. */
const LARGE_IMAGE = 0.5;
/** Largest share of characters that no Vietnamese text has. */
const STRANGE_SHARE = 0.04;

/**
 * What a text in Latin letters with Vietnamese marks is made of. Fonts without a table of their
 * characters give others, and so do the Vietnamese encodings from before Unicode.
 */
const USUAL = /^[\p{Script=Latin}\p{M}\d\s!-/:-@[-`{-~–—−‐-―‘’“”„…•·。．，／：；（）％＋－º°₫×]*$/u;

/**
 * Whether a page is read by its own text: it has some, the characters are what they look like, and
 * it is not the hidden text that somebody's OCR has put below a scan.
 */
export function isTextUsable({ glyphs, imageShare }: PageDrawing): boolean {
	const letters = glyphs.filter(({ text }) => text.trim() !== '');
	const visible = letters.filter(({ isHidden }) => !isHidden);
	if (visible.length < FEW_LETTERS && imageShare > LARGE_IMAGE) return false;
	if (visible.length < letters.length / 2) return false;
	if (letters.length === 0) return false;
	const strange = visible.filter(({ text }) => !USUAL.test(text));
	return strange.length <= STRANGE_SHARE * visible.length;
}
