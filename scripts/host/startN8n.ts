import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { findFreePortNear, findFreePorts } from './freePorts.ts';
import { installHost, CURRENT_N8N } from './installHost.ts';
import type { N8nHost, N8nVersion } from './installHost.ts';
import { openN8nClient } from './n8nClient.ts';
import type { N8nClient } from './n8nClient.ts';
import { n8nEnvironment } from './n8nEnvironment.ts';
import { node24Path } from './project.ts';
import { runCommand } from './runCommand.ts';
import { superviseProcess } from './superviseProcess.ts';
import type { SupervisedProcess } from './superviseProcess.ts';
import { makeTemporaryFolder } from './temporaryFolder.ts';

const START_TIMEOUT_MS = 180_000;
const STOP_GRACE_MS = 15_000;
const COMMAND_TIMEOUT_MS = 180_000;
const POLL_MS = 200;
const PORT_ATTEMPTS = 3;

/** How to start an n8n. */
export interface N8nOptions {
	/** The tarball to install as a community node. */
	tarball: string;
	version?: N8nVersion;
	/** Added to n8n's environment. */
	env?: Record<string, string>;
	/** Folders that nodes may read files from. */
	readableFolders?: readonly string[];
	/** `N8N_USER_FOLDER`; a temporary folder that goes with the process when absent. */
	userFolder?: string;
	/** The wanted port of the editor; any free one when absent or taken. */
	port?: number;
	/** `start` (default) or `worker`, with the arguments that follow it. */
	command?: readonly string[];
	/** Receives each line of n8n's log. */
	onLine?: (line: string) => void;
}

/** A real n8n with the packed node in it, on 127.0.0.1. */
export interface N8nInstance {
	readonly host: N8nHost;
	readonly url: string;
	readonly userFolder: string;
	readonly client: N8nClient;
	/** n8n's own process; its group holds the task runner too. */
	readonly process: SupervisedProcess;
	/** Runs an n8n command (`['import:workflow', '--input=…']`) on the same data. */
	command(commandArguments: readonly string[]): Promise<string>;
	/** Runs a saved workflow by `n8n execute` and returns the run as n8n prints it. */
	executeByCommand(workflowId: string): Promise<unknown>;
	/** Ends n8n and all it started; its temporary folder goes too. */
	stop(): Promise<void>;
}

/** Installs a packed node the way n8n keeps community nodes: in `.n8n/nodes` of its user folder. */
export async function installNode(userFolder: string, tarball: string): Promise<void> {
	const folder = join(userFolder, '.n8n', 'nodes');
	await mkdir(folder, { recursive: true });
	// Without it npm would look for the package to install into in the folders above.
	await writeFile(join(folder, 'package.json'), '{ "name": "installed-nodes", "private": true }\n');
	// As n8n itself writes it. Without it npm would install into a parent folder that has modules.
	const manifest = { name: 'installed-nodes', private: true, dependencies: {} };
	const manifestPath = join(folder, 'package.json');
	await writeFile(manifestPath, JSON.stringify(manifest), { flag: 'wx' }).catch(() => undefined);
	const flags = ['--legacy-peer-deps', '--ignore-scripts', '--no-audit', '--no-fund'];
	// Without a prefix npm would install into the nearest folder above that has a node_modules.
	await runCommand('npm', ['install', '--prefix', folder, ...flags, tarball], {
		cwd: folder,
		timeoutMs: COMMAND_TIMEOUT_MS,
	});
}

/** A worker has no REST API; `start` answers there once all its routes exist. */
const readyPath = (options: N8nOptions): string =>
	options.command?.[0] === 'worker' ? '/healthz/readiness' : '/rest/settings';

async function answersJson(url: string): Promise<boolean> {
	const response = await fetch(url).catch(() => null);
	const isJson = response?.headers.get('content-type')?.includes('json') ?? false;
	await response?.body?.cancel();
	return response?.ok === true && isJson;
}

/** Resolves with true when n8n is ready, with false when it ended or took too long. */
async function becomesReady(child: SupervisedProcess, url: string): Promise<boolean> {
	const ended = child.exited.then(() => true);
	const deadline = Date.now() + START_TIMEOUT_MS;
	while (!(await answersJson(url))) {
		if (await Promise.race([ended, delay(POLL_MS, false)])) return false;
		if (Date.now() > deadline) {
			await child.stop();
			return false;
		}
	}
	return true;
}

/** Where an instance lives: its folder, and whether the folder goes when it ends. */
interface Place {
	userFolder: string;
	isTemporary: boolean;
}

const environmentOf = (
	{ version }: N8nHost,
	{ userFolder }: Place,
	{ readableFolders = [], env = {} }: N8nOptions,
	port: number,
	brokerPort: number,
): Record<string, string> => ({
	...n8nEnvironment({ version, userFolder, readableFolders, port, brokerPort }),
	...env,
});

async function launch(
	host: N8nHost,
	place: Place,
	options: N8nOptions,
	attempt = 1,
): Promise<{ child: SupervisedProcess; url: string }> {
	const [brokerPort = 0] = await findFreePorts(1);
	const port = await findFreePortNear(attempt === 1 ? (options.port ?? 0) : 0);
	const command = options.command ?? ['start'];
	const child = await superviseProcess(node24Path(), [host.entry, ...command], {
		cwd: place.userFolder,
		env: environmentOf(host, place, options, port, brokerPort),
		graceMs: STOP_GRACE_MS,
		...(place.isTemporary && { removeFolder: place.userFolder }),
		...(options.onLine && { onLine: options.onLine }),
	});
	const url = `http://127.0.0.1:${port}`;
	if (await becomesReady(child, `${url}${readyPath(options)}`)) return { child, url };
	const lines = child.lastLines();
	// Another process may have taken the port since we looked.
	if (/EADDRINUSE|already in use/i.test(lines) && attempt < PORT_ATTEMPTS)
		return await launch(host, place, options, attempt + 1);
	throw new Error(`n8n ${host.version} did not become ready:\n${lines}`);
}

/** Runs a command of n8n beside the running instance, on the same data. */
async function runN8nCommand(
	host: N8nHost,
	place: Place,
	options: N8nOptions,
	commandArguments: readonly string[],
): Promise<string> {
	const [port = 0, brokerPort = 0] = await findFreePorts(2);
	return await runCommand(node24Path(), [host.entry, ...commandArguments], {
		cwd: place.userFolder,
		env: environmentOf(host, place, options, port, brokerPort),
		timeoutMs: COMMAND_TIMEOUT_MS,
	});
}

/** The JSON that `n8n execute --rawOutput` prints between its log lines. */
function readRawOutput(output: string): unknown {
	const [result] = /^\{$[\s\S]*?^\}$/m.exec(output) ?? [];
	if (result === undefined) throw new Error(`"n8n execute" printed no result:\n${output}`);
	return JSON.parse(result);
}

/** Starts n8n with the packed node in it, and resolves when it answers. */
export async function startN8n(options: N8nOptions): Promise<N8nInstance> {
	const host = await installHost(options.version ?? CURRENT_N8N);
	const temporary = options.userFolder === undefined ? await makeTemporaryFolder('n8n') : null;
	const userFolder = temporary?.path ?? options.userFolder ?? '';
	const place = { userFolder, isTemporary: temporary !== null };
	try {
		await installNode(userFolder, options.tarball);
		const { child, url } = await launch(host, place, options);
		const command = async (commandArguments: readonly string[]) =>
			await runN8nCommand(host, place, options, commandArguments);
		return {
			host,
			url,
			userFolder,
			client: openN8nClient(url),
			process: child,
			command,
			executeByCommand: async (workflowId) =>
				readRawOutput(await command(['execute', `--id=${workflowId}`, '--rawOutput'])),
			async stop() {
				await child.stop();
				await temporary?.remove();
			},
		};
	} catch (error) {
		await temporary?.remove();
		throw error;
	}
}
