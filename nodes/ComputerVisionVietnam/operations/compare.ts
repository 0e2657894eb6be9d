import type {
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	INodeProperties,
} from 'n8n-workflow';
import { z } from 'zod';

import {
	compareTables,
	isSamePerson,
	isWrongOrder,
	summarizeChanges,
} from '../creditReport/comparison';
import type { Outputs } from '../creditReport/outputs';
import { parseReports, type Report } from '../creditReport/report';
import {
	DIFFERENT_PERSONS,
	toMissingResponseFailure,
	toSeveralReportsFailure,
} from '../failures/badInput';
import { ItemFailure } from '../failures/failure';
import { buildTurnedHints } from './hints';
import { buildOutputs, stopAtFailure, toFailed, toThrownFailure, type Outcome } from './outcome';
import { ALL_OPTIONS, getParameter, type Parameter } from './parameters';
import { isMissing, judgeSaved } from './reshape';
import { getOutputs, getShapeSettings } from './shaping';

const toResponse = (
	name: string,
	displayName: string,
	placeholder: string,
): Parameter<unknown> => ({
	property: {
		displayName,
		name,
		type: 'json',
		default: '',
		required: true,
		placeholder,
		hint: 'Nothing is sent and nothing is billed',
		description: 'A reply of the API saved with the output Raw, as an object or as JSON text',
		displayOptions: { show: { resource: ['creditReport'], operation: ['compare'] } },
	},
	schema: z.unknown(),
});

const EARLIER = toResponse('earlier', 'Earlier Response', 'e.g. ={{ $json.last_month }}');
const LATER = toResponse('later', 'Later Response', 'e.g. ={{ $json.this_month }}');

/** Which two saved replies are compared. */
export const COMPARE_PROPERTIES: INodeProperties[] = [EARLIER.property, LATER.property];

/** The one report of a saved reply. Throws an `ItemFailure`. */
function getReport(
	context: IExecuteFunctions,
	{ property, schema }: Parameter<unknown>,
	itemIndex: number,
): Report {
	const response = getParameter(context, { property, schema }, itemIndex);
	if (isMissing(response)) {
		throw new ItemFailure(toMissingResponseFailure(property.displayName));
	}
	const document = { itemIndex, name: null, field: 'response' };
	const { reports } = judgeSaved(response, document, property.displayName);
	const options = getParameter(context, ALL_OPTIONS, itemIndex);
	const settings = getShapeSettings(context, itemIndex, { ...options, includeImages: false });
	const [report, another] = parseReports(reports, settings);
	if (!report || another) throw new ItemFailure(toSeveralReportsFailure(property.displayName));
	return report;
}

/** The items of one pair, and whether its reports were given in the wrong order. */
function compareItem(
	context: IExecuteFunctions,
	itemIndex: number,
	outputs: Outputs,
): { outcome: Outcome; isTurned: boolean } {
	const options = getParameter(context, ALL_OPTIONS, itemIndex);
	const first = getReport(context, EARLIER, itemIndex);
	const second = getReport(context, LATER, itemIndex);
	const isTurned = isWrongOrder(first, second);
	const [earlier, later] = isTurned ? [second, first] : [first, second];
	if (isSamePerson(earlier, later) === false && !options.allowDifferentPersons) {
		throw new ItemFailure(DIFFERENT_PERSONS);
	}
	const changes = compareTables(earlier, later);
	const toItem = (json: IDataObject): INodeExecutionData => ({
		json,
		pairedItem: { item: itemIndex },
	});
	const record = [toItem({ ...summarizeChanges(earlier, later, changes) })];
	const keys = { report_key_earlier: earlier.key, report_key_later: later.key };
	const rows = changes.map((change) => toItem({ ...change, ...keys }));
	const items = { record: [record], rows: [rows], recordAndRows: [record, rows] };
	const chosen =
		outputs.form === 'rows' || outputs.form === 'recordAndRows' ? outputs.form : 'record';
	return { outcome: { ok: true, itemIndex, items: items[chosen], needsReview: false }, isTurned };
}

/** Compares two saved reports of one person for each item; nothing is sent. */
export async function executeCompare(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const outputs = { ...getOutputs(context), review: false };
	const outcomes: Outcome[] = [];
	let turned = 0;
	for (const itemIndex of context.getInputData().keys()) {
		try {
			const { outcome, isTurned } = compareItem(context, itemIndex, outputs);
			outcomes.push(outcome);
			if (isTurned) turned += 1;
		} catch (error) {
			const document = { itemIndex, name: null, field: 'response' };
			outcomes.push(toFailed(itemIndex, toThrownFailure(context, error, document)));
		}
	}
	stopAtFailure(context, outcomes);
	context.addExecutionHints(...buildTurnedHints(turned));
	return buildOutputs(outcomes, outputs);
}
