import { readFile } from 'node:fs/promises';
import PDFDocument from 'pdfkit';
import { openPdf } from '../../../../reader/pages/openPdf.ts';
import { readTextPage } from '../../../../reader/pages/readTextPage.ts';
import type { Page } from '../../../../reader/page.ts';

const FONT = 'node_modules/dejavu-fonts-ttf/ttf/DejaVuSans.ttf';

type Draw = (pdf: PDFKit.PDFDocument) => void;

async function makePdf(draw: Draw, options: PDFKit.PDFDocumentOptions = {}): Promise<Buffer> {
	const pdf = new PDFDocument({ size: 'A4', margin: 0, ...options });
	const chunks: Buffer[] = [];
	pdf.on('data', (chunk: Buffer) => chunks.push(chunk));
	const end = new Promise((resolve) => pdf.on('end', resolve));
	pdf.font(FONT).fontSize(10);
	draw(pdf);
	pdf.end();
	await end;
	return Buffer.concat(chunks);
}

async function readFirst(bytes: Uint8Array): Promise<Page | null> {
	const pdf = await openPdf(bytes);
	return await readTextPage(await pdf.getPage(1), 0, () => Promise.reject(new Error('not drawn')));
}

async function read(draw: Draw, options?: PDFKit.PDFDocumentOptions): Promise<Page> {
	const page = await readFirst(await makePdf(draw, options));
	if (page === null) throw new Error('the page has no usable text');
	return page;
}

const texts = (page: Page) =>
	page.lines.map(({ words }) => words.map(({ text }) => text).join(' '));

const table: Draw = (pdf) => {
	for (const y of [100, 120, 140]) pdf.moveTo(50, y).lineTo(250, y).stroke();
	for (const x of [50, 150, 250]) pdf.rect(x, 100, 0.8, 40).fill('#000');
	pdf.text('Mã', 55, 104).text('Tổng', 155, 104).text('9', 140, 124).text('1.250', 155, 124);
};

function cells({ grids }: Page): string[] {
	return (grids[0]?.cells ?? []).map(({ lines }) =>
		lines.flatMap(({ words }) => words.map(({ text }) => text)).join(' '),
	);
}

describe('a page with a text layer', () => {
	it('has its words at pixels of 200 dpi', async () => {
		const page = await read((pdf) => pdf.text('Dư nợ đủ tiêu chuẩn', 72, 144));
		expect(page).toMatchObject({ width: 1654, height: 2339, source: 'textLayer' });
		expect(texts(page)).toEqual(['Dư nợ đủ tiêu chuẩn']);
		const [left = 0, top = 0, , bottom = 0] = page.lines[0]?.box ?? [];
		expect(left).toBeCloseTo(200, 0);
		expect(top).toBeGreaterThan(390);
		expect(bottom).toBeLessThan(440);
	});

	it('has tables from stroked lines and from thin rectangles', async () => {
		expect(cells(await read(table))).toEqual(['Mã', 'Tổng', '9', '1.250']);
	});

	it('keeps what nearly touches over a ruling in two cells', async () => {
		const page = await read((pdf) => {
			table(pdf);
			pdf.text('7', 143.5, 124).text('8', 151, 124);
		});
		expect(cells(page)[2]).toContain('7');
		expect(cells(page)[3]).toContain('8');
	});

	it('is read through scaled and moved drawing', async () => {
		const page = await read((pdf) => {
			pdf.save().translate(40, 60).scale(1.5);
			table(pdf);
			pdf.restore();
		});
		expect(cells(page)).toEqual(['Mã', 'Tổng', '9', '1.250']);
		expect(page.grids[0]?.box[0]).toBeCloseTo(((40 + 75) * 200) / 72, -1);
	});

	it('is turned when its text runs upwards', async () => {
		const page = await read((pdf) => {
			pdf.rotate(-90).translate(-842, 0);
			table(pdf);
		});
		expect(page).toMatchObject({ width: 2339, height: 1654 });
		expect(cells(page)).toEqual(['Mã', 'Tổng', '9', '1.250']);
	});

	it('leaves out a watermark across the page and letters drawn twice', async () => {
		const page = await read((pdf) => {
			pdf.text('Thông tin', 100, 100).text('Thông tin', 100.2, 100);
			pdf.save().rotate(-30).fontSize(60).fillColor('#eee').text('BẢN MẪU', 50, 500).restore();
		});
		expect(texts(page)).toEqual(['Thông tin']);
	});

	it('is not read by hidden text, nor by characters that mean nothing', async () => {
		const image = await readFile('test/fixtures/documents/images/scanned-report.page-1.jpg');
		const hidden = await makePdf((pdf) => {
			pdf.image(image, 0, 0, { width: 595, height: 842 });
			pdf.addContent('3 Tr');
			pdf.text('Dư nợ cho vay dài hạn '.repeat(40), 50, 50);
		});
		expect(await readFirst(hidden)).toBeNull();
		const strange = await makePdf((pdf) => pdf.text('Ω∑√∫≈∂ '.repeat(50), 50, 50));
		expect(await readFirst(strange)).toBeNull();
	});

	it('is left to its pixels where no letter is printed, blank or not', async () => {
		expect(await readFirst(await makePdf(() => undefined))).toBeNull();
		expect(await readFirst(await makePdf((pdf) => pdf.rect(72, 72, 9, 9).fill('#000')))).toBeNull();
	});
});

describe('a protected PDF', () => {
	it('is read where only printing is restricted', async () => {
		const page = await read((pdf) => pdf.text('Đọc được'), {
			ownerPassword: 'owner',
			permissions: { printing: 'lowResolution' },
			pdfVersion: '1.7',
		});
		expect(texts(page)).toEqual(['Đọc được']);
	});

	it('is refused with code 6 where it asks for a password', async () => {
		const bytes = await makePdf((pdf) => pdf.text('x'), {
			userPassword: 'secret',
			pdfVersion: '1.7',
		});
		await expect(openPdf(bytes)).rejects.toMatchObject({ code: '6' });
	});

	it('is refused with code 1 where it is broken', async () => {
		await expect(openPdf(Buffer.from('%PDF-1.7\nnothing'))).rejects.toMatchObject({ code: '1' });
	});
});
