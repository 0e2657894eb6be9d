/**
 * Runs one command in the process group that it leads, and ends all of it when the process that
 * started it is gone, however that ended: standard input is a pipe that lasts as long as that does.
 *
 * Arguments: the milliseconds between SIGTERM and SIGKILL, a folder to remove when the process that
 * started it is gone ('' for none), the command and its arguments.
 */
import { rm } from 'node:fs/promises';
import { execa } from 'execa';

const [graceMs = '', folder = '', command = '', ...commandArguments] = process.argv.slice(2);

const child = execa(command, commandArguments, {
	stdio: ['ignore', 'inherit', 'inherit'],
	forceKillAfterDelay: Number(graceMs),
	reject: false,
});
let isOrphan = false;

async function leave(): Promise<void> {
	const { exitCode = 1 } = await child;
	if (!isOrphan) process.exit(exitCode);
	if (folder !== '') await rm(folder, { recursive: true, force: true, maxRetries: 5 });
	process.kill(-process.pid, 'SIGKILL');
}

process.on('SIGTERM', () => child.kill());
process.stdin.resume().once('end', () => {
	isOrphan = true;
	child.kill();
});
await leave();
