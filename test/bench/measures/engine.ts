import { runChild } from '../builtParts.ts';
import type { EngineOrder, EngineReport } from '../children/runInEngine.ts';
import type { BenchContext } from '../context.ts';

/** Runs one party on n8n's engine in a process of its own. */
export async function runInEngine(
	{ parts, sandbox }: BenchContext,
	order: Omit<EngineOrder, 'packageFolder' | 'credential'>,
): Promise<EngineReport> {
	const whole: EngineOrder = {
		...order,
		packageFolder: parts.packageFolder,
		credential: sandbox.credential,
	};
	return await runChild<EngineReport>(parts, parts.engineScript, JSON.stringify(whole));
}
