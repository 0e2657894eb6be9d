import { childScript, runChild } from '../builtParts.ts';
import type { EngineReport } from '../children/runInEngine.ts';
import type { SendReport } from '../children/sendOnly.ts';
import type { TurnsOrder, TurnsReport } from '../children/takeTurns.ts';
import { buildFloorOrder } from '../context.ts';
import type { BenchContext } from '../context.ts';
import { atMost } from '../findings.ts';
import type { Findings, Line } from '../findings.ts';
import { makeMemoryFolder } from '../memoryFolder.ts';
import { repeat } from '../repeat.ts';
import { readPeerCodes } from '../rig.ts';
import { median } from '../statistics.ts';
import { buildEngineOrder } from './engine.ts';

const CONCURRENCY = 8;
const TEXT_BOUND_MS = 2;
const IMAGES_BOUND_SHARE = 0.25;

const IMAGE_PAGES = 12;
/** 5 MB of images are a third more as Base64, and the text of the report is beside them. */
const IMAGES_REPLY_BYTES = 7_000_000;

/** How many documents are sent, and how often. */
interface CpuOrder extends Pick<TurnsOrder, 'warmUpRuns' | 'measuredRuns'> {
	title: string;
	withImages: boolean;
	shareOfDocuments: number;
	/** Whether all parties are there at the same time and take turns; otherwise one after the other. */
	byTurns: boolean;
}

const TEXT: CpuOrder = {
	title: 'CPU, text-only report',
	withImages: false,
	shareOfDocuments: 1,
	byTurns: true,
	warmUpRuns: 8,
	measuredRuns: 9,
};
/**
 * A reply with images is a thousand times as long, so fewer are enough. By turns, which take seconds
 * here, ours took half as much again: presumably V8 gives back what an idle process holds.
 */
const IMAGES: CpuOrder = {
	title: 'CPU, 12 pages with 5 MB of images',
	withImages: true,
	shareOfDocuments: 0.4,
	byTurns: false,
	warmUpRuns: 2,
	measuredRuns: 1,
};

type CpuReports = TurnsReport<EngineReport | SendReport>;

/** Floor, ours and the peer, each in a process of its own. */
async function buildParties(
	context: BenchContext,
	documents: number,
	withImages: boolean,
): Promise<TurnsOrder['parties']> {
	const { parts, store } = context;
	const { files } = await store.take(documents);
	const floor = await buildFloorOrder(context, { documents, concurrency: CONCURRENCY, withImages });
	const engine = { concurrency: CONCURRENCY, withImages, documents: { files: [...files] } };
	const ours = buildEngineOrder(context, { ...engine, party: 'ours' });
	const codes = await readPeerCodes();
	const peer = buildEngineOrder(context, { ...engine, codes, party: 'peer' });
	return {
		floor: { script: childScript('sendOnly'), order: JSON.stringify(floor) },
		ours: { script: parts.engineScript, order: JSON.stringify(ours) },
		peer: { script: parts.engineScript, order: JSON.stringify(peer) },
	};
}

const takeTurns = async ({ parts }: BenchContext, order: TurnsOrder): Promise<CpuReports> =>
	await runChild<CpuReports>(parts, childScript('takeTurns'), JSON.stringify(order));

async function runAll(
	context: BenchContext,
	order: TurnsOrder,
	byTurns: boolean,
): Promise<CpuReports> {
	if (byTurns) return await takeTurns(context, order);
	const reports: CpuReports = {};
	for (const [name, party] of Object.entries(order.parties))
		Object.assign(reports, await takeTurns(context, { ...order, parties: { [name]: party } }));
	return reports;
}

async function measure(context: BenchContext, order: CpuOrder): Promise<Line> {
	const { scale, sandbox } = context;
	const { title, withImages, byTurns, shareOfDocuments, ...runs } = order;
	const documents = Math.ceil(scale.cpuDocuments * shareOfDocuments);
	await sandbox.control('reset');
	const images = { imagePages: IMAGE_PAGES, padImagesToBytes: IMAGES_REPLY_BYTES };
	await sandbox.control('config', { latencyMs: 0, ...(withImages && images) });
	const folder = await makeMemoryFolder();
	const parties = await buildParties(context, documents, withImages);
	const turns: TurnsOrder = { parties, ...runs, memoryFolder: folder?.path };
	const reports = await repeat(scale.processes, async () => {
		context.tell(title);
		return await runAll(context, turns, byTurns);
	});
	await folder?.remove();
	const medians = (party: string): number[] =>
		reports.map((report) => median((report[party] ?? []).map(({ cpuMs }) => cpuMs)));
	return {
		measure: title,
		unit: 'ms per document',
		better: 'less',
		ours: medians('ours'),
		peer: medians('peer'),
		floor: medians('floor'),
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
