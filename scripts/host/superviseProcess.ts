import { createInterface } from 'node:readline';
import { execa } from 'execa';
import { childEnvironment, node24Path, projectPath } from './project.ts';
import type { CommandOptions } from './runCommand.ts';

const KEPT_LINES = 200;
const DEFAULT_GRACE_MS = 10_000;

/** How to run a command that stays. */
export interface ProcessOptions extends Omit<CommandOptions, 'timeoutMs'> {
	/** Time between SIGTERM and SIGKILL in milliseconds. */
	graceMs?: number;
	/** A folder to remove when this process is killed before it could stop the command. */
	removeFolder?: string;
	/** Receives each line of both output streams. */
	onLine?: (line: string) => void;
}

/** A command that runs under a supervisor: it ends with this process, whatever happens. */
export interface SupervisedProcess {
	/** The number of the process group that holds the command and all it starts. */
	readonly pid: number;
	/** Resolves with the exit code; 1 when a signal ended it or it could not be started. */
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

function killGroup(pid: number): void {
	try {
		process.kill(-pid, 'SIGKILL');
	} catch {
		// The group is gone already.
	}
}

/** Starts a long-running command under a supervisor (`supervisor.ts`). */
export function superviseProcess(
	command: string,
	commandArguments: readonly string[],
	options: ProcessOptions = {},
): SupervisedProcess {
	const { cwd = projectPath(), env, graceMs = DEFAULT_GRACE_MS, removeFolder = '' } = options;
	const script = projectPath('scripts', 'host', 'supervisor.ts');
	const supervisor = execa(
		node24Path(),
		[script, String(graceMs), removeFolder, command, ...commandArguments],
		{
			cwd,
			env: childEnvironment(env),
			extendEnv: false,
			// A group of its own: Ctrl-C in the terminal reaches us only, and we end things in order.
			detached: true,
			stdin: 'pipe',
			all: true,
			buffer: false,
			forceKillAfterDelay: false,
			reject: false,
		},
	);
	const pid = supervisor.pid ?? 0;
	// What the command started may outlive it, and keep its output open.
	supervisor.nodeChildProcess.once('exit', () => killGroup(pid));
	const lines: string[] = [];
	createInterface({ input: supervisor.all }).on('line', (line) => {
		if (lines.push(line) > KEPT_LINES) lines.shift();
		options.onLine?.(line);
	});
	const exited = supervisor.then(({ exitCode = 1 }) => exitCode);
	const supervised: SupervisedProcess = {
		pid,
		exited,
		lastLines: () => lines.join('\n'),
		async kill() {
			killGroup(pid);
			await exited;
		},
		async stop() {
			supervisor.kill('SIGTERM');
			await exited;
		},
	};
	running.add(supervised);
	void exited.then(() => running.delete(supervised));
	return supervised;
}
