import type { ExpressionString } from 'n8n-workflow';

import type { WireReport } from '../../api/envelope';
import { allNotes, parseReports } from '../report';
import type { DocumentIdentity, Lane, OutputForm, ShapedItem, ShapeSettings } from './output';
import { record, shapeRecord } from './record';
import { reviewItems } from './reviewItems';
import { rows, shapeRows } from './rows';

/** Records on the first output, rows on the second. */
const recordAndRows: OutputForm = {
	option: {
		name: 'Record and Rows',
		value: 'recordAndRows',
		description: 'Two outputs: the records on the first, the rows on the second',
	},
	operations: ['extract', 'reshape', 'compare'],
	lanes: [
		{
			name: 'Records',
			movesToReview: true,
			shape: (placed, settings) => [shapeRecord(placed, settings)],
		},
		{ name: 'Rows', movesToReview: false, shape: shapeRows },
	],
};

/** The reply as it came. */
const raw: OutputForm = {
	option: {
		name: 'Raw',
		value: 'raw',
		description: 'The JSON reply of the API, unchanged, to be kept and reshaped later',
	},
	operations: ['extract'],
	lanes: null,
};

/** Every form of output. */
export const OUTPUT_FORMS = { record, rows, recordAndRows, reviewItems, raw } as const;

/** What the parameter `output` can be. */
export type OutputName = keyof typeof OUTPUT_FORMS;

/** The items of one document by output; the last one is that for review, where there is one. */
export interface ShapedReply {
	readonly lanes: ReadonlyArray<readonly ShapedItem[]>;
	/** Whether a person should look at one of the items. */
	readonly needsReview: boolean;
}

/** Which outputs the node has; decided once per run, since the editor draws them. */
export interface Outputs {
	readonly form: OutputName;
	/** Whether a last output takes the items whose report needs review. */
	readonly review: boolean;
}

/** How many outputs the node has. */
export const countOutputs = ({ form, review }: Outputs): number =>
	(OUTPUT_FORMS[form].lanes?.length ?? 1) + (review ? 1 : 0);

/**
 * Turns the reports of one reply into items: parsed, shaped in the chosen form, and parted by output.
 * Deterministic.
 *
 * @param wires the entries of `data.info`
 * @param document which document they came from
 */
export function shapeReports(
	wires: readonly WireReport[],
	document: DocumentIdentity,
	lanes: readonly Lane[],
	review: boolean,
	settings: ShapeSettings,
): ShapedReply {
	const byOutput: ShapedItem[][] = Array.from({ length: lanes.length + Number(review) }, () => []);
	let needsReview = false;
	for (const report of parseReports(wires, settings)) {
		const isDoubtful = allNotes(report).some((note) => note.needsReview);
		needsReview ||= isDoubtful;
		const moves = review && isDoubtful;
		lanes.forEach((lane, index) => {
			const target = moves && lane.movesToReview ? lanes.length : index;
			const items = lane.shape({ report, document }, settings);
			byOutput[target] = (byOutput[target] ?? []).concat(items);
		});
	}
	return { lanes: byOutput, needsReview };
}

/** The names of the outputs of each form, for the editor. */
const LANE_NAMES = Object.fromEntries(
	Object.entries(OUTPUT_FORMS).map(([name, { lanes }]) => [
		name,
		lanes?.map((lane) => lane.name) ?? ['Raw'],
	]),
);

/**
 * The node's outputs for its parameters: [Record(s), Rows?, Needs Review?]. n8n evaluates this text in
 * the editor and in the engine, so it refers to nothing outside itself. A lone output needs no name.
 */
export const OUTPUTS_EXPRESSION: ExpressionString = `={{ ((form, operation, options) => {
	const lanes = ${JSON.stringify(LANE_NAMES)};
	const names = [...(lanes[form] ?? lanes.record)];
	const shapes = form !== 'raw' && operation !== 'compare';
	if (shapes && options?.reviewOutput === true) names.push('Needs Review');
	if (names.length === 1) return [{ type: 'main' }];
	return names.map((displayName) => ({ type: 'main', displayName }));
})($parameter["output"], $parameter["operation"], $parameter["options"]) }}`;
