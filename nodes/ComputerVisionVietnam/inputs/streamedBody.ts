import { createHash } from 'node:crypto';
import type { SourceBytes } from './document';

/** A request body that is produced while it is sent. */
export interface BodyParts {
	/** The `Content-Type` header. */
	readonly contentType: string;
	readonly before: string;
	/** What stands between `before` and `after`. */
	readonly content: SourceBytes;
	readonly after: string;
	/** `base64`: the content goes out encoded; it must then be one piece. */
	readonly encoding?: 'base64';
}

/**
 * A body whose bytes come from a source at the moment they are sent, so that a file is never held.
 * To n8n's HTTP client it is a Blob, which it knows by the tag and asks for `type`, `size` and
 * `stream()`; a real Blob would have to hold its bytes. Good for one request only.
 */
export class StreamedBody {
	/**
	 * The `Content-Type` header. Own properties on purpose, this and `size`: n8n takes an object
	 * without any for an empty body.
	 */
	readonly type: string;
	/** Length of the whole body in bytes: the `Content-Length`. */
	readonly size: number;
	/** True when the source could not be read to the end, so that the request broke off. */
	sourceFailed = false;
	/** Of the content's own bytes, lower-case hex; null until they all went out. */
	sha256: string | null = null;
	readonly #parts: BodyParts;
	#running: AsyncGenerator<Uint8Array> | null = null;

	constructor(parts: BodyParts) {
		const { contentType, before, content, after, encoding } = parts;
		const sentSize = encoding === 'base64' ? Math.ceil(content.size / 3) * 4 : content.size;
		this.type = contentType;
		this.size = Buffer.byteLength(before) + sentSize + Buffer.byteLength(after);
		this.#parts = parts;
	}

	get [Symbol.toStringTag](): string {
		return 'Blob';
	}

	/** The bytes, once. Rejects when the source does. */
	stream(): AsyncGenerator<Uint8Array> {
		this.#running = this.#read();
		return this.#running;
	}

	/** Lets go of the source where a call ended early: the HTTP client leaves it open. */
	async close(): Promise<void> {
		await this.#running?.return(undefined);
	}

	async *#read(): AsyncGenerator<Uint8Array> {
		const { before, after, encoding } = this.#parts;
		const hash = createHash('sha256');
		yield Buffer.from(before);
		for await (const chunk of this.#readContent()) {
			hash.update(chunk);
			yield encoding === 'base64' ? Buffer.from(Buffer.from(chunk).toString('base64')) : chunk;
		}
		this.sha256 = hash.digest('hex');
		yield Buffer.from(after);
	}

	/** Remembers whose fault it was: the HTTP client reports it like a broken connection. */
	async *#readContent(): AsyncGenerator<Uint8Array> {
		try {
			yield* this.#parts.content.open();
		} catch (error) {
			throw this.#noteFailure(error);
		}
	}

	#noteFailure(error: unknown): unknown {
		this.sourceFailed = true;
		return error;
	}
}

/** The hash of a whole source, lower-case hex. Rejects when it cannot be read. */
export async function hashSource(source: SourceBytes): Promise<string> {
	const hash = createHash('sha256');
	for await (const chunk of source.open()) hash.update(chunk);
	return hash.digest('hex');
}
