import type { BenchContext } from '../context.ts';
import { atMost } from '../findings.ts';
import type { Bound, Findings, Line } from '../findings.ts';
import { repeat } from '../repeat.ts';
import { median } from '../statistics.ts';
import { runInEngine } from './engine.ts';

const MEGABYTE = 1024 * 1024;
const BOUND_UPLOAD_MEGABYTES = 100;
const BOUND_MEGABYTES = 40;
const LARGE_REPLY_BYTES = 20_000_000;
/** Linux counts resident pages of 4 kB in batches of 32 a processor, and the usual machine has two. */
const RESOLUTION_MEGABYTES = 0.25;

async function measure(
	context: BenchContext,
	title: string,
	megabytes: number,
	withImages: boolean,
): Promise<Line> {
	const added = async (party: 'ours' | 'peer'): Promise<number> => {
		const documents = { megabytes };
		const report = await runInEngine(context, { party, concurrency: 1, withImages, documents });
		return report.addedBytes / MEGABYTE;
	};
	context.tell(title);
	const turns = await repeat(context.scale.processes, async () => ({
		ours: await added('ours'),
		peer: await added('peer'),
	}));
	return {
		measure: title,
		unit: 'MB',
		better: 'less',
		ours: turns.map(({ ours }) => ours),
		peer: turns.map(({ peer }) => peer),
		resolution: RESOLUTION_MEGABYTES,
	};
}

function toBounds({ measure: title, ours, peer = [] }: Line): Bound[] {
	return [
		atMost(title, median(ours), BOUND_MEGABYTES, ' MB'),
		atMost(`${title} / HTTP Request node`, median(ours) / median(peer), 1),
	];
}

/** What one call adds to the peak memory of the process, the file being in filesystem storage. */
export async function measurePeakMemory(context: BenchContext): Promise<Findings> {
	const { scale, sandbox } = context;
	await sandbox.control('reset');
	await sandbox.control('config', { latencyMs: 0 });
	const lines: Line[] = [];
	for (const megabytes of scale.uploadMegabytes)
		lines.push(await measure(context, `peak memory, upload of ${megabytes} MB`, megabytes, false));
	await sandbox.control('config', { imagePages: 12, padImagesToBytes: LARGE_REPLY_BYTES });
	const reply = await measure(context, 'peak memory, reply of 20 MB', 1, true);
	const atBound = scale.uploadMegabytes.indexOf(BOUND_UPLOAD_MEGABYTES);
	const bounded = lines[atBound];
	return {
		lines: [...lines, { ...reply, remark: 'ours also stores its images as files' }],
		bounds: bounded ? toBounds(bounded) : [],
	};
}
