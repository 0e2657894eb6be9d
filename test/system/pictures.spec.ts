import type { INode } from 'n8n-workflow';
import { EXTRACT_NODE } from '../../scripts/host/examples.ts';
import type { Browser } from '../support/chromium.ts';
import type { EditorPage } from '../support/editorPage.ts';
import { changeNodes } from '../support/exampleBench.ts';
import type { ExampleBench } from '../support/exampleBench.ts';
import { N8N_START_TIMEOUT_MS } from '../support/n8n.ts';
import { photograph, startPictureBench } from '../support/pictureBench.ts';
import type { PictureBench } from '../support/pictureBench.ts';
import { sampleDocuments } from '../support/sandbox.ts';

// The pictures of the README. `UPDATE_PICTURES=true npm run test:system` puts them there.

jest.setTimeout(N8N_START_TIMEOUT_MS);

/** What the README shows must not make the page slow. */
const LARGEST_PICTURE_BYTES = 150_000;

let pictures: PictureBench;
let browser: Browser;
let editor: EditorPage;
let bench: ExampleBench;

beforeAll(async () => {
	// So wide that the table of the output fits beside the form.
	pictures = await startPictureBench({ width: 3200, height: 900 });
	({ bench, browser, editor } = pictures);
});

afterAll(async () => await pictures?.stop());

/** The example for a file, set to give the rows of the table of bad debts. */
function toBadDebtRows(node: INode): INode {
	if (node.name === 'Read the file') {
		const fileSelector = `${sampleDocuments()}/bad-debt.pdf`;
		return { ...node, parameters: { fileSelector, options: {} } };
	}
	if (node.name !== EXTRACT_NODE) return node;
	const options = { repeatReportFields: false };
	const rows = { output: 'rows', tables: ['bad_debt'], amountUnit: 'millionVnd', options };
	return { ...node, parameters: { ...node.parameters, ...rows } };
}

test('the rows of a report in the table view', async () => {
	const { id } = await bench.save('pdf-to-rows-and-record.json', changeNodes(toBadDebtRows));
	await editor.openWorkflow(id);
	await editor.openNode(EXTRACT_NODE);
	await editor.execute();
	await editor.showAs('table');
	const text = await editor.output.innerText();
	for (const shown of ['last_occurred_date', '2025-08-31', '340000000']) {
		expect(text).toContain(shown);
	}
	await browser.page.setViewportSize({ width: 3200, height: 620 });
	await photograph(editor.output, 'rows', LARGEST_PICTURE_BYTES);
	await editor.closeNode();
});

test('the form of the node', async () => {
	await browser.page.setViewportSize({ width: 1600, height: 900 });
	await editor.openNode(EXTRACT_NODE);
	const form = browser.page.locator(
		'[data-test-id="ndv-parameters"], [data-test-id="node-parameters"]',
	);
	await photograph(form.first(), 'form', LARGEST_PICTURE_BYTES);
	await editor.closeNode();
});

test('the branch for reports that a person has to look at', async () => {
	await browser.page.setViewportSize({ width: 1600, height: 760 });
	const { id } = await bench.save('review-with-approval.json');
	await editor.openWorkflow(id);
	const canvas = browser.page.locator('[data-test-id="canvas"]');
	await browser.page.locator('[data-test-id="zoom-to-fit"]').click();
	expect(await canvas.innerText()).toContain('Needs Review');
	await photograph(canvas, 'review', LARGEST_PICTURE_BYTES);
});
