import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Envelope } from './envelope.ts';

/** Where the committed samples are, from the project root. */
export const DOCUMENTS_FOLDER = 'sandbox/documents';

const manifestSchema = z.object({
	documents: z.array(
		z.object({
			file: z.string(),
			mimeType: z.string(),
			sha256: z.string(),
			bytes: z.number(),
			pages: z.number(),
			/** Reply with the names of image files, from this folder, in place of images. */
			reply: z.string(),
		}),
	),
});

const envelopeSchema = z.record(z.unknown());

/** One sample: the file a user sends and where its reply is. */
export type SampleDocument = z.output<typeof manifestSchema>['documents'][number];

/** The samples of one folder, found by the hash of their bytes. */
export class SampleDocuments {
	readonly all: readonly SampleDocument[];
	private readonly folder: string;
	private readonly bySha256: ReadonlyMap<string, SampleDocument>;
	private readonly replies = new Map<string, Envelope>();

	/** Reads `manifest.json` of the folder; a folder without one has no samples. */
	constructor(folder: string) {
		this.folder = folder;
		const file = join(folder, 'manifest.json');
		const json: unknown = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null;
		this.all = json === null ? [] : manifestSchema.parse(json).documents;
		this.bySha256 = new Map(this.all.map((document) => [document.sha256, document]));
	}

	/** The sample with these bytes, or null. */
	find(sha256: string): SampleDocument | null {
		return this.bySha256.get(sha256) ?? null;
	}

	/** The bytes of a sample by its file name, or null when there is none of that name. */
	read(file: string): { bytes: Buffer; mimeType: string } | null {
		const document = this.all.find((sample) => sample.file === file);
		if (!document) return null;
		return { bytes: readFileSync(join(this.folder, document.file)), mimeType: document.mimeType };
	}

	/** The reply for a sample, with its images in base64 or, as without `get_thumb`, with none. */
	reply(document: SampleDocument, withImages: boolean): Envelope {
		const key = `${document.reply} ${withImages}`;
		const known = this.replies.get(key);
		if (known) return known;
		const text = readFileSync(join(this.folder, document.reply), 'utf8');
		const reply = envelopeSchema.parse(
			JSON.parse(text, (name, value: unknown) => this.replaceImages(name, value, withImages)),
		);
		this.replies.set(key, reply);
		return reply;
	}

	/** Reviver for replies: turns file names under the image keys into what the API sends. */
	private replaceImages(name: string, value: unknown, withImages: boolean): unknown {
		if (name === 'imgs' && Array.isArray(value)) {
			return withImages ? value.map((file) => this.imageBase64(file)) : [];
		}
		if (name.endsWith('_image')) return withImages ? this.imageBase64(value) : '';
		return value;
	}

	private imageBase64(file: unknown): string {
		if (typeof file !== 'string' || file === '') return '';
		return readFileSync(join(this.folder, file)).toString('base64');
	}
}
