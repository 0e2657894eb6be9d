import { parseArgs } from 'node:util';
import { CONDITIONS } from '../conditions/conditions.ts';
import { LAYOUTS } from '../documents/layouts/index.ts';
import { parseSeeds } from '../parseSeeds.ts';
import { toCorpus } from './corpus.ts';
import type { AccuracyCorpus } from './corpus.ts';

/** Documents of these seeds and above judge: nothing was tuned on them. */
const FIRST_JUDGING_SEED = 1000;

/** How the command is used. */
export const USAGE = `npm run accuracy -- [options]

Renders invented reports, degrades them, sends each through the node on n8n's engine, and compares what
leaves the node with what is printed. Seeds from ${FIRST_JUDGING_SEED} on judge: nothing was tuned on them.

  --full               all that two cores read within 40 minutes; docs/accuracy.md says what that is
  --seeds 1001-1002    default 1001
  --layouts a,b        of ${LAYOUTS.map(({ name }) => name).join(', ')}
  --conditions a,b     of ${CONDITIONS.map(({ name }) => name).join(', ')}
  --save               writes docs/accuracy.md and the table in README.md; judging seeds only
  --limit N            at most so many documents
  --api URL --key K --secret S --yes
                       measures another server of the protocol instead of the reader; each call may be
                       billed, so without --yes it only says how many there would be
  --kept FILE          where replies of --api are kept, so that none is paid for twice
                       (default .accuracy/<host>.jsonl)
`;

/** Another server of the protocol, which may bill every call. */
export interface ApiServer {
	readonly url: URL;
	readonly apiKey: string;
	readonly apiSecret: string;
	/** Whether whoever pays has agreed to the calls. */
	readonly isAgreed: boolean;
	/** The file that keeps its replies. */
	readonly keptPath: string;
}

/** What a run is to do. */
export interface AccuracyOptions {
	readonly corpus: AccuracyCorpus;
	/** At most so many documents; may be infinite. */
	readonly limit: number;
	/** null: the reader of this project. */
	readonly api: ApiServer | null;
	readonly isSaving: boolean;
}

const parseArguments = (commandArguments: readonly string[]) =>
	parseArgs({
		args: [...commandArguments],
		options: {
			full: { type: 'boolean', default: false },
			seeds: { type: 'string', default: '1001' },
			layouts: { type: 'string' },
			conditions: { type: 'string' },
			save: { type: 'boolean', default: false },
			api: { type: 'string' },
			key: { type: 'string', default: '' },
			secret: { type: 'string', default: '' },
			kept: { type: 'string' },
			limit: { type: 'string' },
			yes: { type: 'boolean', default: false },
			help: { type: 'boolean', default: false },
		},
	}).values;

type Values = ReturnType<typeof parseArguments>;

function parseLimit(text: string | undefined): number {
	if (text === undefined) return Infinity;
	if (!/^[1-9]\d*$/.test(text)) throw new Error(`--limit is a number of documents, not "${text}"`);
	return Number(text);
}

function parseServer({ api, key, secret, yes, kept }: Values): ApiServer | null {
	if (api === undefined) return null;
	const url = URL.parse(api);
	if (url === null || !/^https?:$/.test(url.protocol))
		throw new Error(`--api is the address of a server, such as https://example.com, not "${api}"`);
	if (key === '' || secret === '') throw new Error('--api needs --key and --secret');
	const keptPath = kept ?? `.accuracy/${url.host.replaceAll(':', '-')}.jsonl`;
	return { url, apiKey: key, apiSecret: secret, isAgreed: yes, keptPath };
}

/** Whose figures may be published: the reader's, on documents that nothing was tuned on. */
function checkSaving({ save, api, limit }: Values, seeds: readonly number[]): void {
	if (!save) return;
	if (api !== undefined) throw new Error('--save keeps the figures of the reader, not of --api');
	if (limit !== undefined) throw new Error('--save does not go with --limit');
	if (seeds.some((seed) => seed < FIRST_JUDGING_SEED))
		throw new Error(`Figures of seeds below ${FIRST_JUDGING_SEED} are not for publishing`);
}

const toNames = (list: string | undefined): string[] | undefined =>
	list === undefined ? undefined : [...new Set(list.split(','))];

/**
 * Parses what stands behind the command; null: it asks for help.
 *
 * @throws Error for people, where something of it cannot be used
 */
export function parseOptions(commandArguments: readonly string[]): AccuracyOptions | null {
	const values = parseArguments(commandArguments);
	if (values.help) return null;
	const seeds = [...new Set(parseSeeds(values.seeds))];
	checkSaving(values, seeds);
	const corpus = toCorpus({
		seeds,
		isFull: values.full,
		layouts: toNames(values.layouts),
		conditions: toNames(values.conditions),
	});
	if (corpus.parts.length === 0)
		throw new Error('The full run sends none of these layouts in these conditions');
	return {
		corpus,
		limit: parseLimit(values.limit),
		api: parseServer(values),
		isSaving: values.save,
	};
}
