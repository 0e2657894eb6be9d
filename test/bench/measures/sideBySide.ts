import { runFloor } from '../context.ts';
import type { BenchContext } from '../context.ts';
import { atMost } from '../findings.ts';
import type { Findings, Line } from '../findings.ts';
import { TICK_MS } from '../processTimes.ts';
import { repeat } from '../repeat.ts';
import type { Rig, WorkflowRun } from '../rig.ts';
import type { Scale } from '../scale.ts';
import { median } from '../statistics.ts';

/** Concurrency of the bound on efficiency, and how much longer than ideal it may take. */
const BOUND_CONCURRENCY = 8;
const EFFICIENCY_BOUND = 1.05;
/** A longer measurement is not repeated. */
const LONGEST_REPEATED_MS = 10_000;
/**
 * A shorter one is repeated more often, and so is the one with the peer: in every fifth run, V8 collects
 * for 120 ms what the node before has left behind.
 */
const SHORT_MS = 6_000;
const TIMES_MORE = 3;
/** n8n takes the time in whole milliseconds, at the start and at the end. */
const RESOLUTION_MS = 1;

/** An n8n that has just started takes longer for everything, until V8 has compiled it. */
const OUR_WARM_UP_RUNS = 10;
const PEER_WARM_UP_RUNS = 4;
const WARM_UP_CONCURRENCY = 64;

const MINUTE_MS = 60_000;

/** The shortest possible time: the server is always busy with as many calls as allowed. */
const idealMs = (documents: number, concurrency: number, latencyMs: number): number =>
	Math.ceil(documents / concurrency) * latencyMs;

/** How often something is measured that takes so many ms at least. */
function repeatsOf(leastMs: number, { repeats }: Scale): number {
	if (leastMs > LONGEST_REPEATED_MS) return 1;
	return leastMs < SHORT_MS ? repeats * TIMES_MORE : repeats;
}

function checkAll(run: WorkflowRun, documents: number): void {
	const { extracted, counts } = run;
	if (extracted === documents && counts.billed === documents) return;
	throw new Error(`${extracted} extracted and ${counts.billed} billed of ${documents} documents`);
}

/**
 * Runs that are not measured. Whoever is measured has had one of its own right before: it wakes an
 * n8n that has idled while the floor was measured (it gives its memory back meanwhile, and whoever
 * comes first has to get it anew), and nobody follows 200 documents of somebody else.
 */
function unmeasuredRuns(rig: Rig, { documents, latencyMs }: Scale) {
	const order = { documents, leastMs: idealMs(documents, WARM_UP_CONCURRENCY, latencyMs) };
	const options = { maxConcurrency: WARM_UP_CONCURRENCY };
	return {
		ours: async () => await rig.runOurs(order, options),
		peer: async () => await rig.runPeer(order),
	};
}

/** Ours and the floor at one concurrency. */
async function measureAt(
	context: BenchContext,
	documents: number,
	concurrency: number,
): Promise<{ ours: WorkflowRun[]; floor: number[]; ideal: number }> {
	const { scale, sandbox } = context;
	const rig = await context.rig();
	const ideal = idealMs(documents, concurrency, scale.latencyMs);
	const turns = await repeat(repeatsOf(ideal, scale), async () => {
		context.tell(`${documents} documents, ${concurrency} in flight`);
		await sandbox.control('reset');
		const floor = await runFloor(context, { documents, concurrency });
		await unmeasuredRuns(rig, scale).ours();
		const ours = await rig.runOurs({ documents, leastMs: ideal }, { maxConcurrency: concurrency });
		checkAll(ours, documents);
		return { ours, floor: floor.wallMs };
	});
	return {
		ours: turns.map((turn) => turn.ours),
		floor: turns.map((turn) => turn.floor),
		ideal,
	};
}

const timeLine = (
	documents: number,
	concurrency: number,
	{ ours, floor, ideal }: Awaited<ReturnType<typeof measureAt>>,
): Line => ({
	measure: `${documents} documents, ${concurrency} in flight`,
	unit: 'ms',
	better: 'less',
	ours: ours.map(({ nodeMs }) => nodeMs),
	floor,
	remark: `ideal ${ideal} ms; ${perMinute(documents, ours)} documents a minute`,
});

const perMinute = (documents: number, runs: readonly WorkflowRun[]): number =>
	Math.round((documents * MINUTE_MS) / median(runs.map(({ nodeMs }) => nodeMs)));

/** One turn of everybody with as many calls in flight as the HTTP Request node really has. */
interface PeerTurn {
	peer: WorkflowRun;
	ours: WorkflowRun;
	floorMs: number;
}

async function takePeerTurn(context: BenchContext, documents: number): Promise<PeerTurn> {
	const { scale, sandbox } = context;
	const rig = await context.rig();
	context.tell(`${documents} documents, the HTTP Request node's own number in flight`);
	const order = { documents, leastMs: scale.latencyMs };
	const unmeasured = unmeasuredRuns(rig, scale);
	await unmeasured.peer();
	const peer = await rig.runPeer(order);
	checkAll(peer, documents);
	const inFlight = peer.counts.peakInFlight;
	await unmeasured.ours();
	const ours = await rig.runOurs(order, { maxConcurrency: inFlight });
	checkAll(ours, documents);
	if (ours.rows !== peer.rows) throw new Error(`Rows differ: ${ours.rows} and ${peer.rows}`);
	await sandbox.control('reset');
	const floor = await runFloor(context, { documents, concurrency: inFlight });
	return { peer, ours, floorMs: floor.wallMs };
}

async function comparePeer(context: BenchContext, documents: number) {
	const times = context.scale.repeats * TIMES_MORE;
	const turns = await repeat(times, async () => await takePeerTurn(context, documents));
	return { turns, lines: toPeerLines(documents, turns) };
}

function toPeerLines(documents: number, turns: readonly PeerTurn[]): Line[] {
	const compare = (read: (run: WorkflowRun) => number) => ({
		better: 'less' as const,
		ours: turns.map(({ ours }) => read(ours)),
		peer: turns.map(({ peer }) => read(peer)),
	});
	const inFlight = turns.map(({ peer }) => peer.counts.peakInFlight);
	const title = `${documents} documents, as many in flight as the HTTP Request node`;
	return [
		{
			measure: `${title}: the node that sends`,
			unit: 'ms',
			...compare(({ nodeMs }) => nodeMs),
			resolution: RESOLUTION_MS,
			floor: turns.map(({ floorMs }) => floorMs),
			remark: `${median(inFlight)} in flight; ours gives records and rows, the peer replies`,
		},
		{
			measure: `${title}: until records and rows`,
			unit: 'ms',
			...compare(({ pipelineMs }) => pipelineMs),
			resolution: RESOLUTION_MS,
		},
		{
			measure: `${documents} documents: CPU of n8n for the whole execution`,
			unit: 'ms per document',
			...compare(({ cpuMs }) => cpuMs / documents),
			resolution: TICK_MS / documents,
		},
	];
}

/** Wall-clock times in a real n8n, by turns. */
export async function measureSideBySide(context: BenchContext): Promise<Findings> {
	const { scale } = context;
	const { documents } = scale;
	const rig = await context.rig();
	context.tell('warming up');
	const unmeasured = unmeasuredRuns(rig, scale);
	await repeat(PEER_WARM_UP_RUNS, unmeasured.peer);
	await repeat(OUR_WARM_UP_RUNS, unmeasured.ours);
	const atBound = await measureAt(context, documents, BOUND_CONCURRENCY);
	const compared = await comparePeer(context, documents);
	const lines = [timeLine(documents, BOUND_CONCURRENCY, atBound), ...compared.lines];
	for (const { documents: count, concurrency } of scale.grid)
		lines.push(timeLine(count, concurrency, await measureAt(context, count, concurrency)));
	for (const count of new Set(scale.grid.map((pair) => pair.documents))) {
		if (count === documents) continue;
		lines.push(...(await comparePeer(context, count)).lines);
	}
	const ratio = median(compared.turns.map(({ ours, peer }) => ours.nodeMs / peer.nodeMs));
	const efficiency = median(atBound.ours.map(({ nodeMs }) => nodeMs / atBound.ideal));
	return {
		lines,
		bounds: [
			atMost(
				`${documents} documents, ${BOUND_CONCURRENCY} in flight: node time / ideal`,
				efficiency,
				EFFICIENCY_BOUND,
			),
			atMost('as many in flight as the HTTP Request node: node time / its time', ratio, 1),
		],
	};
}
