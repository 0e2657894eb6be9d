import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { IDataObject } from 'n8n-workflow';
import { sampleDocuments } from '../support/scriptedApi/startSandboxProcess.ts';

/** That many files in a new folder; returns their paths. */
async function writeFiles(
	folder: string,
	count: number,
	content: (index: number) => Buffer,
): Promise<string[]> {
	await mkdir(folder);
	const names = Array.from({ length: count }, (_, index) => `${1000 + index}.pdf`);
	const files = names.map((name) => join(folder, name));
	for (const [index, file] of files.entries()) await writeFile(file, content(index));
	return files;
}

/** The sample report with a remark behind its end: they differ in size, as files do. */
export async function writeDocuments(folder: string, count: number): Promise<string[]> {
	const sample = await readFile(join(sampleDocuments(), 'clean-borrower.pdf'));
	const withRemark = (index: number) =>
		Buffer.concat([sample, Buffer.from(`\n%${' '.repeat(index)}\n`)]);
	return await writeFiles(folder, count, withRemark);
}

/** One PDF of that size; its filling is a comment. */
export async function writeLargePdf(folder: string, bytes: number): Promise<void> {
	const content = Buffer.alloc(bytes, 'x');
	content.write('%PDF-1.4\n3 0 obj<</Type/Page/MediaBox[0 0 9 9]>>endobj\n%');
	await writeFiles(folder, 1, () => content);
}

const BOX = [61, 402, 188, 426];

/** A row of the widest table; its texts differ from the others', and are invented. */
function buildLoanRow(index: number): object[] {
	const amount = `${1 + (index % 99)}.${String((index * 7919) % 1000).padStart(3, '0')}`;
	const code = `01${990 + (index % 10)}${String(index % 1000).padStart(3, '0')}`;
	const lender = `Ngân hàng TMCP Mẫu Số ${index % 400} - Chi nhánh Ví Dụ ${index % 90}`;
	const names = ['Dư nợ cho vay ngắn hạn', '- Dư nợ đủ tiêu chuẩn'];
	const debts = names.map((debt_name) => ({ debt_name, debt: amount }));
	const texts = [String(index + 1), code, lender, amount];
	const cells: object[] = texts.map((value) => ({ value, box: BOX, score: 0.97 }));
	return cells.toSpliced(3, 0, { value: debts, box: [BOX, BOX], score: [0.97, 0.96] });
}

/** A reply with one report of that many rows. */
export function buildReply(rows: number): IDataObject {
	const loan_details = Array.from({ length: rows }, (_, index) => buildLoanRow(index));
	const info = [{ report_time: '09:15 - 20/05/2025', cic_code: '0000000303', loan_details }];
	return { data: { info }, errorCode: '0', errorMessage: 'Success' };
}
