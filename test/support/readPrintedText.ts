import {
	parseDebts,
	parseField,
	PARSERS,
	ParsingContext,
	type DebtLine,
	type ParsedField,
} from '../../nodes/ComputerVisionVietnam/creditReport/field';
import {
	MISSING_CELL,
	toCell,
	toDebtsCell,
} from '../../nodes/ComputerVisionVietnam/creditReport/reply/cell';
import {
	toGrouping,
	type AmountUnit,
} from '../../nodes/ComputerVisionVietnam/creditReport/values/amount';
import { rankNumber } from '../../nodes/ComputerVisionVietnam/creditReport/values/plainValues';
import type { Reading } from '../../nodes/ComputerVisionVietnam/creditReport/values/reading';
import type { PrintedText } from '../../tools/reference/readingTables.ts';

/** What a line of the fixture states about the outcome. */
export interface Outcome extends Pick<
	PrintedText,
	'none' | 'refused' | 'candidate' | 'caution' | 'lossy' | 'percent'
> {
	readonly reads?: unknown;
}

/** A kind of printed text that the node has a parser for. */
export type ParsedKind = keyof typeof PARSERS;

/** The kinds of printed texts that the node has a parser for. */
export const PARSED_KINDS: readonly ParsedKind[] = [
	'amount',
	'code',
	'count',
	'date',
	'dateOrTime',
	'debtGroup',
	'flag',
	'identityNumber',
	'institutionCode',
	'month',
	'name',
	'score',
	'text',
	'timestamp',
];

const PLACE = { path: 'place', label: 'Place' };

const contextOf = (texts: readonly string[], unit: AmountUnit): ParsingContext =>
	new ParsingContext({ unit, grouping: toGrouping('detect', texts) }, 0);

/** Parses a clean text as it stands alone in a report, by the node's own parser of its kind. */
export const parseText = (
	kind: ParsedKind,
	text: string,
	unit: AmountUnit = 'asPrinted',
): Reading<unknown> => PARSERS[kind]({ ...MISSING_CELL, text }, contextOf([text], unit));

/** Parses a text beside other amounts of its report: how it is read, and the field that it becomes. */
export function parsePrinted(
	kind: ParsedKind,
	{ text, unit = 'asPrinted', beside = [] }: PrintedText,
): { reading: Reading<unknown>; parsed: ParsedField } {
	const cell = toCell(text);
	const texts = [cell.text, ...beside.map((each) => toCell(each).text)];
	return {
		reading: PARSERS[kind](cell, contextOf(texts, unit)),
		parsed: parseField(kind, cell, () => PLACE, contextOf(texts, unit)),
	};
}

function toRefusal(reason: string, candidates: readonly string[]): Outcome {
	const [candidate] = candidates;
	const isNamed = reason === 'letter_among_digits' && candidate !== undefined;
	return isNamed ? { refused: reason, candidate } : { refused: reason };
}

/** What a reading says, in the words of the fixture. */
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

function nameOutcome({ kind, term, group, otherBad }: DebtLine): string {
	if (kind === 'term') return `term ${term}`;
	if (kind === 'other') return 'other';
	return otherBad ? 'other bad debt' : `group ${group}`;
}

/** The name is that of a line with an amount, for a line without either is none. */
function readDebtName(name: unknown): Outcome {
	const cell = toDebtsCell({ value: [{ debt_name: name, debt: '1' }], score: [1] });
	const [line] = parseDebts(cell, () => PLACE, contextOf([], 'asPrinted')).field.value ?? [];
	if (!line) throw new Error('no line');
	return { reads: nameOutcome(line) };
}

/** Whether the fixture's kind is one of those with a parser. */
export const isParsedKind = (kind: string): kind is ParsedKind => Object.hasOwn(PARSERS, kind);

/** Reads a line of the fixture as the node does: cleaned first, then by the parser of its kind. */
export function readPrintedText(line: PrintedText): Outcome {
	const { kind, text } = line;
	if (kind === 'confidence') {
		const { confidence, wasPercent } = toCell({ value: 'x', score: text });
		return { reads: confidence, ...(wasPercent && { percent: true }) };
	}
	if (kind === 'debtName') return readDebtName(text);
	if (kind === 'rank') return { reads: rankNumber(toCell(text).text) };
	if (!isParsedKind(kind)) throw new Error(`no parser for ${kind}`);
	return toOutcome(parsePrinted(kind, line).reading);
}
