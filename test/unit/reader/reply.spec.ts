import { readFile } from 'node:fs/promises';
import { openPdf } from '../../../reader/pages/openPdf.ts';
import { readTextPage } from '../../../reader/pages/readTextPage.ts';
import { readReports } from '../../../reader/report/readReport.ts';
import { toReply } from '../../../reader/reply.ts';
import type { Page } from '../../../reader/page.ts';

/** An entry of `info`, as it goes over the wire. */
type Entry = ReturnType<typeof JSON.parse>;

async function reply(name: string): Promise<Entry> {
	const pdf = await openPdf(await readFile(`test/fixtures/documents/${name}.pdf`));
	const pages: Page[] = [];
	for (let number = 1; number <= pdf.numPages; number++) {
		const page = await readTextPage(await pdf.getPage(number), number - 1, () =>
			Promise.reject(new Error('no images were asked for')),
		);
		if (page) pages.push(page);
	}
	const [report] = readReports(pages) ?? [];
	if (!report) throw new Error('no report was found');
	return JSON.parse(JSON.stringify(await toReply(report, false)));
}

/** Values and pages only: where texts stand and how sure they are differs between engines. */
function values(entry: object): unknown {
	const isOfEngine = /^(?:box|score|imgs)$|_(?:box|confidence|image)$/;
	const text = JSON.stringify(entry, (key, value: unknown) =>
		isOfEngine.test(key) ? undefined : value,
	);
	return JSON.parse(text);
}

describe('the reply of a sample PDF', () => {
	it.each(['clean-borrower', 'bad-debt', 'empty-report'])(
		'%s has every value that is printed',
		async (name) => {
			const file = JSON.parse(await readFile(`test/fixtures/documents/${name}.reply.json`, 'utf8'));
			const [printed] = file.data.info;
			// The sample reply leaves the sentence out that is printed there.
			if (name === 'empty-report') printed.debt_sold_to_vamc = 'Không có thông tin';
			expect(values(await reply(name))).toEqual(values(printed));
		},
	);

	it('has boxes on the page and in the table, a confidence, and no images', async () => {
		const entry = await reply('bad-debt');
		expect(entry['imgs']).toEqual([]);
		expect(entry['loan_details_image']).toBe('');
		expect(entry['cic_code_confidence']).toBe(1);
		const [left, top, right, bottom] = entry['cic_code_box'];
		expect(left).toBeLessThan(right);
		expect(top).toBeGreaterThan(500);
		expect(bottom).toBeLessThan(540);
		const [code, debts] = [entry['loan_details'][0][1], entry['loan_details'][0][3]];
		expect(code.box[1]).toBeGreaterThan(40);
		expect(code.box[3]).toBeLessThan(200);
		expect(debts.box).toHaveLength(debts.value.length);
		expect(debts.score).toEqual(debts.value.map(() => 1));
	});

	it('gives a blank row as the API does', async () => {
		const blank = { value: '', box: [], score: 0 };
		const { loan_details: rows } = await reply('bad-debt');
		expect(rows[1]).toEqual([blank, blank, blank, { value: [], box: [], score: [] }, blank]);
	});
});
