import type { ExpressionString } from 'n8n-workflow';
import type { ShapedOutputs } from '../shape/shapeReports';

/** The forms in which a report can leave the node. */
export type OutputForm = 'record' | 'rows' | 'recordAndRows' | 'raw';

/** Where the node's items go; decided once per run, since the editor draws it. */
export interface OutputLanes {
	readonly form: OutputForm;
	/** Whether a last output takes the items whose report needs review. */
	readonly review: boolean;
}

/** Which part of a shaped report goes to which output, in the order of the outputs. */
const SHAPED_LANES: Readonly<Record<OutputForm, ReadonlyArray<keyof ShapedOutputs>>> = {
	record: ['records'],
	rows: ['rows'],
	recordAndRows: ['records', 'rows'],
	raw: ['records'],
};

/** The parts of a shaped report in the order of the node's outputs. */
export function listLanes({ form, review }: OutputLanes): ReadonlyArray<keyof ShapedOutputs> {
	return review ? [...SHAPED_LANES[form], 'needsReview'] : SHAPED_LANES[form];
}

/**
 * The node's outputs for its parameters: [Record(s), Rows?, Needs Review?]; mirrors `listLanes`.
 * n8n evaluates this text in the editor and in the engine, so it refers to nothing outside itself.
 * A lone output needs no name.
 */
export const OUTPUTS_EXPRESSION: ExpressionString = `={{ ((form, options) => {
	const review = form !== 'raw' && options?.reviewOutput === true;
	const names = form === 'recordAndRows' ? ['Records', 'Rows'] : [form === 'rows' ? 'Rows' : 'Record'];
	if (review) names.push('Needs Review');
	if (names.length === 1) return [{ type: 'main' }];
	return names.map((displayName) => ({ type: 'main', displayName }));
})($parameter["output"], $parameter["options"]) }}`;
