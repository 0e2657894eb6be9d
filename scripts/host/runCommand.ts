import { superviseProcess } from './superviseProcess.ts';
import type { ProcessOptions } from './superviseProcess.ts';

/** What a finished command left behind. */
export interface CommandResult {
	exitCode: number;
	/** Both output streams, line by line as they came. */
	output: string;
}

/** Settings of `runCommand`. */
export interface CommandOptions extends ProcessOptions {
	/** Ends the command and fails after this time in milliseconds; no limit when absent. */
	timeoutMs?: number;
	/** Called about once a second while it runs, with the elapsed seconds. */
	onTick?: (elapsedSeconds: number) => void;
}

/** Runs a command to its end, whatever its exit code. */
export async function tryCommand(
	command: string,
	commandArguments: readonly string[],
	options: CommandOptions = {},
): Promise<CommandResult> {
	const { onTick, onLine, timeoutMs, ...processOptions } = options;
	const lines: string[] = [];
	const started = Date.now();
	const child = await superviseProcess(command, commandArguments, {
		...processOptions,
		onLine(line) {
			lines.push(line);
			onLine?.(line);
		},
	});
	const ticker = setInterval(() => onTick?.(Math.round((Date.now() - started) / 1000)), 1000);
	const limit =
		timeoutMs === undefined ? undefined : setTimeout(() => void child.stop(), timeoutMs);
	const exitCode = await child.exited;
	clearInterval(ticker);
	clearTimeout(limit);
	return { exitCode, output: lines.join('\n') };
}

/**
 * Runs a command to its end and returns both its output streams.
 *
 * @throws Error with the command and its last lines when the exit code is not 0.
 */
export async function runCommand(
	command: string,
	commandArguments: readonly string[],
	options: CommandOptions = {},
): Promise<string> {
	const { exitCode, output } = await tryCommand(command, commandArguments, options);
	if (exitCode === 0) return output;
	const shown = [command, ...commandArguments].join(' ');
	const tail = output.split('\n').slice(-40).join('\n');
	throw new Error(`"${shown}" ended with exit code ${exitCode}:\n${tail}`);
}
