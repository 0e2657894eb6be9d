import { createHash } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PDFDocument } from 'pdf-lib';
import type { Page } from 'playwright-core';
import { crop, textPng } from '../png.ts';
import type { Raster } from '../png.ts';
import { DOCUMENTS_FOLDER } from '../sampleDocuments.ts';
import type { SampleDocument } from '../sampleDocuments.ts';
import {
	inside,
	measureReport,
	photographPages,
	printReport,
	readPixels,
	scanPage,
	showReport,
	stack,
	toJpeg,
	withBrowserPage,
} from './browser.ts';
import { buildReply } from './buildReply.ts';
import type { ReplySource } from './buildReply.ts';
import { moveLayout, tableImage, turnBox } from './layout.ts';
import type { Layout } from './layout.ts';
import type { ReportData } from './reportData.ts';
import { reportHtml } from './reportPage.ts';
import { badDebt } from './reports/badDebt.ts';
import { cleanBorrower } from './reports/cleanBorrower.ts';
import { emptyReport } from './reports/emptyReport.ts';
import { scannedReport } from './reports/scannedReport.ts';
import { SECTIONS } from './sections.ts';

/** Stands in every PDF, so that the same input gives the same bytes. */
const MADE_ON = new Date('2025-01-01T00:00:00Z');

/** Degrees, noise and seed of the two scanned pages; opposite angles as when pages are fed singly. */
const SCANS = [
	{ degrees: 0.7, noise: 16, seed: 4041, quality: 0.5 },
	{ degrees: -0.5, noise: 16, seed: 4042, quality: 0.5 },
] as const;

/** Another folder may be given, to compare with what is committed. */
const folder = process.argv[2] ?? DOCUMENTS_FOLDER;

async function save(file: string, content: Buffer | string): Promise<void> {
	await writeFile(join(folder, file), content);
}

/** Writes a document with its reply and returns its entry in the manifest. */
async function saveDocument(
	file: string,
	mimeType: string,
	bytes: Buffer,
	reply: string,
	source: ReplySource,
): Promise<SampleDocument> {
	await save(file, bytes);
	await save(reply, `${JSON.stringify(buildReply(source), null, '\t')}\n`);
	const sha256 = createHash('sha256').update(bytes).digest('hex');
	return { file, mimeType, sha256, bytes: bytes.length, pages: source.layout.pages, reply };
}

/** Gives a PDF fixed dates and a title. */
async function stamp(pdf: PDFDocument): Promise<Buffer> {
	pdf.setTitle('Báo cáo tín dụng (bản mẫu)');
	pdf.setCreator('sandbox');
	pdf.setProducer('sandbox');
	pdf.setCreationDate(MADE_ON);
	pdf.setModificationDate(MADE_ON);
	return Buffer.from(await pdf.save());
}

/** The tables of the pages, each cut out where the layout says. */
function cutTables(
	layout: Layout,
	pages: readonly Raster[],
): [ReplySource['report']['name'], Raster][] {
	return SECTIONS.flatMap(({ key }) => {
		const placed = layout.tables.get(key);
		const page = placed ? pages[placed.page] : undefined;
		return placed && page ? [[key, crop(page, inside(placed.box, page))]] : [];
	});
}

/** A report as the bureau's website gives it out: a PDF with text. */
async function generatePdf(page: Page, report: ReportData): Promise<SampleDocument[]> {
	await showReport(page, reportHtml(report));
	const layout = await measureReport(page);
	const pages: Raster[] = [];
	for (const picture of await photographPages(page)) pages.push(await readPixels(page, picture));
	const pageImages = pages.map((_, index) => `images/${report.name}.page-${index + 1}.png`);
	for (const [index, raster] of pages.entries())
		await save(pageImages[index] ?? '', textPng(raster));
	for (const [key, raster] of cutTables(layout, pages)) {
		await save(`images/${report.name}.${key}.png`, textPng(raster));
	}
	const pdf = await stamp(await PDFDocument.load(await printReport(page)));
	const source: ReplySource = {
		report,
		layout,
		pageImages,
		tableImage: (key) => tableImage(report.name, key, 'png'),
	};
	const reply = `${report.name}.reply.json`;
	return [await saveDocument(`${report.name}.pdf`, 'application/pdf', pdf, reply, source)];
}

/** A report as a customer sends it: scanned, as a PDF of pictures and as one long JPEG. */
async function generateScan(page: Page, report: ReportData): Promise<SampleDocument[]> {
	await showReport(page, reportHtml(report));
	const straight = await measureReport(page);
	const scans: Raster[] = [];
	for (const [index, picture] of (await photographPages(page)).entries()) {
		scans.push(await scanPage(page, picture, SCANS[index] ?? SCANS[0]));
	}
	const layout = moveLayout(straight, scans.length, ({ page: number, box }) => {
		const { width = 0, height = 0 } = scans[number] ?? {};
		return { page: number, box: turnBox(box, width, height, (SCANS[number] ?? SCANS[0]).degrees) };
	});
	for (const [key, raster] of cutTables(layout, scans)) {
		await save(`images/${report.name}.${key}.jpg`, await toJpeg(page, raster, SCANS[0].quality));
	}
	return [
		await scanAsPdf(page, report, layout, scans),
		await scanAsJpeg(page, report, layout, scans),
	];
}

async function scanAsPdf(
	page: Page,
	report: ReportData,
	layout: Layout,
	scans: readonly Raster[],
): Promise<SampleDocument> {
	const pdf = await PDFDocument.create();
	const pageImages: string[] = [];
	for (const [index, scan] of scans.entries()) {
		const jpeg = await toJpeg(page, scan, SCANS[0].quality);
		const size = { width: 595.28, height: 841.89 };
		pdf.addPage([size.width, size.height]).drawImage(await pdf.embedJpg(jpeg), size);
		const image = `images/${report.name}.page-${index + 1}.jpg`;
		await save(image, jpeg);
		pageImages.push(image);
	}
	return await saveDocument(
		`${report.name}.pdf`,
		'application/pdf',
		await stamp(pdf),
		`${report.name}.reply.json`,
		{ report, layout, pageImages, tableImage: (key) => tableImage(report.name, key, 'jpg') },
	);
}

/** Both pages in one picture, so everything is on page 0; its own file is its page image. */
async function scanAsJpeg(
	page: Page,
	report: ReportData,
	layout: Layout,
	scans: readonly Raster[],
): Promise<SampleDocument> {
	const file = `${report.name}.jpg`;
	const above = (number: number): number =>
		scans.slice(0, number).reduce((sum, { height }) => sum + height, 0);
	const onOnePage = moveLayout(layout, 1, ({ page: number, box: [left, top, right, bottom] }) => ({
		page: 0,
		box: [left, top + above(number), right, bottom + above(number)],
	}));
	return await saveDocument(
		file,
		'image/jpeg',
		await toJpeg(page, stack(scans), SCANS[0].quality),
		`${report.name}-jpg.reply.json`,
		{
			report,
			layout: onOnePage,
			pageImages: [file],
			tableImage: (key) => tableImage(report.name, key, 'jpg'),
		},
	);
}

/** Makes all samples anew; the manifest is written last. */
async function generate(): Promise<void> {
	if (folder === DOCUMENTS_FOLDER) await rm(folder, { recursive: true, force: true });
	await mkdir(join(folder, 'images'), { recursive: true });
	const documents = await withBrowserPage(async (page) => [
		...(await generatePdf(page, cleanBorrower)),
		...(await generatePdf(page, badDebt)),
		...(await generatePdf(page, emptyReport)),
		...(await generateScan(page, scannedReport)),
	]);
	await save('manifest.json', `${JSON.stringify({ documents }, null, '\t')}\n`);
	for (const { file, bytes, pages } of documents) {
		process.stderr.write(`${file}: ${pages} pages, ${bytes} bytes\n`);
	}
}

await generate();
