import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Json } from './nodeOnEngine.ts';

/** A reply that was paid for, or took long. */
interface KeptReply {
	readonly name: string;
	readonly seconds: number;
	readonly reply: Json;
}

/**
 * Replies kept in a file, a line each, so that a call that was paid for is never made again: whoever
 * starts once more goes on where it stopped. Invented documents only.
 */
export class KeptReplies {
	readonly #path: string;
	readonly #kept = new Map<string, KeptReply>();

	constructor(path: string) {
		this.#path = path;
		mkdirSync(dirname(path), { recursive: true });
		if (!existsSync(path)) return;
		for (const line of readFileSync(path, 'utf8').split('\n')) {
			if (line === '') continue;
			const kept = JSON.parse(line) as KeptReply;
			this.#kept.set(kept.name, kept);
		}
	}

	/** The reply for the document of that name; undefined when there is none yet. */
	get(name: string): KeptReply | undefined {
		return this.#kept.get(name);
	}

	/** Keeps a reply, at once on disk. */
	add(kept: KeptReply): void {
		this.#kept.set(kept.name, kept);
		appendFileSync(this.#path, `${JSON.stringify(kept)}\n`);
	}
}
