import { createHash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { PDFDocument } from 'pdf-lib';
import { DOCUMENTS, sample } from './sample.ts';

interface Entry {
	file: string;
	mimeType: string;
	sha256: string;
	bytes: number;
	pages: number;
	reply: string;
}

const { documents } = JSON.parse(sample('manifest.json').toString()) as { documents: Entry[] };

const TABLES: Record<string, readonly number[]> = {
	loan_details: [5],
	credit_card_info: [4],
	outstanding_loans: [3, 4],
	bad_debt: [5, 3],
	late_payments: [3],
	loan_guarantee: [2],
	credit_contract: [2],
	customers_look_up: [3],
};
const SCALARS = [
	'report_time',
	'cic_code',
	'id_card',
	'address',
	'credit_score',
	'credit_rank',
	'credit_ranking_date',
	'debt_sold_to_vamc',
];

type Report = Record<string, unknown>;
type Box = [number, number, number, number];

function report(entry: Entry): Report {
	return JSON.parse(sample(entry.reply).toString()).data.info[0];
}

/** Width and height in a PNG's or JPEG's own words. */
function size(file: string): { width: number; height: number } {
	const bytes = sample(file);
	if (file.endsWith('.png')) {
		return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
	}
	const frame = bytes.indexOf(Buffer.from([0xff, 0xc0]));
	return { width: bytes.readUInt16BE(frame + 7), height: bytes.readUInt16BE(frame + 5) };
}

function expectInside([left, top, right, bottom]: Box, file: string): void {
	const { width, height } = size(file);
	expect(left).toBeGreaterThanOrEqual(0);
	expect(top).toBeGreaterThanOrEqual(0);
	expect(right).toBeGreaterThan(left);
	expect(bottom).toBeGreaterThan(top);
	expect(right).toBeLessThanOrEqual(width);
	expect(bottom).toBeLessThanOrEqual(height);
}

function cells(table: unknown): { value: unknown; box: unknown; score?: unknown }[] {
	return (table as { value: unknown; box: unknown; score?: unknown }[][]).flat();
}

describe('sample documents', () => {
	it('are the five of the four reports, and nothing lies around', () => {
		expect(documents.map(({ file }) => file)).toEqual([
			'clean-borrower.pdf',
			'bad-debt.pdf',
			'empty-report.pdf',
			'scanned-report.pdf',
			'scanned-report.jpg',
		]);
		const listed = documents.flatMap(({ file, reply }) => [file, reply]);
		expect(readdirSync(DOCUMENTS).toSorted()).toEqual(
			[...listed, 'images', 'manifest.json'].toSorted(),
		);
	});

	describe.each(documents)('$file', (entry) => {
		it('has the bytes that the manifest says', () => {
			const bytes = sample(entry.file);
			expect(bytes).toHaveLength(entry.bytes);
			expect(createHash('sha256').update(bytes).digest('hex')).toBe(entry.sha256);
		});

		it('is a real document with as many pages as the reply has page images', async () => {
			const bytes = sample(entry.file);
			const { imgs } = report(entry);
			expect(imgs).toHaveLength(entry.pages);
			if (entry.mimeType === 'application/pdf') {
				expect((await PDFDocument.load(bytes)).getPageCount()).toBe(entry.pages);
			} else {
				expect([...bytes.subarray(0, 3)]).toEqual([0xff, 0xd8, 0xff]);
			}
		});

		it('has a reply of the documented keys and cell counts', () => {
			const found = report(entry);
			const keys = SCALARS.flatMap((key) =>
				['', '_box', '_confidence', '_id'].map((suffix) => `${key}${suffix}`),
			);
			const tables = Object.keys(TABLES).flatMap((key) => [key, `${key}_image`]);
			const missing = [...keys, 'imgs', ...tables].filter((key) => !(key in found));
			const noConfidence = entry.file.startsWith('scanned') ? ['address_confidence'] : [];
			expect(missing).toEqual(noConfidence);
			expect(Object.keys(found)).toHaveLength(keys.length + 1 + tables.length - missing.length);
			for (const [key, counts] of Object.entries(TABLES)) {
				for (const row of found[key] as unknown[][]) expect(counts).toContain(row.length);
			}
		});

		it('has every box inside the image it belongs to', () => {
			const found = report(entry);
			const images = found['imgs'] as string[];
			for (const key of SCALARS) {
				const box = found[`${key}_box`] as Box | [];
				expect(box.length === 0).toBe(found[key] === '');
				if (box.length === 4) expectInside(box, images[Number(found[`${key}_id`])] ?? 'none');
			}
			for (const key of Object.keys(TABLES)) {
				for (const { box } of cells(found[key])) {
					const boxes = (box as unknown[]).every(Array.isArray) ? (box as Box[]) : [box as Box];
					for (const one of boxes) expectInside(one, String(found[`${key}_image`]));
				}
			}
		});

		it('has images for the tables that are printed, and for those only', () => {
			const found = report(entry);
			for (const key of Object.keys(TABLES)) {
				const file = String(found[`${key}_image`]);
				if (file !== '') expect(existsSync(join(DOCUMENTS, file))).toBe(true);
				if ((found[key] as unknown[]).length > 0) expect(file).not.toBe('');
			}
		});
	});

	it('are read with high confidence where they are clean', () => {
		for (const entry of documents.filter(({ file }) => !file.startsWith('scanned'))) {
			const found = report(entry);
			const scores = Object.keys(TABLES).flatMap((key) =>
				cells(found[key]).flatMap(({ value, score }) => (value === '' ? [] : score)),
			);
			for (const score of scores) expect(score).toBeGreaterThanOrEqual(0.93);
		}
	});

	it('carry every dirty value in both forms of the scan', () => {
		for (const name of ['scanned-report.reply.json', 'scanned-report-jpg.reply.json']) {
			const text = sample(name).toString();
			for (const dirty of ['"1,234"', '"1.O50"', '"31/02/2023"', '"97.3"', '"92%"', '"8B"']) {
				expect(text).toContain(dirty);
			}
			const found = JSON.parse(text).data.info[0];
			expect(found.loan_guarantee).toEqual([]);
			expect(found.loan_guarantee_image).not.toBe('');
			expect(found.customers_look_up[0][0].value).toBe('Mã TCTD');
			expect(found.loan_details[2][3].score).toHaveLength(1);
			expect(found.loan_details[2][3].value).toHaveLength(2);
		}
	});
});
