import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import type { IDataObject } from 'n8n-workflow';
import getPort from 'get-port';
import { runCommand } from '../../scripts/host/runCommand.ts';
import { superviseProcess } from '../../scripts/host/superviseProcess.ts';
import { makeTemporaryFolder } from '../../scripts/host/temporaryFolder.ts';
import { requireProgram } from './debianPackage.ts';

/** A mail program may take 15 seconds until it waits for mail. */
const READY_TIMEOUT_MS = 60_000;
const POLL_MS = 200;
const MAILBOX_USER = 'reports@bank.example';

/** A mail server of one's own on 127.0.0.1 with one mailbox. */
export interface Dovecot {
	/** The fields of n8n's `imap` credential. */
	readonly credential: IDataObject;
	/** Puts messages into the inbox as new mail, in this order. */
	deliver(...messages: readonly Buffer[]): Promise<void>;
	/** Resolves when a mail program has opened the inbox and waits for new mail. */
	waitForReader(): Promise<void>;
	/** How many messages of the inbox nobody has read yet. */
	countUnread(): Promise<number>;
	stop(): Promise<void>;
}

/** Started by root, Dovecot gives up its rights; started by a user, it needs no other user. */
async function readUserSettings(): Promise<string[]> {
	if (process.getuid?.() === 0) return ['mail_uid = nobody', 'mail_gid = nogroup'];
	const user = (await runCommand('id', ['-un'])).trim();
	const group = (await runCommand('id', ['-gn'])).trim();
	return [
		`default_internal_user = ${user}`,
		`default_internal_group = ${group}`,
		`default_login_user = ${user}`,
		`mail_uid = ${user}`,
		`mail_gid = ${group}`,
		'service anvil {\n  chroot =\n}',
		'service stats {\n  chroot =\n}',
	];
}

const buildConfiguration = (
	folder: string,
	port: number,
	password: string,
	userSettings: readonly string[],
): string =>
	[
		'protocols = imap',
		'listen = 127.0.0.1',
		'ssl = no',
		'disable_plaintext_auth = no',
		`base_dir = ${folder}/run`,
		`state_dir = ${folder}/run`,
		'log_path = /dev/stderr',
		// The list of processes then says what each conversation is doing.
		'verbose_proctitle = yes',
		`mail_location = maildir:${folder}/mail`,
		'first_valid_uid = 1',
		...userSettings,
		`service imap-login {\n  chroot =\n  inet_listener imap {\n    port = ${port}\n  }`,
		'  inet_listener imaps {\n    port = 0\n  }\n}',
		`passdb {\n  driver = static\n  args = password=${password}\n}`,
		`userdb {\n  driver = static\n  args = home=${folder}/mail\n}`,
		'',
	].join('\n');

/** One conversation with the server: a command, and the lines of its answer. */
class ImapSession {
	private readonly socket: Socket;
	private readonly lines: AsyncIterator<string>;
	private count = 0;

	private constructor(socket: Socket) {
		this.socket = socket;
		this.lines = createInterface({ input: socket })[Symbol.asyncIterator]();
	}

	static async open(port: number): Promise<ImapSession> {
		const socket = connect(port, '127.0.0.1');
		await once(socket, 'connect');
		const session = new ImapSession(socket);
		await session.lines.next();
		return session;
	}

	async run(command: string, literal?: Buffer): Promise<string[]> {
		const tag = `a${++this.count}`;
		this.socket.write(literal === undefined ? `${tag} ${command}\r\n` : `${tag} ${command} `);
		// A literal that the server need not ask for (RFC 7888).
		if (literal !== undefined) this.socket.write(`{${literal.length}+}\r\n`);
		if (literal !== undefined) this.socket.write(Buffer.concat([literal, Buffer.from('\r\n')]));
		const answer: string[] = [];
		for (;;) {
			const { value, done } = await this.lines.next();
			if (done === true) throw new Error(`The mail server hung up at "${command}"`);
			answer.push(value);
			if (value.startsWith(`${tag} OK`)) return answer;
			if (value.startsWith(`${tag} `)) throw new Error(`"${command}" was answered: ${value}`);
		}
	}

	close(): void {
		this.socket.destroy();
	}
}

async function withInbox<T>(
	port: number,
	password: string,
	work: (session: ImapSession) => Promise<T>,
): Promise<T> {
	const session = await ImapSession.open(port);
	try {
		await session.run(`LOGIN ${MAILBOX_USER} ${password}`);
		return await work(session);
	} finally {
		session.close();
	}
}

async function countUnread(session: ImapSession): Promise<number> {
	const answer = await session.run('STATUS INBOX (UNSEEN)');
	return Number(/UNSEEN (\d+)/.exec(answer.join('\n'))?.[1]);
}

/** A mail program that waits for mail is in the command IDLE. */
async function hasReader(groupLeader: number): Promise<boolean> {
	const processes = await runCommand('ps', ['-eo', 'pgid=,args=']);
	const own = processes.split('\n').filter((line) => line.trim().startsWith(`${groupLeader} `));
	return own.some((line) => /dovecot\/imap \[.* IDLE/.test(line));
}

async function until(isTrue: () => Promise<boolean>, complaint: () => string): Promise<void> {
	const deadline = Date.now() + READY_TIMEOUT_MS;
	while (!(await isTrue())) {
		if (Date.now() > deadline) throw new Error(complaint());
		await delay(POLL_MS);
	}
}

/** Starts Dovecot in a temporary folder and resolves when it takes logins. */
export async function startDovecot(): Promise<Dovecot> {
	const program = requireProgram({ program: 'dovecot', debianPackage: 'dovecot-imapd' });
	const folder = await makeTemporaryFolder('dovecot');
	const password = randomUUID();
	const port = await getPort({ host: '127.0.0.1' });
	const configuration = join(folder.path, 'dovecot.conf');
	// Its processes run as users of their own and share this folder.
	await chmod(folder.path, 0o755);
	await mkdir(join(folder.path, 'mail'));
	await chmod(join(folder.path, 'mail'), 0o777);
	const settings = buildConfiguration(folder.path, port, password, await readUserSettings());
	await writeFile(configuration, settings);
	const server = superviseProcess(program, ['-F', '-c', configuration], {
		cwd: folder.path,
		// As n8n in the tests: it asks for mail since today, and each counts days in its own zone.
		env: { TZ: 'Asia/Ho_Chi_Minh' },
		graceMs: 3000,
		removeFolder: folder.path,
	});
	const stop = async () => {
		await server.stop();
		await folder.remove();
	};
	const answers = async () =>
		await withInbox(port, password, countUnread).then(Number.isFinite, () => false);
	try {
		await until(answers, () => `Dovecot did not become ready:\n${server.lastLines()}`);
	} catch (error) {
		await stop();
		throw error;
	}
	return {
		credential: {
			user: MAILBOX_USER,
			password,
			host: '127.0.0.1',
			port,
			secure: false,
			allowUnauthorizedCerts: false,
		},
		deliver: async (...messages) =>
			await withInbox(port, password, async (session) => {
				for (const message of messages) await session.run('APPEND INBOX', message);
			}),
		waitForReader: async () =>
			await until(
				async () => await hasReader(server.pid),
				() => `Nobody waits for mail:\n${server.lastLines()}`,
			),
		countUnread: async () => await withInbox(port, password, countUnread),
		stop,
	};
}
