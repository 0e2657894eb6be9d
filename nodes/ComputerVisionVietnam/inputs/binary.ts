import { randomUUID } from 'node:crypto';
import type { INodeProperties } from 'n8n-workflow';

import { isFields } from '../api/envelope';
import {
	EMPTY_FILE,
	NO_FIELD_NAME,
	notADocument,
	notAFile,
	notAPage,
	notAPhoto,
	STORAGE,
	toMissingFieldFailure,
	toNoMatchFailure,
	toParameterFailure,
} from '../failures/badInput';
import { describeType, toDocumentFailure, toName, type Cause } from '../failures/failure';
import { chooseFiles, type ChosenFile } from './chooseFiles';
import { detectFormat, HEAD_BYTES, PDF, type FileFormat } from './detectFile';
import {
	hintFor,
	refuse,
	type Collected,
	type DocumentLabel,
	type InputItem,
	type InputMode,
	type SourceBytes,
	type StoredFile,
} from './document';
import { parseImageHeader } from './imageHeader';
import { photosToPdf } from './photosToPdf';
import { StreamedBody } from './streamedBody';

const PROPERTY: INodeProperties = {
	displayName: 'Input Binary Field',
	name: 'binaryPropertyName',
	type: 'string',
	default: 'data',
	required: true,
	placeholder: 'e.g. data',
	hint: 'The name of the input field containing the file to be read',
	description:
		'One name, several separated by commas, or patterns with * such as attachment_*. Each file that matches is one document.',
};

/** The first bytes of a source; fewer where it is shorter. Rejects when the storage cannot deliver. */
async function getHead(content: SourceBytes, length: number): Promise<Buffer> {
	const chunks: Uint8Array[] = [];
	let read = 0;
	for await (const chunk of content.open()) {
		chunks.push(chunk);
		read += chunk.length;
		if (read >= length) break;
	}
	return Buffer.concat(chunks).subarray(0, length);
}

/** A file name as it may stand in the header of a part; UTF-8 goes through raw, as browsers do. */
function toHeaderName(name: string | null, { extension }: FileFormat): string {
	if (name === null || name.trim() === '') return `document.${extension}`;
	const safe = name.replace(/[\r\n"\0]/g, (letter) => encodeURIComponent(letter));
	return safe.includes('.') ? safe : `${safe}.${extension}`;
}

/** A multipart body with the file as its part `img`. */
function buildBody(name: string | null, format: FileFormat, content: SourceBytes): StreamedBody {
	const boundary = `----n8n-${randomUUID()}`;
	return new StreamedBody({
		contentType: `multipart/form-data; boundary=${boundary}`,
		before: [
			`--${boundary}`,
			`Content-Disposition: form-data; name="img"; filename="${toHeaderName(name, format)}"`,
			`Content-Type: ${format.mimeType}`,
			'',
			'',
		].join('\r\n'),
		content,
		after: `\r\n--${boundary}--\r\n`,
	});
}

/** A file of n8n, or why what stands in its place is none. */
type ParsedFile =
	| { readonly ok: true; readonly file: StoredFile; readonly name: string | null }
	| { readonly ok: false; readonly problem: string };

/** What stands in a file's place may be of any type: a Code node can put anything there. */
function parseFile(value: unknown): ParsedFile {
	if (!isFields(value))
		return { ok: false, problem: `it holds ${describeType(value)}, not a file` };
	const { id, data, fileName } = value;
	const isStored = typeof id === 'string' && id !== '';
	if (!isStored && typeof data !== 'string') {
		return {
			ok: false,
			problem: `its "data" is ${describeType(data)}, not the text that n8n keeps`,
		};
	}
	const file = { ...(isStored && { id }), data: typeof data === 'string' ? data : '' };
	if (typeof fileName === 'number') return { ok: true, file, name: String(fileName) };
	if (typeof fileName === 'string') return { ok: true, file, name: toName(fileName) || null };
	if (fileName === undefined || fileName === null) return { ok: true, file, name: null };
	return { ok: false, problem: `its file name is ${describeType(fileName)}, not a text` };
}

/** A file with its beginning and its format. */
interface OpenedFile {
	readonly label: DocumentLabel;
	readonly content: SourceBytes;
	readonly format: FileFormat;
}

/** A JPEG's size may stand behind previews and colour profiles of 64 kB each. */
const IMAGE_HEAD_BYTES = 1024 * 1024;
/** A page photographed or scanned smaller than this cannot be read. */
const LEAST_PAGE_PIXELS = 480;

/** What can be a page among photos. */
const isPhoto = ({ mimeType }: FileFormat): boolean =>
	mimeType === 'image/jpeg' || mimeType === 'image/png';

/** A file with its beginning; null when n8n's storage does not deliver it. */
async function getContent(item: InputItem, file: StoredFile) {
	try {
		const content = await item.openFile(file);
		const head = content.size === 0 ? Buffer.alloc(0) : await getHead(content, HEAD_BYTES);
		const format = detectFormat(head);
		const isMeasured = format !== null && isPhoto(format);
		const header = isMeasured ? parseImageHeader(await getHead(content, IMAGE_HEAD_BYTES)) : null;
		const shorterSide = header ? Math.min(header.width, header.height) : null;
		return { content, head, format, shorterSide };
	} catch {
		return null;
	}
}

/** Opens a chosen file, or says why it is no document: refused, or skipped where a pattern chose it. */
async function openFile(
	item: InputItem,
	{ field, named, value }: ChosenFile,
): Promise<OpenedFile | Exclude<Collected, { kind: 'document' }>> {
	const unnamed = { itemIndex: item.itemIndex, field, name: null };
	const failFor = (document: DocumentLabel, cause: Cause) =>
		refuse(document, toDocumentFailure(document, cause));
	const parsed = parseFile(value);
	if (!parsed.ok) return failFor(unnamed, notAFile(parsed.problem));
	const label = { ...unnamed, name: parsed.name };
	const opened = await getContent(item, parsed.file);
	if (!opened) return failFor(label, STORAGE);
	const { head, format, content, shorterSide } = opened;
	if (head.length === 0) return failFor(label, EMPTY_FILE);
	const skip = (reason: string) => ({ kind: 'skipped', file: { ...label, reason } }) as const;
	if (!format || format.sending === 'refused') {
		const looksLike = format?.looksLike ?? null;
		// A logo may be skipped; a report that is none, such as a notice named `report.pdf`, may not.
		const maySkip = !named && !/\.pdf$/i.test(label.name ?? '');
		return maySkip
			? skip(looksLike ?? 'of an unknown format')
			: failFor(label, notADocument(looksLike));
	}
	if (!named && shorterSide !== null && shorterSide < LEAST_PAGE_PIXELS) {
		return skip('an image too small to be a page');
	}
	return { label, content, format };
}

function toDocument({ label, content, format }: OpenedFile, named: boolean): Collected {
	return {
		kind: 'document',
		document: {
			...label,
			...hintFor(format),
			formatType: 'file',
			url: null,
			content,
			isOptional: !named && format !== PDF,
			buildBody: () => buildBody(label.name, format, content),
		},
	};
}

/** Files in natural order of their names, where a pattern chose them: page2 before page10. */
function inPageOrder(files: readonly ChosenFile[]): readonly ChosenFile[] {
	if (files.some(({ named }) => named)) return files;
	const nameOf = ({ field, value }: ChosenFile): string => {
		const parsed = parseFile(value);
		return (parsed.ok ? parsed.name : null) ?? field;
	};
	const { compare } = new Intl.Collator('en', { numeric: true });
	return files.toSorted((left, right) => compare(nameOf(left), nameOf(right)));
}

async function getPhoto({ label, content }: OpenedFile) {
	return { name: label.name, bytes: await getHead(content, content.size) };
}

/** The photos of one report as one PDF. It is built again for each try, so that it is never held. */
async function collectPhotos(
	item: InputItem,
	parameter: string,
	files: readonly ChosenFile[],
): Promise<Collected[]> {
	const opened = await Promise.all(
		inPageOrder(files).map(async (file) => await openFile(item, file)),
	);
	const refused = opened.find((each) => 'kind' in each && each.kind === 'refused');
	if (refused && 'kind' in refused) return [refused];
	const skipped = opened.flatMap((each) => ('kind' in each ? [each] : []));
	const photos = opened.flatMap((each) => ('kind' in each ? [] : [each]));
	const [first] = photos;
	if (!first) return skipped;
	const other = photos.find(({ format }) => !isPhoto(format));
	if (other) {
		const cause = notAPhoto(other.format.looksLike);
		return [refuse(other.label, toDocumentFailure(other.label, cause))];
	}
	const build = async () => await photosToPdf(await Promise.all(photos.map(getPhoto)));
	const built = await build();
	if (!built.ok) {
		const { index, kind } = built.problem;
		const { label } = photos[index] ?? first;
		return [refuse(label, toDocumentFailure(label, notAPage(kind)))];
	}
	const name = `${(first.label.name ?? 'report').replace(/\.[A-Za-z0-9]{1,5}$/, '')}.pdf`;
	const label = { itemIndex: item.itemIndex, field: parameter, name };
	async function* open() {
		const again = await build();
		if (again.ok) yield again.pdf;
	}
	const content = { size: built.pdf.length, open };
	return [...skipped, toDocument({ label, content, format: PDF }, true)];
}

async function collectFiles(
	item: InputItem,
	parameter: string,
	files: readonly ChosenFile[],
): Promise<Collected[]> {
	const missing = files.filter(({ value }) => value === undefined);
	if (item.filesAreOneReport && missing.length === 0) {
		return await collectPhotos(item, parameter, files);
	}
	const collect = async (chosen: ChosenFile): Promise<Collected> => {
		if (chosen.value === undefined) {
			const label = { itemIndex: item.itemIndex, field: chosen.field, name: null };
			return refuse(label, toMissingFieldFailure(chosen.field, Object.keys(item.files)));
		}
		const opened = await openFile(item, chosen);
		return 'kind' in opened ? opened : toDocument(opened, chosen.named);
	};
	return await Promise.all(files.map(collect));
}

/** The documents are files of the item. */
export const binary: InputMode = {
	option: {
		name: 'Binary File',
		value: 'binary',
		description: 'The document is a file of the item, for example from a form or an email',
	},
	property: PROPERTY,
	prepare(item) {
		const { itemIndex, files } = item;
		const parameter = item.getValue(PROPERTY);
		const choice = chooseFiles(parameter, files);
		const shown = typeof parameter === 'string' ? parameter : PROPERTY.name;
		const label = { itemIndex, field: shown, name: null };
		const available = Object.keys(files);
		switch (choice.kind) {
			case 'noName':
				return async () => [refuse(label, NO_FIELD_NAME)];
			case 'noMatch':
				return async () => [refuse(label, toNoMatchFailure(choice.pattern, available))];
			case 'notAName': {
				const needed = `a name, a list of names or a file; it holds ${choice.holds}`;
				return async () => [refuse(label, toParameterFailure(PROPERTY.displayName, needed))];
			}
			case 'files':
				return async () => await collectFiles(item, shown, choice.files);
		}
	},
};
