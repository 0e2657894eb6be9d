import { z } from 'zod';

/**
 * One entry of `data.info`: the fields of one credit report as the API sent them, and whatever else
 * stood around them. Nothing is judged here beyond being an object: a reply that was paid for is
 * never thrown away because of one odd cell.
 */
export interface WireReport {
	/** The keys of the `info` entry, unknown ones included. */
	readonly fields: Readonly<Record<string, unknown>>;
	/** Keys of the reply and of `data` that the API does not document; empty in a documented reply. */
	readonly envelope: Readonly<Record<string, unknown>>;
}

/** What a reply body turned out to be; exactly one of these. */
export type ReplyReading =
	| { readonly kind: 'reports'; readonly reports: readonly WireReport[] }
	/** The API answered with an error code other than 0. */
	| { readonly kind: 'refused'; readonly errorCode: string; readonly errorMessage: string | null }
	/** A top-level `Exception` beside error code 0: the vendor's server failed after all. */
	| { readonly kind: 'exception' }
	/** Error code 0 and nothing found: `data` or `info` is empty or null. */
	| { readonly kind: 'noReport' }
	/** Not the documented shape; `path` says where, without any value. */
	| { readonly kind: 'unreadable'; readonly path: string; readonly expected: string };

const fieldsSchema = z.record(z.unknown());

/** Tables and scalars stay `unknown` here: the tolerant readers in `report/` take them one by one. */
const envelopeSchema = z
	.object({
		errorCode: z.union([z.string(), z.number()]),
		errorMessage: z.unknown(),
		data: z.unknown(),
	})
	.passthrough();

const dataSchema = z.object({ info: z.unknown(), type: z.unknown() }).passthrough();

const ENVELOPE_KEYS = new Set(['errorCode', 'errorMessage', 'data', 'Exception', 'exception']);
const DATA_KEYS = new Set(['info', 'type']);

/** Thrown inside this file only, to leave the nested readers at the first wrong shape. */
class ShapeMismatch extends Error {
	constructor(
		readonly path: string,
		readonly expected: string,
	) {
		super(path);
	}
}

/** Parses with a schema and names a mismatch by its path; the message never holds a value. */
function parseAt<T>(schema: z.ZodType<T, z.ZodTypeDef, unknown>, input: unknown, path: string): T {
	const parsed = schema.safeParse(input);
	if (parsed.success) return parsed.data;
	const issue = parsed.error.issues[0];
	const inner = issue?.path.join('.') ?? '';
	const expected = issue?.code === 'invalid_type' ? issue.expected : 'text or a number';
	throw new ShapeMismatch([path, inner].filter((part) => part !== '').join('.'), expected);
}

/** The keys that are not in `known`, so that what the vendor adds one day is kept. */
function keysBeyond(fields: Readonly<Record<string, unknown>>, known: ReadonlySet<string>) {
	return Object.fromEntries(Object.entries(fields).filter(([key]) => !known.has(key)));
}

const isEmpty = (value: unknown): boolean =>
	value === null ||
	value === undefined ||
	value === '' ||
	(typeof value === 'object' && Object.keys(value).length === 0);

/** `info` is documented as a list; siblings of this endpoint send one object, so both are taken. */
function readInfo(info: unknown, path: string, envelope: Record<string, unknown>): WireReport[] {
	if (isEmpty(info)) return [];
	const entries: unknown[] = Array.isArray(info) ? info : [info];
	return entries.flatMap((entry, index) => {
		if (isEmpty(entry)) return [];
		const at = Array.isArray(info) ? `${path}.${index}` : path;
		return [{ fields: parseAt(fieldsSchema, entry, at), envelope }];
	});
}

/** `data` is documented as one object; siblings send a list of them, so both are taken. */
function readData(data: unknown, outer: Record<string, unknown>): WireReport[] {
	if (isEmpty(data)) return [];
	const entries: unknown[] = Array.isArray(data) ? data : [data];
	return entries.flatMap((entry, index) => {
		const path = Array.isArray(data) ? `data.${index}` : 'data';
		const parsed = parseAt(dataSchema, entry, path);
		return readInfo(parsed.info, `${path}.info`, { ...outer, ...keysBeyond(parsed, DATA_KEYS) });
	});
}

const toText = (value: unknown): string | null =>
	typeof value === 'string' && value.trim() !== '' ? value.trim() : null;

function readEnvelope(body: unknown): ReplyReading {
	const fields = parseAt(fieldsSchema, body, '');
	const hasException = !isEmpty(fields['Exception'] ?? fields['exception']);
	if (hasException && isEmpty(fields['errorCode'])) return { kind: 'exception' };
	const envelope = parseAt(envelopeSchema, fields, '');
	const errorCode = String(envelope.errorCode).trim();
	if (errorCode === '') throw new ShapeMismatch('errorCode', 'an error code');
	if (errorCode !== '0') {
		return { kind: 'refused', errorCode, errorMessage: toText(envelope.errorMessage) };
	}
	if (hasException) return { kind: 'exception' };
	const reports = readData(envelope.data, keysBeyond(envelope, ENVELOPE_KEYS));
	return reports.length === 0 ? { kind: 'noReport' } : { kind: 'reports', reports };
}

/**
 * Reads the body of a reply, in whichever of the forms the vendor's endpoints use.
 * Never throws: a body that is no reply comes back as `unreadable` with the path of the mismatch.
 *
 * @param body the parsed JSON body, of any type
 */
export function readReply(body: unknown): ReplyReading {
	try {
		return readEnvelope(body);
	} catch (mismatch: unknown) {
		if (!(mismatch instanceof ShapeMismatch)) return unexpected();
		const { path, expected } = mismatch;
		return { kind: 'unreadable', path: path === '' ? 'the reply' : path, expected };
	}
}

const unexpected = (): ReplyReading => ({
	kind: 'unreadable',
	path: 'the reply',
	expected: 'an object',
});
