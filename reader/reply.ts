import type { Box, Page } from './page.ts';
import { isDebtList, SCALARS, TABLES } from './report/creditReport.ts';
import type {
	Area,
	CreditReport,
	DebtLine,
	Printed,
	ReportCell,
	ReportTable,
} from './report/creditReport.ts';
import { stackImages } from './pages/stackImages.ts';

/** Pixels around a table that its image shows too. */
const TABLE_MARGIN = 8;

/**
 * A report as an entry of the documented `data.info`: every field with box, confidence and page,
 * every table with its rows. Boxes of fields are pixels of the page's image, boxes of cells are
 * pixels of the table's image; a table that goes on over pages has one image, its parts below each
 * other.
 *
 * @param withImages whether `imgs` and the tables' images are filled; they are empty without
 */
export async function toReply(
	report: CreditReport,
	withImages: boolean,
): Promise<Record<string, unknown>> {
	const scalars = SCALARS.flatMap((name) => scalarEntries(name, report.scalars[name]));
	const tables = TABLES.map((name) => {
		const { rows, areas } = report.tables[name];
		return { name, rows, parts: partsOf(areas, report.pages) };
	});
	const parts = tables.flatMap((table) => table.parts);
	const { whole, pieces } = await encodeImages(withImages ? report.pages : [], parts);
	const entries: [string, unknown][] = [];
	for (const { name, rows, parts: own } of tables) {
		entries.push(
			[name, rows.map((row) => row.map((cell) => toCell(cell, own)))],
			[`${name}_image`, await tableImage(own.flatMap((part) => pieces.get(part) ?? []))],
		);
	}
	return Object.fromEntries([...scalars, ['imgs', whole], ...entries]);
}

/** Images of whole pages as base64, and the parts of tables; each page is drawn once, one by one. */
async function encodeImages(
	pages: readonly Page[],
	parts: readonly ImagePart[],
): Promise<{ whole: string[]; pieces: Map<ImagePart, Buffer> }> {
	const whole: string[] = [];
	const pieces = new Map<ImagePart, Buffer>();
	for (const page of pages) {
		const image = await page.image();
		whole.push((await image.encode()).toString('base64'));
		for (const part of parts.filter((each) => each.page === page)) {
			pieces.set(part, await image.encode(part.box));
		}
	}
	return { whole, pieces };
}

function scalarEntries(name: string, printed: Printed | null): [string, unknown][] {
	return [
		[name, printed?.text ?? ''],
		[`${name}_box`, printed?.box?.map(Math.round) ?? []],
		[`${name}_confidence`, confidenceOf(printed)],
		[`${name}_id`, printed?.page ?? 0],
	];
}

/** 0 for what is not printed; four digits are enough for the rest. */
function confidenceOf(printed: Printed | null): number {
	if (printed === null || printed.text === '') return 0;
	return Math.round(printed.confidence * 10_000) / 10_000;
}

/** A part of a table's image: whole pixels of its page, and how far down it stands. */
interface ImagePart {
	readonly page: Page;
	readonly box: Box;
	readonly offset: number;
}

function partsOf(areas: ReportTable['areas'], pages: readonly Page[]): ImagePart[] {
	let offset = 0;
	return areas.flatMap(({ page: index, box: [left, top, right, bottom] }: Area) => {
		const page = pages.find((each) => each.index === index);
		if (page === undefined) return [];
		const box: Box = [
			Math.max(0, Math.floor(left - TABLE_MARGIN)),
			Math.max(0, Math.floor(top - TABLE_MARGIN)),
			Math.min(page.width, Math.ceil(right + TABLE_MARGIN)),
			Math.min(page.height, Math.ceil(bottom + TABLE_MARGIN)),
		];
		const part = { page, box, offset };
		offset += box[3] - box[1];
		return [part];
	});
}

/** The parts of a table below each other, as base64; empty where there is none. */
async function tableImage(images: readonly Buffer[]): Promise<string> {
	const [only] = images;
	if (only === undefined) return '';
	return (images.length === 1 ? only : await stackImages(images)).toString('base64');
}

function toCell(cell: ReportCell, parts: readonly ImagePart[]): object {
	if (isDebtList(cell)) {
		return {
			value: cell.map(({ name, amount }) => ({ debt_name: name.text, debt: amount.text })),
			box: cell.map((line) => boxInTable(aroundLine(line), line.name.page, parts)),
			score: cell.map(({ name, amount }) => {
				const scores = [name, amount].filter(({ text }) => text !== '').map(confidenceOf);
				return Math.min(1, ...scores);
			}),
		};
	}
	return {
		value: cell.text,
		box: boxInTable(cell.box, cell.page, parts),
		score: confidenceOf(cell),
	};
}

function aroundLine({ name, amount }: DebtLine): Box | null {
	if (name.box === null || amount.box === null || name.page !== amount.page) {
		return name.box ?? amount.box;
	}
	const [a, b] = [name.box, amount.box];
	return [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[2], b[2]), Math.max(a[3], b[3])];
}

/** The box in pixels of the table's image; [] for what is not printed. */
function boxInTable(box: Box | null, page: number, parts: readonly ImagePart[]): number[] {
	if (box === null) return [];
	const own = parts.filter((part) => part.page.index === page);
	const middle = (box[1] + box[3]) / 2;
	const part = own.find((each) => middle >= each.box[1] && middle <= each.box[3]) ?? own[0];
	if (part === undefined) return [];
	const [left, top] = part.box;
	const down = part.offset - top;
	return [box[0] - left, box[1] + down, box[2] - left, box[3] + down].map(Math.round);
}
