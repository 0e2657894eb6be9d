import { rmSync } from 'node:fs';
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder under the system's temporary folder; `remove` may be called more than once. */
export interface TemporaryFolder {
	readonly path: string;
	remove(): Promise<void>;
}

const kept = new Set<string>();

// Also what a signal cut short leaves nothing behind.
process.once('exit', () => {
	for (const path of kept) rmSync(path, { recursive: true, force: true });
});

/**
 * Creates an empty temporary folder whose name starts with `cvvn-` and `purpose`.
 *
 * @param parent where; the system's temporary folder when absent
 */
export async function makeTemporaryFolder(
	purpose: string,
	parent = tmpdir(),
): Promise<TemporaryFolder> {
	// The real path: n8n compares paths with the folders it may read after resolving links.
	const path = await mkdtemp(join(await realpath(parent), `cvvn-${purpose}-`));
	kept.add(path);
	return {
		path,
		async remove() {
			await rm(path, { recursive: true, force: true, maxRetries: 5 });
			kept.delete(path);
		},
	};
}
