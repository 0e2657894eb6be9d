import { createHash } from 'node:crypto';
import { success } from '../envelope.ts';
import type { Envelope } from '../envelope.ts';
import { around } from './layout.ts';
import type { Box, Layout } from './layout.ts';
import { SCALARS } from './reportData.ts';
import type { Cell, DebtLines, ReportData, ScalarKey, TableData, Text } from './reportData.ts';
import { SECTIONS } from './sections.ts';
import type { Section, TableKey } from './sections.ts';

/** Everything a reply is built from. Image names are files below the documents folder. */
export interface ReplySource {
	report: ReportData;
	layout: Layout;
	pageImages: readonly string[];
	tableImage: (key: TableKey) => string;
}

/** The reply that the API documents for this report, with the names of image files for images. */
export function buildReply(source: ReplySource): Envelope {
	const scalars = SCALARS.flatMap((key) => scalar(source, key));
	const tables = SECTIONS.flatMap((section) => table(source, section));
	return success([Object.fromEntries([...scalars, ['imgs', source.pageImages], ...tables])]);
}

type Entry = [key: string, value: unknown];

function scalar({ report, layout }: ReplySource, key: ScalarKey): Entry[] {
	const text = report[key];
	const placed = layout.texts.get(key);
	const score = confidence(report, key, text);
	return [
		[key, readText(text)],
		[`${key}_box`, placed ? placed.box : []],
		...(score === undefined ? [] : [[`${key}_confidence`, score] satisfies Entry]),
		[`${key}_id`, placed ? placed.page : 0],
	];
}

function table(source: ReplySource, section: Section): Entry[] {
	const data = source.report[section.key];
	if (data === null) {
		return [
			[section.key, []],
			[`${section.key}_image`, ''],
		];
	}
	const columns = data.sentColumns ?? section.sentColumns;
	const heading = columns.map((column) =>
		textCell(source, section.key, `heading:${column}`, section.columns[column]?.heading ?? ''),
	);
	const rows = data.rows.map((cells, row) =>
		columns.map((column) => cell(source, section.key, `${row}:${column}`, cells[column] ?? null)),
	);
	return [
		[section.key, sentRows(data, heading, rows)],
		[`${section.key}_image`, source.tableImage(section.key)],
	];
}

function sentRows(data: TableData, heading: object[], rows: object[][]): object[][] {
	if (data.unread === true) return [];
	return data.sendsHeading === true ? [heading, ...rows] : rows;
}

function cell(source: ReplySource, key: TableKey, place: string, content: Cell): object {
	if (content !== null && typeof content !== 'string' && 'lines' in content) {
		return linesCell(source, key, place, content);
	}
	// The debt column of a row without debts is an empty list, not an empty text.
	const isDebtColumn = key === 'loan_details' && place.endsWith(':3');
	if (isDebtColumn && content === '') return { value: [], box: [], score: [] };
	return textCell(source, key, place, content ?? '');
}

function textCell(source: ReplySource, key: TableKey, place: string, text: Text): object {
	const score = confidence(source.report, `${key}:${place}`, text);
	return {
		value: readText(text),
		box: boxInTable(source, key, [`${key}:${place}`]),
		...(score === undefined ? {} : { score }),
	};
}

function linesCell(
	source: ReplySource,
	key: TableKey,
	place: string,
	{ lines, scores }: DebtLines,
): object {
	const prefix = `${key}:${place}`;
	const sent = lines.map(([name, amount], line) =>
		confidence(source.report, `${prefix}:${line}`, typeof amount === 'string' ? name : amount),
	);
	return {
		value: lines.map(([name, amount]) => ({ debt_name: readText(name), debt: readText(amount) })),
		box: lines.map((_, line) =>
			boxInTable(source, key, [`${prefix}:${line}:name`, `${prefix}:${line}:debt`]),
		),
		score: sent.slice(0, scores ?? sent.length),
	};
}

/** The box around the texts at these places, in pixels of the table's image; [] without text. */
function boxInTable({ layout }: ReplySource, key: TableKey, places: readonly string[]): Box | [] {
	const origin = layout.tables.get(key);
	const boxes = places.flatMap((place) => layout.texts.get(place)?.box ?? []);
	const quads: Box[] = [];
	for (let index = 0; index < boxes.length; index += 4) {
		const [left = 0, top = 0, right = 0, bottom = 0] = boxes.slice(index, index + 4);
		quads.push([left, top, right, bottom]);
	}
	if (!origin || quads.length === 0) return [];
	const [left, top, right, bottom] = around(quads);
	const [x, y] = origin.box;
	return [left - x, top - y, right - x, bottom - y];
}

function readText(text: Text): string | number {
	return typeof text === 'string' ? text : (text.read ?? text.printed);
}

/** As the report's data says; else 0 for no text, and 0.93 to 0.995, fixed by the place, for one. */
function confidence(report: ReportData, place: string, text: Text): unknown {
	if (typeof text !== 'string' && text.score !== undefined) {
		return text.score === 'absent' ? undefined : text.score;
	}
	if (text === '') return 0;
	const digest = createHash('sha256').update(`${report.name} ${place}`).digest();
	return (9300 + (digest.readUInt32BE(0) % 651)) / 10_000;
}
