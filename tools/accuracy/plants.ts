import { layoutNamed } from '../documents/layouts/index.ts';
import { makeDocument } from '../documents/makeDocument.ts';
import { randomOf } from '../documents/random.ts';
import { judgeAll, toTrueReply } from './judgeItems.ts';
import type { Json, NodeOnEngine, ReportItems } from './nodeOnEngine.ts';
import { plantMisreadings } from './plantMisreadings.ts';

/** A planted misreading and whether anybody is asked to look at it. */
export interface JudgedPlant {
	readonly column: string;
	/** It changed what leaves the node, and nothing asks for a person. */
	readonly isUnmarked: boolean;
	/** The same with a second, true reading beside it. */
	readonly isUnmarkedWithSecond: boolean;
}

/** What planting misreadings into the true replies of some documents came to. */
export interface PlantedFigures {
	readonly plants: readonly JudgedPlant[];
	/** True replies that the node marks all the same. */
	readonly markedCleanReports: number;
	readonly cleanReports: number;
}

/** Replies that the engine shapes in one run. */
const BATCH = 100;

async function shapeAll(
	node: NodeOnEngine,
	replies: readonly Json[],
	second?: Json,
): Promise<ReportItems[]> {
	const shaped: ReportItems[] = [];
	for (let at = 0; at < replies.length; at += BATCH) {
		const batch = replies.slice(at, at + BATCH);
		shaped.push(...(await node.reshape(batch, second && batch.map(() => second))));
	}
	return shaped;
}

const asks = ({ record }: ReportItems): boolean => record['needs_review'] === true;

const isAsPrinted = (truth: ReportItems, read: ReportItems): boolean =>
	judgeAll(truth, read).every(({ isRight }) => isRight);

async function plantInto(
	node: NodeOnEngine,
	layout: string,
	seed: number,
): Promise<{ plants: JudgedPlant[]; isMarked: boolean }> {
	const { truth } = await makeDocument(layoutNamed(layout), seed);
	const trueReply = toTrueReply(truth);
	const [printed] = await node.reshape([trueReply]);
	if (!printed) throw new Error(`${layout}: the node gave no record`);
	const planted = plantMisreadings(trueReply, randomOf(seed, `${layout} plants`));
	const replies = planted.map(({ reply }) => reply);
	const alone = await shapeAll(node, replies);
	const beside = await shapeAll(node, replies, trueReply);
	const plants = planted.flatMap(({ column }, index): JudgedPlant[] => {
		const [one, two] = [alone[index], beside[index]];
		if (!one || !two) throw new Error(`${column}: the node gave no record`);
		// A misreading that leaves the items as they are harms nobody.
		if (isAsPrinted(printed, one)) return [];
		const isUnmarkedWithSecond = !asks(two) && !isAsPrinted(printed, two);
		return [{ column, isUnmarked: !asks(one), isUnmarkedWithSecond }];
	});
	return { plants, isMarked: asks(printed) };
}

/**
 * Plants one plausible misreading at a time into true replies, and looks who notices.
 *
 * @param signal given: no further document is begun, and the result is null
 */
export async function measurePlants(
	node: NodeOnEngine,
	layouts: readonly string[],
	seeds: readonly number[],
	signal: AbortSignal,
): Promise<PlantedFigures | null> {
	const results: Awaited<ReturnType<typeof plantInto>>[] = [];
	for (const seed of seeds) {
		for (const layout of layouts) {
			if (signal.aborted) return null;
			results.push(await plantInto(node, layout, seed));
		}
	}
	return {
		plants: results.flatMap(({ plants }) => plants),
		markedCleanReports: results.filter(({ isMarked }) => isMarked).length,
		cleanReports: results.length,
	};
}
