import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { sha256 } from './sha256.ts';

/**
 * Golden fixtures: what the node does today, written down whole, so that a change of its inner
 * structure shows where it changes behaviour as well.
 *
 * - `UPDATE_GOLDEN=1` writes the fixtures anew instead of comparing; otherwise a missing one fails.
 * - `GOLDEN_DUMP=<folder>` writes every actual value there, also those that are only compared by
 *   their hash: dump on both commits, then compare the folders with `diff -r`.
 */
const isUpdate = process.env['UPDATE_GOLDEN'] === '1';
const dumpFolder = process.env['GOLDEN_DUMP'];

const FIXTURES = join(process.cwd(), 'test', 'fixtures', 'golden');
/** Where the two sides of a difference are put. */
const DIFFERENCES = join(tmpdir(), 'cvn-golden');
/** Lines of a difference that are shown in the test's output. */
const SHOWN_LINES = 80;

/** JSON in which a property that is there without a value differs from one that is not there. */
export const toText = (value: unknown): string =>
	JSON.stringify(value, (_key, each: unknown) => (each === undefined ? '(undefined)' : each), '\t');

const toFileName = (key: string): string =>
	`${key.replace(/[^\w.,=+-]+/g, '_').slice(0, 120)}.${sha256(Buffer.from(key)).slice(0, 6)}`;

function write(path: string, text: string): string {
	mkdirSync(dirname(path), { recursive: true });
	writeFileSync(path, `${text}\n`);
	return path;
}

function describeDifference(name: string, key: string, expected: string, actual: string): string {
	const base = join(DIFFERENCES, name, toFileName(key));
	const paths = [write(`${base}.expected`, expected), write(`${base}.actual`, actual)];
	const { stdout } = spawnSync('diff', ['-U4', ...paths], { encoding: 'utf8' });
	const lines = stdout.split('\n');
	const rest = lines.length - SHOWN_LINES;
	return [
		`${name}: "${key}" is not as it was. The whole difference: diff -u ${paths.join(' ')}`,
		...lines.slice(0, SHOWN_LINES),
		...(rest > 0 ? [`… ${rest} lines more`] : []),
	].join('\n');
}

function describeHash(name: string, key: string, actual: string): string {
	const path = write(join(DIFFERENCES, name, `${toFileName(key)}.actual`), actual);
	return [
		`${name}: "${key}" is not as it was; only its hash is kept. Now it is: ${path}`,
		'For the other side, run on the commit before: GOLDEN_DUMP=<folder> npx jest … -t golden',
	].join('\n');
}

/** One file of fixtures, by key. */
class Golden {
	readonly #name: string;
	readonly #path: string;
	readonly #kept: Record<string, unknown>;
	readonly #seen = new Map<string, unknown>();

	constructor(name: string) {
		this.#name = name;
		this.#path = join(FIXTURES, `${name}.json`);
		this.#kept = existsSync(this.#path) ? JSON.parse(readFileSync(this.#path, 'utf8')) : {};
	}

	/** Compares a value as a whole, the order of its keys included. */
	matchWhole(key: string, value: unknown): void {
		const actual = toText(value);
		this.#see(key, JSON.parse(actual), actual);
		if (isUpdate) return;
		const expected = toText(this.#keptValue(key));
		if (expected !== actual) {
			throw new Error(describeDifference(this.#name, key, expected, actual));
		}
	}

	/** Compares a value by its hash: for those too many or too large to be kept. */
	matchHash(key: string, value: unknown): void {
		const actual = toText(value);
		const hash = sha256(Buffer.from(actual));
		this.#see(key, hash, actual);
		if (!isUpdate && this.#keptValue(key) !== hash) {
			throw new Error(describeHash(this.#name, key, actual));
		}
	}

	/** Ends the file: writes it in update mode, else fails where fixtures are left that no test has. */
	finish(): void {
		const keys = [...this.#seen.keys()].toSorted();
		if (isUpdate) {
			const sorted = Object.fromEntries(keys.map((key) => [key, this.#seen.get(key)]));
			write(this.#path, JSON.stringify(sorted, null, '\t'));
			return;
		}
		const left = Object.keys(this.#kept).filter((key) => !this.#seen.has(key));
		if (left.length > 0) throw new Error(`${this.#name}: no test for ${left.join(', ')}`);
	}

	#see(key: string, value: unknown, text: string): void {
		if (this.#seen.has(key)) throw new Error(`${this.#name}: two values for "${key}"`);
		this.#seen.set(key, value);
		if (dumpFolder) write(join(dumpFolder, this.#name, `${toFileName(key)}.json`), text);
	}

	#keptValue(key: string): unknown {
		if (Object.hasOwn(this.#kept, key)) return this.#kept[key];
		throw new Error(`${this.#name}: no fixture for "${key}" (UPDATE_GOLDEN=1 writes it)`);
	}
}

export type { Golden };

/** The fixtures of one spec file; its last test must call `finish`. */
export const openGolden = (name: string): Golden => new Golden(name);
