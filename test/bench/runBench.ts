/**
 * The benchmark behind the bounds of the project: `npm run bench`, with `-- --full` for all sizes.
 * Ends with 1 when a bound was missed. See README.md beside it.
 */
import { consoleProgress } from '../../scripts/consoleProgress.ts';
import { isLeaving, leave, leaveOnSignals, started } from '../../scripts/endCommand.ts';
import { CURRENT_N8N, installHost } from '../../scripts/host/installHost.ts';
import { startSandbox } from '../../scripts/host/startSandbox.ts';
import { buildParts } from './builtParts.ts';
import type { BenchContext } from './context.ts';
import { makeDocumentStore } from './documents.ts';
import { isBehind } from './findings.ts';
import type { Findings } from './findings.ts';
import { describeMachine, machineLine } from './machine.ts';
import { measureCrowdedServer } from './measures/crowdedServer.ts';
import { measureFootprint } from './measures/footprint.ts';
import { measurePeakMemory } from './measures/peakMemory.ts';
import { measureProcessorTime } from './measures/processorTime.ts';
import { measureRows } from './measures/rows.ts';
import { measureSideBySide } from './measures/sideBySide.ts';
import { boundLines, printFindings } from './printFindings.ts';
import { startRig } from './rig.ts';
import type { Rig } from './rig.ts';
import { saveResult } from './saveResult.ts';
import { readFlags } from './scale.ts';
import type { Flags } from './scale.ts';

type Measurement = (context: BenchContext) => Promise<Findings>;

/** In this order; the name is for `--only`. Those in processes of their own come before n8n starts. */
const MEASUREMENTS: Readonly<Record<string, readonly [string, Measurement]>> = {
	footprint: ['Loading and size', measureFootprint],
	rows: ['Rows', measureRows],
	cpu: ['CPU time', measureProcessorTime],
	memory: ['Peak memory', measurePeakMemory],
	time: ['Execution time in n8n', measureSideBySide],
	crowd: ['A server with a limit', measureCrowdedServer],
};

async function prepare({ scale }: Flags): Promise<BenchContext> {
	await installHost(CURRENT_N8N, consoleProgress);
	const parts = await consoleProgress.step('Building and packing the node', buildParts);
	started.push(async () => await parts.remove());
	const sandbox = await startSandbox(['--synthesize', '--latency', String(scale.latencyMs)]);
	started.push(async () => await sandbox.stop());
	const store = await makeDocumentStore();
	started.push(async () => await store.remove());
	let rig: Promise<Rig> | null = null;
	const start = async (): Promise<Rig> => {
		const made = await startRig(parts, sandbox, store);
		started.push(async () => await made.stop());
		return made;
	};
	return {
		scale,
		parts,
		sandbox,
		store,
		rig: async () => await (rig ??= start()),
		tell: () => undefined,
	};
}

async function measureAll(context: BenchContext, only: readonly string[]): Promise<Findings> {
	const all: Findings = { lines: [], bounds: [] };
	for (const [name, [title, measure]] of Object.entries(MEASUREMENTS)) {
		if (only.length > 0 && !only.includes(name)) continue;
		const found = await consoleProgress.step(
			title,
			async (tell) => await measure({ ...context, tell }),
		);
		printFindings(found);
		all.lines = all.lines.concat(found.lines);
		all.bounds = all.bounds.concat(found.bounds);
	}
	return all;
}

async function main(): Promise<void> {
	const flags = readFlags();
	const machine = describeMachine();
	console.log(machineLine(machine));
	const { lines, bounds } = await measureAll(await prepare(flags), flags.only);
	const folder = await saveResult({ scale: flags.scale.name, machine, lines, bounds }, flags.save);
	const missed = bounds.filter(({ held }) => !held);
	const behind = lines.filter(isBehind);
	console.log(`\n${boundLines(bounds).join('\n')}`);
	console.log(`\nBehind the peer in ${behind.length} of ${lines.length} rows. Kept in ${folder}`);
	console.log(`${bounds.length - missed.length} bounds held, ${missed.length} missed`);
	await leave(missed.length === 0 ? 0 : 1);
}

leaveOnSignals();
try {
	await main();
} catch (error) {
	if (!isLeaving()) console.error(error instanceof Error ? error.message : error);
	await leave(1);
}
