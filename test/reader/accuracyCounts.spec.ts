import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { planDocuments } from '../../tools/accuracy/corpus.ts';
import type { PlannedDocument } from '../../tools/accuracy/corpus.ts';
import { toTrueReply } from '../../tools/accuracy/judgeItems.ts';
import { KeptReplies } from '../../tools/accuracy/keptReplies.ts';
import { parseOptions } from '../../tools/accuracy/options.ts';
import { toPage } from '../../tools/accuracy/page.ts';
import { runAccuracy } from '../../tools/accuracy/run.ts';
import { startSandbox } from '../support/scriptedApi/startSandboxProcess.ts';
import type { Sandbox } from '../support/scriptedApi/startSandboxProcess.ts';

/** The part of a reply that mistakes are planted into. */
const replySchema = z.object({
	data: z.object({
		info: z.tuple([
			z
				.object({
					address: z.string(),
					address_confidence: z.number(),
					debt_sold_to_vamc: z.string(),
					credit_card_info: cells(),
					outstanding_loans: cells(),
					credit_contract: cells(),
					customers_look_up: cells(),
				})
				.passthrough(),
		]),
		type: z.string(),
	}),
	errorCode: z.string(),
	errorMessage: z.string(),
});

function cells() {
	return z.array(
		z.array(z.object({ value: z.string(), box: z.array(z.number()), score: z.number() })),
	);
}

type Info = z.infer<typeof replySchema>['data']['info'][0];

const SURE = 0.99;
const UNSURE = 0.4;

/** Writes another value into a cell, as sure as is said. */
function misread(
	rows: Info['credit_contract'],
	row: number,
	cell: number,
	value: string,
	score: number,
): void {
	const cells = rows[row];
	if (!cells?.[cell]) throw new Error('There is no such cell');
	cells[cell] = { value, box: [], score };
}

let sandbox: Sandbox;
let folder: string;
let keptPath: string;

beforeAll(async () => {
	sandbox = await startSandbox();
	folder = await mkdtemp(join(tmpdir(), 'accuracy-'));
	keptPath = join(folder, 'kept.jsonl');
});

afterAll(async () => {
	await sandbox.stop();
	await rm(folder, { recursive: true });
});

beforeEach(async () => {
	await sandbox.control('reset');
});

afterEach(async () => {
	await rm(keptPath, { force: true });
});

/** A report of one page with loans, a card, twelve months, contracts and inquiries. */
const CORPUS = ['--seeds', '7', '--layouts', 'short'];

function toOptions(conditions: string) {
	const { url, apiKey, apiSecret } = sandbox;
	const server = [
		'--api',
		url,
		'--key',
		apiKey,
		'--secret',
		apiSecret,
		'--kept',
		keptPath,
		'--yes',
	];
	const options = parseOptions([...CORPUS, '--conditions', conditions, ...server]);
	if (!options) throw new Error('It only asks for help');
	return options;
}

function toReply({ document }: PlannedDocument, plant: (info: Info) => void) {
	const reply = replySchema.parse(structuredClone(toTrueReply(document.truth)));
	plant(reply.data.info[0]);
	return reply;
}

async function teach(planned: PlannedDocument, plant: (info: Info) => void): Promise<void> {
	const hash = createHash('sha256').update(planned.document.pdf).digest('hex');
	await sandbox.control('replies', { [hash]: toReply(planned, plant) });
}

/** Keeps the true reply with mistakes in it, as if the server had been paid for it before. */
function keep(kept: KeptReplies, planned: PlannedDocument, plant: (info: Info) => void): void {
	kept.add(planned, { kind: 'reply', seconds: 1, reply: toReply(planned, plant) });
}

/** What the page says when each condition's reply has these mistakes. */
async function measure(plants: Readonly<Record<string, (info: Info) => void>>): Promise<string> {
	const options = toOptions(Object.keys(plants).join(','));
	for (const each of await planDocuments(options.corpus, Infinity)) {
		const plant = plants[each.condition] ?? (() => undefined);
		if (each.condition === 'digital') await teach(each, plant);
		// A picture takes seconds to make, and nobody would look at it.
		else keep(new KeptReplies(keptPath), each, plant);
	}
	const watcher = { say: () => undefined, signal: new AbortController().signal };
	const result = await runAccuracy(options, watcher);
	if (!result) throw new Error('Nothing was measured');
	return toPage(options, result);
}

/** The numbers of a row of the first table under a heading: `0 of 82 (≤ 4 %)` is 0. */
function readRow(page: string, heading: string, name: string): Record<string, string> {
	const [, section = ''] = page.split(`${heading}\n`);
	const lines = section.split('\n').filter((line) => line.startsWith('|'));
	const toCells = (line = ''): string[] =>
		line
			.split('|')
			.slice(1, -1)
			.map((cell) => cell.trim());
	const values = toCells(lines.find((line) => toCells(line)[0] === name));
	return Object.fromEntries(
		toCells(lines[0]).map((column, index) => [
			column,
			(values[index] ?? '').replace(/ of \d+ \(.*/, ''),
		]),
	);
}

/** How many values the reply to `short-7` has, and how many amounts, dates and groups its items have. */
const count = (page: string): number => Number(readRow(page, REPLIES, 'digital')['Values']);

const REPLIES = '## What the replies say';
const ITEMS = '## What leaves the node';

const MONEY = 'Wrong and unmarked: amounts, dates, groups';
const LOST = 'Missing without a note: amounts, dates, groups';

interface Case {
	readonly what: string;
	readonly plant: (info: Info) => void;
	/** Values of the page that are not exact. */
	readonly notExact: number;
	readonly reply: Readonly<Record<string, string>>;
	readonly items: Readonly<Record<string, string>>;
}

const NONE_IN_REPLY = { 'Wrong but sure': '0', 'Unsure and wrong': '0', Missing: '0' };
const NONE_IN_ITEMS = {
	[MONEY]: '0',
	'Other columns': '0',
	'Summary figures': '0',
	[LOST]: '0',
	'Others missing': '0',
};

const CASES: readonly Case[] = [
	{
		what: 'nothing wrong',
		plant: () => undefined,
		notExact: 0,
		reply: { 'Tables exact': '7 of 7' },
		items: { 'Reports for review': '0 of 1' },
	},
	{
		what: 'a wrong but sure amount that contradicts nothing, and the figures that follow from it',
		plant: ({ credit_card_info }) => misread(credit_card_info, 0, 0, '180', SURE),
		notExact: 1,
		reply: { 'Wrong but sure': '1', 'Tables exact': '6 of 7' },
		items: { [MONEY]: '1', 'Summary figures': '2', 'Reports for review': '0 of 1' },
	},
	{
		what: 'a wrong amount that is unsure',
		plant: ({ credit_card_info }) => misread(credit_card_info, 0, 0, '180', UNSURE),
		notExact: 1,
		reply: { 'Unsure and wrong': '1', 'Tables exact': '6 of 7' },
		items: { 'Reports for review': '1 of 1' },
	},
	{
		what: 'a wrong but sure amount that contradicts the others, and is noted',
		plant: ({ outstanding_loans }) => misread(outstanding_loans, 1, 2, '808,8', SURE),
		notExact: 1,
		reply: { 'Wrong but sure': '1', 'Tables exact': '6 of 7' },
		items: { 'Reports for review': '1 of 1' },
	},
	{
		what: 'a wrong but sure name',
		plant: (info) => {
			info.address = `${info.address} 2`;
		},
		notExact: 1,
		reply: { 'Wrong but sure': '1', 'Tables exact': '7 of 7' },
		items: { 'Other columns': '1' },
	},
	{
		what: 'a missing row, and the figures that follow from it',
		plant: ({ customers_look_up }) => void customers_look_up.pop(),
		notExact: 3,
		reply: { Missing: '3', 'Tables exact': '6 of 7' },
		items: { [LOST]: '1', 'Others missing': '2', 'Summary figures': '2' },
	},
	{
		what: 'an invented row',
		plant: ({ credit_contract }) =>
			void credit_contract.push(
				['22/04/2012', '22/04/2014'].map((value) => ({ value, box: [], score: SURE })),
			),
		notExact: 0,
		reply: { 'Wrong but sure': '2', 'Tables exact': '6 of 7' },
		items: { [MONEY]: '2', 'Summary figures': '1' },
	},
	{
		what: 'a right value that is unsure',
		plant: ({ credit_card_info }) => misread(credit_card_info, 0, 0, '150', UNSURE),
		notExact: 0,
		reply: { 'Tables exact': '7 of 7' },
		items: { 'Reports for review': '1 of 1' },
	},
];

describe('Counted as what it is:', () => {
	it.each(CASES)('$what', async ({ plant, notExact, reply, items }) => {
		const page = await measure({ digital: plant });
		const replies = readRow(page, REPLIES, 'digital');
		const exact = (100 * (count(page) - notExact)) / count(page);
		expect(parseFloat(replies['Exact'] ?? '')).toBeCloseTo(exact, 2);
		expect(replies).toMatchObject({ ...NONE_IN_REPLY, ...reply });
		expect(readRow(page, ITEMS, 'digital')).toMatchObject({ ...NONE_IN_ITEMS, ...items });
	});

	it('what is exact but unsure, and the right values beside it', async () => {
		const page = await measure({
			digital: ({ credit_card_info }) => misread(credit_card_info, 0, 0, '150', UNSURE),
		});
		const unsure = parseFloat(readRow(page, REPLIES, 'digital')['Exact but unsure'] ?? '');
		expect(unsure).toBeCloseTo(100 / count(page), 2);
		const marked = readRow(page, ITEMS, 'digital')['Right, in a row that asks for a person'];
		expect(parseFloat(marked ?? '')).toBeGreaterThan(0);
	});

	it('each kind of value under its name', async () => {
		const page = await measure({
			digital: (info) => {
				misread(info.credit_card_info, 0, 0, '180', SURE);
				misread(info.credit_contract, 1, 0, '22/04/2012', SURE);
				info.address = `${info.address} 2`;
			},
		});
		const replies = readRow(page, 'By kind of value: exact; wrong but sure.', 'digital');
		const wrong = Object.entries(replies).filter(([, cell]) => /; [1-9]/.test(cell));
		expect(wrong.map(([kind]) => kind)).toEqual(['amount', 'date', 'name']);
		expect(readRow(page, 'By kind of value: wrong and unmarked.', 'digital')).toMatchObject({
			amount: '1',
			date: '1',
			group: '-',
			count: '0',
			code: '0',
			name: '1',
			flag: '0',
			figure: '2',
		});
	});
});

it('A second picture of the report shows what the first one hides', async () => {
	const page = await measure({
		scan300: ({ credit_card_info }) => misread(credit_card_info, 0, 0, '180', SURE),
		photoDay: () => undefined,
	});
	const readings = '## A second reading';
	expect(readRow(page, readings, 'scan300 alone')).toMatchObject({
		[MONEY]: '1',
		'Summary figures': '2',
		'Places to look at, per report': '0.0',
	});
	expect(readRow(page, readings, 'scan300 with photoDay')).toMatchObject({
		[MONEY]: '0',
		'Summary figures': '0',
		'Places to look at, per report': '1.0',
	});
});
