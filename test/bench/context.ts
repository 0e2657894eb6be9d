import type { Sandbox } from '../../scripts/host/startSandbox.ts';
import { childScript, runChild } from './builtParts.ts';
import type { BuiltParts } from './builtParts.ts';
import type { RunCounts } from './children/runCounts.ts';
import type { SendOrder, SendReport } from './children/sendOnly.ts';
import type { DocumentStore } from './documents.ts';
import type { Rig } from './rig.ts';
import type { Scale } from './scale.ts';

/** What every measurement has at hand. */
export interface BenchContext {
	readonly scale: Scale;
	readonly parts: BuiltParts;
	readonly sandbox: Sandbox;
	readonly store: DocumentStore;
	/** Starts n8n when first asked for. */
	rig(): Promise<Rig>;
	/** Says what is being done. */
	tell(text: string): void;
}

/** What the floor is to send. */
interface FloorOrder extends Partial<RunCounts> {
	documents: number;
	concurrency: number;
	withImages?: boolean;
	memoryFolder?: string | undefined;
}

/** Sends documents with undici and nothing else, against the sandbox as it is configured. */
export async function runFloor(
	{ parts, sandbox, store }: BenchContext,
	order: FloorOrder,
): Promise<SendReport> {
	const { documents, concurrency, withImages = false, memoryFolder } = order;
	const { files } = await store.take(documents);
	const { apiKey, apiSecret } = sandbox;
	const send: SendOrder = {
		origin: sandbox.url,
		path: `/api/v2/ocr/document/credit_report?format_type=file&get_thumb=${withImages}`,
		authorization: `Basic ${Buffer.from(`${apiKey}:${apiSecret}`).toString('base64')}`,
		files: [...files],
		concurrency,
		warmUpRuns: order.warmUpRuns ?? 0,
		measuredRuns: order.measuredRuns ?? 1,
		memoryFolder,
	};
	return await runChild<SendReport>(parts, childScript('sendOnly'), JSON.stringify(send));
}
