import { isFields, joinKeys, otherKeys, type Fields, type WireReport } from '../api/envelope';
import { toMisplacedCorrection, toUnreadableCorrection } from '../failures/badInput';
import { ItemFailure } from '../failures/failure';
import { applyCorrections, type Correction, type TrailEntry } from './corrections';
import { ParsingContext, type DebtLine, type Field } from './field';
import { checkIdentity, type IdentityCheck } from './identity';
import type { Cell } from './reply/cell';
import { toImages, type ReportImage, type TakenImages } from './reply/images';
import {
	amountTexts,
	imageKeyOf,
	KNOWN_KEYS,
	mapNames,
	PAGE_IMAGES_KEY,
	toPrintedReport,
	toReportKey,
	withKeys,
	type PrintedReport,
} from './reply/printedReport';
import { keepUndocumented } from './reply/undocumented';
import { infoNote, labelOf, reviewNote, type Note } from './review';
import { compareReadings, type Agreement } from './secondReading';
import {
	parseTables,
	SCALAR_NAMES,
	SCALARS,
	SECTION_LIST,
	checkScalars,
	summarize,
	TABLE_KEYS,
	type Scalars,
	type Summary,
	type Tables,
} from './sections';
import { checkLateCards } from './sections/latePayments';
import { dayOf, type Row } from './sections/section';
import { checkTotals, parseFields, parseTable } from './table';
import {
	toGrouping,
	type AmountContext,
	type AmountUnit,
	type NumberFormat,
} from './values/amount';

/** How a report is to be read. */
export interface ReadingSettings {
	readonly amountUnit: AmountUnit;
	readonly numberFormat: NumberFormat;
	/** 0..1; values below it need a person. */
	readonly minConfidence: number;
	/** Decode the images; without it they are neither decoded nor kept. */
	readonly includeImages: boolean;
	/** Whom the report is expected to be about; undefined: not asked. */
	readonly expectedIdCard?: string | undefined;
	readonly expectedCicCode?: string | undefined;
	/** What a person said about single values; empty as a rule. */
	readonly corrections: readonly Correction[];
	/** The reports of another reading of the same document; null when there is none. */
	readonly second: readonly WireReport[] | null;
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
	/** Whether it is about the expected person; null when nobody asked. */
	readonly identityCheck: IdentityCheck | null;
	/** What a person corrected; null when no corrections were given. */
	readonly trail: readonly TrailEntry[] | null;
	/** How far a second reading agrees; null when there is none. */
	readonly agreement: Agreement | null;
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
		return [reviewNote('implausible', 'implausible_unit', place, text)];
	}
	if (unit === 'vnd' && largest > 0 && largest < LEAST_DONG) {
		const text = 'every amount is below 100,000 dong, so the report may be in million dong';
		return [reviewNote('implausible', 'implausible_unit', place, text)];
	}
	if (!mixesUnits(context)) return [];
	const text = 'amounts are printed in different units, so their totals are left out';
	return [reviewNote('implausible', 'mixed_units', place, text)];
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
		...(context.sawPercent
			? [infoNote('confidence_in_percent', percent, 'given in percent, so divided by 100')]
			: []),
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
	return [infoNote('image_undecodable', place, `${images} could not be decoded and left out`)];
}

const NO_IMAGES: TakenImages = { images: [], broken: 0 };

/** How the amounts of a report are to be read, by what its numbers prove about separators. */
const toAmounts = (
	report: PrintedReport,
	{ amountUnit, numberFormat }: ReadingSettings,
): AmountContext => ({
	unit: amountUnit,
	grouping: toGrouping(numberFormat, amountTexts(report)),
});

/** A report with what a second reading and a person say of it, before its values are parsed. */
function toEdited(printed: PrintedReport, place: number, index: number, settings: ReadingSettings) {
	// A report that the other reply does not have differs in everything.
	const second = settings.second && toPrintedReport(settings.second[place]?.fields ?? {});
	const compared = second && compareReadings(printed, second, toAmounts(printed, settings));
	const own = settings.corrections.filter((correction) => correction.report_index === index);
	const { report, trail } = applyCorrections(compared?.report ?? printed, own);
	// What a person typed proves separators as well.
	const amounts = toAmounts(report, settings);
	return { report, trail, amounts, agreement: compared?.agreement ?? null };
}

/**
 * Parses one report in two passes: first what its numbers prove about separators, then every value.
 * What cannot be read is null, with its text kept and a note that says why.
 *
 * @param place among the reports of the reply, from 0
 * @param key of the report, the beginning of its rows' keys
 */
function parseReport(
	{ fields, index, envelope }: WireReport,
	place: number,
	printed: PrintedReport,
	key: string,
	settings: ReadingSettings,
): Report {
	const edited = toEdited(printed, place, index, settings);
	const { report: corrected, trail, agreement, amounts } = edited;
	const settled = new Set(trail.map((entry) => entry.path));
	const context = new ParsingContext(amounts, settings.minConfidence, settled);
	const { fields: scalars, notes } = parseFields(
		corrected.scalars,
		SCALARS,
		(name) => ({ path: name, label: labelOf(name) }),
		context,
	);
	context.reportDay = dayOf(scalars.report_time);
	const tables = parseTables((section) =>
		parseTable(section, corrected.tables[section.key], context),
	);
	const summary = summarize(tables, scalars);
	// The totals of a report that prints different units beside its numbers are no sums of anything.
	const left = mixesUnits(context) ? mapNames(AMOUNT_FIGURES, () => null) : {};
	const images = settings.includeImages ? takeImages(fields) : NO_IMAGES;
	const other = keepUndocumented(joinKeys(otherKeys(fields, KNOWN_KEYS), envelope));
	const identity = checkIdentity(scalars, settings);
	return {
		index,
		key,
		scalars,
		tables,
		summary: { ...summary, ...left },
		minConfidence: context.lowestConfidence,
		notes: context
			.keep([
				...notes,
				...corrected.remarks,
				...checkReport(tables, context),
				...checkLateCards(tables.credit_card_info, tables.late_payments),
				...checkScalars(scalars),
				...imageNotes(images),
				// Whoever says that a number was read well does not say that it is the expected one.
			])
			.concat(identity.notes),
		otherFields: isFields(other) ? other : null,
		images: images.images,
		identityCheck: identity.check,
		trail: settings.corrections.length > 0 ? trail : null,
		agreement,
	};
}

/**
 * Parses the credit reports of one reply. Reports that look the same get different keys: their order
 * tells them apart. Throws an `ItemFailure` for a correction that has no place or cannot be read.
 */
export function parseReports(wires: readonly WireReport[], settings: ReadingSettings): Report[] {
	const lost = settings.corrections.find(
		({ report_index }) => !wires.some(({ index }) => index === report_index),
	);
	if (lost) throw new ItemFailure(toMisplacedCorrection(lost.path));
	const seen = new Map<string, number>();
	return wires.map((wire, place) => {
		const printed = toPrintedReport(wire.fields);
		const same = toReportKey(printed);
		const nth = (seen.get(same) ?? 0) + 1;
		seen.set(same, nth);
		const key = nth === 1 ? same : `${same}-${nth}`;
		const report = parseReport(wire, place, withKeys(printed, key), key, settings);
		// A correction whose value cannot be read is no correction.
		const broken = report.trail?.find(({ path }) => findValue(report, path)?.isUnreadable === true);
		if (broken) throw new ItemFailure(toUnreadableCorrection(broken.path));
		return report;
	});
}

/** Every note of the report: its own and those of its rows. */
export const allNotes = ({ notes, tables }: Report): Note[] =>
	notes.concat(TABLE_KEYS.flatMap((key) => tables[key].rows.flatMap((row) => row.notes)));

/** A value of the report by its path, with what the API said about it. */
export interface PlacedValue {
	readonly cell: Cell;
	/** null when it is not known. */
	readonly value: unknown;
	/** Something is printed that could not be read. */
	readonly isUnreadable: boolean;
}

const toPlaced = ({ cell, value, state }: Field): PlacedValue => ({
	cell,
	value,
	isUnreadable: state === 'unreadable',
});

/** The value at a path of the report; null where the path is of a table, or of nothing. */
export function findValue(report: Report, path: string): PlacedValue | null {
	const [first = '', row = '', column = '', line = '', part = ''] = path.split('.');
	const scalar = SCALAR_NAMES.find((name) => name === first);
	if (scalar) return toPlaced(report.scalars[scalar]);
	const key = TABLE_KEYS.find((each) => each === first);
	const found =
		key && (report.tables[key].rows as readonly Row[]).find((each) => String(each.row) === row);
	const field = found?.fields[column] ?? found?.extras.find(({ name }) => name === column)?.field;
	if (!field || line === '') return field ? toPlaced(field) : null;
	const debt = Array.isArray(field.value) ? (field.value[Number(line) - 1] as DebtLine) : undefined;
	if (!debt) return null;
	if (part !== 'name') {
		return { cell: debt.cell, value: debt.amount, isUnreadable: debt.isUnreadable };
	}
	const cell = { ...debt.cell, text: debt.name ?? '', confidence: null };
	return { cell, value: debt.name, isUnreadable: false };
}
