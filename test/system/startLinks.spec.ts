import { readFile } from 'node:fs/promises';
import { projectPath } from '../../scripts/host/project.ts';
import type { TrueReport } from '../../tools/documents/truth.ts';
import { startChromium } from '../support/chromium.ts';
import type { Browser } from '../support/chromium.ts';
import { N8N_START_TIMEOUT_MS } from '../support/n8n.ts';
import { processTree, stillRunning } from '../support/processTree.ts';
import { startAsUser } from '../support/startAsUser.ts';
import type { UserStart } from '../support/startAsUser.ts';

// What a newcomer does after `npm start`: follows the two links that it prints.

jest.setTimeout(2 * N8N_START_TIMEOUT_MS);

const REPORT = projectPath('tools', 'samples', 'credit-report.pdf');
const PATIENCE = { timeout: 120_000 };

let start: UserStart;
let browser: Browser;
let truth: TrueReport;

beforeAll(async () => {
	truth = JSON.parse(await readFile(`${REPORT}.truth.json`, 'utf8')) as TrueReport;
	start = await startAsUser();
	browser = await startChromium();
	await start.waitFor(/Ctrl-C ends it/);
});

afterAll(async () => {
	await browser?.stop();
	await start?.stop();
});

const printed = (pattern: RegExp): string => pattern.exec(start.output())?.[1] ?? '';

test('the first link leads to a form that reads a report', async () => {
	const { page } = browser;
	await page.goto(printed(/^Upload a report of yours: +(\S+)$/m));
	await page.locator('input[type=file]').setInputFiles(REPORT);
	await page.locator('input[type=checkbox]').check();
	await browser.photograph('start-form');
	await page.getByRole('button', { name: 'Read it' }).click();
	await page.getByText('The report has been read').waitFor(PATIENCE);
	await browser.photograph('start-result');
	expect(await page.locator('body').innerText()).toContain(`Score: ${truth.scalars.credit_score}`);
});

test('the second leads, over the login, to the workflow and what it has read', async () => {
	const { page } = browser;
	await page.goto(printed(/^The workflow: +(\S+)$/m));
	await page.getByRole('textbox', { name: 'Email' }).fill(printed(/email (\S+),/));
	await page.locator('input[type=password]').fill(printed(/password (\S+)$/m));
	await page.getByRole('button', { name: 'Sign in' }).click();
	await page.locator('[data-node-name="Extract credit report"]').first().waitFor(PATIENCE);
	await browser.photograph('start-workflow');
	await page.locator('[data-test-id="radio-button-executions"]').click();
	const newest = page.locator('[data-test-id^="execution-details-"]').first();
	await newest.getByText(/^Succeeded/).waitFor(PATIENCE);
	await page.locator('[data-node-name="Save the record"]').first().dblclick();
	const output = page.locator('[data-test-id="output-panel"]');
	await output.getByText(truth.scalars.cic_code).first().waitFor(PATIENCE);
	await browser.photograph('start-record');
});

test('told to end, it leaves nothing running', async () => {
	const tree = processTree(start.pid);
	expect(tree.length).toBeGreaterThan(5);
	process.kill(start.pid, 'SIGTERM');
	await start.ended;
	expect(stillRunning(tree)).toEqual([]);
});
