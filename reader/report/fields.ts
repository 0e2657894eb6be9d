import type { Page, TextLine } from '../page.ts';
import type { Printed, ScalarName } from './creditReport.ts';
import { foldText } from './foldText.ts';
import { findNear } from './nearText.ts';
import { sectionOfTitle } from './sections.ts';
import { heightOf, toPrinted, tokensOf } from './tokens.ts';
import type { Token } from './tokens.ts';

/** A field's value can end up under any name that a caller asks for. */
export interface Label<Name extends string> {
	/** Null: a field that is not asked for, but ends the one before it. */
	readonly name: Name | null;
	/** Folded, longer ones before those they begin with. */
	readonly phrases: readonly string[];
}

/** A gap as wide as this, in heights of the line, ends a value. */
const COLUMN_GAP = 1.5;
/** Words that may stand between a label's known words and its colon. */
const LONGEST_REST = 5;

/** The labels around the report's own fields. */
export const SCALAR_LABELS: readonly Label<ScalarName>[] = [
	{
		name: 'report_time',
		phrases: [
			'thoi gian gui bao cao',
			'thoi gian gui',
			'ngay gui bao cao',
			'thoi gian tra loi',
			'ngay tra loi',
			'ngay tra tin',
			'thoi gian tra tin',
			'thoi diem tra loi',
			'thoi gian bao cao',
			'thoi gian lap bao cao',
			'ngay lap bao cao',
		],
	},
	{
		name: 'cic_code',
		phrases: ['ma so cic', 'ma cic', 'ma khach hang cic', 'ma kh cic', 'cic code'],
	},
	{
		name: 'id_card',
		phrases: [
			'so cmnd',
			'so cccd',
			'so cmt',
			'so can cuoc',
			'so chung minh',
			'so giay to tuy than',
			'so giay to',
			'cmnd',
			'cccd',
			'can cuoc cong dan',
			'can cuoc',
			'chung minh nhan dan',
			'giay to tuy than',
			'so dinh danh',
			'so gttt',
			'so ho chieu',
		],
	},
	{ name: 'address', phrases: ['dia chi'] },
	{
		name: 'credit_ranking_date',
		phrases: ['ngay cham diem', 'thoi gian cham diem', 'thoi diem cham diem', 'ngay xep hang'],
	},
	{
		name: null,
		phrases: ['xep hang khach hang', 'xep hang kh', 'xep hang', 'diem tin dung trung binh'],
	},
	{ name: 'credit_rank', phrases: ['hang tin dung', 'hang'] },
	{ name: 'credit_score', phrases: ['diem tin dung', 'diem'] },
	{
		name: null,
		phrases: [
			'thoi gian yeu cau',
			'ngay yeu cau',
			'thoi gian hoi tin',
			'ngay hoi tin',
			'thoi gian in',
			'ngay in',
			'thoi gian tra cuu',
			'ngay tra cuu',
			'don vi tra cuu',
			'nguoi tra cuu',
			'ma so phieu',
			'so phieu',
			'ma phieu',
			'ten khach hang',
			'ho va ten',
			'ho ten',
			'khach hang',
			'giay to khac',
			'dien thoai',
			'so dien thoai',
			'email',
			'ngay sinh',
			'gioi tinh',
			'quoc tich',
			'nghe nghiep',
			'ma so thue',
			'san pham',
			'ten san pham',
			'noi cap',
			'ngay cap',
			'nguoi in',
			'ma yeu cau',
			'don vi',
			'trang thai',
			'tinh trang',
			'nguoi yeu cau',
			'ho chieu',
			'so tham chieu',
		],
	},
];

/** Lines that belong together: those of a cell, or those that follow each other on a page. */
export interface LineGroup {
	readonly page: Page;
	readonly lines: readonly TextLine[];
}

/** A label that was found, with what is printed behind it on its line and below. */
export interface Field<Name extends string> {
	readonly name: Name;
	readonly value: Printed;
}

interface FoundLabel<Name extends string> {
	readonly name: Name | null;
	/** Its first word and the first behind it. */
	readonly from: number;
	readonly to: number;
}

/** All fields of these lines whose labels are known. */
export function findFields<Name extends string>(
	{ page, lines }: LineGroup,
	labels: readonly Label<Name>[],
): Field<Name>[] {
	const rows = lines.map(tokensOf);
	return rows.flatMap((tokens, row) => {
		const found = findLabels(tokens, labels, row === 0);
		return found.flatMap((label, index): Field<Name>[] => {
			if (label.name === null) return [];
			const next = found[index + 1];
			const value = valueBehind(tokens, label.to, next?.from ?? tokens.length);
			const start = tokens[label.from];
			if (start === undefined) return [];
			const rest = wrappedRest({
				rows: rows.slice(row + 1),
				labels,
				label: start,
				last: value.length > 0 ? value : tokens.slice(label.from, label.to),
				valueLeft: value[0]?.box[0] ?? null,
				limit: next === undefined ? Infinity : (tokens[next.from]?.box[0] ?? Infinity),
				isLong: label.name === 'address',
			});
			return [{ name: label.name, value: toPrinted([...value, ...rest], page) }];
		});
	});
}

/**
 * Labels begin a line, follow a wide gap, or are known and end in a colon. One of a single word,
 * as "Hạng", may as well be the last word of a name that goes on from the line above: without a
 * colon it has its value beside it, unless it is on the first line.
 */
function findLabels<Name extends string>(
	tokens: readonly Token[],
	labels: readonly Label<Name>[],
	isFirstLine: boolean,
): FoundLabel<Name>[] {
	const height = heightOf(tokens);
	const found: FoundLabel<Name>[] = [];
	for (let from = 0; from < tokens.length; from++) {
		const before = tokens[from - 1];
		const gap = (tokens[from]?.box[0] ?? 0) - (before?.box[2] ?? -Infinity);
		const label = labelAt(tokens, from, labels);
		if (label === null) continue;
		const end = tokens[label.to - 1];
		const behind = (tokens[label.to]?.box[0] ?? Infinity) - (end?.box[2] ?? 0);
		const hasColon = end?.text.endsWith(':') === true || tokens[label.to]?.text.startsWith(':');
		const isWord = label.to === from + 1 && !isFirstLine;
		const hasValue = label.to < tokens.length && labelAt(tokens, label.to, labels) === null;
		const isSetOff = behind > COLUMN_GAP * height && (hasValue || !isWord);
		const isStart = from === 0 || gap > 0.8 * height || before?.text.endsWith(';') === true;
		if (!(hasColon === true || (isStart && isSetOff))) continue;
		found.push(label);
		from = label.to - 1;
	}
	return found;
}

/** The known label that begins at a word; null where there is none. */
export function labelAt<Name extends string>(
	tokens: readonly Token[],
	from: number,
	labels: readonly Label<Name>[],
): FoundLabel<Name> | null {
	const texts = tokens.slice(from, from + 8).map(({ text }) => foldText(text));
	const joined = texts.join(' ');
	let best: { name: Name | null; end: number; errors: number; length: number } | null = null;
	for (const { name, phrases } of labels) {
		for (const phrase of phrases) {
			const match = findNear(joined.slice(0, phrase.length + 2), phrase, 0);
			const isWord = match !== null && !/^[a-z]/.test(joined.slice(match.end));
			if (match === null || !isWord) continue;
			const isBetter =
				best === null ||
				match.errors < best.errors ||
				(match.errors === best.errors && phrase.length > best.length);
			if (isBetter) best = { name, ...match, length: phrase.length };
		}
	}
	if (best === null) return null;
	let to = from;
	for (let length = 0; length < best.end; to++) length += (texts[to - from]?.length ?? 0) + 1;
	return { name: best.name, from, to: behindColon(tokens, to) };
}

/** "CMND" may go on as "/CCCD/Hộ chiếu:"; what is behind the label begins after its colon. */
function behindColon(tokens: readonly Token[], to: number): number {
	if (tokens[to - 1]?.text.endsWith(':') === true) return to;
	const height = heightOf(tokens);
	for (let place = to; place < Math.min(tokens.length, to + LONGEST_REST); place++) {
		const [token, before] = [tokens[place], tokens[place - 1]];
		if (token === undefined || before === undefined) break;
		const isFar = token.box[0] - before.box[2] > COLUMN_GAP * height;
		if (token.text === ':') return place + 1;
		// Without a colon, a label ends at the gap before its value.
		if (isFar) return place;
		if (/\d/.test(token.text)) break;
		if (token.text.endsWith(':')) return place + 1;
	}
	return to;
}

/** What follows a label on its line: up to the next label, or to a gap between columns. */
function valueBehind(tokens: readonly Token[], from: number, to: number): Token[] {
	const height = heightOf(tokens);
	const value: Token[] = [];
	for (const token of tokens.slice(from, to)) {
		const last = value.at(-1);
		if (last !== undefined && token.box[0] - last.box[2] > COLUMN_GAP * height) break;
		const text = value.length === 0 ? token.text.replace(/^:+/, '') : token.text;
		if (text !== '') value.push({ ...token, text });
	}
	return value;
}

interface Wrapped<Name extends string> {
	readonly rows: readonly (readonly Token[])[];
	readonly labels: readonly Label<Name>[];
	readonly label: Token;
	readonly last: readonly Token[];
	/** Null: nothing stands behind the label, the value may stand below it. */
	readonly valueLeft: number | null;
	/** Where the next column of fields begins. */
	readonly limit: number;
	/** A value that may take several lines. */
	readonly isLong: boolean;
}

/** The further lines of a value, below its first or below its label. */
function wrappedRest<Name extends string>(field: Wrapped<Name>): Token[] {
	const rest: Token[] = [];
	const height = heightOf(field.last);
	const left = field.label.box[0];
	let bottom = Math.max(...field.last.map(({ box }) => box[3]));
	for (const row of field.rows) {
		const inside = row.filter(({ box }) => box[0] >= left - height && box[0] < field.limit - 2);
		const [first] = inside;
		const mayGoOn = field.isLong || (field.valueLeft === null && rest.length === 0);
		if (first === undefined || !mayGoOn || first.box[1] - bottom > 0.8 * height) break;
		if (first.box[1] < bottom - 0.6 * height) continue;
		const starts = [left, ...(field.valueLeft === null ? [] : [field.valueLeft])];
		const isAligned = starts.some((start) => Math.abs(first.box[0] - start) < height);
		const hasLabel = findLabels(inside, field.labels, false).length > 0;
		const hasColon = inside.some(({ text }) => /[^\d]:$/.test(text));
		const isTitle = sectionOfTitle(inside.map(({ text }) => text).join(' ')) !== null;
		if (!isAligned || hasLabel || hasColon || isTitle) break;
		rest.push(...valueBehind(inside, 0, inside.length));
		bottom = Math.max(...inside.map(({ box }) => box[3]));
	}
	return rest;
}
