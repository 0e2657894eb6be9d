import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { KeptReplies } from './accuracy/keptReplies.ts';
import { measure, measurePlants, MeasuringStopped } from './accuracy/measure.ts';
import type { MeasuredDocument, PlantedFigures } from './accuracy/measure.ts';
import { startNodeOnEngine } from './accuracy/nodeOnEngine.ts';
import {
	drawThresholds,
	printConditions,
	printItemKinds,
	printPlants,
	printThresholds,
	toThresholds,
} from './accuracy/printAccuracy.ts';
import { CONDITIONS } from './conditions/conditions.ts';
import { LAYOUTS } from './documents/layouts/index.ts';
import type { Corpus } from './judge/runJudge.ts';
import { startReader } from './judge/startReader.ts';
import { parseSeeds } from './parseSeeds.ts';

const ALL_LAYOUTS = LAYOUTS.map(({ name }) => name);
const ALL_CONDITIONS = CONDITIONS.map(({ name }) => name);

const USAGE = `npm run accuracy -- [options]

Renders invented reports, degrades them, sends each through the node on n8n's engine, and compares what
leaves the node with what is printed. Seeds from 1000 on judge: nothing was tuned on them.

  --full               every layout in every condition (under 40 minutes on 2 cores)
  --seeds 1001-1002    default 1001
  --layouts a,b        of ${ALL_LAYOUTS.join(', ')}
  --conditions a,b     of ${ALL_CONDITIONS.join(', ')}
  --save               writes docs/accuracy.md and the table in README.md
  --api URL --key K --secret S --yes
                       measures another server of the protocol instead of the reader; each call is billed
  --limit N            at most so many documents
`;

const { values: options } = parseArgs({
	options: {
		full: { type: 'boolean', default: false },
		seeds: { type: 'string', default: '1001' },
		layouts: { type: 'string' },
		conditions: { type: 'string' },
		save: { type: 'boolean', default: false },
		api: { type: 'string' },
		key: { type: 'string', default: '' },
		secret: { type: 'string', default: '' },
		limit: { type: 'string', default: 'Infinity' },
		yes: { type: 'boolean', default: false },
		help: { type: 'boolean', default: false },
	},
});

/** A first look in a few minutes; the long layout is for the full run. */
const QUICK = {
	layouts: ['today', 'short', 'bankPrint', 'clean'],
	conditions: ['digital', 'scan300', 'scan200', 'photoDay'],
};

function toCorpus(): Corpus {
	const usual = options.full ? { layouts: ALL_LAYOUTS, conditions: ALL_CONDITIONS } : QUICK;
	return {
		seeds: parseSeeds(options.seeds),
		layouts: options.layouts?.split(',') ?? usual.layouts,
		conditions: options.conditions?.split(',') ?? usual.conditions,
	};
}

const countDocuments = ({ seeds, layouts, conditions }: Corpus): number =>
	seeds.length * layouts.length * conditions.length;

/** Says what a foreign server will bill; null: not agreed to. */
function agreeToCalls(api: string, calls: number): KeptReplies | null {
	console.log(
		`${new URL(api).host}: up to ${calls} calls; every one that is read is billed. Replies are kept in .accuracy/ and never asked for twice.`,
	);
	if (!options.yes) {
		console.log('Nothing was sent. Add --yes to go on, and --limit N to make fewer calls.');
		return null;
	}
	return new KeptReplies(`.accuracy/${new URL(api).host.replaceAll(':', '-')}.jsonl`);
}

async function measureAll(corpus: Corpus, limit: number): Promise<MeasuredDocument[] | null> {
	const kept = options.api === undefined ? null : agreeToCalls(options.api, limit);
	if (options.api !== undefined && kept === null) return null;
	const node = await startNodeOnEngine();
	const server =
		options.api === undefined
			? await startReader()
			: {
					url: options.api,
					apiKey: options.key,
					apiSecret: options.secret,
					stop: async () => await Promise.resolve(),
				};
	const documents: MeasuredDocument[] = [];
	try {
		for await (const document of measure(corpus, { node, server, kept }, limit)) {
			documents.push(document);
			const what = document.refusal ?? `${document.seconds.toFixed(1)} s`;
			console.error(`${documents.length} of ${limit}: ${document.name}: ${what}`);
		}
	} catch (error) {
		if (!(error instanceof MeasuringStopped)) throw error;
		console.error(`Stopped: ${error.message}`);
	} finally {
		await server.stop();
		await node.stop();
	}
	return documents;
}

async function plantAll(corpus: Corpus): Promise<PlantedFigures> {
	const node = await startNodeOnEngine();
	try {
		return await measurePlants(
			node,
			corpus.layouts.filter((layout) => layout !== 'dense'),
			corpus.seeds,
		);
	} finally {
		await node.stop();
	}
}

const version = (): string =>
	execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();

function toPage(
	corpus: Corpus,
	documents: readonly MeasuredDocument[],
	plants: PlantedFigures,
	minutes: number,
): string {
	const [cpu] = cpus();
	const points = toThresholds(documents);
	return `# How far it can be trusted

Invented reports of ${corpus.layouts.length} layouts (${corpus.layouts.join(', ')}), printed with exact truth, degraded in ${corpus.conditions.length} ways, sent through the node on n8n's engine to ${options.api === undefined ? 'the embedded reader' : new URL(options.api).host}. Nothing was tuned on these documents (seeds ${options.seeds}). The vendor's service is another engine: \`npm run accuracy -- --api URL --key K --secret S\` measures it with the same documents.

Measured on ${cpus().length} cores (${cpu?.model.trim() ?? 'unknown'}), Node ${process.version}, commit ${version()}, in ${minutes.toFixed(0)} minutes.

## By condition

A value is *wrong and unmarked* when it left the node wrong, in an item that does not ask for a person. That is what nobody will ever look at. Bounds in brackets are those of 95 %.

${printConditions(documents)}

## By kind of value

${printItemKinds(documents)}

## One confident misreading at a time

A digit dropped or changed, a comma lost, 3 and 8, T and 7, with high confidence, planted one at a time into true replies: how many leave the node without asking for a person, by the node's own cross-checks alone and with a second reading beside it.

${printPlants(plants)}

## Choosing Minimum Confidence

![Share of values for review and of wrong values that pass, by threshold](accuracy-threshold.svg)

${printThresholds(points)}

Values below the threshold ask for a person. A higher one costs more looks at right values and lets fewer wrong ones pass; below 0.85 wrong values begin to pass, so 0.85 is the default. The figures are the reader's: another engine's confidence means something else, so measure it before you change the threshold.
`;
}

const START = '<!-- accuracy:start -->';
const END = '<!-- accuracy:end -->';

/** The short table of the README; the long one stands in the docs. */
function saveReadme(documents: readonly MeasuredDocument[]): void {
	const readme = readFileSync('README.md', 'utf8');
	const [from, to] = [readme.indexOf(START), readme.indexOf(END)];
	if (from === -1 || to === -1) return;
	const short = new Set(['digital', 'scan300', 'scan200', 'photoDay']);
	const rows = printConditions(documents.filter(({ condition }) => short.has(condition)))
		.split('\n')
		.map((line) => {
			const cells = line.split('|').slice(1, -1);
			return `|${[0, 2, 6, 5, 11].map((index) => cells[index] ?? '').join('|')}|`;
		});
	writeFileSync(
		'README.md',
		`${readme.slice(0, from)}${START}\n\n${rows.join('\n')}\n\n${readme.slice(to)}`,
	);
}

async function main(): Promise<void> {
	const corpus = toCorpus();
	const started = performance.now();
	const limit = Math.min(Number(options.limit), countDocuments(corpus));
	const documents = await measureAll(corpus, limit);
	if (documents === null || documents.length === 0) return;
	const plants = await plantAll(corpus);
	const minutes = (performance.now() - started) / 60_000;
	const page = toPage(corpus, documents, plants, minutes);
	console.log(page);
	if (!options.save) return;
	mkdirSync('docs', { recursive: true });
	writeFileSync('docs/accuracy.md', page);
	writeFileSync('docs/accuracy-threshold.svg', drawThresholds(toThresholds(documents)));
	saveReadme(documents);
}

if (options.help) console.log(USAGE);
else await main();
