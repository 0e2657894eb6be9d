import { mkdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { IDataObject } from 'n8n-workflow';
import type { Locator, Page } from 'playwright-core';
import { projectPath } from '../../scripts/host/project.ts';
import { makeTemporaryFolder } from '../../scripts/host/temporaryFolder.ts';
import type { TemporaryFolder } from '../../scripts/host/temporaryFolder.ts';
import { startChromium } from '../support/chromium.ts';
import type { Browser } from '../support/chromium.ts';
import { openEditor } from '../support/editorPage.ts';
import type { EditorPage } from '../support/editorPage.ts';
import { ExampleBench, jsonOf } from '../support/exampleBench.ts';
import { N8N_START_TIMEOUT_MS, startNodeInN8n, TEST_OWNER } from '../support/n8n.ts';
import type { NodeInN8n } from '../support/n8n.ts';
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
const FOLDER =
	process.env['UPDATE_PICTURES'] === 'true' ? '.github/images' : 'test-results/screenshots';

let started: NodeInN8n;
let temporary: TemporaryFolder;
let browser: Browser;
let editor: EditorPage;
let bench: ExampleBench;

beforeAll(async () => {
	temporary = await makeTemporaryFolder('review-loop');
	started = await startNodeInN8n();
	bench = new ExampleBench(started, temporary.path);
	browser = await startChromium({ width: 1800, height: 760 });
	editor = openEditor(browser.page, started.n8n.url);
	await editor.login(TEST_OWNER);
});

afterAll(async () => {
	await browser?.stop();
	await started?.stop();
	await temporary?.remove();
});

async function photograph(part: Locator | Page, name: string): Promise<void> {
	const path = projectPath(FOLDER, `${name}.png`);
	mkdirSync(dirname(path), { recursive: true });
	await part.screenshot({ path, animations: 'disabled' });
	expect(statSync(path).size).toBeLessThan(LARGEST_PICTURE_BYTES);
}

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
	await photograph(canvas, name);
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
	await photograph(page, 'review-form');
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
