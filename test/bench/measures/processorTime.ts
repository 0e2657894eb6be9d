import { repeat, runFloor } from '../context.ts';
import type { BenchContext } from '../context.ts';
import { atMost } from '../findings.ts';
import type { Findings, Line } from '../findings.ts';
import { findMemoryFolder } from '../memoryFolder.ts';
import { readPeerCodes } from '../rig.ts';
import { median } from '../statistics.ts';
import { runInEngine } from './engine.ts';

const CONCURRENCY = 8;
const TEXT_BOUND_MS = 2;
const IMAGES_BOUND_SHARE = 0.25;

const IMAGE_PAGES = 12;
/** 5 MB of images are a third more as Base64, and the text of the report is beside them. */
const IMAGES_REPLY_BYTES = 7_000_000;
/** A reply with images is a thousand times as long, so fewer are enough. */
const IMAGES_SHARE_OF_DOCUMENTS = 5;

interface CpuTurn {
	ours: number;
	peer: number;
	floor: number;
}

async function takeTurn(
	context: BenchContext,
	documents: number,
	withImages: boolean,
): Promise<CpuTurn> {
	const { files } = await context.store.take(documents);
	const storage = await findMemoryFolder();
	const order = { concurrency: CONCURRENCY, withImages, storage, documents: { files: [...files] } };
	const floor = await runFloor(context, { documents, concurrency: CONCURRENCY, withImages });
	const ours = await runInEngine(context, { ...order, party: 'ours' });
	const codes = await readPeerCodes();
	const peer = await runInEngine(context, { ...order, codes, party: 'peer' });
	return { floor: floor.cpuMs, ours: ours.cpuMs, peer: peer.cpuMs };
}

async function measure(
	context: BenchContext,
	measureName: string,
	withImages: boolean,
): Promise<Line> {
	const { scale, sandbox } = context;
	const documents = withImages
		? Math.ceil(scale.cpuDocuments / IMAGES_SHARE_OF_DOCUMENTS)
		: scale.cpuDocuments;
	await sandbox.control('reset');
	const images = { imagePages: IMAGE_PAGES, padImagesToBytes: IMAGES_REPLY_BYTES };
	await sandbox.control('config', { latencyMs: 0, ...(withImages && images) });
	const turns = await repeat(scale.processes, async () => {
		context.tell(measureName);
		return await takeTurn(context, documents, withImages);
	});
	return {
		measure: measureName,
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
	const text = await measure(context, 'CPU, text-only report', false);
	const images = await measure(context, 'CPU, 12 pages with 5 MB of images', true);
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
