import { OPS } from 'unpdf/pdfjs';
import type { PDFPageProxy } from 'unpdf/pdfjs';
import { drawnRulings } from './drawnRulings.ts';
import { multiply, pointAt } from './matrix.ts';
import type { Matrix } from './matrix.ts';
import { paleness } from './paleness.ts';
import type { Ruling } from '../geometry/ruledGrid.ts';

/** One letter of a PDF page as it is drawn. */
export interface Glyph {
	readonly text: string;
	/** Where its base line begins and ends, in pixels. */
	readonly start: readonly [x: number, y: number];
	readonly end: readonly [x: number, y: number];
	/** Height of the font in pixels. */
	readonly size: number;
	/** Drawn without ink, as the text below a scan is. */
	readonly isHidden: boolean;
	/** Pale and large, as a watermark is. */
	readonly isWatermark: boolean;
}

/** What a PDF page draws, in pixels of the page's image. */
export interface PageDrawing {
	readonly glyphs: readonly Glyph[];
	readonly rulings: readonly Ruling[];
	/** Share of the page that its largest image covers, 0..1. */
	readonly imageShare: number;
}

/** Text and graphics state, as far as it decides where letters and lines are. */
interface State {
	matrix: Matrix;
	textMatrix: Matrix;
	/** Place of the next letter and of the line's start, in text space. */
	x: number;
	y: number;
	lineX: number;
	lineY: number;
	fontName: string;
	fontSize: number;
	charSpacing: number;
	wordSpacing: number;
	widthScale: number;
	leading: number;
	rise: number;
	mode: number;
	fill: string;
	stroke: string;
}

const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0];
const LINE_START = { x: 0, y: 0, lineX: 0, lineY: 0 };
/** Text that is neither filled nor stroked, with and without clipping. */
const HIDDEN_MODES = new Set([3, 7]);
/** A watermark is at least so pale (0 black, 1 white) and so large. */
const PALE = 0.8;
const LARGE_POINTS = 28;

/** What an operator changes or adds to. */
interface Canvas {
	readonly page: PDFPageProxy;
	readonly pixelsPerPoint: number;
	readonly stack: State[];
	readonly glyphs: Glyph[];
	readonly rulings: Ruling[];
	state: State;
	imageArea: number;
}

type Operation = (canvas: Canvas, args: readonly unknown[]) => void;

const save: Operation = ({ stack, state }) => stack.push({ ...state });
const restore: Operation = (canvas) => {
	canvas.state = canvas.stack.pop() ?? canvas.state;
};
const moveText: Operation = ({ state }, [x, y]) => {
	state.x = state.lineX += Number(x);
	state.y = state.lineY += Number(y);
};
const paintImage: Operation = (canvas) => {
	const [a, b, c, d] = canvas.state.matrix;
	canvas.imageArea = Math.max(canvas.imageArea, Math.abs(a * d - b * c));
};
/** Sets one field of the state to the operator's only argument. */
const set =
	<K extends keyof State>(field: K, convert: (value: unknown) => State[K]): Operation =>
	({ state }, [value]) => {
		state[field] = convert(value);
	};

/** What the operators do that decide where letters and lines are; the others do not matter. */
const OPERATIONS: Readonly<Record<number, Operation>> = {
	[OPS.save]: save,
	[OPS.restore]: restore,
	[OPS.transform]: ({ state }, args) => {
		state.matrix = multiply(state.matrix, toMatrix(args));
	},
	[OPS.paintFormXObjectBegin]: (canvas, [matrix]) => {
		save(canvas, []);
		if (matrix) canvas.state.matrix = multiply(canvas.state.matrix, toMatrix(matrix));
	},
	[OPS.paintFormXObjectEnd]: restore,
	[OPS.beginText]: ({ state }) => {
		Object.assign(state, { textMatrix: IDENTITY, ...LINE_START });
	},
	[OPS.setTextMatrix]: ({ state }, [matrix]) => {
		Object.assign(state, { textMatrix: toMatrix(matrix), ...LINE_START });
	},
	[OPS.setFont]: ({ state }, [name, size]) => {
		Object.assign(state, { fontName: String(name), fontSize: Number(size) });
	},
	[OPS.setGState]: ({ state }, [entries]) => {
		for (const [key, value] of entries as [string, unknown][]) {
			if (key !== 'Font' || !Array.isArray(value)) continue;
			Object.assign(state, { fontName: String(value[0]), fontSize: Number(value[1]) });
		}
	},
	[OPS.moveText]: moveText,
	[OPS.setLeadingMoveText]: (canvas, args) => {
		canvas.state.leading = Number(args[1]);
		moveText(canvas, args);
	},
	[OPS.nextLine]: (canvas) => {
		moveText(canvas, [0, canvas.state.leading]);
	},
	[OPS.setLeading]: set('leading', (value) => -Number(value)),
	[OPS.setCharSpacing]: set('charSpacing', Number),
	[OPS.setWordSpacing]: set('wordSpacing', Number),
	[OPS.setHScale]: set('widthScale', (value) => Number(value) / 100),
	[OPS.setTextRise]: set('rise', Number),
	[OPS.setTextRenderingMode]: set('mode', Number),
	[OPS.setFillRGBColor]: set('fill', String),
	[OPS.setStrokeRGBColor]: set('stroke', String),
	[OPS.showText]: ({ page, state, glyphs, pixelsPerPoint }, [items]) => {
		glyphs.push(...showText(page, state, items, pixelsPerPoint));
	},
	[OPS.constructPath]: ({ rulings, state, pixelsPerPoint }, args) => {
		rulings.push(...drawnRulings(args, state, pixelsPerPoint));
	},
	[OPS.paintImageXObject]: paintImage,
	[OPS.paintInlineImageXObject]: paintImage,
	[OPS.paintImageMaskXObject]: paintImage,
};

/**
 * Reads what a page draws from its operators: letters with their exact places, thin lines, images.
 *
 * @param toPixels from the page's own coordinates to pixels, turned upright
 */
export async function readDrawing(page: PDFPageProxy, toPixels: Matrix): Promise<PageDrawing> {
	const { fnArray, argsArray } = await page.getOperatorList();
	const state: State = {
		...{ matrix: toPixels, textMatrix: IDENTITY, ...LINE_START, fontName: '', fontSize: 0 },
		...{ charSpacing: 0, wordSpacing: 0, widthScale: 1, leading: 0, rise: 0, mode: 0 },
		...{ fill: '#000000', stroke: '#000000' },
	};
	const pixelsPerPoint = Math.hypot(toPixels[0], toPixels[1]);
	const lists = { stack: [], glyphs: [], rulings: [] };
	const canvas: Canvas = { page, pixelsPerPoint, ...lists, state, imageArea: 0 };
	fnArray.forEach((operator, index) => {
		OPERATIONS[operator]?.(canvas, (argsArray[index] ?? []) as unknown[]);
	});
	const { width, height } = pageSize(page, toPixels);
	const { glyphs, rulings, imageArea } = canvas;
	return { glyphs, rulings, imageShare: imageArea / (width * height) };
}

function pageSize(page: PDFPageProxy, toPixels: Matrix): { width: number; height: number } {
	const [left = 0, bottom = 0, right = 0, top = 0] = page.view;
	const [x1, y1] = pointAt(toPixels, left, bottom);
	const [x2, y2] = pointAt(toPixels, right, top);
	return { width: Math.abs(x2 - x1), height: Math.abs(y2 - y1) };
}

function toMatrix(value: unknown): Matrix {
	const [a, b, c, d, e, f] = Array.from(value as ArrayLike<unknown>, Number);
	return [a ?? 1, b ?? 0, c ?? 0, d ?? 1, e ?? 0, f ?? 0];
}

/** A letter as pdf.js hands it out; widths are in thousandths of the font's size. */
interface PdfGlyph {
	readonly unicode: string;
	readonly width: number;
	readonly isSpace: boolean;
}

/** The letters of one text operator; moves the state to behind them. */
function showText(
	page: PDFPageProxy,
	state: State,
	items: unknown,
	pixelsPerPoint: number,
): Glyph[] {
	const matrix = multiply(state.matrix, state.textMatrix);
	const widthUnit = fontUnit(page, state.fontName) * state.fontSize;
	const size = Math.hypot(matrix[2], matrix[3]) * Math.abs(state.fontSize);
	const isWatermark = paleness(state.fill) > PALE && size > LARGE_POINTS * pixelsPerPoint;
	const isHidden = HIDDEN_MODES.has(state.mode);
	const glyphs: Glyph[] = [];
	for (const item of items as (PdfGlyph | number | null)[]) {
		if (typeof item === 'number') {
			state.x -= (item / 1000) * state.fontSize * state.widthScale;
			continue;
		}
		if (item === null) continue;
		const width = item.width * widthUnit * state.widthScale;
		const y = state.y + state.rise;
		const start = pointAt(matrix, state.x, y);
		const end = pointAt(matrix, state.x + width, y);
		glyphs.push({ text: item.unicode, start, end, size, isHidden, isWatermark });
		const spacing = state.charSpacing + (item.isSpace ? state.wordSpacing : 0);
		state.x += width + spacing * state.widthScale;
	}
	return glyphs;
}

/** Size of a unit of the font's widths; only fonts drawn by procedures have another than 1/1000. */
function fontUnit(page: PDFPageProxy, name: string): number {
	if (!page.commonObjs.has(name)) return 0.001;
	const { fontMatrix } = page.commonObjs.get(name) as { fontMatrix?: number[] };
	return fontMatrix?.[0] ?? 0.001;
}
