import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import getPort from 'get-port';
import { installHost, CURRENT_N8N } from './installHost.ts';
import type { N8nHost, N8nVersion } from './installHost.ts';
import { N8nClient } from './n8nClient.ts';
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
	/** n8n's own process group; it holds the task runner too. */
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
	// As n8n itself writes it. Without it npm would install into a parent folder that has modules.
	await writeFile(
		join(folder, 'package.json'),
		'{ "name": "installed-nodes", "private": true, "dependencies": {} }\n',
	);
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

/** Resolves when n8n answers; rejects, with n8n ended, when it did not come to that. */
async function waitUntilReady(child: SupervisedProcess, url: string): Promise<void> {
	const ended = child.exited.then(() => true);
	const deadline = Date.now() + START_TIMEOUT_MS;
	while (!(await answersJson(url))) {
		const hasEnded = await Promise.race([ended, delay(POLL_MS, false)]);
		if (!hasEnded && Date.now() < deadline) continue;
		await child.stop();
		throw new Error(`n8n did not become ready:\n${child.lastLines()}`);
	}
}

/** The JSON that `n8n execute --rawOutput` prints between its log lines. */
function readRawOutput(output: string): unknown {
	const [result] = /^\{$[\s\S]*?^\}$/m.exec(output) ?? [];
	if (result === undefined) throw new Error(`"n8n execute" printed no result:\n${output}`);
	return JSON.parse(result);
}

async function launch(
	host: N8nHost,
	userFolder: string,
	options: N8nOptions,
): Promise<Omit<N8nInstance, 'stop'>> {
	const { port: wanted, command: started = ['start'], onLine } = options;
	const port = await getPort({ host: '127.0.0.1', ...(wanted && { port: wanted }) });
	const url = `http://127.0.0.1:${port}`;
	const place = { ...options, version: host.version, userFolder };
	const child = superviseProcess(node24Path(), [host.entry, ...started], {
		cwd: userFolder,
		env: await n8nEnvironment({ ...place, port }),
		graceMs: STOP_GRACE_MS,
		...(options.userFolder === undefined && { removeFolder: userFolder }),
		...(onLine && { onLine }),
	});
	await waitUntilReady(child, `${url}${readyPath(options)}`);
	const command = async (commandArguments: readonly string[]) =>
		await runCommand(node24Path(), [host.entry, ...commandArguments], {
			cwd: userFolder,
			env: await n8nEnvironment({ ...place, port: await getPort({ host: '127.0.0.1' }) }),
			timeoutMs: COMMAND_TIMEOUT_MS,
		});
	return {
		host,
		url,
		userFolder,
		client: new N8nClient(url),
		process: child,
		command,
		executeByCommand: async (workflowId) =>
			readRawOutput(await command(['execute', `--id=${workflowId}`, '--rawOutput'])),
	};
}

/** Starts n8n with the packed node in it, and resolves when it answers. */
export async function startN8n(options: N8nOptions): Promise<N8nInstance> {
	const host = await installHost(options.version ?? CURRENT_N8N);
	const temporary = options.userFolder === undefined ? await makeTemporaryFolder('n8n') : null;
	const userFolder = temporary?.path ?? options.userFolder ?? '';
	try {
		await installNode(userFolder, options.tarball);
		const n8n = await launch(host, userFolder, options);
		return {
			...n8n,
			async stop() {
				await n8n.process.stop();
				await temporary?.remove();
			},
		};
	} catch (error) {
		await temporary?.remove();
		throw error;
	}
}
