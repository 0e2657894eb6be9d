import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OnError } from 'n8n-workflow';
import type { RunResult } from '../support/engine.ts';
import { FAILING } from '../support/faultTable.ts';
import { makePdf } from '../support/makePdf.ts';
import type { InputMode, Rig } from '../support/rig.ts';
import { sha256 } from '../support/sha256.ts';

/** One word for each place that must stay silent; each is easy to find in any text. */
const MARKERS = {
	document: 'MARKERdocument7181',
	reply: 'MARKERreply2718',
	query: 'MARKERquery1414',
	password: 'MARKERpassword1732',
	key: 'MARKERkey3141',
	secret: 'MARKERsecret1618',
};

const ERROR_MODES: readonly OnError[] = ['stopWorkflow', 'continueErrorOutput'];
const MODES: readonly InputMode[] = ['binary', 'url', 'base64'];

/** n8n reads these when it starts, so they are set before anything of it is loaded. */
const logFolder = mkdtempSync(join(tmpdir(), 'cvn-logs-'));
Object.assign(process.env, {
	N8N_LOG_LEVEL: 'debug',
	N8N_LOG_OUTPUT: 'file',
	N8N_LOG_FILE_LOCATION: join(logFolder, 'n8n.log'),
});

let rig: Rig;
const written: string[] = [];
const results: RunResult[] = [];

/** Keeps a copy of whatever the process writes while the node runs. */
function listen(stream: NodeJS.WriteStream): void {
	const write = stream.write.bind(stream);
	jest.spyOn(stream, 'write').mockImplementation((chunk, ...rest) => {
		written.push(String(chunk));
		return write(chunk, ...(rest as []));
	});
}

/** All text inside a value, hidden properties of errors included. */
function collectTexts(value: unknown, texts: string[] = [], seen = new Set<unknown>()): string[] {
	if (typeof value === 'string') texts.push(value);
	if (value instanceof Uint8Array) texts.push(Buffer.from(value).toString('latin1'));
	if (typeof value !== 'object' || value === null || seen.has(value)) return texts;
	seen.add(value);
	for (const key of Reflect.ownKeys(value)) {
		texts.push(String(key));
		collectTexts(Reflect.get(value, key), texts, seen);
	}
	return texts;
}

/** What the run left beside the input itself and the answer of a document that was read. */
function leftBehind({ run, outputs, error, hints }: RunResult): string[] {
	const { resultData } = run.data;
	const errors = outputs
		.flat()
		.filter(({ json }) => json['error'] !== undefined)
		.map(({ json, error: own }) => [json['error'], json['message'], own]);
	const tasks = Object.values(resultData.runData).flat();
	return collectTexts([error, hints, errors, resultData.error, tasks.map((task) => task.error)]);
}

/** A PDF that says its marker in plain letters. */
const markedPdf = (seed: string): Buffer =>
	Buffer.concat([makePdf(seed), Buffer.from(`% ${MARKERS.document}\n`)]);

async function provoke(
	fault: string,
	status: number | undefined,
	mode: InputMode,
	onError: OnError,
) {
	const bytes = markedPdf(`${fault} ${status} ${mode} ${onError}`);
	const mark = sha256(bytes);
	await rig.sandbox.control('faults', [
		{ name: fault, checkSum: mark, times: null, marker: MARKERS.reply, ...(status && { status }) },
	]);
	const timeout = fault.startsWith('hang') ? 1 : 60;
	const options = { maxRetries: 0, timeout, includeImages: onError === 'continueErrorOutput' };
	const documents = [{ name: 'report.pdf', bytes, mark }];
	results.push(await rig.run({ mode, documents, onError, options }));
}

beforeAll(async () => {
	const { startRig } = await import('../support/rig.ts');
	const { Container } = await import('@n8n/di');
	const { Logger } = await import('@n8n/backend-common');
	const { LoggerProxy } = await import('n8n-workflow');
	LoggerProxy.init(Container.get(Logger));
	rig = await startRig([
		'--unknown-as',
		'clean-borrower.pdf',
		'--api-key',
		MARKERS.key,
		'--api-secret',
		MARKERS.secret,
	]);
	Object.assign(rig, { urlSecret: MARKERS.query, urlPassword: MARKERS.password });
	listen(process.stdout);
	listen(process.stderr);
	LoggerProxy.debug('the log is heard');
	for (const { fault, status } of FAILING) {
		for (const mode of MODES) {
			for (const onError of ERROR_MODES) await provoke(fault, status, mode, onError);
		}
	}
	const dead = { ...rig.sandbox.credential, baseUrl: 'http://127.0.0.1:9' };
	const documents = [{ name: 'report.pdf', bytes: markedPdf('dead') }];
	for (const mode of MODES) {
		const options = { maxRetries: 0 };
		results.push(await rig.run({ mode, documents, options, credential: dead }));
	}
	await new Promise((resolve) => setTimeout(resolve, 300));
	jest.restoreAllMocks();
}, 120_000);

afterAll(async () => {
	await rig.stop();
	rmSync(logFolder, { recursive: true, force: true });
});

/** How a word looks inside base64, wherever it starts. */
const toBase64Forms = (word: string): string[] =>
	['', 'x', 'xx'].map((before) =>
		Buffer.from(before + word)
			.toString('base64')
			.slice(before === '' ? 0 : 4, -4),
	);

const readLogs = (): string =>
	readdirSync(logFolder)
		.map((file) => readFileSync(join(logFolder, file), 'utf8'))
		.join('\n');

describe('after every fault in every input mode', () => {
	it('has met each of them', () => {
		const expected = FAILING.length * MODES.length * ERROR_MODES.length + MODES.length;
		expect(results).toHaveLength(expected);
		const failed = results.filter(
			({ error, outputs }) => error ?? outputs.at(-1)?.[0]?.json['error'],
		);
		expect(failed).toHaveLength(expected);
	});

	it.each(Object.entries(MARKERS))('leaves nothing of the %s in errors and hints', (_, marker) => {
		const texts = results.flatMap(leftBehind);
		expect(texts.some((text) => text.includes('report.pdf'))).toBe(true);
		expect(texts.filter((text) => text.includes(marker))).toEqual([]);
	});

	it.each(Object.entries(MARKERS))('writes nothing of the %s to any log', (_, marker) => {
		const log = `${readLogs()}\n${written.join('')}`;
		expect(log).toContain('the log is heard');
		expect([marker, ...toBase64Forms(marker)].filter((text) => log.includes(text))).toEqual([]);
	});
});
