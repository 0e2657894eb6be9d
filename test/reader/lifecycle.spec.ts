import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import { networkInterfaces } from 'node:os';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { node24Path, projectPath } from '../../scripts/host/project.ts';
import { startReader } from '../../scripts/host/startReader.ts';
import type { Reader } from '../../scripts/host/startReader.ts';
import { processTree, stillRunning } from '../support/processTree.ts';
import type { ListedProcess } from '../support/processTree.ts';
import { sendUrl } from '../support/callApi.ts';

/** Runs the reader to its end. */
async function runReader(...flags: string[]) {
	const program = projectPath('reader', 'main.ts');
	const child = spawn(node24Path(), [program, ...flags], { stdio: ['ignore', 'pipe', 'pipe'] });
	const [output, errors, [exitCode]] = await Promise.all([
		text(child.stdout),
		text(child.stderr),
		once(child, 'exit') as Promise<[number | null]>,
	]);
	return { output, errors, exitCode };
}

async function untilGone(tree: readonly ListedProcess[]): Promise<number[]> {
	const deadline = Date.now() + 5000;
	while (stillRunning(tree).length > 0 && Date.now() < deadline) await sleep(50);
	return stillRunning(tree);
}

describe('the command line', () => {
	it('explains itself', async () => {
		const { output, errors, exitCode } = await runReader('--help');
		for (const flag of ['port', 'api-key', 'api-secret', 'workers', 'max-pages', 'max-bytes'])
			expect(output).toContain(`--${flag}`);
		for (const flag of ['timeout', 'allow-hosts', 'exit-with-parent'])
			expect(output).toContain(`--${flag}`);
		expect(errors).toBe('');
		expect(exitCode).toBe(0);
	});

	it('is refused in one sentence when it is wrong', async () => {
		const { output, errors, exitCode } = await runReader('--workers', 'many');
		expect(errors).toBe(
			'reader: --workers needs a whole number from 1 to 64, not "many"\nTry --help.\n',
		);
		expect(output).toBe('');
		expect(exitCode).toBe(2);
	});

	it('says when the port is taken', async () => {
		const server = createServer();
		await once(server.listen(0, '127.0.0.1'), 'listening');
		const { port } = server.address() as AddressInfo;
		const { output, errors, exitCode } = await runReader('--port', String(port));
		server.close();
		expect(errors).toBe(`reader: port ${port} is in use\n`);
		expect(output).toBe('');
		expect(exitCode).toBe(1);
	});
});

describe('where it listens', () => {
	it('is this machine only', async () => {
		const reader = await startReader({ flags: ['--workers', '1'] });
		const port = Number(new URL(reader.url).port);
		const others = Object.values(networkInterfaces()).flatMap((addresses = []) =>
			addresses.filter(({ internal, scopeid }) => !internal && !scopeid),
		);
		const reach = async (host: string): Promise<string> => {
			const socket = connect({ port, host, timeout: 1000 });
			return await new Promise((resolve) => {
				socket.once('connect', () => resolve('reached'));
				socket.once('timeout', () => resolve('silence'));
				socket.once('error', () => resolve('refused'));
			}).then((result) => (socket.destroy(), String(result)));
		};
		expect(reader.url).toBe(`http://127.0.0.1:${port}`);
		expect(await reach('127.0.0.1')).toBe('reached');
		for (const { address } of [...others, { address: '127.0.0.2' }, { address: '::1' }])
			expect(await reach(address)).not.toBe('reached');
		await reader.stop();
	});
});

describe('its end', () => {
	let silent: Server;
	let silentUrl = '';

	beforeAll(async () => {
		silent = createServer(() => undefined);
		await once(silent.listen(0, '127.0.0.1'), 'listening');
		silentUrl = `http://127.0.0.1:${(silent.address() as AddressInfo).port}/`;
	});

	afterAll(() => {
		silent.closeAllConnections();
		silent.close();
	});

	/** A reader that is at work on a call which never comes to an end by itself. */
	async function startBusyReader(): Promise<{
		reader: Reader;
		tree: ListedProcess[];
		answer: Promise<string>;
	}> {
		const reader = await startReader();
		const fetched = once(silent, 'request');
		const answer = sendUrl(reader, silentUrl).then(
			() => 'answered',
			() => 'cut',
		);
		await fetched;
		const tree = processTree(reader.process.pid ?? 0);
		// The server and its two processes that read documents.
		expect(tree.length).toBeGreaterThanOrEqual(3);
		return { reader, tree, answer };
	}

	it.each(['SIGTERM', 'SIGINT'] as const)(
		'comes at once with %s: calls are cut, nothing is left',
		async (signal) => {
			const { reader, tree, answer } = await startBusyReader();
			const started = performance.now();
			reader.process.kill(signal);
			expect(await once(reader.process, 'exit')).toEqual([0, null]);
			expect(performance.now() - started).toBeLessThan(3000);
			expect(await answer).toBe('cut');
			expect(await untilGone(tree)).toEqual([]);
		},
	);

	it('comes with the process that started it', async () => {
		const { reader, tree, answer } = await startBusyReader();
		reader.process.stdin?.end();
		expect(await once(reader.process, 'exit')).toEqual([0, null]);
		expect(await answer).toBe('cut');
		expect(await untilGone(tree)).toEqual([]);
	});

	it('takes its processes along when it is killed', async () => {
		const { reader, tree, answer } = await startBusyReader();
		reader.process.kill('SIGKILL');
		await once(reader.process, 'exit');
		expect(await answer).toBe('cut');
		expect(await untilGone(tree)).toEqual([]);
	});
});
