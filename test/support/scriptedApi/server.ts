import { parseArgs } from 'node:util';
import { startSandbox } from './startSandbox.ts';
import type { SandboxOptions } from './startSandbox.ts';

/** Reads a number from the command line, or leaves the setting out. */
function numberFlag(name: string, text: string | undefined): number | undefined {
	if (text === undefined) return undefined;
	const number = Number(text);
	if (!Number.isFinite(number)) throw new Error(`--${name} needs a number`);
	return number;
}

function readFlags(): SandboxOptions & { exitWithParent: boolean } {
	const { values } = parseArgs({
		options: {
			port: { type: 'string', default: '0' },
			'unknown-as': { type: 'string' },
			latency: { type: 'string' },
			'max-in-flight': { type: 'string' },
			'api-key': { type: 'string' },
			'api-secret': { type: 'string' },
			'exit-with-parent': { type: 'boolean', default: false },
		},
	});
	const latencyMs = numberFlag('latency', values.latency);
	const maxInFlight = numberFlag('max-in-flight', values['max-in-flight']);
	return {
		port: numberFlag('port', values.port) ?? 0,
		exitWithParent: values['exit-with-parent'],
		settings: {
			unknownAs: values['unknown-as'] ?? null,
			...(latencyMs === undefined ? {} : { latencyMs }),
			...(maxInFlight === undefined ? {} : { maxInFlight }),
			...(values['api-key'] === undefined ? {} : { apiKey: values['api-key'] }),
			...(values['api-secret'] === undefined ? {} : { apiSecret: values['api-secret'] }),
		},
	};
}

const flags = readFlags();
const { close, ...ready } = await startSandbox(flags);
const stop = (): void => void close().finally(() => process.exit(0));
process.once('SIGTERM', stop);
process.once('SIGINT', stop);
if (flags.exitWithParent) process.stdin.on('end', stop).resume();
process.stdout.write(`${JSON.stringify(ready)}\n`);
process.stderr.write(`sandbox: listening on ${ready.url}\n`);
