import type { PlannedDocument } from './corpus.ts';
import { judgeAll, toTrueReply } from './judgeItems.ts';
import type { ItemValue } from './judgeItems.ts';
import type { MeasuredDocument } from './measure.ts';
import type { NodeOnEngine } from './nodeOnEngine.ts';

/** One report read twice, from two pictures of it: what leaves the node with and without the second. */
export interface SecondReading {
	/** The conditions of the first and the second picture. */
	readonly first: string;
	readonly second: string;
	readonly alone: ReadingFigures;
	readonly beside: ReadingFigures;
}

/** What one report's items came to. */
export interface ReadingFigures {
	readonly items: readonly ItemValue[];
	/** Values and doubts that a person is asked to look at. */
	readonly looks: number;
}

/** Two pictures that one office may have of a report, the first of which it would trust more. */
const PAIRS = [
	['scan300', 'photoDay'],
	['scan200', 'photoDay'],
	['photoDay', 'photoLamp'],
] as const;

async function readTwice(
	node: NodeOnEngine,
	{ document }: PlannedDocument,
	first: MeasuredDocument,
	second: MeasuredDocument,
): Promise<SecondReading[]> {
	if (!first.reply || !second.reply) return [];
	const [truth] = await node.reshape([toTrueReply(document.truth)]);
	const [read] = await node.reshape([first.reply], [second.reply]);
	if (!truth || !read) throw new Error(`${first.name}: the node gave no record`);
	const alone = { items: first.items, looks: await node.countLooks(first.reply) };
	const beside = {
		items: judgeAll(truth, read),
		looks: await node.countLooks(first.reply, second.reply),
	};
	return [{ first: first.condition, second: second.condition, alone, beside }];
}

/**
 * Lays readings of the same report beside each other, wherever both conditions were measured.
 *
 * @throws Error where the node cannot shape two replies together, each of which it shaped alone
 */
export async function measureSecondReadings(
	node: NodeOnEngine,
	planned: readonly PlannedDocument[],
	documents: readonly MeasuredDocument[],
): Promise<SecondReading[]> {
	const readings: SecondReading[] = [];
	for (const [one, other] of PAIRS) {
		for (const each of planned.filter(({ condition }) => condition === one)) {
			const [first, second] = [one, other].map((condition) =>
				documents.find(
					({ layout, seed, ...measured }) =>
						layout === each.layout && seed === each.seed && measured.condition === condition,
				),
			);
			if (first && second) readings.push(...(await readTwice(node, each, first, second)));
		}
	}
	return readings;
}
