import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readdir } from 'node:fs/promises';
import pdfkit from 'pdfkit';
import { buffer } from 'node:stream/consumers';
import { makeTemporaryFolder } from '../../scripts/host/temporaryFolder.ts';
import type { TemporaryFolder } from '../../scripts/host/temporaryFolder.ts';
import { startReader } from '../../scripts/host/startReader.ts';
import type { Reader } from '../../scripts/host/startReader.ts';
import { LAYOUTS } from '../../tools/documents/layouts/index.ts';
import { makeDocument } from '../../tools/documents/makeDocument.ts';
import type { InventedDocument } from '../../tools/documents/makeDocument.ts';
import {
	makeCircularPdf,
	makeHugePagePdf,
	makePdfOfPages,
	makePngBomb,
	makeRecursivePdf,
	OTHER_FILES,
} from '../support/hostileFiles.ts';
import { sendFile, sendUrl } from '../support/callApi.ts';
import type { Answer } from '../support/callApi.ts';

const MAX_PAGES = 20;

let reader: Reader;
let folder: TemporaryFolder;
let report: InventedDocument;

beforeAll(async () => {
	folder = await makeTemporaryFolder('reader');
	const { path } = folder;
	reader = await startReader({
		flags: ['--timeout', '60', '--max-pages', String(MAX_PAGES)],
		cwd: path,
		env: { HOME: path, TMPDIR: path, TMP: path, TEMP: path, XDG_CACHE_HOME: path },
	});
	const [layout] = LAYOUTS;
	if (layout === undefined) throw new Error('There is no layout');
	report = await makeDocument(layout, 7);
});

afterAll(async () => {
	await reader.stop();
	await folder.remove();
});

const codeOf = ({ status, body }: Answer): string => `${status} ${String(body?.errorCode)}`;

async function encrypted(options: PDFKit.PDFDocumentOptions): Promise<Buffer> {
	const pdf = new pdfkit({ ...options, pdfVersion: '1.7' });
	const bytes = buffer(pdf);
	pdf.text('CIC, 1. Thong tin chung ve khach hang').end();
	return await bytes;
}

describe('a report', () => {
	it('is read', async () => {
		const { body } = await sendFile(reader, report.pdf);
		expect(body).toMatchObject({ errorCode: '0', data: { type: 'credit_report' } });
		expect(body.data.info).toHaveLength(1);
		expect(body.data.info[0]).toMatchObject({
			cic_code: report.data.cicCode,
			imgs: [],
			loan_details_image: '',
		});
	});

	it('comes with its images where they are asked for', async () => {
		const { body } = await sendFile(reader, report.pdf, { query: { get_thumb: 'True' } });
		const [info] = body.data.info;
		expect(info.imgs).toHaveLength(report.pages);
		for (const image of info.imgs) expect(image).toMatch(/^\/9j\/[A-Za-z0-9+/]+=*$/);
	});

	it('of more pages than allowed is code 6, and is not read', async () => {
		expect(codeOf(await sendFile(reader, makePdfOfPages(MAX_PAGES)))).toBe('200 3');
		expect(codeOf(await sendFile(reader, makePdfOfPages(MAX_PAGES + 1)))).toBe('200 6');
	});
});

describe('a file that is no report', () => {
	it.each(Object.entries(OTHER_FILES))('is code 1 when it is %s', async (name, file) => {
		const isReadable = name === 'a PDF without a page';
		const answer = await sendFile(reader, Buffer.from(file));
		expect(codeOf(answer)).toBe(isReadable ? '200 3' : '200 1');
	});

	it('is code 1 when it is cut in half', async () => {
		const png = makePngBomb(2000);
		expect(codeOf(await sendFile(reader, png.subarray(0, png.length / 2)))).toBe('200 1');
		const half = report.pdf.subarray(0, report.pdf.length / 2);
		expect(codeOf(await sendFile(reader, half))).toMatch(/^200 [13]$/);
	});

	it('is code 6 when it asks for a password, not when it only forbids to print', async () => {
		const locked = await encrypted({ userPassword: 'open', ownerPassword: 'own' });
		expect(codeOf(await sendFile(reader, locked))).toBe('200 6');
		const restricted = await encrypted({ ownerPassword: 'own', permissions: {} });
		expect(restricted.includes('/Encrypt')).toBe(true);
		expect(codeOf(await sendFile(reader, restricted))).toBe('200 3');
	});
});

describe('a hostile file', () => {
	it.each<[string, () => Buffer, RegExp]>([
		['10,000 pages', () => makePdfOfPages(10_000), /^200 6$/],
		['a PNG of 40,000 × 40,000 pixels', () => makePngBomb(40_000), /^200 6$/],
		['a page of 350 metres', () => makeHugePagePdf(1_000_000), /^200 [136]$/],
		['drawings that draw themselves', makeRecursivePdf, /^200 [136]$/],
		['pages in a circle', makeCircularPdf, /^200 [136]$/],
	])('ends: %s', async (_name, make, code) => {
		expect(codeOf(await sendFile(reader, make()))).toMatch(code);
	});

	it('behind a URL that never ends is code 6', async () => {
		const server = createServer((_request, response) => {
			const write = (): void => void (response.write(Buffer.alloc(65_536)) && setImmediate(write));
			response.on('drain', write);
			write();
		});
		await once(server.listen(0, '127.0.0.1'), 'listening');
		const { port } = server.address() as AddressInfo;
		expect(codeOf(await sendUrl(reader, `http://127.0.0.1:${port}/`))).toBe('200 6');
		server.closeAllConnections();
		server.close();
	});
});

describe('what all of that left behind', () => {
	it('is nothing on disk', async () => {
		expect(await readdir(folder.path, { recursive: true })).toEqual([]);
	});

	it('is nothing of a document in what was written', () => {
		const lines = reader.output().trimEnd().split('\n').slice(2);
		expect(lines.length).toBeGreaterThan(15);
		const { data } = report;
		for (const secret of [data.cicCode, data.idCard, data.address]) {
			expect(secret).not.toBe('');
			expect(lines.join('\n')).not.toContain(secret);
		}
		// Reasons of refusals, and places in the program.
		for (const line of lines) {
			expect(line).toMatch(/^reader: code [1236]: [ -~]+$|^reader: \w+$|^ +at /);
		}
	});
});
