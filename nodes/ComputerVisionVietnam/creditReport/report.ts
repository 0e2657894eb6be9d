import { hash } from 'node:crypto';

import { type WireReport, isFields, joinKeys, otherKeys, type Fields } from '../api/envelope';
import { ParsingContext } from './field';
import { toScalarCell, type Cell } from './reply/cell';
import { toImages, type ReportImage, type TakenImages } from './reply/images';
import { rowTexts, toPrintedTable, type PrintedTable } from './reply/printedTable';
import { keepUndocumented } from './reply/undocumented';
import { infoNote, reviewNote, type Note, type Place } from './review';
import {
	parseTables,
	SECTION_LIST,
	SECTIONS,
	summarize,
	TABLE_KEYS,
	type Summary,
	type TableKey,
	type Tables,
	SCALAR_NAMES,
	SCALARS,
	type ScalarName,
	type Scalars,
} from './sections';
import { checkTotals, parseFields, parseTable } from './table';
import { toGrouping, type AmountUnit, type NumberFormat } from './values/amount';

/** How a report is to be read. */
export interface ReadingSettings {
	readonly amountUnit: AmountUnit;
	readonly numberFormat: NumberFormat;
	/** 0..1; values below it need a person. */
	readonly minConfidence: number;
	/** Decode the images; without it they are neither decoded nor kept. */
	readonly includeImages: boolean;
}

/** One credit report, read: the domain that every output form is shaped from. */
export interface Report {
	/** 0-based place in `data.info`. */
	readonly index: number;
	/** Stable: the same report gives the same key on every run. */
	readonly key: string;
	readonly scalars: Scalars;
	readonly tables: Tables;
	readonly summary: Summary;
	/** The least confidence of any value, 0..1; null when none came with one. */
	readonly minConfidence: number | null;
	/** About the report's own fields and its tables as a whole; rows keep their own. */
	readonly notes: readonly Note[];
	/** What the API sent beyond its documentation, unchanged; null when nothing. */
	readonly otherFields: Fields | null;
	/** Page images and table images, in the order of the report; empty unless asked for. */
	readonly images: readonly ReportImage[];
}

/** A report as it is printed: every value still a text with its place and confidence. */
interface PrintedReport {
	readonly scalars: Readonly<Record<ScalarName, Cell>>;
	readonly tables: Readonly<Record<TableKey, PrintedTable>>;
}

/** The API's key of the page images. */
const PAGE_IMAGES_KEY = 'imgs';

const imageKeyOf = (key: TableKey): string => `${key}_image`;

const KNOWN_KEYS: ReadonlySet<string> = new Set([
	PAGE_IMAGES_KEY,
	...TABLE_KEYS.flatMap((key) => [key, imageKeyOf(key)]),
	...SCALAR_NAMES.flatMap((name) => [name, `${name}_box`, `${name}_confidence`, `${name}_id`]),
]);

/** Builds a record with one entry for every name. */
function mapNames<K extends string, V>(names: readonly K[], valueOf: (name: K) => V): Record<K, V> {
	return Object.fromEntries(names.map((name) => [name, valueOf(name)])) as Record<K, V>;
}

const toPrintedReport = (fields: Fields): PrintedReport => ({
	scalars: mapNames(SCALAR_NAMES, (name) => toScalarCell(fields, name)),
	tables: mapNames(TABLE_KEYS, (key) =>
		toPrintedTable(SECTIONS[key], fields[key], fields[imageKeyOf(key)]),
	),
});

/**
 * Every printed amount of a report. A total row has its sum in any cell; in other rows, and among the
 * report's own fields, a JSON number proves nothing about separators.
 */
function amountTexts({ scalars, tables }: PrintedReport): string[] {
	const ofTables = SECTION_LIST.flatMap(({ key, columns }) => {
		const amounts = Object.keys(columns).filter((name) => columns[name]?.kind === 'amount');
		const ofRows = tables[key].rows.flatMap(({ cells }) => [
			...amounts.flatMap((name) => cells[name] ?? []),
			...Object.values(cells).flatMap(({ lines }) => (lines ?? []).map(({ amount }) => amount)),
		]);
		const printed = ofRows.filter(({ number }) => number === null).map(({ text }) => text);
		return printed.concat(tables[key].totalRows.flatMap(rowTexts));
	});
	return [scalars.debt_sold_to_vamc.text, ...ofTables];
}

/**
 * The key of a report. Who it is about and when it was sent, where both are printed; otherwise all
 * of its texts, so that two reports without a heading are still told apart.
 */
function toReportKey({ scalars, tables }: PrintedReport): string {
	const { report_time: time, cic_code: code, id_card: id } = scalars;
	const isIdentified = time.text !== '' && (code.text !== '' || id.text !== '');
	const parts = isIdentified
		? [code.text, id.text, time.text]
		: SCALAR_NAMES.map((name) => scalars[name].text).concat(
				TABLE_KEYS.flatMap((key) => tables[key].rows.flatMap(rowTexts)),
			);
	return hash('sha256', parts.join('\u001f'), 'hex').slice(0, 32);
}

const ACRONYMS = /\b(?:cic|id|vamc)\b/g;

/** `id_card` is "ID card" to people. */
function labelOf(name: string): string {
	const words = name.replaceAll('_', ' ').replace(ACRONYMS, (word) => word.toUpperCase());
	return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Whether amounts that are left as printed carry different units, so that no sum means anything. */
const mixesUnits = ({ printedUnits, amounts }: ParsingContext): boolean =>
	amounts.unit === 'asPrinted' && printedUnits.size > 1;

const MOST_MILLIONS = 10_000_000;
const LEAST_DONG = 100_000;

/** Amounts that hardly anyone has, in the unit that was chosen, point to the wrong unit. */
function checkUnit(context: ParsingContext): Note[] {
	const { unit } = context.amounts;
	const largest = context.largestAmount ?? 0;
	const place = { path: 'amount_unit', label: 'Amount unit' };
	if (unit === 'millionVnd' && largest >= MOST_MILLIONS * 1_000_000) {
		const text = 'an amount is 10 million million dong or more, so the report may be in dong';
		return [reviewNote('implausible', place, text)];
	}
	if (unit === 'vnd' && largest > 0 && largest < LEAST_DONG) {
		const text = 'every amount is below 100,000 dong, so the report may be in million dong';
		return [reviewNote('implausible', place, text)];
	}
	if (!mixesUnits(context)) return [];
	const text = 'amounts are printed in different units, so their totals are left out';
	return [reviewNote('implausible', place, text)];
}

/** What only the whole of a report can tell: its totals, its contradictions, its units. */
function checkReport(tables: Tables, context: ParsingContext): Note[] {
	const doubts = TABLE_KEYS.flatMap((key) => tables[key].notes);
	const totals = mixesUnits(context)
		? []
		: SECTION_LIST.flatMap((section) => checkTotals(section, tables[section.key], context.amounts));
	const contradictions = TABLE_KEYS.flatMap((key) => tables[key].contradictions);
	const percent = { path: 'confidence', label: 'Confidence' };
	return [
		...doubts,
		...totals,
		...contradictions,
		...checkUnit(context),
		...(context.sawPercent ? [infoNote(percent, 'given in percent, so divided by 100')] : []),
	];
}

/** The figures that are sums or maxima of amounts. */
const AMOUNT_FIGURES = [
	'loan_total',
	'loan_total_group_1',
	'loan_total_group_2',
	'loan_total_group_3',
	'loan_total_group_4',
	'loan_total_group_5',
	'loan_total_other_bad',
	'loan_bad_total',
	'loan_short_term_total',
	'loan_medium_term_total',
	'loan_long_term_total',
	'card_limit_total',
	'card_payable_total',
	'card_late_total',
	'card_utilisation',
	'loan_12m_peak',
] as const satisfies ReadonlyArray<keyof Summary>;

function takeImages(fields: Fields): TakenImages {
	const pages = toImages(fields[PAGE_IMAGES_KEY], (nth) => `page_${nth}`);
	const ofTables = TABLE_KEYS.map((key) =>
		toImages(fields[imageKeyOf(key)], (nth) => (nth === 1 ? key : `${key}_${nth}`)),
	);
	const all = [pages, ...ofTables];
	return {
		images: all.flatMap(({ images }) => images),
		broken: all.reduce((sum, { broken }) => sum + broken, 0),
	};
}

function imageNotes({ broken }: TakenImages): Note[] {
	if (broken === 0) return [];
	const images = broken === 1 ? '1 image' : `${broken} images`;
	const place = { path: PAGE_IMAGES_KEY, label: 'Images' };
	return [infoNote(place, `${images} could not be decoded and left out`)];
}

const NO_IMAGES: TakenImages = { images: [], broken: 0 };

/**
 * Parses one report in two passes: first what its numbers prove about separators, then every value.
 * Never throws; what cannot be read is null, with its text kept and a note that says why.
 *
 * @param key of the report, the beginning of its rows' keys
 */
function parseReport(
	{ fields, index, envelope }: WireReport,
	printed: PrintedReport,
	key: string,
	settings: ReadingSettings,
): Report {
	const amounts = {
		unit: settings.amountUnit,
		grouping: toGrouping(settings.numberFormat, amountTexts(printed)),
	};
	const context = new ParsingContext(amounts, settings.minConfidence);
	const placeOf = (name: string): Place => ({ path: name, label: labelOf(name) });
	const { fields: scalars, notes } = parseFields(printed.scalars, SCALARS, placeOf, context);
	const tables = parseTables((section) =>
		parseTable(section, printed.tables[section.key], key, context),
	);
	const summary = summarize(tables, scalars);
	// The totals of a report that prints different units beside its numbers are no sums of anything.
	const left = mixesUnits(context) ? mapNames(AMOUNT_FIGURES, () => null) : {};
	const images = settings.includeImages ? takeImages(fields) : NO_IMAGES;
	const other = keepUndocumented(joinKeys(otherKeys(fields, KNOWN_KEYS), envelope));
	return {
		index,
		key,
		scalars,
		tables,
		summary: { ...summary, ...left },
		minConfidence: context.lowestConfidence,
		notes: notes.concat(checkReport(tables, context), imageNotes(images)),
		otherFields: isFields(other) ? other : null,
		images: images.images,
	};
}

/**
 * Parses the credit reports of one reply. Reports that look the same get different keys: their order
 * tells them apart.
 */
export function parseReports(wires: readonly WireReport[], settings: ReadingSettings): Report[] {
	const seen = new Map<string, number>();
	return wires.map((wire) => {
		const printed = toPrintedReport(wire.fields);
		const key = toReportKey(printed);
		const nth = (seen.get(key) ?? 0) + 1;
		seen.set(key, nth);
		return parseReport(wire, printed, nth === 1 ? key : `${key}-${nth}`, settings);
	});
}

/** Every note of the report: its own and those of its rows. */
export const allNotes = ({ notes, tables }: Report): Note[] =>
	notes.concat(TABLE_KEYS.flatMap((key) => tables[key].rows.flatMap((row) => row.notes)));
