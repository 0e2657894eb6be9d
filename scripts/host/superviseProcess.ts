import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { childEnvironment, node24Path, projectPath } from './project.ts';

const KEPT_LINES = 200;
const DEFAULT_GRACE_MS = 10_000;

/** How to run a command. */
export interface ProcessOptions {
	/** Working folder; the project's root when absent. */
	cwd?: string;
	/** Added to `childEnvironment()`. */
	env?: Record<string, string>;
	/** Time between SIGTERM and SIGKILL in milliseconds. */
	graceMs?: number;
	/** A folder to remove when this process is killed before it could stop the command. */
	removeFolder?: string;
	/** Receives each line of both output streams. */
	onLine?: (line: string) => void;
}

/** A command that runs under a supervisor: it ends with this process, whatever happens. */
export interface SupervisedProcess {
	/** The command's own process id; it leads a process group of the same number. */
	readonly pid: number;
	/** Resolves with the exit code; 1 when a signal ended it, 127 when it could not be started. */
	readonly exited: Promise<number>;
	/** The last lines it wrote, for error messages. */
	lastLines(): string;
	/** SIGKILL to the whole group at once, as a crash would end it. */
	kill(): Promise<void>;
	/** SIGTERM, then SIGKILL after the grace period; resolves when all of it is gone. */
	stop(): Promise<void>;
}

const running = new Set<SupervisedProcess>();

/** Ends every command that is still running, for a command that was cut short itself. */
export async function stopAllProcesses(): Promise<void> {
	await Promise.all([...running].map(async (process) => await process.stop()));
}

async function readPid(supervisor: ChildProcess): Promise<number> {
	const [message] = (await once(supervisor, 'message')) as [{ pid?: number }];
	return message.pid ?? 0;
}

function collectLines(supervisor: ChildProcess, onLine?: (line: string) => void): string[] {
	const lines: string[] = [];
	for (const stream of [supervisor.stdout, supervisor.stderr]) {
		if (stream === null) continue;
		createInterface({ input: stream }).on('line', (line) => {
			if (lines.push(line) > KEPT_LINES) lines.shift();
			onLine?.(line);
		});
	}
	return lines;
}

/** Starts a long-running command under a supervisor and resolves once it has a process id. */
export async function superviseProcess(
	command: string,
	commandArguments: readonly string[],
	options: ProcessOptions = {},
): Promise<SupervisedProcess> {
	const { cwd = projectPath(), env, graceMs = DEFAULT_GRACE_MS, removeFolder = '' } = options;
	const supervisor = spawn(
		node24Path(),
		[
			projectPath('scripts', 'host', 'supervisor.ts'),
			String(graceMs),
			removeFolder,
			command,
			...commandArguments,
		],
		// Detached: Ctrl-C in the terminal reaches us only, and we end things in order.
		{ cwd, env: childEnvironment(env), detached: true, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] },
	);
	const exited = once(supervisor, 'close').then(([code]) => (typeof code === 'number' ? code : 1));
	const lines = collectLines(supervisor, options.onLine);
	const pid = await readPid(supervisor);
	const tell = async (message: 'end' | 'kill') => {
		// The callback takes the error of a process that ended at the same moment.
		if (supervisor.connected) supervisor.send(message, () => undefined);
		await exited;
	};
	const supervised: SupervisedProcess = {
		pid,
		exited,
		lastLines: () => lines.join('\n'),
		kill: async () => await tell('kill'),
		stop: async () => await tell('end'),
	};
	running.add(supervised);
	void exited.then(() => running.delete(supervised));
	return supervised;
}
