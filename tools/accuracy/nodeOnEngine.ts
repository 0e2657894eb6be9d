import { startEngine } from '../../test/support/engine.ts';
import type { INodeExecutionData } from 'n8n-workflow';
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
	| { readonly ok: false; readonly error: string; readonly stops: boolean };

/** The built node on n8n's engine. */
export interface NodeOnEngine {
	/** Sends a file through the node to a server. */
	extract(file: SentFile, server: Omit<Server, 'stop'>): Promise<NodeAnswer>;
	/** Shapes replies into items; `seconds` are second readings, in the same order. */
	reshape(replies: readonly Json[], seconds?: readonly Json[]): Promise<ReportItems[]>;
	stop(): Promise<void>;
}

/** After such a failure every further call would fail the same way. */
const STOPPING = /API key or secret is wrong|no requests left/;
/** Longer than any document takes. */
const TIMEOUT_SECONDS = 1800;

async function reshapeAll(
	engine: Engine,
	replies: readonly Json[],
	seconds: readonly Json[] | undefined,
): Promise<ReportItems[]> {
	const { outputs, error } = await engine.run({
		items: replies.map((reply, index) => ({
			json: { reply: JSON.stringify(reply), second: JSON.stringify(seconds?.[index] ?? '') },
		})),
		parameters: {
			operation: 'reshape',
			response: '={{ $json.reply }}',
			secondResponse: seconds ? '={{ $json.second }}' : '',
			output: 'recordAndRows',
			tablesInRecord: 'none',
		},
	});
	if (error) throw new Error(`The node did not shape a reply: ${error.message}`);
	const [records = [], rows = []] = outputs;
	const itemOf = ({ pairedItem }: INodeExecutionData): number =>
		typeof pairedItem === 'object' && !Array.isArray(pairedItem) ? pairedItem.item : -1;
	const byItem = Map.groupBy(rows, itemOf);
	return records.map((record) => ({
		record: record.json,
		rows: (byItem.get(itemOf(record)) ?? []).map(({ json }) => json),
	}));
}

/** Starts n8n's engine with the node as it is built in `dist`. */
export async function startNodeOnEngine(): Promise<NodeOnEngine> {
	const engine = await startEngine();
	return {
		async extract({ bytes, fileName }, { url, apiKey, apiSecret }) {
			const data = await engine.binary(bytes, fileName);
			const started = performance.now();
			const { json } = await engine.run({
				items: [{ json: {}, binary: { data } }],
				parameters: {
					operation: 'extract',
					inputMode: 'binary',
					output: 'raw',
					options: { timeout: TIMEOUT_SECONDS, maxRetries: 0 },
				},
				credential: { baseUrl: url, apiKey, apiSecret, allowInsecureHttp: false },
				onError: 'continueRegularOutput',
			});
			const seconds = (performance.now() - started) / 1000;
			const [reply] = json;
			const error = reply?.['error'];
			if (reply === undefined || typeof error === 'string') {
				const said = typeof error === 'string' ? error : 'no item came back';
				return { ok: false, error: said, stops: STOPPING.test(said) };
			}
			return { ok: true, reply, seconds };
		},
		reshape: async (replies, seconds) => await reshapeAll(engine, replies, seconds),
		stop: async () => await engine.stop(),
	};
}
