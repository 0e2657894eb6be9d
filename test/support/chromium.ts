import { chromium } from 'playwright-core';
import type { BrowserContext, Page } from 'playwright-core';
import { projectPath } from '../../scripts/host/project.ts';
import { makeTemporaryFolder } from '../../scripts/host/temporaryFolder.ts';
import { requireProgram } from './debianPackage.ts';

/** The tests run as root in CI; and nothing may be looked up on the internet. */
const FLAGS = [
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
	// Everything but this machine is unreachable; asking for it would only take time.
	'--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
];

/** A window of Debian's Chromium with a new profile. */
export interface Browser {
	readonly page: Page;
	/** Saves what the page shows as `test-results/screenshots/<name>.png` and returns the path. */
	photograph(name: string): Promise<string>;
	stop(): Promise<void>;
}

/** How large the window is, in CSS pixels. */
export interface WindowSize {
	width: number;
	height: number;
}

async function photograph(page: Page, name: string): Promise<string> {
	const path = projectPath('test-results', 'screenshots', `${name}.png`);
	await page.screenshot({ path, animations: 'disabled' });
	return path;
}

async function openWindow(profile: string, viewport: WindowSize): Promise<BrowserContext> {
	return await chromium.launchPersistentContext(profile, {
		executablePath: requireProgram({ program: 'chromium', debianPackage: 'chromium' }),
		args: FLAGS,
		viewport,
		locale: 'en-US',
		timezoneId: 'Asia/Ho_Chi_Minh',
		permissions: ['clipboard-read', 'clipboard-write'],
	});
}

/** Starts Chromium without a screen. */
export async function startChromium(
	viewport: WindowSize = { width: 1440, height: 900 },
): Promise<Browser> {
	const profile = await makeTemporaryFolder('chromium');
	const context = await openWindow(profile.path, viewport);
	const page = context.pages()[0] ?? (await context.newPage());
	return {
		page,
		photograph: async (name) => await photograph(page, name),
		async stop() {
			await context.close();
			await profile.remove();
		},
	};
}
