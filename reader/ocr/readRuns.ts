import type { PageInk } from '../geometry/findInk.ts';
import { sharpen } from '../geometry/grayImage.ts';
import type { GrayImage } from '../geometry/grayImage.ts';
import type { InkRun } from '../geometry/inkLines.ts';
import type { Word } from '../page.ts';
import type { Ocr } from './createOcr.ts';
import { cropRun } from './cropRun.ts';
import { countDotsBelow } from './dotsBelow.ts';
import { judgeFigures, judgeText } from './judgeReadings.ts';
import type { Verdict } from './judgeReadings.ts';
import type { Crop, CropReading, Script } from './letterEngine.ts';
import { readMark } from './readMark.ts';
import { loadMarkNet, readMarks } from './readMarks.ts';
import type { MarkedText } from './readMarks.ts';
import { readSigns } from './readSigns.ts';
import type { SignReading } from './readSigns.ts';
import { unknownPart, wholeRun } from './unknownPart.ts';
import type { UnknownPart } from './unknownPart.ts';
import { loadNet } from './signNet.ts';

/** A way to read a run: with which letters, brought to which height in pixels. */
interface Way {
	readonly script: Script;
	readonly height: number;
	/** White above and below it, in heights of a letter. */
	readonly margin: number;
	/** Sharpened, which tells a hook from an acute. */
	readonly isSharp?: boolean;
}

/** How runs are read in a round, those of figures and those of words. */
interface Round {
	readonly figures: readonly Way[];
	readonly text: readonly Way[];
}

/** English letters are surer with figures; sizes that differ make different mistakes. */
const ROUNDS: readonly Round[] = [
	{
		figures: [{ script: 'eng', height: 27, margin: 0.5 }],
		text: [{ script: 'vie', height: 20, margin: 0.6 }],
	},
	{
		figures: [
			{ script: 'vie', height: 20, margin: 0.45 },
			{ script: 'eng', height: 18, margin: 0.45 },
		],
		text: [{ script: 'vie', height: 28, margin: 0.45, isSharp: true }],
	},
	{ figures: [], text: [{ script: 'vie', height: 15, margin: 0.45 }] },
];

/** Height of a dot or a comma at most, in heights of a letter. */
const SMALL_MARK = 0.5;

/** A run on its way to a reading. */
interface Case {
	readonly run: InkRun;
	/** Its signs by their shapes; null where they are no figures. */
	readonly signs: SignReading | null;
	readonly readings: readonly CropReading[];
	/** What of it is to be read. */
	readonly part: UnknownPart;
	readonly verdict: Verdict | null;
}

const net = loadNet();
const markNet = loadMarkNet();

/** Runs that go through the rounds together: the first are at the letter engine while others are looked at. */
const TOGETHER = 32;

/**
 * Reads all runs of a page: figures by the shapes of their signs and by the letter engine, words by
 * the letter engine, the marks above their vowels by their shapes; what is not sure is read again, up
 * to three times. A run that has ink and could not be read has an empty text.
 */
export async function readRuns(
	{ runs, gray, usual }: PageInk,
	ocr: Ocr,
	signal?: AbortSignal,
): Promise<Word[]> {
	const work = { gray, usual, ocr, ...(signal && { signal }) };
	const words: Promise<Word[]>[] = [];
	for (let from = 0; from < runs.length; from += TOGETHER) {
		words.push(readTogether(work, runs.slice(from, from + TOGETHER)));
	}
	return (await Promise.all(words)).flat();
}

async function readTogether(work: Work, runs: readonly InkRun[]): Promise<Word[]> {
	const { gray, usual } = work;
	let cases = runs.map((run): Case => {
		const unread = { run, readings: [], part: wholeRun(run) };
		const mark = readMark(run, usual);
		if (mark) return { ...unread, signs: null, verdict: mark };
		return { ...unread, signs: readSigns(gray, run, usual, net), verdict: null };
	});
	for (const [index, round] of ROUNDS.entries()) {
		cases = await readOpen(work, cases, round, ROUNDS.slice(index + 1));
	}
	return cases.map(({ run, verdict }) => ({
		box: run.box,
		text: verdict?.text ?? '',
		confidence: verdict?.confidence ?? 0,
		candidates: verdict?.candidates ?? [],
	}));
}

interface Work {
	readonly gray: GrayImage;
	readonly usual: number;
	readonly ocr: Ocr;
	readonly signal?: AbortSignal;
}

/** Reads the cases without a verdict in the ways of a round; those that no later round reads get one. */
async function readOpen(
	{ gray, usual, ocr, signal }: Work,
	cases: readonly Case[],
	{ figures, text }: Round,
	later: readonly Round[],
): Promise<Case[]> {
	const isLast = (kind: keyof Round): boolean => later.every((other) => other[kind].length === 0);
	const crops: Crop[] = [];
	for (const { part, signs, verdict } of cases) {
		if (verdict) continue;
		for (const { script, height, margin, isSharp } of signs ? figures : text) {
			const crop = cropRun(gray, part.run, height / usual, usual, margin);
			crops.push({ ...(isSharp ? sharpen(crop) : crop), script });
		}
	}
	const read = (await ocr.read(crops, signal)).values();
	return cases.map((open) => {
		if (open.verdict) return open;
		const { before, after } = open.part;
		const more = (open.signs ? figures : text)
			.flatMap(() => read.next().value ?? [])
			.map((reading) => withoutInventedMark(reading, open.part.run, usual))
			.map((reading) => ({ ...reading, text: before + reading.text + after }));
		const readings = open.readings.concat(more);
		const verdict = open.signs
			? judgeFigures(open.signs, readings, isLast('figures'))
			: judgeText(
					countDotsBelow(open.run, usual),
					// Words that are known have their marks from there.
					readings.length > 1
						? lookAtMarks(gray, open.run, usual, readings)
						: readings.map(unmarked),
					isLast('text'),
				);
		// The first reading of a text tells what of it is read in all later rounds.
		const isToldNow = !verdict && !open.signs && open.readings.length === 0;
		const part = isToldNow ? unknownPart(open.run, readings[0]?.text ?? '') : open.part;
		return { ...open, readings, part, verdict };
	});
}

function unmarked({ text }: CropReading): MarkedText {
	return { text, weakest: null };
}

/** The readings with the marks above their vowels put right; equal ones are looked at once. */
function lookAtMarks(
	gray: GrayImage,
	run: InkRun,
	usual: number,
	readings: readonly CropReading[],
): MarkedText[] {
	const texts = readings.map(({ text }) => text);
	const looked = new Map(
		[...new Set(texts)].map((text) => [text, readMarks(gray, run, usual, text, markNet)]),
	);
	return readings.map((reading) => looked.get(reading.text) ?? unmarked(reading));
}

/** A mark that the engine sees at the end of a run although nothing so small stands there. */
function withoutInventedMark(
	reading: CropReading,
	{ shapes, box }: InkRun,
	usual: number,
): CropReading {
	const last = shapes.filter((shape) => shape.box[2] > box[2] - 0.3 * usual);
	const isSmall = last.some((shape) => shape.box[3] - shape.box[1] < SMALL_MARK * usual);
	return isSmall ? reading : { ...reading, text: reading.text.replace(/ ?[.,'`´’]$/u, '') };
}
