import type { SourceBytes } from '../document/sourceDocument';

/** A request body that is produced while it is sent. */
export interface BodyParts {
	/** The `Content-Type` header. */
	readonly contentType: string;
	readonly before: string;
	/** What stands between `before` and `after`. */
	readonly content: SourceBytes;
	readonly after: string;
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
	readonly #parts: BodyParts;

	constructor(parts: BodyParts) {
		const { contentType, before, content, after } = parts;
		this.type = contentType;
		this.size = Buffer.byteLength(before) + content.size + Buffer.byteLength(after);
		this.#parts = parts;
	}

	get [Symbol.toStringTag](): string {
		return 'Blob';
	}

	/** The bytes, once. Rejects when the source does. */
	async *stream(): AsyncGenerator<Uint8Array> {
		const { before, content, after } = this.#parts;
		yield Buffer.from(before);
		yield* this.#readContent(content);
		yield Buffer.from(after);
	}

	async *#readContent(content: SourceBytes): AsyncGenerator<Uint8Array> {
		try {
			yield* content.open();
		} catch (error) {
			throw this.#noteFailure(error);
		}
	}

	/** Remembers whose fault it was: the HTTP client reports it like a broken connection. */
	#noteFailure(error: unknown): unknown {
		this.sourceFailed = true;
		return error;
	}
}
