import { copyFile, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { exclusively } from './exclusively.ts';
import { quietProgress } from './progress.ts';
import type { Progress, Tell } from './progress.ts';
import { hostsPath, node24Path, projectPath, sha256 } from './project.ts';
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
	const read = async (file: string) => await readFile(recipePath(version, file));
	return sha256(process.platform, process.arch, ...(await Promise.all(RECIPE_FILES.map(read))));
}

const exists = async (path: string): Promise<boolean> =>
	await stat(path).then(
		() => true,
		() => false,
	);

async function isInstalled(host: N8nHost): Promise<boolean> {
	const stamp = await readFile(join(host.folder, STAMP_FILE), 'utf8').catch(() => '');
	return stamp.trim() === (await describeRecipe(host.version)) && (await exists(host.entry));
}

/**
 * Folders that may hold Node 24's headers, for the one native module that has to be compiled.
 * Both come from npm; elsewhere node-gyp downloads them itself.
 */
const headerFolders = (host: N8nHost): string[] => {
	const platformPackage = `node-${process.platform}-${process.arch}`;
	return [
		join(host.folder, 'node_modules', platformPackage),
		projectPath('node_modules', 'node', 'node_modules', platformPackage),
	];
};

async function headerEnvironment(host: N8nHost): Promise<Record<string, string>> {
	for (const folder of headerFolders(host)) {
		// The variable wins over a `nodedir` in the machine's npmrc, which names another Node's headers.
		if (await exists(join(folder, 'include', 'node', 'node.h')))
			return { npm_config_nodedir: folder };
	}
	return { npm_config_nodedir: '' };
}

async function downloadPackages(host: N8nHost, tell: Tell): Promise<void> {
	// Only a finished install is trusted: npm would take a half-written package for a whole one.
	await rm(host.folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 500 });
	await mkdir(host.folder, { recursive: true });
	for (const file of RECIPE_FILES)
		await copyFile(recipePath(host.version, file), join(host.folder, file));
	const modules = join(host.folder, 'node_modules');
	const onTick = async () => {
		const folders = await readdir(modules).catch(() => []);
		tell(`${folders.length} folders so far; about 2 GB, one to three minutes`);
	};
	await runCommand('npm', ['install'], {
		cwd: host.folder,
		onTick: () => void onTick(),
	});
}

async function compileDatabaseDriver(host: N8nHost, tell: Tell): Promise<void> {
	await runCommand('npm', ['rebuild', 'sqlite3', '--ignore-scripts=false'], {
		cwd: host.folder,
		env: await headerEnvironment(host),
		onTick: () => tell('about one minute'),
	});
	const check = "new (require('sqlite3').Database)(':memory:').close()";
	await runCommand(node24Path(), ['-e', check], { cwd: host.folder });
}

async function install(host: N8nHost, progress: Progress): Promise<void> {
	const recipe = await describeRecipe(host.version);
	await progress.step(
		`Installing n8n ${host.version} (first time only)`,
		async (tell) => await downloadPackages(host, tell),
	);
	await progress.step(
		'Compiling its SQLite driver',
		async (tell) => await compileDatabaseDriver(host, tell),
	);
	await writeFile(join(host.folder, STAMP_FILE), `${recipe}\n`);
}

/**
 * Makes sure that a finished install of this n8n lies in `.n8n-host/<version>/`. It stays there for
 * the next runs; an interrupted or outdated one is made anew.
 */
export async function installHost(
	version: N8nVersion,
	progress: Progress = quietProgress,
): Promise<N8nHost> {
	const folder = hostsPath(version);
	const host = { version, folder, entry: join(folder, 'node_modules', 'n8n', 'bin', 'n8n') };
	await exclusively(hostsPath(`${version}.lock`), async () => {
		if (!(await isInstalled(host))) await install(host, progress);
	});
	return host;
}
