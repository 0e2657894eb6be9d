import fc from 'fast-check';

import { PARSERS } from '../../../../nodes/ComputerVisionVietnam/creditReport/field';
import {
	parseConfidence,
	toCell,
	toDebtsCell,
	toScalarCell,
	toText,
} from '../../../../nodes/ComputerVisionVietnam/creditReport/reply/cell';
import { refusalText } from '../../../../nodes/ComputerVisionVietnam/creditReport/review';
import {
	parseAmount,
	type AmountUnit,
} from '../../../../nodes/ComputerVisionVietnam/creditReport/values/amount';
import { parseDebtName } from '../../../../nodes/ComputerVisionVietnam/creditReport/values/debtName';
import {
	rankNumber,
	systemCode,
} from '../../../../nodes/ComputerVisionVietnam/creditReport/values/plainValues';
import type { Reading } from '../../../../nodes/ComputerVisionVietnam/creditReport/values/reading';
import {
	cleanText,
	foldText,
} from '../../../../nodes/ComputerVisionVietnam/creditReport/values/text';
import { PARSED_KINDS, parseText } from '../../../support/readPrintedText';

const UNITS: readonly AmountUnit[] = ['asPrinted', 'millionVnd', 'vnd'];
const NO_GROUPING = { commaGroups: false, dotGroups: false };

type TextParser = (text: string) => Reading<unknown>;

/** The node's own parser of each kind; that of amounts in each unit. */
const parsers = PARSED_KINDS.flatMap((kind): Array<[string, TextParser]> =>
	kind === 'amount'
		? UNITS.map((unit) => [`amount in ${unit}`, (text) => parseText(kind, text, unit)])
		: [[kind, (text) => parseText(kind, text)]],
);

test('every kind of the node is attacked', () => {
	expect(PARSED_KINDS.toSorted()).toEqual(Object.keys(PARSERS).toSorted());
});

/** Kinds whose value is any text at all. */
const TAKES_ANY_TEXT = new Set(['text', 'name', 'code', 'identityNumber', 'institutionCode']);
const strictParsers = parsers.filter(([kind]) => !TAKES_ANY_TEXT.has(kind));

/** None of them is a value of any kind. */
const GARBAGE = [
	'٤٥٦',
	'१२',
	'②',
	'½',
	'1️⃣',
	'\u202e321\u202c',
	'\ud800',
	'12\udfff',
	'\u0000',
	'1\u00002',
	'__proto__',
	'constructor',
	'toString',
	'hasOwnProperty',
	'[]',
	'{}',
	'[object Object]',
	'NaN',
	'Infinity',
	'-0',
	'1e21',
	'1_000',
	"1'000",
	'0b11',
	'1.234,567.8',
	'1,234.567,8',
	'1.234 567',
	'null',
	'undefined',
	'<b>1</b>',
	'=1+1',
	"1' OR '1'='1",
	'{{ $json.x }}',
];

describe.each(strictParsers)('the parser of %s', (_kind, parse) => {
	it.each(GARBAGE)('gives no value for %j', (text) => {
		expect(parse(toText(text)).kind).not.toBe('value');
	});
});

describe.each(parsers)('the parser of %s', (_kind, parse) => {
	it('takes any text without throwing, and says the same twice', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (raw) => {
				const text = toText(raw);
				expect(parse(text)).toEqual(parse(text));
			}),
		);
	});

	it('never gives NaN, an infinity, a negative, an empty text or undefined', () => {
		const printed = fc.string({
			unit: fc.constantFrom(...'0123456789.,-/: ()OlSB đtrỷngàháKcóYN'.split('')),
			maxLength: 16,
		});
		fc.assert(
			fc.property(printed, (raw) => {
				const reading = parse(toText(raw));
				if (reading.kind !== 'value') return;
				const { value } = reading;
				expect(['string', 'number', 'boolean']).toContain(typeof value);
				expect(value).not.toBe('');
				if (typeof value === 'number') expect(Number.isFinite(value) && value >= 0).toBe(true);
			}),
			{ numRuns: 500 },
		);
	});
});

/** One million characters of each; a pattern with quadratic backtracking would take hours. */
const MEGABYTE = 1_000_000;
const LONG_TEXTS: ReadonlyArray<readonly [string, string]> = [
	['digits', '1'.repeat(MEGABYTE)],
	['digits and a letter', `${'1'.repeat(MEGABYTE)}x`],
	['an open bracket and digits', `(${'1'.repeat(MEGABYTE)}`],
	['a minus and letters', `-${'x'.repeat(MEGABYTE)}`],
	['dots and a letter', `${'.'.repeat(MEGABYTE)}x`],
	['a no and dots and a letter', `Không có${'.'.repeat(MEGABYTE)}x`],
	['colons and a letter', `${':'.repeat(MEGABYTE)}x`],
	['dashes and a letter', `${'-'.repeat(MEGABYTE)}x`],
	['groups', `1${'.234'.repeat(MEGABYTE / 4)}x`],
	['groups with spaces', `1${' 234'.repeat(MEGABYTE / 4)} x`],
	['blanks', `${' '.repeat(MEGABYTE)}x`],
	['strange blanks', `x${'\u00a0'.repeat(MEGABYTE)}x`],
	['zero widths', `${'\u200b'.repeat(MEGABYTE)}x`],
	['units', 'tr'.repeat(MEGABYTE / 2)],
	['đ', `1${'đ'.repeat(MEGABYTE)}`],
	['combining marks', `e${'\u0301'.repeat(MEGABYTE)}`],
	['slashes', '1/'.repeat(MEGABYTE / 2)],
	['a moment and digits', `2024-05-20T10:00${'1'.repeat(MEGABYTE)}`],
	['groups of debt', 'nhom '.repeat(MEGABYTE / 5)],
	['words', 'Dư nợ '.repeat(MEGABYTE / 6)],
];

describe.each(LONG_TEXTS)('a megabyte of %s', (_name, raw) => {
	it('is read by every parser within seconds of processor time', () => {
		const start = process.cpuUsage();
		const text = toText(raw);
		for (const [, parse] of parsers) {
			const reading = parse(text);
			if (reading.kind === 'refused') {
				expect(refusalText(text, reading.reason, reading.candidates).length).toBeLessThan(400);
			}
		}
		parseDebtName(text);
		rankNumber(text);
		systemCode(text);
		parseConfidence(raw);
		expect(process.cpuUsage(start).user).toBeLessThan(5_000_000);
	});
});

describe('JSON numbers as amounts', () => {
	const read = (value: number, unit: AmountUnit = 'asPrinted') =>
		parseAmount(value, { unit, grouping: NO_GROUPING });

	it.each([
		[0, 0],
		[-0, 0],
		[14, 14],
		[46.5, 46.5],
		[1.234, 1.234],
		[1e-7, 1e-7],
		[2 ** 53 - 1, 2 ** 53 - 1],
	])('reads %p as %p', (value, expected) => {
		expect(read(value)).toEqual({ kind: 'value', value: { value: expected, printedUnit: null } });
	});

	it('multiplies them without binary noise', () => {
		expect(read(4.35, 'millionVnd')).toMatchObject({ value: { value: 4_350_000 } });
		expect(read(1.1, 'millionVnd')).toMatchObject({ value: { value: 1_100_000 } });
	});

	it.each([
		[Number.NaN, 'not_a_number'],
		[Number.POSITIVE_INFINITY, 'too_large'],
		[Number.NEGATIVE_INFINITY, 'negative'],
		[-5, 'negative'],
		[1e21, 'too_large'],
		[2 ** 53, 'too_large'],
	])('refuses %p: %s', (value, reason) => {
		expect(read(value)).toEqual({ kind: 'refused', reason, candidates: [] });
	});

	it.each([-999, -888])('takes %p as not available', (value) => {
		expect(read(value)).toEqual({ kind: 'none', reason: 'not_available' });
	});
});

describe('texts', () => {
	it('are the same whether composed or not', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'grapheme' }), (text) => {
				expect(cleanText(text.normalize('NFD'))).toBe(cleanText(text.normalize('NFC')));
				expect(foldText(text.normalize('NFD'))).toBe(foldText(text.normalize('NFC')));
			}),
		);
	});

	it('are clean once cleaned', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary' }), (text) => {
				expect(cleanText(cleanText(text))).toBe(cleanText(text));
			}),
		);
	});

	it.each([
		...['\u00a0', '\u2007', '\u2009', '\u202f', '\u3000', '\t', '\r\n', '\n\n', '  '],
		...['\u2028', '\u1680', '\u205f'],
	])('hold one space where %j stood between letters, and none at their ends', (blank) => {
		expect(cleanText(`${blank}o${blank}u${blank}`)).toBe('o u');
	});

	it.each([
		'\u00ad',
		'\u200b',
		'\u200c',
		'\u200d',
		'\u200e',
		'\u200f',
		'\u2060',
		'\u2066',
		'\u2069',
		'\ufeff',
	])('lose %j, which nobody sees', (unseen) => {
		expect(cleanText(`${unseen}o${unseen}u${unseen}`)).toBe('ou');
		expect(cleanText(`o${unseen} ${unseen}u`)).toBe('o u');
	});

	it.each(['1', 'đ', '½', '\ud800'])('keep %j, which says something', (letter) => {
		expect(cleanText(`o${letter}u`)).toBe(`o${letter}u`);
	});

	it.each(['\u0000', '\u0007', '\u001f', '\u007f', '\u0085'])(
		'are parted by %j, lest two numbers become one',
		(control) => {
			expect(cleanText(`${control}1${control}2${control}`)).toBe('1 2');
		},
	);

	it('are composed', () => {
		expect(cleanText('Thu\u031b\u0309')).toBe('Th\u1eed');
	});

	it.each(['\u0111', '\u00f0', '\u0256', '\u0110', '\u00d0', '\u0189'])(
		'fold the look-alike %s to d',
		(letter) => {
			expect(foldText(`${letter}ủ`)).toBe('du');
		},
	);
});

/** Values that stand where a text, a cell, a score or a box belongs. */
const ODD_VALUES: readonly unknown[] = [
	null,
	undefined,
	'',
	42,
	-0,
	Number.NaN,
	Number.POSITIVE_INFINITY,
	1e21,
	true,
	[],
	{},
	[[]],
	[null],
	{ value: [] },
	{ value: {} },
	{ value: { value: '1' } },
	{ score: 1 },
	{ box: [1, 2, 3, 4] },
	JSON.parse('{"__proto__": {"value": "1"}, "constructor": "x"}'),
	JSON.parse('{"value": "1", "__proto__": 1}'),
	'\ud800',
];

describe.each(ODD_VALUES.map((value) => [value]))('%p', (odd) => {
	it('is taken as a cell, a debts cell, a scalar, a score and a box', () => {
		for (const take of [toCell, toDebtsCell]) {
			for (const cell of [odd, { value: odd }, { value: '1', score: odd, box: odd }]) {
				expect(typeof take(cell).text).toBe('string');
			}
		}
		const fields = { a: odd, a_confidence: odd, a_box: odd, a_id: odd };
		expect(typeof toScalarCell(fields, 'a').text).toBe('string');
		const { confidence } = parseConfidence(odd);
		expect(confidence === null || (confidence >= 0 && confidence <= 1)).toBe(true);
	});
});

describe('confidences', () => {
	it('are null or from 0 to 1, whatever was sent', () => {
		fc.assert(
			fc.property(fc.anything(), (raw) => {
				const { confidence } = parseConfidence(raw);
				expect(confidence === null || (confidence >= 0 && confidence <= 1)).toBe(true);
			}),
		);
	});
});
