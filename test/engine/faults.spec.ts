import type { OnError } from 'n8n-workflow';
import type { RunResult } from '../support/engine.ts';
import { FAILING, TOLERATED } from '../support/faultTable.ts';
import type { FaultCase } from '../support/faultTable.ts';
import { makePdf } from '../support/makePdf.ts';
import { INPUT_MODES, startRig } from '../support/rig.ts';
import type { InputMode, Rig, TestDocument } from '../support/rig.ts';

const ERROR_MODES: readonly OnError[] = [
	'stopWorkflow',
	'continueRegularOutput',
	'continueErrorOutput',
];

/** Runs at the same time: most of them wait for a retry. */
const LANES = 12;

/** One fault, met by the second of three documents. */
interface Cell {
	readonly fault: FaultCase;
	readonly mode: InputMode;
	readonly onError: OnError;
	readonly documents: readonly [TestDocument, TestDocument, TestDocument];
}

interface CallEntry {
	readonly checkSum: string;
	readonly billed: boolean;
}

let rig: Rig;
const results = new Map<Cell, RunResult>();
let calls: readonly CallEntry[] = [];

const toDocument = (name: string, mark: string): TestDocument => ({
	name,
	bytes: makePdf(`${name} ${mark}`),
	mark: `${mark} ${name}`,
});

function toCell(fault: FaultCase, mode: InputMode, onError: OnError): Cell {
	const mark = `${fault.fault} ${fault.status ?? ''} ${mode} ${onError}`;
	return {
		fault,
		mode,
		onError,
		documents: [
			toDocument('before.pdf', mark),
			toDocument('hồ sơ.pdf', mark),
			toDocument('after.pdf', mark),
		],
	};
}

const CELLS = FAILING.flatMap((fault) =>
	INPUT_MODES.flatMap((mode) => ERROR_MODES.map((onError) => toCell(fault, mode, onError))),
);

/** Replies with images arrive on a way of their own, so each fault is met on both. */
const takesImages = ({ onError }: Cell): boolean => onError === 'continueErrorOutput';

async function runCell(lane: Rig, cell: Cell): Promise<void> {
	const { fault, mode, onError, documents } = cell;
	const { fault: name, status } = fault;
	await lane.sandbox.control('faults', [
		{
			name,
			times: null,
			checkSum: documents[1].mark,
			marker: 'MARKER-4711',
			...(status !== undefined && { status }),
		},
	]);
	// The documents beside it need an answer within it too, however busy the machine is.
	const timeout = name.startsWith('hang') ? 5 : 60;
	const options = { maxConcurrency: 1, maxRetries: 1, timeout, includeImages: takesImages(cell) };
	results.set(cell, await lane.run({ mode, onError, documents, options }));
}

beforeAll(async () => {
	rig = await startRig();
	const queue = CELLS.values();
	const work = async (): Promise<void> => {
		const lane = rig.twin();
		for (const cell of queue) await runCell(lane, cell);
	};
	await Promise.all(Array.from({ length: LANES }, work));
	calls = (await rig.sandbox.stats()).log;
}, 300_000);

afterAll(async () => {
	await rig.stop();
});

const callsOf = (document: TestDocument): CallEntry[] =>
	calls.filter(({ checkSum }) => checkSum === document.mark);

const toSubject = (mode: InputMode, name: string): string =>
	mode === 'base64' ? 'the base64 document' : `"${name}"`;

const capitalise = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function expectCounts({ fault, documents }: Cell): void {
	const sent = callsOf(documents[1]);
	expect(sent).toHaveLength(fault.calls);
	expect(sent.filter(({ billed }) => billed)).toHaveLength(fault.billed ?? 0);
}

function expectStopped(cell: Cell, { error, outputs }: RunResult): void {
	const { fault, mode, documents } = cell;
	const message = fault.message(toSubject(mode, 'hồ sơ.pdf'));
	expect(error).toMatchObject({ message, context: { itemIndex: 1 } });
	expect(error?.description).toContain(fault.advice);
	expect(outputs).toEqual([]);
	expect(callsOf(documents[0])).toHaveLength(1);
	expect(callsOf(documents[2])).toHaveLength(0);
}

function expectContinued(cell: Cell, { error, outputs }: RunResult): void {
	const { fault, mode, documents, onError } = cell;
	expect(error).toBeUndefined();
	const [first = [], last = []] = outputs;
	const failed =
		onError === 'continueErrorOutput' ? last : first.filter(({ json }) => json['error']);
	const passed = first.filter(({ json }) => !json['error']);
	const halted = fault.haltsWith !== undefined;
	expect(passed.map(({ pairedItem }) => pairedItem)).toEqual(
		(halted ? [0] : [0, 2]).map((item) => ({ item })),
	);
	expect(failed.map(({ pairedItem }) => pairedItem)).toEqual(
		(halted ? [1, 2] : [1]).map((item) => ({ item })),
	);
	expect(failed[0]?.json['error']).toBe(fault.message(toSubject(mode, 'hồ sơ.pdf')));
	expect(failed[0]?.json['message']).toContain(fault.advice);
	expect(callsOf(documents[2])).toHaveLength(halted ? 0 : 1);
	if (!halted) return;
	const subject = capitalise(toSubject(mode, 'after.pdf'));
	expect(failed[1]?.json['error']).toBe(`${subject} was not sent: ${fault.haltsWith}`);
}

describe.each(FAILING)('$fault $status', (fault) => {
	describe.each(INPUT_MODES)('as %s', (mode) => {
		it.each(ERROR_MODES)('tells the user what happened with %s', (onError) => {
			const cell = CELLS.find(
				(other) => other.fault === fault && other.mode === mode && other.onError === onError,
			);
			const result = cell && results.get(cell);
			if (!result) throw new Error('The cell was not run');
			expectCounts(cell);
			if (onError === 'stopWorkflow') expectStopped(cell, result);
			else expectContinued(cell, result);
			expect(JSON.stringify([result.error, result.hints, result.outputs])).not.toContain('MARKER-');
		});
	});

	it('gives the error output the JSON of the item that failed', () => {
		const cell = CELLS.find(
			(other) =>
				other.fault === fault && other.mode === 'binary' && other.onError === 'continueErrorOutput',
		);
		const item = cell && results.get(cell)?.outputs.at(-1)?.[0];
		expect(item?.json).toEqual({
			place: 1,
			mark: cell?.documents[1].mark,
			error: fault.message('"hồ sơ.pdf"'),
			message: expect.stringContaining(fault.advice),
		});
	});
});

describe.each(TOLERATED)('%s', (name) => {
	describe.each([false, true])('includeImages %s', (includeImages) => {
		it.each(INPUT_MODES)('costs no document that was paid for, as %s', async (mode) => {
			const document = toDocument('report.pdf', `${name} ${mode} ${includeImages}`);
			await rig.sandbox.control('faults', [{ name, checkSum: document.mark }]);
			const { error, json } = await rig.run({
				mode,
				documents: [document],
				options: { includeImages },
			});
			expect(error).toBeUndefined();
			expect(json).toHaveLength(1);
			expect(json[0]).not.toHaveProperty('error');
		});
	});
});
