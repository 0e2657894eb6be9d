import { existsSync, readdirSync, writeFileSync } from 'node:fs';
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

test('a lock that this process holds is not given twice', async () => {
	const path = join(folder.path, 'work.lock');
	const release = await tryLock(path);
	expect(release).not.toBeNull();
	expect(await tryLock(path)).toBeNull();
	await release?.();
	expect(existsSync(path)).toBe(false);
});

test('a lock whose process is gone is free', async () => {
	const path = join(folder.path, 'work.lock');
	// Above the highest process id that Linux and macOS give.
	writeFileSync(path, '99999999');
	expect(await tryLock(path)).not.toBeNull();
});
