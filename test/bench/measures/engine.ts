import { runChild } from '../builtParts.ts';
import type { EngineOrder, EngineReport } from '../children/runInEngine.ts';
import type { BenchContext } from '../context.ts';

type PartyOrder = Omit<EngineOrder, 'packageFolder' | 'credential'>;

/** What `runInEngine` is to run against the sandbox. */
export const buildEngineOrder = (
	{ parts, sandbox }: BenchContext,
	order: PartyOrder,
): EngineOrder => ({
	...order,
	packageFolder: parts.packageFolder,
	credential: sandbox.credential,
});

/** Runs one party on n8n's engine in a process of its own. */
export async function runInEngine(context: BenchContext, order: PartyOrder): Promise<EngineReport> {
	const whole = buildEngineOrder(context, order);
	return await runChild(context.parts, context.parts.engineScript, JSON.stringify(whole));
}
