import { parseEnvelope, type WireReport } from '../../nodes/ComputerVisionVietnam/api/envelope';
import { OUTPUT_FORMS, shapeReports } from '../../nodes/ComputerVisionVietnam/creditReport/outputs';
import type {
	DocumentIdentity,
	ShapedItem,
	ShapeSettings,
} from '../../nodes/ComputerVisionVietnam/creditReport/outputs/output';
import { parseReports, type Report } from '../../nodes/ComputerVisionVietnam/creditReport/report';
import { TABLE_KEYS } from '../../nodes/ComputerVisionVietnam/creditReport/sections';

/** A cell as the API documents it, read well. */
export const cell = (value: unknown, score: unknown = 0.97) => ({
	value,
	box: [1, 2, 3, 4],
	score,
});

/** A row of such cells. */
export const row = (...values: unknown[]) => values.map((value) => cell(value));

/** The debts cell of a lender, from pairs of name and amount. */
export const debts = (...lines: Array<readonly [name: unknown, amount: unknown]>) => ({
	value: lines.map(([debt_name, debt]) => ({ debt_name, debt })),
	box: lines.map(() => [1, 2, 3, 4]),
	score: lines.map(() => 0.97),
});

/** A lender's row: number, code, name, debts, total. */
export const lender = (
	code: string,
	name: string,
	lines: Array<readonly [name: unknown, amount: unknown]>,
	total: unknown,
) => [cell('1'), cell(code), cell(name), debts(...lines), cell(total)];

/** One of the report's own fields with what the API sends beside it. */
export const scalar = (name: string, value: unknown, confidence: unknown = 0.97) => ({
	[name]: value,
	[`${name}_box`]: [1, 2, 3, 4],
	[`${name}_confidence`]: confidence,
	[`${name}_id`]: 0,
});

/** An empty table of every kind: a report that states that there is nothing. */
export const NOTHING = Object.fromEntries(TABLE_KEYS.map((key) => [key, []]));

/** The heading of a report that was read well. */
export const HEADING = {
	...scalar('report_time', '11:07 - 21/05/2024'),
	...scalar('cic_code', '0000000101'),
	...scalar('id_card', '000190000101'),
};

/** A reply with these `info` entries. */
export const reply = (...info: unknown[]) => ({
	data: { info, type: 'credit_report' },
	errorCode: '0',
	errorMessage: 'Success',
});

/** How a reply is shaped, and for which of the node's outputs. */
export interface FormSettings extends ShapeSettings {
	readonly output: 'record' | 'rows' | 'recordAndRows';
	readonly reviewOutput: boolean;
}

/** Everything off, every table, lists in the record. */
export const SETTINGS: FormSettings = {
	output: 'recordAndRows',
	tables: TABLE_KEYS,
	tablesInRecord: 'lists',
	amountUnit: 'asPrinted',
	numberFormat: 'detect',
	minConfidence: 0.85,
	includeConfidence: false,
	includePosition: false,
	includeOriginalText: false,
	includeImages: false,
	maskIdentifiers: false,
	repeatReportFields: true,
	reviewOutput: false,
	corrections: [],
	second: null,
};

/** The reports of a reply that is expected to hold some. */
export function reportsOf(body: unknown): readonly WireReport[] {
	const reading = parseEnvelope(body);
	if (reading.kind !== 'reports') throw new Error(`no reports but ${reading.kind}`);
	return reading.reports;
}

/** Parses the report of one `info` entry. */
export function parseOne(fields: object, settings: Partial<ShapeSettings> = {}): Report {
	const [report] = parseReports(reportsOf(reply(fields)), { ...SETTINGS, ...settings });
	if (!report) throw new Error('no report');
	return report;
}

/** The items of a reply by what they are, whichever outputs the form has. */
export interface ShapedOutputs {
	readonly records: readonly ShapedItem[];
	readonly rows: readonly ShapedItem[];
	/** Those that left by the output for review. */
	readonly needsReview: readonly ShapedItem[];
	/** Whether a person should look at one of them. */
	readonly asksForReview: boolean;
}

/** The document that the replies are of. */
const DOCUMENT: DocumentIdentity = { name: 'report.pdf', field: 'data', sha256: 'f00d' };

/** Shapes reports for the outputs that a form gives the node. */
export function shapeWires(
	wires: readonly WireReport[],
	settings: Partial<FormSettings> = {},
): ShapedOutputs {
	const { output, reviewOutput, ...shape }: FormSettings = { ...SETTINGS, ...settings };
	const { lanes } = OUTPUT_FORMS[output];
	if (!lanes) throw new Error('no lanes');
	const shaped = shapeReports(wires, DOCUMENT, lanes, reviewOutput, shape);
	if (shaped.lanes.length !== lanes.length + Number(reviewOutput)) throw new Error('outputs');
	const ofLanes = (names: readonly string[]) =>
		lanes.flatMap(({ name }, index) => (names.includes(name) ? (shaped.lanes[index] ?? []) : []));
	return {
		records: ofLanes(['Record', 'Records']),
		rows: ofLanes(['Rows']),
		needsReview: shaped.lanes[lanes.length] ?? [],
		asksForReview: shaped.needsReview,
	};
}

/** Shapes a whole reply. */
export const shapeReply = (body: unknown, settings: Partial<FormSettings> = {}): ShapedOutputs =>
	shapeWires(reportsOf(body), settings);

/** The record of one `info` entry. */
export function recordOf(fields: object, settings: Partial<FormSettings> = {}) {
	const [record] = shapeReply(reply(fields), { output: 'record', ...settings }).records;
	if (!record) throw new Error('no record');
	return record.json;
}

/** The row items of one `info` entry. */
export const rowsOf = (fields: object, settings: Partial<FormSettings> = {}) =>
	shapeReply(reply(fields), { output: 'rows', ...settings }).rows.map(({ json }) => json);

/** A member of an item that is expected to be text; "" when it is none. */
export const textIn = (value: unknown): string => (typeof value === 'string' ? value : '');
