import type { SourceBytes } from './sourceDocument';

/** A file up to this size is small: opening it twice costs more than holding it. */
export const SMALL_BYTES = 1024 * 1024;
/** What the small files of one run may take together while they wait to be sent. */
const ROOM_BYTES = 32 * 1024 * 1024;

/** The memory that the small files of one run share; the files that find no room are streamed. */
export class Room {
	#free = ROOM_BYTES;

	/**
	 * Takes room for a file.
	 *
	 * @param bytes its length; undefined when it is not known beforehand, which finds no room
	 */
	take(bytes: number | undefined): boolean {
		if (bytes === undefined || bytes > SMALL_BYTES || bytes > this.#free) return false;
		this.#free -= bytes;
		return true;
	}
}

/** Bytes in memory as a source: read from storage once for the look at them and for every try. */
export function holdBytes(bytes: Buffer): SourceBytes {
	async function* open(): AsyncGenerator<Uint8Array> {
		yield bytes;
	}
	return { size: bytes.length, whole: bytes, open };
}
