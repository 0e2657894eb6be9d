import { detectFile, HEAD_BYTES } from './detectFile';
import type { FileType } from './detectFile';
import { freeBehind } from './releaseEarly';
import type { SourceBytes, WholeFile } from './sourceDocument';

/** What a look at the bytes says about a file before it is sent. */
export type Inspection =
	| { readonly kind: 'document'; readonly fileType: FileType }
	| { readonly kind: 'empty' }
	/** A PDF whose trailer names an encryption dictionary. */
	| { readonly kind: 'encrypted' }
	/** A PDF that shows no page, and has nothing compressed that might hide one. */
	| { readonly kind: 'noPages' }
	| { readonly kind: 'notADocument'; readonly looksLike: string };

/** Longer than any token looked for, so that none is missed between two chunks. */
const OVERLAP = 64;

/** The trailer's entry, with its reference or dictionary: `/EncryptMetadata` is something else. */
const ENCRYPT = /\/Encrypt\s*(?:\d+\s+\d+\s+R\b|<<)/;
/**
 * An object stream that may hold pages, or a page's own keys. Searched as bytes and without their
 * slash, of which a PDF is full: that is ten times as fast. The shortest comes first, because Node.js
 * takes ten times as long to find that there is none of eight letters.
 */
const SIGNS_OF_PAGES = ['ObjStm', 'Contents', 'MediaBox'];
/** A page without any of them. Misses no page, if it errs. */
const PAGE = /\/Type\s*\/Page(?=[^A-Za-z])/;

/**
 * Looks for the two facts of a PDF that can be seen without parsing it, chunk by chunk. Bytes are
 * turned into text only where something may be found: a large file would leave much garbage.
 */
class PdfScan {
	encrypted = false;
	mayHavePages = false;
	private carry = Buffer.alloc(0);

	add(chunk: Uint8Array): void {
		const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
		const seam = Buffer.concat([this.carry, bytes.subarray(0, OVERLAP)]);
		this.look(seam);
		this.look(bytes);
		this.carry = Buffer.from((bytes.length < OVERLAP ? seam : bytes).subarray(-OVERLAP));
	}

	private look(bytes: Buffer): void {
		this.mayHavePages ||=
			SIGNS_OF_PAGES.some((sign) => bytes.includes(sign)) ||
			(bytes.includes('Page') && PAGE.test(bytes.toString('latin1')));
		this.encrypted ||= bytes.includes('Encrypt') && ENCRYPT.test(bytes.toString('latin1'));
	}

	get inspection(): Inspection {
		if (this.encrypted) return { kind: 'encrypted' };
		return this.mayHavePages ? { kind: 'document', fileType: 'pdf' } : { kind: 'noPages' };
	}
}

function inspectHead(head: Uint8Array): Inspection {
	if (head.length === 0) return { kind: 'empty' };
	const detected = detectFile(head);
	return detected.isDocument
		? { kind: 'document', fileType: detected.fileType }
		: { kind: 'notADocument', looksLike: detected.looksLike };
}

const isPdf = (inspection: Inspection): boolean =>
	inspection.kind === 'document' && inspection.fileType === 'pdf';

async function inspectChunks(
	chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
): Promise<Inspection> {
	const scan = new PdfScan();
	let head = Buffer.alloc(0);
	let judged: Inspection | null = null;
	for await (const chunk of chunks) {
		scan.add(chunk);
		if (judged !== null) continue;
		head = Buffer.concat([head, chunk.subarray(0, HEAD_BYTES)]);
		if (head.length < HEAD_BYTES) continue;
		judged = inspectHead(head);
		if (!isPdf(judged)) return judged;
	}
	judged ??= inspectHead(head);
	return isPdf(judged) ? scan.inspection : judged;
}

async function inspectWhole(file: WholeFile): Promise<Inspection> {
	const bytes = await file.take();
	try {
		return await inspectChunks([bytes]);
	} finally {
		file.giveBack(bytes);
	}
}

/**
 * Judges a file by its bytes. An image costs its first kilobyte; a PDF is read once to the end,
 * because the sign of encryption stands in its last lines. Holds one chunk at a time, or what is
 * whole anyway. Rejects when the storage cannot deliver.
 */
export async function inspectDocument(bytes: SourceBytes): Promise<Inspection> {
	if (bytes.size === 0) return { kind: 'empty' };
	return await (bytes.whole ? inspectWhole(bytes.whole) : inspectChunks(freeBehind(bytes.open())));
}
