import { join } from 'node:path';
import type { IDataObject } from 'n8n-workflow';
import type { Browser } from '../support/chromium.ts';
import type { EditorPage } from '../support/editorPage.ts';
import { jsonOf } from '../support/exampleBench.ts';
import type { ExampleBench } from '../support/exampleBench.ts';
import { N8N_START_TIMEOUT_MS } from '../support/n8n.ts';
import { photograph, startPictureBench } from '../support/pictureBench.ts';
import type { PictureBench } from '../support/pictureBench.ts';
import { sampleDocuments } from '../support/sandbox.ts';

// The review loop in a browser, and the pictures of `examples/README.md`.
// `UPDATE_PICTURES=true npm run test:system` puts them there.

jest.setTimeout(N8N_START_TIMEOUT_MS);

/** What stands on the page of the sample where its reply has something else. */
const ON_THE_PAGE: Readonly<Record<string, string>> = {
	'1,234': '1234',
	'1.O50': '1.050',
	O: '0',
	'8B': '88',
	'0B/2024': '08/2024',
	S: 'Nhóm 5',
	V: 'Y',
	'31/02/2023': '28/02/2023',
};
const LARGEST_PICTURE_BYTES = 200_000;

let pictures: PictureBench;
let browser: Browser;
let editor: EditorPage;
let bench: ExampleBench;

beforeAll(async () => {
	pictures = await startPictureBench({ width: 1800, height: 760 });
	({ bench, browser, editor } = pictures);
});

afterAll(async () => await pictures?.stop());

test.each([
	['review-with-corrections', 'Correct the values'],
	['applicants-own-report', 'The right person?'],
	['monthly-monitor', 'Became worse?'],
	['two-readings', 'Both readings'],
])('%s on the canvas', async (name, node) => {
	const { id } = await bench.save(`${name}.json`);
	await editor.openWorkflow(id);
	await browser.page.locator('[data-test-id="zoom-to-fit"]').click();
	const canvas = browser.page.locator('[data-test-id="canvas"]');
	expect(await canvas.innerText()).toContain(node);
	await browser.page.waitForTimeout(1000);
	await photograph(canvas, name, LARGEST_PICTURE_BYTES);
});

test('a person fills the form in a browser, and the record has the trail', async () => {
	const { page } = browser;
	const example = await bench.save('review-with-corrections.json');
	await page.goto(await bench.openForm(example));
	await page
		.locator('input[type=file]')
		.setInputFiles(join(sampleDocuments(), 'scanned-report.pdf'));
	await page.getByRole('button', { name: 'Submit' }).click();
	await page.getByText('Compare with the page').first().waitFor();
	await page.setViewportSize({ width: 1000, height: 720 });
	await photograph(page, 'review-form', LARGEST_PICTURE_BYTES);
	for (const input of await page.locator('form input[type=text]').all()) {
		const right = ON_THE_PAGE[await input.inputValue()];
		if (right !== undefined) await input.fill(right);
	}
	for (const list of await page.locator('form select').all()) {
		await list.selectOption({ label: 'Right as it was read' });
	}
	await page.locator('form input[type=text]').last().fill('Lan');
	await page.getByRole('button', { name: 'These are right' }).click();
	await page.getByText('A second look').first().waitFor();
	expect(await page.locator('body').innerText()).toContain('31/02/2023 → 28/02/2023 (Lan)');
	await page.locator('form select').selectOption({ label: 'Accept' });
	await page.locator('form input[type=text]').fill('Minh');
	await page.getByRole('button', { name: 'Decide' }).click();
	const execution = await bench.client.readExecution(
		await bench.waitForExecution(example, 'success'),
	);
	const [record] = jsonOf(execution, 'Save the record');
	expect(record).toMatchObject({ accepted_by: 'Minh', needs_review: false });
	const trail = JSON.parse(record?.['corrections'] as string) as IDataObject[];
	expect(trail).toContainEqual(
		expect.objectContaining({ old: '31/02/2023', new: '28/02/2023', by: 'Lan' }),
	);
});
