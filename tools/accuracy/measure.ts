import { conditionNamed } from '../conditions/conditions.ts';
import { randomOf } from '../documents/random.ts';
import { judgeReport } from '../judge/judgeReport.ts';
import { parseReply } from '../judge/parseReply.ts';
import type { JudgedDocument } from '../judge/runJudge.ts';
import type { Server } from '../judge/startReader.ts';
import type { PlannedDocument } from './corpus.ts';
import { judgeAll, toTrueReply } from './judgeItems.ts';
import type { ItemValue } from './judgeItems.ts';
import type { KeptAnswer, KeptReplies } from './keptReplies.ts';
import type { Json, NodeOnEngine } from './nodeOnEngine.ts';

/** A document with what left the node. */
export interface MeasuredDocument extends JudgedDocument {
	/** null where there is none. */
	readonly reply: Json | null;
	readonly items: readonly ItemValue[];
	/** The record asks for a person. */
	readonly isForReview: boolean;
}

/** The server refuses the key, has no requests left, or is not there: no further call would be answered. */
export class MeasuringStopped extends Error {}

/** What is measured, and with what. */
export interface MeasuringTools {
	readonly node: NodeOnEngine;
	readonly server: Omit<Server, 'stop'>;
	/** null: nothing is kept. */
	readonly kept: KeptReplies | null;
}

async function ask(
	planned: PlannedDocument,
	{ node, server, kept }: MeasuringTools,
): Promise<KeptAnswer> {
	const known = kept?.get(planned);
	if (known) return known;
	const { document, layout, condition, seed } = planned;
	const random = randomOf(seed, `${layout} ${condition}`);
	const sent = await node.extract(await conditionNamed(condition).send(document, random), server);
	if (sent.ok) {
		const answer = { kind: 'reply', seconds: sent.seconds, reply: { ...sent.reply } } as const;
		kept?.add(planned, answer);
		return answer;
	}
	if (sent.next === 'stop') throw new MeasuringStopped(sent.error);
	const refusal = { kind: 'refusal', error: sent.error } as const;
	// What passes by itself was not billed, and may be asked for again.
	if (sent.next === 'keep') kept?.add(planned, refusal);
	return refusal;
}

async function judgeReply(
	{ document }: PlannedDocument,
	reply: Json,
	node: NodeOnEngine,
): Promise<Pick<MeasuredDocument, 'judgement' | 'items' | 'isForReview'>> {
	const parsed = parseReply(reply);
	const judgement = judgeReport(document.truth, parsed.kind === 'read' ? parsed.report : null);
	const [truth, read] = await node.reshape([toTrueReply(document.truth), reply]);
	if (!truth || !read) throw new Error('the node gave no record');
	const isForReview = read.record['needs_review'] === true;
	return { judgement, items: judgeAll(truth, read), isForReview };
}

/**
 * Sends a document and judges what came of it, or judges the answer that is kept. Whatever goes wrong
 * with it alone is its refusal.
 *
 * @throws MeasuringStopped when the next one would fail the same way
 */
export async function measureDocument(
	planned: PlannedDocument,
	tools: MeasuringTools,
): Promise<MeasuredDocument> {
	const { name, layout, condition, seed, document } = planned;
	const base = { name, layout, condition, seed, pages: document.pages };
	const refuse = (refusal: string): MeasuredDocument => {
		const judgement = judgeReport(document.truth, null);
		return { ...base, seconds: 0, refusal, judgement, reply: null, items: [], isForReview: true };
	};
	try {
		const answer = await ask(planned, tools);
		if (answer.kind === 'refusal') return refuse(answer.error);
		const { reply, seconds } = answer;
		return {
			...base,
			seconds,
			refusal: null,
			reply,
			...(await judgeReply(planned, reply, tools.node)),
		};
	} catch (error) {
		if (error instanceof MeasuringStopped) throw error;
		return refuse(`not measured: ${error instanceof Error ? error.message : String(error)}`);
	}
}
