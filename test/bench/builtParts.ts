import { join } from 'node:path';
import { build } from 'esbuild';
import { installHost, CURRENT_N8N } from '../../scripts/host/installHost.ts';
import type { N8nHost } from '../../scripts/host/installHost.ts';
import { packNode, unpackNode } from '../../scripts/host/packNode.ts';
import { node24Path, projectPath } from '../../scripts/host/project.ts';
import { runCommand } from '../../scripts/host/runCommand.ts';
import { makeTemporaryFolder } from '../../scripts/host/temporaryFolder.ts';

const CHILD_TIMEOUT_MS = 600_000;

/** What is measured, ready to run in processes of its own. */
export interface BuiltParts {
	readonly host: N8nHost;
	readonly tarball: string;
	/** The unpacked package. */
	readonly packageFolder: string;
	/** Bundle of `children/nodeParts.ts`. */
	readonly nodeParts: string;
	/** `children/runInEngine.ts` as CommonJS. */
	readonly engineScript: string;
	remove(): Promise<void>;
}

/** Bundles what the package bundles, in the same way, with a door to its parts. */
async function bundleNodeParts(outfile: string): Promise<void> {
	await build({
		entryPoints: [projectPath('test', 'bench', 'children', 'nodeParts.ts')],
		outfile,
		bundle: true,
		packages: 'external',
		platform: 'node',
		target: 'node20',
		format: 'cjs',
		minifyWhitespace: true,
		minifySyntax: true,
		logLevel: 'error',
	});
}

/** One CommonJS file; n8n's modules stay outside. */
async function compileEngineScript(outfile: string): Promise<void> {
	await build({
		entryPoints: [projectPath('test', 'bench', 'children', 'runInEngine.ts')],
		outfile,
		bundle: true,
		packages: 'external',
		platform: 'node',
		format: 'cjs',
		logLevel: 'error',
	});
}

/** Builds, packs and unpacks the node and compiles the scripts around it, in a temporary folder. */
export async function buildParts(): Promise<BuiltParts> {
	const folder = await makeTemporaryFolder('bench');
	const packed = await packNode();
	const nodeParts = join(folder.path, 'nodeParts.cjs');
	const engineScript = join(folder.path, 'runInEngine.cjs');
	await bundleNodeParts(nodeParts);
	await compileEngineScript(engineScript);
	return {
		host: await installHost(CURRENT_N8N),
		tarball: packed.path,
		packageFolder: await unpackNode(packed.path, folder.path),
		nodeParts,
		engineScript,
		async remove() {
			await packed.remove();
			await folder.remove();
		},
	};
}

/**
 * Runs a script in a Node process of its own that finds n8n's modules, and reads the JSON of its
 * last line.
 *
 * @throws Error with its output when it fails
 */
export async function runChild<T>(
	{ host }: Pick<BuiltParts, 'host'>,
	script: string,
	...scriptArguments: string[]
): Promise<T> {
	const output = await runCommand(node24Path(), ['--expose-gc', script, ...scriptArguments], {
		env: { NODE_PATH: join(host.folder, 'node_modules'), NODE_NO_WARNINGS: '1' },
		timeoutMs: CHILD_TIMEOUT_MS,
	});
	const line = output.split('\n').findLast((text) => /^[{[]/.test(text));
	if (line === undefined) throw new Error(`${script} printed no result:\n${output}`);
	return JSON.parse(line) as T;
}

/** A script of `children/`. */
export const childScript = (name: string): string =>
	projectPath('test', 'bench', 'children', `${name}.ts`);
