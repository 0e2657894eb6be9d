import { conditionNamed } from '../conditions/conditions.ts';
import { LAYOUTS, layoutNamed } from '../documents/layouts/index.ts';
import { makeDocument } from '../documents/makeDocument.ts';
import type { InventedDocument } from '../documents/makeDocument.ts';

/** Layouts that go through the same conditions. */
interface CorpusPart {
	readonly layouts: readonly string[];
	readonly conditions: readonly string[];
}

/** What is measured: every layout of a part in every condition of it, with every seed. */
export interface AccuracyCorpus {
	readonly seeds: readonly number[];
	readonly parts: readonly CorpusPart[];
}

/** One document in one condition, not sent yet. */
export interface PlannedDocument {
	/** `<layout>-<seed>-<condition>`. */
	readonly name: string;
	readonly layout: string;
	readonly seed: number;
	readonly condition: string;
	readonly document: InventedDocument;
}

/** A first look in a few minutes. */
const QUICK: readonly CorpusPart[] = [
	{
		layouts: ['today', 'short', 'bankPrint', 'clean'],
		conditions: ['digital', 'scan300', 'scan200', 'photoDay'],
	},
];

const ALL_BUT_DENSE = LAYOUTS.map(({ name }) => name).filter((layout) => layout !== 'dense');

/**
 * All that two cores read within 40 minutes: every layout in the conditions that have bounds of their
 * own, and a third of them each in the others. `dense` has as many pages as four others together, so it
 * goes through one scan and one photo; what a fax or a stamp does to a page shows on shorter ones.
 */
const FULL: readonly CorpusPart[] = [
	{
		layouts: ALL_BUT_DENSE,
		conditions: ['digital', 'scan300', 'scan200', 'photoDay', 'photoLamp'],
	},
	{ layouts: ['dense'], conditions: ['digital', 'scan300', 'photoDay'] },
	{
		layouts: ['today', 'bankPrint', 'oneColumn', 'short'],
		conditions: ['fax', 'turned180', 'screenPhoto'],
	},
	{
		layouts: ['oldHeadings', 'browserPrint', 'clean'],
		conditions: ['jpeg40', 'turned90', 'stamp'],
	},
	{
		layouts: ['borderless', 'vamcTable', 'tallImage'],
		conditions: ['tilt', 'blur', 'noise'],
	},
];

/** What narrows or replaces the usual corpus; a list that is not given changes nothing. */
interface CorpusChoice {
	readonly seeds: readonly number[];
	readonly isFull: boolean;
	readonly layouts: readonly string[] | undefined;
	readonly conditions: readonly string[] | undefined;
}

/**
 * The corpus that was asked for: names replace those of the first look, and narrow the full run.
 *
 * @throws Error that lists the names there are, for one that is none of them
 */
export function toCorpus({ seeds, isFull, layouts, conditions }: CorpusChoice): AccuracyCorpus {
	layouts?.forEach(layoutNamed);
	conditions?.forEach(conditionNamed);
	if (!isFull) {
		const parts = QUICK.map((part) => ({
			layouts: layouts ?? part.layouts,
			conditions: conditions ?? part.conditions,
		}));
		return { seeds, parts };
	}
	const parts = FULL.map((part) => ({
		layouts: part.layouts.filter((layout) => layouts?.includes(layout) ?? true),
		conditions: part.conditions.filter((condition) => conditions?.includes(condition) ?? true),
	}));
	return {
		seeds,
		parts: parts.filter((part) => part.layouts.length > 0 && part.conditions.length > 0),
	};
}

/** The layouts of all parts. */
export const listLayouts = ({ parts }: AccuracyCorpus): string[] => [
	...new Set(parts.flatMap(({ layouts }) => layouts)),
];

/** Which layouts go through which conditions, in words. */
export const describeCorpus = ({ parts }: AccuracyCorpus): string =>
	parts
		.map(({ layouts, conditions }) => `${layouts.join(', ')} in ${conditions.join(', ')}`)
		.join('; ');

/**
 * Makes the documents, those of one seed and layout next to each other.
 *
 * @param limit at most so many
 */
export async function planDocuments(
	corpus: AccuracyCorpus,
	limit: number,
): Promise<PlannedDocument[]> {
	const planned: PlannedDocument[] = [];
	for (const seed of corpus.seeds) {
		for (const layout of listLayouts(corpus)) {
			if (planned.length >= limit) return planned.slice(0, limit);
			const document = await makeDocument(layoutNamed(layout), seed);
			const conditions = corpus.parts.flatMap((part) =>
				part.layouts.includes(layout) ? part.conditions : [],
			);
			for (const condition of conditions)
				planned.push({ name: `${document.name}-${condition}`, layout, seed, condition, document });
		}
	}
	return planned.slice(0, limit);
}
