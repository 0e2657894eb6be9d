import { randomUUID } from 'node:crypto';
import { freeNow } from '../freeNow';
import { Base64Decoder } from './base64Decoder';
import { ImageBytes } from './imageBytes';
import { ReplyBody } from './replyBody';

/** No text of a report is as long; what is longer can only be an image. */
const LONG = 16 * 1024;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const NOTHING: Buffer = Buffer.alloc(0);

/**
 * Takes the body of an answer as it arrives, and decodes the images in it at once: kept as text they
 * would be in memory three times over. A long string of nothing but base64 counts as an image; what
 * turns out to be none goes on as text, letter for letter.
 */
export class BodyReader {
	readonly #id = randomUUID();
	readonly #images = new Map<string, ImageBytes>();
	readonly #text: Buffer[] = [];
	/** What came since the last quote. */
	#run: Buffer[] = [];
	#runLength = 0;
	/** Whether the run may become an image: it does not begin behind an escaped quote. */
	#isOpen = false;
	#lastByte = 0;
	#image: Base64Decoder | null = null;

	/** Takes the next bytes, which may be gone afterwards. */
	add(chunk: Buffer): void {
		const last = chunk.at(-1);
		if (last === undefined) return;
		const rest = this.#image === null ? chunk : this.#addToImage(this.#image, chunk);
		if (rest.length > 0) this.#addText(rest);
		this.#lastByte = last;
	}

	/** The body, when all of it came. */
	end(): ReplyBody {
		if (this.#image) this.#giveUp(this.#image);
		return new ReplyBody(Buffer.concat(this.#text.concat(this.#run)), this.#images);
	}

	#addText(bytes: Buffer): void {
		const quote = bytes.lastIndexOf(QUOTE);
		if (quote !== -1) this.#closeRun(bytes, quote);
		const tail = bytes.subarray(quote + 1);
		this.#run.push(tail);
		this.#runLength += tail.length;
		if (this.#isOpen && this.#runLength >= LONG) this.#beginImage();
	}

	#closeRun(bytes: Buffer, quote: number): void {
		const before = quote === 0 ? this.#lastByte : bytes[quote - 1];
		for (const part of this.#run) this.#text.push(part);
		this.#text.push(bytes.subarray(0, quote + 1));
		this.#run = [];
		this.#runLength = 0;
		this.#isOpen = before !== BACKSLASH;
	}

	/** The run becomes an image, unless its first bytes are none already. */
	#beginImage(): void {
		this.#isOpen = false;
		const image = new Base64Decoder();
		const ascii = Buffer.concat(this.#run);
		if (!image.add(ascii)) return;
		this.#run = [];
		this.#runLength = 0;
		this.#image = image;
	}

	/** What of the chunk does not belong to the image. */
	#addToImage(image: Base64Decoder, chunk: Buffer): Buffer {
		const quote = chunk.indexOf(QUOTE);
		const ascii = quote === -1 ? chunk : chunk.subarray(0, quote);
		if (!image.add(ascii)) return this.#giveUp(image, chunk);
		if (quote !== -1) return this.#endImage(image, chunk.subarray(quote));
		freeNow(chunk);
		return NOTHING;
	}

	#endImage(image: Base64Decoder, rest: Buffer): Buffer {
		const bytes = image.end();
		if (bytes === null) return this.#giveUp(image, rest);
		const mark = `${this.#id}-${this.#images.size}`;
		this.#images.set(mark, new ImageBytes(bytes));
		this.#text.push(Buffer.from(mark));
		this.#image = null;
		return rest;
	}

	/** It was a text after all. */
	#giveUp(image: Base64Decoder, rest: Buffer = NOTHING): Buffer {
		this.#text.push(Buffer.from(image.letters, 'latin1'));
		this.#image = null;
		return rest;
	}
}
