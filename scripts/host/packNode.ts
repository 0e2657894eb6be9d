import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { exclusively } from './exclusively.ts';
import { hostsPath } from './project.ts';
import { runCommand } from './runCommand.ts';
import { makeTemporaryFolder } from './temporaryFolder.ts';

/** The package as `npm publish` would upload it. */
export interface PackedNode {
	/** The tarball; gone after `remove`. */
	readonly path: string;
	remove(): Promise<void>;
}

/** A tarball that a runner packed for all its parts; then nothing is built or packed again. */
const PACKED_BEFORE = 'PACKED_NODE';

/** The variable by which a runner hands its tarball to the processes it starts. */
export const packedNodeEnvironment = (packed: PackedNode): Record<string, string> => ({
	[PACKED_BEFORE]: packed.path,
});

/** Builds the node into `dist`; two builds at a time would write into the same folder. */
export async function buildNode(): Promise<void> {
	await exclusively(hostsPath('build.lock'), async () => await runCommand('npm', ['run', 'build']));
}

async function packInto(folder: string): Promise<string> {
	// `npm pack` runs the script `prepack`, which builds: what is packed is never an old build.
	// Two builds at a time would write into the same `dist`.
	await exclusively(
		hostsPath('build.lock'),
		async () => await runCommand('npm', ['pack', '--pack-destination', folder]),
	);
	const [fileName = ''] = await readdir(folder);
	return join(folder, fileName);
}

/** Builds and packs the node into a temporary folder, or gives the tarball of `PACKED_NODE`. */
export async function packNode(): Promise<PackedNode> {
	const before = process.env[PACKED_BEFORE];
	if (before !== undefined) return { path: before, remove: async () => undefined };
	const folder = await makeTemporaryFolder('package');
	const remove = async () => await folder.remove();
	try {
		return { path: await packInto(folder.path), remove };
	} catch (error) {
		await remove();
		throw error;
	}
}

/** Unpacks a tarball into `folder` and returns the folder of the package in it. */
export async function unpackNode(tarball: string, folder: string): Promise<string> {
	await runCommand('tar', ['-xzf', tarball, '-C', folder]);
	return join(folder, 'package');
}
