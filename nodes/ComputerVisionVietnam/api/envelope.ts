import { z } from 'zod';

/** A JSON object. */
export type Fields = Readonly<Record<string, unknown>>;

/** Narrows to a JSON object. */
export const isFields = (value: unknown): value is Fields =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * The keys of an object beyond those named, as an item may hold them; null when there are none.
 * `__proto__` would set an object's prototype instead of a property, here or in a later node: it gets
 * brackets around it, as many as it takes to be no other key of its object.
 */
export function otherKeys(fields: Fields, known: ReadonlySet<string>): Fields | null {
	const others = Object.keys(fields).filter((key) => !known.has(key));
	if (others.length === 0) return null;
	const toName = (key: string): string => {
		let name = key === '__proto__' ? '(__proto__)' : key;
		while (name !== key && Object.hasOwn(fields, name)) name = `(${name})`;
		return name;
	};
	return Object.fromEntries(others.map((key) => [toName(key), fields[key]]));
}

/**
 * Puts the undocumented keys of an outer level of the reply beside those of an inner one. A name
 * that both levels use is kept for the inner one; the outer one's gets `reply_` in front.
 */
export function joinKeys(inner: Fields | null, outer: Fields | null): Fields | null {
	if (!inner || !outer) return inner ?? outer;
	const joined = new Map(Object.entries(inner));
	for (const [key, value] of Object.entries(outer)) {
		let name = key;
		while (joined.has(name)) name = `reply_${name}`;
		joined.set(name, value);
	}
	return Object.fromEntries(joined);
}

/**
 * One entry of `data.info`: the fields of one credit report as the API sent them, and whatever else
 * stood around them. Nothing is judged here beyond being an object: a reply that was paid for is
 * never thrown away because of one odd cell.
 */
export interface WireReport {
	/** The keys of the `info` entry, unknown ones included. */
	readonly fields: Fields;
	/** 0-based place among all entries of `data.info`, empty ones included. */
	readonly index: number;
	/** Keys of the reply and of `data` that the API does not document; null in a documented reply. */
	readonly envelope: Fields | null;
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

/**
 * Tables and scalars stay `unknown` here: the tolerant readers of the reply take them one by one.
 * Not `z.record`: it copies, and silently drops a key named `__proto__`.
 */
const fieldsSchema = z.custom<Fields>(isFields, 'object');

const MISSING_CODE = 'text or a number';
const envelopeSchema = z.object({
	errorCode: z.union([z.string(), z.number()], { errorMap: () => ({ message: MISSING_CODE }) }),
	errorMessage: z.unknown(),
	data: z.unknown(),
});

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
	const at = [path, inner].filter((part) => part !== '').join('.');
	throw new ShapeMismatch(at, issue?.message ?? 'object');
}

const isEmpty = (value: unknown): boolean =>
	value === null ||
	value === undefined ||
	value === '' ||
	(typeof value === 'object' && Object.keys(value).length === 0);

/** An entry of `info` in its place; null where an empty one stands. */
interface InfoEntry {
	readonly fields: Fields | null;
	readonly envelope: Fields | null;
}

/** `info` is documented as a list; siblings of this endpoint send one object, so both are taken. */
function parseInfo(info: unknown, path: string, envelope: Fields | null): InfoEntry[] {
	if (isEmpty(info)) return [];
	const entries: unknown[] = Array.isArray(info) ? info : [info];
	return entries.map((entry, index) => {
		const at = Array.isArray(info) ? `${path}.${index}` : path;
		return { fields: isEmpty(entry) ? null : parseAt(fieldsSchema, entry, at), envelope };
	});
}

/** `data` is documented as one object; siblings send a list of them, so both are taken. */
function parseData(data: unknown, outer: Fields | null): InfoEntry[] {
	if (isEmpty(data)) return [];
	const entries: unknown[] = Array.isArray(data) ? data : [data];
	return entries.flatMap((entry, index) => {
		if (isEmpty(entry)) return [];
		const path = Array.isArray(data) ? `data.${index}` : 'data';
		const parsed = parseAt(fieldsSchema, entry, path);
		const envelope = joinKeys(otherKeys(parsed, DATA_KEYS), outer);
		return parseInfo(parsed['info'], `${path}.info`, envelope);
	});
}

/** PHP and Python clients of the vendor see an empty text, `false` and 0 as "no exception". */
const isException = (raw: unknown): boolean =>
	!isEmpty(raw) && raw !== false && raw !== 0 && !(typeof raw === 'string' && raw.trim() === '');

function parseReply(body: unknown): ReplyReading {
	const fields = parseAt(fieldsSchema, body, '');
	const hasException = isException(fields['Exception']) || isException(fields['exception']);
	if (hasException && isEmpty(fields['errorCode'])) return { kind: 'exception' };
	const envelope = parseAt(envelopeSchema, fields, '');
	const errorCode = String(envelope.errorCode).trim();
	if (errorCode === '') throw new ShapeMismatch('errorCode', MISSING_CODE);
	if (errorCode !== '0') {
		const { errorMessage: said } = envelope;
		const errorMessage = typeof said === 'string' ? said.trim() || null : null;
		return { kind: 'refused', errorCode, errorMessage };
	}
	if (hasException) return { kind: 'exception' };
	const entries = parseData(envelope.data, otherKeys(fields, ENVELOPE_KEYS));
	const reports = entries.flatMap((entry, index) =>
		entry.fields ? [{ fields: entry.fields, index, envelope: entry.envelope }] : [],
	);
	return reports.length === 0 ? { kind: 'noReport' } : { kind: 'reports', reports };
}

/**
 * Parses the body of a reply, in whichever of the forms the vendor's endpoints use.
 * A body that is no reply comes back as `unreadable` with the path of the mismatch.
 *
 * @param body the parsed JSON body, of any type
 */
export function parseEnvelope(body: unknown): ReplyReading {
	try {
		return parseReply(body);
	} catch (mismatch: unknown) {
		return toUnreadable(mismatch);
	}
}

/** Anything but a mismatch is an error of the node's own and goes on to the caller. */
function toUnreadable(mismatch: unknown): ReplyReading {
	if (!(mismatch instanceof ShapeMismatch)) throw mismatch;
	const { path, expected } = mismatch;
	return { kind: 'unreadable', path: path === '' ? 'the reply' : path, expected };
}
