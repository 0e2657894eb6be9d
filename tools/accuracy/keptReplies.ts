import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import type { PlannedDocument } from './corpus.ts';

const keptAnswer = z.discriminatedUnion('kind', [
	z.object({ kind: z.literal('reply'), seconds: z.number(), reply: z.record(z.unknown()) }),
	z.object({ kind: z.literal('refusal'), error: z.string() }),
]);
const keptLine = z.object({ name: z.string(), truth: z.string(), answer: keptAnswer });

/** What a server said to a document: a reply that was paid for, or why there is none. */
export type KeptAnswer = z.infer<typeof keptAnswer>;

function parseLine(line: string): z.infer<typeof keptLine> | null {
	try {
		return keptLine.parse(JSON.parse(line));
	} catch {
		return null;
	}
}

/** A reply is judged against what it was made from only: a maker that has changed makes another document. */
const digestTruth = ({ document }: PlannedDocument): string =>
	createHash('sha256').update(JSON.stringify(document.truth)).digest('hex').slice(0, 16);

/**
 * Answers kept in a file, a line each, so that a call that was paid for is never made again: whoever
 * starts once more goes on where it stopped. Invented documents only.
 */
export class KeptReplies {
	/** Lines that say nothing: the process ended while it wrote one. */
	readonly tornLines: number;
	readonly #path: string;
	readonly #kept: Map<string, z.infer<typeof keptLine>>;

	/** @param path of the file; it need not exist yet */
	constructor(path: string) {
		this.#path = path;
		mkdirSync(dirname(path), { recursive: true });
		const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
		// What follows a torn line must not become part of it.
		if (text !== '' && !text.endsWith('\n')) appendFileSync(path, '\n');
		const lines = text.split('\n').filter((line) => line !== '');
		const parsed = lines.flatMap((line) => parseLine(line) ?? []);
		this.tornLines = lines.length - parsed.length;
		this.#kept = new Map(parsed.map((line) => [line.name, line]));
	}

	/** The answer to that document; null when there is none yet. */
	get(planned: PlannedDocument): KeptAnswer | null {
		const line = this.#kept.get(planned.name);
		return line?.truth === digestTruth(planned) ? line.answer : null;
	}

	/** Keeps an answer, at once on disk. */
	add(planned: PlannedDocument, answer: KeptAnswer): void {
		const line = { name: planned.name, truth: digestTruth(planned), answer };
		this.#kept.set(planned.name, line);
		appendFileSync(this.#path, `${JSON.stringify(line)}\n`);
	}
}
