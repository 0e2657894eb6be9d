import { randomUUID } from 'node:crypto';
import { CREDENTIAL_TYPE } from '../../scripts/host/examples.ts';
import { packNode } from '../../scripts/host/packNode.ts';
import { startN8n } from '../../scripts/host/startN8n.ts';
import type { N8nInstance } from '../../scripts/host/startN8n.ts';
import type { CredentialReference } from './buildWorkflow.ts';
import { TEST_OWNER } from './n8n.ts';
import { startSandbox } from './sandbox.ts';
import type { Sandbox } from './sandbox.ts';
import { startPostgres } from './startPostgres.ts';
import type { Postgres } from './startPostgres.ts';
import { startRedis } from './startRedis.ts';
import type { Redis } from './startRedis.ts';

/** The database that n8n keeps its own things in. */
const N8N_DATABASE = 'n8n';

/** The database of the user's own tables. */
export const USER_DATABASE = 'crm';

/** Calls that one worker has in flight at once. */
export const WORKER_CONCURRENCY = 5;

/** An n8n in queue mode as a user would run it, every part of it real. */
export interface QueueModeRig {
	readonly main: N8nInstance;
	readonly workers: readonly N8nInstance[];
	readonly redis: Redis;
	readonly postgres: Postgres;
	readonly sandbox: Sandbox;
	/** The node's credential in n8n. */
	readonly api: CredentialReference;
	/** The credential for the user's own database. */
	readonly database: CredentialReference;
	stop(): Promise<void>;
}

/** A queue that notices a dead worker within seconds; n8n's defaults take up to a minute and a half. */
const FAST_STALL_CHECK = {
	QUEUE_WORKER_LOCK_DURATION: '15000',
	QUEUE_WORKER_LOCK_RENEW_TIME: '3000',
	QUEUE_WORKER_STALLED_INTERVAL: '5000',
};

const queueEnvironment = (postgres: Postgres, redis: Redis): Record<string, string> => ({
	EXECUTIONS_MODE: 'queue',
	QUEUE_BULL_REDIS_HOST: '127.0.0.1',
	QUEUE_BULL_REDIS_PORT: String(redis.port),
	DB_TYPE: 'postgresdb',
	DB_POSTGRESDB_HOST: '127.0.0.1',
	DB_POSTGRESDB_PORT: String(postgres.port),
	DB_POSTGRESDB_DATABASE: N8N_DATABASE,
	DB_POSTGRESDB_USER: postgres.user,
	DB_POSTGRESDB_PASSWORD: postgres.password,
	N8N_ENCRYPTION_KEY: randomUUID(),
	N8N_DEFAULT_BINARY_DATA_MODE: 'database',
	...FAST_STALL_CHECK,
});

async function saveCredentials(
	{ client }: N8nInstance,
	postgres: Postgres,
	sandbox: Sandbox,
): Promise<Pick<QueueModeRig, 'api' | 'database'>> {
	await client.login(TEST_OWNER);
	const save = async (name: string, type: string, data: object) => ({
		id: await client.saveCredential(name, type, { ...data }),
		name,
	});
	return {
		api: await save('Sandbox API', CREDENTIAL_TYPE, sandbox.credential),
		database: await save('CRM', 'postgres', postgres.credential(USER_DATABASE)),
	};
}

/**
 * Starts Redis, PostgreSQL, the sandbox, n8n's main process and two workers. What was started ends
 * again when one of them fails to start.
 */
export async function startQueueMode(sandboxFlags: readonly string[]): Promise<QueueModeRig> {
	const started: { stop(): Promise<void> }[] = [];
	const stop = async () => {
		for (const part of started.reverse()) await part.stop();
	};
	const keep = <T extends { stop(): Promise<void> }>(part: T): T => {
		started.push(part);
		return part;
	};
	try {
		const packed = await packNode();
		keep({ stop: async () => await packed.remove() });
		const sandbox = keep(await startSandbox(sandboxFlags));
		const redis = keep(await startRedis());
		const postgres = keep(await startPostgres());
		for (const name of [N8N_DATABASE, USER_DATABASE]) await postgres.createDatabase(name);
		const common = { tarball: packed.path, env: queueEnvironment(postgres, redis) };
		const main = keep(await startN8n(common));
		const command = ['worker', `--concurrency=${WORKER_CONCURRENCY}`];
		const startWorker = async () => keep(await startN8n({ ...common, command }));
		const workers = await Promise.all([startWorker(), startWorker()]);
		const credentials = await saveCredentials(main, postgres, sandbox);
		return { main, workers, redis, postgres, sandbox, ...credentials, stop };
	} catch (error) {
		await stop();
		throw error;
	}
}
