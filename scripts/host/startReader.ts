import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { childEnvironment, node24Path, projectPath } from './project.ts';

const READY_TIMEOUT_MS = 60_000;

/** What the reader prints on its first line. */
interface ReadyLine {
	url: string;
	apiKey: string;
	apiSecret: string;
}

/** How to start a reader. */
export interface ReaderOptions {
	flags?: readonly string[];
	/** Its program; the one of this project when absent. */
	program?: string;
	/** Working folder; the project's root when absent. */
	cwd?: string;
	env?: Record<string, string>;
}

/** A reader in a child process on a free port of 127.0.0.1. */
export interface Reader extends ReadyLine {
	readonly process: ChildProcess;
	/** The credential's fields as a user would enter them for this reader. */
	readonly credential: {
		apiKey: string;
		apiSecret: string;
		baseUrl: string;
		allowInsecureHttp: boolean;
	};
	/** All that it wrote so far on standard output and standard error. */
	output(): string;
	stop(): Promise<void>;
}

async function firstLine(output: Readable): Promise<string> {
	for await (const line of createInterface({ input: output })) return line;
	throw new Error('The reader ended before it was ready');
}

async function readReadyLine(child: ChildProcess, output: Readable): Promise<ReadyLine> {
	const timer = setTimeout(() => child.kill('SIGKILL'), READY_TIMEOUT_MS);
	try {
		return JSON.parse(await firstLine(output)) as ReadyLine;
	} finally {
		clearTimeout(timer);
	}
}

/** Starts the reader with the given flags and waits until it answers; it ends with this process. */
export async function startReader(options: ReaderOptions = {}): Promise<Reader> {
	const { program = projectPath('reader', 'main.ts'), flags = [], cwd, env } = options;
	const child = spawn(node24Path(), [program, '--exit-with-parent', ...flags], {
		cwd: cwd ?? projectPath(),
		env: childEnvironment(env),
		stdio: 'pipe',
	});
	let output = '';
	const keep = (chunk: Buffer): void => void (output += chunk.toString());
	child.stderr.on('data', keep);
	const ready = await readReadyLine(child, child.stdout.on('data', keep)).catch(
		(error: unknown) => {
			throw new Error(`The reader did not start: ${output}`, { cause: error });
		},
	);
	child.stdout.resume();
	const { url, apiKey, apiSecret } = ready;
	return {
		...ready,
		process: child,
		credential: { apiKey, apiSecret, baseUrl: url, allowInsecureHttp: false },
		output: () => output,
		async stop() {
			if (child.exitCode !== null || child.signalCode !== null) return;
			child.kill('SIGTERM');
			await once(child, 'exit');
		},
	};
}
