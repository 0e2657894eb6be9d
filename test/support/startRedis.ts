import { setTimeout as delay } from 'node:timers/promises';
import { connect } from 'node:net';
import getPort from 'get-port';
import { superviseProcess } from '../../scripts/host/superviseProcess.ts';
import type { SupervisedProcess } from '../../scripts/host/superviseProcess.ts';
import { makeTemporaryFolder } from '../../scripts/host/temporaryFolder.ts';
import { requireProgram } from './debianPackage.ts';

const READY_TIMEOUT_MS = 20_000;
const POLL_MS = 50;

/** A Redis of one's own on 127.0.0.1 that keeps its data over a restart. */
export interface Redis {
	readonly port: number;
	/** Stops it, leaves it away for `downMs` milliseconds, and starts it on the same data. */
	restart(downMs?: number): Promise<void>;
	stop(): Promise<void>;
}

/** Whether a Redis answers; while it still loads its data it answers with an error. */
async function answersPing(port: number): Promise<boolean> {
	return await new Promise((resolve) => {
		const socket = connect(port, '127.0.0.1', () => socket.write('PING\r\n'));
		socket.once('data', (answer) => {
			socket.destroy();
			resolve(answer.toString().startsWith('+PONG'));
		});
		socket.once('error', () => resolve(false));
	});
}

async function launch(program: string, folder: string, port: number): Promise<SupervisedProcess> {
	const place = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder];
	// Every change is on disk before it is answered, as for a queue that must not forget jobs.
	const storage = ['--appendonly', 'yes', '--appendfsync', 'always', '--save', ''];
	const server = superviseProcess(program, [...place, ...storage], {
		cwd: folder,
		removeFolder: folder,
	});
	const deadline = Date.now() + READY_TIMEOUT_MS;
	while (!(await answersPing(port))) {
		if (Date.now() > deadline) {
			await server.stop();
			throw new Error(`Redis did not become ready:\n${server.lastLines()}`);
		}
		await delay(POLL_MS);
	}
	return server;
}

/** Starts Redis in a temporary folder and resolves when it answers. */
export async function startRedis(): Promise<Redis> {
	const program = requireProgram({
		program: 'redis-server',
		debianPackage: 'redis-server',
	});
	const folder = await makeTemporaryFolder('redis');
	const port = await getPort({ host: '127.0.0.1' });
	let server = await launch(program, folder.path, port);
	return {
		port,
		async restart(downMs = 0) {
			await server.stop();
			await delay(downMs);
			server = await launch(program, folder.path, port);
		},
		async stop() {
			await server.stop();
			await folder.remove();
		},
	};
}
