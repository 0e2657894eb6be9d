import { stat } from 'node:fs/promises';
import { childScript, runChild } from '../builtParts.ts';
import type { BenchContext } from '../context.ts';
import { atMost } from '../findings.ts';
import type { Findings } from '../findings.ts';
import { repeat } from '../repeat.ts';
import { median } from '../statistics.ts';

const LOAD_BOUND_MS = 20;
const TARBALL_BOUND_KB = 60;
const KILOBYTE = 1000;
/** Loading is short and the first thing that a process does, so it is done more often. */
const TIMES_MORE = 3;

/** What the package costs before it does anything: the time to load it, and its size. */
export async function measureFootprint(context: BenchContext): Promise<Findings> {
	const { scale, parts } = context;
	const loads = await repeat(scale.processes * TIMES_MORE, async () => {
		context.tell('loading the node');
		const script = childScript('loadNode');
		return await runChild<{ oursMs: number; peerMs: number }>(parts, script, parts.packageFolder);
	});
	const ours = loads.map(({ oursMs }) => oursMs);
	const kilobytes = (await stat(parts.tarball)).size / KILOBYTE;
	return {
		lines: [
			{
				measure: 'loading the node in n8n',
				unit: 'ms',
				better: null,
				ours,
				peer: loads.map(({ peerMs }) => peerMs),
				remark: 'peer: the HTTP Request node, without the loader',
			},
			{ measure: 'packed tarball', unit: 'kB', better: 'less', ours: [kilobytes] },
		],
		bounds: [
			atMost('loading the node in n8n', median(ours), LOAD_BOUND_MS, ' ms'),
			atMost('packed tarball', kilobytes, TARBALL_BOUND_KB, ' kB'),
		],
	};
}
