import { execa } from 'execa';
import { childEnvironment, projectPath } from './project.ts';

/** Settings of `runCommand`. */
export interface CommandOptions {
	/** Working folder; the project's root when absent. */
	cwd?: string;
	/** Added to `childEnvironment()`. */
	env?: Record<string, string>;
	/** Ends the command and fails after this time in milliseconds; no limit when absent. */
	timeoutMs?: number;
}

/**
 * Runs a command to its end and returns both its output streams as they came.
 *
 * @throws Error with the command and its output when the exit code is not 0.
 */
export async function runCommand(
	command: string,
	commandArguments: readonly string[],
	{ cwd = projectPath(), env, timeoutMs = 0 }: CommandOptions = {},
): Promise<string> {
	const { all } = await execa(command, commandArguments, {
		cwd,
		env: childEnvironment(env),
		extendEnv: false,
		timeout: timeoutMs,
		stdin: 'ignore',
		all: true,
	});
	return all;
}
