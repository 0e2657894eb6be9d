import { existsSync, readdirSync } from 'node:fs';
import { chmod, chown, mkdir, writeFile } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { IDataObject } from 'n8n-workflow';
import { execa } from 'execa';
import getPort from 'get-port';
import { runCommand } from '../../scripts/host/runCommand.ts';
import { superviseProcess } from '../../scripts/host/superviseProcess.ts';
import type { SupervisedProcess } from '../../scripts/host/superviseProcess.ts';
import { makeTemporaryFolder } from '../../scripts/host/temporaryFolder.ts';
import { requireProgram } from './debianPackage.ts';

const VERSIONS_FOLDER = '/usr/lib/postgresql';
const READY_TIMEOUT_MS = 30_000;
const POLL_MS = 200;
/** PostgreSQL refuses to run as root; Debian's package creates this user. */
const SERVER_USER = 'postgres';
const OWNER = 'n8n';

/** Nothing here has to survive a power cut. */
const FAST_SETTINGS = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'];

/** A PostgreSQL of one's own on 127.0.0.1, with an empty data folder. */
export interface Postgres {
	readonly port: number;
	readonly user: string;
	readonly password: string;
	/** Creates an empty database. */
	createDatabase(name: string): Promise<void>;
	/** Runs statements that give no rows, such as the text of a `.sql` file. */
	execute(database: string, sql: string): Promise<void>;
	/** The rows of one `select`, as JSON makes them. */
	query<T = IDataObject>(database: string, select: string): Promise<T[]>;
	/** The fields of n8n's `postgres` credential for one of its databases. */
	credential(database: string): IDataObject;
	stop(): Promise<void>;
}

/** The folder of the newest installed server's programs; psql and initdb are not in PATH. */
function newestBinaries(): string {
	if (!existsSync(VERSIONS_FOLDER)) return VERSIONS_FOLDER;
	const [newest = ''] = readdirSync(VERSIONS_FOLDER).sort((a, b) => Number(b) - Number(a));
	return join(VERSIONS_FOLDER, newest, 'bin');
}

function findBinaries(): string {
	requireProgram({ program: VERSIONS_FOLDER, debianPackage: 'postgresql' });
	return newestBinaries();
}

/** How to run a command as the user of the server: unchanged unless we are root. */
function asServerUser(command: string, commandArguments: readonly string[]): [string, string[]] {
	if (process.getuid?.() !== 0) return [command, [...commandArguments]];
	const identity = [`--reuid=${SERVER_USER}`, `--regid=${SERVER_USER}`, '--init-groups'];
	return ['setpriv', [...identity, command, ...commandArguments]];
}

async function giveToServerUser(...paths: string[]): Promise<void> {
	if (process.getuid?.() !== 0) return;
	const idOf = async (flag: string) => Number(await runCommand('id', [flag, SERVER_USER]));
	const [uid, gid] = [await idOf('-u'), await idOf('-g')];
	for (const path of paths) await chown(path, uid, gid);
}

async function createCluster(binaries: string, folder: string, password: string): Promise<string> {
	const data = join(folder, 'data');
	const passwordFile = join(folder, 'password');
	await mkdir(data);
	await writeFile(passwordFile, password, { mode: 0o600 });
	await chmod(data, 0o700);
	await giveToServerUser(folder, data, passwordFile);
	const flags = ['--pgdata', data, '--username', OWNER, '--pwfile', passwordFile];
	const settings = ['--auth=scram-sha-256', '--encoding=UTF8', '--locale=C.UTF-8', '--no-sync'];
	const [command, rest] = asServerUser(join(binaries, 'initdb'), [...flags, ...settings]);
	await runCommand(command, rest, { cwd: folder, timeoutMs: READY_TIMEOUT_MS });
	return data;
}

function launch(binaries: string, data: string, port: number): SupervisedProcess {
	const place = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', `port=${port}`];
	const settings = [...place, ...FAST_SETTINGS].flatMap((setting) => ['-c', setting]);
	const [command, rest] = asServerUser(join(binaries, 'postgres'), ['-D', data, ...settings]);
	return superviseProcess(command, rest, {
		cwd: data,
		graceMs: 2000,
		removeFolder: dirname(data),
	});
}

/** Runs SQL by psql and gives what it prints: bare values, no headings. */
type RunSql = (database: string, sql: string) => Promise<string>;

function makePsql(binaries: string, folder: string, port: number, password: string): RunSql {
	const place = ['--host=127.0.0.1', `--port=${port}`, `--username=${OWNER}`];
	const quiet = ['--no-psqlrc', '--quiet', '--tuples-only', '--no-align'];
	const flags = [...place, ...quiet, '--set=ON_ERROR_STOP=1'];
	const env = { PGPASSWORD: password, PGCLIENTENCODING: 'UTF8' };
	return async (database, sql) => {
		// In a file: what stands in a command line has a limit and shows in lists of processes.
		const file = join(folder, `${randomUUID()}.sql`);
		await writeFile(file, sql);
		const all = [...flags, `--dbname=${database}`, `--file=${file}`];
		return await runCommand(join(binaries, 'psql'), all, { cwd: folder, env });
	};
}

/** Waits until the server takes connections. */
async function waitUntilReady(
	binaries: string,
	port: number,
	server: SupervisedProcess,
): Promise<void> {
	const deadline = Date.now() + READY_TIMEOUT_MS;
	const flags = ['--host=127.0.0.1', `--port=${port}`, '--quiet'];
	while ((await execa(join(binaries, 'pg_isready'), flags, { reject: false })).failed) {
		if (Date.now() > deadline)
			throw new Error(`PostgreSQL did not become ready:\n${server.lastLines()}`);
		await delay(POLL_MS);
	}
}

/** The fields of n8n's `postgres` credential. */
const toCredential = (port: number, password: string, database: string): IDataObject => ({
	host: '127.0.0.1',
	port,
	database,
	user: OWNER,
	password,
	ssl: 'disable',
	allowUnauthorizedCerts: false,
	maxConnections: 20,
	sshTunnel: false,
});

/** Starts PostgreSQL in a temporary folder and resolves when it takes connections. */
export async function startPostgres(): Promise<Postgres> {
	const binaries = findBinaries();
	const folder = await makeTemporaryFolder('postgres');
	const password = randomUUID();
	const port = await getPort({ host: '127.0.0.1' });
	const server = launch(binaries, await createCluster(binaries, folder.path, password), port);
	const stop = async () => {
		await server.stop();
		await folder.remove();
	};
	await waitUntilReady(binaries, port, server).catch(async (error: unknown) => {
		await stop();
		throw error;
	});
	const psql = makePsql(binaries, folder.path, port, password);
	return {
		port,
		user: OWNER,
		password,
		createDatabase: async (name) => void (await psql('postgres', `create database "${name}"`)),
		execute: async (database, sql) => void (await psql(database, sql)),
		async query<T>(database: string, select: string) {
			const wrapped = `select coalesce(json_agg(found), '[]') from (${select}) as found`;
			return JSON.parse(await psql(database, wrapped)) as T[];
		},
		credential: (database) => toCredential(port, password, database),
		stop,
	};
}
