import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { z } from 'zod';

import { isFields } from '../api/envelope';
import { toNoDocumentFailure } from '../failures/badInput';
import { INPUT_MODES, INPUT_PROPERTIES } from '../inputs';
import { refuse, type Collected, type SkippedFile } from '../inputs/document';
import { openFile } from '../n8n/storage';
import {
	buildReviewHints,
	buildSendingHints,
	buildSizeHints,
	buildSkippedHints,
	buildTwinHints,
} from './hints';
import { buildOutputs, stopAtFailure, toFailed, toThrownFailure, type Outcome } from './outcome';
import { ALL_OPTIONS, getParameter, getText, INPUT_MODE } from './parameters';
import { finishJobs, isNoReportAfterAll, type Job, type PlannedItem } from './sending';
import { getOutputs, getShapeSettings } from './shaping';

const BILLING_NOTICE: INodeProperties = {
	displayName:
		'Every document that is read successfully is billed by Computer Vision Vietnam, test runs in the editor included. Pin the output while you build a workflow.',
	name: 'billingNotice',
	type: 'notice',
	default: '',
};

/** Which documents are sent. */
export const EXTRACT_PROPERTIES: INodeProperties[] = [BILLING_NOTICE, ...INPUT_PROPERTIES].map(
	(property) => ({
		...property,
		displayOptions: {
			show: {
				resource: ['creditReport'],
				operation: ['extract'],
				...property.displayOptions?.show,
			},
		},
	}),
);

function planItem(context: IExecuteFunctions, itemIndex: number): PlannedItem {
	const options = getParameter(context, ALL_OPTIONS, itemIndex);
	const shape = getShapeSettings(context, itemIndex, options);
	const mode = INPUT_MODES[getParameter(context, INPUT_MODE, itemIndex)];
	const item = context.getInputData()[itemIndex];
	// The workflow setting "binary mode: combined" keeps the files in the item's JSON.
	const combined: unknown = item?.json['_files'];
	const collect = mode.prepare({
		itemIndex,
		files: { ...(isFields(combined) ? combined : {}), ...item?.binary },
		fileName: options.fileName,
		filesAreOneReport: options.filesAreOneReport,
		getValue: (property) => getParameter(context, { property, schema: z.unknown() }, itemIndex),
		getText: (property) => getText(context, property, itemIndex),
		openFile: async (file) => await openFile(context, file),
	});
	return { itemIndex, options, shape, collect };
}

/** The plans of all items, and the failures of those whose parameters cannot be used. */
function planItems(context: IExecuteFunctions): { planned: PlannedItem[]; failed: Outcome[] } {
	const planned: PlannedItem[] = [];
	const failed: Outcome[] = [];
	for (const itemIndex of context.getInputData().keys()) {
		try {
			planned.push(planItem(context, itemIndex));
		} catch (error) {
			const document = { itemIndex, name: null, field: 'parameters' };
			failed.push(toFailed(itemIndex, toThrownFailure(context, error, document)));
		}
	}
	return { planned, failed };
}

/**
 * Finds the documents of an item and checks each by its bytes. An item of which nothing is left gets a
 * failure where failures become items, so that it does not vanish; a run that stops at failures is not
 * to stop for a logo.
 */
async function collectItem(context: IExecuteFunctions, item: PlannedItem): Promise<Collected[]> {
	const { itemIndex, collect } = item;
	try {
		const collected = await collect();
		const skipped = collected.flatMap((each) => (each.kind === 'skipped' ? [each.file] : []));
		const isEmptied = skipped.length > 0 && skipped.length === collected.length;
		if (!isEmptied || !context.continueOnFail()) return collected;
		const { property } = INPUT_MODES.binary;
		const value = getParameter(context, { property, schema: z.unknown() }, itemIndex);
		const parameter = typeof value === 'string' ? value : property.name;
		const document = { itemIndex, field: parameter, name: null };
		return [...collected, refuse(document, toNoDocumentFailure(parameter, skipped))];
	} catch (error) {
		const document = { itemIndex, field: 'input', name: null };
		return [refuse(document, toThrownFailure(context, error, document))];
	}
}

/** Sends the credit reports of all items and turns the answers into items. */
export async function executeExtract(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const outputs = getOutputs(context);
	const { planned, failed } = planItems(context);
	stopAtFailure(context, failed);
	const skipped: SkippedFile[] = [];
	async function* findJobs(): AsyncGenerator<Job> {
		for (const item of planned) {
			for (const collected of await collectItem(context, item)) {
				if (collected.kind === 'skipped') skipped.push(collected.file);
				else yield { item, collected };
			}
		}
	}
	const finished = await finishJobs(context, findJobs(), outputs);
	const kept = finished.filter((each) => !isNoReportAfterAll(each, finished));
	const dropped = finished.filter((each) => isNoReportAfterAll(each, finished));
	const reason = 'the API found no report in it';
	for (const { document } of dropped) skipped.push({ ...document, reason });
	const outcomes = [...failed, ...kept.map(({ outcome }) => outcome)];
	stopAtFailure(context, outcomes);
	context.addExecutionHints(
		...buildSkippedHints(skipped),
		...buildSendingHints(finished),
		...buildTwinHints(finished),
		...buildReviewHints(outcomes),
		...buildSizeHints(outcomes),
	);
	return buildOutputs(outcomes, outputs);
}
