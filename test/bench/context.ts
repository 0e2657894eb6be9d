import type { Sandbox } from '../../scripts/host/startSandbox.ts';
import { childScript, runChild } from './builtParts.ts';
import type { BuiltParts } from './builtParts.ts';
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
interface FloorOrder {
	documents: number;
	concurrency: number;
	withImages?: boolean;
}

/** What `sendOnly` is to send to the sandbox as it is configured. */
export async function buildFloorOrder(
	{ sandbox, store }: BenchContext,
	{ documents, concurrency, withImages = false }: FloorOrder,
): Promise<SendOrder> {
	const { files } = await store.take(documents);
	const { apiKey, apiSecret } = sandbox;
	return {
		origin: sandbox.url,
		path: `/api/v2/ocr/document/credit_report?format_type=file&get_thumb=${withImages}`,
		authorization: `Basic ${Buffer.from(`${apiKey}:${apiSecret}`).toString('base64')}`,
		files: [...files],
		concurrency,
	};
}

/** Sends documents with undici and nothing else. */
export async function runFloor(context: BenchContext, order: FloorOrder): Promise<SendReport> {
	const send = await buildFloorOrder(context, order);
	return await runChild<SendReport>(context.parts, childScript('sendOnly'), JSON.stringify(send));
}
