import type { DocumentIdentity } from '../document/documentIdentity';
import { readReports } from '../report/readReport';
import type { WireReport } from '../schema/reply';
import { shapeRecord } from './shapeRecord';
import { shapeRows } from './shapeRows';
import type { ShapedItem, ShapedOutput, ShapedOutputs, ShapeSettings } from './shaped';
import { reportNeedsReview, type PlacedReport } from './writeReport';

export type { ShapedImage, ShapedItem, ShapedOutputs, ShapeSettings } from './shaped';

/** The items of one report; `moves` says which of them go to the review output. */
interface ReportItems {
	readonly records: readonly ShapedItem[];
	readonly rows: readonly ShapedItem[];
	readonly moves: 'records' | 'rows';
}

type Shaper = (placed: PlacedReport, settings: ShapeSettings) => ReportItems;

/** The forms of output. A new one is added here. */
const SHAPERS: Readonly<Record<ShapedOutput, Shaper>> = {
	record: (placed, settings) => ({
		records: [shapeRecord(placed, settings)],
		rows: [],
		moves: 'records',
	}),
	rows: (placed, settings) => ({
		records: [],
		rows: shapeRows(placed, settings),
		moves: 'rows',
	}),
	recordAndRows: (placed, settings) => ({
		records: [shapeRecord(placed, settings)],
		rows: shapeRows(placed, settings),
		moves: 'records',
	}),
};

const NO_ITEMS: readonly ShapedItem[] = [];

function toLanes(items: ReportItems, movesToReview: boolean): ShapedOutputs {
	if (!movesToReview) return { records: items.records, rows: items.rows, needsReview: NO_ITEMS };
	return { ...items, [items.moves]: NO_ITEMS, needsReview: items[items.moves] };
}

/**
 * Turns the reports of one reply into items: read, shaped in the chosen form, and parted by output.
 * Deterministic; never throws.
 *
 * @param wires the entries of `data.info`
 * @param document which document they came from
 */
export function shapeReports(
	wires: readonly WireReport[],
	document: DocumentIdentity,
	settings: ShapeSettings,
): ShapedOutputs {
	const lanes = readReports(wires, settings).map((report) => {
		const items = SHAPERS[settings.output]({ report, document }, settings);
		return toLanes(items, settings.reviewOutput && reportNeedsReview(report));
	});
	return {
		records: lanes.flatMap(({ records }) => records),
		rows: lanes.flatMap(({ rows }) => rows),
		needsReview: lanes.flatMap(({ needsReview }) => needsReview),
	};
}
