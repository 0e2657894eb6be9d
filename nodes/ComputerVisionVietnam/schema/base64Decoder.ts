import { freeNow } from '../freeNow';

/** Letters that stand for the same bits in the URL-safe alphabet: they would not come back as they were. */
const URL_SAFE = ['-', '_'];

const countPadding = (letters: string): number => {
	if (letters.endsWith('==')) return 2;
	return letters.endsWith('=') ? 1 : 0;
};

/** A last group may hold bits that stand for nothing, and that would be lost. */
function isWhole(group: string): boolean {
	return Buffer.from(group, 'base64').toString('base64') === group;
}

/**
 * Decodes base64 letters as they arrive, and can tell them again: it takes nothing but letters that
 * its bytes stand for.
 */
export class Base64Decoder {
	readonly #pieces: Buffer[] = [];
	#length = 0;
	/** Letters that wait for the rest of their group of four. */
	#carry = '';
	#isPadded = false;

	/** Takes more letters; false, and nothing is taken, when they are no base64 of the standard form. */
	add(ascii: Buffer): boolean {
		const letters = this.#carry + ascii.toString('latin1');
		const end = letters.length - (letters.length % 4);
		if (!this.#decode(letters.slice(0, end))) return false;
		this.#carry = letters.slice(end);
		return true;
	}

	#decode(letters: string): boolean {
		if (letters === '') return true;
		if (this.#isPadded || URL_SAFE.some((letter) => letters.includes(letter))) return false;
		const padding = countPadding(letters);
		const piece = Buffer.from(letters, 'base64');
		if (piece.length !== (letters.length / 4) * 3 - padding) return false;
		if (padding > 0 && !isWhole(letters.slice(-4))) return false;
		this.#pieces.push(piece);
		this.#length += piece.length;
		this.#isPadded = padding > 0;
		return true;
	}

	/** All letters taken so far. */
	get letters(): string {
		return Buffer.concat(this.#pieces).toString('base64') + this.#carry;
	}

	/** The bytes, once; null when letters of a group are missing, and then none is lost. */
	end(): Buffer | null {
		if (this.#carry !== '') return null;
		const bytes = Buffer.concat(this.#pieces, this.#length);
		for (const piece of this.#pieces) freeNow(piece);
		return bytes;
	}
}
