import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import type { Page } from 'playwright-core';
import type { Raster } from '../png.ts';
import { around } from './layout.ts';
import type { Box, Layout, PlacedBox } from './layout.ts';

/** Page images are 120 dpi: 1.25 pixels for a CSS pixel. */
const SCALE = 1.25;
const PAGE_WIDTH = 794;
const PAGE_HEIGHT = 1123;

const CHROMIUM = '/usr/bin/chromium';
const CHROMIUM_FLAGS = [
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
	'--disable-lcd-text',
	'--font-render-hinting=none',
];

/** Runs `work` with a page of Debian's Chromium and ends the browser in any case. */
export async function withBrowserPage<T>(work: (page: Page) => Promise<T>): Promise<T> {
	const profile = await mkdtemp(join(tmpdir(), 'sandbox-generate-'));
	const context = await chromium.launchPersistentContext(profile, {
		executablePath: CHROMIUM,
		args: CHROMIUM_FLAGS,
		viewport: { width: PAGE_WIDTH, height: PAGE_HEIGHT },
		deviceScaleFactor: SCALE,
	});
	try {
		return await work(context.pages()[0] ?? (await context.newPage()));
	} finally {
		await context.close();
		await rm(profile, { recursive: true, force: true });
	}
}

/** Shows a report and lays its blocks out on pages; a block is never split. */
export async function showReport(page: Page, html: string): Promise<void> {
	await page.setContent(html);
	await page.evaluate(() => {
		const { ticket } = document.body.dataset;
		const blocks = [...document.querySelectorAll<HTMLElement>('.block')];
		const room = 1123 - 40 - 62;
		let content: HTMLElement | null = null;
		const addPage = (): HTMLElement => {
			const sheet = document.createElement('div');
			sheet.className = 'page';
			sheet.innerHTML =
				'<div class="specimen">BẢN MẪU</div><div class="content"></div><div class="footer">' +
				`<span>Mã số phiếu: ${ticket} - Bản mẫu, dữ liệu hư cấu</span>` +
				'<span class="number"></span></div>';
			document.body.append(sheet);
			return sheet.querySelector<HTMLElement>('.content') ?? sheet;
		};
		blocks.forEach((block, index) => {
			content ??= addPage();
			content.append(block);
			// A heading stays with the block that follows it.
			const next = block.tagName === 'H2' ? blocks[index + 1] : undefined;
			if (next) content.append(next);
			if (content.offsetHeight <= room) return;
			content = addPage();
			content.append(block);
		});
		const numbers = [...document.querySelectorAll('.number')];
		numbers.forEach((number, index) => {
			number.textContent = `Trang ${index + 1}/${numbers.length}`;
		});
	});
}

/** Reads from the DOM where every marked text and every table stands. */
export async function measureReport(page: Page): Promise<Layout> {
	const measured = await page.evaluate((scale) => {
		const sheets = [...document.querySelectorAll('.page')];
		const read = (name: string): [string, number, number[]][] =>
			[...document.querySelectorAll<HTMLElement>(`[data-${name}]`)].map((element) => {
				const sheet = element.closest('.page');
				const origin = sheet?.getBoundingClientRect() ?? new DOMRect();
				const { left, top, right, bottom } = element.getBoundingClientRect();
				const edges = [left - origin.x, top - origin.y, right - origin.x, bottom - origin.y];
				const key = element.dataset[name] ?? '';
				const isEmpty = element.textContent === '';
				const page = sheets.findIndex((other) => other === sheet);
				return [key, page, isEmpty ? [] : edges.map((edge) => edge * scale)];
			});
		return { pages: sheets.length, texts: read('box'), tables: read('table') };
	}, SCALE);
	return {
		pages: measured.pages,
		texts: placed(measured.texts),
		tables: placed(measured.tables),
	};
}

function placed(entries: readonly [string, number, number[]][]): Map<string, PlacedBox> {
	const boxes = new Map<string, PlacedBox>();
	for (const [key, page, [left, top, right, bottom]] of entries) {
		const isEmpty =
			left === undefined || top === undefined || right === undefined || bottom === undefined;
		if (!isEmpty) boxes.set(key, { page, box: around([[left, top, right, bottom]]) });
	}
	return boxes;
}

/** The pages as a PDF with real text, as the bureau's website makes it. */
export async function printReport(page: Page): Promise<Buffer> {
	return await page.pdf({ preferCSSPageSize: true, printBackground: true, tagged: false });
}

/** One picture per page, as PNG files. */
export async function photographPages(page: Page): Promise<Buffer[]> {
	const pictures: Buffer[] = [];
	for (const sheet of await page.locator('.page').all()) {
		pictures.push(await sheet.screenshot({ scale: 'device' }));
	}
	return pictures;
}

/** Decodes a PNG or JPEG in the browser. */
export async function readPixels(page: Page, image: Buffer): Promise<Raster> {
	const read = await page.evaluate(async (base64) => {
		const blob = await (await fetch(`data:image/png;base64,${base64}`)).blob();
		const bitmap = await createImageBitmap(blob);
		const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
		const context = canvas.getContext('2d');
		context?.drawImage(bitmap, 0, 0);
		const data = context?.getImageData(0, 0, bitmap.width, bitmap.height).data;
		const reader = new FileReader();
		const url = new Promise<string>((resolve) => {
			reader.onload = () => resolve(typeof reader.result === 'string' ? reader.result : '');
		});
		reader.readAsDataURL(new Blob(data ? [data] : []));
		return { width: bitmap.width, height: bitmap.height, url: await url };
	}, image.toString('base64'));
	const pixels = Buffer.from(read.url.slice(read.url.indexOf(',') + 1), 'base64');
	return { width: read.width, height: read.height, pixels };
}

/** How a page came out of the scanner. */
export interface ScanSettings {
	degrees: number;
	/** Strength of the noise, in shades of 256. */
	noise: number;
	seed: number;
	/** 0 to 1. */
	quality: number;
}

/** Scans a page picture: turned, gray, uneven light, noise, specks. Returns pixels. */
export async function scanPage(page: Page, picture: Buffer, scan: ScanSettings): Promise<Raster> {
	const turned = await turnPicture(page, picture, scan.degrees);
	let state = scan.seed;
	const random = (): number => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		return state / 2 ** 32;
	};
	for (let index = 0; index < turned.width * turned.height; index += 1) {
		const [red = 0, green = 0, blue = 0] = turned.pixels.subarray(index * 4, index * 4 + 3);
		const ink = 0.3 * red + 0.59 * green + 0.11 * blue;
		const light = 1 - 0.1 * ((index % turned.width) / turned.width) ** 2;
		const speck = random() < 0.00008 ? -110 : 0;
		const shade = (28 + ink * 0.87) * light + (random() - 0.5) * scan.noise + speck;
		turned.pixels.fill(Math.max(0, Math.min(255, Math.round(shade))), index * 4, index * 4 + 3);
	}
	return turned;
}

async function turnPicture(page: Page, picture: Buffer, degrees: number): Promise<Raster> {
	const turned = await page.evaluate(
		async ({ base64, angle }) => {
			const blob = await (await fetch(`data:image/png;base64,${base64}`)).blob();
			const bitmap = await createImageBitmap(blob);
			const canvas = document.createElement('canvas');
			[canvas.width, canvas.height] = [bitmap.width, bitmap.height];
			const context = canvas.getContext('2d');
			if (!context) return '';
			context.fillStyle = '#fdfdf8';
			context.fillRect(0, 0, canvas.width, canvas.height);
			context.filter = 'blur(0.45px)';
			context.translate(canvas.width / 2, canvas.height / 2);
			context.rotate((angle * Math.PI) / 180);
			context.drawImage(bitmap, -canvas.width / 2, -canvas.height / 2);
			return canvas.toDataURL('image/png');
		},
		{ base64: picture.toString('base64'), angle: degrees },
	);
	return await readPixels(page, Buffer.from(turned.slice(turned.indexOf(',') + 1), 'base64'));
}

/** Encodes pixels as JPEG; `quality` 0 to 1. */
export async function toJpeg(page: Page, raster: Raster, quality: number): Promise<Buffer> {
	const url = await page.evaluate(
		async ({ base64, width, height, quality }) => {
			const response = await fetch(`data:application/octet-stream;base64,${base64}`);
			const pixels = new Uint8ClampedArray(await response.arrayBuffer());
			const canvas = document.createElement('canvas');
			[canvas.width, canvas.height] = [width, height];
			canvas.getContext('2d')?.putImageData(new ImageData(pixels, width, height), 0, 0);
			return canvas.toDataURL('image/jpeg', quality);
		},
		{
			base64: raster.pixels.toString('base64'),
			width: raster.width,
			height: raster.height,
			quality,
		},
	);
	return Buffer.from(url.slice(url.indexOf(',') + 1), 'base64');
}

/** Puts pictures of the same width one below the other. */
export function stack(rasters: readonly Raster[]): Raster {
	return {
		width: Math.max(...rasters.map(({ width }) => width)),
		height: rasters.reduce((sum, { height }) => sum + height, 0),
		pixels: Buffer.concat(rasters.map(({ pixels }) => pixels)),
	};
}

/** A box as `[left, top, right, bottom]` kept inside a picture. */
export function inside(box: Box, raster: Raster): Box {
	const [left, top, right, bottom] = box;
	return [
		Math.max(0, left),
		Math.max(0, top),
		Math.min(raster.width, right),
		Math.min(raster.height, bottom),
	];
}
