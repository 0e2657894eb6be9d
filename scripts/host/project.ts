import { createHash } from 'node:crypto';
import { delimiter, join, resolve } from 'node:path';

/** A path inside the project; every command of the project runs in its root folder. */
export const projectPath = (...parts: string[]): string => resolve(process.cwd(), ...parts);

/** Node 24 as npm installed it for this project, whatever Node the machine itself has. */
export const node24Path = (): string => projectPath('node_modules', '.bin', 'node');

/**
 * Variables that npm and jest set for what they run. A nested npm in another folder must not see
 * npm's; with jest's, n8n would take itself for a test.
 */
const SET_BY_OUTER_RUNNER =
	/^(npm_(package|lifecycle|config_local_prefix|command|node_execpath).*|INIT_CWD|NODE_ENV|JEST_WORKER_ID)$/;

/**
 * The environment for a child process: Node 24 first in PATH (n8n starts its task runner as plain
 * `node`), nothing of an outer `npm run` or jest, then `extra`.
 */
export function childEnvironment(extra: Record<string, string> = {}): Record<string, string> {
	const inherited = Object.entries(process.env).flatMap(([name, value]): [string, string][] =>
		value === undefined || SET_BY_OUTER_RUNNER.test(name) ? [] : [[name, value]],
	);
	const environment: Record<string, string> = Object.fromEntries(inherited);
	environment['PATH'] = [projectPath('node_modules', '.bin'), environment['PATH'] ?? ''].join(
		delimiter,
	);
	return { ...environment, ...extra };
}

/** SHA-256 in hex of the given texts or bytes, in order. */
export function sha256(...parts: (string | Uint8Array)[]): string {
	const hash = createHash('sha256');
	for (const part of parts) hash.update(part).update('\0');
	return hash.digest('hex');
}

/** The folder that keeps the n8n installs between runs; `N8N_HOST_DIR` puts it elsewhere. */
export const hostsPath = (...parts: string[]): string =>
	join(resolve(process.env['N8N_HOST_DIR'] ?? projectPath('.n8n-host')), ...parts);
