import { startEngine } from '../../test/support/engine.ts';
import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';
import type { Engine } from '../../test/support/engine.ts';
import type { Server } from '../judge/startReader.ts';
import type { SentFile } from '../conditions/condition.ts';

/** An item's JSON. */
export type Json = Readonly<Record<string, unknown>>;

/** What the node makes of one report. */
export interface ReportItems {
	readonly record: Json;
	readonly rows: readonly Json[];
}

/** A reply as the node hands it out, or why there is none. */
export type NodeAnswer =
	| { readonly ok: true; readonly reply: Json; readonly seconds: number }
	| { readonly ok: false; readonly error: string; readonly next: NextStep };

/**
 * What a failed call means for the others: `stop` - each would fail the same way; `keep` - this answer
 * is final, or the call may have been billed, so it is not made again; `goOn` - it was not billed and
 * may be made again another day.
 */
export type NextStep = 'stop' | 'keep' | 'goOn';

/** The built node on n8n's engine. */
export interface NodeOnEngine {
	/** Sends a file through the node to a server. */
	extract(file: SentFile, server: Omit<Server, 'stop'>): Promise<NodeAnswer>;
	/** Shapes replies into items; `seconds` are second readings, in the same order. */
	reshape(replies: readonly Json[], seconds?: readonly Json[]): Promise<ReportItems[]>;
	/** How many values and doubts of a reply a person is asked to look at. */
	countLooks(reply: Json, second?: Json): Promise<number>;
	stop(): Promise<void>;
}

/** What the node says of a failed call: what happened, and what to do about it. */
interface Said {
	readonly error: string;
	readonly remedy: string;
}

/** Wrong or barred key, no requests left, nothing was sent at all, nobody there who knows the protocol. */
const STOPPING =
	/API key or secret is wrong|no requests left|\(HTTP 403\)|^Cannot send|Check the Base URL/;
/** An error code, a status that is the document's own fault, or a call that may have been paid for. */
const FINAL = /\(error code |\(HTTP 4(?:00|13|15|22)\)|billed/;

function toNextStep({ error, remedy }: Said): NextStep {
	const said = `${error}\n${remedy}`;
	if (STOPPING.test(said)) return 'stop';
	return FINAL.test(said) ? 'keep' : 'goOn';
}

/** Longer than any document takes, also on a machine that does much else: that makes no page unreadable. */
export const TIMEOUT_SECONDS = 1800;

const toItem = (reply: Json, second: Json | undefined): INodeExecutionData => ({
	json: { reply: JSON.stringify(reply), second: second ? JSON.stringify(second) : '' },
});

async function runReshape(
	engine: Engine,
	items: INodeExecutionData[],
	parameters: INodeParameters,
): Promise<INodeExecutionData[][]> {
	const { outputs, error } = await engine.run({
		items,
		parameters: {
			operation: 'reshape',
			response: '={{ $json.reply }}',
			secondResponse: '={{ $json.second }}',
			...parameters,
		},
	});
	if (error) throw new Error(`The node did not shape a reply: ${error.message}`);
	return outputs;
}

async function reshapeAll(engine: Engine, items: INodeExecutionData[]): Promise<ReportItems[]> {
	const parameters = { output: 'recordAndRows', tablesInRecord: 'none' };
	const [records = [], rows = []] = await runReshape(engine, items, parameters);
	const itemOf = ({ pairedItem }: INodeExecutionData): number =>
		typeof pairedItem === 'object' && !Array.isArray(pairedItem) ? pairedItem.item : -1;
	const byItem = Map.groupBy(rows, itemOf);
	return records.map((record) => ({
		record: record.json,
		rows: (byItem.get(itemOf(record)) ?? []).map(({ json }) => json),
	}));
}

async function extract(
	engine: Engine,
	{ bytes, fileName }: SentFile,
	{ url, apiKey, apiSecret }: Omit<Server, 'stop'>,
): Promise<NodeAnswer> {
	const data = await engine.binary(bytes, fileName);
	const started = performance.now();
	const { json } = await engine.run({
		items: [{ json: {}, binary: { data } }],
		parameters: {
			operation: 'extract',
			inputMode: 'binary',
			output: 'raw',
			options: { timeout: TIMEOUT_SECONDS },
		},
		credential: { baseUrl: url, apiKey, apiSecret, allowInsecureHttp: false },
		onError: 'continueRegularOutput',
	});
	const seconds = (performance.now() - started) / 1000;
	await engine.removeBinary(data);
	const [reply] = json;
	if (reply === undefined) return { ok: false, error: 'no item came back', next: 'keep' };
	const { error, message } = reply;
	if (typeof error !== 'string') return { ok: true, reply, seconds };
	const remedy = typeof message === 'string' ? message : '';
	return { ok: false, error, next: toNextStep({ error, remedy }) };
}

/** Starts n8n's engine with the node as it is built in `dist`. */
export async function startNodeOnEngine(): Promise<NodeOnEngine> {
	const engine = await startEngine();
	return {
		extract: async (file, server) => await extract(engine, file, server),
		reshape: async (replies, seconds) =>
			await reshapeAll(
				engine,
				replies.map((reply, index) => toItem(reply, seconds?.[index])),
			),
		async countLooks(reply, second) {
			const [items = []] = await runReshape(engine, [toItem(reply, second)], {
				output: 'reviewItems',
			});
			return items.filter(({ json }) => json['path'] !== null).length;
		},
		stop: async () => await engine.stop(),
	};
}
