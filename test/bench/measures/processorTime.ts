import type { RunCounts } from '../children/runCounts.ts';
import { runFloor } from '../context.ts';
import type { BenchContext } from '../context.ts';
import { atMost } from '../findings.ts';
import type { Findings, Line } from '../findings.ts';
import { makeMemoryFolder } from '../memoryFolder.ts';
import { repeat } from '../repeat.ts';
import { readPeerCodes } from '../rig.ts';
import { median } from '../statistics.ts';
import { runInEngine } from './engine.ts';

const CONCURRENCY = 8;
const TEXT_BOUND_MS = 2;
const IMAGES_BOUND_SHARE = 0.25;

const IMAGE_PAGES = 12;
/** 5 MB of images are a third more as Base64, and the text of the report is beside them. */
const IMAGES_REPLY_BYTES = 7_000_000;

/** How many documents are sent, and how often. */
interface CpuOrder extends RunCounts {
	title: string;
	withImages: boolean;
	shareOfDocuments: number;
}

const TEXT: CpuOrder = {
	title: 'CPU, text-only report',
	withImages: false,
	shareOfDocuments: 1,
	warmUpRuns: 8,
	measuredRuns: 3,
};
/** A reply with images is a thousand times as long, so fewer are enough. */
const IMAGES: CpuOrder = {
	title: 'CPU, 12 pages with 5 MB of images',
	withImages: true,
	shareOfDocuments: 0.4,
	warmUpRuns: 2,
	measuredRuns: 1,
};

interface CpuTurn {
	ours: number;
	peer: number;
	floor: number;
}

async function takeTurn(
	context: BenchContext,
	count: number,
	{ withImages, warmUpRuns, measuredRuns }: CpuOrder,
	storage: string | undefined,
): Promise<CpuTurn> {
	const { files } = await context.store.take(count);
	const documents = { files: [...files], warmUpRuns, measuredRuns };
	const order = { concurrency: CONCURRENCY, withImages, storage, documents };
	const floor = await runFloor(context, {
		...{ documents: count, concurrency: CONCURRENCY, withImages, memoryFolder: storage },
		...{ warmUpRuns, measuredRuns },
	});
	const ours = await runInEngine(context, { ...order, party: 'ours' });
	const codes = await readPeerCodes();
	const peer = await runInEngine(context, { ...order, codes, party: 'peer' });
	return { floor: floor.cpuMs, ours: ours.cpuMs, peer: peer.cpuMs };
}

async function measure(context: BenchContext, order: CpuOrder): Promise<Line> {
	const { scale, sandbox } = context;
	const documents = Math.ceil(scale.cpuDocuments * order.shareOfDocuments);
	await sandbox.control('reset');
	const images = { imagePages: IMAGE_PAGES, padImagesToBytes: IMAGES_REPLY_BYTES };
	await sandbox.control('config', { latencyMs: 0, ...(order.withImages && images) });
	const folder = await makeMemoryFolder();
	const turns = await repeat(scale.processes, async () => {
		context.tell(order.title);
		return await takeTurn(context, documents, order, folder?.path);
	});
	await folder?.remove();
	return {
		measure: order.title,
		unit: 'ms per document',
		better: 'less',
		ours: turns.map(({ ours }) => ours),
		peer: turns.map(({ peer }) => peer),
		floor: turns.map(({ floor }) => floor),
	};
}

/** How far ours is above the floor, by the medians, ms. */
const aboveFloor = ({ ours, floor = [] }: Line): number => median(ours) - median(floor);

/** CPU time per document: ours, the HTTP Request node with its Code nodes, and the floor. */
export async function measureProcessorTime(context: BenchContext): Promise<Findings> {
	const text = await measure(context, TEXT);
	const images = await measure(context, IMAGES);
	return {
		lines: [
			{ ...text, remark: 'peer: its Code nodes as plain functions in the same process' },
			{ ...images, remark: 'ours also decodes the images and stores them as files' },
		],
		bounds: [
			atMost('CPU above the floor, text-only report', aboveFloor(text), TEXT_BOUND_MS, ' ms'),
			atMost(
				'CPU above the floor / floor, 5 MB of images',
				aboveFloor(images) / median(images.floor ?? []),
				IMAGES_BOUND_SHARE,
			),
		],
	};
}
