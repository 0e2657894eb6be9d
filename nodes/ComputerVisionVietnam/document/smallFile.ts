import { freeNow } from '../freeNow';
import type { SourceBytes, WholeFile } from './sourceDocument';

/** A file up to this size is small: it is read and sent in one piece, half the work of a stream. */
export const SMALL_BYTES = 512 * 1024;
/** What the small files of one run may take together while they wait to be sent. */
const ROOM_BYTES = 8 * 1024 * 1024;

/** The memory that the small files of one run share. */
export class Room {
	#free = ROOM_BYTES;

	/** Takes room for so many bytes, if there is. */
	take(bytes: number): boolean {
		if (bytes > this.#free) return false;
		this.#free -= bytes;
		return true;
	}

	/** Gives back what was taken. */
	leave(bytes: number): void {
		this.#free += bytes;
	}
}

/**
 * A small file in n8n's storage. It is held from the look at it until it is sent, or read again
 * shortly before, so that of a run with many files only the next few are in memory.
 */
export class SmallFile implements SourceBytes, WholeFile {
	readonly whole = this;
	readonly size: number;
	readonly #read: () => Promise<Buffer>;
	readonly #room: Room;
	#held: Promise<Buffer> | null = null;

	/**
	 * @param size as n8n notes it with the file, at most `SMALL_BYTES`
	 * @param read reads it anew each time; what it gives is nobody else's
	 */
	constructor(size: number, read: () => Promise<Buffer>, room: Room) {
		this.size = size;
		this.#read = read;
		this.#room = room;
	}

	async *open(): AsyncGenerator<Uint8Array> {
		yield await this.#read();
	}

	async take(): Promise<Buffer> {
		const held = this.#held;
		if (held === null) return await this.#read();
		this.#held = null;
		this.#room.leave(this.size);
		return await held;
	}

	giveBack(bytes: Buffer): void {
		if (this.#held === null && this.#room.take(this.size)) this.#held = Promise.resolve(bytes);
		else freeNow(bytes);
	}

	readAhead(): void {
		if (this.#held !== null || !this.#room.take(this.size)) return;
		this.#held = this.#read();
		// Whoever takes it will hear of it.
		this.#held.catch(() => undefined);
	}
}
