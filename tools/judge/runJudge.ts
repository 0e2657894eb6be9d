import { conditionNamed } from '../conditions/conditions.ts';
import { layoutNamed } from '../documents/layouts/index.ts';
import { makeDocument } from '../documents/makeDocument.ts';
import { randomOf } from '../documents/random.ts';
import { askServer } from './askServer.ts';
import { judgeReport } from './judgeReport.ts';
import type { Judgement } from './judgeReport.ts';
import type { Server } from './startReader.ts';

/** One document, sent in one condition, and what was made of it. */
export interface JudgedDocument {
	readonly name: string;
	readonly layout: string;
	readonly condition: string;
	readonly seed: number;
	readonly pages: number;
	readonly seconds: number;
	/** Null: it was read. */
	readonly refusal: string | null;
	readonly judgement: Judgement;
}

/** What is to be judged: every layout in every condition with every seed. */
export interface Corpus {
	readonly seeds: readonly number[];
	readonly layouts: readonly string[];
	readonly conditions: readonly string[];
}

/** Sends the corpus's documents one after the other, as one person would. */
export async function* runJudge(
	{ seeds, layouts, conditions }: Corpus,
	server: Omit<Server, 'stop'>,
): AsyncGenerator<JudgedDocument> {
	for (const seed of seeds) {
		for (const layout of layouts) {
			const document = await makeDocument(layoutNamed(layout), seed);
			for (const condition of conditions) {
				const random = randomOf(seed, `${layout} ${condition}`);
				const file = await conditionNamed(condition).send(document, random);
				const { reply, seconds } = await askServer(server, file);
				const read = reply.kind === 'read' ? reply.report : null;
				yield {
					name: `${document.name}-${condition}`,
					layout,
					condition,
					seed,
					pages: document.pages,
					seconds,
					refusal: reply.kind === 'read' ? null : `code ${reply.code}: ${reply.message}`,
					judgement: judgeReport(document.truth, read),
				};
			}
		}
	}
}
