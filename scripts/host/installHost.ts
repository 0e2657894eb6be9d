import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { exclusively } from './exclusively.ts';
import { quietStep } from './progress.ts';
import type { Step } from './progress.ts';
import { hostsPath, node24Path, projectPath } from './project.ts';
import { runCommand } from './runCommand.ts';

/** The n8n versions with a committed lock file in `scripts/n8n/`. */
export type N8nVersion = '2.41.1' | '1.123.81';

/** The one that `npm start` and most tests use. */
export const CURRENT_N8N: N8nVersion = '2.41.1';

const RECIPE_FILES = ['package.json', 'package-lock.json', '.npmrc'];
/** Written last: a folder without it, or with another text in it, is no finished install. */
const STAMP_FILE = 'installed.sha256';

/** A finished install of n8n. */
export interface N8nHost {
	readonly version: N8nVersion;
	readonly folder: string;
	/** The command line entry, to be run by Node 24. */
	readonly entry: string;
}

const recipePath = (version: N8nVersion, file: string): string =>
	projectPath('scripts', 'n8n', version, file);

async function describeRecipe(version: N8nVersion): Promise<string> {
	const hash = createHash('sha256').update(`${process.platform}\0${process.arch}\0`);
	for (const file of RECIPE_FILES)
		hash.update(await readFile(recipePath(version, file))).update('\0');
	return hash.digest('hex');
}

async function isInstalled(host: N8nHost): Promise<boolean> {
	const stamp = await readFile(join(host.folder, STAMP_FILE), 'utf8').catch(() => '');
	return stamp.trim() === (await describeRecipe(host.version)) && existsSync(host.entry);
}

/**
 * Where node-gyp finds Node 24's headers, for the one native module that has to be compiled: in a
 * package from npm, if it is there; else node-gyp downloads them itself.
 */
function headerEnvironment(host: N8nHost): Record<string, string> {
	const platformPackage = `node-${process.platform}-${process.arch}`;
	const folders = [
		join(host.folder, 'node_modules', platformPackage),
		projectPath('node_modules', 'node', 'node_modules', platformPackage),
	];
	const isComplete = (folder: string) => existsSync(join(folder, 'include', 'node', 'node.h'));
	// The variable wins over a `nodedir` in the machine's npmrc, which names another Node's headers.
	return { npm_config_nodedir: folders.find(isComplete) ?? '' };
}

async function downloadPackages(host: N8nHost): Promise<void> {
	// Only a finished install is trusted: npm would take a half-written package for a whole one.
	await rm(host.folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 500 });
	await mkdir(host.folder, { recursive: true });
	for (const file of RECIPE_FILES)
		await copyFile(recipePath(host.version, file), join(host.folder, file));
	await runCommand('npm', ['install'], { cwd: host.folder });
}

async function countPackages(host: N8nHost): Promise<string> {
	const folders = await readdir(join(host.folder, 'node_modules')).catch(() => []);
	return `${folders.length} folders so far; about 2 GB, one to three minutes`;
}

async function compileDatabaseDriver(host: N8nHost): Promise<void> {
	await runCommand('npm', ['rebuild', 'sqlite3', '--ignore-scripts=false'], {
		cwd: host.folder,
		env: headerEnvironment(host),
	});
	const check = "new (require('sqlite3').Database)(':memory:').close()";
	await runCommand(node24Path(), ['-e', check], { cwd: host.folder });
}

async function install(host: N8nHost, step: Step): Promise<void> {
	const recipe = await describeRecipe(host.version);
	await step(
		`Installing n8n ${host.version} (first time only)`,
		async () => await downloadPackages(host),
		async () => await countPackages(host),
	);
	await step(
		'Compiling its SQLite driver',
		async () => await compileDatabaseDriver(host),
		() => 'about one minute',
	);
	await writeFile(join(host.folder, STAMP_FILE), `${recipe}\n`);
}

/**
 * Makes sure that a finished install of this n8n lies in `.n8n-host/<version>/`. It stays there for
 * the next runs; an interrupted or outdated one is made anew.
 */
export async function installHost(version: N8nVersion, step: Step = quietStep): Promise<N8nHost> {
	const folder = hostsPath(version);
	const host = { version, folder, entry: join(folder, 'node_modules', 'n8n', 'bin', 'n8n') };
	await exclusively(hostsPath(`${version}.lock`), async () => {
		if (!(await isInstalled(host))) await install(host, step);
	});
	return host;
}
