import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const DOCUMENTS = 'test/fixtures/documents';

/** A sample document by its file name. */
export function sample(file: string): Buffer {
	return readFileSync(join(DOCUMENTS, file));
}
