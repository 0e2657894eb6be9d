import { conditionNamed } from '../conditions/conditions.ts';
import { layoutNamed } from '../documents/layouts/index.ts';
import { makeDocument } from '../documents/makeDocument.ts';
import type { InventedDocument } from '../documents/makeDocument.ts';
import { randomOf } from '../documents/random.ts';
import { toReply } from '../documents/toReply.ts';
import { SCALARS } from '../documents/truth.ts';
import { judgeReport } from '../judge/judgeReport.ts';
import { parseReply } from '../judge/parseReply.ts';
import type { Corpus, JudgedDocument } from '../judge/runJudge.ts';
import type { Server } from '../judge/startReader.ts';
import { listFigures, loadItemKinds } from './itemKinds.ts';
import { judgeItems } from './judgeItems.ts';
import type { ItemValue } from './judgeItems.ts';
import type { KeptReplies } from './keptReplies.ts';
import type { Json, NodeOnEngine, ReportItems } from './nodeOnEngine.ts';
import { plantMisreadings } from './plantMisreadings.ts';

/** How sure a true reply is of everything. */
const SURE_REPLY = 0.99;

/** A document with what left the node. */
export interface MeasuredDocument extends JudgedDocument {
	readonly items: readonly ItemValue[];
	/** The record asks for a person. */
	readonly isForReview: boolean;
}

/** A server that refuses the key or has no requests left. */
export class MeasuringStopped extends Error {}

const judge = (truth: ReportItems, read: ReportItems): ItemValue[] =>
	judgeItems(truth, read, loadItemKinds(listFigures(truth.record, SCALARS)));

const toTrueReply = ({ truth }: InventedDocument): Json => toReply(truth, SURE_REPLY) as Json;

interface MeasureOptions {
	readonly node: NodeOnEngine;
	readonly server: Omit<Server, 'stop'>;
	/** null: nothing is kept. */
	readonly kept: KeptReplies | null;
}

async function measureDocument(
	document: InventedDocument,
	condition: string,
	seed: number,
	layout: string,
	{ node, server, kept }: MeasureOptions,
): Promise<MeasuredDocument> {
	const name = `${document.name}-${condition}`;
	const known = kept?.get(name);
	const base = { name, layout, condition, seed, pages: document.pages };
	const random = randomOf(seed, `${layout} ${condition}`);
	const answer = known
		? ({ ok: true, ...known } as const)
		: await node.extract(await conditionNamed(condition).send(document, random), server);
	if (!answer.ok) {
		if (answer.stops) throw new MeasuringStopped(answer.error);
		const judgement = judgeReport(document.truth, null);
		return { ...base, seconds: 0, refusal: answer.error, judgement, items: [], isForReview: true };
	}
	const { reply, seconds } = answer;
	if (!known) kept?.add({ name, seconds, reply });
	const parsed = parseReply(reply);
	const judgement = judgeReport(document.truth, parsed.kind === 'read' ? parsed.report : null);
	const [truth, read] = await node.reshape([toTrueReply(document), reply]);
	if (!truth || !read) throw new Error(`${name}: the node gave no record`);
	const isForReview = read.record['needs_review'] === true;
	const items = judge(truth, read);
	return { ...base, seconds, refusal: null, judgement, items, isForReview };
}

/** Measures the corpus, a document at a time; ends early with `MeasuringStopped`. */
export async function* measure(
	{ seeds, layouts, conditions }: Corpus,
	options: MeasureOptions,
	limit: number,
): AsyncGenerator<MeasuredDocument> {
	let left = limit;
	for (const seed of seeds) {
		for (const layout of layouts) {
			const document = await makeDocument(layoutNamed(layout), seed);
			for (const condition of conditions) {
				if (left === 0) return;
				left -= 1;
				yield await measureDocument(document, condition, seed, layout, options);
			}
		}
	}
}

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

const isUnmarked = (truth: ReportItems, read: ReportItems): boolean =>
	read.record['needs_review'] !== true && judge(truth, read).some(({ isRight }) => !isRight);

/** Plants one plausible misreading at a time into true replies, and looks who notices. */
export async function measurePlants(
	node: NodeOnEngine,
	layouts: readonly string[],
	seeds: readonly number[],
): Promise<PlantedFigures> {
	const plants: JudgedPlant[] = [];
	let [markedCleanReports, cleanReports] = [0, 0];
	for (const seed of seeds) {
		for (const layout of layouts) {
			const document = await makeDocument(layoutNamed(layout), seed);
			const trueReply = toTrueReply(document);
			const [truth] = await node.reshape([trueReply]);
			if (!truth) continue;
			cleanReports += 1;
			if (truth.record['needs_review'] === true) markedCleanReports += 1;
			const planted = plantMisreadings(trueReply, randomOf(seed, `${layout} plants`));
			const replies = planted.map(({ reply }) => reply);
			const alone = await shapeAll(node, replies);
			const beside = await shapeAll(node, replies, trueReply);
			planted.forEach(({ column }, index) => {
				const [one, two] = [alone[index], beside[index]];
				if (!one || !two) throw new Error(`${column}: the node gave no record`);
				const isSame = judge(truth, one).every(({ isRight }) => isRight);
				if (isSame) return;
				plants.push({
					column,
					isUnmarked: isUnmarked(truth, one),
					isUnmarkedWithSecond: isUnmarked(truth, two),
				});
			});
		}
	}
	return { plants, markedCleanReports, cleanReports };
}
