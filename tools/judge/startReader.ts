import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

/** A server of the protocol that answers calls. */
export interface Server {
	readonly url: string;
	readonly apiKey: string;
	readonly apiSecret: string;
	stop(): Promise<void>;
}

const MAIN = fileURLToPath(new URL('../../reader/main.ts', import.meta.url));
const startLine = z.object({ url: z.string(), apiKey: z.string(), apiSecret: z.string() });

/** Starts the reader on a free port; what it says besides its address goes to standard error. */
export async function startReader(flags: readonly string[] = []): Promise<Server> {
	const child = spawn(process.execPath, [MAIN, '--port', '0', '--exit-with-parent', ...flags], {
		stdio: ['pipe', 'pipe', 'inherit'],
	});
	const ended = once(child, 'exit');
	const line = await Promise.race([
		once(createInterface(child.stdout), 'line'),
		ended.then(() => Promise.reject(new Error('The reader ended before it was ready'))),
	]);
	const address = startLine.parse(JSON.parse(String(line[0])));
	return {
		...address,
		stop: async () => {
			child.kill('SIGTERM');
			await ended;
		},
	};
}
