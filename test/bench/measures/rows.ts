import { childScript, runChild } from '../builtParts.ts';
import type { RowsMeasurement } from '../children/shapeManyRows.ts';
import type { BenchContext } from '../context.ts';
import { atLeast, atMost } from '../findings.ts';
import type { Bound, Findings, Line } from '../findings.ts';
import { repeat } from '../repeat.ts';
import type { ReportForm } from '../reports.ts';
import { median } from '../statistics.ts';

const BOUND_ROWS_PER_SECOND = 100_000;
/** From here to the most rows, time may grow like rows to the power of `GROWTH_BOUND`. */
const GROWTH_FROM_ROWS = 100;
const GROWTH_BOUND = 1.1;

const FORMS: Readonly<Record<ReportForm, string>> = {
	loans: 'all in the widest table',
	allTables: 'in all eight tables',
};

const perSecond = ({ rows, shapeMs }: RowsMeasurement): number => (rows / shapeMs) * 1000;
const jsonPerSecond = ({ rows, jsonMs }: RowsMeasurement): number => (rows / jsonMs) * 1000;

const toLine = (form: ReportForm, runs: readonly RowsMeasurement[], rows: number): Line => ({
	measure: `${rows} rows, ${FORMS[form]}`,
	unit: 'rows/s',
	better: 'more',
	ours: runs.map(perSecond),
	floor: runs.map(jsonPerSecond),
	remark: 'floor: JSON.parse of the same reply',
});

/** The exponent in time ~ rows^x between two sizes; 1 is linear. */
function growth(few: readonly RowsMeasurement[], many: readonly RowsMeasurement[]): number {
	const timeOf = (runs: readonly RowsMeasurement[]) => median(runs.map(({ shapeMs }) => shapeMs));
	const ratio = (many[0]?.rows ?? 1) / (few[0]?.rows ?? 1);
	return Math.log(timeOf(many) / timeOf(few)) / Math.log(ratio);
}

/** Rows a second through reading and shaping, from few to very many in one report. */
export async function measureRows(context: BenchContext): Promise<Findings> {
	const { scale, parts } = context;
	const counts = JSON.stringify(scale.rowCounts);
	const processes = await repeat(scale.processes, async () => {
		context.tell(`up to ${Math.max(...scale.rowCounts)} rows`);
		const script = childScript('shapeManyRows');
		return await runChild<RowsMeasurement[]>(parts, script, parts.nodeParts, counts);
	});
	const lines: Line[] = [];
	const bounds: Bound[] = [];
	for (const form of ['allTables', 'loans'] as const) {
		const at = (rows: number) =>
			processes.flatMap((list) => list.filter((each) => each.form === form && each.rows === rows));
		const most = Math.max(...scale.rowCounts);
		lines.push(...scale.rowCounts.map((rows) => toLine(form, at(rows), rows)));
		const speed = median(at(most).map(perSecond));
		const exponent = growth(at(GROWTH_FROM_ROWS), at(most));
		bounds.push(
			atLeast(`${most} rows, ${FORMS[form]}`, speed, BOUND_ROWS_PER_SECOND, ' rows/s'),
			atMost(`growth of time with rows, ${FORMS[form]}: exponent`, exponent, GROWTH_BOUND),
		);
	}
	return { lines, bounds };
}
