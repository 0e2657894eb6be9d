import { stopAllProcesses } from './host/superviseProcess.ts';

/** What a command has to end before it leaves, in the order in which it was started. */
export const started: (() => Promise<void>)[] = [];
let leaving: Promise<never> | null = null;

async function endAll(exitCode: number): Promise<never> {
	for (const end of started.splice(0).reverse()) await end().catch(() => undefined);
	// An install or a build that was still going on.
	await stopAllProcesses();
	process.exit(exitCode);
}

/** Ends everything once, whoever asks first, and leaves with that code. */
export async function leave(exitCode: number): Promise<never> {
	leaving ??= endAll(exitCode);
	return await leaving;
}

/** Whether the command is on its way out; failures of what is being ended are then none. */
export const isLeaving = (): boolean => leaving !== null;

/** Leaves when the command is told to, or when the process that started it is gone. */
export function leaveOnSignals(announce: () => void = () => undefined): void {
	const onSignal = (exitCode: number) => {
		announce();
		void leave(exitCode);
	};
	process.once('SIGINT', () => onSignal(130));
	process.once('SIGTERM', () => onSignal(143));
	process.once('SIGHUP', () => onSignal(129));
	process.once('disconnect', () => onSignal(1));
}
