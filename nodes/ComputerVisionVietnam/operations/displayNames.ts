import type { INodeProperties } from 'n8n-workflow';
import { EXTRACT_PROPERTIES, RESHAPE_PROPERTIES } from './inputProperties';
import { OPTIONS_PROPERTY } from './optionProperties';
import { OUTPUT_PROPERTIES } from './outputProperties';

function namesOf(properties: INodeProperties[]): Array<[string, string]> {
	return properties.map(({ name, displayName }) => [name, displayName]);
}

const NAMES = new Map<string, string>([
	...namesOf([...EXTRACT_PROPERTIES, ...RESHAPE_PROPERTIES, ...OUTPUT_PROPERTIES]),
	...namesOf(OPTIONS_PROPERTY.options?.filter((option) => 'type' in option) ?? []),
]);

/**
 * The name under which the form shows a parameter.
 *
 * @param path where a value stands in the parameters: `['options', 'minConfidence']`
 */
export function displayNameOf(path: readonly string[]): string {
	const [first = '', second] = path;
	const name = first === 'options' && second !== undefined ? second : first;
	return NAMES.get(name) ?? name;
}
