import type { PDFPageProxy } from 'unpdf/pdfjs';
import { findRuledTables, joinRulings } from '../geometry/ruledGrid.ts';
import type { Ruling, TableFrame } from '../geometry/ruledGrid.ts';
import type { Page, PageImage } from '../page.ts';
import { fillGrids } from './fillGrids.ts';
import { findWords } from './glyphWords.ts';
import type { Matrix } from './matrix.ts';
import { readDrawing } from './pageDrawing.ts';
import type { Glyph, PageDrawing } from './pageDrawing.ts';
import { isTextUsable } from './usableText.ts';

/** Resolution of page images; boxes are in its pixels. */
export const PAGE_DPI = 200;

/** Quarter turns to the right that make a page's text upright, beside the page's own rotation. */
export type Turn = 0 | 90 | 180 | 270;

/** Draws a page at `PAGE_DPI`, turned so that its text is upright. */
export type DrawPage = (index: number, turn: Turn) => Promise<PageImage>;

/**
 * Reads a page of a PDF by its own text and lines.
 *
 * @returns null where the page has no text, or none that can be relied on
 */
export async function readTextPage(
	page: PDFPageProxy,
	index: number,
	drawPage: DrawPage,
): Promise<Page | null> {
	// Without a letter, there is no need to decode the page's images only to leave it to its pixels.
	if (!(await hasText(page))) return null;
	const upright = await drawingAt(page, 0);
	if (!isTextUsable(upright)) return null;
	const turn = turnOf(upright.glyphs);
	const { glyphs, rulings } = turn === 0 ? upright : await drawingAt(page, turn);
	const { width, height } = viewportOf(page, turn);
	const words = findWords(glyphs, rulings).filter(({ box: [left, top, right, bottom] }) => {
		return right > 0 && bottom > 0 && left < width && top < height;
	});
	const frames = findRuledTables(rulings);
	return {
		index,
		width: Math.round(width),
		height: Math.round(height),
		source: 'textLayer',
		...fillGrids(frames, words),
		rulings: looseRulings(rulings, frames),
		image: () => drawPage(index, turn),
	};
}

type TextContent = Awaited<ReturnType<PDFPageProxy['getTextContent']>>;

async function hasText(page: PDFPageProxy): Promise<boolean> {
	const reader = (page.streamTextContent() as ReadableStream<TextContent>).getReader();
	for (;;) {
		const { value, done } = await reader.read();
		if (done) return false;
		if (!value.items.some((item) => 'str' in item && item.str.trim() !== '')) continue;
		await reader.cancel(new Error('more need not be known'));
		return true;
	}
}

function viewportOf(page: PDFPageProxy, turn: Turn): ReturnType<PDFPageProxy['getViewport']> {
	return page.getViewport({ scale: PAGE_DPI / 72, rotation: (page.rotate + turn) % 360 });
}

async function drawingAt(page: PDFPageProxy, turn: Turn): Promise<PageDrawing> {
	const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = viewportOf(page, turn).transform;
	const toPixels: Matrix = [a, b, c, d, e, f];
	return await readDrawing(page, toPixels);
}

/** How most of the letters have to be turned. */
function turnOf(glyphs: readonly Glyph[]): Turn {
	const counts = new Map<Turn, number>();
	for (const { start, end } of glyphs) {
		const [x, y] = [end[0] - start[0], end[1] - start[1]];
		const [along, across] = Math.abs(x) >= Math.abs(y) ? ([0, 180] as const) : ([270, 90] as const);
		const turn = (Math.abs(x) >= Math.abs(y) ? x : y) >= 0 ? along : across;
		counts.set(turn, (counts.get(turn) ?? 0) + 1);
	}
	const [most] = [...counts].toSorted((one, other) => other[1] - one[1]);
	return most?.[0] ?? 0;
}

/** Horizontal lines outside of the tables: they part the rows of tables without vertical ones. */
function looseRulings(rulings: readonly Ruling[], frames: readonly TableFrame[]): Ruling[] {
	return joinRulings(rulings).filter(({ direction, at, from, to }) => {
		const isInTable = frames.some(
			({ box: [left, top, right, bottom] }) =>
				at > top - 1 && at < bottom + 1 && (from + to) / 2 > left && (from + to) / 2 < right,
		);
		return direction === 'horizontal' && !isInTable;
	});
}
