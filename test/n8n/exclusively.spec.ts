import { existsSync, mkdirSync, readdirSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { exclusively, tryLock } from '../../scripts/host/exclusively.ts';
import { makeTemporaryFolder } from '../../scripts/host/temporaryFolder.ts';
import type { TemporaryFolder } from '../../scripts/host/temporaryFolder.ts';

let folder: TemporaryFolder;
beforeEach(async () => {
	folder = await makeTemporaryFolder('lock');
});
afterEach(async () => {
	await folder.remove();
});

test('work under the same lock never overlaps, and the lock is gone afterwards', async () => {
	const path = join(folder.path, 'work.lock');
	let atOnce = 0;
	let most = 0;
	const work = async () => {
		atOnce += 1;
		most = Math.max(most, atOnce);
		await delay(30);
		atOnce -= 1;
	};
	await Promise.all([1, 2, 3].map(async () => await exclusively(path, work)));
	expect(most).toBe(1);
	expect(readdirSync(folder.path)).toEqual([]);
});

test('work that fails gives the lock back', async () => {
	const path = join(folder.path, 'work.lock');
	const work = async () => await Promise.reject(new Error('no'));
	await expect(exclusively(path, work)).rejects.toThrow('no');
	expect(readdirSync(folder.path)).toEqual([]);
});

test('a lock that is held is not given twice', async () => {
	const path = join(folder.path, 'work.lock');
	const release = await tryLock(path);
	expect(release).not.toBeNull();
	expect(await tryLock(path)).toBeNull();
	await release?.();
	expect(existsSync(path)).toBe(false);
});

test('a lock that nobody has touched for more than ten seconds is free', async () => {
	const path = join(folder.path, 'work.lock');
	mkdirSync(path);
	const before = Date.now() / 1000 - 11;
	utimesSync(path, before, before);
	const release = await tryLock(path);
	expect(release).not.toBeNull();
	await release?.();
});
