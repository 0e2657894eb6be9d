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
export function childEnvironment(extra: Record<string, string> = {}): NodeJS.ProcessEnv {
	const inherited = Object.entries(process.env).filter(([name]) => !SET_BY_OUTER_RUNNER.test(name));
	const PATH = [projectPath('node_modules', '.bin'), process.env['PATH'] ?? ''].join(delimiter);
	return { ...Object.fromEntries(inherited), PATH, ...extra };
}

/** The folder that keeps the n8n installs between runs; `N8N_HOST_DIR` puts it elsewhere. */
export const hostsPath = (...parts: string[]): string =>
	join(resolve(process.env['N8N_HOST_DIR'] ?? projectPath('.n8n-host')), ...parts);
