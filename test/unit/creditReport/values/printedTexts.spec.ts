import { readFileSync } from 'node:fs';

import type { FieldState } from '../../../../nodes/ComputerVisionVietnam/creditReport/field';
import { refusalText } from '../../../../nodes/ComputerVisionVietnam/creditReport/review';
import type { RefusalReason } from '../../../../nodes/ComputerVisionVietnam/creditReport/values/reading';
import { cleanText } from '../../../../nodes/ComputerVisionVietnam/creditReport/values/text';
import { readingTable, type PrintedText } from '../../../../tools/reference/readingTables.ts';
import { isParsedKind, parsePrinted, readPrintedText } from '../../../support/readPrintedText';

const lines: PrintedText[] = JSON.parse(readFileSync('test/fixtures/printedTexts.json', 'utf8'));

/** What a line says, without what it is about. */
function statedOutcome({
	kind: _k,
	text: _t,
	unit: _u,
	beside: _b,
	readme: _r,
	...stated
}: PrintedText) {
	return stated;
}

function stateOf({ none, refused }: PrintedText): FieldState {
	if (refused !== undefined) return 'unreadable';
	if (none === undefined) return 'read';
	return none === 'stated_none' ? 'statedNone' : 'none';
}

function describeLine(line: PrintedText): string {
	const context = [line.unit, ...(line.beside ?? []).map((text) => `beside ${text}`)].filter(
		Boolean,
	);
	const where = context.length === 0 ? '' : ` (${context.join(', ')})`;
	const printed = `${line.kind} ${JSON.stringify(line.text)}${where}`;
	if (line.refused !== undefined) return `refuses ${printed}: ${line.refused}`;
	if (line.none !== undefined) return `takes ${printed} as no value: ${line.none}`;
	return `reads ${printed} as ${JSON.stringify(line.reads)}`;
}

describe('the table of printed texts', () => {
	it('holds at least 150 texts, each of which states exactly one outcome', () => {
		expect(lines.length).toBeGreaterThanOrEqual(150);
		for (const line of lines) {
			const stated = ['reads', 'none', 'refused'].filter((key) => key in line);
			expect({ line, stated }).toEqual({ line, stated: [expect.any(String)] });
		}
	});

	it.each(lines.map((line) => [describeLine(line), line] as const))('%s', (_name, line) => {
		expect(readPrintedText(line)).toEqual(statedOutcome(line));
	});

	it.each(
		lines.flatMap((line) =>
			isParsedKind(line.kind) ? [[describeLine(line), line, line.kind] as const] : [],
		),
	)('gives the field and the notes of a text that it %s', (_name, line, kind) => {
		const { reading, parsed } = parsePrinted(kind, line);
		const { field, notes } = parsed;
		expect(field.value).toEqual(line.reads ?? null);
		expect(field.state).toBe(stateOf(line));
		expect(field.keepsText).toBe(
			line.refused !== undefined || line.none === 'not_available' || line.lossy === true,
		);
		const unreadable = notes.filter((note) => note.kind === 'unreadable');
		const isNamed = kind !== 'code' && kind !== 'identityNumber';
		const printed = isNamed ? cleanText(String(line.text)) : '…';
		expect(unreadable.map(({ text, needsReview, path }) => [text, needsReview, path])).toEqual(
			reading.kind === 'refused'
				? [[refusalText(printed, reading.reason, reading.candidates), true, 'place']]
				: [],
		);
	});

	it('meets every reason for a refusal that comes from a text', () => {
		const met = new Set(lines.map(({ refused }) => refused));
		const reasons: RefusalReason[] = [
			'ambiguous_grouping',
			'broken_grouping',
			'fraction_of_dong',
			'leading_zero',
			'letter_among_digits',
			'negative',
			'not_a_code',
			'not_a_count',
			'not_a_date',
			'not_a_flag',
			'not_a_group',
			'not_a_month',
			'not_a_number',
			'not_a_score',
			'no_day',
			'no_such_day',
			'no_such_time',
			'too_large',
			'two_digit_year',
		];
		expect(reasons.filter((reason) => !met.has(reason))).toEqual([]);
	});
});

describe("the documentation's table", () => {
	it('shows between 30 and 80 of the texts, each with a reason', () => {
		const rows = readingTable(lines).split('\n').slice(2);
		expect(rows.length).toBeGreaterThanOrEqual(30);
		expect(rows.length).toBeLessThanOrEqual(80);
		expect(rows.filter((row) => /\|\s*\|$/.test(row))).toEqual([]);
	});
});

describe('the wording of a refusal', () => {
	it('quotes the text and what it may mean', () => {
		expect(refusalText('1,234', 'ambiguous_grouping', ['1234', '1.234'])).toBe(
			'printed "1,234" can be 1234 or 1.234',
		);
		expect(refusalText('1O', 'letter_among_digits', ['10'])).toBe(
			'printed "1O" has a letter among its digits, perhaps it is "10"',
		);
		expect(refusalText('31/02/2024', 'no_such_day', [])).toBe(
			'printed "31/02/2024" is not a day of the calendar',
		);
	});

	it('never cuts a character in half', () => {
		const text = refusalText('x'.repeat(79) + '𝟙'.repeat(5), 'not_a_number', []);
		expect(text).toBe(`printed "${'x'.repeat(79)}…" is not an amount`);
		expect(text.isWellFormed()).toBe(true);
	});
});
