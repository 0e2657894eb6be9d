import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { node24Path } from '../../scripts/host/project.ts';
import { tryCommand } from '../../scripts/host/runCommand.ts';
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
	const child = await superviseProcess(node24Path(), ['-e', STUBBORN], {
		graceMs: 300,
		onLine: (line) => lines.push(line),
	});
	const grandchild = Number((await nextLine(lines, /^child/)).split(' ')[1]);
	expect([child.pid, grandchild].map(isRunning)).toEqual([true, true]);
	await child.stop();
	expect(await isGone(child.pid)).toBe(true);
	expect(await isGone(grandchild)).toBe(true);
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
			const options = { graceMs: 60_000, removeFolder: '${folder.path}' };
			const child = await superviseProcess(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], options);
			console.log(child.pid);`,
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

test('a command over its time is ended and shows a bad exit code', async () => {
	const { exitCode } = await tryCommand('sleep', ['60'], { timeoutMs: 200 });
	expect(exitCode).not.toBe(0);
});

test('a command that does not exist gives exit code 127', async () => {
	expect((await tryCommand('no-such-command-here', [])).exitCode).toBe(127);
});
