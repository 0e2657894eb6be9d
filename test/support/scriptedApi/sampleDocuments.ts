import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Envelope } from './envelope.ts';

/** Where the committed samples are. */
const FOLDER = join(import.meta.dirname, '../../fixtures/documents');

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

/** The committed samples, found by the hash of their bytes. */
export class SampleDocuments {
	readonly all: readonly SampleDocument[];
	private readonly bySha256: ReadonlyMap<string, SampleDocument>;
	private readonly replies = new Map<string, Envelope>();
	/** Replies that a test has taught it, by the hash of the document; they go before the samples. */
	private readonly taught = new Map<string, Envelope>();

	constructor() {
		const json: unknown = JSON.parse(readFileSync(join(FOLDER, 'manifest.json'), 'utf8'));
		this.all = manifestSchema.parse(json).documents;
		this.bySha256 = new Map(this.all.map((document) => [document.sha256, document]));
	}

	/** From now on a document with these bytes gets this reply. */
	teach(sha256: string, reply: Envelope): void {
		this.taught.set(sha256, reply);
	}

	/** Forgets every reply that was taught. */
	forget(): void {
		this.taught.clear();
	}

	/** The reply that was taught for these bytes, or null. */
	taughtReply(sha256: string): Envelope | null {
		return this.taught.get(sha256) ?? null;
	}

	/** The sample with these bytes, or null. */
	find(sha256: string): SampleDocument | null {
		return this.bySha256.get(sha256) ?? null;
	}

	/** The sample of this file name, or null. */
	named(file: string | null): SampleDocument | null {
		return this.all.find((sample) => sample.file === file) ?? null;
	}

	/** The reply for the first sample, without images. */
	firstReply(): Envelope {
		const [first] = this.all;
		if (!first) throw new Error('There are no samples');
		return this.reply(first, false);
	}

	/** The bytes of a sample by its file name, or null when there is none of that name. */
	read(file: string): { bytes: Buffer; mimeType: string } | null {
		const document = this.named(file);
		if (!document) return null;
		return { bytes: readFileSync(join(FOLDER, document.file)), mimeType: document.mimeType };
	}

	/** The reply for a sample, with its images in base64 or, as without `get_thumb`, with none. */
	reply(document: SampleDocument, withImages: boolean): Envelope {
		const key = `${document.reply} ${withImages}`;
		const known = this.replies.get(key);
		if (known) return known;
		const text = readFileSync(join(FOLDER, document.reply), 'utf8');
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
		return readFileSync(join(FOLDER, file)).toString('base64');
	}
}
