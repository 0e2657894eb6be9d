import type { Locator, Page } from 'playwright-core';
import type { Owner } from '../../scripts/host/n8nClient.ts';

const PAGE_TIMEOUT_MS = 60_000;

/** How the editor shows the items of a node. */
export type DataView = 'schema' | 'table' | 'json' | 'binary';

/** n8n's editor in a browser, by what a user sees and does there. */
export interface EditorPage {
	login(owner: Owner): Promise<void>;
	/** Opens a saved workflow on the canvas. */
	openWorkflow(workflowId: string): Promise<void>;
	/** Opens the panel "What happens next?" at the end of the workflow. */
	openNodePanel(): Promise<void>;
	/** What the open panel offers for these words; waits until `expected` is among it. */
	searchNodes(words: string, expected: string): Promise<string[]>;
	/** Picks a node in the open panel, and one of its actions; its form opens. */
	pickNode(node: string, action?: string): Promise<void>;
	/** Opens the form of a node on the canvas. */
	openNode(name: string): Promise<void>;
	/** Closes the form and goes back to the canvas. */
	closeNode(): Promise<void>;
	/** The labels of the form's parameters from top to bottom. */
	readLabels(): Promise<string[]>;
	/** Picks a value of a drop-down list by what it says. */
	chooseOption(parameter: string, label: string): Promise<void>;
	/** Types text, or an expression as `{{ … }}`, into a parameter. */
	enterText(parameter: string, text: string): Promise<void>;
	/** Adds an option of the collection "Options"; a switch is turned on. */
	addOption(label: string): Promise<void>;
	/** Presses "Execute step" and returns the message that then pops up; it is closed again. */
	execute(): Promise<string>;
	/** Changes how the open node's output is shown. */
	showAs(view: DataView): Promise<void>;
	/** Opens one of the tabs of a node with several outputs. */
	openOutputTab(name: string): Promise<void>;
	/** The panes of the open node. */
	readonly input: Locator;
	readonly output: Locator;
}

async function login(page: Page, baseUrl: string, owner: Owner): Promise<void> {
	await page.goto(baseUrl);
	await page.getByRole('textbox', { name: 'Email' }).fill(owner.email);
	await page.locator('input[type=password]').fill(owner.password);
	await page.getByRole('button', { name: 'Sign in' }).click();
	await page.waitForURL((url) => !url.pathname.startsWith('/signin'), { timeout: PAGE_TIMEOUT_MS });
}

const testId = (id: string): string => `[data-test-id="${id}"]`;

/** A list of options opens outside of the form; a choice closes it. */
async function chooseOption(page: Page, parameter: string, label: string): Promise<void> {
	await page
		.locator(testId(`parameter-input-${parameter}`))
		.getByRole('combobox')
		.click();
	const name = page.locator(testId('parameter-input-item')).getByText(label, { exact: true });
	await name.filter({ visible: true }).first().click();
}

async function switchToExpression(page: Page, parameter: string): Promise<void> {
	const options = page.locator(testId(`${parameter}-parameter-input-options-container`));
	await page.locator(testId(`parameter-input-${parameter}`)).hover();
	await options.locator(testId('radio-button-expression')).click();
}

async function enterText(page: Page, parameter: string, text: string): Promise<void> {
	const input = page.locator(testId(`parameter-input-${parameter}`));
	const isExpression = text.includes('{{');
	if (isExpression) await switchToExpression(page, parameter);
	const field = input.locator(isExpression ? '[contenteditable=true]' : 'input, textarea').first();
	await field.fill(text);
	await field.blur();
	// The form takes an expression over a moment later, and then shows what it gives.
	const preview = page.locator(testId(`parameter-expression-preview-${parameter}`));
	const value = preview.getByText(/^[^[\s]/).first();
	if (isExpression) await value.waitFor();
}

async function addOption(page: Page, label: string): Promise<void> {
	await page.locator(testId('collection-parameter-add')).click();
	await page.getByRole('option', { name: label, exact: true }).click();
	const added = page.locator(testId('parameter-item')).filter({ hasText: label }).last();
	// The input itself is hidden behind the picture of a switch.
	const toggle = added.getByRole('switch').locator('..');
	if ((await toggle.count()) > 0) await toggle.click();
}

async function closeMessages(page: Page): Promise<void> {
	const messages = page.locator('.el-notification');
	while ((await messages.count()) > 0) {
		await messages.first().locator('.el-notification__closeBtn').click();
		await messages.first().waitFor({ state: 'detached' });
	}
}

async function execute(page: Page): Promise<string> {
	await closeMessages(page);
	await page.locator(testId('node-execute-button')).click();
	const message = page.locator('.el-notification').last();
	await message.waitFor({ timeout: PAGE_TIMEOUT_MS });
	const text = await message.innerText();
	await closeMessages(page);
	return text;
}

const panesOf = (page: Page): Pick<EditorPage, 'input' | 'output'> => ({
	input: page.locator(testId('ndv-input-panel')),
	output: page.locator(testId('output-panel')),
});

async function readVisibleLabels(page: Page): Promise<string[]> {
	const labels = page.locator(`${testId('node-parameters')} ${testId('input-label')} label`);
	const texts = await labels.filter({ visible: true }).allInnerTexts();
	// Behind the name stand the words of buttons that show on hover.
	return texts.map((text) => text.trim().split('\n')[0] ?? '');
}

/** Opens n8n's editor in a page of a browser. */
export function openEditor(page: Page, baseUrl: string): EditorPage {
	const panel = page.locator(testId('node-creator'));
	const names = panel.locator(testId('node-creator-item-name'));
	return {
		...panesOf(page),
		login: async (owner) => await login(page, baseUrl, owner),
		async openWorkflow(workflowId) {
			await page.goto(`${baseUrl}/workflow/${workflowId}`);
			await page.locator(testId('canvas-node')).first().waitFor({ timeout: PAGE_TIMEOUT_MS });
		},
		async openNodePanel() {
			await page.locator(testId('zoom-to-fit')).click();
			await page.locator(testId('canvas-handle-plus')).last().click();
			await panel.waitFor();
		},
		async searchNodes(words, expected) {
			const found = names.getByText(expected, { exact: true });
			const searchBar = panel.locator(testId('node-creator-search-bar'));
			// What the last search found goes first, or it would pass for what this one finds.
			await searchBar.fill('');
			await found.waitFor({ state: 'detached' });
			await searchBar.fill(words);
			await found.waitFor();
			return await names.allTextContents();
		},
		async pickNode(node, action) {
			await names.getByText(node, { exact: true }).click();
			if (action !== undefined) await names.getByText(action, { exact: true }).click();
			await page.locator(testId('ndv')).waitFor();
		},
		async openNode(name) {
			await page.locator(`${testId('canvas-node')}[data-node-name="${name}"]`).dblclick();
			await page.locator(testId('ndv')).waitFor();
		},
		async closeNode() {
			await page.locator(testId('ndv-close-button')).click();
			await page.locator(testId('ndv')).waitFor({ state: 'hidden' });
		},
		readLabels: async () => await readVisibleLabels(page),
		chooseOption: async (parameter, label) => await chooseOption(page, parameter, label),
		enterText: async (parameter, text) => await enterText(page, parameter, text),
		addOption: async (label) => await addOption(page, label),
		execute: async () => await execute(page),
		async showAs(view) {
			await panesOf(page)
				.output.locator(testId(`radio-button-${view}`))
				.click();
		},
		async openOutputTab(name) {
			// n8n adds the word "Branch" and the number of items.
			await panesOf(page)
				.output.getByText(new RegExp(`^${name} Branch`))
				.click();
		},
	};
}
