import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { z } from 'zod';
import { printBounds, toBounds } from './bounds.ts';
import { describeCorpus } from './corpus.ts';
import { toConditionFigures } from './figures.ts';
import type { AccuracyOptions } from './options.ts';
import type { AccuracyResult } from './run.ts';
import {
	printItemKinds,
	printItems,
	printPlants,
	printReplies,
	printReplyKinds,
	printSecondReadings,
} from './tables.ts';
import { explainThreshold, printThresholds, toThresholds } from './thresholds.ts';

const packageFile = z.object({ version: z.string() });

function versionOf(path: string): string {
	const text = readFileSync(new URL(`../../${path}/package.json`, import.meta.url), 'utf8');
	return packageFile.parse(JSON.parse(text)).version;
}

function describeMachine({ corpus }: AccuracyOptions, minutes: number): string {
	const processors = cpus();
	const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
	return [
		`Seeds ${corpus.seeds.join(', ')}`,
		`commit ${commit}`,
		`this package ${versionOf('.')}`,
		`reader ${versionOf('reader')}`,
		`n8n's engine (n8n-core) ${versionOf('node_modules/n8n-core')}`,
		`Node ${process.version}`,
		`${processors.length} × ${processors[0]?.model.trim() ?? 'unknown processor'}`,
		`${minutes.toFixed(0)} minutes`,
		new Date().toISOString().slice(0, 10),
	].join(' · ');
}

function toIntroduction(options: AccuracyOptions, { stopped, minutes }: AccuracyResult): string {
	const server = options.api?.url.host ?? 'the embedded reader';
	return [
		'# How far it can be trusted',
		`Invented reports, printed with exact truth, degraded as offices do it, and sent one at a time through the node on n8n's engine to ${server}. Layouts and conditions: ${describeCorpus(options.corpus)}.`,
		`Nothing was tuned on seeds from 1000 on. The vendor's service is another engine than the reader: \`npm run accuracy -- --api URL --key K --secret S\` measures it with the same documents.`,
		describeMachine(options, minutes),
		...(stopped === null ? [] : [`**Not all of it was measured:** ${stopped}`]),
		'A figure in brackets behind ≤ is the upper bound of the share at 95 %, two figures in brackets are both bounds in per cent (Wilson): zero of 500 is not zero. They are those of independent values; values of one document are not quite that.',
	].join('\n\n');
}

const REPLIES = `## What the replies say

A value is a field, a cell or a debt line. _Wrong but sure_ is wrong or invented with a confidence of at least 0.85, _unsure and wrong_ the same below it; _missing_ is printed and not read; _exact but unsure_ is right and asks for a person all the same. A refused document counts as missing as a whole. Seconds are those of a document while nothing else is sent.`;

const ITEMS = `## What leaves the node

A value is _unmarked_ when the item that holds it does not ask for a person (\`needs_review\`): that is what nobody will ever look at. Where a whole row is missing, it is the report's record that has to ask. Right values count as marked with their row.`;

const READINGS = `## A second reading

The same report read twice, from two pictures of it, with the reply for the second given as Second Response. Both were read by one engine, which may make the same mistake twice; two engines seldom do.`;

const PLANTS = `## One confident misreading at a time

A digit dropped or changed, a comma lost, 3 and 8, T and 7, with high confidence, planted one at a time into true replies: how many leave the node without asking for a person, by the node's own cross-checks alone and with a second, true reading beside it. Columns are a field, or a table and the place of the cell in the API's row.`;

const CHART =
	'![Share of values for review and of wrong values that pass, by threshold](accuracy-threshold.svg)';

/** The reason behind the opening that names the document. */
const toReason = (refusal: string): string => refusal.replace(/^[^"]*"[^"]*": /, '');

/** Why documents were refused, in a paragraph; none where none was. */
function listRefusals({ documents }: AccuracyResult): string[] {
	const refused = documents.flatMap(({ name, refusal }) =>
		refusal === null ? [] : [`${name} (${toReason(refusal)})`],
	);
	return refused.length === 0 ? [] : [`Refused: ${refused.join('; ')}.`];
}

/** The figures of a run as a page, with its chart in \`accuracy-threshold.svg\` beside it. */
export function toPage(options: AccuracyOptions, result: AccuracyResult): string {
	const { documents, plants, secondReadings } = result;
	const points = toThresholds(documents);
	const parts = [
		toIntroduction(options, result),
		// What is asked is asked of the reader.
		...(options.api ? [] : [printBounds(toBounds(toConditionFigures(documents), plants))]),
		REPLIES,
		printReplies(documents),
		...listRefusals(result),
		'By kind of value: exact; wrong but sure.',
		printReplyKinds(documents),
		ITEMS,
		printItems(documents),
		'By kind of value: wrong and unmarked.',
		printItemKinds(documents),
		...(secondReadings.length === 0 ? [] : [READINGS, printSecondReadings(secondReadings)]),
		...(plants ? [PLANTS, printPlants(plants)] : []),
		'## Choosing Minimum Confidence',
		// The chart is saved with the reader's figures alone.
		...(options.api ? [] : [CHART]),
		printThresholds(points),
		`Values below the threshold ask for a person. ${explainThreshold(points)}`,
		"To choose: say what a wrong value costs you and what a look costs, and take the highest threshold whose further looks are worth the wrong values they hold back. The figures are this engine's: another one's confidence means something else, so measure it before you change the threshold.",
	];
	return `${parts.join('\n\n')}\n`;
}
