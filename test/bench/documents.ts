import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectPath } from '../../scripts/host/project.ts';
import { makeTemporaryFolder } from '../../scripts/host/temporaryFolder.ts';

const SAMPLE = 'clean-borrower.pdf';

/** A folder that holds nothing but that many documents. */
export interface DocumentFolder {
	readonly path: string;
	readonly files: readonly string[];
}

/** Folders of documents that all differ, so that the server can count each of them. */
export interface DocumentStore {
	/** The folder with so many documents; made when first asked for. */
	take(count: number): Promise<DocumentFolder>;
	readonly root: string;
	remove(): Promise<void>;
}

/** The sample report with a remark behind its end, which makes it another file of the same size. */
async function writeDocuments(folder: string, count: number): Promise<string[]> {
	const sample = await readFile(projectPath('sandbox', 'documents', SAMPLE));
	const files = Array.from({ length: count }, (_, index) =>
		join(folder, `report-${String(index + 1).padStart(4, '0')}.pdf`),
	);
	for (const [index, file] of files.entries()) {
		const remark = Buffer.from(`\n% ${String(index).padStart(8, '0')}\n`);
		await writeFile(file, Buffer.concat([sample, remark]));
	}
	return files;
}

/** Makes an empty store in a temporary folder. */
export async function makeDocumentStore(): Promise<DocumentStore> {
	const root = await makeTemporaryFolder('bench-documents');
	const made = new Map<number, Promise<DocumentFolder>>();
	const make = async (count: number): Promise<DocumentFolder> => {
		const folder = join(root.path, String(count));
		await mkdir(folder);
		return { path: folder, files: await writeDocuments(folder, count) };
	};
	return {
		root: root.path,
		async take(count) {
			const folder = made.get(count) ?? make(count);
			made.set(count, folder);
			return await folder;
		},
		remove: async () => await root.remove(),
	};
}
