import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { ExpressionError } from 'n8n-workflow';
import { z } from 'zod';

import { toExpressionFailure, toParameterFailure } from '../failures/badInput';
import { ItemFailure } from '../failures/failure';
import { INPUT_MODE_PROPERTY, type InputModeName } from '../inputs';
import { OPTIONS, OPTIONS_PROPERTY, type OptionValues } from './options';

/** A parameter of the form with the values that it takes. */
export interface Parameter<T> {
	readonly property: INodeProperties;
	readonly schema: z.ZodType<T, z.ZodTypeDef, unknown>;
}

/** One of a list of names. */
export const oneOf = <T extends string>(
	values: readonly T[],
): z.ZodType<T, z.ZodTypeDef, unknown> =>
	z.custom<T>((value) => values.some((known) => known === value), {
		message: `one of ${values.join(', ')}`,
	});

/** n8n's own wording helps most with an expression of the user that it could not evaluate. */
const toExpressionError = (error: unknown): ItemFailure =>
	new ItemFailure(toExpressionFailure(error instanceof ExpressionError ? error.message : ''));

/** Gets what the form holds for a parameter, as it is. Throws a `ItemFailure`. */
function getRaw(context: IExecuteFunctions, property: INodeProperties, itemIndex: number): unknown {
	try {
		return context.getNodeParameter(property.name, itemIndex, property.default);
	} catch (error) {
		throw toExpressionError(error);
	}
}

/**
 * Gets a parameter of one item. Throws a `ItemFailure` that names it and what it must be, and never
 * shows its value.
 */
export function getParameter<T>(
	context: IExecuteFunctions,
	{ property, schema }: Parameter<T>,
	itemIndex: number,
): T {
	const parsed = schema.safeParse(getRaw(context, property, itemIndex));
	if (parsed.success) return parsed.data;
	const issue = parsed.error.issues[0];
	// An issue within the options is of one of them.
	const option = Object.values(OPTIONS).find((each) => each.property.name === issue?.path[0]);
	const { displayName } = option?.property ?? property;
	throw new ItemFailure(toParameterFailure(displayName, issue?.message ?? 'a valid value'));
}

const TEXT = z.string({ message: 'text' });

/** Gets a parameter that must be text. */
export const getText = (
	context: IExecuteFunctions,
	property: INodeProperties,
	itemIndex: number,
): string => getParameter(context, { property, schema: TEXT }, itemIndex);

/** The input mode of an item. */
export const INPUT_MODE: Parameter<InputModeName> = {
	property: INPUT_MODE_PROPERTY,
	schema: oneOf<InputModeName>(['binary', 'url', 'base64']),
};

const optionSchemas = Object.fromEntries(
	Object.entries(OPTIONS).map(([name, { schema }]) => [name, schema]),
);

/** The options of an item. */
export const ALL_OPTIONS: Parameter<OptionValues> = {
	property: OPTIONS_PROPERTY,
	schema: z.object(optionSchemas) as unknown as Parameter<OptionValues>['schema'],
};
