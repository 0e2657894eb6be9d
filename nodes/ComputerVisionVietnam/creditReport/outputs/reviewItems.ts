import type { IDataObject } from 'n8n-workflow';

import { allNotes, findValue } from '../report';
import { KIND_ORDER, type Note } from '../review';
import { TABLE_KEYS } from '../sections';
import type { OutputForm, PlacedReport, ShapedImage, ShapedItem, ShapeSettings } from './output';
import { maskAt, nameImages, toJson, writeOrigin } from './writeItem';

const NOTHING = {
	path: null,
	label: null,
	printed: null,
	read: null,
	candidates: [],
	confidence: null,
	page: null,
	box: null,
	reason: null,
	note: null,
};

/** What stands at the place of a doubt, and what is doubtful about it; the worst reason first. */
function describeDoubt(
	{ report }: PlacedReport,
	notes: readonly Note[],
	settings: ShapeSettings,
): IDataObject {
	const [worst] = notes;
	if (!worst) return NOTHING;
	const { path, label, reason } = worst;
	const found = findValue(report, path);
	const printed = found && found.cell.text !== '' ? found.cell.text : null;
	const candidates = [...new Set(notes.flatMap((note) => note.candidates))];
	return {
		path,
		label,
		printed: toJson(maskAt(path, printed, settings)),
		read: toJson(maskAt(path, found?.value ?? null, settings)),
		candidates: candidates.map((each) => toJson(maskAt(path, each, settings))),
		confidence: found?.cell.confidence ?? null,
		page: toJson(found?.cell.page ?? null),
		box: toJson(found?.cell.box ?? null),
		reason,
		note: notes.map(({ text }) => text).join('; '),
	};
}

/** The picture of the page or table that a doubt is about. */
function imagesFor(path: string, page: unknown, images: readonly ShapedImage[]): ShapedImage[] {
	if (path === '') return [];
	const table = TABLE_KEYS.find((key) => path === key || path.startsWith(`${key}.`));
	if (table) return images.filter(({ key }) => key === table || key.startsWith(`${table}_`));
	return images.filter(({ key }) => key === `page_${Number(page ?? 0) + 1}`);
}

/**
 * One item per place that a person should look at: enough to build a form, a message or a ticket from.
 * Made of the notes of the record, so that the two never disagree. A report without doubts gives one
 * item with `path: null`.
 */
function shapeReviewItems(placed: PlacedReport, settings: ShapeSettings): ShapedItem[] {
	const asking = allNotes(placed.report).filter(({ needsReview }) => needsReview);
	const byPath = new Map<string, Note[]>();
	for (const note of asking) byPath.set(note.path, [...(byPath.get(note.path) ?? []), note]);
	const images = nameImages(placed);
	const toItem = (notes: readonly Note[]): ShapedItem => {
		const ordered = notes.toSorted(
			(left, right) => KIND_ORDER.indexOf(left.kind) - KIND_ORDER.indexOf(right.kind),
		);
		const json: IDataObject = { document_name: placed.document.name };
		Object.assign(json, describeDoubt(placed, ordered, settings));
		writeOrigin(json, placed);
		return { json, images: imagesFor(ordered[0]?.path ?? '', json['page'], images) };
	};
	return asking.length === 0 ? [toItem([])] : [...byPath.values()].map(toItem);
}

/** One item per doubt. */
export const reviewItems: OutputForm = {
	option: {
		name: 'Review Items',
		value: 'reviewItems',
		description:
			'One item per doubt: what a person should compare with the page, and where it stands',
	},
	operations: ['extract', 'reshape'],
	lanes: [{ name: 'Review Items', movesToReview: true, shape: shapeReviewItems }],
};
