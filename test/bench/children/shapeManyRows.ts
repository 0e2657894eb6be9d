/**
 * Measures how many rows a second the node reads and shapes, in a process of its own.
 *
 * Arguments: <bundle of `nodeParts.ts`> <counts of rows as JSON>. NODE_PATH leads to n8n's own
 * modules. Prints one JSON line: a list of `RowsMeasurement`.
 */
import { createRequire } from 'node:module';
import { buildReply } from '../reports.ts';
import type { ReportForm } from '../reports.ts';
import { median } from '../statistics.ts';

/** The time that one reply took, without and with turning its text into JSON. */
export interface RowsMeasurement {
	form: ReportForm;
	rows: number;
	/** `JSON.parse` of the reply, ms. */
	jsonMs: number;
	/** The node's own reading and shaping, ms. */
	shapeMs: number;
}

type RunTimes = Pick<RowsMeasurement, 'jsonMs' | 'shapeMs'>;

/** What `nodeParts.ts` exports, as far as it is called here. */
interface NodeParts {
	readReply(body: unknown): { kind: string; reports?: unknown[] };
	shapeReports(reports: unknown, document: object, settings: object): { rows: unknown[] };
}

const WARM_UP_ROWS = 2000;
const WARM_UP_RUNS = 30;
/** Of the same size, not measured: V8 asks the system for the memory that many rows need. */
const GROWTH_RUNS = 4;
const FEWEST_RUNS = 7;
const LEAST_MS = 300;

const [bundle = '', countsText = '[]'] = process.argv.slice(2);
const node = createRequire(bundle)(bundle) as NodeParts;

const DOCUMENT = { name: 'report.pdf', field: 'data', sha256: 'f'.repeat(64) };
const SETTINGS = {
	output: 'rows',
	tables: [
		'loan_details',
		'credit_card_info',
		'outstanding_loans',
		'bad_debt',
		'late_payments',
		'loan_guarantee',
		'credit_contract',
		'customers_look_up',
	],
	tablesInRecord: 'none',
	amountUnit: 'asPrinted',
	minConfidence: 0.85,
	repeatReportFields: true,
};

/** Reads and shapes one reply, text to items; a fresh body each time, as in the node. */
function shapeOnce(text: string, rows: number): RunTimes {
	const started = performance.now();
	const body: unknown = JSON.parse(text);
	const parsed = performance.now();
	const shaped = node.shapeReports(node.readReply(body).reports, DOCUMENT, SETTINGS);
	const ended = performance.now();
	if (shaped.rows.length !== rows) throw new Error(`${shaped.rows.length} of ${rows} rows`);
	return { jsonMs: parsed - started, shapeMs: ended - parsed };
}

function measure(form: ReportForm, rows: number): RowsMeasurement {
	const text = JSON.stringify(buildReply(form, rows));
	for (let run = 0; run < GROWTH_RUNS; run += 1) shapeOnce(text, rows);
	const runs: RunTimes[] = [];
	const started = performance.now();
	while (runs.length < FEWEST_RUNS || performance.now() - started < LEAST_MS)
		runs.push(shapeOnce(text, rows));
	return {
		form,
		rows,
		jsonMs: median(runs.map(({ jsonMs }) => jsonMs)),
		shapeMs: median(runs.map(({ shapeMs }) => shapeMs)),
	};
}

const counts = JSON.parse(countsText) as number[];
const forms: ReportForm[] = ['loans', 'allTables'];
for (const form of forms) {
	const text = JSON.stringify(buildReply(form, WARM_UP_ROWS));
	for (let run = 0; run < WARM_UP_RUNS; run += 1) shapeOnce(text, WARM_UP_ROWS);
}
const measured = forms.flatMap((form) => counts.map((rows) => measure(form, rows)));
console.log(JSON.stringify(measured));
