/**
 * Runs parties in processes of their own that are there at the same time and take turns, one run
 * each: the machine's speed changes from one quarter of a minute to the next, and so meets all alike.
 *
 * Argument: a `TurnsOrder` as JSON. Prints a `TurnsReport` as one JSON line.
 */
import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { repeat } from '../repeat.ts';
import { touchMemory } from './touchMemory.ts';

/** A script that serves runs, and its order as JSON. */
export interface Party {
	script: string;
	order: string;
}

/** Who runs, and how often. */
export interface TurnsOrder {
	parties: Record<string, Party>;
	/** Not measured: V8 compiles meanwhile, as it has long done in an n8n that runs for weeks. */
	warmUpRuns: number;
	measuredRuns: number;
	/** For the temporary files of all: a folder whose files lie in memory, if there is one. */
	memoryFolder?: string | undefined;
}

/** What each party reported of its measured runs, in their order. */
export type TurnsReport<T> = Record<string, T[]>;

const { parties, warmUpRuns, measuredRuns, memoryFolder } = JSON.parse(
	process.argv[2] ?? '{}',
) as TurnsOrder;

function startParty({ script, order }: Party): ChildProcess {
	const env = { ...process.env, ...(memoryFolder !== undefined && { TMPDIR: memoryFolder }) };
	const child = fork(script, [order], { env });
	// Its error is on the output already.
	child.on('exit', (code) => {
		if (code !== 0) process.exit(1);
	});
	return child;
}

async function ask(child: ChildProcess): Promise<object> {
	child.send('run');
	const [report] = (await once(child, 'message')) as [object];
	return report;
}

const children = Object.entries(parties).map(([name, party]) => ({
	name,
	child: startParty(party),
}));
await repeat(warmUpRuns, async () => {
	for (const { child } of children) await ask(child);
});
const reports: TurnsReport<object> = Object.fromEntries(children.map(({ name }) => [name, []]));
await repeat(measuredRuns, async () => {
	for (const { name, child } of children) {
		await touchMemory(memoryFolder);
		reports[name]?.push(await ask(child));
	}
});
for (const { child } of children) child.disconnect();
console.log(JSON.stringify(reports));
