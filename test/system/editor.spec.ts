import { CREDENTIAL_TYPE } from '../../scripts/host/examples.ts';
import type { WorkflowFile } from '../../scripts/host/n8nClient.ts';
import { buildWorkflow, download, manualTrigger, toBase64 } from '../support/buildWorkflow.ts';
import { startChromium } from '../support/chromium.ts';
import type { Browser } from '../support/chromium.ts';
import { openEditor } from '../support/editorPage.ts';
import type { EditorPage } from '../support/editorPage.ts';
import { N8N_START_TIMEOUT_MS, startNodeInN8n, TEST_OWNER } from '../support/n8n.ts';
import type { NodeInN8n } from '../support/n8n.ts';

jest.setTimeout(N8N_START_TIMEOUT_MS);

const NODE = 'Computer Vision Vietnam';
const ACTION = 'Extract credit report';
/** What the document says, as it must stand in every view. */
const CIC_CODE = '0000000202';

/** A workflow that ends just before the node: one item with a PDF as a file and as Base64 text. */
const readingWorkflow = (name: string): WorkflowFile =>
	buildWorkflow(
		name,
		manualTrigger(),
		download(started.sandbox.documentUrl('bad-debt.pdf')),
		toBase64(),
	);

let started: NodeInN8n;
let browser: Browser;
let editor: EditorPage;

beforeAll(async () => {
	started = await startNodeInN8n();
	const { client, url } = started.n8n;
	await client.saveCredential('Sandbox API', CREDENTIAL_TYPE, started.sandbox.credential);
	browser = await startChromium();
	editor = openEditor(browser.page, url);
	await editor.login(TEST_OWNER);
});

afterAll(async () => {
	await browser?.stop();
	await started?.stop();
});

/** Each test begins with a workflow of its own, the node just added, its form open. */
async function addNode(): Promise<void> {
	const name = expect.getState().currentTestName ?? 'Credit reports';
	const { client } = started.n8n;
	await editor.openWorkflow(await client.saveWorkflow(readingWorkflow(name.slice(0, 100))));
	await editor.openNodePanel();
	await editor.searchNodes('credit report', NODE);
	await editor.pickNode(NODE, ACTION);
}

const outputText = async (): Promise<string> => await editor.output.innerText();

test('the node panel finds the node by "credit report", "CIC" and "OCR"', async () => {
	const { client } = started.n8n;
	await editor.openWorkflow(await client.saveWorkflow(readingWorkflow('Credit reports')));
	await editor.openNodePanel();
	for (const words of ['CIC', 'OCR', 'credit report'])
		expect((await editor.searchNodes(words, NODE)).slice(0, 3)).toContain(NODE);
	await browser.photograph('editor-search');
	await editor.pickNode(NODE, ACTION);
	await browser.photograph('editor-form');
});

test('the form shows what an input mode and an output need, and nothing else', async () => {
	await addNode();
	const first = ['Resource', 'Operation', 'Input Mode'];
	const last = ['Amount Unit', 'Options'];
	const ofRecord = ['Output', 'Tables in Record', ...last];
	expect(await editor.readLabels()).toEqual([...first, 'Input Binary Field', ...ofRecord]);
	await editor.chooseOption('inputMode', 'URL');
	expect(await editor.readLabels()).toEqual([...first, 'URL', ...ofRecord]);
	await editor.chooseOption('inputMode', 'Base64 Text');
	expect(await editor.readLabels()).toEqual([...first, 'Base64 Text', ...ofRecord]);
	await editor.chooseOption('output', 'Rows');
	expect(await editor.readLabels()).toEqual([...first, 'Base64 Text', 'Output', 'Tables', ...last]);
	await editor.chooseOption('output', 'Raw');
	expect(await editor.readLabels()).toEqual([...first, 'Base64 Text', 'Output', 'Options']);
	await editor.chooseOption('output', 'Record');
	await editor.chooseOption('operation', 'Reshape Saved Response');
	const replies = ['Response', 'Second Response', 'Corrections'];
	expect(await editor.readLabels()).toEqual(['Resource', 'Operation', ...replies, ...ofRecord]);
});

test('the node after it shows what it will put out before anything has run', async () => {
	await addNode();
	await editor.closeNode();
	await editor.openNodePanel();
	await editor.searchNodes('Edit Fields (Set)', 'Edit Fields (Set)');
	await editor.pickNode('Edit Fields (Set)');
	await editor.input.getByText('Usually outputs the following fields').waitFor();
	const preview = await editor.input.innerText();
	for (const field of ['cic_code', 'credit_score', 'loan_total'])
		expect(preview.split('\n')).toContain(field);
	await browser.photograph('editor-preview');
	expect(await started.sandbox.stats()).toMatchObject({ calls: 0 });
});

test('a file, a link and Base64 text each give the record', async () => {
	await addNode();
	const ways: [mode: string, parameter: string, value: string][] = [
		['Binary File', 'binaryPropertyName', 'data'],
		['URL', 'url', started.sandbox.documentUrl('bad-debt.pdf')],
		['Base64 Text', 'base64', '{{ $json.document }}'],
	];
	for (const [mode, parameter, value] of ways) {
		await editor.chooseOption('inputMode', mode);
		await editor.enterText(parameter, value);
		expect(await editor.execute()).toContain('Node executed successfully');
		await editor.showAs('json');
		await editor.output.getByText(`"${CIC_CODE}"`).waitFor();
		await editor.showAs('table');
		await editor.output.locator('td').getByText(CIC_CODE, { exact: true }).waitFor();
	}
});

test('each output shows its own items', async () => {
	await addNode();
	await editor.chooseOption('output', 'Rows');
	await editor.execute();
	await editor.showAs('table');
	expect(await outputText()).toMatch(/\b39 items\b/);
	await editor.chooseOption('output', 'Record and Rows');
	await editor.execute();
	expect(await outputText()).toMatch(/Records Branch \(1 item\)\s+Rows Branch \(39 items\)/);
	await editor.openOutputTab('Rows');
	await editor.output.locator('td').getByText('loan_details', { exact: true }).first().waitFor();
	await browser.photograph('editor-rows');
	await editor.chooseOption('output', 'Raw');
	await editor.execute();
	await editor.output.locator('th').getByText('errorCode', { exact: true }).waitFor();
});

test('images of pages and tables show as files', async () => {
	await addNode();
	await editor.addOption('Include Images');
	await editor.execute();
	await editor.showAs('binary');
	const text = await outputText();
	for (const name of ['page_1', 'page_2', 'page_3', 'loan_details', 'bad_debt'])
		expect(text.split('\n')).toContain(name);
	await browser.photograph('editor-images');
});

test('a mistake in the form is explained where the user looks', async () => {
	await addNode();
	await editor.enterText('binaryPropertyName', 'attachment');
	expect(await editor.execute()).toContain('no binary field "attachment"');
	const text = await outputText();
	expect(text).toContain('no binary field "attachment"');
	// What to do: the fields that there are.
	expect(text).toMatch(/\bdata\b/);
	await browser.photograph('editor-mistake');
});

test('a refusal of the API says what happened and what to do', async () => {
	await started.sandbox.control('faults', [{ name: 'error-code-5' }]);
	await addNode();
	expect(await editor.execute()).toContain('Problem in node');
	const text = await outputText();
	expect(text).toContain('bad-debt.pdf');
	expect(text).toContain('error code 5');
	expect(text).toContain('Out of requests');
	await browser.photograph('editor-refusal');
	// The same form works again once the quota is there.
	expect(await editor.execute()).toContain('Node executed successfully');
});
