import { randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const POLL_MS = 500;

function isRunning(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch {
		return false;
	}
}

/** Makes the file with its text in one step; false when it exists. */
async function createWhole(path: string, text: string): Promise<boolean> {
	const draft = `${path}.${process.pid}.${randomUUID()}`;
	await writeFile(draft, text);
	try {
		await link(draft, path);
		return true;
	} catch {
		return false;
	} finally {
		await rm(draft);
	}
}

/**
 * Takes a lock file that holds this process's id. A lock whose process is gone counts as free.
 *
 * @returns the function that gives it back, or null when another process holds it.
 */
export async function tryLock(path: string): Promise<(() => Promise<void>) | null> {
	await mkdir(dirname(path), { recursive: true });
	if (await createWhole(path, String(process.pid)))
		return async () => await rm(path, { force: true });
	const owner = await readFile(path, 'utf8').catch(() => '');
	if (owner !== '' && isRunning(Number(owner))) return null;
	await rm(path, { force: true });
	return await tryLock(path);
}

/** Runs `work` while no other process runs work under the same lock file; waits for its turn. */
export async function exclusively<T>(path: string, work: () => Promise<T>): Promise<T> {
	const release = await tryLock(path);
	if (release === null) {
		await delay(POLL_MS);
		return await exclusively(path, work);
	}
	try {
		return await work();
	} finally {
		await release();
	}
}
