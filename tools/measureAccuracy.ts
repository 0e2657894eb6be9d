import { parseOptions, USAGE } from './accuracy/options.ts';
import type { AccuracyOptions } from './accuracy/options.ts';
import { toPage } from './accuracy/page.ts';
import { runAccuracy } from './accuracy/run.ts';
import { saveAccuracy } from './accuracy/save.ts';

/** Exit codes: of a run that was told to end, of arguments that cannot be used. */
const INTERRUPTED = 130;
const BAD_ARGUMENTS = 2;

/** Told once, the run ends, cleans up and adds up what it has; told twice, it is gone. */
function abortOnSignals(): { signal: AbortSignal; release: () => void } {
	const controller = new AbortController();
	const names = ['SIGINT', 'SIGTERM', 'SIGHUP', 'disconnect'] as const;
	const abort = (): void => {
		release();
		controller.abort();
	};
	const release = (): void => names.forEach((name) => process.off(name, abort));
	names.forEach((name) => process.once(name, abort));
	return { signal: controller.signal, release };
}

async function measure(options: AccuracyOptions): Promise<number> {
	const { signal, release } = abortOnSignals();
	try {
		const result = await runAccuracy(options, { signal, say: (line) => console.error(line) });
		if (result === null) return 1;
		if (result.documents.length > 0) console.log(toPage(options, result));
		if (result.stopped !== null) console.error(`Stopped: ${result.stopped}`);
		else if (options.isSaving) saveAccuracy(options, result);
		if (signal.aborted) return INTERRUPTED;
		return result.stopped === null ? 0 : 1;
	} finally {
		release();
	}
}

async function main(): Promise<number> {
	let options: AccuracyOptions | null;
	try {
		options = parseOptions(process.argv.slice(2));
	} catch (error) {
		console.error(error instanceof Error ? error.message : error);
		return BAD_ARGUMENTS;
	}
	if (options) return await measure(options);
	console.log(USAGE);
	return 0;
}

process.exitCode = await main();
