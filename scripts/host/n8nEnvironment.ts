import getPort from 'get-port';
import type { N8nVersion } from './installHost.ts';

/** What an instance needs to know about its place. */
export interface InstancePlace {
	version: N8nVersion;
	userFolder: string;
	/** Folders besides the user folder that nodes may read files from. */
	readableFolders?: readonly string[];
	port: number;
	/** Added to the environment. */
	env?: Record<string, string>;
}

/** Nothing may go out from here, and nothing may listen on other addresses. */
const QUIET_AND_LOCAL: Record<string, string> = {
	N8N_LISTEN_ADDRESS: '127.0.0.1',
	N8N_HOST: '127.0.0.1',
	N8N_RUNNERS_BROKER_LISTEN_ADDRESS: '127.0.0.1',
	N8N_WORKER_SERVER_ADDRESS: '127.0.0.1',
	N8N_DIAGNOSTICS_ENABLED: 'false',
	N8N_DIAGNOSTICS_CONFIG_FRONTEND: '',
	N8N_DIAGNOSTICS_CONFIG_BACKEND: '',
	N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_WHATS_NEW_ENABLED: 'false',
	N8N_DYNAMIC_BANNERS_ENABLED: 'false',
	N8N_TEMPLATES_ENABLED: 'false',
	N8N_HIRING_BANNER_ENABLED: 'false',
	N8N_PERSONALIZATION_ENABLED: 'false',
	N8N_LICENSE_AUTO_RENEW_ENABLED: 'false',
	N8N_VERIFIED_PACKAGES_ENABLED: 'false',
	N8N_UNVERIFIED_PACKAGES_ENABLED: 'true',
	N8N_PYTHON_ENABLED: 'false',
	N8N_RUNNERS_TASK_TIMEOUT: '300',
	N8N_SECURE_COOKIE: 'false',
	N8N_LOG_LEVEL: 'info',
	N8N_LOG_OUTPUT: 'console',
	NO_COLOR: '1',
	GENERIC_TIMEZONE: 'Asia/Ho_Chi_Minh',
};

const OF_VERSION: Record<N8nVersion, Record<string, string>> = {
	// The list of MCP servers would be fetched from n8n at every start.
	'2.41.1': { N8N_DISABLED_MODULES: 'mcp-registry' },
	'1.123.81': { N8N_RUNNERS_ENABLED: 'true' },
};

/** The environment of an n8n that stays on this machine, in its own folder and on its own ports. */
export const n8nEnvironment = async ({
	version,
	userFolder,
	readableFolders = [],
	port,
	env,
}: InstancePlace): Promise<Record<string, string>> => ({
	...QUIET_AND_LOCAL,
	...OF_VERSION[version],
	N8N_USER_FOLDER: userFolder,
	N8N_RESTRICT_FILE_ACCESS_TO: [userFolder, ...readableFolders].join(';'),
	N8N_PORT: String(port),
	// Where the task runner, which runs Code nodes, reports to n8n.
	N8N_RUNNERS_BROKER_PORT: String(await getPort({ host: '127.0.0.1' })),
	// Of a worker; it has no port of its own otherwise.
	QUEUE_HEALTH_CHECK_ACTIVE: 'true',
	QUEUE_HEALTH_CHECK_PORT: String(port),
	...env,
});
