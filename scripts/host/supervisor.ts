/**
 * Runs one command for a parent process and ends it, with everything it started, when the parent
 * asks or is gone, however the parent ended. Started by `superviseProcess`, which talks to it over
 * the IPC channel: it reports the command's process id, and takes the names of signals to pass on.
 *
 * Arguments: the grace period in milliseconds, a folder to remove if the parent is gone ('' for
 * none), the command and its arguments.
 */
import { spawn } from 'node:child_process';
import { rm } from 'node:fs/promises';

const ORPHAN_GRACE_MS = 2000;

const [graceText = '', folder = '', command = '', ...commandArguments] = process.argv.slice(2);

// A group of its own, so that the command and its own children can be ended together.
const child = spawn(command, commandArguments, {
	stdio: ['ignore', 'inherit', 'inherit'],
	detached: true,
});

function signalGroup(signal: NodeJS.Signals): void {
	if (child.pid === undefined) return;
	try {
		process.kill(-child.pid, signal);
	} catch {
		// The group is gone already.
	}
}

function end(graceMs = Number(graceText)): void {
	child.kill('SIGTERM');
	setTimeout(signalGroup, graceMs, 'SIGKILL').unref();
}

async function leave(exitCode: number): Promise<void> {
	signalGroup('SIGKILL');
	if (folder !== '' && !process.connected)
		await rm(folder, { recursive: true, force: true, maxRetries: 5 });
	process.exit(exitCode);
}

child.on('error', () => void leave(127));
child.on('exit', (code) => void leave(code ?? 1));
// The output of a parent that is gone goes nowhere, and what writes there may never end by itself.
process.on('disconnect', () => end(ORPHAN_GRACE_MS));
process.on('SIGTERM', () => end());
process.on('SIGINT', () => end());
process.on('message', (message) => {
	if (message === 'end') end();
	if (message === 'kill') signalGroup('SIGKILL');
});
process.send?.({ pid: child.pid });
