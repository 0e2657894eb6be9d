import { createHash } from 'node:crypto';
import { appendFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { execa } from 'execa';
import { check, resolveConfig } from 'prettier';
import { node24Path, projectPath } from '../../scripts/host/project.ts';
import { planDocuments } from '../../tools/accuracy/corpus.ts';
import type { PlannedDocument } from '../../tools/accuracy/corpus.ts';
import { toFigures } from '../../tools/accuracy/figures.ts';
import { toTrueReply } from '../../tools/accuracy/judgeItems.ts';
import { parseOptions } from '../../tools/accuracy/options.ts';
import type { AccuracyOptions } from '../../tools/accuracy/options.ts';
import { toPage } from '../../tools/accuracy/page.ts';
import { runAccuracy } from '../../tools/accuracy/run.ts';
import type { AccuracyResult } from '../../tools/accuracy/run.ts';
import { startSandbox } from '../support/scriptedApi/startSandboxProcess.ts';
import type { Sandbox } from '../support/scriptedApi/startSandboxProcess.ts';

const LAYOUTS = 'vamcTable,short,clean';
const CORPUS = ['--seeds', '7', '--layouts', LAYOUTS, '--conditions', 'digital'];

let sandbox: Sandbox;
let folder: string;
let keptPath: string;
let planned: PlannedDocument[];

const sha256 = ({ document }: PlannedDocument): string =>
	createHash('sha256').update(document.pdf).digest('hex');

function toArguments(...more: string[]): string[] {
	const { url, apiKey, apiSecret } = sandbox;
	const server = ['--api', url, '--key', apiKey, '--secret', apiSecret, '--kept', keptPath];
	return [...CORPUS, ...server, ...more];
}

function toOptions(...more: string[]): AccuracyOptions {
	const options = parseOptions(toArguments(...more));
	if (!options) throw new Error('It only asks for help');
	return options;
}

/** Runs the program without its command line; also what it says. */
async function run(...more: string[]): Promise<{ result: AccuracyResult | null; said: string }> {
	const said: string[] = [];
	const watcher = { say: (line: string) => said.push(line), signal: new AbortController().signal };
	const result = await runAccuracy(toOptions(...more), watcher);
	return { result, said: said.join('\n') };
}

const refusalsOf = (result: AccuracyResult | null): Array<string | null> =>
	(result?.documents ?? []).map(({ refusal }) => refusal);

beforeAll(async () => {
	sandbox = await startSandbox();
	folder = await mkdtemp(join(tmpdir(), 'accuracy-'));
	keptPath = join(folder, 'kept.jsonl');
	planned = await planDocuments(toOptions().corpus, Infinity);
});

afterAll(async () => {
	await sandbox.stop();
	await rm(folder, { recursive: true });
});

beforeEach(async () => {
	await sandbox.control('reset');
	const replies = planned.map((each) => [sha256(each), toTrueReply(each.document.truth)]);
	await sandbox.control('replies', Object.fromEntries(replies));
});

afterEach(async () => {
	await rm(keptPath, { force: true });
});

describe('Before it sends', () => {
	it('says how many calls there are, and sends nothing without --yes', async () => {
		const { result, said } = await run();
		expect(result).toBeNull();
		expect(said).toContain('documents: 3, answered before: 0, calls to make: 3;');
		expect(said).toContain('Nothing was sent. Add --yes');
		expect(await sandbox.stats()).toMatchObject({ calls: 0 });
	});

	it('does not count what is kept, and --limit counts what is', async () => {
		await run('--limit', '2', '--yes');
		expect(await sandbox.stats()).toMatchObject({ calls: 2, billed: 2 });
		const { said } = await run();
		expect(said).toContain('documents: 3, answered before: 2, calls to make: 1;');
		const again = await run('--limit', '2');
		expect(again.result?.documents).toHaveLength(2);
		expect(await sandbox.stats()).toMatchObject({ calls: 2 });
	});
});

describe('What the server says', () => {
	it('stops at a refused key, with the reason', async () => {
		const { result } = await run('--key', 'other', '--yes');
		expect(result).toMatchObject({ documents: [] });
		expect(result?.stopped).toContain('the API key or secret is wrong');
		expect(await sandbox.stats()).toMatchObject({ calls: 1, billed: 0 });
	});

	it('stops at a key that is refused by HTTP', async () => {
		await sandbox.control('config', { wrongKey: 'http' });
		const { result } = await run('--key', 'other', '--yes');
		expect(result?.stopped).toContain('the API key or secret is wrong (HTTP 401)');
		expect(await sandbox.stats()).toMatchObject({ calls: 1 });
	});

	it('stops where nobody answers', async () => {
		const { result } = await run('--api', 'http://127.0.0.1:9', '--yes');
		expect(result).toMatchObject({ documents: [] });
		expect(result?.stopped).toContain('the connection was refused');
	});

	it('keeps what was measured when the quota is spent, and goes on from there', async () => {
		await sandbox.control('config', { quota: 2 });
		const first = await run('--yes');
		expect(refusalsOf(first.result)).toEqual([null, null]);
		expect(first.result?.stopped).toContain('no requests left');
		await sandbox.control('config', { quota: null });
		const second = await run('--yes');
		expect(second.said).toContain('answered before: 2, calls to make: 1;');
		expect(refusalsOf(second.result)).toEqual([null, null, null]);
		expect(second.result?.stopped).toBeNull();
		// The call that found the quota empty, and one for each document.
		expect(await sandbox.stats()).toMatchObject({ calls: 4, billed: 3 });
	});

	it.each([
		['error-code-3', 'error code 3'],
		['truncated-json', 'its JSON is cut off or damaged'],
		['reset-before-reply', 'the connection broke off'],
	])('counts %s as refused, and does not ask again', async (name, reason) => {
		await sandbox.control('faults', [{ name, nth: 2 }]);
		const { result } = await run('--yes');
		expect(refusalsOf(result)).toEqual([null, expect.stringContaining(reason), null]);
		expect(toFigures('digital', result?.documents ?? [])).toMatchObject({
			documents: 3,
			refused: 1,
		});
		const again = await run();
		expect(refusalsOf(again.result)).toEqual(refusalsOf(result));
		expect(await sandbox.stats()).toMatchObject({ calls: 3 });
	});

	it('asks again on another day after what was not billed and passes by itself', async () => {
		await sandbox.control('faults', [{ name: 'http-500', nth: 2 }]);
		const { result } = await run('--yes');
		expect(refusalsOf(result)).toEqual([null, expect.stringContaining('HTTP 500'), null]);
		const again = await run('--yes');
		expect(again.said).toContain('answered before: 2, calls to make: 1;');
		expect(refusalsOf(again.result)).toEqual([null, null, null]);
		expect(await sandbox.stats()).toMatchObject({ calls: 4, billed: 3 });
	});
});

describe('What is kept', () => {
	it('outlives a line that was cut while it was written', async () => {
		await run('--limit', '2', '--yes');
		const [first = '', second = ''] = (await readFile(keptPath, 'utf8')).split('\n');
		await writeFile(keptPath, `${first}\n${second.slice(0, 100)}`);
		const { result, said } = await run('--yes');
		expect(said).toContain('lines that cannot be read: 1;');
		expect(said).toContain('answered before: 1, calls to make: 2;');
		expect(refusalsOf(result)).toEqual([null, null, null]);
		const again = await run();
		expect(again.said).toContain('answered before: 3, calls to make: 0;');
		expect(again.result?.documents).toHaveLength(3);
		expect(await sandbox.stats()).toMatchObject({ calls: 4 });
	});

	it('is not taken for the answer to a document that says something else', async () => {
		await run('--limit', '1', '--yes');
		const line = (await readFile(keptPath, 'utf8')).replace(/"truth":"\w+"/, '"truth":"other"');
		await writeFile(keptPath, line);
		expect((await run()).said).toContain('answered before: 0, calls to make: 3;');
	});

	it('does not end the run where it cannot be judged', async () => {
		await run('--limit', '1', '--yes');
		const odd = (await readFile(keptPath, 'utf8')).replace(/"reply":\{.*\}\}\}/, '"reply":{}}}');
		await writeFile(keptPath, '');
		await appendFile(keptPath, odd);
		const { result } = await run('--yes');
		expect(refusalsOf(result)).toEqual([expect.stringContaining('not measured'), null, null]);
	});
});

describe('The command', () => {
	/** Its temporary files go into a folder of their own. */
	const command = (...commandArguments: string[]) =>
		execa(
			node24Path(),
			[
				'--import',
				projectPath('tools', 'accuracy', 'loadN8nAsCommonJs.ts'),
				projectPath('tools', 'measureAccuracy.ts'),
				...commandArguments,
			],
			{ reject: false, env: { NODE_OPTIONS: '', TMPDIR: temporary } },
		);
	let temporary: string;

	beforeAll(async () => {
		temporary = join(folder, 'temporary');
		await mkdir(temporary);
	});

	afterEach(async () => {
		expect(await readdir(temporary)).toEqual([]);
	});

	it('prints the tables of what was measured, and fails when it was stopped', async () => {
		await sandbox.control('config', { quota: 2 });
		const { stdout, stderr, exitCode } = await command(...toArguments('--yes'));
		expect(exitCode).toBe(1);
		expect(stderr).toMatch(/2 of 3: short-7-digital: .* left\)/);
		expect(stderr).toContain('Stopped: The API refused "clean-7.pdf"');
		expect(stdout).toContain('**Not all of it was measured:**');
		expect(stdout).toMatch(/^\| digital \| 2 \| 0 \| \d+ \| 100 % /m);
	});

	it('says what it would cost, and fails without --yes', async () => {
		const { stdout, stderr, exitCode } = await command(...toArguments());
		expect(exitCode).toBe(1);
		expect(stderr).toContain('calls to make: 3;');
		expect(stdout).toBe('');
	});

	it('told to end, waits for the call that may be billed, and prints what it has', async () => {
		await sandbox.control('config', { latencyMs: 1500 });
		const running = command(...toArguments('--yes'));
		while ((await sandbox.stats()).inFlight === 0) await delay(20);
		running.kill('SIGINT');
		const { stdout, stderr, exitCode } = await running;
		expect(exitCode).toBe(130);
		expect(stderr).toContain('Stopped: it was told to end');
		expect(stdout).toMatch(/^\| digital \| 1 \| 0 \| /m);
		expect(await sandbox.stats()).toMatchObject({ calls: 1, billed: 1 });
		expect((await run()).said).toContain('answered before: 1, calls to make: 2;');
	});

	it('told to end, ends the reader as well', async () => {
		const running = command('--seeds', '7', '--layouts', 'clean', '--conditions', 'scan200');
		let said = '';
		running.stderr.on('data', (text) => (said += text));
		while (!said.includes('reader: ready')) await delay(20);
		running.kill('SIGTERM');
		const { stdout, exitCode } = await running;
		expect(exitCode).toBe(130);
		expect(stdout).toBe('');
		const [url = ''] = /http:\/\/127\.0\.0\.1:\d+/.exec(said) ?? [];
		await expect(fetch(url)).rejects.toThrow('fetch failed');
	});

	it('says what it does not understand', async () => {
		const { stderr, exitCode } = await command('--layouts', 'tomorrow');
		expect(exitCode).toBe(2);
		expect(stderr).toContain('No layout tomorrow; there are today,');
	});
});

it('The page names the server and has every table but those of the reader', async () => {
	await sandbox.control('faults', [{ name: 'error-code-3', nth: 2 }]);
	const { result } = await run('--yes');
	if (!result) throw new Error('Nothing was measured');
	const page = toPage(toOptions(), result);
	expect(page).toContain(new URL(sandbox.url).host);
	// As it would be saved: the lint looks at every page.
	const style = await resolveConfig(projectPath('docs', 'accuracy.md'));
	expect(await check(page, { ...style, parser: 'markdown' })).toBe(true);
	expect(page).toContain('Refused: short-7-digital (it could not read the document as a PDF');
	expect(page.match(/^## .*$/gm)).toEqual([
		'## What the replies say',
		'## What leaves the node',
		'## Choosing Minimum Confidence',
	]);
});
