import { on } from 'node:events';

/** Runs each time `takeTurns` asks, and answers with what the run reports; ends when it lets go. */
export async function serveRuns(run: () => Promise<object>): Promise<void> {
	for await (const _ of on(process, 'message', { close: ['disconnect'] }))
		process.send?.(await run());
}
