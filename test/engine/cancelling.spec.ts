import type { IExecuteFunctions, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { ComputerVisionVietnam } from '../../nodes/ComputerVisionVietnam/ComputerVisionVietnam.node.ts';
import { makePdf } from '../support/makePdf.ts';
import { startRig } from '../support/rig.ts';
import type { Rig, TestDocument } from '../support/rig.ts';

/** The node, and when it last came back: n8n itself stops waiting for a cancelled node. */
class WatchedNode extends ComputerVisionVietnam {
	endedAt: number | null = null;

	override async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		try {
			return await ComputerVisionVietnam.prototype.execute.call(this);
		} finally {
			watched.endedAt = performance.now();
		}
	}
}

const watched = new WatchedNode();
let rig: Rig;

beforeAll(async () => {
	rig = await startRig(['--unknown-as', 'clean-borrower.pdf'], 'filesystem', watched);
});

afterAll(async () => {
	await rig.stop();
});

beforeEach(async () => {
	watched.endedAt = null;
	await rig.sandbox.control('reset');
});

const DOCUMENTS: readonly TestDocument[] = ['one', 'two', 'three', 'four', 'five', 'six'].map(
	(name) => ({ name: `${name}.pdf`, bytes: makePdf(name) }),
);

const sleep = async (ms: number): Promise<void> =>
	await new Promise((resolve) => setTimeout(resolve, ms));

/** Stops the execution once the sandbox has seen so many calls; gives how long the node went on. */
async function cancelAfter(callsSeen: number, options: INodeParameters): Promise<number> {
	const abort = new AbortController();
	const running = rig.run({ documents: DOCUMENTS, options, signal: abort.signal });
	while ((await rig.sandbox.stats()).calls < callsSeen) await sleep(20);
	await sleep(100);
	const stoppedAt = performance.now();
	abort.abort();
	await running.catch(() => undefined);
	while (watched.endedAt === null) await sleep(10);
	return watched.endedAt - stoppedAt;
}

describe('stopping the execution in n8n', () => {
	it('aborts the calls in flight and sends nothing more', async () => {
		await rig.sandbox.control('faults', [{ name: 'hang', times: null }]);
		expect(await cancelAfter(2, { maxConcurrency: 2 })).toBeLessThan(1_000);
		await sleep(500);
		const { calls, log } = await rig.sandbox.stats();
		expect(calls).toBe(2);
		expect(log.map(({ clientLeft }: { clientLeft: boolean }) => clientLeft)).toEqual([true, true]);
	});

	it.each([false, true])('aborts a reply that stopped coming, includeImages %s', async (images) => {
		await rig.sandbox.control('faults', [{ name: 'hang-mid-body', times: null }]);
		const options = { maxConcurrency: 1, includeImages: images };
		expect(await cancelAfter(1, options)).toBeLessThan(1_000);
		await sleep(500);
		const { log } = await rig.sandbox.stats();
		expect(log.map(({ clientLeft }: { clientLeft: boolean }) => clientLeft)).toEqual([true]);
	});

	it('ends a wait of a minute that a server asked for', async () => {
		await rig.sandbox.control('faults', [{ name: 'http-429-absurd', times: null }]);
		expect(await cancelAfter(1, { maxConcurrency: 1 })).toBeLessThan(1_000);
		await sleep(500);
		expect((await rig.sandbox.stats()).calls).toBe(1);
	});

	it('ends a wait for the next turn of a slow pace', async () => {
		expect(await cancelAfter(1, { requestsPerMinute: 1 })).toBeLessThan(1_000);
		await sleep(500);
		expect((await rig.sandbox.stats()).calls).toBe(1);
	});
});
