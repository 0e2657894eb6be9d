import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { projectPath } from '../../scripts/host/project.ts';
import { makeTemporaryFolder } from '../../scripts/host/temporaryFolder.ts';
import { startChromium } from './chromium.ts';
import type { Browser, WindowSize } from './chromium.ts';
import { openEditor } from './editorPage.ts';
import type { EditorPage } from './editorPage.ts';
import { ExampleBench } from './exampleBench.ts';
import { startNodeInN8n, TEST_OWNER } from './n8n.ts';

/** `UPDATE_PICTURES=true npm run test:system` puts the pictures where the documents show them. */
const FOLDER =
	process.env['UPDATE_PICTURES'] === 'true' ? '.github/images' : 'test-results/screenshots';

/** The examples in a running n8n, and its editor in a browser that takes pictures. */
export interface PictureBench {
	readonly bench: ExampleBench;
	readonly browser: Browser;
	readonly editor: EditorPage;
	stop(): Promise<void>;
}

/** Starts both, with the owner logged in. */
export async function startPictureBench(window: WindowSize): Promise<PictureBench> {
	const ends: (() => Promise<void>)[] = [];
	const stop = async (): Promise<void> => {
		for (const end of ends.splice(0).reverse()) await end();
	};
	try {
		const folder = await makeTemporaryFolder('pictures');
		ends.push(async () => await folder.remove());
		const started = await startNodeInN8n();
		ends.push(async () => await started.stop());
		const browser = await startChromium(window);
		ends.push(async () => await browser.stop());
		const editor = openEditor(browser.page, started.n8n.url);
		await editor.login(TEST_OWNER);
		return { bench: new ExampleBench(started, folder.path), browser, editor, stop };
	} catch (error) {
		await stop();
		throw error;
	}
}

/** Takes a picture; what a document shows must not make its page slow. */
export async function photograph(
	part: Locator | Page,
	name: string,
	largestBytes: number,
): Promise<void> {
	const path = projectPath(FOLDER, `${name}.png`);
	mkdirSync(dirname(path), { recursive: true });
	await part.screenshot({ path, animations: 'disabled' });
	expect(statSync(path).size).toBeLessThan(largestBytes);
}
