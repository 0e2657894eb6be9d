import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { CURRENT_N8N } from '../../scripts/host/installHost.ts';
import { packedNodeEnvironment, packNode } from '../../scripts/host/packNode.ts';
import { childEnvironment, hostsPath } from '../../scripts/host/project.ts';
import { makeTemporaryFolder } from '../../scripts/host/temporaryFolder.ts';

/** `npm start` as a newcomer has it, with data of its own beside the installed n8n. */
export interface UserStart {
	readonly pid: number;
	/** What it has printed so far. */
	output(): string;
	/** Waits until it prints this; throws with all its output when it ends before. */
	waitFor(pattern: RegExp): Promise<RegExpExecArray>;
	/** Resolves with the exit code. */
	readonly ended: Promise<number | undefined>;
	/** Tells it to end, and removes its data. */
	stop(): Promise<void>;
}

/** Starts `npm start` with these flags. */
export async function startAsUser(...flags: string[]): Promise<UserStart> {
	const folder = await makeTemporaryFolder('start');
	await symlink(hostsPath(CURRENT_N8N), join(folder.path, CURRENT_N8N));
	const packed = await packNode();
	const child = execa('node', ['scripts/start.mjs', ...flags], {
		env: childEnvironment({ N8N_HOST_DIR: folder.path, ...packedNodeEnvironment(packed) }),
		extendEnv: false,
		stdin: 'ignore',
		all: true,
		buffer: false,
		reject: false,
	});
	let output = '';
	let onChange = (): void => undefined;
	child.all.on('data', (chunk: Buffer) => {
		output += chunk.toString();
		onChange();
	});
	const ended = child.then(({ exitCode }) => exitCode);
	return {
		pid: child.pid ?? 0,
		output: () => output,
		ended,
		async waitFor(pattern) {
			for (;;) {
				const found = pattern.exec(output);
				if (found) return found;
				const changed = new Promise<boolean>((resolve) => (onChange = () => resolve(true)));
				if (!(await Promise.race([changed, ended.then(() => false)])) && !pattern.test(output))
					throw new Error(`It ended without printing ${pattern}:\n${output}`);
			}
		},
		async stop() {
			child.kill('SIGTERM');
			await ended;
			await packed.remove();
			await folder.remove();
		},
	};
}
