// Runs on whatever Node and npm the machine has, before anything is installed: builtins only.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const OLDEST_NODE = [20, 19];
const OLDEST_NPM = [11, 0];
const TICK_MS = 10_000;
const PARENT_MS = 500;

const root = join(import.meta.dirname, '..');
const binaries = join(root, 'node_modules', '.bin');

/**
 * @param {string} version such as `v20.19.1`
 * @param {number[]} oldest
 */
function isAtLeast(version, [wantedMajor = 0, wantedMinor = 0]) {
	const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number);
	return major > wantedMajor || (major === wantedMajor && minor >= wantedMinor);
}

/**
 * Ends the command with a message for a person.
 *
 * @param {string} message
 * @returns {never}
 */
function giveUp(message) {
	console.error(message);
	process.exit(1);
}

function readNpmVersion() {
	const { stdout } = spawnSync('npm', ['--version'], { encoding: 'utf8' });
	return (stdout ?? '').trim();
}

function checkMachine() {
	if (process.platform === 'win32')
		giveUp('The scripts of this project need Linux or macOS; on Windows, run them in WSL.');
	if (!isAtLeast(process.version, OLDEST_NODE))
		giveUp(`Node ${OLDEST_NODE.join('.')} or newer is needed; this is ${process.version}.`);
	const npmVersion = readNpmVersion();
	if (!isAtLeast(npmVersion, OLDEST_NPM))
		giveUp(
			`npm ${OLDEST_NPM[0]} or newer is needed to install; found ${npmVersion || 'none'}.\n` +
				'Install it with "npm install --global npm@11".',
		);
}

/**
 * @param {string} path
 * @returns {Record<string, { version?: string, optional?: boolean, peer?: boolean }>}
 */
function readLockedPackages(path) {
	return JSON.parse(readFileSync(path, 'utf8')).packages;
}

/** npm writes its hidden lock file last, so an install without it did not come to its end. */
function isInstalled() {
	const hidden = join(root, 'node_modules', '.package-lock.json');
	if (!existsSync(hidden) || !existsSync(join(binaries, 'node'))) return false;
	const installed = readLockedPackages(hidden);
	return Object.entries(readLockedPackages(join(root, 'package-lock.json')))
		.filter(([path, { optional }]) => path !== '' && !(optional && !installed[path]))
		.every(([path, { version }]) => installed[path]?.version === version);
}

/** The command that this process waits for; signals are its business. */
let current = /** @type {import('node:child_process').ChildProcess | null} */ (null);

/**
 * Runs a command on this terminal and resolves with its exit code.
 *
 * @param {string} command
 * @param {string[]} commandArguments
 * @param {import('node:child_process').SpawnOptions} [options]
 * @returns {Promise<number>}
 */
function run(command, commandArguments, options = {}) {
	return new Promise((resolve, reject) => {
		current = spawn(command, commandArguments, { cwd: root, stdio: 'inherit', ...options });
		current.on('error', reject);
		current.on('exit', (code) => resolve(code ?? 1));
	});
}

/** Tells the command to end when the process that started this one, such as npm, was killed. */
function watchParent() {
	const parent = process.ppid;
	setInterval(() => process.ppid !== parent && current?.kill('SIGTERM'), PARENT_MS).unref();
}

// Ctrl-C reaches the command through the terminal; waiting for it lets it clean up first.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => current?.kill('SIGTERM'));

async function installPackages() {
	console.log('Installing the packages of this project (npm ci); about a minute …');
	const started = Date.now();
	const ticker = setInterval(
		() => console.log(`  … ${Math.round((Date.now() - started) / 1000)} s`),
		TICK_MS,
	);
	const exitCode = await run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
	clearInterval(ticker);
	if (exitCode !== 0) giveUp('npm ci failed; what it says is above.');
}

/**
 * Checks the machine, installs what is missing, and runs a script of this folder with the Node 24
 * that came with the packages. Ends this process with the script's exit code.
 *
 * @param {string} script such as `start.ts`
 */
export async function runWithNode24(script) {
	checkMachine();
	watchParent();
	if (!isInstalled()) await installPackages();
	const exitCode = await run(
		join(binaries, 'node'),
		[join(import.meta.dirname, script), ...process.argv.slice(2)],
		{
			// Over the channel the script notices when this process is gone.
			stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
			env: { ...process.env, PATH: `${binaries}${delimiter}${process.env.PATH ?? ''}` },
		},
	);
	process.exit(exitCode);
}
