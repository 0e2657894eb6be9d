import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { lock } from 'proper-lockfile';
import type { LockOptions } from 'proper-lockfile';

const ASK_AGAIN_MS = 500;
const UNTIL_FREE = { forever: true, minTimeout: ASK_AGAIN_MS, maxTimeout: ASK_AGAIN_MS };

type Release = () => Promise<void>;

async function takeLock(path: string, retries: LockOptions['retries']): Promise<Release> {
	await mkdir(dirname(path), { recursive: true });
	// The lock is itself the file that is locked, so that nothing is left when it is given back.
	return await lock(path, { lockfilePath: path, realpath: false, retries: retries ?? 0 });
}

/**
 * Takes a lock for this process. One whose process was killed counts as free after ten seconds.
 *
 * @returns the function that gives it back, or null when it is taken.
 */
export async function tryLock(path: string): Promise<Release | null> {
	try {
		return await takeLock(path, 0);
	} catch (error) {
		if (error instanceof Error && 'code' in error && error.code === 'ELOCKED') return null;
		throw error;
	}
}

/** Runs `work` while nobody else runs work under the same lock; waits for its turn. */
export async function exclusively<T>(path: string, work: () => Promise<T>): Promise<T> {
	const release = await takeLock(path, UNTIL_FREE);
	try {
		return await work();
	} finally {
		await release();
	}
}
