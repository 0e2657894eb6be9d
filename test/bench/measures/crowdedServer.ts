import type { IDataObject, INode } from 'n8n-workflow';
import type { BenchContext } from '../context.ts';
import type { Bound, Findings, Line } from '../findings.ts';
import type { WorkflowRun } from '../rig.ts';

const ALLOWED_IN_FLIGHT = 8;
const OUR_CONCURRENCY = 16;

/** A way to build it with the HTTP Request node. */
interface PeerVariant {
	name: string;
	options: IDataObject;
	changes: Partial<INode>;
}

const GO_ON: Partial<INode> = { onError: 'continueRegularOutput' };
const batching = (batchSize: number, batchInterval: number): IDataObject => ({
	batching: { batch: { batchSize, batchInterval } },
});

function listVariants(latencyMs: number): PeerVariant[] {
	const retry = { ...GO_ON, retryOnFail: true, maxTries: 5, waitBetweenTries: 1000 };
	return [
		{ name: 'as it is', options: {}, changes: GO_ON },
		{ name: 'Retry On Fail', options: {}, changes: retry },
		{
			name: `batches of ${ALLOWED_IN_FLIGHT} every ${latencyMs} ms`,
			options: batching(ALLOWED_IN_FLIGHT, latencyMs),
			changes: GO_ON,
		},
		{
			name: `batches of ${ALLOWED_IN_FLIGHT} every ${latencyMs} ms and Retry On Fail`,
			options: batching(ALLOWED_IN_FLIGHT, latencyMs),
			changes: retry,
		},
		{
			name: `batches of ${ALLOWED_IN_FLIGHT} every ${latencyMs * 5} ms`,
			options: batching(ALLOWED_IN_FLIGHT, latencyMs * 5),
			changes: GO_ON,
		},
	];
}

const billedTwice = ({ counts }: WorkflowRun): number =>
	Object.values(counts.documents).filter(({ billed }) => billed > 1).length;

function toLines(documents: number, name: string, ours: WorkflowRun, peer: WorkflowRun): Line[] {
	const title = `server takes ${ALLOWED_IN_FLIGHT} at a time, HTTP Request ${name}`;
	return [
		{
			measure: `${title}: extracted of ${documents}`,
			unit: 'documents',
			better: 'more',
			ours: [ours.extracted],
			peer: [peer.extracted],
			remark: `ours in ${ours.nodeMs} ms, peer in ${peer.nodeMs} ms`,
		},
		{
			measure: `${title}: billed but not there, or billed twice`,
			unit: 'documents',
			better: 'less',
			ours: [ours.counts.billed - ours.extracted, billedTwice(ours)],
			peer: [peer.counts.billed - peer.extracted, billedTwice(peer)],
		},
	];
}

function toBounds(documents: number, { extracted, counts }: WorkflowRun): Bound[] {
	const measure = `server takes ${ALLOWED_IN_FLIGHT} at a time, ${OUR_CONCURRENCY} wanted`;
	return [
		{
			measure,
			wanted: `${documents} extracted, ${documents} billed`,
			found: `${extracted} extracted, ${counts.billed} billed`,
			held: extracted === documents && counts.billed === documents,
		},
	];
}

/** A server that bounds the calls in flight and answers 429 beyond. */
export async function measureCrowdedServer(context: BenchContext): Promise<Findings> {
	const { documents, latencyMs } = context.scale;
	const rig = await context.rig();
	const leastMs = (documents / ALLOWED_IN_FLIGHT) * latencyMs;
	const server = { maxInFlight: ALLOWED_IN_FLIGHT };
	context.tell('our node');
	const ours = await rig.runOurs(
		{ documents, leastMs, server, changes: GO_ON },
		{ maxConcurrency: OUR_CONCURRENCY },
	);
	const lines: Line[] = [];
	for (const { name, options, changes } of listVariants(latencyMs)) {
		context.tell(`HTTP Request ${name}`);
		const peer = await rig.runPeer({ documents, leastMs: latencyMs, server, changes }, options);
		lines.push(...toLines(documents, name, ours, peer));
	}
	return { lines, bounds: toBounds(documents, ours) };
}
