import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';
import type { EngineAndSandbox } from './engineAndSandbox.ts';

/** The sample documents. */
export type SampleName =
	| 'clean-borrower.pdf'
	| 'bad-debt.pdf'
	| 'empty-report.pdf'
	| 'scanned-report.pdf'
	| 'scanned-report.jpg';

/** The three ways in which a document reaches the node. */
export type InputMode = 'binary' | 'url' | 'base64';
export const INPUT_MODES: readonly InputMode[] = ['binary', 'url', 'base64'];

/** The bytes of a sample document. */
export function readSample(name: SampleName): Buffer {
	return readFileSync(join(process.cwd(), 'test', 'fixtures', 'documents', name));
}

/** The SHA-256 that the generator noted for a sample document. */
export function sampleHash(name: SampleName): string {
	const path = join(process.cwd(), 'test', 'fixtures', 'documents', 'manifest.json');
	const manifest: { documents: { file: string; sha256: string }[] } = JSON.parse(
		readFileSync(path, 'utf8'),
	);
	const entry = manifest.documents.find(({ file }) => file === name);
	if (!entry) throw new Error(`${name} is not in the manifest`);
	return entry.sha256;
}

/** An input item that carries a sample document in its own way, and the parameters that find it. */
export const INPUTS: Readonly<
	Record<
		InputMode,
		{
			parameters: INodeParameters;
			toItem(running: EngineAndSandbox, name: SampleName): Promise<INodeExecutionData>;
		}
	>
> = {
	binary: {
		parameters: {},
		toItem: async ({ engine }, name) => ({
			json: { from: name },
			binary: { data: await engine.binary(readSample(name), name) },
		}),
	},
	url: {
		parameters: { inputMode: 'url', url: '={{ $json.url }}' },
		toItem: async ({ sandbox }, name) => ({
			json: { from: name, url: sandbox.documentUrl(name) },
		}),
	},
	base64: {
		parameters: { inputMode: 'base64', base64: '={{ $json.text }}' },
		toItem: async (_running, name) => ({
			json: { from: name, text: readSample(name).toString('base64') },
		}),
	},
};
