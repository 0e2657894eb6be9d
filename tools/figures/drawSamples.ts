import PDFDocument from 'pdfkit';
import { evenLight } from '../../reader/geometry/evenLight.ts';
import { darkerThan, toGray } from '../../reader/geometry/grayImage.ts';
import type { GrayImage } from '../../reader/geometry/grayImage.ts';
import { findInkShapes } from '../../reader/geometry/inkShapes.ts';
import type { InkShape } from '../../reader/geometry/inkShapes.ts';
import { around } from '../../reader/geometry/textRows.ts';
import { describeSign, frameOf, signBoxes } from '../../reader/ocr/signWindow.ts';
import { SIGNS } from '../../reader/ocr/signNet.ts';
import type { Box } from '../../reader/page.ts';
import { addNoise, addSpecks, blur, fade, resize, threshold, tilt } from '../conditions/effects.ts';
import { renderPages, toRaster, toSharp } from '../conditions/raster.ts';
import type { Raster } from '../conditions/raster.ts';
import type { Random } from '../documents/random.ts';
import type { Sample } from './network.ts';

/** A printed text with where each of its signs begins and ends, in points. */
export interface Printed {
	readonly text: string;
	readonly edges: readonly number[];
	readonly top: number;
	readonly bottom: number;
}

const PAGE = { width: 595, height: 842 };
const COLUMNS = 5;
const ROWS = 42;

/** A printed and damaged page as the reader sees it. */
export interface DrawnPage {
	readonly gray: GrayImage;
	readonly dpi: number;
	readonly shapes: readonly InkShape[];
	readonly printed: readonly Printed[];
	/** Pixels to the point. */
	readonly scale: number;
}

/** Signs of one page, each with its place in SIGNS, the last for no sign. */
export async function drawSamples(fonts: readonly string[], random: Random): Promise<Sample[]> {
	const dpi = random.pick([120, 150, 170, 200, 200, 200, 230, 250, 250, 300]);
	const { gray, shapes, printed, scale } = await drawPage({ fonts, dpi, inventText }, random);
	return printed.flatMap((item) => samplesOf(gray, shapes, item, scale));
}

/** Prints invented texts in these fonts (files of letters) and damages the page. */
export async function drawPage(
	{
		fonts,
		dpi,
		inventText,
	}: {
		readonly fonts: readonly string[];
		readonly dpi: number;
		readonly inventText: (random: Random) => string;
	},
	random: Random,
): Promise<DrawnPage> {
	const { pdf, printed } = await print(fonts, inventText, random);
	const [page] = await renderPages(pdf, dpi);
	if (!page) throw new Error('The page was not drawn');
	const damaged = await damage(page, dpi, random);
	const gray = evenLight(toGray({ ...damaged, channels: 3 }));
	const level = random.pick([135, 150, 165, 180]);
	const shapes = findInkShapes(darkerThan(gray, level)).filter(({ area }) => area >= 3);
	const scale = damaged.width / PAGE.width;
	return { gray, dpi: dpi * (damaged.width / page.width), shapes, printed, scale };
}

/** The shapes of a printed text. */
export function shapesOf(
	shapes: readonly InkShape[],
	{ edges, top, bottom }: Printed,
	scale: number,
): { readonly field: Box; readonly inside: InkShape[] } {
	const field: Box = [
		((edges[0] ?? 0) - 2) * scale,
		top * scale,
		((edges.at(-1) ?? 0) + 2) * scale,
		bottom * scale,
	];
	const inside = shapes.filter(({ box }) => {
		const x = (box[0] + box[2]) / 2;
		const y = (box[1] + box[3]) / 2;
		return x > field[0] && x < field[2] && y > field[1] && y < field[3];
	});
	return { field, inside };
}

async function print(
	fonts: readonly string[],
	inventText: (random: Random) => string,
	random: Random,
): Promise<{ pdf: Buffer; printed: Printed[] }> {
	const document = new PDFDocument({ size: [PAGE.width, PAGE.height], margin: 0 });
	const chunks: Buffer[] = [];
	document.on('data', (chunk: Buffer) => chunks.push(chunk));
	const ended = new Promise((resolve) => document.on('end', resolve));
	const names = random.some(fonts, 6);
	const printed: Printed[] = [];
	const usualSize = random.real(7.5, 12);
	for (let row = 0; row < ROWS; row += 1) {
		for (let column = 0; column < COLUMNS; column += 1) {
			const text = inventText(random);
			const size = usualSize * random.real(0.95, 1.05);
			document.font(random.pick(names)).fontSize(size);
			const x = 20 + column * 112 + random.real(0, 8);
			const y = 20 + row * 19 + random.real(0, 3);
			document.text(text, x, y, { lineBreak: false });
			const signs = [...text];
			const edges = signs.map(
				(_, index) => x + document.widthOfString(signs.slice(0, index).join('')),
			);
			edges.push(x + document.widthOfString(text));
			printed.push({ text, edges, top: y - 1, bottom: y + size * 1.25 });
		}
	}
	document.end();
	await ended;
	return { pdf: Buffer.concat(chunks), printed };
}

function inventText(random: Random): string {
	const digits = (count: number): string =>
		Array.from({ length: count }, () => random.integer(0, 9)).join('');
	const two = (from: number, to: number): string =>
		String(random.integer(from, to)).padStart(2, '0');
	const grouped = (mark: string): string =>
		[String(random.integer(1, 999))]
			.concat(Array.from({ length: random.integer(0, 2) }, () => digits(3)))
			.join(mark);
	const capitals = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
	const capital = (): string => random.pick([...capitals]);
	const words = [
		'ngày',
		'lần',
		'Không',
		'Có',
		'thẻ',
		'nợ đủ',
		'Tổng',
		'Số',
		'hạn',
		'được',
		'xấu',
		'Mẫu',
		'tỉnh',
		'góp',
	];
	switch (random.integer(0, 12)) {
		case 0:
			return digits(8);
		case 1:
			return `${two(1, 31)}/${two(1, 12)}/${random.integer(1990, 2040)}`;
		case 2:
			return grouped('.') + (random.chance(0.5) ? `,${digits(random.integer(1, 2))}` : '');
		case 3:
			return grouped(',') + (random.chance(0.5) ? `.${digits(random.integer(1, 2))}` : '');
		case 4:
			return digits(random.integer(1, 4));
		case 5:
			return `${two(1, 12)}/${random.integer(1990, 2040)}`;
		case 6:
			return `${digits(5)}${random.chance(0.6) ? 'T' : capital()}${digits(2)}`;
		case 7:
			return `${capital()}${digits(7)}`;
		case 8:
			return digits(random.pick([9, 10, 12]));
		case 9:
			return `${two(0, 23)}:${two(0, 59)}${random.chance(0.5) ? `:${two(0, 59)}` : ''} - ${two(1, 31)}/${two(1, 12)}/2025`;
		case 10:
			return `${capital()}${capital()}${capital()}-${digits(4)}${random.pick(['%', ')', ''])}`;
		case 11:
			return `(${capital()}${capital()}${capital()}) ${digits(2)}%`;
		default:
			return `${random.pick(words)} ${digits(2)}`;
	}
}

async function damage(page: Raster, dpi: number, random: Random): Promise<Raster> {
	let damaged = page;
	if (random.chance(0.3)) damaged = await tilt(damaged, random.real(-0.15, 0.15));
	if (random.chance(0.6)) damaged = await blur(damaged, (random.real(0.35, 1.35) * dpi) / 200);
	if (random.chance(0.3)) {
		const width = Math.round(damaged.width * random.real(0.8, 1.1));
		damaged = await resize(damaged, width, Math.round((width / damaged.width) * damaged.height));
	}
	if (random.chance(0.5)) damaged = fade(damaged, random.real(0, 80), random.real(225, 255));
	if (random.chance(0.6)) damaged = addNoise(damaged, random.real(1, 18), random);
	if (random.chance(0.15)) damaged = addSpecks(damaged, random.real(0, 0.001), random);
	if (random.chance(0.1)) return await threshold(damaged, random.integer(110, 190));
	if (random.chance(0.5)) {
		const jpeg = await toSharp(damaged)
			.jpeg({ quality: random.integer(35, 90) })
			.toBuffer();
		const { default: sharp } = await import('sharp');
		damaged = await toRaster(sharp(jpeg));
	}
	return damaged;
}

function samplesOf(
	gray: GrayImage,
	shapes: readonly InkShape[],
	item: Printed,
	scale: number,
): Sample[] {
	const { text, edges } = item;
	const { field, inside } = shapesOf(shapes, item, scale);
	if (inside.length === 0) return [];
	const run = { shapes: inside, box: around(inside.map(({ box }) => box)) };
	const frame = frameOf(gray, run, 0.4 * (field[3] - field[1]));
	if (!frame || frame.bottom - frame.top < 5) return [];
	const signs = [...text];
	return signBoxes(inside).flatMap((box) => {
		const covered = signs.flatMap((sign, index) => {
			const middle = (((edges[index] ?? 0) + (edges[index + 1] ?? 0)) / 2) * scale;
			return middle > box[0] - 1 && middle < box[2] + 1 && sign !== ' ' ? [index] : [];
		});
		const sample = (part: Box, label: number): Sample => ({
			values: describeSign(gray, part, frame),
			label,
		});
		const labelOf = (index: number): number => {
			const place = SIGNS.indexOf(signs[index] ?? '');
			return place === -1 ? SIGNS.length : place;
		};
		const [only] = covered;
		if (only !== undefined && covered.length === 1) {
			const widest = ((edges[only + 1] ?? 0) - (edges[only] ?? 0)) * scale * 1.5 + 3;
			return box[2] - box[0] <= widest ? [sample(box, labelOf(only))] : [];
		}
		const cuts = covered.map((index): Sample => {
			const from = Math.max(box[0], Math.round((edges[index] ?? 0) * scale));
			const to = Math.min(box[2], Math.round((edges[index + 1] ?? 0) * scale));
			return sample([from, box[1], to, box[3]], labelOf(index));
		});
		return [sample(box, SIGNS.length), ...cuts];
	});
}
