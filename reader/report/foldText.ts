/** Letters that look like đ; documents made from old HTML mix them. */
const D_LETTERS = /[đĐðÐɖƉ]/g;

/**
 * Text as it is compared, never as it is given out: lower case without marks, full-width signs as
 * plain ones, one space between words.
 */
export function foldText(text: string): string {
	return text
		.normalize('NFKC')
		.replaceAll(D_LETTERS, 'd')
		.normalize('NFD')
		.replaceAll(/\p{M}/gu, '')
		.toLowerCase()
		.replaceAll(/[‐‑‒–—−]/g, '-')
		.replaceAll(/\s+/g, ' ')
		.trim();
}
