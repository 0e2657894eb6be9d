import { hash } from 'node:crypto';

import { joinKeys } from '../schema/joinKeys';
import type { WireReport } from '../schema/reply';
import { GroupingProof, type AmountUnit, type Grouping } from './amount';
import { isFields, otherKeys, toScalarCell, type Cell } from './cell';
import type { Field } from './field';
import { takeImages, type ReportImage, type TakenImages } from './image';
import { Ledger } from './ledger';
import { infoNote, type Note } from './note';
import { readField } from './readField';
import { readTable } from './readTable';
import { mixesUnits, noteReport } from './reportNotes';
import { gatherDebts, summarize, type Summary, type Tables } from './summary';
import {
	IMAGE_KEYS,
	imageKeyOf,
	PAGE_IMAGES_KEY,
	SCALARS,
	TABLE_KEYS,
	type ColumnKind,
	type ScalarName,
	type TableKey,
} from './tables';
import { rowTexts, takeTable, type TakenTable } from './takeTable';
import { keepUndocumented } from './undocumented';

/** How a report is to be read. */
export interface ReadingSettings {
	readonly amountUnit: AmountUnit;
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
	readonly scalars: Readonly<Record<ScalarName, Field>>;
	readonly tables: Tables;
	/** Computed when asked: row items do without it. */
	readonly summarize: () => Summary;
	/** The least confidence of any value, 0..1; null when none came with one. */
	readonly minConfidence: number | null;
	/** About the report's own fields and its tables as a whole; rows keep their own. */
	readonly notes: readonly Note[];
	/** What the API sent beyond its documentation, unchanged; null when nothing. */
	readonly otherFields: Readonly<Record<string, unknown>> | null;
	/** Page images and table images, in the order of the report; empty unless asked for. */
	readonly images: readonly ReportImage[];
}

const KNOWN_KEYS: ReadonlySet<string> = new Set([
	...IMAGE_KEYS,
	...SCALARS.flatMap(({ name }) => [name, `${name}_box`, `${name}_confidence`, `${name}_id`]),
	...TABLE_KEYS,
]);

type Fields = Readonly<Record<string, unknown>>;

/** Builds a record with one entry for every name. */
function mapNames<K extends string, V>(names: readonly K[], valueOf: (name: K) => V): Record<K, V> {
	const entries = {} as Record<K, V>;
	for (const name of names) entries[name] = valueOf(name);
	return entries;
}

const SCALAR_NAMES: readonly ScalarName[] = SCALARS.map(({ name }) => name);

function proveGrouping(
	cells: Readonly<Record<ScalarName, Cell>>,
	tables: readonly TakenTable[],
): Grouping {
	const proof = new GroupingProof();
	for (const { name, kind } of SCALARS) if (kind === 'amount') proof.add(cells[name].text);
	for (const { grouping } of tables) proof.join(grouping);
	return proof;
}

/**
 * The key of a report. Who it is about and when it was sent, where both are printed; otherwise all
 * of its texts, so that two reports without a heading are still told apart.
 */
function buildReportKey(
	cells: Readonly<Record<ScalarName, Cell>>,
	tables: Readonly<Record<TableKey, TakenTable>>,
): string {
	const { report_time: time, cic_code: code, id_card: id } = cells;
	const isIdentified = time.text !== '' && (code.text !== '' || id.text !== '');
	const parts = isIdentified
		? [code.text, id.text, time.text]
		: SCALAR_NAMES.map((name) => cells[name].text).concat(
				TABLE_KEYS.flatMap((key) => tables[key].rows.flatMap(rowTexts)),
			);
	return hash('sha256', parts.join('\u001f'), 'hex').slice(0, 32);
}

const ACRONYMS = /\b(?:cic|id|vamc)\b/g;

const labelOf = (name: string): string => {
	const words = name.replaceAll('_', ' ').replace(ACRONYMS, (word) => word.toUpperCase());
	return words.charAt(0).toUpperCase() + words.slice(1);
};

const kindOf = (name: ScalarName): ColumnKind =>
	SCALARS.find((scalar) => scalar.name === name)?.kind ?? 'text';

function readScalars(cells: Readonly<Record<ScalarName, Cell>>, ledger: Ledger, notes: Note[]) {
	return mapNames(SCALAR_NAMES, (name) =>
		readField(kindOf(name), cells[name], () => labelOf(name), ledger, notes),
	);
}

/** The totals of a report that prints different units beside its numbers are no sums of anything. */
function withoutTotals(summary: Summary): Summary {
	return {
		...summary,
		loan_total: null,
		loan_total_group_1: null,
		loan_total_group_2: null,
		loan_total_group_3: null,
		loan_total_group_4: null,
		loan_total_group_5: null,
		loan_total_other_bad: null,
		loan_bad_total: null,
		loan_short_term_total: null,
		loan_medium_term_total: null,
		loan_long_term_total: null,
		card_limit_total: null,
		card_payable_total: null,
		card_late_total: null,
		card_utilisation: null,
		loan_12m_peak: null,
	};
}

function takeReportImages(fields: Fields): TakenImages[] {
	const pages = takeImages(fields[PAGE_IMAGES_KEY], (nth) => `page_${nth}`);
	const ofTables = TABLE_KEYS.map((key) =>
		takeImages(fields[imageKeyOf(key)], (nth) => (nth === 1 ? key : `${key}_${nth}`)),
	);
	return [pages, ...ofTables];
}

function imageNotes(taken: readonly TakenImages[]): Note[] {
	const broken = taken.reduce((sum, each) => sum + each.broken, 0);
	if (broken === 0) return [];
	const images = broken === 1 ? '1 image' : `${broken} images`;
	return [infoNote('Images', `${images} could not be decoded and left out`)];
}

function takeOtherFields({ fields, envelope }: WireReport): Fields | null {
	const other = joinKeys(otherKeys(fields, KNOWN_KEYS) ?? {}, envelope);
	const kept = Object.keys(other).length === 0 ? null : keepUndocumented(other);
	return isFields(kept) ? kept : null;
}

function buildLedger(settings: ReadingSettings, grouping: Grouping): Ledger {
	const amounts = { unit: settings.amountUnit, grouping };
	return new Ledger({ amounts, minConfidence: settings.minConfidence });
}

/** Reports of one reply that look the same get different keys: their order tells them apart. */
function claimKey(key: string, claimed: Map<string, number>): string {
	const nth = claimed.get(key) ?? 0;
	claimed.set(key, nth + 1);
	return nth === 0 ? key : `${key}-${nth + 1}`;
}

function readReport(
	wire: WireReport,
	settings: ReadingSettings,
	claimed: Map<string, number>,
): Report {
	const { fields } = wire;
	const cells = mapNames(SCALAR_NAMES, (name) => toScalarCell(fields, name));
	const taken = mapNames(TABLE_KEYS, (key) => takeTable(fields, key));
	const ledger = buildLedger(settings, proveGrouping(cells, Object.values(taken)));
	const notes: Note[] = [];
	const scalars = readScalars(cells, ledger, notes);
	const key = claimKey(buildReportKey(cells, taken), claimed);
	const tables = mapNames(TABLE_KEYS, (table) => readTable(taken[table], key, ledger));
	const debts = gatherDebts(tables.loan_details);
	const images = settings.includeImages ? takeReportImages(fields) : [];
	return {
		index: wire.index,
		key,
		scalars,
		tables,
		summarize: () => {
			const summary = summarize(tables, debts, scalars);
			return mixesUnits(ledger) ? withoutTotals(summary) : summary;
		},
		minConfidence: ledger.lowestConfidence,
		notes: notes.concat(noteReport(tables, debts, ledger), imageNotes(images)),
		otherFields: takeOtherFields(wire),
		images: images.flatMap((each) => each.images),
	};
}

/**
 * Reads the credit reports of one reply, each in two passes: first what its numbers prove about
 * separators, then every value. Never throws; what cannot be read is null, with its text kept and a
 * note that says why.
 */
export function readReports(wires: readonly WireReport[], settings: ReadingSettings): Report[] {
	const claimed = new Map<string, number>();
	return wires.map((wire) => readReport(wire, settings, claimed));
}
