import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startSandbox } from '../support/sandbox.ts';
import type { Sandbox } from '../support/sandbox.ts';

const run = promisify(execFile);
const bin = (name: string): string => join(process.cwd(), 'node_modules', '.bin', name);

const FILE_MEGABYTES = 100;

let folder: string;
let sandbox: Sandbox;

/** CommonJS, as n8n loads the node; what the types say is checked elsewhere. */
async function compile(): Promise<void> {
	const settings = {
		outDir: folder,
		rootDir: process.cwd(),
		module: 'commonjs',
		moduleResolution: 'node10',
		ignoreDeprecations: '6.0',
		target: 'es2022',
		types: 'node',
	};
	const values = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]);
	const flags = ['--ignoreConfig', '--noCheck', '--esModuleInterop', '--skipLibCheck'];
	const source = join(process.cwd(), 'test', 'support', 'measureUpload.ts');
	await run(bin('tsc'), [...flags, '--rewriteRelativeImportExtensions', ...values, source]);
	symlinkSync(join(process.cwd(), 'node_modules'), join(folder, 'node_modules'));
}

/** What one upload adds to the peak of a process of its own, in MB. */
async function measure(mode: 'node' | 'buffer'): Promise<number> {
	const script = join(folder, 'test', 'support', 'measureUpload.js');
	const credential = JSON.stringify(sandbox.credential);
	const args = ['--expose-gc', script, String(FILE_MEGABYTES), mode, credential];
	const { stdout } = await run(bin('node'), args);
	const { addedMegabytes, items } = JSON.parse(stdout);
	expect(items).toBe(1);
	return addedMegabytes;
}

beforeAll(async () => {
	folder = mkdtempSync(join(tmpdir(), 'cvn-memory-'));
	sandbox = await startSandbox(['--unknown-as', 'clean-borrower.pdf']);
	await compile();
}, 180_000);

afterAll(async () => {
	await sandbox.stop();
	rmSync(folder, { recursive: true, force: true });
});

// How many megabytes it is in n8n, the benchmark says: they depend on when V8 frees what went through
// the socket. That the file is never held is certain: whoever holds it needs it all.
test(`uploading ${FILE_MEGABYTES} MB from a file takes less than a fifth of the memory that a Buffer takes`, async () => {
	const [streamed, held] = [await measure('node'), await measure('buffer')];
	expect(held).toBeGreaterThan(2 * FILE_MEGABYTES);
	expect(streamed).toBeLessThan(held / 5);
}, 180_000);
