import type { PrintedText } from '../../../scripts/renderReadingTable.ts';
import {
	GroupingProof,
	parseAmount,
	type Amount,
	type Grouping,
} from '../../../nodes/ComputerVisionVietnam/report/amount';
import { parseConfidence } from '../../../nodes/ComputerVisionVietnam/report/confidence';
import {
	parseDate,
	parseDateOrTime,
	parseMonth,
	parseTimestamp,
} from '../../../nodes/ComputerVisionVietnam/report/dates';
import { parseDebtGroup, readDebtName } from '../../../nodes/ComputerVisionVietnam/report/debtName';
import {
	parseCode,
	parseCount,
	parseFlag,
	parseIdentityNumber,
	parseInstitutionCode,
	parseScore,
	parseText,
	rankNumber,
} from '../../../nodes/ComputerVisionVietnam/report/plainValues';
import type { Reading } from '../../../nodes/ComputerVisionVietnam/report/reading';
import { toText } from '../../../nodes/ComputerVisionVietnam/report/text';

/** What a line of the fixture states about the outcome. */
export interface Outcome extends Pick<
	PrintedText,
	'none' | 'refused' | 'candidate' | 'caution' | 'lossy' | 'percent'
> {
	readonly reads?: unknown;
}

function toRefusal(reason: string, candidates: readonly string[] = []): Outcome {
	const [candidate] = candidates;
	const isNamed = reason === 'letter_among_digits' && candidate !== undefined;
	return isNamed ? { refused: reason, candidate } : { refused: reason };
}

function toOutcome(reading: Reading<unknown>): Outcome {
	switch (reading.kind) {
		case 'none':
			return { none: reading.reason };
		case 'refused':
			return toRefusal(reading.reason, reading.candidates);
		case 'value':
			return {
				reads: reading.value,
				...(reading.caution && { caution: reading.caution }),
				...(reading.lossy && { lossy: true }),
			};
	}
}

/** Every reader that takes a cleaned text and nothing else, by the fixture's kind. */
export const TEXT_READERS: Readonly<Record<string, (text: string) => Reading<unknown>>> = {
	code: parseCode,
	count: parseCount,
	date: parseDate,
	dateOrTime: parseDateOrTime,
	debtGroup: parseDebtGroup,
	flag: parseFlag,
	identityNumber: parseIdentityNumber,
	institutionCode: parseInstitutionCode,
	month: parseMonth,
	score: parseScore,
	text: parseText,
	timestamp: parseTimestamp,
};

function toNumber(reading: Reading<Amount>): Reading<number> {
	return reading.kind === 'value' ? { ...reading, value: reading.value.value } : reading;
}

/** What these amounts of one report prove about its separators. */
export function proveGrouping(texts: readonly string[]): Grouping {
	const proof = new GroupingProof();
	for (const text of texts) proof.add(text);
	return proof;
}

function readAmountLine({ text, unit = 'asPrinted', beside = [] }: PrintedText): Outcome {
	const printed = toText(text);
	const grouping = proveGrouping([printed, ...beside.map(toText)]);
	return toOutcome(toNumber(parseAmount(printed, { unit, grouping })));
}

function nameOutcome(text: string): Outcome {
	const name = readDebtName(text);
	if (name.kind === 'term') return { reads: `term ${name.term}` };
	if (name.kind === 'other') return { reads: 'other' };
	return { reads: name.otherBad ? 'other bad debt' : `group ${name.group}` };
}

/** Reads a line of the fixture as the node does: cleaned first, then by the reader of its kind. */
export function readPrintedText(line: PrintedText): Outcome {
	if (line.kind === 'amount') return readAmountLine(line);
	if (line.kind === 'confidence') {
		const { value, wasPercent } = parseConfidence(line.text);
		return { reads: value, ...(wasPercent && { percent: true }) };
	}
	const text = toText(line.text);
	if (line.kind === 'debtName') return nameOutcome(text);
	if (line.kind === 'rank') return { reads: rankNumber(text) };
	const reader = TEXT_READERS[line.kind];
	if (!reader) throw new Error(`no reader for ${line.kind}`);
	return toOutcome(reader(text));
}
