import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { runCommand } from '../../scripts/host/runCommand.ts';

const INSTALL_TIMEOUT_MS = 300_000;

/** A program that comes with a Debian package. */
export interface DebianProgram {
	/** Its name in PATH, or its whole path. */
	program: string;
	/** The package that brings it. */
	debianPackage: string;
}

/** Debian keeps servers in folders that an ordinary user's PATH leaves out. */
const SEARCHED_TOO = ['/usr/local/sbin', '/usr/sbin', '/sbin'];

function findProgram(program: string): string | null {
	if (program.startsWith('/')) return existsSync(program) ? program : null;
	const folders = [...(process.env['PATH'] ?? '').split(delimiter), ...SEARCHED_TOO];
	const paths = folders.map((folder) => join(folder, program));
	return paths.find((path) => existsSync(path)) ?? null;
}

const isRoot = (): boolean => process.getuid?.() === 0;

async function installPackage(debianPackage: string): Promise<void> {
	const [command = '', ...rest] = isRoot() ? ['apt-get'] : ['sudo', 'apt-get'];
	const options = { env: { DEBIAN_FRONTEND: 'noninteractive' }, timeoutMs: INSTALL_TIMEOUT_MS };
	await runCommand(command, [...rest, 'update', '-q'], options);
	const flags = ['install', '-q', '-y', '--no-install-recommends'];
	await runCommand(command, [...rest, ...flags, debianPackage], options);
}

/**
 * The path of a program. In CI (`CI=true`) its package is installed when it is missing.
 *
 * @throws Error with the command that installs it, when it is missing elsewhere.
 */
export async function requireProgram({ program, debianPackage }: DebianProgram): Promise<string> {
	if (findProgram(program) === null && process.env['CI'] === 'true')
		await installPackage(debianPackage);
	const path = findProgram(program);
	if (path !== null) return path;
	throw new Error(
		`This test needs ${program}, which is not installed. ` +
			`On Debian or Ubuntu: sudo apt-get install --no-install-recommends ${debianPackage}`,
	);
}
