import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

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

/**
 * The path of a program; `.ci/run` installs in CI what is missing.
 *
 * @throws Error with the command that installs it, when it is missing.
 */
export function requireProgram({ program, debianPackage }: DebianProgram): string {
	const path = findProgram(program);
	if (path !== null) return path;
	throw new Error(
		`This test needs ${program}, which is not installed. ` +
			`On Debian or Ubuntu: sudo apt-get install --no-install-recommends ${debianPackage}`,
	);
}
