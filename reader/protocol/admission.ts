/**
 * Keeps the documents that are held at the same time, waiting or being read, within bounds.
 * What does not fit is told to come back, which costs nothing but a short wait.
 */
export class Admission {
	private documents = 0;
	private bytes = 0;
	private readonly maxDocuments: number;
	private readonly maxBytes: number;

	constructor(limits: { maxDocuments: number; maxBytes: number }) {
		this.maxDocuments = limits.maxDocuments;
		this.maxBytes = limits.maxBytes;
	}

	/**
	 * Takes a document in.
	 *
	 * @param bytes at most so many will be held for it
	 * @returns gives the place back, once; null when there is none
	 */
	enter(bytes: number): (() => void) | null {
		const fits = this.documents === 0 || this.bytes + bytes <= this.maxBytes;
		if (!fits || this.documents >= this.maxDocuments) return null;
		this.documents += 1;
		this.bytes += bytes;
		return () => {
			this.documents -= 1;
			this.bytes -= bytes;
		};
	}
}
