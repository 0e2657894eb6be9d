import type { IExecuteFunctions, INode, INodeExecutionData, JsonObject } from 'n8n-workflow';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import { z } from 'zod';

import type { DocumentLabel } from '../inputs/document';
import type { Failure } from './failure';

function build(node: INode, failure: Failure, itemIndex: number) {
	const { message, description, httpStatus } = failure;
	if (failure.kind === 'badInput') {
		return new NodeOperationError(node, message, { itemIndex, description });
	}
	const nothing: JsonObject = {};
	const httpCode = httpStatus === undefined ? {} : { httpCode: String(httpStatus) };
	return new NodeApiError(node, nothing, { message, description, itemIndex, ...httpCode });
}

/**
 * The error that stops the run. Made of the failure alone, never of the HTTP client's error: that
 * one carries key, URL and body.
 */
export function toNodeError(
	node: INode,
	failure: Failure,
	{ itemIndex }: Pick<DocumentLabel, 'itemIndex'>,
): NodeApiError | NodeOperationError {
	const error = build(node, failure, itemIndex);
	// n8n replaces a message that merely contains a word such as ENOENT, even as part of a file name.
	error.message = failure.message;
	error.description = failure.description;
	error.messages = [];
	return error;
}

/**
 * The item of a failed document where the run goes on: `error` says what happened, `message` what
 * to do. n8n sends an item to the error output by its keys: exactly these two are understood by
 * every version (`details` only by newer ones).
 */
export const toErrorItem = (
	{ itemIndex }: Pick<DocumentLabel, 'itemIndex'>,
	failure: Failure,
): INodeExecutionData => ({
	json: { error: failure.message, message: failure.description },
	pairedItem: { item: itemIndex },
});

/** The places of a stack, without its first lines: they repeat the message, which may quote a value. */
const placesOf = (stack: string): string =>
	stack
		.split('\n')
		.filter((line) => /^\s+at /.test(line))
		.join('\n');

const errorSchema = z.object({ name: z.string().optional(), stack: z.string().optional() });

/** Tells n8n's log of an error of the node's own: its name and its place, never its message. */
export function logError(context: IExecuteFunctions, error: unknown): void {
	// Not `instanceof`: an error may come from another realm, such as a Code node's.
	const { name = typeof error, stack = '' } = errorSchema.catch({}).parse(error);
	const message = 'The Computer Vision Vietnam node met an error of its own';
	context.logger.error(message, { error: name, stack: placesOf(stack) });
}
