import {
	analyzePackage,
	SOURCE_FILE_PATTERNS,
} from '@n8n/scan-community-package/scanner/scanner.mjs';
import { execa } from 'execa';
import { packNode, unpackNode } from './host/packNode.ts';
import { consoleStep } from './host/progress.ts';
import { projectPath } from './host/project.ts';
import { makeTemporaryFolder } from './host/temporaryFolder.ts';

/** Resolves with what is wrong, or with null when nothing is. */
type Check = () => Promise<string | null>;

const runs =
	(name: string, ...commandArguments: string[]): Check =>
	async () => {
		const run = await execa(name, commandArguments, {
			preferLocal: true,
			all: true,
			reject: false,
		});
		return run.failed ? run.all : null;
	};

async function scan(folder: string, filePatterns: string[]): Promise<string | null> {
	const { passed, message, details } = await analyzePackage(folder, filePatterns);
	if (!passed) return details ?? message ?? 'refused without a reason';
	// The scanner also "passes" a folder in which it found nothing to look at.
	return message ?? null;
}

async function scanTarball(): Promise<string | null> {
	const folder = await makeTemporaryFolder('scan');
	const packed = await packNode();
	try {
		const unpacked = await unpackNode(packed.path, folder.path);
		return await scan(unpacked, ['**/*.js', 'package.json']);
	} finally {
		await packed.remove();
		await folder.remove();
	}
}

const CHECKS: Record<string, Check> = {
	'eslint, with the rules for n8n community nodes': runs('eslint', '--max-warnings=0', '.'),
	prettier: runs('prettier', '--check', '--log-level=warn', '.'),
	'types of what ships': runs('tsc', '--noEmit', '-p', 'tsconfig.json'),
	'types of everything else': runs('tsc', '--noEmit', '-p', 'tsconfig.test.json'),
	'n8n package scanner on the source': async () => await scan(projectPath(), SOURCE_FILE_PATTERNS),
	'n8n package scanner on the tarball': scanTarball,
};

process.once('disconnect', () => process.exit(1));
let failures = 0;
for (const [name, check] of Object.entries(CHECKS)) {
	try {
		await consoleStep(name, async () => {
			const fault = await check();
			if (fault !== null) throw new Error(fault);
		});
	} catch (error) {
		failures += 1;
		console.error(error instanceof Error ? error.message : error);
	}
}
console.log(failures === 0 ? 'Nothing to complain about.' : `${failures} checks failed.`);
// The scanner leaves open handles behind.
process.exit(failures === 0 ? 0 : 1);
