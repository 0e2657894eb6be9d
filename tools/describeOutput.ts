import type { WireReport } from '../nodes/ComputerVisionVietnam/api/envelope.ts';
import type {
	compareTables,
	summarizeChanges,
} from '../nodes/ComputerVisionVietnam/creditReport/comparison.ts';
import type { ColumnKind } from '../nodes/ComputerVisionVietnam/creditReport/field.ts';
import type {
	OUTPUT_FORMS,
	shapeReports,
} from '../nodes/ComputerVisionVietnam/creditReport/outputs/index.ts';
import type {
	DocumentIdentity,
	ShapeSettings,
} from '../nodes/ComputerVisionVietnam/creditReport/outputs/output.ts';
import type { parseReports } from '../nodes/ComputerVisionVietnam/creditReport/report.ts';
import type {
	SCALARS,
	SECTION_LIST,
} from '../nodes/ComputerVisionVietnam/creditReport/sections/index.ts';

/** The parts of the node that the preview is made with: the built ones in the script. */
export interface NodeParts {
	readonly SECTION_LIST: typeof SECTION_LIST;
	readonly SCALARS: typeof SCALARS;
	readonly OUTPUT_FORMS: typeof OUTPUT_FORMS;
	readonly shapeReports: typeof shapeReports;
	readonly parseReports: typeof parseReports;
	readonly compareTables: typeof compareTables;
	readonly summarizeChanges: typeof summarizeChanges;
}

/** A JSON Schema as n8n's editor reads it; of several types it shows the first. */
export interface OutputSchema {
	readonly type: 'object';
	readonly properties: Readonly<Record<string, { readonly type: string | readonly string[] }>>;
	readonly version: 1;
}

/** The node as it is dropped onto the canvas. */
export const DEFAULT_SETTINGS: ShapeSettings = {
	tables: [],
	tablesInRecord: 'columns',
	amountUnit: 'asPrinted',
	numberFormat: 'detect',
	minConfidence: 0.85,
	includeConfidence: false,
	includePosition: false,
	includeOriginalText: false,
	includeImages: false,
	maskIdentifiers: false,
	repeatReportFields: true,
	corrections: [],
	second: null,
};

const AMOUNT = '14';
const DEBT_NAMES: Readonly<Record<string, string>> = {
	'Dư nợ cho vay ngắn hạn': AMOUNT,
	'Dư nợ cho vay trung hạn': '0',
	'Dư nợ cho vay dài hạn': '0',
	'Dư nợ đủ tiêu chuẩn': AMOUNT,
	'Dư nợ cần chú ý': '0',
	'Dư nợ dưới tiêu chuẩn': '0',
	'Dư nợ nghi ngờ': '0',
	'Dư nợ có khả năng mất vốn': '0',
	'Dư nợ xấu khác': '0',
};

/** A text that the reader of each kind takes, so that a complete report can be made of any table. */
const SAMPLES: Readonly<Record<Exclude<ColumnKind, 'debts'>, string>> = {
	amount: AMOUNT,
	code: '0000000101',
	count: '1',
	date: '05/04/2022',
	dateOrTime: '05/04/2024 09:15',
	debtGroup: '3',
	flag: 'Y',
	identityNumber: '000302000303',
	institutionCode: '01999001',
	month: '04/2024',
	name: 'Ngân hàng Mẫu',
	score: '567',
	text: '1',
	timestamp: '14:39 - 20/05/2024',
};

const SURE = 0.99;
/** Low enough for a review note, so that the preview knows its type. */
const UNSURE = 0.5;

function toSampleCell(kind: ColumnKind): unknown {
	if (kind !== 'debts') return { value: SAMPLES[kind], box: [0, 0, 1, 1], score: SURE };
	const value = Object.entries(DEBT_NAMES).map(([debt_name, debt]) => ({ debt_name, debt }));
	return { value, box: value.map(() => [0, 0, 1, 1]), score: value.map(() => SURE) };
}

/** A report in which every value is printed and readable, in one row per table. */
function buildSampleReport({ SECTION_LIST, SCALARS }: NodeParts): WireReport {
	const fields: Record<string, unknown> = {};
	for (const [name, { kind }] of Object.entries(SCALARS)) {
		fields[name] = SAMPLES[kind];
		fields[`${name}_confidence`] = name === 'address' ? UNSURE : SURE;
	}
	for (const { key, columns } of SECTION_LIST) {
		fields[key] = [Object.values(columns).map(({ kind }) => toSampleCell(kind))];
	}
	return { fields, index: 0, envelope: null };
}

const SAMPLE_DOCUMENT: DocumentIdentity = {
	name: 'report.pdf',
	field: 'data',
	sha256: '0'.repeat(64),
};

/** Always there, whatever is printed; every other value may be null. */
const NEVER_NULL = /^(?:document_field|report_index|report_key|needs_review|amount_unit|.*_1_row)$/;

function describeValue(name: string, value: unknown): { type: string | readonly string[] } {
	if (value === null || value === undefined) {
		throw new Error(`${name} is null in the sample report: give its kind a readable sample`);
	}
	const type = Array.isArray(value) ? 'array' : typeof value;
	return { type: NEVER_NULL.test(name) ? type : [type, 'null'] };
}

const describe = (json: object, describeOne: typeof describeValue): OutputSchema => {
	const entries = Object.entries<unknown>({ ...json }).map(
		([name, value]) => [name, describeOne(name, value)] as const,
	);
	return { type: 'object', properties: Object.fromEntries(entries), version: 1 };
};

/**
 * The preview that n8n's editor shows before the first run: the keys of the default output, a record
 * with the first row of each table, and their types. Made by shaping a complete report, so that it
 * says what the node does.
 */
export function describeOutput(parts: NodeParts): OutputSchema {
	const { lanes } = parts.OUTPUT_FORMS.record;
	const shaped = parts.shapeReports(
		[buildSampleReport(parts)],
		SAMPLE_DOCUMENT,
		lanes ?? [],
		false,
		DEFAULT_SETTINGS,
	);
	return describe(shaped.lanes[0]?.[0]?.json ?? {}, describeValue);
}

/** The preview of a comparison: a report compared with itself has all of its figures. */
export function describeComparison(parts: NodeParts): OutputSchema {
	const [report] = parts.parseReports([buildSampleReport(parts)], DEFAULT_SETTINGS);
	if (!report) throw new Error('the sample report is none');
	const changes = parts.compareTables(report, report);
	return describe(parts.summarizeChanges(report, report, changes), (name, value) =>
		/^report_key_/.test(name) ? { type: 'string' } : describeValue(name, value),
	);
}

const FOLDER = '__schema__/v1.0.0/creditReport';

/** Where n8n looks for the previews, from the node's own folder: version, resource, operation. */
export const SCHEMA_FILES: Readonly<Record<string, (parts: NodeParts) => OutputSchema>> = {
	[`${FOLDER}/compare.json`]: describeComparison,
	[`${FOLDER}/extract.json`]: describeOutput,
	[`${FOLDER}/reshape.json`]: describeOutput,
};

/** A preview as it is committed. */
export const toSchemaText = (schema: OutputSchema): string =>
	`${JSON.stringify(schema, null, '\t').replace(/\[\s+("\w+"),\s+("null")\s+\]/g, '[$1, $2]')}\n`;
