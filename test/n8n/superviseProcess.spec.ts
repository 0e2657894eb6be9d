import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { node24Path } from '../../scripts/host/project.ts';
import { runCommand } from '../../scripts/host/runCommand.ts';
import { superviseProcess } from '../../scripts/host/superviseProcess.ts';
import { makeTemporaryFolder } from '../../scripts/host/temporaryFolder.ts';

jest.setTimeout(30_000);

/** Starts a child of its own and ignores every polite request to end. */
const STUBBORN = `
	const { spawn } = require('node:child_process');
	process.on('SIGTERM', () => console.log('asked to end'));
	const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
	console.log('child', child.pid);
	setInterval(() => {}, 1000);
`;

/** Of a process, or of a process group when the number is negative. */
const isRunning = (pid: number): boolean => {
	try {
		process.kill(pid, 0);
		return true;
	} catch {
		return false;
	}
};

/** A killed process keeps its number until its parent, at last the system's first process, asks. */
const isGone = async (pid: number): Promise<boolean> => {
	for (let rest = 100; rest > 0 && isRunning(pid); rest -= 1) await delay(50);
	return !isRunning(pid);
};

const nextLine = async (lines: string[], pattern: RegExp): Promise<string> => {
	for (;;) {
		const line = lines.find((candidate) => pattern.test(candidate));
		if (line !== undefined) return line;
		await delay(20);
	}
};

test('a command that does not end when asked is killed with its children', async () => {
	const lines: string[] = [];
	const child = superviseProcess(node24Path(), ['-e', STUBBORN], {
		graceMs: 300,
		onLine: (line) => lines.push(line),
	});
	const grandchild = Number((await nextLine(lines, /^child/)).split(' ')[1]);
	expect(isRunning(grandchild)).toBe(true);
	await child.stop();
	expect(await isGone(grandchild)).toBe(true);
	expect(await isGone(-child.pid)).toBe(true);
	expect(lines).toContain('asked to end');
});

test('a command ends, and its folder goes, when the process that started it is killed', async () => {
	const folder = await makeTemporaryFolder('orphan');
	const parent = spawn(
		node24Path(),
		[
			'--input-type=module',
			'-e',
			`import { superviseProcess } from '${join(process.cwd(), 'scripts/host/superviseProcess.ts')}';
			const options = { graceMs: 60_000, removeFolder: '${folder.path}', onLine: console.log };
			const idle = 'console.log(process.pid); setInterval(() => {}, 1000)';
			superviseProcess(process.execPath, ['-e', idle], options);`,
		],
		{ stdio: ['ignore', 'pipe', 'inherit'] },
	);
	const [line] = (await once(createInterface({ input: parent.stdout }), 'line')) as [string];
	const pid = Number(line);
	expect(isRunning(pid)).toBe(true);
	parent.kill('SIGKILL');
	await once(parent, 'exit');
	expect(await isGone(pid)).toBe(true);
	while (existsSync(folder.path)) await delay(50);
});

test('a command that crashes ends with what it started', async () => {
	const lines: string[] = [];
	const options = { onLine: (line: string) => lines.push(line) };
	const child = superviseProcess(node24Path(), ['-e', STUBBORN], options);
	const grandchild = Number((await nextLine(lines, /^child/)).split(' ')[1]);
	await child.kill();
	expect(await isGone(grandchild)).toBe(true);
});

test('a command that ends by itself gives its exit code, and what it said last', async () => {
	const child = superviseProcess(node24Path(), ['-e', 'console.log("done"); process.exit(3)']);
	expect(await child.exited).toBe(3);
	expect(child.lastLines()).toBe('done');
});

test('a command that does not exist ends with exit code 1', async () => {
	expect(await superviseProcess('no-such-command-here', []).exited).toBe(1);
});

test('a short command gives both its outputs, and fails with them', async () => {
	const script = 'console.log("one"); console.error("two"); process.exit(Number(process.argv[1]))';
	expect(await runCommand(node24Path(), ['-e', script, '0'])).toBe('one\ntwo');
	await expect(runCommand(node24Path(), ['-e', script, '1'])).rejects.toThrow(/one[^]*two/);
});

test('a short command over its time is ended', async () => {
	await expect(runCommand('sleep', ['60'], { timeoutMs: 200 })).rejects.toThrow('timed out');
});
