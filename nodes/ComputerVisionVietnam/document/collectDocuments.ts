import type { IBinaryData } from 'n8n-workflow';
import type { Failure } from '../failure';
import { readBase64 } from './base64Text';
import { UNDOCUMENTED_TYPES } from './detectFile';
import type { FileType } from './detectFile';
import {
	toBase64Failure,
	toInspectionFailure,
	toMissingFieldFailure,
	toNoFieldNameFailure,
	toNoDocumentFailure,
	toNoMatchFailure,
	toStorageFailure,
	toUrlFailure,
} from './inputFailures';
import { inspectDocument } from './inspectDocument';
import { matchFields } from './matchFields';
import type { ChosenField } from './matchFields';
import { readUrl } from './readUrl';
import type {
	CollectedDocument,
	DocumentLabel,
	FileStorage,
	SkippedFile,
	SourceBytes,
} from './sourceDocument';

interface AnyInput {
	/** Place of the item in the input, from 0. */
	readonly itemIndex: number;
	/** Sent as `check_sum` with every document of this item. */
	readonly checkSum?: string;
}

/** Files of the item, by name, list or pattern. */
export interface BinaryInput extends AnyInput {
	readonly mode: 'binary';
	readonly binaryPropertyName: string;
	/** The item's binary fields, in their order. */
	readonly files: Readonly<Record<string, IBinaryData>>;
}

/** An address that the API fetches. */
export interface UrlInput extends AnyInput {
	readonly mode: 'url';
	readonly url: string;
}

/** A text in the item. */
export interface Base64Input extends AnyInput {
	readonly mode: 'base64';
	readonly base64: string;
	/** What to call it; base64 has no name of its own. */
	readonly fileName?: string;
}

/** What one input item says about its documents. */
export type DocumentInput = BinaryInput | UrlInput | Base64Input;

/** All documents of a run, none of them sent yet. */
export interface Collection {
	/** In the order of the items, and of the fields within an item. */
	readonly documents: readonly CollectedDocument[];
	readonly skipped: readonly SkippedFile[];
}

/** Files inspected at the same time: reading waits for the disk, not for the CPU. */
const FILES_AT_ONCE = 8;

type Collected = CollectedDocument | { readonly ok: 'skipped'; readonly file: SkippedFile };

/** A document that is still to be looked at. */
type Candidate = () => Promise<Collected>;

const refuse = (document: DocumentLabel, failure: Failure): Collected => ({
	ok: false,
	document,
	failure,
});

const HINTS = {
	undocumented:
		'this format is not documented by the API; if it is refused, convert it to PDF, JPEG or PNG',
};

const toHint = (fileType: FileType) =>
	UNDOCUMENTED_TYPES.has(fileType) ? { hint: HINTS.undocumented } : {};

const toCheckSum = ({ checkSum }: AnyInput) => (checkSum === undefined ? {} : { checkSum });

/** What is known of a file once it was looked at. */
const describeFile = (label: DocumentLabel, fileType: FileType, input: AnyInput) => ({
	...label,
	...toHint(fileType),
	...toCheckSum(input),
	fileType,
});

/** A logo may be skipped; a report that is none, such as a notice named `report.pdf`, may not. */
const isNamedAsPdf = ({ fileName = '' }: IBinaryData): boolean => /\.pdf$/i.test(fileName);

async function openFile(storage: FileStorage, file: IBinaryData): Promise<SourceBytes | null> {
	try {
		return await storage.openFile(file);
	} catch {
		return null;
	}
}

async function inspect(bytes: SourceBytes) {
	try {
		return await inspectDocument(bytes);
	} catch {
		return null;
	}
}

async function collectFile(
	storage: FileStorage,
	input: BinaryInput,
	chosen: ChosenField,
	file: IBinaryData,
): Promise<Collected> {
	const label = { itemIndex: input.itemIndex, field: chosen.field, name: file.fileName ?? null };
	const bytes = await openFile(storage, file);
	const inspection = bytes && (await inspect(bytes));
	if (bytes === null || inspection === null) return refuse(label, toStorageFailure(label));
	if (inspection.kind === 'notADocument' && !chosen.named && !isNamedAsPdf(file)) {
		return { ok: 'skipped', file: { ...label, looksLike: inspection.looksLike } };
	}
	if (inspection.kind !== 'document') return refuse(label, toInspectionFailure(label, inspection));
	const described = describeFile(label, inspection.fileType, input);
	return { ok: true, document: { ...described, kind: 'binary', bytes } };
}

function collectChosen(storage: FileStorage, input: BinaryInput, chosen: ChosenField): Candidate {
	const file = Object.hasOwn(input.files, chosen.field) ? input.files[chosen.field] : undefined;
	if (file !== undefined) return async () => await collectFile(storage, input, chosen, file);
	const label = { itemIndex: input.itemIndex, field: chosen.field, name: null };
	const failure = toMissingFieldFailure(chosen.field, Object.keys(input.files));
	return async () => refuse(label, failure);
}

function collectBinary(storage: FileStorage, input: BinaryInput): Candidate[] {
	const { itemIndex, binaryPropertyName } = input;
	const available = Object.keys(input.files);
	const { fields, unmatched } = matchFields(binaryPropertyName, available);
	if (fields.length > 0) return fields.map((chosen) => collectChosen(storage, input, chosen));
	const failure =
		unmatched.length === 0
			? toNoFieldNameFailure()
			: toNoMatchFailure(binaryPropertyName, available);
	return [async () => refuse({ itemIndex, field: binaryPropertyName, name: null }, failure)];
}

function collectUrl(input: UrlInput): Collected {
	const reading = readUrl(input.url);
	const label = { itemIndex: input.itemIndex, field: 'url' };
	if (reading.kind !== 'url') return refuse({ ...label, name: null }, toUrlFailure(reading));
	const { url, name } = reading;
	return { ok: true, document: { ...label, ...toCheckSum(input), kind: 'url', name, url } };
}

async function collectBase64(input: Base64Input): Promise<Collected> {
	const label = { itemIndex: input.itemIndex, field: 'base64', name: input.fileName ?? null };
	const sources = readBase64(input.base64);
	if (sources.kind !== 'base64') return refuse(label, toBase64Failure(label, sources));
	const inspection = await inspectDocument(sources.bytes);
	if (inspection.kind !== 'document') return refuse(label, toInspectionFailure(label, inspection));
	const described = describeFile(label, inspection.fileType, input);
	const { bytes, encoded } = sources;
	return { ok: true, document: { ...described, kind: 'base64', bytes, encoded } };
}

function toCandidates(storage: FileStorage, input: DocumentInput): Candidate[] {
	switch (input.mode) {
		case 'binary':
			return collectBinary(storage, input);
		case 'url':
			return [async () => collectUrl(input)];
		case 'base64':
			return [async () => await collectBase64(input)];
	}
}

/** An item whose files are all no documents must not vanish. */
function refuseIfAllSkipped(input: DocumentInput, collected: readonly Collected[]): Collected[] {
	const files = collected.flatMap((entry) => (entry.ok === 'skipped' ? [entry.file] : []));
	if (input.mode !== 'binary' || files.length === 0 || files.length < collected.length)
		return [...collected];
	const { itemIndex, binaryPropertyName } = input;
	const label = { itemIndex, field: binaryPropertyName, name: null };
	return [...collected, refuse(label, toNoDocumentFailure(binaryPropertyName, files))];
}

/** Runs the candidates a few at a time and keeps their order. */
async function lookAtAll(candidates: readonly Candidate[]): Promise<Collected[]> {
	const collected = new Array<Collected>(candidates.length);
	const queue = candidates.entries();
	const work = async () => {
		for (const [index, candidate] of queue) collected[index] = await candidate();
	};
	await Promise.all(Array.from({ length: FILES_AT_ONCE }, work));
	return collected;
}

/**
 * Finds the documents of all input items and checks each by its bytes, before anything is sent.
 * A document that cannot be sent takes its place in the list with the reason; a file that only a
 * pattern chose and that is no document goes to `skipped`. Never rejects because of one document.
 *
 * @param refusesEmptied whether an item of which nothing is left gets a failure, so that it does not
 * vanish where failures become items; a run that stops at failures is not to stop for a logo
 */
export async function collectDocuments(
	storage: FileStorage,
	inputs: readonly DocumentInput[],
	refusesEmptied: boolean,
): Promise<Collection> {
	const candidates = inputs.map((input) => toCandidates(storage, input));
	const looked = await lookAtAll(candidates.flat());
	let taken = 0;
	const collected = inputs.flatMap((input, index) => {
		const own = looked.slice(taken, (taken += candidates[index]?.length ?? 0));
		return refusesEmptied ? refuseIfAllSkipped(input, own) : own;
	});
	return {
		documents: collected.flatMap((entry) => (entry.ok === 'skipped' ? [] : [entry])),
		skipped: collected.flatMap((entry) => (entry.ok === 'skipped' ? [entry.file] : [])),
	};
}
