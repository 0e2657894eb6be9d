#!/usr/bin/env node
import { FlagError, parseFlags, USAGE } from './protocol/parseFlags.ts';
import type { Settings } from './protocol/parseFlags.ts';
import { startServer } from './protocol/startServer.ts';

const log = (line: string): void => void process.stderr.write(`reader: ${line}\n`);

/** Ends with a message for the person who started it. */
function giveUp(message: string, exitCode: number): never {
	log(message);
	process.exit(exitCode);
}

function describe(error: unknown): string {
	if (!(error instanceof Error)) return String(error);
	const isPortTaken = 'code' in error && error.code === 'EADDRINUSE' && 'port' in error;
	return isPortTaken ? `port ${String(error.port)} is in use` : error.message;
}

function readSettings(): Settings {
	try {
		const settings = parseFlags(process.argv.slice(2), process.env);
		if (settings !== null) return settings;
		process.stdout.write(USAGE);
		process.exit(0);
	} catch (error) {
		if (!(error instanceof FlagError)) throw error;
		return giveUp(`${error.message}\nTry --help.`, 2);
	}
}

async function run(settings: Settings): Promise<void> {
	const server = await startServer(settings, log);
	const stop = (): void => void server.close().finally(() => process.exit(0));
	process.once('SIGTERM', stop);
	process.once('SIGINT', stop);
	// Over the channel a parent that is itself a Node notices and is noticed.
	process.once('disconnect', stop);
	if (settings.exitWithParent) process.stdin.once('end', stop).resume();
	const { apiKey, apiSecret } = settings;
	process.stdout.write(`${JSON.stringify({ url: server.url, apiKey, apiSecret })}\n`);
	log(`ready; in n8n's credential, enter ${server.url} as Base URL and the key and secret above`);
}

try {
	await run(readSettings());
} catch (error) {
	giveUp(describe(error), 1);
}
