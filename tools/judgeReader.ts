import { parseArgs } from 'node:util';
import { CONDITIONS } from './conditions/conditions.ts';
import { LAYOUTS } from './documents/layouts/index.ts';
import { SURE } from './judge/judgeReport.ts';
import { printKinds, printTable } from './judge/printTable.ts';
import { runJudge } from './judge/runJudge.ts';
import type { JudgedDocument } from './judge/runJudge.ts';
import { startReader } from './judge/startReader.ts';
import type { Server } from './judge/startReader.ts';
import { parseSeeds } from './parseSeeds.ts';

/** Documents of these seeds and above judge; nobody may look at what went wrong in them. */
const FIRST_JUDGING_SEED = 1000;

const USAGE = `node tools/judgeReader.ts [options]

  --seeds 1-5,8        below ${FIRST_JUDGING_SEED} for tuning, the others only for judging (default 1-2)
  --layouts a,b        default: all of ${LAYOUTS.map(({ name }) => name).join(', ')}
  --conditions a,b     default: all of ${CONDITIONS.map(({ name }) => name).join(', ')}
  --details            prints every value that is not exact; tuning seeds only
  --url, --key, --secret   another server than the reader of this folder
`;

const { values: options } = parseArgs({
	options: {
		seeds: { type: 'string', default: '1-2' },
		layouts: { type: 'string' },
		conditions: { type: 'string' },
		details: { type: 'boolean', default: false },
		url: { type: 'string' },
		key: { type: 'string', default: '' },
		secret: { type: 'string', default: '' },
		help: { type: 'boolean', default: false },
	},
});

function printDetails({ name, refusal, judgement }: JudgedDocument): void {
	if (refusal !== null) console.log(`${name}: ${refusal}`);
	for (const { place, verdict, printed, read, confidence } of judgement.values) {
		if (verdict === 'exact' || refusal !== null) continue;
		const sure = confidence >= SURE ? ' SURE' : '';
		console.log(
			`${name} ${place} ${verdict}${sure} «${printed}» → «${read}» ${confidence.toFixed(2)}`,
		);
	}
}

async function connect(): Promise<Server> {
	if (options.url === undefined) return await startReader();
	const stop = async (): Promise<void> => await Promise.resolve();
	return { url: options.url, apiKey: options.key, apiSecret: options.secret, stop };
}

async function main(): Promise<void> {
	const seeds = parseSeeds(options.seeds);
	if (options.details && seeds.some((seed) => seed >= FIRST_JUDGING_SEED)) {
		throw new Error(
			`Seeds from ${FIRST_JUDGING_SEED} on judge: their details are not for looking at`,
		);
	}
	const corpus = {
		seeds,
		layouts: options.layouts?.split(',') ?? LAYOUTS.map(({ name }) => name),
		conditions: options.conditions?.split(',') ?? CONDITIONS.map(({ name }) => name),
	};
	const server = await connect();
	const documents: JudgedDocument[] = [];
	try {
		for await (const document of runJudge(corpus, server)) {
			documents.push(document);
			if (options.details) printDetails(document);
			else process.stderr.write(`${document.name}: ${document.seconds.toFixed(1)} s\n`);
		}
	} finally {
		await server.stop();
	}
	const figures = [
		printTable(documents, ({ condition }) => condition, 'condition'),
		printTable(documents, ({ layout }) => layout, 'layout'),
		printKinds(documents),
	].join('\n\n');
	console.log(figures);
}

if (options.help) console.log(USAGE);
else await main();
