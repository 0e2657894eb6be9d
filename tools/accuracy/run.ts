import { startReader } from '../judge/startReader.ts';
import type { Server } from '../judge/startReader.ts';
import { listLayouts, planDocuments } from './corpus.ts';
import type { PlannedDocument } from './corpus.ts';
import { KeptReplies } from './keptReplies.ts';
import { measureDocument, MeasuringStopped } from './measure.ts';
import type { MeasuredDocument, MeasuringTools } from './measure.ts';
import { startNodeOnEngine, TIMEOUT_SECONDS } from './nodeOnEngine.ts';
import type { NodeOnEngine } from './nodeOnEngine.ts';
import type { AccuracyOptions, ApiServer } from './options.ts';
import { measurePlants } from './plants.ts';
import type { PlantedFigures } from './plants.ts';
import { createProgress } from './progress.ts';
import { measureSecondReadings } from './secondReadings.ts';
import type { SecondReading } from './secondReadings.ts';

/** Who watches a run. */
export interface Watcher {
	/** Takes a line for people. */
	readonly say: (line: string) => void;
	/** Given when the run is to end: what was measured so far is still added up. */
	readonly signal: AbortSignal;
}

/** What a run came to. */
export interface AccuracyResult {
	readonly documents: readonly MeasuredDocument[];
	readonly secondReadings: readonly SecondReading[];
	/** null where the documents of another server were measured, or the run was stopped. */
	readonly plants: PlantedFigures | null;
	/** Why not all of it was measured; null: all was. */
	readonly stopped: string | null;
	readonly minutes: number;
}

/**
 * Says what a foreign server may bill.
 *
 * @returns whether that was agreed to; where nothing is to be sent, nobody needs to
 */
function agreeToCalls(
	{ url, isAgreed, keptPath }: ApiServer,
	planned: readonly PlannedDocument[],
	kept: KeptReplies,
	say: Watcher['say'],
): boolean {
	const calls = planned.filter((document) => kept.get(document) === null).length;
	if (kept.tornLines > 0)
		say(
			`${keptPath}: lines that cannot be read: ${kept.tornLines}; what they kept is asked for again.`,
		);
	say(
		`${url.host}: documents: ${planned.length}, answered before: ${planned.length - calls}, calls to make: ${calls}; each call that is read is billed. Answers are kept in ${keptPath} and never asked for twice.`,
	);
	if (calls === 0 || isAgreed) return true;
	say('Nothing was sent. Add --yes to go on, and --limit N for fewer documents.');
	return false;
}

const TOLD_TO_END = 'it was told to end';

async function measureAll(
	planned: readonly PlannedDocument[],
	tools: MeasuringTools,
	{ say, signal }: Watcher,
): Promise<Pick<AccuracyResult, 'documents' | 'stopped'>> {
	const documents: MeasuredDocument[] = [];
	const progress = createProgress(planned);
	try {
		for (const each of planned) {
			const document = signal.aborted ? null : await measureDocument(each, tools);
			// What fails while all is being ended says nothing about the document.
			if (!document || (signal.aborted && document.refusal !== null))
				return { documents, stopped: TOLD_TO_END };
			documents.push(document);
			say(progress(each, document.refusal ?? `${document.seconds.toFixed(1)} s`));
		}
		return { documents, stopped: null };
	} catch (error) {
		if (!(error instanceof MeasuringStopped)) throw error;
		return { documents, stopped: signal.aborted ? TOLD_TO_END : error.message };
	}
}

const toServer = ({ url, apiKey, apiSecret }: ApiServer): Server => ({
	url: url.href,
	apiKey,
	apiSecret,
	stop: async () => await Promise.resolve(),
});

/** The reader, once it has read a document: what it loads for its first one is no time of a page. */
async function startWarmReader(
	node: NodeOnEngine,
	[first]: readonly PlannedDocument[],
): Promise<Server> {
	const reader = await startReader(['--timeout', String(TIMEOUT_SECONDS)]);
	if (first)
		await node.extract(
			{ ...first.document, bytes: first.document.pdf, fileName: 'first.pdf' },
			reader,
		);
	return reader;
}

async function measureOn(
	node: NodeOnEngine,
	{ api, corpus }: AccuracyOptions,
	planned: readonly PlannedDocument[],
	kept: KeptReplies | null,
	watcher: Watcher,
): Promise<Omit<AccuracyResult, 'minutes'>> {
	const server = api ? toServer(api) : await startWarmReader(node, planned);
	// A call that may be billed is waited for; the reader's document is of no use to anybody.
	const end = (): void => void server.stop();
	watcher.signal.addEventListener('abort', end);
	try {
		const measured = await measureAll(planned, { node, server, kept }, watcher);
		const secondReadings = await measureSecondReadings(node, planned, measured.documents);
		if (api !== null || measured.stopped !== null)
			return { ...measured, secondReadings, plants: null };
		watcher.say('One misreading at a time …');
		// The long layout has hundreds of values that say what those of the others say.
		const layouts = listLayouts(corpus).filter((layout) => layout !== 'dense');
		const plants = await measurePlants(node, layouts, corpus.seeds, watcher.signal);
		const stopped = plants === null ? TOLD_TO_END : null;
		return { ...measured, stopped, secondReadings, plants };
	} finally {
		watcher.signal.removeEventListener('abort', end);
		await server.stop();
	}
}

/**
 * Measures what the options ask for; null: it would make calls that nobody has agreed to.
 *
 * @throws Error where the engine or the reader does not start
 */
export async function runAccuracy(
	options: AccuracyOptions,
	watcher: Watcher,
): Promise<AccuracyResult | null> {
	const started = performance.now();
	const planned = await planDocuments(options.corpus, options.limit);
	const kept = options.api ? new KeptReplies(options.api.keptPath) : null;
	if (options.api && kept && !agreeToCalls(options.api, planned, kept, watcher.say)) return null;
	const node = await startNodeOnEngine();
	try {
		const result = await measureOn(node, options, planned, kept, watcher);
		return { ...result, minutes: (performance.now() - started) / 60_000 };
	} finally {
		await node.stop();
	}
}
