import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';

/** How the server is to run. */
export interface Settings {
	/** 0 = any free port of 127.0.0.1. */
	readonly port: number;
	readonly apiKey: string;
	readonly apiSecret: string;
	/** Documents that are read at the same time; as many threads read letters. */
	readonly workers: number;
	/** Pages a document may have. */
	readonly maxPages: number;
	/** Bytes a document may have, after base64 is undone. */
	readonly maxBytes: number;
	/** Longest time to read one document, milliseconds, not counting its wait in the queue. */
	readonly timeoutMs: number;
	/** Hosts that documents may be fetched from, in lower case; empty: this machine only. */
	readonly allowedHosts: readonly string[];
	/** End when standard input ends, which it does with the process that opened it. */
	readonly exitWithParent: boolean;
}

/** What `--help` prints. */
export const USAGE = `Usage: cic-report-reader [flags]

Reads CIC credit reports on this machine and answers like the credit_report API.
Listens on 127.0.0.1 and prints {"url","apiKey","apiSecret"} as one line when it is ready.

  --port N            port to listen on (any free one)
  --api-key TEXT      key that callers must send (READER_API_KEY, else a random one)
  --api-secret TEXT   secret that callers must send (READER_API_SECRET, else a random one)
  --workers N         documents that are read at the same time (2)
  --max-pages N       pages a document may have (20)
  --max-bytes N       bytes a document may have (${50 * 1024 ** 2})
  --timeout SECONDS   longest time to read one document (300)
  --allow-hosts A,B   hosts that documents may be fetched from by URL (this machine only)
  --exit-with-parent  end when standard input ends
  --help              print this
`;

/** A command line that cannot be followed; the message is for the person who wrote it. */
export class FlagError extends Error {
	override readonly name = 'FlagError';
}

function toWholeNumber(flag: string, text: string, lowest: number, highest: number): number {
	const number = /^\d+$/.test(text) ? Number(text) : Number.NaN;
	if (number >= lowest && number <= highest) return number;
	throw new FlagError(`--${flag} needs a whole number from ${lowest} to ${highest}, not "${text}"`);
}

function toCredential(
	flag: string,
	given: string | undefined,
	variable: string | undefined,
): string {
	const text = given ?? variable ?? randomBytes(18).toString('base64url');
	if (/^[\x21-\x7e]+$/.test(text) && !(flag === 'api-key' && text.includes(':'))) return text;
	const exception = flag === 'api-key' ? ', without a colon' : '';
	throw new FlagError(`--${flag} needs visible ASCII characters${exception}`);
}

/** `https://Files.Example.com/` and `files.example.com` are the same host to whoever types it. */
function toHosts(list: string): string[] {
	const names = list.split(',').map((name) => name.trim());
	return names.map((name) => {
		const url = URL.parse(name.includes('://') ? name : `http://${name}`);
		if (url !== null && url.port === '' && url.pathname === '/') return url.hostname;
		throw new FlagError(`--allow-hosts needs host names between commas, without ports: "${name}"`);
	});
}

function readFlags(commandLine: readonly string[]) {
	const text = { type: 'string' } as const;
	const flag = { type: 'boolean', default: false } as const;
	try {
		return parseArgs({
			args: [...commandLine],
			options: {
				port: { ...text, default: '0' },
				'api-key': text,
				'api-secret': text,
				workers: { ...text, default: '2' },
				'max-pages': { ...text, default: '20' },
				'max-bytes': { ...text, default: String(50 * 1024 ** 2) },
				timeout: { ...text, default: '300' },
				'allow-hosts': text,
				'exit-with-parent': flag,
				help: flag,
			},
		}).values;
	} catch (error) {
		throw new FlagError(error instanceof Error ? error.message : String(error));
	}
}

/**
 * Reads the command line.
 *
 * @param environment where key and secret may stand instead, so that no list of processes shows them
 * @returns null when help is asked for
 * @throws FlagError
 */
export function parseFlags(
	commandLine: readonly string[],
	environment: Readonly<Record<string, string | undefined>>,
): Settings | null {
	const flags = readFlags(commandLine);
	if (flags.help) return null;
	const hosts = flags['allow-hosts'];
	return {
		port: toWholeNumber('port', flags.port, 0, 65_535),
		apiKey: toCredential('api-key', flags['api-key'], environment['READER_API_KEY']),
		apiSecret: toCredential('api-secret', flags['api-secret'], environment['READER_API_SECRET']),
		workers: toWholeNumber('workers', flags.workers, 1, 64),
		maxPages: toWholeNumber('max-pages', flags['max-pages'], 1, 10_000),
		maxBytes: toWholeNumber('max-bytes', flags['max-bytes'], 1, 1024 ** 3),
		timeoutMs: toWholeNumber('timeout', flags.timeout, 1, 86_400) * 1000,
		allowedHosts: hosts === undefined ? [] : toHosts(hosts),
		exitWithParent: flags['exit-with-parent'],
	};
}
