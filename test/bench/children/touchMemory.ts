import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeTemporaryFolder } from '../../../scripts/host/temporaryFolder.ts';

const BLOCK_BYTES = 1024 * 1024;
/** More than one run writes. */
const BLOCKS = 1000;

/**
 * Writes and removes more files than a run will, so that the run meets memory that is there. The
 * kernel of a virtual machine gives freed memory back to its host after a few seconds, and writing to
 * it again takes up to ten times as long; whoever came after a pause would pay for that.
 *
 * @param folder one whose files lie in memory; nothing is done without
 */
export async function touchMemory(folder: string | undefined): Promise<void> {
	if (folder === undefined) return;
	const place = await makeTemporaryFolder('bench', folder);
	try {
		const block = Buffer.alloc(BLOCK_BYTES, 1);
		for (let index = 0; index < BLOCKS; index += 1)
			await writeFile(join(place.path, String(index)), block);
	} finally {
		await place.remove();
	}
}
